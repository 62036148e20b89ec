// Any bytes, cut anywhere: the reader refuses or reads, and what it reads has one length.
#include "server/request_reader.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace tsunagi::server;
    static const Limits limits;
    if (size < 1) return 0;
    const std::size_t step = bytes[0] % 64 + 1U;
    std::string_view rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    RequestReader reader(limits);
    std::string kept;
    try {
        while (reader.state() != RequestReader::State::Done) {
            const auto used = reader.put(kept);
            kept.erase(0, used);
            if (rest.empty() && used == 0) return 0;
            kept.append(rest.substr(0, step));
            rest.remove_prefix(std::min(step, rest.size()));
        }
        split_target(reader.request());
    } catch (const tsunagi::Error&) {
        return 0;
    }
    ASSERT(reader.body().size() == reader.body_bytes());
    return 0;
}
