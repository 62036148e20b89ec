#include "insight/contact_volume/contact_volume.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Day 0, 2024-01-01, is a Monday.
std::vector<journey::TestCustomer> two() {
    return {{"ann", "call:cancel-:in:h9:60s@0 call:order:in:h10:180s@1"},
            {"bob", "call:order+:h10:300s@8 call:order:in:h10@8"}};
}

}  // namespace

TEST(ContactVolume, WeekdaysAndHoursNameTheirPeople) {
    const Asked asked(kContactVolume, two(), 20);
    EXPECT_THAT(asked.texts("hours", "hour"), ElementsAre("9:00", "10:00"));
    EXPECT_THAT(asked.column("hours", "day_0"), ElementsAre(1, 0));
    EXPECT_THAT(asked.column("hours", "day_1"), ElementsAre(0, 3));
    EXPECT_THAT(asked.people("hour/1/10"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("hour/0/9"), ElementsAre("ann"));
}

TEST(ContactVolume, EmotionsAndHandlingTimeStandByHour) {
    const Asked asked(kContactVolume, two(), 20);
    EXPECT_THAT(asked.texts("moods_by_hour", "hour"), ElementsAre("9:00", "10:00"));
    EXPECT_THAT(asked.column("moods_by_hour", "n"), ElementsAre(1, 3));
    EXPECT_THAT(asked.column("moods_by_hour", "negative"), ElementsAre(1, 0));
    EXPECT_DOUBLE_EQ(asked.cell("moods_by_hour", 1, "positive").value.value(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("moods_by_hour", 1, "minutes").value.value(), 4.0);
    EXPECT_EQ(asked.cell("moods_by_hour", 1, "minutes").n, 2);
    EXPECT_THAT(asked.people("hour_all/10"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("hour_positive/10"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("hour_negative/9"), ElementsAre("ann"));
    EXPECT_THROW(asked.people("hour_moon/9"), Error);
}

TEST(ContactVolume, EmotionsAndHandlingTimeStandByDay) {
    const Asked asked(kContactVolume, two(), 9, {"step:day"});
    EXPECT_THAT(asked.column("moods_by_step", "n"), ElementsAre(1, 1, 0, 0, 0, 0, 0, 0, 2, 0));
    EXPECT_EQ(asked.cell("moods_by_step", 0, "negative").value, 1);
    EXPECT_EQ(asked.cell("moods_by_step", 1, "minutes").value, 3);
    EXPECT_FALSE(asked.cell("moods_by_step", 2, "negative").value);
    const auto key = asked.cell("moods_by_step", 8, "positive").people.value();
    EXPECT_THAT(asked.people(key), ElementsAre("bob"));
}

TEST(ContactVolume, AFileHoldsEveryDay) {
    const Asked asked(kContactVolume, two(), 399, {"step:day"});
    EXPECT_THAT(asked.figure("moods_by_step").rows, SizeIs(120));
    EXPECT_EQ(asked.figure("moods_by_step").left_out, 280);
    for (const Figure& figure : asked.filed().figures) {
        EXPECT_EQ(figure.left_out, 0) << figure.key;
        if (figure.key == "moods_by_step") EXPECT_THAT(figure.rows, SizeIs(400));
    }
}

TEST(ContactVolume, HandlingTimeLeavesOutContactsWithoutAnEnd) {
    const Asked asked(kContactVolume, two(), 20, {"by:purpose"});
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("order", "cancel"));
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "mean").value.value(), 4.0);
    EXPECT_EQ(asked.cell("groups", 0, "mean").n, 2);
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "median").value.value(), 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("minutes"), 3.0);
}

TEST(ContactVolume, EmotionsAreSharesOfAllContacts) {
    const Asked asked(kContactVolume, two(), 20);
    EXPECT_DOUBLE_EQ(asked.headline("negative"), 0.25);
    EXPECT_DOUBLE_EQ(asked.headline("inbound"), 0.75);
    EXPECT_THAT(asked.people("negative/cancel"), ElementsAre("ann"));
}

TEST(ContactVolume, TheWeekThatIsNotOverIsGrey) {
    const Asked asked(kContactVolume, two(), 9, {"step:week"});
    EXPECT_THAT(asked.column("trend", "all"), ElementsAre(2, 2));
    EXPECT_FALSE(asked.cell("trend", 0, "all").immature);
    EXPECT_TRUE(asked.cell("trend", 1, "all").immature);
    EXPECT_FALSE(asked.cell("trend", 0, "mean").value);
    const auto key = asked.cell("trend", 1, "all").people.value();
    EXPECT_THAT(asked.people(key), ElementsAre("bob"));
}

TEST(ContactVolume, AStretchIsNotOverOnItsLastDay) {
    const auto grey = [](int day, const char* step) {
        const Asked asked(kContactVolume, two(), day, {step});
        EXPECT_EQ(asked.cell("moods_by_step", 0, "n").immature,
                  asked.cell("trend", 0, "all").immature);
        return asked.cell("trend", 0, "all").immature;
    };
    EXPECT_TRUE(grey(6, "step:week"));  // a Sunday
    EXPECT_FALSE(grey(7, "step:week"));
    EXPECT_TRUE(grey(30, "step:month"));
    EXPECT_FALSE(grey(31, "step:month"));
}

TEST(ContactVolume, LimitsComeFromTheDifferencesOfNeighbours) {
    std::string events;
    for (int day = 0; day < 9; ++day) {
        for (int i = 0; i <= day % 2; ++i) events += "call:order@" + std::to_string(day) + " ";
    }
    const Asked asked(kContactVolume, {{"ann", events}}, 9, {"step:day"});
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "mean").value.value(), 1.5);
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "high").value.value(), 1.5 + 2.66);
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "low").value.value(), 0.0);
}

// One contact a day for 40 days, then two, then four on one day.
TEST(ContactVolume, WhatIsLongAgoIsNotInTheLimitsNorJudgedByThem) {
    std::string events;
    for (int day = 0; day < 80; ++day) {
        for (int i = 0; i < (day < 40 ? 1 : day == 70 ? 4 : 2); ++i) {
            events += "call:order@" + std::to_string(day) + " ";
        }
    }
    const Asked asked(kContactVolume, {{"ann", events}}, 80, {"step:day"});
    EXPECT_FALSE(asked.cell("trend", 52, "mean").value);
    EXPECT_DOUBLE_EQ(asked.cell("trend", 53, "mean").value.value(), 2);
    EXPECT_DOUBLE_EQ(asked.cell("trend", 53, "high").value.value(), 2);
    const auto signals = asked.texts("trend", "signal");
    EXPECT_EQ(signals.at(70), "Above the limit");
    EXPECT_EQ(std::ranges::count(signals, ""), 80);
}

TEST(ContactVolume, CallersNobodyKnowsCountUnlessCustomersAreChosen) {
    const std::vector<journey::TestCustomer> customers{{"", "call:order@1"},
                                                       {"ann", "call:order@1", "web"}};
    EXPECT_DOUBLE_EQ(Asked(kContactVolume, customers, 5).headline("n"), 2);
    journey::Filter web;
    web.medium = {"web"};
    EXPECT_DOUBLE_EQ(Asked(kContactVolume, customers, 5, {}, web).headline("n"), 1);
}

TEST(ContactVolume, WithoutContactsThereIsNotEnoughData) {
    const Asked asked(kContactVolume, {{"ann", "soap@1"}}, 5);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(ContactVolume, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kContactVolume, two(), 20);
    for (const auto* key : {"", "hour/1", "group/moon", "moon/order"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
