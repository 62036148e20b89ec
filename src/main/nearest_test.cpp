#include "main/nearest.h"

#include <gtest/gtest.h>

#include <array>

namespace tsunagi::command {

namespace {

const std::array<std::string, 4> kNames{"deciles", "cohorts", "new-and-repeat", "まいにち青汁"};

}  // namespace

TEST(Nearest, AFewWrongLettersAreForgiven) {
    EXPECT_EQ(nearest_to("decile", kNames), "deciles");
    EXPECT_EQ(nearest_to("Cohrots", kNames), "cohorts");
    EXPECT_EQ(nearest_to("まいにち青じる", kNames), "まいにち青汁");
}

TEST(Nearest, ABeginningIsTakenForTheWhole) {
    EXPECT_EQ(nearest_to("new", kNames), "new-and-repeat");
    EXPECT_EQ(nearest_to("まいにち", kNames), "まいにち青汁");
}

TEST(Nearest, SomethingElseIsNotGuessed) {
    EXPECT_EQ(nearest_to("horoscope", kNames), std::nullopt);
    EXPECT_EQ(nearest_to("", kNames), std::nullopt);
    EXPECT_EQ(nearest_to("decile", {}), std::nullopt);
}

}  // namespace tsunagi::command
