// A Flag is raised once to ask running work to stop: a person's cancel, the end of the server.
//
// Thread: any. Owner: whoever may ask; the work borrows it.
#pragma once

#include "base/error.h"

#include <atomic>

namespace tsunagi {

class Flag {
public:
    void raise() { raised_.store(true, std::memory_order_relaxed); }
    bool raised() const { return raised_.load(std::memory_order_relaxed); }
    // Throws Canceled, saying what was stopped.
    void check(std::string_view work) const {
        if (raised()) throw Error(Code::Canceled, std::string(work) + " was stopped");
    }

private:
    std::atomic<bool> raised_{false};
};

}  // namespace tsunagi
