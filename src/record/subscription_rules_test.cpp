#include "record/subscription_rules.h"

#include "base/error.h"
#include "record/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day on(std::string_view iso) { return *parse_day(iso); }

constexpr std::string_view kToday = "2026-11-22";

Subscription subscription(SubscriptionStatus status = SubscriptionStatus::Active) {
    Subscription s;
    s.id = {1};
    s.product_id = {5};
    s.status = status;
    s.price = {3980};
    s.started_on = on("2026-08-10");
    s.delivery_number = 3;
    if (status == SubscriptionStatus::Active) s.next_shipment_on = on("2026-12-10");
    if (status == SubscriptionStatus::Cancelled) {
        s.cancel_requested_on = s.cancel_effective_on = on("2026-11-01");
        s.cancel_reason = "price";
    }
    return s;
}

Transition after(const Subscription& before, const SubscriptionAction& action) {
    return apply(before, action, on(kToday));
}

// One row of the table of transitions.
struct Rule {
    std::string_view name;
    SubscriptionStatus from;
    ActionKind action;
    std::string_view refused;  // "path code"; empty: allowed
    SubscriptionStatus to{};
    EventKind event{};
    std::string_view next{};  // shipment afterwards; empty: none
};

constexpr auto Active = SubscriptionStatus::Active;
constexpr auto Paused = SubscriptionStatus::Paused;
constexpr auto Cancelled = SubscriptionStatus::Cancelled;

constexpr Rule kRules[] = {
    {"skip", Active, ActionKind::Skip, "", Active, EventKind::Skipped, "2027-01-10"},
    {"pause", Active, ActionKind::Pause, "", Paused, EventKind::Paused, ""},
    {"cancel", Active, ActionKind::Cancel, "", Cancelled, EventKind::Cancelled, ""},
    {"deliver", Active, ActionKind::Deliver, "", Active, EventKind::Delivered, "2027-01-10"},
    {"resume", Active, ActionKind::Resume, "/kind not_paused"},
    {"skip paused", Paused, ActionKind::Skip, "/kind not_active"},
    {"withdraw", Active, ActionKind::Withdraw, "/kind not_cancelled"},
    {"withdraw paused", Paused, ActionKind::Withdraw, "/kind not_cancelled"},
    {"withdraw what took effect", Cancelled, ActionKind::Withdraw, "/kind took_effect"},
    {"pause paused", Paused, ActionKind::Pause, "/kind not_active"},
    {"deliver paused", Paused, ActionKind::Deliver, "/kind not_active"},
    {"resume paused", Paused, ActionKind::Resume, "", Active, EventKind::Resumed, "2026-12-22"},
    {"cancel paused", Paused, ActionKind::Cancel, "", Cancelled, EventKind::Cancelled, ""},
    {"skip cancelled", Cancelled, ActionKind::Skip, "/kind not_active"},
    {"pause cancelled", Cancelled, ActionKind::Pause, "/kind not_active"},
    {"deliver cancelled", Cancelled, ActionKind::Deliver, "/kind not_active"},
    {"change cancelled", Cancelled, ActionKind::Change, "/kind already_cancelled"},
    {"cancel cancelled", Cancelled, ActionKind::Cancel, "/kind already_cancelled"},
    {"resume cancelled", Cancelled, ActionKind::Resume, "", Active, EventKind::Started,
     "2026-12-22"},
};

TEST(SubscriptionRules, EveryTransitionIsAllowedOrRefusedAsTheTableSays) {
    for (const Rule& rule : kRules) {
        SCOPED_TRACE(rule.name);
        const SubscriptionAction action{.kind = rule.action, .reason_code = "price"};
        if (!rule.refused.empty()) {
            EXPECT_THAT(refusals([&] { after(subscription(rule.from), action); }),
                        ElementsAre(std::string(rule.refused)));
            continue;
        }
        const auto [s, events, withdrawn] = after(subscription(rule.from), action);
        EXPECT_EQ(s.status, rule.to);
        ASSERT_EQ(events.size(), 1U);
        EXPECT_EQ(events[0].kind, rule.event);
        EXPECT_EQ(events[0].happened_on, on(kToday));
        EXPECT_EQ(s.next_shipment_on ? to_text(*s.next_shipment_on) : "", rule.next);
    }
}

TEST(SubscriptionRules, ADeliveryCountsUpAndCarriesItsNumber) {
    const auto [s, events, withdrawn] = after(subscription(), {.kind = ActionKind::Deliver});
    EXPECT_EQ(s.delivery_number, 4);
    EXPECT_EQ(events[0].delivery_number, 4);
}

