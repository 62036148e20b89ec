// Analyses of products and of the way from one order to the next, and their twins in SQL.
#include "insight/baskets/baskets.h"
#include "insight/cell_key.h"
#include "insight/cross_sell/cross_sell.h"
#include "insight/lively_orders.sql.h"
#include "insight/lively_testing.h"
#include "insight/new_and_repeat/new_and_repeat.h"
#include "insight/product_attributes/product_attributes.h"
#include "insight/purchase_flow/purchase_flow.h"
#include "insight/second_order/second_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace tsunagi::insight {

namespace {

class ProductTwins : public LivelyShops {
protected:
    void make_tables();
    void expect_second_orders(const std::string& by);
    void expect_ways();
    void expect_onward();
    void expect_new_and_repeat(const std::string& began);
    void expect_pairs();
    void expect_baskets();
    void expect_crossed(const std::string& rows, const std::string& columns);
};

void ProductTwins::make_tables() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::drop_twin_sold);
        tx.run(sql::twin_sold_table);
        tx.run(sql::drop_twin_bought);
        tx.run(sql::twin_bought_table);
        tx.run(sql::drop_twin_basket);
        tx.run(sql::twin_basket_table);
        tx.run(sql::drop_twin_trait);
        tx.run(sql::twin_trait_table, {{"year", civil(as_of()).year}});
    });
}

double median_of(std::vector<std::int64_t> values) {
    std::ranges::sort(values);
    const auto size = values.size();
    return static_cast<double>(values[(size - 1) / 2] + values[size / 2]) / 2;
}

struct Waited {
    std::int64_t days;
    bool came;
    std::int64_t had;
};

// Kaplan and Meier, of those who had so many days at least; nothing where nobody had.
std::string within(const std::vector<Waited>& all, std::int64_t days) {
    const auto had = std::ranges::count_if(all, [&](const Waited& one) { return one.had >= days; });
    double waiting = 1;
    for (std::int64_t day = 0; day <= days; ++day) {
        const auto at_risk = std::ranges::count_if(
            all, [&](const Waited& one) { return one.days >= day; });
        const auto came = std::ranges::count_if(
            all, [&](const Waited& one) { return one.came && one.days == day; });
        if (came > 0) waiting *= 1 - static_cast<double>(came) / static_cast<double>(at_risk);
    }
    if (had == 0 && waiting > 0) return "-|0";
    return written(1 - waiting) + "|" + std::to_string(had);
}

void ProductTwins::expect_second_orders(const std::string& by) {
    std::map<std::string, std::vector<Waited>> groups;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_second_orders, {{"by", by}}, [&](const store::Row& row) {
            groups[std::string(row.text(0))].push_back(
                {row.integer(1), row.integer(2) != 0, row.integer(3)});
            return true;
        });
    });
    Told expected;
    for (const auto& [group, all] : groups) {
        std::vector<std::int64_t> days;
        std::int64_t came = 0;
        for (const Waited& one : all) {
            came += one.came;
            if (one.came && one.days <= 365) days.push_back(one.days);
        }
        std::string line = group + "|" + std::to_string(all.size()) + "|" + std::to_string(came) +
                           "|" + std::to_string(std::ssize(all) - came) + "|";
        line += days.empty() ? "-" : written(median_of(days));
        for (const int horizon : {30, 90, 365}) line += "|" + within(all, horizon);
        expected.push_back(line);
    }
    std::ranges::sort(expected);
    auto found = told(report(kSecondOrder, {"by:" + by}), "rates",
                      {"group", "customers", "second", "none", "days", "within_30", "within_30.n",
                       "within_90", "within_90.n", "within_365", "within_365.n"});
    std::erase_if(found, [](const std::string& line) {  // a group of nobody
        return line.find("|0|0|0|-") != line.npos;
    });
    if (by == "month") {
        for (std::string& line : found) std::replace(line.begin(), line.begin() + 7, '/', '-');
    }
    EXPECT_EQ(found, expected) << by;
}

void ProductTwins::expect_ways() {
    std::map<std::string, std::int64_t> expected;
    for (const auto& row : ask(sql::twin_ways)) {
        const std::int64_t none = as_of().number - row[3] >= 90 ? -2 : -3;
        const std::int64_t second = row[1] == 0 ? none : row[1];
        const std::int64_t third = row[1] == 0 ? 0 : row[2] == 0 ? none : row[2];
        expected[cell_key("way", {row[0], second, third})] += row[4];
    }
    std::map<std::string, std::int64_t> folded;
    const auto found = report(kPurchaseFlow);
    for (const ReportRow& row : found.figures.back().rows) {
        folded[row.cells.at(3).people.value()] = std::llround(row.cells[3].value.value());
    }
    EXPECT_EQ(folded, expected);
}

