// Room on the disk that is kept for what has to be written even when it is full: the trail of who
// saw whom, without which nobody would be shown anybody any more. A file of zeros in the data
// folder; an urgent write (Actor::urgent) that finds the disk full gives it up and is done again.
// Until there is room to keep it again, every other write is refused as StorageFull.
//
// Thread: any; `mutex_` guards all.
#pragma once

#include "base/clock.h"

#include <cstdint>
#include <filesystem>
#include <mutex>

namespace tsunagi::store {

class Reserve {
public:
    static constexpr std::int64_t kBytes = 8 << 20;
    // So much has to be free before it is taken again, so that it is not given and taken in turn.
    static constexpr std::int64_t kFreeToKeep = 3 * kBytes;

    Reserve(std::filesystem::path file, const Clock&);

    // Takes the room when it is not kept, asking the disk once a second at most.
    bool is_kept();
    // False when there was none to give up.
    bool give_up();

private:
    bool take();

    const std::filesystem::path file_;
    const Clock& clock_;
    std::mutex mutex_;
    bool kept_ = false;
    std::int64_t asked_at_ms_ = 0;
};

}  // namespace tsunagi::store
