#include "record/contacts.h"

#include "base/error.h"
#include "record/call_lists.h"
#include "record/tables.h"
#include "record/testing.h"
#include "record/versions.h"
#include "store/bulk.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Contacts : public OnRecord {
protected:
    void SetUp() override {
        OnRecord::SetUp();
        hanako = add_customer("佐藤 花子");
        serum = add_product("美容液");
        subscription = add_subscription(hanako.id, serum.id, today() - 40);
    }

    ContactDraft call(Purpose purpose, Result result) {
        ContactDraft draft;
        draft.customer_id = hanako.id;
        draft.started_at = clock.now();
        draft.purpose = purpose;
        draft.result = result;
        return draft;
    }
    ContactDraft cancellation() {
        auto draft = call(Purpose::Cancel, Result::CancelAccepted);
        draft.reason_code = "slow_use";
        draft.subscription_id = subscription.id;
        return draft;
    }
    Contact save(const ContactDraft& draft) {
        return write([&](store::Tx& tx) { return save_contact(tx, viewer, draft); });
    }
    Contact change(const Contact& contact, const ContactPatch& patch) {
        return write([&](store::Tx& tx) {
            return change_contact(tx, viewer, contact.id, contact.version, patch);
        });
    }
    Subscription subscription_now() {
        return read([&](store::Reader& reader) {
            return find_subscription(reader, viewer, subscription.id);
        });
    }
    std::vector<std::int64_t> listed(const ContactFilter& filter) {
        PageRequest asked{.cursor = "", .limit = 2};
        std::vector<std::int64_t> ids;
        do {
            const auto page = read([&](store::Reader& reader) {
                return list_contacts(reader, viewer, filter, asked);
            });
            for (const auto& row : page.items) ids.push_back(row.id.value);
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
        return ids;
    }
    Id<CallListItem> item_for_hanako() {
        CallListEntry entry;
        entry.customer_id = hanako.id;
        const auto list = write([&](store::Tx& tx) {
            return create_call_list(tx, viewer, {.name = "今日", .entries = {entry}});
        });
        return read([&](store::Reader& reader) {
            return list_call_list_items(reader, viewer, list.id, {}, {}).items.at(0).id;
        });
    }
    CallListItem item(Id<CallListItem> id) {
        return read([&](store::Reader& reader) { return find_call_list_item(reader, viewer, id); });
    }

    Customer hanako;
    Product serum;
    Subscription subscription;
};
INSTANTIATE_ON_BOTH_DATABASES(Contacts);

TEST_P(Contacts, ASavedContactIsReadBackWithItsAgent) {
    auto draft = call(Purpose::RetentionCall, Result::Kept);
    draft.channel = Channel::Line;
    draft.direction = Direction::Outbound;
    draft.ended_at = clock.now() + 125'000;
    draft.reason_code = "leftover";
    draft.product_id = serum.id;
    draft.emotion = Emotion::Positive;
    draft.nps = 0;
    draft.csat = 5;
    draft.offer_id = write([&](store::Tx& tx) {
                         return create_offer(tx, {"次回をスキップ", "Skip next"});
                     }).id;
    draft.offer_answer = OfferAnswer::Accepted;
    draft.note = "まだ2本ある";
    const auto saved = save(draft);
    const auto contact = read(
        [&](store::Reader& reader) { return find_contact(reader, viewer, saved.id); });
    EXPECT_EQ(contact.version, 1);
    EXPECT_EQ(contact.agent_id, viewer.user);
    EXPECT_EQ(contact.agent_name, "山本 恵");
    EXPECT_EQ(contact.channel, Channel::Line);
    EXPECT_EQ(contact.ended_at, draft.ended_at);
    EXPECT_EQ(contact.emotion, Emotion::Positive);
    EXPECT_EQ(contact.nps, 0);
    EXPECT_EQ(contact.csat, 5);
    EXPECT_EQ(contact.offer_id, draft.offer_id);
    EXPECT_EQ(contact.offer_answer, OfferAnswer::Accepted);
    EXPECT_EQ(contact.note, "まだ2本ある");
    EXPECT_EQ(contact.order_id, std::nullopt);
    EXPECT_EQ(changes_of("contact").size(), 1U);
}

TEST_P(Contacts, WhatIsNotSaidIsNull) {
    const auto contact = save(call(Purpose::Usage, Result::Answered));
    const auto found = read(
        [&](store::Reader& reader) { return find_contact(reader, viewer, contact.id); });
    EXPECT_EQ(found.emotion, std::nullopt);
    EXPECT_EQ(found.nps, std::nullopt);
    EXPECT_EQ(found.csat, std::nullopt);
    EXPECT_EQ(found.offer_answer, std::nullopt);
    EXPECT_EQ(found.ended_at, std::nullopt);
}

