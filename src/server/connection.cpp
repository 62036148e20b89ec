#include "server/connection.h"

#include "base/log.h"
#include "server/forwarded.h"
#include "server/response_head.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::server {

static constexpr std::size_t kReadBytes = 64UL * 1024;
static constexpr std::size_t kSinkBytes = 256UL * 1024;   // handed to a worker at once
static constexpr std::size_t kWriteBytes = 256UL * 1024;  // one slice under one deadline

// The peer went away: nothing to answer and nobody to tell.
struct Gone {};

Connection::Connection(IoLoop& loop, std::shared_ptr<Transport> transport, Peer peer)
    : loop_(loop), transport_(std::move(transport)), peer_(std::move(peer)),
      scratch_(4UL * 1024, '\0'), deadline_([this] {
          expired_ = true;
          transport_->cancel();
      }) {
    loop_.connections.insert(this);
    ++loop_.traffic.connections;
}

Connection::~Connection() {
    loop_.connections.erase(this);
    --loop_.traffic.connections;
}

void Connection::arm(std::int64_t after_ms) { loop_.wheel.set(deadline_, after_ms); }

void Connection::drain() {
    if (socket_) socket_->close(CloseCode::GoingAway, "the server stops");
    if (idle_) transport_->cancel();
}

void Connection::abort() { transport_->close(); }

Task<void> Connection::run() {
    const auto self = shared_from_this();
    arm(loop_.limits.handshake_ms);
    try {
        if (co_await transport_->open() && !expired_) {
            while (co_await serve_request()) {
            }
        }
    } catch (const Gone&) {
    } catch (const std::exception&) {
        log_failure("connection_failed");
    }
    deadline_.clear();
    transport_->close();
}

// Reads once; false when the peer is gone or the deadline has passed.
Task<bool> Connection::fill() {
    if (expired_) co_return false;
    const auto size = co_await transport_->read(asio::buffer(scratch_));
    buffer_.append(scratch_, 0, size);
    loop_.traffic.bytes_in += static_cast<std::int64_t>(size);
    co_return size > 0;
}

Task<bool> Connection::serve_request() {
    RequestReader reader(loop_.limits);
    Response response;
    try {
        if (!co_await read_head(reader)) co_return false;
        Request& request = reader.request();
        introduce(request);
        split_target(request);
        const Admission admission = loop_.handler.admit(request);
        if (admission.socket) {
            if (reader.state() != RequestReader::State::Done) {  // it would be read as frames
                throw HttpError(400, "bad_request", "a WebSocket handshake has no body");
            }
            deadline_.clear();
            co_await serve_socket(request);
            co_return false;
        }
        co_await read_body(reader, admission);
        deadline_.clear();
        response = co_await answer(reader, admission);
    } catch (const Error& error) {
        response = loop_.handler.problem(reader.request(), error);
    }
    const bool unread = reader.state() != RequestReader::State::Done;
    response.close = response.close || unread;
    expired_ = false;
    const bool again = co_await send(reader.request(), response);
    if (unread) co_await linger();
    co_return again;
}

void Connection::introduce(Request& request) const {
    request.address = peer_.address;
    request.loopback = peer_.loopback;
    request.secure = peer_.secure;
    if (peer_.proxies.empty()) return;
    const auto asker = asker_of(request, peer_.proxies);
    if (!asker) return;
    request.address = asker->address;
    request.secure = asker->secure.value_or(peer_.secure);
    request.forwarded = true;
}

// False when the connection ends between two requests, as it may.
Task<bool> Connection::read_head(RequestReader& reader) {
    arm(fresh_ ? loop_.limits.head_ms : loop_.limits.idle_ms);
    fresh_ = false;
    bool begun = false;
    for (;;) {
        if (!buffer_.empty()) {
            if (!begun) arm(loop_.limits.head_ms);
            begun = true;
            idle_ = false;
            const auto used = reader.put(buffer_);
            buffer_.erase(0, used);
            if (reader.state() != RequestReader::State::Head) break;
        }
        idle_ = !begun;
        if (idle_ && loop_.draining) co_return false;
        if (co_await fill()) continue;
        if (expired_) ++loop_.traffic.timed_out;
        if (expired_ && begun) throw HttpError(408, "timeout", "the request came too slowly");
        co_return false;
    }
    reader.request().started_us = loop_.clock.steady_us();
    co_return true;
}

