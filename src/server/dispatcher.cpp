#include "server/dispatcher.h"

#include "access/secret_hash.h"
#include "base/digest.h"
#include "base/text.h"
#include "record/scope.h"
#include "server/idempotency.h"
#include "server/problem.h"
#include "server/session_answer.h"
#include "server/session_cookie.h"

#include <fmt/format.h>

#include <charconv>

namespace tsunagi::server {

Dispatcher::Dispatcher(House& house, const Limits& limits, const Router& router, Metrics& metrics,
                       const StaticFiles& files, Allowance allowance,
                       std::vector<std::string> host_names)
    : house_(house), limits_(limits), router_(router), metrics_(metrics), files_(files),
      rate_limit_(allowance), teller_(house), host_names_(std::move(host_names)) {
    house.teller = &teller_;
}

static bool is_page(const Request& request) {
    const auto path = request.path();
    return path != "/api" && !path.starts_with("/api/") && path != "/health" && path != "/metrics";
}

static bool is_json(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    return type.substr(0, type.find_last_not_of(' ') + 1) == "application/json";
}

namespace {

// The sink of an upload, which keeps the session of its sender awake for as long as bytes come.
class AttendedSink final : public BodySink {
public:
    AttendedSink(std::unique_ptr<BodySink> inner, access::Sessions& sessions, std::string token,
                 const Clock& clock)
        : inner_(std::move(inner)), sessions_(sessions), token_(std::move(token)), clock_(clock),
          seen_ms_(clock.steady_ms()) {}

