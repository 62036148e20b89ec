// The frames of RFC 6455, server side: bytes in, events out; no socket, no clock.
//
// Violations end a connection, so they are an event with the close code to send, after which the
// reader gives nothing more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::server {

enum class CloseCode : std::uint16_t {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    UnsupportedData = 1003,
    NoStatus = 1005,  // never sent: a close frame without a code
    InvalidPayload = 1007,
    PolicyViolation = 1008,
    TooBig = 1009,
    InternalError = 1011,
    TryAgainLater = 1013,
    SessionEnded = 4001,  // ours: sign in again
};

struct FrameEvent {
    enum class Kind { Text, Binary, Ping, Pong, Close, Violation };
    Kind kind;
    std::string payload;  // of a message, ping or pong; the reason of a close or violation
    CloseCode code = CloseCode::Normal;
};

class FrameReader {
public:
    explicit FrameReader(std::size_t max_message_bytes) : max_message_(max_message_bytes) {}

    void feed(std::string_view bytes) { buffer_.append(bytes); }
    // The next complete message or control frame; nothing until more bytes are fed.
    std::optional<FrameEvent> next();

private:
    struct FrameHead {
        bool final;
        int opcode;
        std::uint64_t length;
        std::size_t bytes;  // of the head with its mask
    };
    std::optional<FrameHead> head();  // nothing: not enough bytes, or a violation was noted
    std::optional<FrameEvent> complete(const FrameHead&, std::string payload);
    std::optional<FrameEvent> fragment(const FrameHead&, std::string payload);
    std::optional<FrameEvent> violation(CloseCode, std::string_view reason);
    bool refuse(CloseCode, std::string_view reason);

    std::size_t max_message_;
    std::string buffer_;
    std::string message_;     // fragments so far
    int message_opcode_ = 0;  // 0: no message has begun
    std::optional<FrameEvent> violation_;
    bool ended_ = false;
};

std::string text_frame(std::string_view payload);
std::string ping_frame(std::string_view payload);
std::string pong_frame(std::string_view payload);
std::string close_frame(CloseCode, std::string_view reason);

// Sec-WebSocket-Accept for a Sec-WebSocket-Key (RFC 6455 4.2.2); nothing when the key is not
// sixteen bytes of base64.
std::optional<std::string> accept_key(std::string_view key);

}  // namespace tsunagi::server
