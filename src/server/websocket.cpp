#include "server/websocket.h"

#include "base/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <array>

namespace tsunagi::server {

static constexpr std::int64_t kGoodbyeMs = 2'000;  // to answer our close frame

WebSocket::WebSocket(IoLoop& loop, std::shared_ptr<Transport> transport,
                     std::unique_ptr<SocketSession> session)
    : loop_(loop), transport_(std::move(transport)), session_(std::move(session)),
      reader_(loop.limits.message_bytes),
      wake_writer_(transport_->executor(), Timer::time_point::max()),
      writer_done_(transport_->executor(), Timer::time_point::max()),
      silence_([this] { transport_->cancel(), dead_ = true; }), next_ping_([this] { ping(); }),
      allowance_(static_cast<double>(loop.limits.message_burst)),
      allowance_at_ms_(loop.wheel.now_ms()) {
    ++loop_.traffic.sockets;
}

WebSocket::~WebSocket() { --loop_.traffic.sockets; }

Task<void> WebSocket::run(std::string already_read) {
    const auto self = shared_from_this();
    asio::co_spawn(transport_->executor(), write_frames(), asio::detached);
    loop_.wheel.set(silence_, loop_.limits.silence_ms);
    loop_.wheel.set(next_ping_, loop_.limits.ping_ms);
    session_->opened(self);
    co_await read_frames(std::move(already_read));
    closing_ = true;
    wake_writer_.cancel();
    next_ping_.clear();
    loop_.wheel.set(silence_, kGoodbyeMs);
    while (!written_) co_await writer_done_.async_wait(kAwaitTuple);
    silence_.clear();
    session_->closed();
}

Task<void> WebSocket::read_frames(std::string already_read) {
    std::array<char, 4096> buffer;
    reader_.feed(already_read);
    for (;;) {
        while (auto event = reader_.next()) {
            const bool last = event->kind == FrameEvent::Kind::Close ||
                              event->kind == FrameEvent::Kind::Violation;
            obey(std::move(*event));
            if (last) co_return;
        }
        if (dead_) co_return;
        const auto size = co_await transport_->read(asio::buffer(buffer));
        if (size == 0 || dead_) co_return;
        loop_.traffic.bytes_in += static_cast<std::int64_t>(size);
        if (!closing_) loop_.wheel.set(silence_, loop_.limits.silence_ms);
        reader_.feed({buffer.data(), size});
    }
}

void WebSocket::obey(FrameEvent event) {
    switch (event.kind) {
        case FrameEvent::Kind::Text: return take_text(std::move(event.payload));
        case FrameEvent::Kind::Binary:
            return begin_close(CloseCode::UnsupportedData, "only text is understood");
        case FrameEvent::Kind::Ping:
            return enqueue(std::make_shared<const std::string>(pong_frame(event.payload)));
        case FrameEvent::Kind::Pong: return;
        case FrameEvent::Kind::Close: return begin_close(event.code, {});
        case FrameEvent::Kind::Violation: return begin_close(event.code, event.payload);
    }
}

void WebSocket::take_text(std::string message) {
    const auto now = loop_.wheel.now_ms();
    const auto passed = static_cast<double>(now - allowance_at_ms_) / 1000.0;
    allowance_ = std::min(allowance_ + passed * static_cast<double>(loop_.limits.messages_per_s),
                          static_cast<double>(loop_.limits.message_burst));
    allowance_at_ms_ = now;
    if (allowance_ < 1) return begin_close(CloseCode::PolicyViolation, "too many messages");
    allowance_ -= 1;
    if (!closing_) session_->text(std::move(message));
}

void WebSocket::send(std::shared_ptr<const std::string> frame) {
    const auto size = frame->size();
    if (posted_bytes_.fetch_add(size) + size > 2 * loop_.limits.queued_bytes) {
        posted_bytes_ -= size;  // the loop itself is stuck: the socket is closed when it wakes
        return;
    }
    asio::post(transport_->executor(), [self = shared_from_this(), frame = std::move(frame)] {
        self->posted_bytes_ -= frame->size();
        self->enqueue(frame);
    });
}

void WebSocket::close(CloseCode code, std::string reason) {
    asio::post(transport_->executor(),
               [self = shared_from_this(), code, reason] { self->begin_close(code, reason); });
}

void WebSocket::enqueue(std::shared_ptr<const std::string> frame) {
    if (closing_ || dead_) return;
    if (queue_.size() >= loop_.limits.queued_frames ||
        queued_bytes_ + frame->size() > loop_.limits.queued_bytes) {
        ++loop_.traffic.slow_consumers;
        log_warning("socket_too_slow", {{"queued", queue_.size()}});
        dead_ = true;
        transport_->close();
        wake_writer_.cancel();
        return;
    }
    queued_bytes_ += frame->size();
    queue_.push_back(std::move(frame));
    wake_writer_.cancel();
}

void WebSocket::begin_close(CloseCode code, std::string_view reason) {
    if (closing_ || dead_) return;
    enqueue(std::make_shared<const std::string>(close_frame(code, reason)));
    closing_ = true;
    loop_.wheel.set(silence_, kGoodbyeMs);
}

void WebSocket::ping() {
    enqueue(std::make_shared<const std::string>(ping_frame({})));
    if (!closing_) loop_.wheel.set(next_ping_, loop_.limits.ping_ms);
}

Task<void> WebSocket::write_frames() {
    const auto self = shared_from_this();
    while (!dead_) {
        while (!queue_.empty() && !dead_) {
            const auto frame = std::move(queue_.front());
            queue_.pop_front();
            queued_bytes_ -= frame->size();
            loop_.traffic.bytes_out += static_cast<std::int64_t>(frame->size());
            if (!co_await transport_->write(*frame, {})) dead_ = true;
        }
        if (closing_ || dead_) break;
        co_await wake_writer_.async_wait(kAwaitTuple);
    }
    if (dead_) transport_->cancel();
    transport_->finish();
    written_ = true;
    writer_done_.cancel();
}

}  // namespace tsunagi::server