TEST(SubscriptionRules, ACancellationKnowsWhenItWasAskedForAndWhenItTakesEffect) {
    const auto [s, events, withdrawn] = after(
        subscription(),
        {.kind = ActionKind::Cancel, .on = on("2026-12-31"), .reason_code = "leftover"});
    EXPECT_EQ(s.cancel_requested_on, on(kToday));
    EXPECT_EQ(s.cancel_effective_on, on("2026-12-31"));
    EXPECT_EQ(s.cancel_reason, "leftover");
    EXPECT_EQ(events[0].happened_on, on("2026-12-31"));
    EXPECT_EQ(events[0].requested_on, on(kToday));
    EXPECT_EQ(events[0].reason_code, "leftover");
}

TEST(SubscriptionRules, WhatShipsBeforeACancellationTakesEffectStillShips) {
    const auto [cancelled, events, withdrawn] = after(
        subscription(),
        {.kind = ActionKind::Cancel, .on = on("2026-12-31"), .reason_code = "price"});
    EXPECT_EQ(cancelled.next_shipment_on, on("2026-12-10"));
    const auto shipped = apply(cancelled, {.kind = ActionKind::Deliver}, on("2026-12-10")).after;
    EXPECT_EQ(shipped.delivery_number, 4);
    EXPECT_EQ(shipped.status, Cancelled);
    EXPECT_EQ(shipped.next_shipment_on, std::nullopt);
}

TEST(SubscriptionRules, ResumingAfterACancellationBeginsANewSpell) {
    const auto [s, events, withdrawn] = after(subscription(Cancelled),
                                              {.kind = ActionKind::Resume});
    EXPECT_EQ(s.delivery_number, 0);
    EXPECT_EQ(s.cancel_reason, "");
    EXPECT_EQ(s.cancel_effective_on, std::nullopt);
    EXPECT_EQ(events[0].delivery_number, 0);
    EXPECT_EQ(s.started_on, on("2026-08-10"));
}

TEST(SubscriptionRules, AWithdrawnCancellationNeverWasOne) {
    const auto cancelled = after(
        subscription(),
        {.kind = ActionKind::Cancel, .on = on("2026-12-31"), .reason_code = "price"});
    auto before = cancelled.after;
    before.events = cancelled.events;
    const auto [s, events, withdrawn] = after(before, {.kind = ActionKind::Withdraw});
    EXPECT_EQ(s.status, Active);
    EXPECT_EQ(s.delivery_number, 3);
    EXPECT_EQ(s.next_shipment_on, on("2026-12-10"));
    EXPECT_EQ(s.cancel_effective_on, std::nullopt);
    EXPECT_EQ(s.cancel_reason, "");
    EXPECT_TRUE(events.empty()) << "what was told of the cancellation tells its withdrawal";
    ASSERT_TRUE(withdrawn.has_value());
    EXPECT_EQ(withdrawn->kind, EventKind::Withdrawn);
    EXPECT_EQ(withdrawn->happened_on, on(kToday));
    EXPECT_EQ(withdrawn->requested_on, on(kToday));
    EXPECT_EQ(withdrawn->detail, "cancellation 2026-12-31");
    EXPECT_THAT(refusals([&] { apply(before, {.kind = ActionKind::Withdraw}, on("2027-01-01")); }),
                ElementsAre("/kind took_effect"));
}

TEST(SubscriptionRules, AWithdrawnCancellationLeavesAPausedSubscriptionPaused) {
    auto before = subscription();
    const auto told = [&](const SubscriptionAction& action) {
        auto [s, events, withdrawn] = after(before, action);
        auto all = before.events;
        all.insert(all.end(), events.begin(), events.end());
        before = s;
        before.events = all;
    };
    told({.kind = ActionKind::Pause});
    told({.kind = ActionKind::Cancel, .on = on("2026-12-31"), .reason_code = "price"});
    const auto paused = after(before, {.kind = ActionKind::Withdraw}).after;
    EXPECT_EQ(paused.status, Paused);
    EXPECT_EQ(paused.next_shipment_on, std::nullopt);
    EXPECT_EQ(paused.cancel_effective_on, std::nullopt);
    before = subscription();
    told({.kind = ActionKind::Pause});
    told({.kind = ActionKind::Resume});
    told({.kind = ActionKind::Cancel, .on = on("2026-12-31"), .reason_code = "price"});
    EXPECT_EQ(after(before, {.kind = ActionKind::Withdraw}).after.status, Active);
}

TEST(SubscriptionRules, ANewSpellDoesNotBeginBeforeTheOldOneEnded) {
    auto before = subscription(Cancelled);
    before.cancel_effective_on = on("2026-12-01");
    EXPECT_EQ(after(before, {.kind = ActionKind::Resume}).events[0].happened_on, on("2026-12-01"));
}

TEST(SubscriptionRules, AChangeTellsWhatChangedAndScalesThePrice) {
    const auto [s, events, withdrawn] = after(subscription(), {.kind = ActionKind::Change,
                                                               .next_shipment_on = on("2026-12-20"),
                                                               .cycle_length = 2,
                                                               .quantity = 3,
                                                               .note = "余っているため"});
    EXPECT_EQ(s.price, Money{3 * 3980});
    EXPECT_EQ(s.next_shipment_on, on("2026-12-20"));
    EXPECT_EQ(events[0].detail, "cycle 1 month -> 2 month; quantity 1 -> 3; "
                                "shipment 2026-12-10 -> 2026-12-20; 余っているため");
}

