// A Call is one authorized request on its way through a route: parse → authorize → domain →
// present. What a route needs of the request it asks here; what the answer needs beside its body
// it says here.
//
// Thread: the worker that answers the request.
#pragma once

#include "access/api_keys.h"
#include "base/json.h"
#include "record/page.h"
#include "server/house.h"
#include "server/http.h"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi::server {

struct Route;

// A key of Idempotency-Key under which the answer is kept.
struct IdempotencyClaim {
    std::string key;
    std::string body_hash;
};

class Call {
public:
    Call(House& house, const Route& route, Request& request)
        : house_(house), route_(route), request_(request) {}

    House& house() { return house_; }
    Request& request() { return request_; }
    const Route& route() const { return route_; }
    // Requires a route inside a shop, or one for signed-in people.
    const Viewer& viewer() const { return viewer_; }
    // Hers in the shop of the route.
    const access::Rights& rights() const { return rights_; }
    bool allows(access::Right right) const { return access::decide(rights_, right).allowed; }
    const access::SignedIn& who() const { return who_; }
    const std::string& session_token() const { return session_token_; }
    Language language() const { return viewer_.language; }
    Instant now() const { return house_.clock.now(); }

    // A variable of the pattern. Throws NotFound when it is not a number, as for unknown ids.
    std::int64_t number(std::string_view variable) const;
    const std::string& word(std::string_view variable) const;
    template <class T>
    Id<T> id(std::string_view variable = "id") const {
        return {number(variable)};
    }
    // The version of If-Match. Requires a versioned route.
    std::int64_t version() const { return version_; }

    store::Database& shop() { return house_.shops.shop(viewer_.shop); }
    store::Database& control() { return house_.shops.control(); }
    store::Actor actor() const { return {store::Actor::Kind::User, who_.user.value}; }

    template <class F>
    auto read(F&& f) {
        return shop().read(std::forward<F>(f));
    }
    // One transaction. What `f` returns is the answer: it is kept under the Idempotency-Key in
    // the same transaction, so a request that is sent again finds the effect and the answer, or
    // neither.
    template <class F>
    auto write(F&& f) {
        return write_to(shop(), std::forward<F>(f));
    }
    // The same in the control database.
    template <class F>
    auto write_control(F&& f) {
        return write_to(control(), std::forward<F>(f));
    }

    void set_header(std::string name, std::string value) {
        headers_.push_back({std::move(name), std::move(value)});
    }

private:
    friend class Dispatcher;
    template <class F>
    auto write_to(store::Database& database, F&& f) {
        return database.write(actor(), [&](store::Tx& tx) {
            if constexpr (std::is_void_v<std::invoke_result_t<F, store::Tx&>>) {
                f(tx);
                keep(tx, nullptr, nullptr);
            } else {
                auto answer = f(tx);
                keep(tx, &type_of<decltype(answer)>(), &answer);
                return answer;
            }
        });
    }
    // Keeps the answer of a keyed request; null: it has none.
    void keep(store::Tx&, const TypeTable*, const void* answer);

    House& house_;
    const Route& route_;
    Request& request_;
    Viewer viewer_;
    access::Rights rights_;
    access::SignedIn who_;
    std::optional<access::KeyHolder> key_;  // instead of a session
    std::string session_token_;
    std::int64_t version_ = 0;
    std::optional<IdempotencyClaim> claim_;
    bool kept_ = false;
    std::vector<HeaderField> headers_;
};

// The query of the request as a described struct: strict, every error at once. A vector is a list
// separated by commas.
void read_query(const Request&, const TypeTable&, void* out);

// Fields `cursor` and `limit` of a query.
template <class Q>
record::PageRequest page_request(const Q& query) {
    record::PageRequest asked;
    asked.cursor = query.cursor.value_or("");
    asked.limit = query.limit.value_or(asked.limit);
    return asked;
}

// The query of a plain list.
struct PageQuery {
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (cursor, limit))

}  // namespace tsunagi::server

template <>
struct tsunagi::rules_of<tsunagi::server::PageQuery> {
    static constexpr std::array value{Rule{.field = "limit", .min = 1, .max = 200}};
};
