#include "server/websocket_frame.h"

#include "base/text.h"

#include <openssl/evp.h>

#include <array>
#include <utility>

namespace tsunagi::server {

static constexpr int kContinuation = 0;
static constexpr int kText = 1;
static constexpr int kBinary = 2;
static constexpr int kClose = 8;
static constexpr int kPing = 9;
static constexpr int kPong = 10;
static constexpr std::size_t kControlBytes = 125;

static std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

bool FrameReader::refuse(CloseCode code, std::string_view reason) {
    violation_ = FrameEvent{FrameEvent::Kind::Violation, std::string(reason), code};
    return false;
}

std::optional<FrameEvent> FrameReader::violation(CloseCode code, std::string_view reason) {
    refuse(code, reason);
    return std::nullopt;
}

std::optional<FrameReader::FrameHead> FrameReader::head() {
    if (buffer_.size() < 2) return std::nullopt;
    const auto first = static_cast<unsigned char>(buffer_[0]);
    const auto second = static_cast<unsigned char>(buffer_[1]);
    FrameHead head{(first & 0x80) != 0, first & 0x0f, second & 0x7fU, 6};
    const bool control = head.opcode >= kClose;
    if ((first & 0x70) != 0) return refuse(CloseCode::ProtocolError, "reserved bits"), std::nullopt;
    if ((second & 0x80) == 0) return refuse(CloseCode::ProtocolError, "not masked"), std::nullopt;
    if ((head.opcode > kBinary && !control) || head.opcode > kPong) {
        return refuse(CloseCode::ProtocolError, "unknown opcode"), std::nullopt;
    }
    if (control && (!head.final || head.length > kControlBytes)) {
        return refuse(CloseCode::ProtocolError, "a control frame is whole and short"), std::nullopt;
    }
    if (head.length >= 126) {
        const std::size_t more = head.length == 126 ? 2 : 8;
        if (buffer_.size() < 2 + more) return std::nullopt;
        head.length = big_endian(std::string_view(buffer_).substr(2, more));
        head.bytes += more;
        if (head.length < 126 || (more == 8 && (head.length < 65536 || head.length >> 63 != 0))) {
            return refuse(CloseCode::ProtocolError, "length not minimal"), std::nullopt;
        }
    }
    if (!control && head.length + message_.size() > max_message_) {
        return refuse(CloseCode::TooBig, "the message is too big"), std::nullopt;
    }
    if (buffer_.size() < head.bytes + head.length) return std::nullopt;
    return head;
}

std::optional<FrameEvent> FrameReader::next() {
    while (!ended_) {
        const auto frame = head();
        if (violation_) break;
        if (!frame) return std::nullopt;
        const auto length = static_cast<std::size_t>(frame->length);
        std::string payload = buffer_.substr(frame->bytes, length);
        for (std::size_t at = 0; at < length; ++at) {
            payload[at] = static_cast<char>(payload[at] ^ buffer_[frame->bytes - 4 + (at & 3)]);
        }
        buffer_.erase(0, frame->bytes + length);
        auto event = frame->opcode >= kClose ? complete(*frame, std::move(payload))
                                             : fragment(*frame, std::move(payload));
        if (violation_) break;
        if (event) return event;
    }
    ended_ = true;
    return std::exchange(violation_, std::nullopt);
}

// RFC 6455 7.4.1: codes a peer may put into a close frame.
static bool may_be_received(std::uint64_t code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
           (code >= 3000 && code <= 4999);
}

std::optional<FrameEvent> FrameReader::complete(const FrameHead& frame, std::string payload) {
    if (frame.opcode == kPing) return FrameEvent{FrameEvent::Kind::Ping, std::move(payload)};
    if (frame.opcode == kPong) return FrameEvent{FrameEvent::Kind::Pong, std::move(payload)};
    if (payload.empty()) {
        ended_ = true;
        return FrameEvent{FrameEvent::Kind::Close, {}, CloseCode::NoStatus};
    }
    const auto code = payload.size() == 1 ? 0 : big_endian(std::string_view(payload).substr(0, 2));
    if (!may_be_received(code)) return violation(CloseCode::ProtocolError, "bad close code");
    if (!is_utf8(std::string_view(payload).substr(2))) {
        return violation(CloseCode::InvalidPayload, "the reason is not UTF-8");
    }
    ended_ = true;
    return FrameEvent{FrameEvent::Kind::Close, payload.substr(2), static_cast<CloseCode>(code)};
}

std::optional<FrameEvent> FrameReader::fragment(const FrameHead& frame, std::string payload) {
    if ((frame.opcode == kContinuation) == (message_opcode_ == 0)) {
        return violation(CloseCode::ProtocolError, "fragments out of order");
    }
    if (frame.opcode != kContinuation) message_opcode_ = frame.opcode;
    message_ += payload;
    if (!frame.final) return std::nullopt;
    const int opcode = std::exchange(message_opcode_, 0);
    std::string message = std::exchange(message_, {});
    if (opcode == kBinary) return FrameEvent{FrameEvent::Kind::Binary, std::move(message)};
    if (!is_utf8(message)) return violation(CloseCode::InvalidPayload, "the text is not UTF-8");
    return FrameEvent{FrameEvent::Kind::Text, std::move(message)};
}

static std::string frame(int opcode, std::string_view payload) {
    std::string out;
    out.reserve(payload.size() + 10);
    out += static_cast<char>(0x80 | opcode);
    const std::uint64_t size = payload.size();
    int length_bytes = 0;
    if (size >= 126) length_bytes = size < 65536 ? 2 : 8;
    if (length_bytes == 0) out += static_cast<char>(size);
    if (length_bytes == 2) out += static_cast<char>(126);
    if (length_bytes == 8) out += static_cast<char>(127);
    for (int at = length_bytes - 1; at >= 0; --at) {
        out += static_cast<char>(size >> (8 * at) & 0xff);
    }
    return out.append(payload);
}

std::string text_frame(std::string_view payload) { return frame(kText, payload); }
std::string ping_frame(std::string_view payload) { return frame(kPing, payload); }
std::string pong_frame(std::string_view payload) { return frame(kPong, payload); }

std::string close_frame(CloseCode code, std::string_view reason) {
    if (code == CloseCode::NoStatus) return frame(kClose, {});
    const auto number = static_cast<std::uint16_t>(code);
    std::string payload{static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
    payload += reason.substr(0, kControlBytes - 2);
    return frame(kClose, payload);
}

std::optional<std::string> accept_key(std::string_view key) {
    std::array<unsigned char, 32> decoded{};
    if (key.size() != 24 || !key.ends_with("==")) return std::nullopt;
    const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
    if (EVP_DecodeBlock(decoded.data(), bytes, 24) != 18) return std::nullopt;
    const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, 20> digest{};
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    std::array<unsigned char, 32> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), digest.data(), digest.size());
    return std::string(reinterpret_cast<const char*>(encoded.data()),
                       static_cast<std::size_t>(length));
}

}  // namespace tsunagi::server