    void write(std::string_view bytes) override {
        constexpr std::int64_t kLookAgainMs = 60'000;
        if (clock_.steady_ms() - seen_ms_ >= kLookAgainMs) {
            seen_ms_ = clock_.steady_ms();
            if (!sessions_.find(token_)) throw Error(Code::Unauthenticated, "sign in first");
        }
        inner_->write(bytes);
    }
    std::unique_ptr<BodySink> take() { return std::move(inner_); }

private:
    std::unique_ptr<BodySink> inner_;
    access::Sessions& sessions_;
    const std::string token_;
    const Clock& clock_;
    std::int64_t seen_ms_;
};

}  // namespace

Admission Dispatcher::admit(const Request& head) {
    check_host(head);
    const Route* route = router_.find(head);
    if (route == nullptr) {
        if (!router_.allowed(head).empty() && head.method != Method::Options) {
            throw HttpError(405, "method_not_allowed", "this address has other methods");
        }
        if (!is_page(head) && head.method != Method::Options) {
            throw Error(Code::NotFound, "there is nothing at this address");
        }
        if (!is_safe(head.method)) {
            throw HttpError(405, "method_not_allowed", "pages are only read");
        }
        return {.where = Admission::Where::Loop};
    }
    // Many clients send an empty object where no body is expected.
    constexpr std::uint64_t kEmptyBody = 64;
    Admission admission{.body_limit = route->body == BodyKind::None ? kEmptyBody
                                                                    : limits_.body_bytes};
    if (route->body == BodyKind::Json && !is_json(head.header("content-type"))) {
        throw HttpError(415, "unsupported_media_type", "the body has to be application/json");
    }
    if (route->body == BodyKind::Stream) {
        admission.body_limit = limits_.upload_bytes;
        admission.body = Admission::Body::Sink;
    }
    admission.socket = route->open_socket != nullptr;
    return admission;
}

// A key is named in a header that no page of another site can send; so it needs neither cookie nor
// CSRF token.
static std::string_view bearer_token(const Request& request) {
    static constexpr std::string_view kScheme = "Bearer ";
    const auto given = request.header("authorization");
    return given.starts_with(kScheme) ? given.substr(kScheme.size()) : std::string_view();
}

// Who pays for the request in the rate limit.
std::string Dispatcher::identify(Call& call) {
    const Request& request = call.request_;
    if (const auto token = bearer_token(request); !token.empty()) {
        call.key_ = access::find_api_key(house_.shops.control(), house_.clock.now(), token,
                                         request.address);
        if (!call.key_) return "address " + request.address;
        call.who_ = {.user = call.key_->user_id, .name = call.key_->name, .key = call.key_->id};
        return "key " + std::to_string(call.key_->id.value);
    }
    call.session_token_ = session_token(request);
    const auto who = house_.sessions.find(call.session_token_);
    if (!who) return "address " + request.address;
    call.who_ = *who;
    return "session " + std::to_string(who->session.value);
}

// A page of another site can give its own name the address of this machine (DNS rebinding) and then
// ask as if it were ours. Over TLS the certificate stands in its way; that a proxy says so is no
// proof, for such a page can say it as well.
void Dispatcher::check_host(const Request& request) const {
    const auto host = request.header("host");
    const bool tls = request.secure && !request.forwarded;
    if (tls || host.empty() || is_own_host(host, host_names_)) return;
    throw HttpError(421, "unknown_host",
                    "this server is not known as " + std::string(host) +
                        "; name it with --host if a proxy asks by that name");
}

static void check_no_body(const Request& request) {
    const auto text = trimmed(request.body);
    if (text.empty() || text == "{}") return;
    throw HttpError(400, "bad_request", "this request takes no body");
}

void Dispatcher::authorize(Call& call) {
    const Route& route = call.route_;
    if (route.body == BodyKind::None) check_no_body(call.request_);
    const std::string payer = identify(call);
    if (!call.request_.sink) {  // an upload has paid before its first byte
        rate_limit_.take(payer, static_cast<int>(route.cost), house_.clock.steady_ms());
    }
    if (!call.who_.user && route.right != anyone) {
        throw Error(Code::Unauthenticated, "sign in first");
    }
    if (call.key_) check_fit_for_keys(call);
    if (route.in_shop()) enter_shop(call);
    call.viewer_.language = language_of(call.request_);
    check_meant(call);
    if (route.step_up == StepUp::Needed) require_fresh_proof(house_, call.who_);
}

// A key works on the record of its shop; what concerns a person's own session, or asks her to prove
// who she is, is not for programs. Where anyone may come, it is nobody.
void Dispatcher::check_fit_for_keys(Call& call) {
    const Route& route = call.route_;
    if (route.right == anyone) {
        call.who_ = {};
        call.key_.reset();
    } else if (!route.in_shop() || route.step_up == StepUp::Needed || route.open_socket) {
        throw HttpError(403, "api_key_refused", "this is not for API keys");
    }
}

// Throws NotFound for those who have nothing to do with the shop, Forbidden for a member who may
// not do this.
void Dispatcher::enter_shop(Call& call) {
    const Id<Shop> shop{call.number("shop")};
    const auto& address = call.request_.address;
    const auto [viewer, rights] = call.key_ ? call.control().read([&](store::Reader& reader) {
        return access::viewer_of_key(reader, *call.key_, shop, address);
    })
                                            : house_.sessions.viewer(call.who_, shop, address);
    const auto decision = access::decide(rights, call.route_.right);
    if (!decision.allowed) {
        throw Error(Code::Forbidden, "this needs the right " + access::name_of(call.route_.right));
    }
    if (viewer.acting_for && !is_safe(call.route_.method)) {
        throw Error(Code::Forbidden, "whoever looks with another's eyes changes nothing");
    }
    call.rights_ = rights;
    call.viewer_ = access::narrowed(viewer, rights, call.route_.right, decision);
}

// An unsafe request, and a WebSocket, must come from a page of ours; with a session it must also
// repeat what only such a page can read.
void Dispatcher::check_meant(const Call& call) {
    const bool socket = call.route_.open_socket != nullptr;
    if (is_safe(call.route_.method) && !socket) return;
    check_same_origin(call.request_);
    if (socket && call.request_.header("origin").empty()) {
        throw Error(Code::Forbidden, "a WebSocket names its origin");
    }
    if (socket || call.key_ || call.route_.right == anyone) return;
    const auto given = call.request_.header("x-csrf-token");
    if (!equal_in_constant_time(given, access::csrf_token(call.session_token_))) {
        throw Error(Code::Forbidden, "the X-CSRF-Token of the session is missing");
    }
}

static std::int64_t version_of(std::string_view if_match) {
    if (if_match.empty()) {
        throw HttpError(428, "precondition_required", "say in If-Match which version you changed");
    }
    std::int64_t version = 0;
    const bool quoted = if_match.size() > 2 && if_match.front() == '"' && if_match.back() == '"';
    const auto digits = quoted ? if_match.substr(1, if_match.size() - 2) : std::string_view();
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                version);
    if (!quoted || failure != std::errc() || end != digits.data() + digits.size()) {
        throw HttpError(400, "bad_request", "If-Match is a quoted version");
    }
    return version;
}

void Dispatcher::check_preconditions(Call& call) {
    const Request& request = call.request_;
    if (call.route_.is_versioned()) call.version_ = version_of(request.header("if-match"));
    if (!call.route_.is_keyed()) return;
    const auto key = request.header("idempotency-key");
    if (key.empty() || key.size() > 200) {
        throw HttpError(400, "idempotency_key_required",
                        "this request needs an Idempotency-Key of 1 to 200 characters");
    }
    call.claim_ = IdempotencyClaim{
        std::string(key), access::secret_hash("body", request.target + '\n' + request.body)};
}

void Dispatcher::authorize_or_tell(Call& call) {
    try {
        authorize(call);
    } catch (const Error& error) {
        teller_.refused(call, error);
        throw;
    }
}

std::unique_ptr<BodySink> Dispatcher::open_sink(const Request& head) {
    const Route& route = *router_.find(head);
    Call call(house_, route, const_cast<Request&>(head));
    authorize_or_tell(call);
    check_preconditions(call);
    return std::make_unique<AttendedSink>(route.open_sink(call), house_.sessions,
                                          call.session_token_, house_.clock);
}

