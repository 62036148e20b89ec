// Excerpts of public files with figures counted by hand, see test/fixtures/README.md: Online Retail
// (UCI, CC0) and Telco Customer Churn (IBM, Apache-2.0).
#include "base/files.h"
#include "base/json.h"
#include "intake/testing.h"
#include "intake/totals.h"

#include <gmock/gmock.h>

namespace tsunagi::intake {
namespace {

class RealFile : public OnImports {
protected:
    Import imported_as_guessed(const std::string& name) {
        const auto import = upload(read_file("test/fixtures/" + name, 1 << 20), name);
        step(import, Step::Plan);
        return step(import, Step::Apply);
    }
    void expect_nothing_new(const std::string& name) {
        imported_as_guessed(name);
        const auto before = totals();
        for (const auto& count : imported_as_guessed(name).counts) {
            EXPECT_EQ(count.created + count.updated, 0) << count.entity;
            EXPECT_GT(count.unchanged, 0) << count.entity;
        }
        EXPECT_EQ(totals(), before);
    }
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    record::Customer customer(std::string_view key) {
        const auto rows = read([&](store::Reader& reader) {
            return record::list_customers(reader, viewer, std::nullopt, {});
        });
        for (const auto& row : rows.items) {
            auto found = read([&](store::Reader& reader) {
                return record::find_customer(reader, viewer, row.id);
            });
            if (found.external_key == key) return found;
        }
        return {};
    }
};
INSTANTIATE_ON_BOTH_DATABASES(RealFile);

TEST_P(RealFile, OfOnlineRetailKeepsDuplicatesCancellationsAndLinesOfNobody) {
    const auto applied = imported_as_guessed("online_retail_excerpt.csv");
    EXPECT_EQ(applied.preset_key, "online_retail");
    EXPECT_EQ(counts_of(applied), "customer 6/0/0 order 8/0/0 order_line 38/0/0 product 35/0/0");
    EXPECT_EQ(applied.without_customer, 3);
    const auto now = totals();
    EXPECT_EQ(now.cancelled_orders, 2);
    EXPECT_EQ(now.lines_without_customer, 3);
    EXPECT_EQ(now.amount.minor, -1'067'339);  // pence, each line rounded half away from zero
    EXPECT_EQ(read([](store::Reader& r) { return record::read_settings(r); }).currency.code, "GBP");
}

TEST_P(RealFile, OfOnlineRetailGivesAnOrderTheTimeOfItsFirstLine) {
    imported_as_guessed("online_retail_excerpt.csv");
    const auto orders = read([&](store::Reader& reader) {
        return record::orders_of(reader, viewer, customer("14606").id, {});
    });
    ASSERT_EQ(orders.items.size(), 1u);
    EXPECT_EQ(orders.items[0].lines.size(), 18u);
    EXPECT_EQ(to_text(orders.items[0].ordered_at), "2011-01-26T03:35:00.000Z");  // 12:35 in Tokyo
}

TEST_P(RealFile, OfTelcoDerivesStartsFromMonthsAndCancellationsFromAValue) {
    const auto applied = imported_as_guessed("telco_excerpt.csv");
    EXPECT_EQ(applied.preset_key, "telco_churn");
    EXPECT_EQ(counts_of(applied), "customer 18/0/0 product 3/0/0 subscription 18/0/0");
    const auto now = totals();
    EXPECT_EQ(now.cancelled_subscriptions, 5);
    EXPECT_EQ(now.subscription_events, 18 + 444 + 5);  // started, months of all, cancelled
    const auto gone = customer("3668-QPYBK");          // two months, left
    const auto subscriptions = read(
        [&](store::Reader& reader) { return record::subscriptions_of(reader, viewer, gone.id); });
    ASSERT_EQ(subscriptions.size(), 1u);
    EXPECT_EQ(to_text(subscriptions[0].started_on), "2026-09-22");
    EXPECT_EQ(to_text(*subscriptions[0].cancel_effective_on), "2026-11-22");
    EXPECT_EQ(subscriptions[0].cancel_reason, "unknown");
    EXPECT_EQ(subscriptions[0].price.minor, 5385);
    EXPECT_EQ(subscriptions[0].product_name, "Month-to-month");
}

TEST_P(RealFile, OfTelcoLeavesABlankAttributeOut) {
    imported_as_guessed("telco_excerpt.csv");
    const auto has_charges = [](const record::Customer& person) {
        return std::ranges::any_of(person.attributes, [](const record::Attribute& attribute) {
            return attribute.name == "TotalCharges";
        });
    };
    EXPECT_TRUE(has_charges(customer("3668-QPYBK")));
    EXPECT_FALSE(has_charges(customer("4472-LVYGI")));  // tenure 0
}

TEST_P(RealFile, OfOrdersReadTwiceChangesNothing) {
    expect_nothing_new("online_retail_excerpt.csv");
}
TEST_P(RealFile, OfSubscriptionsReadTwiceChangesNothing) {
    expect_nothing_new("telco_excerpt.csv");
}

TEST_P(RealFile, InAnotherCurrencyThanTheShopsIsRefused) {
    imported_as_guessed("online_retail_excerpt.csv");
    const auto import = upload(read_file("test/fixtures/telco_excerpt.csv", 1 << 20));
    EXPECT_EQ(step(import, Step::Plan).problem->code, "currency_differs");
}

}  // namespace
}  // namespace tsunagi::intake
