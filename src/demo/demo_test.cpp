#include "demo/demo.h"

#include "demo/testing.sql.h"
#include "record/migrations.h"
#include "store/testing.h"

namespace tsunagi::demo {
namespace {

class Demo : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return record::sql::migrations();
    }
    void fill(std::int64_t customers) {
        DemoOptions options{.customers = customers, .agents = {{1, "山本 由香"}, {2, "木下 誠"}}};
        fill_demo_shop(shop_database(), Zone::named("Asia/Tokyo"), clock.now(), options,
                       [](std::int64_t) {});
    }
    std::int64_t count(const store::Statement& statement) {
        return shop_database().read([&](store::Reader& r) { return r.integer(statement); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Demo);

TEST_P(Demo, FillsAnEmptyShopWithCustomersTheirOrdersAndContacts) {
    fill(300);
    EXPECT_EQ(count(sql::customers), 300);
    EXPECT_GT(count(sql::orders), 600);
    EXPECT_GT(count(sql::contacts), 100);
    EXPECT_EQ(count(sql::search_entries), 300);
}

TEST_P(Demo, EveryDeliveryKnowsItsOrder) {
    fill(300);
    EXPECT_GT(count(sql::deliveries), 300);
    EXPECT_EQ(count(sql::deliveries_without_order), 0);
}

TEST_P(Demo, TheTotalOfAnOrderIsTheSumOfItsLines) {
    fill(300);
    EXPECT_EQ(count(sql::orders_with_wrong_total), 0);
}

TEST_P(Demo, SubscriptionsComeWithCriteriaOfSettlingIn) {
    fill(10);
    EXPECT_EQ(count(sql::products_with_criteria), 10);
}

TEST_P(Demo, AShopWithCustomersIsLeftAlone) {
    fill(10);
    EXPECT_THROW(fill(10), Error);
    EXPECT_EQ(count(sql::customers), 10);
}

}  // namespace
}  // namespace tsunagi::demo
