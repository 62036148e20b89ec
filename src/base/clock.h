// Clock and Random are given to whoever needs them, so that a test can say what time it is.
// Only base/system.h makes the real ones, and only `main` asks for them.
#pragma once

#include "base/time.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace tsunagi {

// Thread: implementations may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;             // wall clock, may jump
    virtual std::int64_t steady_ms() const = 0;  // monotonic, for durations and deadlines
    // For timing short work; a clock that only knows milliseconds counts in thousands.
    virtual std::int64_t steady_us() const { return steady_ms() * 1000; }
};

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte>) = 0;
};

// `bytes` random bytes as URL-safe base64 without padding: session tokens, keys, file names.
std::string random_token(Random&, std::size_t bytes);
std::uint64_t random_u64(Random&);

}  // namespace tsunagi
