#include "record/timeline.h"

#include "base/error.h"
#include "record/tables.h"
#include "record/testing.h"
#include "store/bulk.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Timeline : public OnRecord {
protected:
    // What happened with 佐藤 花子: a subscription 40 days ago, an order at its beginning (midnight
    // in Tokyo), an attribute on the same day, a call today, a correction now.
    void SetUp() override {
        OnRecord::SetUp();
        hanako = add_customer("佐藤 花子");
        const auto serum = add_product("美容液");
        const auto begun = add_subscription(hanako.id, serum.id, today() - 40);
        OrderDraft order;
        order.customer_id = hanako.id;
        order.subscription_id = begun.id;
        order.delivery_number = 1;
        order.ordered_at = *parse_instant("2026-10-12T15:00:00Z");  // today() - 40 in Tokyo
        order.lines = {{serum.id, 2, {39'800'000}}};
        write([&](store::Tx& tx) { place_order(tx, viewer, order); });
        CustomerPatch patch;
        patch.attributes = set(std::vector<Attribute>{{"肌質", "", "", "乾燥", today() - 40}});
        hanako = change(patch);
        ContactDraft call;
        call.customer_id = hanako.id;
        call.started_at = clock.now() + -60'000;
        call.purpose = Purpose::Cancel;
        call.reason_code = "leftover";
        call.result = Result::Kept;
        call.note = "まだ2本ある";
        write([&](store::Tx& tx) { save_contact(tx, viewer, call); });
    }
    Customer change(const CustomerPatch& patch) {
        return write([&](store::Tx& tx) {
            return change_customer(tx, viewer, hanako.id, hanako.version, patch);
        });
    }
    std::vector<TimelineEntry> entries(std::span<const TimelineKind> kinds = {}, int limit = 50) {
        PageRequest asked{.cursor = "", .limit = limit};
        std::vector<TimelineEntry> all;
        do {
            auto page = read([&](store::Reader& reader) {
                return timeline_of(reader, viewer, hanako.id, kinds, asked);
            });
            for (auto& entry : page.items) all.push_back(std::move(entry));
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
        return all;
    }
    static std::vector<std::string> titles(const std::vector<TimelineEntry>& entries) {
        std::vector<std::string> titles;
        for (const auto& entry : entries) titles.push_back(entry.title);
        return titles;
    }
    Customer hanako;
};
INSTANTIATE_ON_BOTH_DATABASES(Timeline);

TEST_P(Timeline, MergesEverythingNewestFirstInWords) {
    const auto all = entries();
    EXPECT_THAT(titles(all), ElementsAre("顧客情報の変更", "電話 解約 → 継続", "注文(定期1回目)",
                                         "定期を開始", "肌質: 乾燥"));
    EXPECT_EQ(all[0].detail, "属性");
    EXPECT_EQ(all[1].detail, "余っている · まだ2本ある");
    EXPECT_EQ(all[2].detail, "受付 · 美容液 × 2");
    EXPECT_EQ(all[2].amount, Money{7960});
    EXPECT_EQ(all[3].detail, "美容液");
    EXPECT_TRUE(all[1].contact && all[2].order && all[3].event);
    EXPECT_EQ(all[3].on, today() - 40);
    EXPECT_EQ(all[3].at, *parse_instant("2026-10-12T15:00:00Z"));
}

TEST_P(Timeline, SpeaksTheLanguageOfTheViewer) {
    viewer.language = Language::En;
    EXPECT_THAT(titles(entries()),
                ElementsAre("Customer changed", "Phone: Cancel → Kept", "Order (delivery 1)",
                            "Subscription started", "肌質: 乾燥"));
}

TEST_P(Timeline, SaysWhatTheCustomerAnswered) {
    ContactDraft call;
    call.customer_id = hanako.id;
    call.started_at = clock.now() + -1000;
    call.purpose = Purpose::Usage;
    call.nps = 0;
    write([&](store::Tx& tx) { save_contact(tx, viewer, call); });
    call.csat = 4;
    call.note = "よかった";
    write([&](store::Tx& tx) { save_contact(tx, viewer, call); });
    constexpr std::array kContacts{TimelineKind::Contact};
    EXPECT_EQ(entries(kContacts)[1].detail, "おすすめ度(NPS) 0");
    EXPECT_EQ(entries(kContacts)[0].detail, "おすすめ度(NPS) 0 · 満足度(CSAT) 4 · よかった");
    viewer.language = Language::En;
    EXPECT_EQ(entries(kContacts)[1].detail, "Would recommend (NPS) 0");
}

