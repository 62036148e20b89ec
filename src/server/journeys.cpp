#include "server/journeys.h"

#include "base/error.h"
#include "base/log.h"
#include "record/settings.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

namespace tsunagi::server {
namespace {

constexpr int kMostWaiting = 4;
constexpr std::chrono::milliseconds kLongestWait{1'500};
constexpr std::chrono::milliseconds kPause{1'000};  // between two looks at what is due
constexpr int kGivesWay = 5;                        // of `nice`

Word code_of(const std::exception& failure) {
    const auto* error = dynamic_cast<const Error*>(&failure);
    return Word{name_of(error != nullptr ? error->code() : Code::Internal)};
}

}  // namespace

Journeys::Journeys(store::Shops& shops, const Clock& clock) : shops_(shops), clock_(clock) {
    for (const auto shop : shops_.all()) followed_[shop.value];
    keeper_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Journeys::~Journeys() {
    keeper_.request_stop();
    keeper_.join();
}

void Journeys::run(const std::stop_token& stop) {
    ::setpriority(PRIO_PROCESS, 0, kGivesWay);  // of this thread; refused, it costs others speed
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        if (open_next(lock)) continue;
        lock.unlock();
        keep_days();
        lock.lock();
        news_.wait_for(lock, stop, kPause, [&] {
            return std::ranges::any_of(followed_, [](auto& one) { return one.second.asked_for; });
        });
    }
}

// Opens one shop that was asked for; false when there is none. `lock` is given up meanwhile.
bool Journeys::open_next(std::unique_lock<std::mutex>& lock) {
    for (auto& [shop, followed] : followed_) {
        if (!followed.asked_for) continue;
        Followed fresh;
        lock.unlock();
        try {
            open({shop}, fresh);
        } catch (const std::exception& failure) {  // whoever asks for this shop is told
            fresh.failure = std::current_exception();
            log_failure("journeys_not_opened", {{"code", code_of(failure)}});
        }
        lock.lock();
        fresh.asked_for = false;
        followed = std::move(fresh);
        news_.notify_all();
        return true;
    }
    return false;
}

void Journeys::open(Id<Shop> shop, Followed& followed) {
    const auto folder = shops_.snapshots(shop);
    std::filesystem::create_directories(folder);
    auto& database = shops_.shop(shop);
    auto follower = std::make_unique<journey::Follower>(database, folder / "journeys.bin", clock_);
    follower->open();
    follower->start();
    followed.follower = std::move(follower);
    followed.day = std::make_unique<KeptDay>(database, clock_);
}

// Computes what is due of every open shop.
void Journeys::keep_days() {
    std::vector<std::pair<Id<Shop>, Followed*>> open;
    {
        const std::lock_guard lock(mutex_);
        for (auto& [shop, followed] : followed_) {
            if (followed.follower != nullptr) open.emplace_back(Id<Shop>{shop}, &followed);
        }
    }
    for (const auto& [shop, followed] : open) {
        try {
            const auto settings = shops_.shop(shop).read(
                [](store::Reader& reader) { return record::read_settings(reader); });
            followed->day->keep_up(
                {followed->follower->view(), record::day_of(settings, clock_.now())});
        } catch (const std::exception& failure) {  // the next request computes it, or is told
            log_warning("shop_day_failed", {{"code", code_of(failure)}});
        }
    }
}

Journeys::Followed& Journeys::followed(Id<Shop> shop) {
    std::unique_lock lock(mutex_);
    Followed& followed = followed_[shop.value];
    if (followed.follower != nullptr) return followed;
    if (followed.failure) {  // tried once more for everybody who asks
        followed.failure = nullptr;
        followed.asked_for = true;
    }
    news_.notify_all();
    if (waiting_ < kMostWaiting) {
        ++waiting_;
        news_.wait_for(lock, kLongestWait, [&] { return !followed.asked_for; });
        --waiting_;
    }
    if (followed.failure) std::rethrow_exception(followed.failure);
    if (followed.follower == nullptr) throw Error::busy("the journeys are being opened", 2);
    return followed;
}

journey::Snapshot Journeys::look(Id<Shop> shop, Followed& followed, Day as_of) {
    journey::Follower& follower = *followed.follower;
    if (follower.view()->watermark < shops_.shop(shop).log_head()) follower.catch_up();
    return {follower.view(), as_of};
}

journey::Snapshot Journeys::of(Id<Shop> shop, Day as_of) {
    return look(shop, followed(shop), as_of);
}

ShopToday Journeys::today(Id<Shop> shop, Day today) {
    Followed& open = followed(shop);
    auto journeys = look(shop, open, today);
    auto day = open.day->of(journeys);
    return {std::move(journeys), std::move(day)};
}

}  // namespace tsunagi::server
