// Journeys keeps a Follower for every shop that this process serves, so that any route can look at
// the journeys of its shop at once.
//
// Thread: any. Shops are opened on a thread of its own at the start, or by who asks first.
#pragma once

#include "journey/follower.h"
#include "journey/journey.h"
#include "store/shops.h"

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace tsunagi::server {

class Journeys {
public:
    Journeys(store::Shops&, const Clock&);
    ~Journeys();

    // With every change in that was committed before the call: who has just saved something sees
    // it counted.
    journey::Snapshot of(Id<Shop>, Day as_of);

private:
    struct Followed {
        std::once_flag opened;
        std::unique_ptr<journey::Follower> follower;
    };
    journey::Follower& follower(Id<Shop>);

    store::Shops& shops_;
    const Clock& clock_;
    std::mutex mutex_;  // guards followed_, not what it holds
    std::map<std::int64_t, Followed> followed_;
    std::jthread opener_;
};

}  // namespace tsunagi::server
