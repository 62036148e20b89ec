// Analyses of subscriptions and of what they are worth, and their twins in SQL.
#include "insight/contract_value/contract_value.h"
#include "insight/contract_value/contract_value_twin.sql.h"
#include "insight/delivery_flow/delivery_flow.h"
#include "insight/delivery_flow/delivery_flow_twin.sql.h"
#include "insight/expected_value/customer_base.h"
#include "insight/expected_value/expected_value_twin.sql.h"
#include "insight/lively_testing.h"
#include "insight/recurring_revenue/recurring_revenue.h"
#include "insight/recurring_revenue/recurring_revenue_twin.sql.h"
#include "insight/subscription_cohorts/subscription_cohorts.h"
#include "insight/subscription_cohorts/subscription_cohorts_twin.sql.h"
#include "insight/survival_days/survival_days.h"
#include "insight/survival_days/survival_days_twin.sql.h"
#include "insight/trial_conversion/trial_conversion.h"
#include "insight/trial_conversion/trial_conversion_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

class SubscriptionTwins : public LivelyShops {
protected:
    void expect_deliveries();
    void expect_survival();
    void expect_trials();
    void expect_revenue();
    Told cohorts_told() const;
    void expect_life_table();
    void expect_histories();
};

void SubscriptionTwins::expect_deliveries() {
    EXPECT_EQ(told(report(kDeliveryFlow), "deliveries",
                   {"delivery", "straight", "after_skip", "after_pause", "cancelled", "waiting",
                    "paused", "shipped", "rate"}),
              asked(sql::twin_delivery_flow));
}

void SubscriptionTwins::expect_survival() {
    const std::array<std::pair<std::string, const store::Statement*>, 4> splits{{
        {"none", &sql::twin_survival},
        {"product", &sql::twin_survival_by_product},
        {"medium", &sql::twin_survival_by_medium},
        {"start_quarter", &sql::twin_survival_by_quarter},
    }};
    for (const auto& [by, statement] : splits) {
        EXPECT_EQ(told(report(kSurvivalDays, {"by:" + by}), "groups",
                       {"group", "n", "lost", "kept", "day_90", "day_90.n", "day_180", "day_180.n",
                        "day_365", "day_365.n", "median"}),
                  curves(*statement, {90, 180, 365}, Counted::Staying))
            << by;
    }
}

void SubscriptionTwins::expect_trials() {
    for (const std::string by : {"none", "product", "medium", "month", "agent", "segment"}) {
        const auto found = report(kTrialConversion, {"by:" + by, "segment:1"});
        EXPECT_EQ(
            told(found, "groups",
                 {"group", "n", "started", "waiting", "day_14", "day_14.n", "day_30", "day_30.n",
                  "day_60", "day_60.n", "day_90", "day_90.n", "day_180", "day_180.n", "median"}),
            curves(sql::twin_trial_conversion, {14, 30, 60, 90, 180}, Counted::Happened,
                   {{"by", by}}))
            << by;
        if (by != "agent") continue;
        expect_drawn(found, sql::twin_trial_conversion, Counted::Happened, {{"by", by}});
    }
}

void SubscriptionTwins::expect_revenue() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::drop_twin_priced);
        tx.run(sql::twin_priced);
        tx.run(sql::drop_twin_pay);
        tx.run(sql::twin_pay);
    });
    const auto found = report(kRecurringRevenue);
    if (found.figures.empty()) return;  // nobody pays
    EXPECT_EQ(told(found, "months",
                   {"month", "new", "reactivation", "price_rise", "expansion", "contraction",
                    "paused", "churn", "mrr", "customers", "mrr.grey"}),
              asked(sql::twin_recurring_revenue));
    EXPECT_EQ(told(found, "rates",
                   {"month", "customers", "customers.n", "gross", "net_without_rises", "net"}),
              asked(sql::twin_revenue_churn));
    EXPECT_EQ(cohorts_told(), asked(sql::twin_subscription_cohorts));
}

// Lines "number of the month|2|customers|start|in force|MRR".
Told SubscriptionTwins::cohorts_told() const {
    Told lines;
    const Report found = report(kSubscriptionCohorts, {"measure:amount"});
    if (found.figures.empty()) return lines;
    for (const ReportRow& row : found.figures[0].rows) {
        const std::vector<Cell>& cells = row.cells;
        for (std::size_t i = 3; i < cells.size() && cells[i].value; ++i) {
            lines.push_back(std::to_string(std::llround(cells[0].value.value())) + "|" +
                            std::to_string(i - 3));
            for (const double number :
                 {cells[1].value.value(), cells[2].value.value(),
                  static_cast<double>(cells[i].n.value()), cells[i].value.value()}) {
                lines.back() += "|" + std::to_string(std::llround(number));
            }
        }
    }
    std::ranges::sort(lines);
    return lines;
}

void SubscriptionTwins::expect_life_table() {
    const auto found = report(kContractValue);
    // Rows that the model alone fills, and renewals that nobody has decided about.
    auto life = told(found, "life", {"delivery", "at_risk", "left", "renewal", "renewal.n"});
    std::erase_if(life, [](const std::string& line) {
        return line.ends_with("|-|-|-|-") || line.find("|0|0|-|") != line.npos;
    });
    for (std::string& line : life) {
        if (line.ends_with("|-|-")) line.back() = '0';
    }
    EXPECT_EQ(life, asked(sql::twin_life_table));
    const auto amount = ask(sql::twin_delivery_amount).at(0);
    const auto waiting = std::ranges::find(found.figures, "waiting", &Figure::key);
    if (waiting == found.figures.end()) return;
    for (const ReportRow& row : waiting->rows) {
        const double mean = static_cast<double>(amount[0]) / static_cast<double>(amount[1]);
        EXPECT_NEAR(row.cells[3].value.value(), row.cells[2].value.value() * mean, 0.5);
    }
}

void SubscriptionTwins::expect_histories() {
    Numbers gathered;
    const int day = journey::lane_day(as_of());
    for (const Buyer& buyer : buyers_without_contract(scope(), day)) {
        const auto history = buyer.history(day);
        gathered.push_back({scope().view().customer_id(buyer.code), history.repeats,
                            std::llround(history.last), std::llround(history.watched),
                            buyer.spent});
    }
    auto expected = ask(sql::twin_purchase_histories);
    std::ranges::sort(expected);
    EXPECT_EQ(gathered, expected);
}

}  // namespace

TEST_P(SubscriptionTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        expect_deliveries();
        expect_survival();
        expect_trials();
        expect_revenue();
        expect_life_table();
        expect_histories();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(SubscriptionTwins);

}  // namespace tsunagi::insight
