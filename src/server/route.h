// A Route says all there is to know of an address of the API beside what it does: method, pattern,
// right, cost, idempotency class, audit event, and by the type of its function what it reads and
// answers. One that leaves something out does not compile. The tests of access, the OpenAPI
// document, the metrics and the rate limit are made from the same table.
//
//   route({.method = Method::Get, .pattern = "/api/v1/shops/{shop}/customers/{id}",
//          .operation = "get_customer", .right = may(Entity::Customer, Action::View),
//          .cost = Cost::Point, .idempotency = Idempotency::Safe, .audit = "customer.read"},
//         [](Call& call) { return call.read(...); })
//
// The function takes the Call and, where there is one, a described struct: the query of a GET or
// DELETE, the body of the others. It returns a described struct, nothing (204) or a Response.
#pragma once

#include "access/audit/words.h"
#include "access/rights.h"
#include "server/call.h"
#include "server/handler.h"

#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tsunagi::server {

using access::Action;
using access::anyone;
using access::may;
using access::Right;
using access::signed_in;

// A member that must be given: it has no default.
template <class T>
struct Declared {
    template <class U>
        requires std::convertible_to<U, T>
    constexpr Declared(U&& given) : value(std::forward<U>(given)) {}
    constexpr operator const T&() const { return value; }
    T value;
};

// What a request costs of a session's allowance (rate_limit.h).
enum class Cost { Point = 1, List = 2, Write = 3, Search = 4, Report = 10, Secret = 20, File = 40 };

enum class Idempotency {
    Safe,               // changes nothing
    Natural,            // sent twice it has one effect
    Versioned,          // needs If-Match: the second time it conflicts
    Keyed,              // needs Idempotency-Key: the second time it gets the first answer
    KeyedAndVersioned,  // both
};

enum class BodyKind { None, Json, Stream };

// Whether the person must have proved within ten minutes who she is: before data leaves, rights
// change, or something of people is erased. API keys cannot.
enum class StepUp { None, Needed };

struct Declaration {
    Declared<Method> method;
    Declared<std::string_view> pattern;  // {shop} and {id} are numbers, other variables are words
    Declared<std::string_view> operation;
    Declared<Right> right;
    Declared<Cost> cost;
    Declared<Idempotency> idempotency;
    access::audit::AuditWord audit;  // noun.verb
    int status = 200;
    std::string_view answer_type = "application/json";
    StepUp step_up = StepUp::None;
};

struct Route {
    Method method;
    std::string_view pattern;
    std::string_view operation;
    Right right;
    Cost cost;
    Idempotency idempotency;
    access::audit::AuditWord audit;
    int status;
    std::string_view answer_type;
    StepUp step_up = StepUp::None;
    BodyKind body = BodyKind::None;
    const TypeTable* query_type = nullptr;
    const TypeTable* body_type = nullptr;
    const TypeTable* answer = nullptr;  // null: nothing, or not JSON
    std::vector<std::string_view> segments{};
    std::function<Response(Call&)> run{};
    std::function<std::unique_ptr<BodySink>(Call&)> open_sink{};         // BodyKind::Stream
    std::function<std::unique_ptr<SocketSession>(Call&)> open_socket{};  // a WebSocket

    bool in_shop() const { return pattern.find("{shop}") != pattern.npos; }
    bool is_keyed() const {
        return idempotency == Idempotency::Keyed || idempotency == Idempotency::KeyedAndVersioned;
    }
    bool is_versioned() const {
        return idempotency == Idempotency::Versioned ||
               idempotency == Idempotency::KeyedAndVersioned;
    }
};

// The field `version` of a described struct as an ETag; empty when it has none.
std::string etag_of(const TypeTable&, const void* value);
// Answers with a described struct and its ETag.
Response json_response(int status, const TypeTable&, const void* value);

namespace routing {

template <class F>
struct signature : signature<decltype(&F::operator())> {};
template <class R>
struct signature<R (*)(Call&)> {
    using Answer = R;
    using Input = void;
};
template <class R, class I>
struct signature<R (*)(Call&, const I&)> {
    using Answer = R;
    using Input = I;
};
template <class C, class R>
struct signature<R (C::*)(Call&) const> {
    using Answer = R;
    using Input = void;
};
template <class C, class R, class I>
struct signature<R (C::*)(Call&, const I&) const> {
    using Answer = R;
    using Input = I;
};

Route declared(const Declaration&);
bool takes_query(Method);
void read_body(const Request&, const TypeTable&, void* out);

template <class Input>
Input input_of(Call& call, Method method) {
    Input input{};
    if (takes_query(method)) {
        read_query(call.request(), type_of<Input>(), &input);
    } else {
        read_body(call.request(), type_of<Input>(), &input);
    }
    return input;
}

template <class Answer, class F>
Response present(Call& call, int status, F&& f) {
    if constexpr (std::is_void_v<Answer>) {
        f();
        return {.status = 204};
    } else if constexpr (std::is_same_v<Answer, Response>) {
        return f();
    } else {
        const Answer answer = f();
        call.show(type_of<Answer>(), &answer);
        return json_response(status, type_of<Answer>(), &answer);
    }
}

}  // namespace routing

template <class F>
Route route(const Declaration& declaration, F f) {
    using Signature = routing::signature<F>;
    using Answer = typename Signature::Answer;
    using Input = typename Signature::Input;
    Route made = routing::declared(declaration);
    if constexpr (!std::is_void_v<Answer> && !std::is_same_v<Answer, Response>) {
        made.answer = &type_of<Answer>();
    }
    const int status = made.status;
    if constexpr (std::is_void_v<Input>) {
        made.run = [f, status](Call& call) {
            return routing::present<Answer>(call, status, [&] { return f(call); });
        };
    } else {
        const Method method = made.method;
        (routing::takes_query(method) ? made.query_type : made.body_type) = &type_of<Input>();
        if (!routing::takes_query(method)) made.body = BodyKind::Json;
        made.run = [f, status, method](Call& call) {
            const Input input = routing::input_of<Input>(call, method);
            return routing::present<Answer>(call, status, [&] { return f(call, input); });
        };
    }
    return made;
}

// A route whose body is streamed into a sink before it runs; its query may be a described struct,
// named for the document as Query.
template <class Query, class Open, class F>
Route upload_route(const Declaration& declaration, Open open, F f) {
    Route made = route(declaration, f);
    made.query_type = &type_of<Query>();
    made.body = BodyKind::Stream;
    made.open_sink = open;
    return made;
}

// A WebSocket; its query may be a described struct, named for the document as Query.
template <class Query, class Open>
Route socket_route(const Declaration& declaration, Open open) {
    Route made = routing::declared(declaration);
    made.query_type = &type_of<Query>();
    made.open_socket = open;
    return made;
}

}  // namespace tsunagi::server
