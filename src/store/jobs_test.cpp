#include "store/jobs.h"

#include "store/testing.h"

#include <gmock/gmock.h>

#include <mutex>
#include <set>
#include <thread>

namespace tsunagi::store {

namespace {

constexpr std::int64_t kLease = 60'000;

class Jobs : public OnBothDatabases {
protected:
    template <class F>
    auto write(F&& f) {
        return shop_database().write({}, std::forward<F>(f));
    }
    bool order(std::string_view key, std::int64_t in_ms = 0) {
        return write([&](Tx& tx) {
            return enqueue(tx, {.key = key, .kind = "mail", .run_at = clock.now() + in_ms});
        });
    }
    std::optional<Job> take(std::string_view worker = "a") {
        return write([&](Tx& tx) { return claim(tx, "mail", worker, kLease); });
    }
    void finish_job(const Job& job) {
        write([&](Tx& tx) { finish(tx, job); });
    }
    std::optional<Instant> due() {
        return shop_database().read([](Reader& reader) { return next_due(reader); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Jobs);

TEST_P(Jobs, TheSameKeyIsOrderedOnce) {
    EXPECT_TRUE(order("step 1"));
    EXPECT_FALSE(order("step 1"));
    const auto job = take();
    ASSERT_TRUE(job);
    EXPECT_EQ(job->kind, "mail");
    EXPECT_EQ(job->payload.text, "{}");
    finish_job(*job);
    EXPECT_FALSE(order("step 1")) << "done is done";
    EXPECT_FALSE(take());
}

TEST_P(Jobs, AWorkerTakesOnlyItsKindOfWork) {
    write([&](Tx& tx) { enqueue(tx, {.key = "night", .kind = "purge", .run_at = clock.now()}); });
    EXPECT_FALSE(take());
    const auto job = write([&](Tx& tx) { return claim(tx, "purge", "a", kLease); });
    ASSERT_TRUE(job);
    EXPECT_EQ(job->key, "night");
}

TEST_P(Jobs, AJobRunsNotBeforeItsTimeAndTheOldestFirst) {
    order("later", 2000);
    order("soon", 1000);
    EXPECT_EQ(due(), clock.now() + 1000);
    EXPECT_FALSE(take());
    clock.advance(2000);
    EXPECT_EQ(take()->key, "soon");
    EXPECT_EQ(take()->key, "later");
    EXPECT_FALSE(take());
}

TEST_P(Jobs, WhoOpensTheDatabaseAloneGoesOnWithWhatADeadServerHadBegun) {
    order("step");
    const auto lost = take("a");
    ASSERT_TRUE(lost);
    write([](Tx& tx) { end_leases(tx); });
    const auto again = take("b");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->attempts, 2);
    EXPECT_THROW(finish_job(*lost), Error);
}

TEST_P(Jobs, AJobWhoseWorkerDiedIsClaimedAgainAfterItsLease) {
    order("step");
    const auto first = take("a");
    ASSERT_TRUE(first);
    EXPECT_FALSE(take("b"));
    EXPECT_EQ(due(), clock.now() + kLease);
    clock.advance(kLease);
    const auto second = take("b");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->attempts, 2);
    EXPECT_CODE(finish_job(*first), Code::Conflict) << "the dead one came back";
    finish_job(*second);
}

TEST_P(Jobs, ALeaseIsRenewedOnlyByItsHolder) {
    order("step");
    const auto job = take("a");
    clock.advance(kLease - 1);
    write([&](Tx& tx) { renew(tx, *job, kLease); });
    clock.advance(kLease - 1);
    EXPECT_FALSE(take("b"));
    clock.advance(1);
    EXPECT_TRUE(take("b"));
    EXPECT_CODE(write([&](Tx& tx) { renew(tx, *job, kLease); }), Code::Conflict);
}

TEST_P(Jobs, AFailingJobIsTriedLaterAndLaterAndThenLeftAlone) {
    order("step");
    for (int attempt = 1; attempt <= kMaxAttempts; ++attempt) {
        const auto job = take();
        ASSERT_TRUE(job) << attempt;
        EXPECT_EQ(job->attempts, attempt);
        write([&](Tx& tx) { fail(tx, *job, "no route"); });
        EXPECT_FALSE(take());
        clock.advance(back_off_ms(attempt));
    }
    EXPECT_FALSE(take());
    EXPECT_EQ(due(), std::nullopt);
    EXPECT_EQ(back_off_ms(1), 5'000);
    EXPECT_EQ(back_off_ms(3), 20'000);
    EXPECT_EQ(back_off_ms(40), 3'600'000);
}

TEST_P(Jobs, AJobWhoseWorkersDieIsLeftAloneAfterAsManyAttempts) {
    order("step");
    for (int attempt = 1; attempt <= kMaxAttempts; ++attempt) {
        const auto job = take("died at " + std::to_string(attempt));
        ASSERT_TRUE(job) << attempt;
        clock.advance(kLease);
    }
    EXPECT_FALSE(take());
    EXPECT_EQ(due(), std::nullopt);
}

TEST_P(Jobs, ManyWorkersNeverHoldTheSameJob) {
    constexpr int kJobs = 40;
    for (int i = 0; i < kJobs; ++i) order(std::to_string(i));
    std::mutex mutex;  // guards keys
    std::multiset<std::string> keys;
    constexpr int kWorkers = 4;
    std::vector<std::thread> workers;
    workers.reserve(kWorkers);
    for (int w = 0; w < kWorkers; ++w) {
        workers.emplace_back([&, name = std::to_string(w)] {
            while (const auto job = take(name)) {
                const std::lock_guard lock(mutex);
                keys.insert(job->key);
            }
        });
    }
    for (auto& worker : workers) worker.join();
    EXPECT_EQ(keys.size(), std::size_t(kJobs));
    EXPECT_EQ(std::set(keys.begin(), keys.end()).size(), std::size_t(kJobs));
}

}  // namespace

}  // namespace tsunagi::store