TEST_P(Timeline, SaysWhereACallWaitedAndThatNobodyAnsweredIt) {
    table::Contact call{.customer_id = hanako.id.value,
                        .started_at = clock.now() + -2000,
                        .purpose = "usage",
                        .result = "answered",
                        .queue = "定期窓口",
                        .waited_seconds = 0};
    table::Contact given_up = call;
    given_up.started_at = clock.now() + -1000;
    given_up.purpose = "other";
    given_up.result = "abandoned";
    given_up.waited_seconds = 75;
    write([&](store::Tx& tx) {
        call.id = tx.next_ids("contact");
        given_up.id = tx.next_ids("contact");
        store::insert_all(tx, "contact", std::vector{call, given_up});
    });
    constexpr std::array kContacts{TimelineKind::Contact};
    const auto all = entries(kContacts);
    EXPECT_EQ(all[0].title, "電話 応答前に切断(放棄呼)");
    EXPECT_EQ(all[0].detail, "定期窓口 · 待ち 75秒");
    EXPECT_EQ(all[1].title, "電話 使い方 → 問い合わせ完了");
    EXPECT_EQ(all[1].detail, "定期窓口 · 待ち 0秒");
    EXPECT_EQ(all[0].contact->waited_seconds, 75);
    viewer.language = Language::En;
    EXPECT_EQ(entries(kContacts)[0].title, "Phone: given up unanswered");
    EXPECT_EQ(entries(kContacts)[0].detail, "定期窓口 · waited 75 s");
}

TEST_P(Timeline, SaysWhatChangedInASubscription) {
    const auto serum = add_product("クリーム");
    auto begun = add_subscription(hanako.id, serum.id, today() - 20);
    const auto act_now = [&](const SubscriptionAction& action) {
        begun = write(
            [&](store::Tx& tx) { return act(tx, viewer, begun.id, begun.version, action); });
    };
    act_now({.kind = ActionKind::Change, .cycle_length = 2, .quantity = 3, .note = "旅行のため"});
    act_now({.kind = ActionKind::Cancel, .on = today() + 9, .reason_code = "leftover"});
    act_now({.kind = ActionKind::Withdraw});
    constexpr TimelineKind kSubscriptions[] = {TimelineKind::Subscription};
    const auto all = entries(kSubscriptions);
    EXPECT_EQ(all.at(0).title, "解約の申し出を取り下げた");
    EXPECT_EQ(all.at(0).detail, "クリーム · 余っている · 2026/12/01付の解約");
    EXPECT_EQ(all.at(1).detail, "クリーム · 周期 1か月 → 2か月 · 数量 1 → 3 · 旅行のため");
}

TEST_P(Timeline, PagesOfAnySizeAreTheSameTimeline) {
    for (int i = 0; i < 3; ++i) {
        CustomerPatch patch;
        patch.attributes = set(
            std::vector<Attribute>{{"肌質", "", "", "混合" + std::to_string(i), today() - i}});
        hanako = change(patch);
    }
    const auto whole = titles(entries());
    EXPECT_EQ(whole.size(), 11U);
    for (int limit = 1; limit <= 11; ++limit) {
        EXPECT_EQ(titles(entries({}, limit)), whole) << limit;
    }
}

TEST_P(Timeline, ShowsOnlyTheKindsAskedFor) {
    const std::array kinds{TimelineKind::Order, TimelineKind::Attribute};
    EXPECT_THAT(titles(entries(kinds)), ElementsAre("注文(定期1回目)", "肌質: 乾燥"));
}

TEST_P(Timeline, AChangedAttributeSaysWhatItWasBefore) {
    CustomerPatch patch;
    patch.attributes = set(std::vector<Attribute>{{"肌質", "", "", "混合", today()}});
    change(patch);
    const std::array kinds{TimelineKind::Attribute};
    const auto all = entries(kinds);
    EXPECT_EQ(all.at(0).detail, "変更前: 乾燥");
    EXPECT_EQ(all.at(1).detail, "");
}

TEST_P(Timeline, ACorrectionNamesTheFieldsThatChanged) {
    CustomerPatch patch;
    patch.name = set("田中 花子");
    patch.note = set("改姓");
    change(patch);
    const std::array kinds{TimelineKind::Change};
    EXPECT_EQ(entries(kinds).at(0).detail, "氏名 · メモ");
}

TEST_P(Timeline, OfSomebodyUnseenIsNotFound) {
    viewer = seeing_nothing();
    EXPECT_THROW(entries(), Error);
}

}  // namespace
}  // namespace tsunagi::record
