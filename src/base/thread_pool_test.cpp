#include "base/thread_pool.h"

#include "base/error.h"
#include "base/flag.h"
#include "base/log.h"
#include "base/testing.h"

#include <array>
#include <latch>
#include <pthread.h>
#include <stdexcept>

namespace tsunagi {

TEST(ThreadPool, RunsEveryTaskBeforeItStops) {
    std::atomic<int> ran = 0;
    ThreadPool pool({.name = "test", .threads = 4});
    for (int i = 0; i < 500; ++i) pool.post([&] { ++ran; });
    pool.stop();
    EXPECT_EQ(ran, 500);
    EXPECT_CODE(pool.post([] {}), Code::Unavailable);
}

TEST(ThreadPool, AFullQueueAnswersBusyAtOnce) {
    std::latch started(1);
    std::latch release(1);
    ThreadPool pool({.name = "test", .threads = 1, .queue_limit = 2, .retry_after_s = 7});
    pool.post([&] {
        started.count_down();
        release.wait();
    });
    started.wait();
    pool.post([] {});
    pool.post([] {});
    EXPECT_EQ(pool.waiting(), 2U);
    try {
        pool.post([] {});
        ADD_FAILURE() << "the third task was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Busy);
        EXPECT_EQ(error.retry_after_s(), 7);
    }
    release.count_down();
}

TEST(ThreadPool, ATaskThatThrowsHarmsNoOther) {
    std::atomic<int> ran = 0;
    ThreadPool pool({.name = "test", .threads = 1});
    testing::internal::CaptureStderr();
    pool.post([] { throw Error(Code::NotFound, "no such row"); });
    pool.post([] { throw std::runtime_error("x"); });
    pool.post([] { throw 7; });
    pool.post([&] { ++ran; });
    pool.stop();
    EXPECT_NE(testing::internal::GetCapturedStderr().find("not_found"), std::string::npos);
    EXPECT_EQ(ran, 1);
    EXPECT_EQ(pool.failed(), 3U);
}

TEST(ThreadPool, ItsThreadsCarryItsNameCutToWhatTheSystemTakes) {
    std::array<char, 16> name{};
    ThreadPool pool({.name = "a-name-of-many-letters", .threads = 1});
    pool.post([&] { ::pthread_getname_np(::pthread_self(), name.data(), name.size()); });
    pool.stop();
    EXPECT_STREQ(name.data(), "a-name-of-many-");
}

TEST(Flag, StopsWorkThatLooksAtIt) {
    Flag flag;
    flag.check("the import");
    flag.raise();
    EXPECT_TRUE(flag.raised());
    EXPECT_CODE(flag.check("the import"), Code::Canceled);
}

}  // namespace tsunagi
