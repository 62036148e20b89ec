#include "base/clock.h"

#include "base/encoding.h"

#include <array>
#include <vector>

namespace tsunagi {

std::string random_token(Random& random, std::size_t bytes) {
    std::vector<std::byte> raw(bytes);
    random.fill(raw);
    return base64url(raw);
}

std::uint64_t random_u64(Random& random) {
    std::array<std::byte, 8> raw{};
    random.fill(raw);
    std::uint64_t value = 0;
    for (const std::byte byte : raw) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    return value;
}

}  // namespace tsunagi
