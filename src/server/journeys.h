// Journeys keeps a Follower for every shop that this process serves, so that any route can look at
// the journeys of its shop at once, and what is computed from them for today.
//
// Opening a large shop takes seconds. It happens on a thread of its own that gives way to requests;
// meanwhile a request for journeys waits a moment, and a few of them at most, so that others find a
// worker: the rest is told to come back (Busy).
//
// Thread: any.
#pragma once

#include "action/today.h"
#include "journey/follower.h"
#include "journey/journey.h"
#include "server/shop_day.h"
#include "store/shops.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace tsunagi::server {

// A shop's journeys as they are, and what was computed for its day (shop_day.h says how lately).
struct ShopToday {
    journey::Snapshot journeys;
    std::shared_ptr<const ShopDay> day;

    action::TodayView seen_by(store::Reader& reader, const Viewer& viewer,
                              std::optional<int> days = std::nullopt) const {
        return {reader, viewer, journeys, day->forecast, days};
    }
};

class Journeys {
public:
    Journeys(store::Shops&, const Clock&);
    ~Journeys();

    // With every change in that was committed before the call: who has just saved something sees
    // it counted. Throws Busy while the shop's journeys are being opened, and what opening threw.
    journey::Snapshot of(Id<Shop>, Day as_of);
    // `today` is the shop's day.
    ShopToday today(Id<Shop>, Day today);

private:
    struct Followed {
        bool asked_for = true;  // to be opened
        std::exception_ptr failure;
        std::unique_ptr<journey::Follower> follower;  // null until it is open
        std::unique_ptr<KeptDay> day;
    };
    Followed& followed(Id<Shop>);
    void run(const std::stop_token&);
    bool open_next(std::unique_lock<std::mutex>&);
    void open(Id<Shop>, Followed&);
    void keep_days();
    journey::Snapshot look(Id<Shop>, Followed&, Day as_of);

    store::Shops& shops_;
    const Clock& clock_;
    std::mutex mutex_;  // guards followed_ and waiting_; an open shop's parts do not change
    std::condition_variable_any news_;
    std::map<std::int64_t, Followed> followed_;
    int waiting_ = 0;
    std::jthread keeper_;
};

}  // namespace tsunagi::server