void ProductTwins::expect_onward() {
    const auto found = report(kPurchaseFlow, {"days:45"});
    for (const int step : {1, 2}) {
        struct Onward {
            std::int64_t customers = 0;
            std::int64_t ripe = 0;
            double within = 0;
            std::vector<std::int64_t> gaps;
        };
        std::map<std::int64_t, Onward> products;
        for (const auto& row : ask(sql::twin_onward, {{"step", step}})) {
            Onward& one = products[row[0]];
            ++one.customers;
            one.ripe += row[1] >= 45;
            one.within += row[1] >= 45 && row[2] >= 0 && row[2] <= 45 ? 1 : 0;
            if (row[2] >= 0) one.gaps.push_back(row[2]);
        }
        Told expected;
        for (const auto& [product, one] : products) {
            std::optional<double> rate;
            if (one.ripe > 0) rate = one.within / static_cast<double>(one.ripe);
            expected.push_back("#" + std::to_string(product) + "|" + written(rate) + "|" +
                               std::to_string(one.customers) + "|" + std::to_string(one.ripe) +
                               "|" + std::to_string(one.gaps.size()) + "|" +
                               (one.gaps.empty() ? "-" : written(median_of(one.gaps))));
        }
        EXPECT_EQ(told(found, step == 1 ? "second" : "third",
                       {"product", "rate", "customers", "ripe", "again", "days"}),
                  expected)
            << step;
    }
}

void ProductTwins::expect_new_and_repeat(const std::string& began) {
    const auto found = report(kNewAndRepeat, {"new:" + began});
    const auto filled = [](Told lines) {
        std::erase_if(lines, [](const std::string& line) { return line.ends_with("|0|0|0|0"); });
        return lines;
    };
    const std::vector<std::string> sums{"new_sales", "repeat_sales", "new_customers",
                                        "repeat_customers"};
    const auto columns = [&](std::vector<std::string> first) {
        first.insert(first.end(), sums.begin(), sums.end());
        return first;
    };
    auto month_columns = columns({"month"});
    month_columns.emplace_back("new_sales.grey");
    auto months = asked(sql::twin_sold_by_month);
    std::erase_if(months, [](const auto& line) { return line.find("|0|0|0|0|") != line.npos; });
    EXPECT_EQ(told(found, "months", month_columns), months);
    EXPECT_EQ(told(found, "products", columns({"product"})),
              filled(asked(sql::twin_sold_by_product, {{"new", began}})));
    EXPECT_EQ(told(found, "product_months", columns({"product", "month"})),
              filled(asked(sql::twin_sold_by_both, {{"new", began}})));
}

// Which of a pair stands first is the report's choice.
Told of_these(const Told& both_ways, const Told& found) {
    Told chosen;
    for (const std::string& line : both_ways) {
        const std::string pair = line.substr(0, line.find('|', line.find('|') + 1));
        if (std::ranges::any_of(found, [&](const auto& one) { return one.starts_with(pair); })) {
            chosen.push_back(line);
        }
    }
    return chosen;
}

void ProductTwins::expect_pairs() {
    const auto found = told(report(kCrossSell, {"min:1"}), "pairs",
                            {"a", "b", "both", "only_a", "only_b", "a_first"});
    const auto both_ways = asked(sql::twin_bought_pairs);
    EXPECT_EQ(2 * found.size(), both_ways.size());
    EXPECT_EQ(found, of_these(both_ways, found));
}

void ProductTwins::expect_baskets() {
    const auto answer = report(kBaskets, {"min:1"});
    const auto parts = parted(asked(sql::twin_basket_headlines).at(0));
    EXPECT_EQ(headlines(answer, {"several", "mean"}),
              (Told{parts[0] + "|" + parts[1], parts[2] + "|" + parts[1]}));
    EXPECT_EQ(told(answer, "sizes", {"size", "orders", "sales"}), asked(sql::twin_sizes));
    const auto found = told(answer, "pairs", {"a", "b", "orders", "a_to_b"});
    const auto both_ways = asked(sql::twin_basket_pairs);
    EXPECT_EQ(2 * found.size(), both_ways.size());
    EXPECT_EQ(found, of_these(both_ways, found));
}

void ProductTwins::expect_crossed(const std::string& rows, const std::string& columns) {
    EXPECT_EQ(told(report(kProductAttributes, {"rows:" + rows, "columns:" + columns}), "cells",
                   {"row", "column", "customers", "row_share", "sales"}),
              asked(sql::twin_crossed, {{"rows", rows}, {"columns", columns}}))
        << rows << " " << columns;
}

}  // namespace

TEST_P(ProductTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        make_tables();
        for (const std::string by : {"product", "medium", "month", "all"}) {
            expect_second_orders(by);
        }
        expect_ways();
        expect_onward();
        expect_new_and_repeat("shop");
        expect_new_and_repeat("product");
        expect_pairs();
        expect_baskets();
        expect_crossed("product", "age");
        expect_crossed("product", "medium");
        expect_crossed("sex", "rank");
        expect_crossed("age", "prefecture");
    });
}

INSTANTIATE_ON_BOTH_DATABASES(ProductTwins);

}  // namespace tsunagi::insight
