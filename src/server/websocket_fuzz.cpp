// Any bytes: events are well formed, and nothing follows a close or a violation.
#include "base/error.h"
#include "base/text.h"
#include "server/websocket_frame.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace tsunagi::server;
    FrameReader reader(4096);
    const std::string_view all(reinterpret_cast<const char*>(bytes), size);
    bool ended = false;
    for (std::size_t at = 0; at < size; at += 7) {
        reader.feed(all.substr(at, 7));
        while (const auto event = reader.next()) {
            ASSERT(!ended);
            ASSERT(event->payload.size() <= 4096);
            if (event->kind == FrameEvent::Kind::Text) ASSERT(tsunagi::is_utf8(event->payload));
            ended = event->kind == FrameEvent::Kind::Close ||
                    event->kind == FrameEvent::Kind::Violation;
        }
    }
    return 0;
}
