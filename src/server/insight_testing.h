// Fixture for tests of insight over HTTP: a shop of two customers with orders, and members whose
// roles are presets with something changed.
//
//   1  佐藤 花  web  30 years old  in charge: the administrator  one order of 1000
//   2  鈴木 葉  tv   50 years old  in charge: the operator       orders of 3000 and 500
#pragma once

#include "access/rights.h"
#include "server/testing.h"

#include <functional>

namespace tsunagi::server {

class OnInsight : public OnServer {
protected:
    static constexpr std::string_view kMoneyBlind = "money-blind";

    void SetUp() override;
    // A member who may what the preset may, but for what `change` does to it.
    Id<User> add_member(std::string_view login, std::string_view preset,
                        const std::function<void(access::Rights&)>& change);
    // May all that an administrator may, but does not see what customers spend.
    Id<User> add_money_blind();

    static std::string path(std::string_view rest) {
        return "/api/v1/shops/1/" + std::string(rest);
    }
    Response put(std::string_view login, std::string_view rest, int version, std::string body);
    Response remove(std::string_view login, std::string_view rest, int version = 1);

    void add_customer(std::string_view name, std::string_view medium, Day birthday, Id<User> owner,
                      const std::vector<std::int64_t>& orders);
};

}  // namespace tsunagi::server
