// Every fold has a twin in SQL: on a small shop made by chance both must give the same.
#include "insight/cancellations/cancellations.h"
#include "insight/cohorts/cohorts.h"
#include "insight/retention/retention.h"
#include "insight/rfm/rfm.h"
#include "insight/totals.h"
#include "insight/twin.sql.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace tsunagi::insight {

namespace {

class Twins : public TwinShop {};

// Class 1 … 5 of a value among all values by quantile_disc, the slow and plain way.
int class_of(std::int64_t value, std::vector<std::int64_t> all) {
    std::sort(all.begin(), all.end());
    int found = 1;
    for (std::size_t k = 1; k <= 4; ++k) found += value > all[(all.size() * k + 4) / 5 - 1];
    return found;
}

std::vector<std::int64_t> column(const Numbers& rows, std::size_t at) {
    std::vector<std::int64_t> values;
    for (const auto& row : rows) values.push_back(row[at]);
    return values;
}

}  // namespace

TEST_P(Twins, SayTheSameOfRfm) {
    const Numbers customers = ask(sql::twin_rfm_values);
    std::map<std::vector<std::int64_t>, std::pair<std::int64_t, std::int64_t>> cells;
    for (const auto& row : customers) {
        auto& [count, sales] =
            cells[{class_of(row[1], column(customers, 1)), class_of(row[2], column(customers, 2)),
                   class_of(row[3], column(customers, 3))}];
        ++count;
        sales += row[3];
    }
    Numbers expected;
    for (const auto& [cell, sums] : cells) {
        expected.push_back({cell[0], cell[1], cell[2], sums.first, sums.second});
    }
    Numbers folded;
    for (const auto& cell : rfm(scope()).cells) {
        folded.push_back({cell.r, cell.f, cell.m, cell.customers, cell.sales.minor});
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 20u);
}

TEST_P(Twins, SayTheSameOfRetention) {
    Numbers folded;
    for (const auto& curve : retention(scope(), {}, SplitBy::Product, {}).curves) {
        for (const auto& point : curve.points) {
            if (point.at_risk == 0) continue;
            folded.push_back({std::stoll(curve.key), point.delivery, point.at_risk, point.events,
                              point.censored});
        }
    }
    std::sort(folded.begin(), folded.end());
    EXPECT_EQ(folded, ask(sql::twin_retention, {{"as_of", scope().snapshot.as_of}}));
    EXPECT_GT(folded.size(), 20u);
}

TEST_P(Twins, SayTheSameOfCohorts) {
    // SQL has no months that both databases know: it sums days, and the months are made here.
    using Cell = std::pair<std::set<std::int64_t>, std::int64_t>;
    std::map<std::pair<int, int>, Cell> expected;
    std::map<std::int64_t, int> born;
    for (const auto& row : ask(sql::twin_cohorts)) {
        const int month = month_of(Day{static_cast<std::int32_t>(row[1])}).number;
        const int first = born.try_emplace(row[0], month).first->second;
        auto& [customers, sales] = expected[{first, month - first}];
        if (row[2] != 0) customers.insert(row[0]);
        sales += row[3];
    }
    std::size_t compared = 0;
    for (const auto& cohort : cohorts(scope()).months) {
        for (const auto& cell : cohort.cells) {
            const auto& [customers, sales] = expected[{cohort.month.number, cell.age}];
            EXPECT_EQ(cell.active_customers, static_cast<std::int64_t>(customers.size()));
            EXPECT_EQ(cell.sales.minor, sales);
            compared += !customers.empty();
        }
    }
    EXPECT_GT(compared, 50u);
}

TEST_P(Twins, SayTheSameOfCancellations) {
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> expected;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_cancellations, {}, [&](const store::Row& row) {
            expected[{std::string(row.text(0)), row.integer(1)}] = row.integer(2);
            return true;
        });
    });
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> folded;
    const auto answer = cancellations(scope(), {}, {Axis::Reason, Axis::Delivery}, {});
    for (const auto& cell : answer.cells) {
        if (cell.events > 0) folded[{cell.row, std::stoll(cell.column)}] = cell.events;
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 10u);
}

TEST_P(Twins, SayTheSameOfTotals) {
    const Totals answer = totals(scope(), {}, {});
    const std::vector<std::int64_t> folded{answer.customers,   answer.customers_with_orders,
                                           answer.orders,      answer.cancelled_orders,
                                           answer.order_lines, answer.lines_without_customer,
                                           answer.sales.minor, answer.subscriptions};
    EXPECT_EQ(folded, ask(sql::twin_totals).at(0));
}

INSTANTIATE_ON_BOTH_DATABASES(Twins);

}  // namespace tsunagi::insight
