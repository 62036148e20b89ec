// The real clock and random source of the machine. Made in `main` and nowhere else.
#pragma once

#include "base/clock.h"

namespace tsunagi {

class SystemClock final : public Clock {
public:
    Instant now() const override;
    std::int64_t steady_ms() const override;
    std::int64_t steady_us() const override;
};

// getrandom(2). Thread: any.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte>) override;
};

}  // namespace tsunagi
