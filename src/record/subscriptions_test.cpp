#include "record/subscriptions.h"

#include "base/error.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;

class Subscriptions : public OnRecord {
protected:
    void SetUp() override {
        OnRecord::SetUp();
        hanako = add_customer("佐藤 花子");
        serum = add_product("美容液", 3980);
        begun = add_subscription(hanako.id, serum.id, today() - 40);
    }
    Subscription do_to(const Subscription& subscription, const SubscriptionAction& action) {
        return write([&](store::Tx& tx) {
            return act(tx, viewer, subscription.id, subscription.version, action);
        });
    }
    std::vector<EventKind> kinds(const Subscription& subscription) {
        std::vector<EventKind> kinds;
        for (const auto& event : subscription.events) kinds.push_back(event.kind);
        return kinds;
    }
    Customer hanako;
    Product serum;
    Subscription begun;
};
INSTANTIATE_ON_BOTH_DATABASES(Subscriptions);

TEST_P(Subscriptions, BeginWithTheirStartedEvent) {
    EXPECT_EQ(begun.price, Money{3980});
    EXPECT_THAT(kinds(begun), ElementsAre(EventKind::Started));
    EXPECT_EQ(begun.next_shipment_on, add_months(today() - 40, 1));
    const auto found = read(
        [&](store::Reader& reader) { return find_subscription(reader, viewer, begun.id); });
    EXPECT_EQ(found.product_name, "美容液");
    EXPECT_EQ(found.cutoff_on, begun.cutoff_on);
    EXPECT_EQ(found.events.at(0).happened_on, today() - 40);
}

TEST_P(Subscriptions, KeepTheirWholeHistory) {
    auto s = do_to(begun, {.kind = ActionKind::Deliver});
    s = do_to(s, {.kind = ActionKind::Pause});
    s = do_to(s, {.kind = ActionKind::Resume});
    s = do_to(s, {.kind = ActionKind::Cancel, .reason_code = "too_much"});
    EXPECT_EQ(s.version, 5);
    EXPECT_THAT(kinds(s), ElementsAre(EventKind::Started, EventKind::Delivered, EventKind::Paused,
                                      EventKind::Resumed, EventKind::Cancelled));
    EXPECT_EQ(s.status, SubscriptionStatus::Cancelled);
    EXPECT_EQ(s.cutoff_on, std::nullopt);
    EXPECT_EQ(changes_of("subscription").size(), 5U);
    EXPECT_THAT(changes_of("subscription").back(),
                testing::HasSubstr(R"("cancel_reason":"too_much")"));
}

TEST_P(Subscriptions, AWithdrawnCancellationIsToldAsItsWithdrawalOnly) {
    auto s = do_to(begun, {.kind = ActionKind::Cancel, .reason_code = "too_much"});
    s = do_to(s, {.kind = ActionKind::Withdraw});
    EXPECT_EQ(s.status, SubscriptionStatus::Active);
    EXPECT_TRUE(s.cutoff_on.has_value());
    EXPECT_THAT(kinds(s), ElementsAre(EventKind::Started, EventKind::Withdrawn));
    EXPECT_EQ(s.events.at(1).reason_code, "too_much");
    EXPECT_EQ(s.events.at(1).happened_on, today());
    EXPECT_EQ(s.events.at(1).detail, "cancellation 2026-11-22");
}

TEST_P(Subscriptions, AnotherProductBringsItsPrice) {
    const auto cream = add_product("クリーム", 5000);
    const auto s = do_to(begun,
                         {.kind = ActionKind::Change, .quantity = 2, .product_id = cream.id});
    EXPECT_EQ(s.price, Money{10'000});
    EXPECT_EQ(s.product_name, "クリーム");
    EXPECT_THAT(s.events.at(1).detail,
                testing::EndsWith("; price " + std::to_string(begun.price.minor) + " -> 10000"));
}

TEST_P(Subscriptions, AFormerPriceIsForThoseWhoSeeMoney) {
    const auto cream = add_product("クリーム", 5000);
    do_to(begun, {.kind = ActionKind::Change, .quantity = 2, .product_id = cream.id});
    viewer.fields[FieldGroup::Money] = FieldRight::Hidden;
    const auto seen = read(
        [&](store::Reader& reader) { return find_subscription(reader, viewer, begun.id); });
    EXPECT_EQ(seen.events.at(1).detail, "quantity 1 -> 2; product " +
                                            std::to_string(serum.id.value) + " -> " +
                                            std::to_string(cream.id.value));
}

TEST_P(Subscriptions, TheLeadDaysOfTheProductComeBeforeTheShops) {
    ProductPatch patch;
    patch.lead_business_days = set(0);
    write([&](store::Tx& tx) { change_product(tx, viewer, serum.id, serum.version, patch); });
    const auto listed = read(
        [&](store::Reader& reader) { return subscriptions_of(reader, viewer, hanako.id); });
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_GT(listed[0].cutoff_on, begun.cutoff_on);
    EXPECT_EQ(listed[0].events.size(), 1U);
}

TEST_P(Subscriptions, AnActionOnAnOldVersionIsAConflictWithTheSubscriptionAsItIs) {
    do_to(begun, {.kind = ActionKind::Pause});
    try {
        do_to(begun, {.kind = ActionKind::Cancel, .reason_code = "price"});
        FAIL();
    } catch (const VersionConflict& conflict) {
        EXPECT_THAT(conflict.current_json(), testing::HasSubstr(R"("status":"paused")"));
    }
}

TEST_P(Subscriptions, AReasonMustBeInTheLists) {
    EXPECT_THAT(
        refusals([&] { do_to(begun, {.kind = ActionKind::Cancel, .reason_code = "nonsense"}); }),
        ElementsAre("/reason_code unknown_reason"));
}

TEST_P(Subscriptions, ADraftIsChecked) {
    SubscriptionDraft draft{.customer_id = hanako.id,
                            .product_id = serum.id,
                            .cycle_length = 0,
                            .quantity = 0,
                            .price = Money{-1}};
    EXPECT_THAT(
        refusals([&] { write([&](store::Tx& tx) { start_subscription(tx, viewer, draft); }); }),
        ElementsAre("/cycle_length too_small", "/quantity too_small", "/price too_small"));
}

TEST_P(Subscriptions, AViewerWithoutRowsFindsNone) {
    viewer = seeing_nothing();
    EXPECT_THROW(read([&](store::Reader& reader) { find_subscription(reader, viewer, begun.id); }),
                 Error);
    EXPECT_THROW(read([&](store::Reader& reader) { subscriptions_of(reader, viewer, hanako.id); }),
                 Error);
    EXPECT_THROW(do_to(begun, {.kind = ActionKind::Pause}), Error);
}

}  // namespace
}  // namespace tsunagi::record
