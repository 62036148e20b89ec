// Bytes as text: base64url without padding (RFC 4648, section 5) and lower-case hexadecimal.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

std::string base64url(std::span<const std::byte>);
std::string hex(std::span<const std::byte>);
// Nothing for padding, other alphabets, or bits left over that are not zero.
std::optional<std::vector<std::byte>> from_base64url(std::string_view);
std::optional<std::vector<std::byte>> from_hex(std::string_view);

inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

}  // namespace tsunagi