TEST(SubscriptionRules, WhatMakesNoSenseIsRefusedAtItsField) {
    const struct {
        SubscriptionAction action;
        std::string_view refused;
    } cases[] = {
        {{.kind = ActionKind::Cancel}, "/reason_code reason_needed"},
        {{.kind = ActionKind::Change}, "/kind nothing_changed"},
        {{.kind = ActionKind::Change, .cycle_length = 1}, "/kind nothing_changed"},
        {{.kind = ActionKind::Change, .cycle_length = 0}, "/cycle_length too_small"},
        {{.kind = ActionKind::Change, .quantity = -1}, "/quantity too_small"},
        {{.kind = ActionKind::Change, .next_shipment_on = on("2026-11-01")},
         "/next_shipment_on day_in_past"},
        {{.kind = ActionKind::Skip, .next_shipment_on = on("2026-12-01")},
         "/next_shipment_on not_later"},
        {{.kind = ActionKind::Skip, .on = on("2026-11-23")}, "/on day_in_future"},
        {{.kind = ActionKind::Pause, .on = on("2026-08-09")}, "/on day_before_start"},
    };
    for (const auto& bad : cases) {
        SCOPED_TRACE(bad.refused);
        EXPECT_THAT(refusals([&] { after(subscription(), bad.action); }),
                    ElementsAre(std::string(bad.refused)));
    }
}

TEST(SubscriptionRules, NothingCanBeSkippedWhenNoShipmentIsPlanned) {
    auto before = subscription();
    before.next_shipment_on.reset();
    EXPECT_THAT(refusals([&] { after(before, {.kind = ActionKind::Skip}); }),
                ElementsAre("/kind no_next_shipment"));
}

TEST(SubscriptionRules, ARefusedActionLeavesNoTrace) {
    const auto before = subscription();
    EXPECT_THAT(refusals([&] { after(before, {.kind = ActionKind::Skip}); }), IsEmpty());
    EXPECT_EQ(before.next_shipment_on, on("2026-12-10"));
}

TEST(SubscriptionRules, TheNextShipmentKeepsItsDayOfTheMonthThroughShortMonths) {
    const struct {
        CycleUnit unit;
        int length;
        std::string_view started, planned, shipped, next;
    } cases[] = {
        {CycleUnit::Month, 1, "2026-01-31", "2026-01-31", "2026-01-31", "2026-02-28"},
        {CycleUnit::Month, 1, "2026-01-31", "2026-02-28", "2026-02-28", "2026-03-31"},
        {CycleUnit::Month, 1, "2026-01-30", "2026-02-28", "2026-02-27", "2026-03-30"},
        {CycleUnit::Month, 1, "2026-01-15", "2026-02-15", "2026-02-20", "2026-03-15"},
        {CycleUnit::Month, 1, "2026-01-15", "2026-02-15", "2026-04-20", "2026-05-15"},
        {CycleUnit::Month, 2, "2026-12-10", "2026-12-10", "2026-12-10", "2027-02-10"},
        {CycleUnit::Day, 30, "2026-11-01", "2026-11-01", "2026-11-02", "2026-12-01"},
    };
    for (const auto& c : cases) {
        Subscription s;
        s.cycle_unit = c.unit;
        s.cycle_length = c.length;
        s.started_on = on(c.started);
        s.next_shipment_on = on(c.planned);
        EXPECT_EQ(to_text(next_shipment(s, on(c.shipped))), c.next) << c.planned;
    }
}

TEST(SubscriptionRules, TheCutOffIsSoManyBusinessDaysBeforeTheShipment) {
    const BusinessCalendar calendar({}, {});
    // 2026-11-23 (Mon) is a holiday, so Friday the 20th comes before Tuesday the 24th.
    EXPECT_EQ(to_text(cutoff_of(on("2026-11-25"), 1, calendar)), "2026-11-24");
    EXPECT_EQ(to_text(cutoff_of(on("2026-11-25"), 2, calendar)), "2026-11-20");
    EXPECT_EQ(to_text(cutoff_of(on("2026-11-25"), 3, calendar)), "2026-11-19");
}

TEST(SubscriptionRules, DaysLeftCountOpenDaysAndTurnNegativeAfterTheCutOff) {
    const BusinessCalendar calendar({}, {});
    EXPECT_EQ(business_days_left(on("2026-11-20"), on("2026-11-25"), calendar), 2);
    EXPECT_EQ(business_days_left(on("2026-11-25"), on("2026-11-25"), calendar), 0);
    EXPECT_EQ(business_days_left(on("2026-11-26"), on("2026-11-25"), calendar), -1);
    EXPECT_EQ(business_days_left(on("2026-11-22"), on("2026-11-23"), calendar), 0);
}

}  // namespace
}  // namespace tsunagi::record
