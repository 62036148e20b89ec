// A ShopDay is what the pages of a shop are computed from on one day and what costs too much to
// compute for each of them: the forecast of its subscribers and the counts of the summary. A
// KeptDay keeps the newest of a shop for all who ask.
//
// How fresh it is: a shop that is computed within kQuickMs is computed anew after every change, so
// who has just saved something sees it counted. A larger one is computed behind the scenes by
// keep_up() as long as its log moves, with a rest ten times as long as it took: a day that takes a
// second is about eleven seconds old at most.
#pragma once

#include "action/forecast.h"
#include "base/published.h"
#include "insight/summary.h"
#include "journey/journey.h"

#include <memory>
#include <mutex>

namespace tsunagi::server {

struct ShopDay {
    Day day;
    std::int64_t watermark;  // every change up to this one is in
    std::int64_t made_at_ms;
    std::int64_t took_ms;
    action::Forecast forecast;
    insight::SummaryCount summary;
};

// Thread: any. `making_` is held by whoever computes, so that nothing is computed twice at once; it
// guards that alone.
class KeptDay {
public:
    static constexpr std::int64_t kQuickMs = 20;
    static constexpr std::int64_t kShare = 10;  // idle at least so many times as long as it took

    KeptDay(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

    // The day that `journeys` looks at. Throws Busy when it is being computed and takes long.
    std::shared_ptr<const ShopDay> of(const journey::Snapshot& journeys);
    // Computes the day when it is new or due.
    void keep_up(const journey::Snapshot& journeys);

private:
    std::shared_ptr<const ShopDay> make(const journey::Snapshot&);

    store::Database& database_;
    const Clock& clock_;
    Published<const ShopDay> kept_;
    std::timed_mutex making_;
};

}  // namespace tsunagi::server
