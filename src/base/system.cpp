#include "base/system.h"

#include "base/error.h"

#include <cerrno>
#include <chrono>
#include <sys/random.h>

namespace tsunagi {

Instant SystemClock::now() const {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::int64_t SystemClock::steady_ms() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::steady_us() const {
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

void SystemRandom::fill(std::span<std::byte> out) {
    while (!out.empty()) {
        const ssize_t got = ::getrandom(out.data(), out.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw Error(Code::Unavailable, "the system gives no random bytes");
        out = out.subspan(std::size_t(got));
    }
}

}  // namespace tsunagi
