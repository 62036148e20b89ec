#include "server/shop_day.h"

#include "journey/follower.h"
#include "server/schema.h"
#include "store/testing.h"

#include <thread>

namespace tsunagi::server {
namespace {

// Every look at it takes `tick_ms`.
class TickingClock final : public Clock {
public:
    Instant now() const override { return {}; }
    std::int64_t steady_ms() const override { return now_ms += tick_ms; }
    mutable std::atomic<std::int64_t> now_ms{0};
    std::int64_t tick_ms = 0;
};

class ShopDays : public store::OnBothDatabases {
protected:
    void SetUp() override {
        store::OnBothDatabases::SetUp();
        follower_.emplace(shop_database(), folder() / "journeys.bin", clock);
        follower_->open();
        kept_.emplace(shop_database(), ticking_);
    }
    void TearDown() override {
        kept_.reset();
        follower_.reset();
        store::OnBothDatabases::TearDown();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }

    journey::Snapshot now(int days_later = 0) {
        return {follower_->view(), Day{20779} + days_later};
    }
    void change_something() {
        shop_database().write({},
                              [](store::Tx& tx) { tx.changed({.entity = "customer", .id = 1}); });
        ASSERT_TRUE(follower_->catch_up());
    }

    TickingClock ticking_;
    std::optional<journey::Follower> follower_;
    std::optional<KeptDay> kept_;
};
INSTANTIATE_ON_BOTH_DATABASES(ShopDays);

TEST_P(ShopDays, AreKeptWhileNothingChanges) {
    const auto first = kept_->of(now());
    EXPECT_EQ(kept_->of(now()), first);
    kept_->keep_up(now());
    EXPECT_EQ(kept_->of(now()), first);
}

TEST_P(ShopDays, ThatAreQuicklyMadeAreMadeAnewAfterEveryChange) {
    const auto first = kept_->of(now());
    change_something();
    const auto second = kept_->of(now());
    EXPECT_NE(second, first);
    EXPECT_EQ(second->watermark, now().view->watermark);
}

TEST_P(ShopDays, ThatTakeLongServeUntilTheyAreDue) {
    ticking_.tick_ms = KeptDay::kQuickMs + 1;
    const auto first = kept_->of(now());
    change_something();
    EXPECT_EQ(kept_->of(now()), first);
    kept_->keep_up(now());
    EXPECT_EQ(kept_->of(now()), first) << "it was made a moment ago";
    ticking_.now_ms += KeptDay::kShare * first->took_ms;
    EXPECT_EQ(kept_->of(now()), first) << "a request does not wait for what is due";
    kept_->keep_up(now());
    EXPECT_EQ(kept_->of(now())->watermark, now().view->watermark);
}

TEST_P(ShopDays, OfAnotherDayAreNotTakenForTodays) {
    ticking_.tick_ms = KeptDay::kQuickMs + 1;
    const auto first = kept_->of(now());
    EXPECT_EQ(kept_->of(now(1))->day, first->day + 1);
    kept_->keep_up(now(2));
    EXPECT_EQ(kept_->of(now(2))->day, first->day + 2);
}

TEST_P(ShopDays, AreMadeOnceForAllWhoAskTogether) {
    std::array<std::shared_ptr<const ShopDay>, 4> found;
    {
        std::vector<std::jthread> askers;
        for (auto& mine : found) askers.emplace_back([&] { mine = kept_->of(now()); });
    }
    for (const auto& mine : found) EXPECT_EQ(mine, found[0]);
}

}  // namespace
}  // namespace tsunagi::server
