#include "server/shop_day.h"

#include "base/error.h"

#include <chrono>

namespace tsunagi::server {
namespace {

constexpr std::chrono::milliseconds kLongestWait{1'500};

bool holds(const ShopDay* kept, const journey::Snapshot& journeys) {
    return kept != nullptr && kept->day == journeys.as_of &&
           kept->watermark >= journeys.view->watermark;
}

// Good enough for a page.
bool serves(const ShopDay* kept, const journey::Snapshot& journeys) {
    return holds(kept, journeys) ||
           (kept != nullptr && kept->day == journeys.as_of && kept->took_ms > KeptDay::kQuickMs);
}

}  // namespace

std::shared_ptr<const ShopDay> KeptDay::of(const journey::Snapshot& journeys) {
    auto kept = kept_.load();
    if (serves(kept.get(), journeys)) return kept;
    const std::unique_lock lock(making_, kLongestWait);
    if (!lock) throw Error::busy("today's figures of the shop are being computed", 1);
    kept = kept_.load();
    return serves(kept.get(), journeys) ? kept : make(journeys);
}

void KeptDay::keep_up(const journey::Snapshot& journeys) {
    const std::lock_guard lock(making_);
    const auto kept = kept_.load();
    if (holds(kept.get(), journeys)) return;
    const bool is_new = kept == nullptr || kept->day != journeys.as_of;
    if (is_new || clock_.steady_ms() - kept->made_at_ms >= kShare * kept->took_ms) make(journeys);
}

std::shared_ptr<const ShopDay> KeptDay::make(const journey::Snapshot& journeys) {
    const std::int64_t began_ms = clock_.steady_ms();
    // The reader begins after the journeys' watermark was reached: nothing up to it is missing.
    auto forecast = database_.read(
        [&](store::Reader& reader) { return action::Forecast(reader, journeys); });
    auto summary = insight::count_summary(journeys);
    const std::int64_t now_ms = clock_.steady_ms();
    auto made = std::make_shared<const ShopDay>(ShopDay{.day = journeys.as_of,
                                                        .watermark = journeys.view->watermark,
                                                        .made_at_ms = now_ms,
                                                        .took_ms = now_ms - began_ms,
                                                        .forecast = std::move(forecast),
                                                        .summary = std::move(summary)});
    kept_.store(made);
    return made;
}

}  // namespace tsunagi::server
