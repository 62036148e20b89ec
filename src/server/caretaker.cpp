#include "server/caretaker.h"

#include "base/error.h"
#include "base/log.h"
#include "privacy/retention.h"
#include "record/settings.h"
#include "store/jobs.h"

#include <limits>

namespace tsunagi::server {

namespace {

constexpr std::chrono::minutes kBetweenLooks{10};
constexpr std::int64_t kNightMs = 3LL * 3600 * 1000;  // three in the morning
constexpr std::int64_t kLeaseMs = 4LL * 3600 * 1000;  // of a purge with the rewriting of its files
constexpr std::string_view kPurge = "purge";

// The purge of the day that begins in the shop; there is one however many servers ask for it.
void order_purge(store::Tx& tx) {
    const auto zone = Zone::named(record::read_settings(tx).zone);
    const auto today = zone.day_of(tx.now());
    const auto key = std::string(kPurge) + " " + to_text(today);
    store::enqueue(tx, {.key = key, .kind = kPurge, .run_at = zone.instant(today) + kNightMs});
}

}  // namespace

Caretaker::Caretaker(const House& house)
    : house_(house), worker_(random_token(house.random, 12)), thread_([this] { run(); }) {}

Caretaker::~Caretaker() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Caretaker::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        look_after_all();
        lock.lock();
        wake_.wait_for(lock, kBetweenLooks, [&] { return stopping_; });
    }
}

void Caretaker::look_after_all() {
    for (const auto shop : house_.shops.all()) {
        try {
            look_after(shop);
        } catch (const Error& error) {
            log_failure("purge_failed",
                        {{"shop", shop.value}, {"code", Word{name_of(error.code())}}});
        }
    }
}

void Caretaker::look_after(Id<Shop> shop) {
    auto& database = house_.shops.shop(shop);
    const store::Actor actor{store::Actor::Kind::Job, 0};
    const auto job = database.write(actor, [&](store::Tx& tx) {
        order_purge(tx);
        return store::claim(tx, kPurge, worker_, kLeaseMs);
    });
    if (!job) return;
    try {
        purge(shop, database);
    } catch (const Error& error) {
        database.write(actor, [&](store::Tx& tx) { store::fail(tx, *job, name_of(error.code())); });
        throw;
    }
    database.write(actor, [&](store::Tx& tx) { store::finish(tx, *job); });
}

void Caretaker::purge(Id<Shop> shop, store::Database& database) {
    const privacy::ErasurePlace place{database, shop, house_.shops.data_folder(),
                                      house_.shops.files(shop), house_.random};
    const auto purge = privacy::purge(place, house_.clock.now(),
                                      std::numeric_limits<std::int64_t>::max());
    std::int64_t rows = 0;
    for (const auto& count : purge.counts) rows += count.rows;
    log_info("purged", {{"shop", shop.value}, {"rows", rows}});
}

}  // namespace tsunagi::server
