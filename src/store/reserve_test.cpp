#include "store/reserve.h"

#include "base/files.h"
#include "store/testing.h"

namespace tsunagi::store {
namespace {

namespace fs = std::filesystem;

class Reserves : public testing::Test {
protected:
    fs::path file() const { return folder_.path() / "reserve"; }

    TestFolder folder_;
    FixedClock clock_;
};

TEST_F(Reserves, KeepRoomUntilItIsNeededOnce) {
    Reserve reserve(file(), clock_);
    EXPECT_TRUE(reserve.is_kept());
    EXPECT_EQ(fs::file_size(file()), Reserve::kBytes);
    EXPECT_TRUE(reserve.give_up());
    EXPECT_FALSE(fs::exists(file()));
    EXPECT_FALSE(reserve.give_up());
}

TEST_F(Reserves, AreTakenAgainWhenThereIsRoomAndNotSoonerThanASecondLater) {
    Reserve reserve(file(), clock_);
    clock_.advance(60'000);
    reserve.give_up();
    EXPECT_TRUE(reserve.is_kept());
    reserve.give_up();
    clock_.advance(999);
    EXPECT_FALSE(reserve.is_kept());
    clock_.advance(1);
    EXPECT_TRUE(reserve.is_kept());
}

TEST_F(Reserves, AreFoundAgainByTheNextServer) {
    {
        const Reserve first(file(), clock_);
    }
    Reserve second(file(), clock_);
    EXPECT_TRUE(second.is_kept());
}

TEST_F(Reserves, AreNotKeptWhereNothingCanBeWritten) {
    Reserve reserve(folder_.path() / "no such folder" / "reserve", clock_);
    EXPECT_FALSE(reserve.is_kept());
    EXPECT_FALSE(reserve.give_up());
}

}  // namespace
}  // namespace tsunagi::store