TEST_P(Contacts, WhatAContactNamesMustBeOfItsCustomer) {
    const auto other = add_customer("鈴木 一郎");
    auto draft = call(Purpose::Usage, Result::Answered);
    draft.customer_id = other.id;
    draft.subscription_id = subscription.id;
    draft.order_id = Id<Order>{99};
    draft.product_id = Id<Product>{99};
    draft.reason_code = "nonsense";
    EXPECT_THAT(refusals([&] { save(draft); }),
                UnorderedElementsAre("/subscription_id unknown", "/order_id unknown",
                                     "/product_id unknown", "/reason_code unknown"));
    draft = call(Purpose::Usage, Result::Answered);
    draft.customer_id = {99};
    draft.call_list_item_id = item_for_hanako();
    draft.offer_id = Id<Offer>{5};
    EXPECT_THAT(refusals([&] { save(draft); }),
                UnorderedElementsAre("/customer_id unknown", "/call_list_item_id unknown",
                                     "/offer_id unknown"));
    EXPECT_THAT(changes_of("contact"), IsEmpty());
}

TEST_P(Contacts, AnAcceptedCancellationCancelsTheSubscriptionInTheSameTransaction) {
    const auto contact = save(cancellation());
    const auto now = subscription_now();
    EXPECT_EQ(now.status, SubscriptionStatus::Cancelled);
    EXPECT_EQ(now.cancel_reason, "slow_use");
    EXPECT_EQ(now.cancel_effective_on, today());
    EXPECT_EQ(now.events.back().kind, EventKind::Cancelled);
    EXPECT_EQ(now.events.back().contact_id, contact.id);
    EXPECT_EQ(now.version, subscription.version + 1);
}

TEST_P(Contacts, TheNextStepSaysWhenACancellationTakesEffect) {
    auto draft = cancellation();
    draft.next_step = "最終お届け後に解約";
    draft.next_step_at = clock.now() + 86'400'000LL * 20;
    save(draft);
    EXPECT_EQ(subscription_now().cancel_effective_on, today() + 20);
    EXPECT_EQ(subscription_now().cancel_requested_on, today());
}

TEST_P(Contacts, ACancellationAcceptedTwiceIsRecordedAndCancelsOnce) {
    save(cancellation());
    save(cancellation());
    EXPECT_EQ(subscription_now().version, subscription.version + 1);
    EXPECT_EQ(changes_of("contact").size(), 2U);
}

TEST_P(Contacts, AContactThatCannotCancelIsNotSavedEither) {
    auto draft = cancellation();
    draft.next_step_at = clock.now() + -86'400'000LL * 365;  // before the subscription began
    EXPECT_THAT(refusals([&] { save(draft); }), ElementsAre("/on day_before_start"));
    EXPECT_EQ(subscription_now().status, SubscriptionStatus::Active);
    EXPECT_THAT(listed({}), IsEmpty());
}

TEST_P(Contacts, AnyOtherResultLeavesTheSubscriptionAlone) {
    auto draft = cancellation();
    draft.result = Result::Kept;
    save(draft);
    EXPECT_EQ(subscription_now().version, subscription.version);
}

TEST_P(Contacts, ACallFromAListIsWorkedOffByItsResult) {
    const auto id = item_for_hanako();
    auto draft = call(Purpose::RetentionCall, Result::Recall);
    draft.call_list_item_id = id;
    draft.next_step_at = clock.now() + 3'600'000;
    save(draft);
    EXPECT_EQ(item(id).status, ItemStatus::Recall);
    EXPECT_EQ(item(id).recall_at, draft.next_step_at);
    draft.result = Result::NoAnswer;
    draft.next_step_at.reset();
    save(draft);
    EXPECT_EQ(item(id).status, ItemStatus::Recall);
    draft.result = Result::Kept;
    const auto last = save(draft);
    EXPECT_EQ(item(id).status, ItemStatus::Done);
    EXPECT_EQ(item(id).recall_at, std::nullopt);
    EXPECT_EQ(item(id).contact_id, last.id);
    EXPECT_EQ(item(id).version, 4);
}

TEST_P(Contacts, ACorrectionChangesTheRecordButActsNoSecondTime) {
    auto draft = call(Purpose::Cancel, Result::Kept);
    draft.reason_code = "price";
    draft.subscription_id = subscription.id;
    const auto contact = save(draft);
    ContactPatch patch;
    patch.result = set(Result::CancelAccepted);
    patch.note = set("訂正");
    const auto changed = change(contact, patch);
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(changed.note, "訂正");
    EXPECT_EQ(subscription_now().status, SubscriptionStatus::Active);
    EXPECT_THAT(changes_of("contact").back(),
                R"({"result":"kept","note":""} {"result":"cancel_accepted","note":"訂正"})");
}

