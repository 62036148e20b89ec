// Fixture for tests of the API as a browser meets it, without a socket: every TEST_P runs on SQLite
// and on PostgreSQL, with a shop of two people. A request goes the whole way through the
// dispatcher.
#pragma once

#include "server/dispatcher.h"
#include "server/import_runner.h"
#include "server/journeys.h"
#include "server/live.h"
#include "store/testing.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace tsunagi::server {

class OnServer : public store::OnBothDatabases {
public:
    ~OnServer() override;

protected:
    OnServer();
    static constexpr std::string_view kAdministrator = "admin";
    static constexpr std::string_view kOperator = "operator";
    static constexpr std::string_view kPassword = "correct horse battery";

    void SetUp() override;
    void TearDown() override;
    std::span<const store::Migration> shop_migrations() const override;
    std::span<const store::Migration> control_migrations() const override;

    // A member of the shop with a role of presets.h; her log-in is her name.
    Id<User> add_user(std::string_view login, std::string_view role);
    // Signed in, from her own page; '' for nobody.
    Request request(std::string_view login, Method, std::string target, std::string body = "{}");
    Response answer(Request);
    Response get(std::string_view login, std::string target) {
        return answer(request(login, Method::Get, std::move(target)));
    }
    Response post(std::string_view login, std::string target, std::string body) {
        return answer(request(login, Method::Post, std::move(target), std::move(body)));
    }
    // The whole body, also of a streamed one.
    static std::string body_of(Response&);
    House& house();

private:
    const std::string& token_of(std::string_view login);

    struct Parts;
    SeededRandom random_;
    Limits limits_;
    std::unique_ptr<Parts> parts_;
    std::map<std::string, std::string, std::less<>> tokens_;
    int keys_ = 0;
};

}  // namespace tsunagi::server
