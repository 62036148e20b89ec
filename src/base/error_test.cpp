#include "base/error.h"

#include "base/testing.h"

#include <set>

namespace tsunagi {

TEST(Error, EveryCodeHasANameAStatusAndAnExitCode) {
    std::set<std::string_view> names;
    for (int i = 0; i <= int(Code::Internal); ++i) {
        const auto code = static_cast<Code>(i);
        names.insert(name_of(code));
        EXPECT_GE(status_of(code), 400);
        EXPECT_LE(status_of(code), 507);
        EXPECT_GT(exit_code_of(code), 0);
    }
    EXPECT_EQ(names.size(), std::size_t(Code::Internal) + 1);
    EXPECT_EQ(name_of(Code::StorageFull), "storage_full");
    EXPECT_EQ(status_of(Code::StorageFull), 507);
}

TEST(Error, SaysWhenToComeBack) {
    EXPECT_EQ(Error::busy("the queue is full", 3).retry_after_s(), 3);
    EXPECT_EQ(Error::busy("the queue is full", 3).code(), Code::Busy);
    EXPECT_EQ(Error::too_many("wrong passwords", 30).code(), Code::TooMany);
    EXPECT_EQ(Error(Code::NotFound, "no customer 7").retry_after_s(), 0);
}

TEST(ErrorDeathTest, ABrokenInvariantEndsTheProcess) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_DEATH(assertion_failed("1 == 2", "x.cpp", 7), "x.cpp:7: assertion failed: 1 == 2");
}

}  // namespace tsunagi