TEST_P(Contacts, AnAnswerIsCorrectedAndTakenBack) {
    auto draft = call(Purpose::Usage, Result::Answered);
    draft.nps = 3;
    draft.csat = 2;
    const auto contact = save(draft);
    ContactPatch patch;
    patch.nps = set(9);
    patch.csat = null<int>();
    const auto changed = change(contact, patch);
    EXPECT_EQ(changed.nps, 9);
    EXPECT_EQ(changed.csat, std::nullopt);
    EXPECT_THAT(changes_of("contact").back(), R"({"nps":3,"csat":2} {"nps":9,"csat":null})");
    patch.nps = set(11);
    EXPECT_THAT(refusals([&] { change(changed, patch); }), ElementsAre("/nps out_of_range"));
}

TEST_P(Contacts, ACorrectionFollowsTheFormToo) {
    const auto contact = save(call(Purpose::Usage, Result::Answered));
    ContactPatch patch;
    patch.purpose = set(Purpose::Complaint);
    EXPECT_THAT(refusals([&] { change(contact, patch); }), ElementsAre("/note required"));
}

TEST_P(Contacts, TwoPeopleCannotOverwriteEachOther) {
    const auto contact = save(call(Purpose::Usage, Result::Answered));
    ContactPatch patch;
    patch.note = set("先");
    change(contact, patch);
    patch.note = set("後");
    try {
        change(contact, patch);
        FAIL();
    } catch (const VersionConflict& conflict) {
        EXPECT_THAT(conflict.current_json(), testing::HasSubstr(R"("note":"先")"));
    }
}

TEST_P(Contacts, ACorrectionKeepsWhatTheCallLogTold) {
    const table::Contact logged{.id = 900,
                                .customer_id = hanako.id.value,
                                .started_at = clock.now(),
                                .result = "abandoned",
                                .queue = "注文窓口",
                                .waited_seconds = 41,
                                .handled_seconds = 0};
    write([&](store::Tx& tx) { store::insert_all(tx, "contact", std::vector{logged}); });
    const auto there = read(
        [&](store::Reader& reader) { return find_contact(reader, viewer, {900}); });
    ContactPatch patch;
    patch.note = set("折り返し済み");
    const auto after = change(there, patch);
    EXPECT_EQ(after.queue, "注文窓口");
    EXPECT_EQ(after.waited_seconds, 41);
    EXPECT_EQ(after.handled_seconds, 0);
    EXPECT_EQ(after.result, Result::Abandoned);
    EXPECT_THAT(listed({.result = Result::Abandoned}), ElementsAre(900));
}

TEST_P(Contacts, ListsAreNewestFirstAndFiltered) {
    auto draft = call(Purpose::Usage, Result::Answered);
    const auto first = save(draft).id.value;
    draft.started_at = clock.now() + 60'000;
    draft.result = Result::Prospect;
    const auto second = save(draft).id.value;
    viewer.user = {8};
    draft.result = Result::Answered;
    const auto third = save(draft).id.value;
    EXPECT_THAT(listed({}), ElementsAre(third, second, first));
    EXPECT_THAT(listed({.agent = Id<User>{8}}), ElementsAre(third));
    EXPECT_THAT(listed({.result = Result::Prospect}), ElementsAre(second));
    EXPECT_THAT(listed({.since = clock.now() + 1}), ElementsAre(third, second));
    viewer = seeing_nothing();
    EXPECT_THAT(listed({}), IsEmpty());
}

TEST_P(Contacts, OpenPromisesComeByTheirDayUntilTheyAreKept) {
    auto draft = call(Purpose::Usage, Result::Answered);
    save(draft);
    draft.next_step = "資料を送る";
    const auto no_day = save(draft).id.value;
    draft.next_step_at = clock.now() + 2000;
    const auto later = save(draft).id.value;
    draft.next_step_at = clock.now() + 1000;
    const auto sooner = save(draft);
    EXPECT_THAT(listed({.open_steps = true}), ElementsAre(sooner.id.value, later, no_day));
    ContactPatch kept;
    kept.next_step_done = set(true);
    change(sooner, kept);
    EXPECT_THAT(listed({.open_steps = true}), ElementsAre(later, no_day));
    const auto standing = read([&](store::Reader& reader) {
        return customer_standing(reader, viewer, hanako.id, today());
    });
    EXPECT_EQ(standing.promises, 2);
}

TEST_P(Contacts, AMissingContactIsNotFound) {
    try {
        read([&](store::Reader& reader) { find_contact(reader, viewer, {99}); });
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::NotFound);
    }
}

}  // namespace
}  // namespace tsunagi::record
