#include "journey/journey.h"

#include "journey/builder.h"
#include "journey/kernels.h"
#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::journey {

namespace {

using testing::ElementsAre;

struct Seen {
    std::vector<int> days;
    std::vector<std::int64_t> amounts;
    int heads = 0;
    void operator()(const Journey& journey) {
        for (const Line line : journey.lines()) {
            days.push_back(line.day - test_day(0));
            amounts.push_back(line.amount);
            heads += line.head;
        }
    }
};

struct Repeaters {
    std::int64_t count = 0;
    void operator()(const Journey& journey) {
        int orders = 0;
        for (const Line line : journey.lines()) orders += line.head;
        count += orders >= 2;
    }
    void merge(const Repeaters& other) { count += other.count; }
};

struct Kinds {
    std::vector<int> first;
    std::vector<EventKind> kinds;
    void operator()(const Journey& journey) {
        for (const Event event : journey.events()) {
            first.push_back(event.first);
            kinds.push_back(event.kind);
        }
    }
};

}  // namespace

TEST(Journeys, StandInTimeOrderWhateverTheOrderTheyWereRecordedIn) {
    const auto journeys = journeys_of({{"ann", "soap=3@9 soap=1@1 cream=2@4"}});
    const auto ann = fold_one(journeys.at(100), journeys.code("ann"), Seen{});
    EXPECT_THAT(ann.days, ElementsAre(1, 4, 9));
    EXPECT_THAT(ann.amounts, ElementsAre(1, 2, 3));
}

TEST(Journeys, AnOrderOfTwoLinesIsOneOrder) {
    const auto journeys = journeys_of({{"ann", "soap,cream@1"}, {"bob", "soap@1 soap@1"}});
    EXPECT_EQ(fold(journeys.at(100), Repeaters{}).count, 1);
}

TEST(Journeys, ACancelledOrderIsNoOrderAndBroughtNothing) {
    const auto journeys = journeys_of({{"ann", "soap=500@1 soap=500@2!"}});
    const auto ann = fold_one(journeys.at(100), 1, Seen{});
    EXPECT_EQ(ann.heads, 1);
    EXPECT_THAT(ann.amounts, ElementsAre(500, 0));
}

TEST(Journeys, ACreditNoteTakesSalesBack) {
    const auto journeys = journeys_of({{"ann", "soap=500@1 soap=-300@2!"}});
    EXPECT_THAT(fold_one(journeys.at(100), 1, Seen{}).amounts, ElementsAre(500, -300));
}

TEST(Journeys, WhatHappensAfterTheDayIsNotSeen) {
    const auto journeys = journeys_of({{"ann", "soap@1 soap@5"}, {"bob", "soap@1 soap@2"}});
    EXPECT_EQ(fold(journeys.at(4), Repeaters{}).count, 1);
    EXPECT_EQ(fold(journeys.at(5), Repeaters{}).count, 2);
}

TEST(Journeys, WhatWasLearntLaterIsSeenFromThatDayOn) {
    const auto journeys = journeys_of({{"ann", "soap=1@1 soap=2@3~9 soap=3@5"}});
    EXPECT_THAT(fold_one(journeys.at(8), 1, Seen{}).days, ElementsAre(1, 5));
    EXPECT_THAT(fold_one(journeys.at(9), 1, Seen{}).days, ElementsAre(1, 3, 5));
}

TEST(Journeys, WhatWasRecordedTheNextDayCountsAsKnownAtOnce) {
    const auto journeys = journeys_of({{"ann", "soap@3~4"}});
    EXPECT_THAT(fold_one(journeys.at(3), 1, Seen{}).days, ElementsAre(3));
}

TEST(Journeys, TheFirstSeenEventOpensASubscriptionWhenAnEarlierOneIsNotKnownYet) {
    const auto journeys = journeys_of({{"ann", "tea:start@0~20 tea:1@2 tea:2@30 jam:start@1"}});
    const auto seen = fold_one(journeys.at(10), 1, Kinds{});
    EXPECT_THAT(seen.first, ElementsAre(1, 1));
    EXPECT_THAT(seen.kinds, ElementsAre(EventKind::Delivered, EventKind::Started));
}

TEST(Journeys, SubscriptionsOfOneCustomerDoNotMix) {
    const auto journeys = journeys_of({{"ann", "tea:start@0 jam:start@1 tea:1@2 jam:1@3"}});
    EXPECT_THAT(fold_one(journeys.at(10), 1, Kinds{}).first, ElementsAre(1, 0, 1, 0));
}

