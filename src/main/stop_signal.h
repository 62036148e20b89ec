// SIGTERM and SIGINT as something to wait for. Made before any thread, so that all of them inherit
// the blocked signals.
#pragma once

#include <csignal>

namespace tsunagi::command {

class StopSignal {
public:
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    // True when one has come, false when so much time has passed without.
    bool wait_for(int ms) const {
        const timespec time{.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1'000'000L};
        return sigtimedwait(&signals_, nullptr, &time) > 0;
    }

private:
    sigset_t signals_{};
};

}  // namespace tsunagi::command
