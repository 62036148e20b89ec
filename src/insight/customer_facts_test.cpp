#include "insight/customer_facts.h"

#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::IsNan;

// Of "ann", on a day.
class OfAnn {
public:
    OfAnn(const std::string& events, int day)
        : journeys_(journey::journeys_of({{"ann", events}})),
          reader_(*journeys_.view, journey::test_day(day)),
          facts_(reader_.read(journeys_.code("ann"))) {}

    double operator[](Fact fact) const { return facts_[static_cast<std::size_t>(fact)]; }
    // The same, asked for alone.
    double alone(Fact fact) { return reader_.read(journeys_.code("ann"), fact); }

private:
    journey::TestJourneys journeys_;
    FactsReader reader_;
    Facts facts_;
};

}  // namespace

TEST(CustomerFacts, EachHasAKeyOfItsOwn) {
    std::set<std::string_view> keys;
    for (const FactRule& rule : kFactRules) keys.insert(rule.key);
    EXPECT_EQ(keys.size(), kFacts);
}

TEST(CustomerFacts, OrdersAreCountedBackFromTheDay) {
    // Gaps of 300, 30 and 90 days; the returned order is none.
    const OfAnn facts("soap=100@0 tea=200,cream=50@300 soap=70@330! soap#2=400@330 soap=90@420",
                      430);
    EXPECT_EQ(facts[Fact::Orders], 4);
    EXPECT_EQ(facts[Fact::Orders30], 1);
    EXPECT_EQ(facts[Fact::Orders90], 1);
    EXPECT_EQ(facts[Fact::Orders180], 3);
    EXPECT_EQ(facts[Fact::Orders365], 3);
    EXPECT_EQ(facts[Fact::SingleOrders], 3);
    EXPECT_EQ(facts[Fact::VoidedOrders], 1);
    EXPECT_EQ(facts[Fact::Lines], 5);
    EXPECT_EQ(facts[Fact::Pieces], 5);
    EXPECT_EQ(facts[Fact::Products], 3);
    EXPECT_EQ(facts[Fact::DaysSinceOrder], 10);
    EXPECT_EQ(facts[Fact::DaysSinceFirst], 430);
    EXPECT_EQ(facts[Fact::LastGap], 90);
    EXPECT_EQ(facts[Fact::LongestGap], 300);
    EXPECT_EQ(facts[Fact::MeanGap], 140);
    // sqrt((160² + 110² + 50²) / 3)
    EXPECT_THAT(facts[Fact::GapSpread], DoubleNear(std::sqrt(40'200.0 / 3), 1e-9));
}

TEST(CustomerFacts, SalesAreThoseOfLinesAndOrders) {
    const OfAnn facts("soap=100@0 tea=200,cream=50@300 soap#2=400@330 soap=90@420", 430);
    EXPECT_EQ(facts[Fact::Sales], 840);
    EXPECT_EQ(facts[Fact::Sales30], 90);
    EXPECT_EQ(facts[Fact::Sales90], 90);
    EXPECT_EQ(facts[Fact::Sales180], 740);
    EXPECT_EQ(facts[Fact::Sales365], 740);
    EXPECT_EQ(facts[Fact::SalesChange], 740);
    EXPECT_EQ(facts[Fact::SubscriptionSales], 400);
    EXPECT_EQ(facts[Fact::SalesPerOrder], 210);
    EXPECT_EQ(facts[Fact::FirstOrder], 100);
    EXPECT_EQ(facts[Fact::LastOrder], 90);
    EXPECT_EQ(facts[Fact::LastOrderChange], -310);
    EXPECT_EQ(facts[Fact::LargestOrder], 400);
}

TEST(CustomerFacts, ACreditNoteTakesSalesBackWithoutBeingAnOrder) {
    const OfAnn facts("soap=500@0 soap=-700@4!", 10);
    EXPECT_EQ(facts[Fact::Orders], 1);
    EXPECT_EQ(facts[Fact::Sales], -200);
    EXPECT_EQ(facts[Fact::LargestOrder], 500);
}

TEST(CustomerFacts, SubscriptionsAreAsTheyStand) {
    const OfAnn facts("tea:start=3000@0 tea:1@1 tea:skip@30 tea:2@60 tea:change=2000@70 "
                      "tea2:start=1000@100 tea2:pause@150 soap:start=500@10 soap:skip@40 "
                      "soap:cancel@240/120",
                      230);
    EXPECT_EQ(facts[Fact::SubscriptionDays], 230);
    EXPECT_EQ(facts[Fact::Started], 3);
    EXPECT_EQ(facts[Fact::InForce], 2);
    EXPECT_EQ(facts[Fact::Cancelled], 1) << "asked for, and still ahead";
    EXPECT_EQ(facts[Fact::Delivery], 2);
    EXPECT_EQ(facts[Fact::Skips], 2);
    EXPECT_EQ(facts[Fact::Skips180], 0);
    EXPECT_EQ(facts[Fact::Pauses], 1);
    EXPECT_EQ(facts[Fact::Changes], 1);
    EXPECT_EQ(facts[Fact::Monthly], 2000) << "what is paused costs nothing";
}

TEST(CustomerFacts, WhatIsChangedWhilePausedStaysPaused) {
    const OfAnn changed("tea:start=3000@0 tea:pause@50 tea:change=6000@60", 100);
    EXPECT_EQ(changed[Fact::Monthly], 0);
    const OfAnn stayed("tea:start=3000@0 tea:pause@50 tea:withdraw@70", 100);
    EXPECT_EQ(stayed[Fact::Monthly], 0);
    const OfAnn resumed("tea:start=3000@0 tea:pause@50 tea:change=6000@60 tea:resume=6000@70", 100);
    EXPECT_EQ(resumed[Fact::Monthly], 6000);
}

TEST(CustomerFacts, OfWhatWasReturnedNothingWasBought) {
    const OfAnn facts("soap*100=100@0! tea=100@10", 30);
    EXPECT_EQ(facts[Fact::Pieces], 1);
    EXPECT_EQ(facts[Fact::Products], 1);
    EXPECT_EQ(facts[Fact::VoidedOrders], 1);
}

TEST(CustomerFacts, ContactsAreThoseOfTheLastDays) {
    const OfAnn facts("call:usage-:in@10 call:usage-@150 call:usage:in@250", 300);
    EXPECT_EQ(facts[Fact::Contacts], 3);
    EXPECT_EQ(facts[Fact::Contacts90], 1);
    EXPECT_EQ(facts[Fact::Enquiries90], 1);
    EXPECT_EQ(facts[Fact::Negative180], 1);
    EXPECT_EQ(facts[Fact::DaysSinceContact], 50);
}

TEST(CustomerFacts, WhatIsLearntLaterIsNotInThem) {
    const std::string events =
        "soap=100@0 soap=100@5~90 call:usage-@6~90 tea:start@1 tea:skip@7~90";
    const OfAnn before(events, 60);
    EXPECT_EQ(before[Fact::Orders], 1);
    EXPECT_EQ(before[Fact::Contacts], 0);
    EXPECT_EQ(before[Fact::Skips], 0);
    const OfAnn after(events, 90);
    EXPECT_EQ(after[Fact::Orders], 2);
    EXPECT_EQ(after[Fact::Contacts], 1);
    EXPECT_EQ(after[Fact::Skips], 1);
}

TEST(CustomerFacts, WithoutAnythingThereIsNoGapAndNoLastDay) {
    const OfAnn facts("soap@50", 10);
    for (const Fact none :
         {Fact::DaysSinceOrder, Fact::MeanGap, Fact::SalesPerOrder, Fact::LastOrderChange,
          Fact::SubscriptionDays, Fact::DaysSinceContact}) {
        EXPECT_THAT(facts[none], IsNan()) << kFactRules[static_cast<std::size_t>(none)].key;
    }
    EXPECT_EQ(facts[Fact::Orders], 0);
    EXPECT_EQ(facts[Fact::Monthly], 0);
}

TEST(CustomerFacts, AskedForAloneAFactIsTheSame) {
    OfAnn facts("soap=100@0 tea,cream@30 tea:start=3000@0 tea:skip@30 call:usage-:in@10 soap=90@50",
                90);
    for (std::size_t i = 0; i < kFacts; ++i) {
        const auto one = static_cast<Fact>(i);
        EXPECT_EQ(facts.alone(one), facts[one]) << kFactRules[i].key;
    }
}

}  // namespace tsunagi::insight