std::unique_ptr<SocketSession> Dispatcher::open_socket(const Request& request) {
    const Route& route = *router_.find(request);
    Call call(house_, route, const_cast<Request&>(request));
    authorize_or_tell(call);
    return route.open_socket(call);
}

Response Dispatcher::answer(Request& request) {
    try {
        const Route* route = router_.find(request);
        return route == nullptr ? answer_page(request) : answer_route(*route, request);
    } catch (const Error& error) {
        return problem(request, error);
    } catch (const std::exception& error) {
        return problem(request, Error(Code::Internal, error.what()));
    }
}

Response Dispatcher::answer_page(const Request& request) {
    if (request.method == Method::Options) {
        Response response{.status = 204};
        const std::string allowed = router_.allowed(request);
        return std::move(response.set("allow", allowed.empty() ? "GET, HEAD, OPTIONS" : allowed));
    }
    return files_.answer(request);
}

Response Dispatcher::answer_route(const Route& route, Request& request) {
    const auto began_us = house_.clock.steady_us();
    Call call(house_, route, request);
    Response response;
    try {
        authorize(call);
        check_preconditions(call);
        if (auto* sink = dynamic_cast<AttendedSink*>(request.sink.get())) {
            request.sink = sink->take();
        }
        response = run(call);
        teller_.answered(call, response);
    } catch (const Error& error) {
        teller_.refused(call, error);
        response = problem(request, error);
    } catch (const std::exception& error) {
        response = problem(request, Error(Code::Internal, error.what()));
    }
    for (auto& header : call.headers_) response.headers.push_back(std::move(header));
    const auto took_us = house_.clock.steady_us() - began_us;
    if (call.who_.user) {
        response.set("server-timing", fmt::format("wait;dur={:.3f}, app;dur={:.3f}",
                                                  static_cast<double>(request.queued_us) / 1000.0,
                                                  static_cast<double>(took_us) / 1000.0));
    }
    metrics_.count(static_cast<std::size_t>(&route - router_.routes().data()), response.status,
                   took_us);
    return response;
}

// What was hers to see when it was kept may not be any more.
static void check_sees_kept(Call& call, const KeptAnswer& kept) {
    const bool sees = call.read([&](store::Reader& reader) {
        return !kept.customer_id ||
               record::sees_customer(reader, call.viewer(), Entity::Customer, kept.customer_id);
    });
    if (sees && kept.sight == sight_of(call.viewer())) return;
    throw Error(Code::NotFound, "the answer that was kept under this Idempotency-Key is gone");
}

std::optional<Response> Dispatcher::kept_answer(Call& call) {
    if (!call.claim_ || !call.route_.in_shop()) return std::nullopt;
    const auto find = [&](store::Reader& reader) {
        return find_answer(reader, call.claim_->key, call.who_.user);
    };
    auto kept = call.read(find);
    if (!kept) kept = call.control().read(find);
    if (!kept) return std::nullopt;
    if (kept->body_hash != call.claim_->body_hash || kept->route != call.route_.operation) {
        throw HttpError(422, "idempotency_key_reused",
                        "this Idempotency-Key was used for another request");
    }
    check_sees_kept(call, *kept);
    Response response{.status = kept->status};
    if (!kept->answer.empty()) response.set("content-type", "application/json");
    if (!kept->etag.empty()) response.set("etag", kept->etag);
    response.body = kept->answer;
    return response;
}

static bool is_unchanged(const Request& request, const Response& response) {
    const auto known = request.header("if-none-match");
    if (known.empty() || response.status != 200 || !is_safe(request.method)) return false;
    for (const auto& field : response.headers) {
        if (field.name == "etag") return field.value == known;
    }
    return false;
}

Response Dispatcher::run(Call& call) {
    if (auto kept = kept_answer(call)) return std::move(*kept);
    Response response;
    try {
        response = call.route_.run(call);
    } catch (const Error& error) {
        // Two equal requests at once: the second fails on the key or the version that the first
        // has just taken, and then finds its answer.
        auto kept = error.code() == Code::Conflict ? kept_answer(call) : std::nullopt;
        if (!kept) throw;
        return std::move(*kept);
    }
    if (call.claim_ && !call.kept_ && call.route_.in_shop()) {
        throw Error(Code::Internal, std::string(call.route_.operation) +
                                        " took an Idempotency-Key and wrote nothing under it");
    }
    if (!is_unchanged(call.request_, response)) return response;
    response.status = 304;
    response.body.clear();
    return response;
}

Response Dispatcher::problem(const Request& request, const Error& error) {
    Response response = problem_response(error);
    if (response.status == 405) {
        const std::string allowed = router_.allowed(request);
        response.set("allow", allowed.empty() ? "GET, HEAD, OPTIONS" : allowed);
    }
    return response;
}

}  // namespace tsunagi::server
