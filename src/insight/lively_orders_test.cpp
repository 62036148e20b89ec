// Analyses of customers by what they ordered, and their twins in SQL.
#include "insight/cell_key.h"
#include "insight/cohorts/cohorts.h"
#include "insight/cpm/cpm.h"
#include "insight/customer_profit/customer_profit.h"
#include "insight/deciles/deciles.h"
#include "insight/dormant/dormant.h"
#include "insight/lifetime_value/lifetime_value.h"
#include "insight/lively_orders.sql.h"
#include "insight/lively_testing.h"
#include "insight/rfm/rfm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi::insight {

namespace {

using Counts = std::map<std::string, std::int64_t>;

// Values of cells by the key of their people.
Counts counts_by_key(const Report& report, const std::vector<std::string>& figures) {
    Counts counts;
    for (const Figure& figure : report.figures) {
        if (std::ranges::find(figures, figure.key) == figures.end()) continue;
        for (const ReportRow& row : figure.rows) {
            for (const Cell& cell : row.cells) {
                if (cell.people) counts[*cell.people] = std::llround(cell.value.value());
            }
        }
    }
    return counts;
}

// Class 1 … 5 by fixed cuts, each of which is the beginning of a class.
std::int64_t class_from(std::int64_t value, const std::array<std::int64_t, 4>& cuts) {
    return 1 + std::ranges::count_if(cuts, [&](std::int64_t cut) { return value >= cut; });
}

class OrderTwins : public LivelyShops {
protected:
    void expect_deciles();
    void expect_scores(int classes);
    void expect_fixed_scores();
    void expect_cohorts();
    void expect_classes(const std::string& rule);
    void expect_silences();
    void expect_values(const std::string& by, const std::string& value);
    void expect_profits();

