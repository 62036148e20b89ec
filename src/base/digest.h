// SHA-256 and HMAC-SHA-256 (FIPS 180-4, RFC 2104) and comparison without a timing leak.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tsunagi {

using Digest = std::array<std::byte, 32>;

Digest sha256(std::span<const std::byte>);
std::string sha256_hex(std::string_view);
Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message);

// True when both are equal; takes as long for the first different byte as for the last. The
// lengths are no secret.
bool equal_in_constant_time(std::span<const std::byte>, std::span<const std::byte>);
bool equal_in_constant_time(std::string_view, std::string_view);

// The digest of a stream, piece by piece. Thread: one.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::span<const std::byte>);
    void add(std::string_view);
    // Of everything added so far; more may be added afterwards.
    Digest digest() const;
    std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi
