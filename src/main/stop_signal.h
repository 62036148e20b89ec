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
    void wait() const {
        int signal = 0;
        sigwait(&signals_, &signal);
    }

private:
    sigset_t signals_{};
};

}  // namespace tsunagi::command
