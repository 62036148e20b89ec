#include "server/websocket_frame.h"

#include <gtest/gtest.h>

namespace tsunagi::server {
namespace {

using Kind = FrameEvent::Kind;

std::string masked(unsigned char first, std::string_view payload) {
    const std::string mask = "\x37\xfa\x21\x3d";
    std::string out{static_cast<char>(first)};
    const auto size = payload.size();
    if (size < 126) {
        out += static_cast<char>(0x80 | size);
    } else {
        out += static_cast<char>(0x80 | 126);
        out += {static_cast<char>(size >> 8), static_cast<char>(size & 0xff)};
    }
    out += mask;
    for (std::size_t at = 0; at < size; ++at) out += static_cast<char>(payload[at] ^ mask[at & 3]);
    return out;
}

FrameEvent only_event(std::string_view bytes, std::size_t limit = 1000) {
    FrameReader reader(limit);
    reader.feed(bytes);
    auto event = reader.next();
    EXPECT_TRUE(event.has_value());
    return event.value_or(FrameEvent{Kind::Binary, "nothing", CloseCode::Normal});
}

TEST(WebSocketFrames, ReadsTheMaskedHelloOfRfc6455Section5_7) {
    const auto event = only_event("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
    EXPECT_EQ(event.kind, Kind::Text);
    EXPECT_EQ(event.payload, "Hello");
}

TEST(WebSocketFrames, WritesTheUnmaskedHelloOfRfc6455Section5_7) {
    EXPECT_EQ(text_frame("Hello"), "\x81\x05Hello");
    EXPECT_EQ(text_frame(std::string(256, 'x')).substr(0, 4), std::string("\x81\x7e\x01\x00", 4));
    EXPECT_EQ(text_frame(std::string(65536, 'x')).substr(0, 10),
              std::string("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST(WebSocketFrames, AnswersTheKeyOfRfc6455Section1_3) {
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(accept_key("short=="), std::nullopt);
    EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ!="), std::nullopt);
}

TEST(WebSocketFrames, JoinsFragmentsAroundAPing) {
    FrameReader reader(1000);
    reader.feed(masked(0x01, "こ") + masked(0x89, "are you there") + masked(0x80, "んにちは"));
    EXPECT_EQ(reader.next()->kind, Kind::Ping);
    const auto message = reader.next();
    EXPECT_EQ(message->kind, Kind::Text);
    EXPECT_EQ(message->payload, "こんにちは");
    EXPECT_FALSE(reader.next());
}

TEST(WebSocketFrames, ReadsAnyCutOfTheBytesAlike) {
    const std::string bytes = masked(0x01, "ab") + masked(0x80, std::string(300, 'c'));
    FrameReader reader(1000);
    std::string payload;
    for (const char byte : bytes) {
        reader.feed({&byte, 1});
        if (const auto event = reader.next()) payload = event->payload;
    }
    EXPECT_EQ(payload, "ab" + std::string(300, 'c'));
}

struct Violation {
    std::string name;
    std::string bytes;
    CloseCode code;
};

class WebSocketViolations : public testing::TestWithParam<Violation> {};

TEST_P(WebSocketViolations, EndTheConnectionWithTheirCode) {
    FrameReader reader(1000);
    reader.feed(GetParam().bytes);
    std::optional<FrameEvent> last;
    while (auto event = reader.next()) last = event;
    ASSERT_TRUE(last);
    EXPECT_EQ(last->kind, Kind::Violation);
    EXPECT_EQ(last->code, GetParam().code);
    reader.feed(masked(0x81, "after"));
    EXPECT_FALSE(reader.next());
}

INSTANTIATE_TEST_SUITE_P(
    Frames, WebSocketViolations,
    testing::Values(
        Violation{"NotMasked", "\x81\x05Hello", CloseCode::ProtocolError},
        Violation{"ReservedBit", masked(0xc1, "x"), CloseCode::ProtocolError},
        Violation{"UnknownOpcode", masked(0x83, "x"), CloseCode::ProtocolError},
        Violation{"FragmentedPing", masked(0x09, "x"), CloseCode::ProtocolError},
        Violation{"LongPing", masked(0x89, std::string(126, 'x')), CloseCode::ProtocolError},
        Violation{"ContinuationOfNothing", masked(0x80, "x"), CloseCode::ProtocolError},
        Violation{"TwoBeginnings", masked(0x01, "x") + masked(0x81, "y"), CloseCode::ProtocolError},
        Violation{"LengthNotMinimal", std::string("\x81\xfe\x00\x05\x01\x02\x03\x04", 8),
                  CloseCode::ProtocolError},
        Violation{"NotUtf8", masked(0x81, "\xff\xfe"), CloseCode::InvalidPayload},
        Violation{"CloseReasonNotUtf8", masked(0x88, "\x03\xe8\xff"), CloseCode::InvalidPayload},
        Violation{"CloseOfOneByte", masked(0x88, "\x03"), CloseCode::ProtocolError},
        Violation{"CloseCode1005", masked(0x88, "\x03\xed"), CloseCode::ProtocolError},
        Violation{"TooBig", masked(0x81, std::string(1001, 'x')), CloseCode::TooBig},
        Violation{"TooBigInPieces",
                  masked(0x01, std::string(600, 'x')) + masked(0x80, std::string(600, 'x')),
                  CloseCode::TooBig}),
    [](const auto& parameter) { return parameter.param.name; });

TEST(WebSocketFrames, EndsAfterAClose) {
    FrameReader reader(1000);
    reader.feed(masked(0x88, "\x03\xe8"
                             "bye") +
                masked(0x81, "after"));
    const auto close = reader.next();
    EXPECT_EQ(close->kind, Kind::Close);
    EXPECT_EQ(close->code, CloseCode::Normal);
    EXPECT_EQ(close->payload, "bye");
    EXPECT_FALSE(reader.next());
}

}  // namespace
}  // namespace tsunagi::server
