// Blocks of network addresses (CIDR, RFC 4632 and 4291), and the one way an address is written.
// Thread: any; everything is a value.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

// An IPv4 address is kept as the IPv6 address it is mapped to.
struct AddressBlock {
    std::array<unsigned char, 16> first{};
    int prefix = 128;  // bits that are the same in all of the block

    bool holds(const AddressBlock& address) const;
};

// "192.0.2.0/24", "2001:db8::/32", "192.0.2.7". Nothing when it is none of these, or has bits set
// after its prefix.
std::optional<AddressBlock> parse_block(std::string_view);

// A block that is one address as RFC 5952 writes it, a mapped one as IPv4.
std::string address_text(const AddressBlock& address);

}  // namespace tsunagi