    // The same question where products 1 to 3 have a cost.
    Report with_costs(const Analysis&, const std::vector<std::string>& words = {}) const;
};

Report OrderTwins::with_costs(const Analysis& analysis,
                              const std::vector<std::string>& words) const {
    Labels labels{.language = Language::En};
    for (std::int64_t id = 1; id <= 3; ++id) labels.costs.emplace(id, Money{100 * id});
    const journey::Filter filter;
    const Choices choices(analysis.choices, words);
    return report_of(analysis, {scope(), filter, labels, choices, true});
}

void OrderTwins::expect_deciles() {
    auto groups = told(report(kDeciles), "groups", {"group", "sales", "customers"});
    std::erase_if(groups, [](const std::string& line) { return line.ends_with("|0|0"); });
    EXPECT_EQ(groups, asked(sql::twin_deciles));
    if (report(kDeciles).headlines.empty()) return;  // fewer than ten
    EXPECT_EQ(headlines(report(kDeciles), {"best_two"}), asked(sql::twin_best_fifth));
}

void OrderTwins::expect_scores(int classes) {
    const auto spenders = ask(sql::twin_spenders);
    std::array<std::vector<std::int64_t>, 3> sorted;
    for (const auto& row : spenders) {
        for (std::size_t axis = 0; axis < 3; ++axis) sorted[axis].push_back(row[axis + 1]);
    }
    for (auto& values : sorted) std::ranges::sort(values);
    const auto n = static_cast<std::size_t>(classes);
    const auto class_of = [&](std::size_t axis, std::int64_t value) {
        const auto& all = sorted[axis];
        std::int64_t found = 1;
        for (std::size_t k = 1; k < n; ++k) found += value > all[(all.size() * k + n - 1) / n - 1];
        return found;
    };
    std::map<std::array<std::int64_t, 3>, std::pair<std::int64_t, std::int64_t>> cells;
    for (const auto& row : spenders) {
        auto& [customers,
               sales] = cells[{class_of(0, row[1]), class_of(1, row[2]), class_of(2, row[3])}];
        ++customers;
        sales += row[3];
    }
    Numbers expected;
    for (const auto& [cell, sums] : cells) {
        expected.push_back({cell[0], cell[1], cell[2], sums.first, sums.second});
    }
    Numbers folded;
    const RfmRule rule{.r = classes, .f = classes, .m = classes};
    for (const auto& cell : rfm(scope(), {}, rule).cells) {
        folded.push_back({cell.r, cell.f, cell.m, cell.customers, cell.sales.minor});
    }
    EXPECT_EQ(folded, expected) << classes;
}

void OrderTwins::expect_fixed_scores() {
    Counts fixed;
    for (const auto& row : ask(sql::twin_spenders)) {
        const std::int64_t silent = as_of().number - row[1];
        ++fixed[cell_key("cell", {class_from(-silent, {-200, -100, -50, -20}),
                                  class_from(row[2], {2, 3, 5, 10}),
                                  class_from(row[3], {1000, 3000, 7000, 15000})})];
    }
    const auto found = report(kRfm, {"cuts:fixed", "r1:20", "r2:50", "r3:100", "r4:200", "m1:1000",
                                     "m2:3000", "m3:7000", "m4:15000"});
    Counts counts;
    for (const Figure& figure : found.figures) {
        if (figure.key != "cells") continue;
        for (const ReportRow& row : figure.rows) {
            counts[row.cells[1].people.value()] = std::llround(row.cells[1].value.value());
        }
    }
    EXPECT_EQ(counts, fixed);
}

void OrderTwins::expect_cohorts() {
    Told cells;
    for (const Cohort& cohort : cohorts(scope()).months) {
        for (const CohortCell& cell : cohort.cells) {
            if (cell.active_customers == 0 && cell.sales.minor == 0) continue;
            cells.push_back(std::to_string(cohort.month.number) + "|" +
                            std::to_string(cohort.month.number + cell.age) + "|" +
                            std::to_string(cell.active_customers) + "|" +
                            std::to_string(cell.sales.minor));
        }
    }
    auto expected = asked(sql::twin_cohort_cells);
    std::erase_if(expected, [](const std::string& line) { return line.ends_with("|0|0"); });
    std::ranges::sort(cells);
    EXPECT_EQ(cells, expected);
}

void OrderTwins::expect_classes(const std::string& rule) {
    const auto class_of = [&](const std::vector<std::int64_t>& row) -> std::int64_t {
        if (rule == "rank5") return class_from(row[4], {2000, 5000, 9000, 15000}) - 1;
        const std::int64_t tenure = row[2] - row[1];
        if (row[3] == 1) return 0;
        if (tenure <= 60) return 1;
        if (row[4] < 7000) return 2;
        return tenure <= 150 ? 3 : 4;
    };
    const auto states_on = [&](Day day) {
        std::map<std::int64_t, std::int64_t> states;
        for (const auto& row : ask(sql::twin_customers_on, {{"until", day}})) {
            states[row[0]] = 2 * class_of(row) + (day.number - row[2] > 90 ? 1 : 0);
        }
        return states;
    };
    Counts expected;
    const auto before = states_on(add_months(as_of(), -2));
    for (const auto& [customer, state] : states_on(as_of())) {
        const auto was = before.find(customer);
        ++expected[cell_key("move", {was == before.end() ? 10 : was->second, state})];
        ++expected[cell_key("now", {state})];
    }
    for (int ago = 0; ago <= 12; ++ago) {
        const Day day = add_months(as_of(), -ago);
        for (const auto& [customer, state] : states_on(day)) {
            ++expected[cell_key("on", {day.number, state})];
        }
    }
    const auto found = report(kCpm, {"rule:" + rule, "months:2", "lapse:90", "young:60",
                                     "tenure:150", "sales:7000", "rank2:2000", "rank3:5000",
                                     "rank4:9000", "rank5:15000"});
    EXPECT_EQ(counts_by_key(found, {"classes", "moves", "months"}), expected) << rule;
}

void OrderTwins::expect_silences() {
    const auto silences = ask(sql::twin_silences);
    std::map<std::int64_t, std::vector<std::int64_t>> gaps;  // 0: of all products
    for (const auto& row : silences) {
        if (row[3] == 0) continue;
        gaps[row[1]].push_back(row[3] - row[2]);
        gaps[0].push_back(row[3] - row[2]);
    }
    const auto found = report(kDormant, {"percentile:80", "days:30"});
    if (found.figures.empty() || gaps.empty()) return;
    const auto rhythm = [&](std::int64_t product) {
        auto& own = gaps[product];
        auto& days = own.size() < 30 ? gaps[0] : own;
        std::ranges::sort(days);
        return days[(days.size() * 80 + 99) / 100 - 1];
    };
    constexpr std::array kFactors{1.0, 1.5, 2.0, 3.0, 5.0};
    Numbers bands(5, std::vector<std::int64_t>(3));          // customers, watched, came
    std::map<std::int64_t, std::array<std::int64_t, 2>> of;  // within the rhythm, dormant
    for (const auto& row : silences) {
        const bool open = row[3] == 0;
        const std::int64_t length = (open ? as_of().number : row[3]) - row[2];
        const auto days = static_cast<double>(rhythm(row[1]));
        if (open) ++of[row[1]][length > rhythm(row[1]) ? 1 : 0];
        for (std::size_t band = 0; band < 5; ++band) {
            const auto from = static_cast<std::int64_t>(kFactors[band] * days) + 1;
            if (length < from) continue;
            if (open) ++bands[band][0];
            if (open && band > 0) --bands[band - 1][0];
            if (row[2] + from + 30 > as_of().number) continue;
            ++bands[band][1];
            bands[band][2] += !open && length <= from + 30;
        }
    }
    Told expected;
    for (const auto& band : bands) {
        std::optional<double> rate;
        if (band[1] > 0) rate = static_cast<double>(band[2]) / static_cast<double>(band[1]);
        expected.push_back(std::to_string(band[0]) + "|" + written(rate) + "|" +
                           std::to_string(band[1]));
    }
    std::ranges::sort(expected);
    EXPECT_EQ(told(found, "bands", {"customers", "rate", "rate.n"}), expected);
    Told products;
    for (const auto& [product, counts] : of) {
        products.push_back("#" + std::to_string(product) + "|" + std::to_string(counts[0]) + "|" +
                           std::to_string(counts[1]) + "|" + std::to_string(rhythm(product)));
    }
    EXPECT_EQ(told(found, "products", {"product", "active", "dormant", "rhythm"}), products);
}

struct Brought {
    std::int64_t first_on = 0;
    std::map<std::int64_t, std::int64_t> steps;
};

// What the first steps brought by the end of step k, corrected and observed, of whose step is over.
struct Valued {
    double corrected = 0;
    double observed = 0;
    std::int64_t n = 0;
};

std::vector<Valued> values_of(const std::map<std::int64_t, Brought>& people, int as_of) {
    std::vector<Valued> values;
    double corrected = 0;
    for (std::int64_t step = 0;; ++step) {
        Valued now;
        double sum = 0;
        double increment = 0;
        for (const auto& [customer, brought] : people) {
            if (as_of - brought.first_on + 1 < (step + 1) * 30) continue;
            ++now.n;
            for (const auto& [at, sales] : brought.steps) {
                if (at <= step) sum += static_cast<double>(sales);
                if (at == step) increment += static_cast<double>(sales);
            }
        }
        if (now.n == 0) return values;
        corrected += increment / static_cast<double>(now.n);
        now.corrected = corrected;
        now.observed = sum / static_cast<double>(now.n);
        values.push_back(now);
    }
}

void OrderTwins::expect_values(const std::string& by, const std::string& value) {
    std::map<std::string, std::map<std::int64_t, Brought>> groups;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_values, {{"by", by}}, [&](const store::Row& row) {
            Brought& brought = groups[std::string(row.text(0))][row.integer(1)];
            brought.first_on = row.integer(2);
            brought.steps[row.integer(3)] += row.integer(value == "sales" ? 4 : 5);
            return true;
        });
    });
    for (const std::string estimate : {"corrected", "observed"}) {
        const auto found = with_costs(kLifetimeValue,
                                      {"by:" + by, "value:" + value, "estimate:" + estimate});
        const auto table = std::ranges::find(found.figures, "table", &Figure::key);
        if (table == found.figures.end()) {
            EXPECT_TRUE(groups.empty());
            continue;
        }
        EXPECT_EQ(table->rows.size(), groups.size());
        for (const ReportRow& row : table->rows) {
            const auto& people = groups[*row.cells[0].text];
            const auto values = values_of(people, as_of().number);
            EXPECT_EQ(row.cells[1].value, static_cast<double>(people.size()));
            for (std::size_t step = 0; step + 2 < row.cells.size(); ++step) {
                const Cell& cell = row.cells[step + 2];
                ASSERT_EQ(cell.value.has_value(), step < values.size()) << step;
                if (!cell.value) continue;
                const Valued& one = values[step];
                EXPECT_EQ(cell.n, one.n);
                EXPECT_NEAR(*cell.value, estimate == "observed" ? one.observed : one.corrected,
                            1e-6)
                    << by << " " << value << " " << estimate << " " << step;
            }
        }
    }
}

