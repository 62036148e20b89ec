#include "record/orders.h"

#include "base/error.h"
#include "record/settings.h"
#include "record/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;

class Orders : public OnRecord {
protected:
    void SetUp() override {
        OnRecord::SetUp();
        hanako = add_customer("佐藤 花子");
        serum = add_product("美容液");
    }
    OrderDraft draft(Instant at) {
        OrderDraft draft;
        draft.customer_id = hanako.id;
        draft.ordered_at = at;
        draft.lines = {{serum.id, 2, {39'800'000}}};
        return draft;
    }
    Order place(const OrderDraft& draft) {
        return write([&](store::Tx& tx) { return place_order(tx, viewer, draft); });
    }
    Customer hanako;
    Product serum;
};
INSTANTIATE_ON_BOTH_DATABASES(Orders);

TEST_P(Orders, TheTotalIsTheSumOfItsLinesAndTheDayIsTheShops) {
    auto said = draft(*parse_instant("2026-11-21T15:30:00Z"));
    said.lines.push_back({serum.id, -1, {5'000'000}});
    const auto placed = place(said);
    const auto order = read(
        [&](store::Reader& reader) { return find_order(reader, viewer, placed.id); });
    EXPECT_EQ(order.total, Money{2 * 3980 - 500});
    EXPECT_EQ(to_text(order.ordered_on), "2026-11-22");
    ASSERT_EQ(order.lines.size(), 2U);
    EXPECT_EQ(order.lines[0].product_name, "美容液");
    EXPECT_EQ(order.lines[1].amount, Money{-500});
    EXPECT_EQ(changes_of("orders").size(), 1U);
}

TEST_P(Orders, UnitPricesKeepFourDecimalsOfAnyCurrency) {
    SettingsPatch pounds;
    pounds.currency = set(Currency{"GBP", 2});
    write([&](store::Tx& tx) { change_settings(tx, 0, pounds); });
    auto said = draft(clock.now());
    said.lines = {{serum.id, 3, {8'335}}};  // 3 x 0.8335 = 2.5005
    EXPECT_EQ(place(said).total, Money{250});
}

TEST_P(Orders, AreListedNewestFirstInPages) {
    std::vector<std::int64_t> placed;
    for (int i = 0; i < 3; ++i) placed.push_back(place(draft(clock.now() + i / 2)).id.value);
    std::vector<std::int64_t> listed;
    PageRequest asked{.cursor = "", .limit = 1};
    do {
        const auto page = read(
            [&](store::Reader& reader) { return orders_of(reader, viewer, hanako.id, asked); });
        for (const auto& order : page.items) listed.push_back(order.id.value);
        asked.cursor = page.next.value_or("");
    } while (!asked.cursor.empty());
    EXPECT_THAT(listed, ElementsAre(placed[2], placed[1], placed[0]));
}

TEST_P(Orders, AnOrderOfAnUnknownCustomerIsKept) {
    auto said = draft(clock.now());
    said.customer_id.reset();
    EXPECT_EQ(place(said).customer_id, std::nullopt);
}

TEST_P(Orders, NeedLinesOfKnownProducts) {
    auto said = draft(clock.now());
    said.lines.clear();
    EXPECT_THAT(refusals([&] { place(said); }), ElementsAre("/lines missing"));
    said.lines = {{{99}, 1, {10'000}}};
    EXPECT_THROW(place(said), Error);
}

TEST_P(Orders, AViewerWithoutRowsFindsNone) {
    const auto placed = place(draft(clock.now()));
    viewer = seeing_nothing();
    EXPECT_THROW(read([&](store::Reader& reader) { find_order(reader, viewer, placed.id); }),
                 Error);
    EXPECT_THROW(read([&](store::Reader& reader) { orders_of(reader, viewer, hanako.id, {}); }),
                 Error);
}

}  // namespace
}  // namespace tsunagi::record
