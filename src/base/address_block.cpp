#include "base/address_block.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace tsunagi {

static constexpr int kMappedBits = 96;  // ::ffff:0:0/96 (RFC 4291, 2.5.5.2)

using Bytes = std::array<unsigned char, 16>;

// How many bits come before the address's own.
static std::optional<int> parse_address(const std::string& text, Bytes& out) {
    if (text.find('\0') != std::string::npos) return std::nullopt;  // inet_pton would stop there
    if (::inet_pton(AF_INET6, text.c_str(), out.data()) == 1) return 0;
    out = {};
    out[10] = out[11] = 0xFF;
    if (::inet_pton(AF_INET, text.c_str(), out.data() + 12) == 1) return kMappedBits;
    return std::nullopt;
}

static Bytes mask_of(int prefix) {
    Bytes mask{};
    for (int bit = 0; bit < prefix; ++bit) {
        mask[static_cast<std::size_t>(bit / 8)] |= static_cast<unsigned char>(0x80U >> (bit % 8));
    }
    return mask;
}

static Bytes masked(Bytes bytes, int prefix) {
    const Bytes mask = mask_of(prefix);
    for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] &= mask[at];
    return bytes;
}

bool AddressBlock::holds(const AddressBlock& address) const {
    return address.prefix >= prefix && masked(address.first, prefix) == first;
}

std::optional<AddressBlock> parse_block(std::string_view text) {
    AddressBlock block;
    const auto slash = text.find('/');
    const auto before = parse_address(std::string(text.substr(0, slash)), block.first);
    if (!before) return std::nullopt;
    if (slash == text.npos) return block;
    const auto digits = text.substr(slash + 1);
    int prefix = -1;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                                prefix);
    const bool whole = failure == std::errc() && end == digits.data() + digits.size();
    if (!whole || prefix < 0 || prefix > 128 - *before) return std::nullopt;
    block.prefix = prefix + *before;
    if (masked(block.first, block.prefix) != block.first) return std::nullopt;
    return block;
}

std::string address_text(const AddressBlock& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const AddressBlock mapped{.first = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0},
                              .prefix = kMappedBits};
    const bool v4 = mapped.holds(address);
    ::inet_ntop(v4 ? AF_INET : AF_INET6, address.first.data() + (v4 ? 12 : 0), text.data(),
                text.size());
    return text.data();
}

}  // namespace tsunagi