// Profit per customer, and the share of those at a loss.
Told headlines_of(const Numbers& profits) {
    double profit = 0;
    double losing = 0;
    for (const auto& row : profits) {
        profit += static_cast<double>(row[1]);
        losing += row[1] < 0 ? 1 : 0;
    }
    const auto n = static_cast<double>(profits.size());
    return {written(profit / n) + "|" + written(n), written(losing / n) + "|" + written(n)};
}

void OrderTwins::expect_profits() {
    const auto profits = ask(sql::twin_profits);
    const auto found = with_costs(kCustomerProfit);
    constexpr std::array<std::size_t, 8> kEdges{0, 1, 5, 10, 20, 80, 90, 100};
    Told groups;
    for (std::size_t i = 0; i + 1 < kEdges.size(); ++i) {
        const std::size_t first = profits.size() * kEdges[i] / 100;
        const std::size_t last = profits.size() * kEdges[i + 1] / 100;
        std::array<std::int64_t, 3> sums{};  // profit, customers, sales
        for (std::size_t row = first; row < last; ++row) {
            sums[0] += profits[row][1];
            ++sums[1];
            sums[2] += profits[row][2];
        }
        if (last == first) continue;
        groups.push_back(std::to_string(sums[0]) + "|" + std::to_string(sums[1]) + "|" +
                         std::to_string(sums[2]));
    }
    std::ranges::sort(groups);
    EXPECT_EQ(told(found, "groups", {"profit", "customers", "sales"}), groups);
    if (!profits.empty()) {
        EXPECT_EQ(headlines(found, {"mean", "losing"}), headlines_of(profits));
    }
    const auto bands = std::ranges::find(found.figures, "bands", &Figure::key);
    if (bands == found.figures.end()) return;
    for (const ReportRow& row : bands->rows) {
        std::int64_t customers = 0;
        for (const auto& one : profits) {
            const auto profit = static_cast<double>(one[1]);
            customers += *row.cells[0].value <= profit && profit < *row.cells[2].value;
        }
        EXPECT_EQ(row.cells[1].value, static_cast<double>(customers));
    }
}

}  // namespace

TEST_P(OrderTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        expect_deciles();
        for (const int classes : {3, 4, 5}) expect_scores(classes);
        expect_fixed_scores();
        expect_cohorts();
        expect_classes("cpm");
        expect_classes("rank5");
        expect_silences();
        for (const std::string by : {"product", "medium", "all"}) {
            expect_values(by, by == "medium" ? "profit" : "sales");
        }
        expect_profits();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(OrderTwins);

}  // namespace tsunagi::insight
