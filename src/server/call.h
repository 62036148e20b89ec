// A Call is one authorized request on its way through a route: parse → authorize → domain →
// present. What a route needs of the request it asks here; what the answer needs beside its body
// it says here.
//
// Thread: the worker that answers the request.
#pragma once

#include "access/api_keys.h"
#include "access/audit/shown.h"
#include "base/json.h"
#include "record/customers.h"
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
    // The viewer for something more that the request does: no wider than this right allows either.
    // Throws Forbidden without it.
    Viewer narrowed(const Viewer&, access::Right) const;
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

    // For the trail: what was looked for, why, and who signs in or tries to.
    void searched(std::string_view text);
    void because(std::string reason) { reason_ = std::move(reason); }
    void tries_to_sign_in(Id<User> user, std::string name) { subject_ = {user, std::move(name)}; }
    void signs_in(Id<User> user, std::string name) {
        tries_to_sign_in(user, std::move(name));
        signed_in_ = true;
    }
    // The answer, before it becomes text.
    void show(const TypeTable& type, const void* answer) {
        access::audit::add_shown(type, answer, shown_);
    }
    const access::audit::Shown& shown() const { return shown_; }
    std::optional<int> search_length() const { return search_length_; }
    const std::string& reason() const { return reason_; }
    struct Subject {
        Id<User> id;
        std::string name;
    };
    const std::optional<Subject>& subject() const { return subject_; }
    bool has_signed_in() const { return signed_in_; }
    // Of the address; 0 when it has none.
    std::int64_t path_id() const { return number_or_0("id"); }
    std::int64_t shop_of_path() const { return number_or_0("shop"); }
    std::int64_t customer_of_path() const;

    void set_header(std::string name, std::string value) {
        headers_.push_back({std::move(name), std::move(value)});
    }

private:
    friend class Dispatcher;
    std::int64_t number_or_0(std::string_view variable) const;
    // Whom an answer is about; 0: nobody in particular.
    template <class T>
    static Id<record::Customer> customer_of(const T& answer) {
        if constexpr (std::is_same_v<T, record::Customer>) {
            return answer.id;
        } else if constexpr (requires { Id<record::Customer>(answer.customer_id); }) {
            return answer.customer_id;
        } else {
            return {};
        }
    }
    template <class F>
    auto write_to(store::Database& database, F&& f) {
        return database.write(actor(), [&](store::Tx& tx) {
            if constexpr (std::is_void_v<std::invoke_result_t<F, store::Tx&>>) {
                f(tx);
                keep(tx, nullptr, nullptr, {});
            } else {
                auto answer = f(tx);
                keep(tx, &type_of<decltype(answer)>(), &answer, customer_of(answer));
                return answer;
            }
        });
    }
    // Keeps the answer of a keyed request; null: it has none.
    void keep(store::Tx&, const TypeTable*, const void* answer, Id<record::Customer>);

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
    access::audit::Shown shown_;
    std::optional<int> search_length_;
    std::string reason_;
    std::optional<Subject> subject_;
    bool signed_in_ = false;
    std::vector<HeaderField> headers_;
};

// What a viewer sees, as a word: equal when nothing was given to her or taken from her.
std::string sight_of(const Viewer&);

// The query of the request as a described struct: strict, every error at once. A vector is a list
// separated by commas; `\,` is a comma of a value and `\\` its backslash.
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