Task<void> Connection::read_body(RequestReader& reader, const Admission& admission) {
    Request& request = reader.request();
    const bool to_sink = admission.body == Admission::Body::Sink;
    reader.limit_body(admission.body_limit);
    if (to_sink) {
        deadline_.clear();
        co_await on_worker(loop_, Step::New,
                           [&] { request.sink = loop_.handler.open_sink(request); });
        scratch_.resize(kReadBytes);
    }
    const bool waits = reader.state() == RequestReader::State::Body && reader.expects_continue();
    if (waits && buffer_.empty() && !co_await write("HTTP/1.1 100 Continue\r\n\r\n", {})) {
        throw Gone();
    }
    const auto began_ms = loop_.wheel.now_ms();
    while (reader.state() == RequestReader::State::Body) {
        const auto earned = static_cast<std::int64_t>(reader.body_bytes()) * 1000 /
                            loop_.limits.body_bytes_per_s;
        const auto left = loop_.limits.body_grace_ms + earned - (loop_.wheel.now_ms() - began_ms);
        arm(std::clamp<std::int64_t>(left, 0, loop_.limits.read_ms));
        const auto used = reader.put(buffer_);
        buffer_.erase(0, used);
        if (to_sink && reader.body().size() >= kSinkBytes) co_await flush_to_sink(reader);
        if (reader.state() == RequestReader::State::Done || (used > 0 && !buffer_.empty()))
            continue;
        if (buffer_.size() > loop_.limits.head_bytes) {
            throw HttpError(400, "bad_request", "a chunk has no end of its size line");
        }
        if (co_await fill()) continue;
        if (!expired_) throw Gone();
        ++loop_.traffic.timed_out;
        throw HttpError(408, "timeout", "the body came too slowly");
    }
    if (to_sink) co_await flush_to_sink(reader);
    request.body = std::move(reader.body());
}

Task<void> Connection::flush_to_sink(RequestReader& reader) {
    deadline_.clear();
    co_await on_worker(loop_, Step::Continued,
                       [&] { reader.request().sink->write(reader.body()); });
    reader.body().clear();
}

Task<Response> Connection::answer(RequestReader& reader, const Admission& admission) {
    Request& request = reader.request();
    if (admission.where == Admission::Where::Loop) co_return loop_.handler.answer(request);
    Response response;
    const auto queued_us = loop_.clock.steady_us();
    co_await on_worker(loop_, Step::New, [&] {
        request.queued_us = loop_.clock.steady_us() - queued_us;
        response = loop_.handler.answer(request);
    });
    co_return response;
}

bool Connection::keeps_alive(const Request& request, const Response& response) const {
    const bool endless = request.http_1_0 && response.source;
    return request.keep_alive && !response.close && !loop_.draining && !endless;
}

Task<bool> Connection::send(const Request& request, Response& response) {
    const bool again = keeps_alive(request, response);
    const bool chunked = response.source && !request.http_1_0;
    const bool strict = request.forwarded ? request.secure : peer_.strict_transport;
    const std::string head = response_head(
        response, {.keep_alive = again, .chunked = chunked, .strict_transport = strict});
    if (request.method == Method::Head || !may_have_body(response.status)) {
        co_return co_await write(head, {}) && again;
    }
    if (response.source) co_return co_await send_source(head, response, chunked) && again;
    co_return co_await write(head, response.body_view()) && again;
}

Task<bool> Connection::write(std::string_view head, std::string_view body) {
    do {
        arm(loop_.limits.write_ms);
        const auto slice = body.substr(0, kWriteBytes);
        if (!co_await transport_->write(head, slice)) {
            if (expired_) ++loop_.traffic.timed_out;
            co_return false;
        }
        loop_.traffic.bytes_out += static_cast<std::int64_t>(head.size() + slice.size());
        body.remove_prefix(slice.size());
        head = {};
    } while (!body.empty());
    deadline_.clear();
    co_return true;
}

Task<bool> Connection::send_source(std::string head, Response& response, bool chunked) {
    bool more = true;
    while (more) {
        std::string piece;
        deadline_.clear();
        co_await on_worker(loop_, Step::Continued, [&] { more = response.source->next(piece); });
        if (chunked && !piece.empty()) {
            std::array<char, 16> size;
            const auto end = std::to_chars(size.begin(), size.end(), piece.size(), 16).ptr;
            head.append(size.begin(), end).append("\r\n");
            piece += "\r\n";
        }
        if (chunked && !more) piece += "0\r\n\r\n";
        if (!co_await write(head, piece)) co_return false;
        head.clear();
    }
    co_return true;
}

// An answer sent before the whole request was read would be lost by a reset: the rest is read and
// thrown away for a moment.
Task<void> Connection::linger() {
    transport_->finish();
    expired_ = false;
    arm(loop_.limits.linger_ms);
    idle_ = true;  // nobody waits for us: a drain need not wait either
    scratch_.resize(kReadBytes);
    for (std::uint64_t thrown = 0; thrown < loop_.limits.linger_bytes; thrown += buffer_.size()) {
        buffer_.clear();
        if (loop_.draining || !co_await fill()) break;
    }
}

Task<void> Connection::serve_socket(Request& request) {
    const auto accept = accept_key(request.header("sec-websocket-key"));
    if (request.header("sec-websocket-version") != "13" || !accept) {
        throw HttpError(400, "bad_request", "the WebSocket handshake is not valid");
    }
    std::unique_ptr<SocketSession> session;
    co_await on_worker(loop_, Step::New, [&] { session = loop_.handler.open_socket(request); });
    if (!co_await write(upgrade_head(*accept), {})) throw Gone();
    socket_ = std::make_shared<WebSocket>(loop_, transport_, std::move(session));
    if (loop_.draining) socket_->close(CloseCode::GoingAway, "the server stops");
    co_await socket_->run(std::move(buffer_));
}

}  // namespace tsunagi::server