TEST(Journeys, WhatStartedASubscriptionOpensItHoweverItWasRecorded) {
    const auto journeys = journeys_of({{"ann", "tea:1@3 tea:start@3 tea:2@9"}});
    EXPECT_THAT(fold_one(journeys.at(10), 1, Kinds{}).kinds,
                ElementsAre(EventKind::Started, EventKind::Delivered, EventKind::Delivered));
}

TEST(Journeys, ASubscriptionThatComesBackOnTheDayItWasCancelledRunsAgain) {
    const std::vector<EventKind> back{EventKind::Started, EventKind::Cancelled, EventKind::Started};
    for (const auto* text :
         {"tea:start@0 tea:cancel@9 tea:start@9", "tea:start@9 tea:cancel@9 tea:start@9"}) {
        const auto journeys = journeys_of({{"ann", text}});
        EXPECT_EQ(fold_one(journeys.at(10), 1, Kinds{}).kinds, back) << text;
    }
}

TEST(Journeys, AmountsBeyond32BitsAreExact) {
    const std::int64_t large = 8'000'000'000;
    const auto journeys = journeys_of({{"ann", "gold=8000000000@1 soap=2000000000@2 "
                                               "soap=2000000000@3 soap=-7@4"}});
    const auto ann = fold_one(journeys.at(9), 1, Seen{});
    EXPECT_THAT(ann.amounts, ElementsAre(large, 2'000'000'000, 2'000'000'000, -7));
    Window window(kTestStart + 9);
    const auto sum = totals(Journey(*journeys.view->base, 1, 1, window).lines());
    EXPECT_EQ(sum.amount, large + 4'000'000'000 - 7);
    const auto clipped = fold_one(journeys.at(2), 1, Seen{});
    EXPECT_THAT(clipped.amounts, ElementsAre(large, 2'000'000'000));
}

TEST(Journeys, TellHowManyAndWhichDeliveryAnOrderIs) {
    const auto journeys = journeys_of({{"ann", "soap*3=500@1 soap#2=400,cream@2"}});
    const auto seen = [&](int day) {
        std::vector<std::vector<int>> rows;
        fold_one(journeys.at(day), 1, [&](const Journey& journey) {
            for (const Line line : journey.lines()) rows.push_back({line.quantity, line.delivery});
        });
        return rows;
    };
    EXPECT_THAT(seen(9), ElementsAre(ElementsAre(3, 0), ElementsAre(1, 2), ElementsAre(1, 0)));
    EXPECT_THAT(seen(1), ElementsAre(ElementsAre(3, 0)));
}

TEST(Journeys, QuantitiesBeyond8BitsAreExact) {
    const auto journeys = journeys_of(
        {{"ann", "soap*1000=500@3 soap*255@1 cream*254@2"}, {"bob", "soap*256,cream*70000@2"}});
    const auto seen = [&](CustomerCode code, int day) {
        std::vector<int> quantities;
        fold_one(journeys.at(day), code, [&](const Journey& journey) {
            for (const Line line : journey.lines()) quantities.push_back(line.quantity);
        });
        return quantities;
    };
    EXPECT_THAT(seen(1, 9), ElementsAre(255, 254, 1000));
    EXPECT_THAT(seen(1, 2), ElementsAre(255, 254));
    EXPECT_THAT(seen(2, 9), ElementsAre(256, 70'000));
}

TEST(Journeys, TellWhatASubscriptionCostsAMonthOnceItChanged) {
    const auto journeys = journeys_of({{"ann", "tea:start=4980@0 tea:1@2 tea:change=2490@30 "
                                               "tea:cancel(price)@50 jam:start=300@1"}});
    const auto prices = [&](const Journey& journey) {
        const auto events = journey.events();
        std::vector<int> prices(events.size());
        for (std::uint32_t i = 0; i < events.size(); ++i) prices[i] = events[i].monthly;
        EXPECT_THAT(prices, ElementsAre(4980, 4980, 2490, 2490, 300));
    };
    fold_one(journeys.at(60), 1, prices);
}

TEST(Journeys, TellWhoSpokeWhenAndWhatWasOffered) {
    const auto journeys = journeys_of(
        {{"ann", "soap@1 call:cancel(price)-:in:no:agent(7):offer(3):h14:240s:soap@8 call:ask@9"}});
    std::vector<std::vector<int>> rows;
    fold_one(journeys.at(60), 1, [&](const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            rows.push_back({touch.hour, touch.duration, touch.agent, touch.offer, touch.product});
        }
    });
    EXPECT_THAT(rows, ElementsAre(ElementsAre(14, 240, 1, 1, journeys.product("soap")),
                                  ElementsAre(0, 0, 0, 0, 0)));
    EXPECT_EQ(journeys.view->words->agents.id(1), 7);
    EXPECT_EQ(journeys.view->words->offers.id(1), 3);
}

TEST(Journeys, KeepCallsThatNobodyAnsweredApartFromContacts) {
    const auto journeys = journeys_of(
        {{"ann",
          "call:order:in:waited(0):queue(shop)@1 call:ask@2 call:other:waited(75):given_up@3 "
          "call:other:waited(9):given_up@4~9"}});
    const auto waits_on = [&](int day) {
        std::vector<int> waits;
        fold_one(journeys.at(day), 1, [&](const Journey& journey) {
            for (const Touch touch : journey.touches()) waits.push_back(touch.waited.value_or(-1));
            for (const Touch touch : journey.given_up()) waits.push_back(touch.waited.value());
        });
        return waits;
    };
    EXPECT_THAT(waits_on(60), ElementsAre(0, -1, 75, 9));
    EXPECT_THAT(waits_on(5), ElementsAre(0, -1, 75)) << "the last was not known yet";
    EXPECT_EQ(journeys.view->words->queues.text(1), "shop");
}

TEST(Journeys, TellWhatTheCustomerAnswered) {
    const auto journeys = journeys_of(
        {{"ann", "call:ask:nps(0):csat(5)@1 call:ask@2~9 call:ask:nps(10)@3~9 call:ask:csat(1)@4"},
         {"bob", "call:ask@1"}});
    const auto answers_on = [&](int day) {
        std::vector<std::string> answers;
        fold_one(journeys.at(day), 1, [&](const Journey& journey) {
            for (const Touch touch : journey.touches()) {
                const auto text = [](std::optional<int> answer) {
                    return answer ? std::to_string(*answer) : "-";
                };
                answers.push_back(text(touch.answers.nps()) + "/" + text(touch.answers.csat()));
            }
        });
        return answers;
    };
    EXPECT_THAT(answers_on(60), ElementsAre("0/5", "-/-", "10/-", "-/1"));
    EXPECT_THAT(answers_on(5), ElementsAre("0/5", "-/1")) << "two were not known yet";
    EXPECT_EQ(journeys.view->base->touches.answer.size(), 3U) << "the others cost nothing";
}

TEST(Terms, AreThoseBeforeAChangeAsFarAsItTellsThem) {
    const Terms now{.price = 9000, .in_days = false, .cycle = 2};
    const auto back = [&](std::string_view detail) {
        const Terms then = before(now, terms_change(detail));
        return std::vector<std::int64_t>{then.price, then.in_days, then.cycle};
    };
    EXPECT_THAT(back("quantity 1 -> 3"), ElementsAre(3000, 0, 2));
    EXPECT_THAT(back("cycle 45 day -> 2 month; quantity 1 -> 3"), ElementsAre(3000, 1, 45));
    EXPECT_THAT(back("quantity 1 -> 3; price 4980 -> 9000"), ElementsAre(4980, 0, 2));
    EXPECT_THAT(back("product 5 -> 6; shipment 2026-11-01 -> 2026-12-01"), ElementsAre(9000, 0, 2));
    EXPECT_THAT(back("price was too high -> asked for less"), ElementsAre(9000, 0, 2));
    EXPECT_THAT(back("quantity 0 -> 3; cycle x -> y"), ElementsAre(9000, 0, 2));
    EXPECT_TRUE(terms_change("estimated").tells_nothing());
}

TEST(Terms, OnlyThePriceChangedWhenNothingElseIsTold) {
    EXPECT_TRUE(terms_change("price 4980 -> 5480").only_price());
    EXPECT_TRUE(terms_change("shipment 2026-11-01 -> 2026-12-01; price 1 -> 2").only_price());
    for (const auto* more :
         {"cycle 1 month -> 2 month; price 1 -> 2", "quantity 1 -> 2; price 1 -> 2",
          "product 5 -> 6; price 1 -> 2", "quantity 1 -> 2", "price -> 2", ""}) {
        EXPECT_FALSE(terms_change(more).only_price()) << more;
    }
}

TEST(Terms, CostOfAMonthIsOfAnAverageMonth) {
    EXPECT_EQ(monthly_price({.price = 4980, .in_days = false, .cycle = 1}), 4980);
    EXPECT_EQ(monthly_price({.price = 4981, .in_days = false, .cycle = 2}), 2491);
    EXPECT_EQ(monthly_price({.price = 3000, .in_days = true, .cycle = 30}), 3044);
    EXPECT_EQ(monthly_price({.price = 3000, .in_days = true, .cycle = 0}), 91313);
    EXPECT_EQ(monthly_price({.price = 1'000'000'000'000, .in_days = false, .cycle = 1}),
              2'147'483'647);
}

TEST(Journeys, TheUnknownCustomerIsNotFolded) {
    const auto journeys = journeys_of({{"", "soap@1 soap@2"}, {"ann", "soap@1 soap@2"}});
    EXPECT_EQ(fold(journeys.at(9), Repeaters{}).count, 1);
    EXPECT_EQ(fold_one(journeys.at(9), 0, Repeaters{}).count, 1);
}

TEST(Journeys, ADayBeforeTheFirstOfALaneStandsOnTheFirst) {
    EXPECT_EQ(from_lane(lane_day(*parse_day("1955-05-05"))), *parse_day("1990-01-01"));
    EXPECT_EQ(from_lane(lane_day(*parse_day("2200-01-01"))), *parse_day("2079-09-18"));
    EXPECT_EQ(from_lane(lane_day(*parse_day("2026-11-22"))), *parse_day("2026-11-22"));
}

TEST(Fold, GivesTheSameOnAnyNumberOfThreads) {
    std::vector<TestCustomer> customers;
    for (int i = 0; i < 20'000; ++i) {
        customers.push_back({"c" + std::to_string(i), i % 3 == 0 ? "soap@1 soap@2" : "soap@1"});
    }
    const auto journeys = journeys_of(customers);
    EXPECT_EQ(fold(journeys.at(9), Repeaters{}, {.threads = 1}).count, 6667);
    EXPECT_EQ(fold(journeys.at(9), Repeaters{}, {.threads = 3}).count, 6667);
}

TEST(Fold, ShowsOnlyTheChosenCustomers) {
    const auto journeys = journeys_of({{"ann", "soap@1 soap@2"}, {"bob", "soap@1 soap@2"}});
    Bitmap only(journeys.view->size());
    only.set(journeys.code("bob"));
    EXPECT_EQ(fold(journeys.at(9), Repeaters{}, {.only = &only}).count, 1);
}

TEST(Fold, RethrowsWhatAWorkerThrew) {
    struct Broken {
        void operator()(const Journey&) { throw Error(Code::Canceled, "stopped by hand"); }
        void merge(const Broken&) {}
    };
    const auto journeys = journeys_of({{"ann", "soap@1"}});
    EXPECT_THROW(fold(journeys.at(9), Broken{}), Error);
}

TEST(Kernels, AgreeOnEveryLengthOfJourney) {
    std::vector<LaneDay> days;
    std::vector<std::int32_t> amounts;
    std::uint32_t state = 7;
    for (int i = 0; i < 300; ++i) {
        state = state * 1664525u + 1013904223u;
        days.push_back(static_cast<LaneDay>(state >> 16));
        amounts.push_back(static_cast<std::int32_t>(state >> 8) - 8'000'000);
    }
    const auto& kernels = runnable_kernels();
    for (std::uint32_t first = 0; first < 40; ++first) {
        for (std::uint32_t count = 0; count + first <= days.size(); ++count) {
            const auto expected = kernels.back().totals(&days[first], &amounts[first], count);
            for (const Kernel& one : kernels) {
                const auto sum = one.totals(&days[first], &amounts[first], count);
                ASSERT_EQ(sum.orders, expected.orders) << one.name << " " << count;
                ASSERT_EQ(sum.last_day, expected.last_day) << one.name << " " << count;
                ASSERT_EQ(sum.amount, expected.amount) << one.name << " " << count;
            }
        }
    }
}

TEST(Kernels, AgreeOnWhichLinesAreHeads) {
    std::vector<LaneDay> days;
    std::vector<Row> offsets{0};
    std::uint32_t state = 7;
    for (std::uint32_t rows = 0; rows < 70; ++rows) {
        for (std::uint32_t i = 0; i < rows; ++i) {
            state = state * 1664525u + 1013904223u;
            days.push_back(static_cast<LaneDay>(state >> 16));
        }
        offsets.push_back(static_cast<Row>(days.size()));
    }
    for (const Kernel& one : runnable_kernels()) {
        std::vector<std::uint32_t> heads(offsets.size() - 1);
        one.heads_of_each(days.data(), offsets.data(), 70, heads.data());
        for (std::uint32_t journey = 0; journey < 70; ++journey) {
            for (std::uint32_t i = 0; i < 32; ++i) {
                const bool head = i < journey &&
                                  (days[offsets[journey] + i] & OrderLane::kHead) != 0;
                ASSERT_EQ((heads[journey] >> i & 1) != 0, head) << one.name << " " << journey;
            }
        }
    }
}

}  // namespace tsunagi::journey
