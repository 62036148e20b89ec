#include "insight/customer_profit/customer_profit.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/lifetime_value/increments.h"
#include "insight/money_share.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

constexpr std::array kEdges{0, 1, 5, 10, 20, 80, 90, 100};  // of the groups, in %
constexpr std::size_t kGroups = kEdges.size() - 1;
constexpr std::int64_t kBands = 12;

struct Earner {
    std::int64_t profit;
    std::int64_t sales;
    CustomerCode code;

    friend bool operator<(const Earner& a, const Earner& b) {
        return a.profit != b.profit ? a.profit > b.profit : a.code < b.code;
    }
};

struct Earners {
    const Scope* scope;
    const Worth* worth;
    std::vector<Earner> all{};
    std::int64_t unknown_sales = 0;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines().between(scope->from, scope->to);
        const OrderLane& lane = lines.lane();
        Earner mine{0, 0, journey.code()};
        bool ordered = false;
        for (Row row = lines.first(); row < lines.last(); ++row) {
            const std::int64_t amount = lane.amount_at(row);
            const std::size_t product = lane.product[row];
            ordered |= (lane.day[row] & OrderLane::kHead) != 0;
            mine.profit += worth->of(lane, row);
            mine.sales += amount;
            if (worth->known[product] == 0) unknown_sales += amount;
        }
        if (ordered) all.push_back(mine);
    }
    void merge(const Earners& other) {
        all.insert(all.end(), other.all.begin(), other.all.end());
        unknown_sales += other.unknown_sales;
    }
};

struct Sums {
    std::int64_t customers = 0;
    std::int64_t profit = 0;
    std::int64_t sales = 0;

    void add(const Earner& one) {
        ++customers;
        profit += one.profit;
        sales += one.sales;
    }
};

// The customers in their groups; inside a group they stand as they like.
void group(std::vector<Earner>& all) {
    auto begin = all.begin();
    for (const int edge : kEdges) {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(
                                           all.size() * static_cast<std::size_t>(edge) / 100);
        std::nth_element(begin, end, all.end());
        begin = end;
    }
}

std::span<const Earner> group_of(const std::vector<Earner>& all, std::size_t index) {
    const auto at = [&](std::size_t edge) {
        return all.size() * static_cast<std::size_t>(kEdges[edge]) / 100;
    };
    return std::span(all).subspan(at(index), at(index + 1) - at(index));
}

std::string group_name(const Question& question, std::size_t index) {
    const std::string from = std::to_string(kEdges[index]);
    const std::string to = std::to_string(kEdges[index + 1]);
    return question.said({"上位{a}〜{b}%", "{a} to {b} % from the top"}, {{"a", from}, {"b", to}});
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

// 1, 2 or 5 times a power of ten.
std::int64_t band_width(std::int64_t low, std::int64_t high) {
    std::int64_t width = 1;
    for (int step = 0; floor_div(high, width) - floor_div(low, width) >= kBands; ++step) {
        width = step % 3 == 1 ? width / 2 * 5 : width * 2;
    }
    return width;
}

// The middle 98 %: a few very large customers must not make all bands too wide.
std::int64_t width_of(const std::vector<Earner>& all) {
    std::vector<std::int64_t> profits;
    profits.reserve(all.size());
    for (const Earner& one : all) profits.push_back(one.profit);
    const auto at = [&](std::size_t rank) {
        const auto place = profits.begin() + static_cast<std::ptrdiff_t>(rank);
        std::nth_element(profits.begin(), place, profits.end());
        return *place;
    };
    const std::int64_t low = at(profits.size() / 100);
    return band_width(low, at(profits.size() - 1 - profits.size() / 100));
}

Figure groups_of(const Question& question, const std::vector<Earner>& all, const Sums& total) {
    Figure figure{
        .key = "groups",
        .title = question.said({"利益の上位・下位", "The best and the last"}),
        .shape = Shape::Bars,
        .columns = {{"group", question.said({"顧客グループ", "Group"}), Unit::Text},
                    {"profit", question.said({"粗利益", "Profit"}), Unit::Money},
                    {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                    {"share", question.said({"利益構成比", "Share of profit"}), Unit::Share},
                    {"sales", question.said({"売上", "Sales"}), Unit::Money},
                    {"mean", question.said({"1人あたり利益", "Per customer"}), Unit::Money}},
        .drawn = {"profit"}};
    for (std::size_t i = 0; i < kGroups; ++i) {
        Sums sums;
        for (const Earner& one : group_of(all, i)) sums.add(one);
        if (sums.customers == 0) continue;
        const auto key = cell_key("group", {static_cast<std::int64_t>(i)});
        figure.add({text_cell(group_name(question, i)),
                    with_people(money_cell({sums.profit}), key),
                    with_people(count_cell(sums.customers), key),
                    {.value = share_of_money(sums.profit, total.profit)},
                    money_cell({sums.sales}),
                    number_cell(ratio(sums.profit, sums.customers), sums.customers)});
    }
    return figure;
}

Figure bands_of(const Question& question, const std::vector<Earner>& all) {
    Figure figure{.key = "bands",
                  .title = question.said({"利益の分布", "Distribution of profit"}),
                  .shape = Shape::Bars,
                  .columns = {{"from", question.said({"粗利益(以上)", "From"}), Unit::Money},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"to", question.said({"(未満)", "Below"}), Unit::Money},
                              {"profit", question.said({"粗利益", "Profit"}), Unit::Money}},
                  .drawn = {"customers"}};
    if (all.empty()) return figure;
    const std::int64_t width = width_of(all);
    std::unordered_map<std::int64_t, Sums> found;
    for (const Earner& one : all) found[floor_div(one.profit, width)].add(one);
    const std::map<std::int64_t, Sums> bands(found.begin(), found.end());
    for (const auto& [band, sums] : bands) {
        figure.add({money_cell({band * width}),
                    with_people(count_cell(sums.customers), cell_key("band", {band, width})),
                    money_cell({(band + 1) * width}), money_cell({sums.profit})});
    }
    return figure;
}

Earners earners(const Question& question) {
    const Worth worth = profit_of(question);
    auto done = fold_buyers(question.scope, Earners{&question.scope, &worth});
    done.worth = nullptr;
    return done;
}

void answer(const Question& question, Report& report) {
    if (question.labels.costs.empty()) {
        report.remarks.push_back(question.said(
            {"原価が登録されていないため、利益は計算できません。"
             "「設定」の商品で原価を入力してください。",
             "No product has a cost, so there is no profit: enter costs under Settings."}));
        return;
    }
    Earners done = earners(question);
    group(done.all);
    Sums total;
    Sums losing;
    for (const Earner& one : done.all) {
        total.add(one);
        if (one.profit < 0) losing.add(one);
    }
    report.meta.n = total.customers;
    report.headlines = {
        {.key = "mean",
         .label = question.said({"1人あたり粗利益", "Profit per customer"}),
         .unit = Unit::Money,
         .cell = number_cell(ratio(total.profit, total.customers), total.customers)},
        {.key = "margin",
         .label = question.said({"粗利益率", "Margin"}),
         .unit = Unit::Share,
         .cell = {.value = ratio(total.profit, total.sales - done.unknown_sales)}},
        {.key = "losing",
         .label = question.said({"赤字の顧客の割合", "Customers at a loss"}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate_of(losing.customers, total.customers)), "losing")}};
    if (const auto share = ratio(done.unknown_sales, total.sales); share && *share > 0) {
        const auto percent = std::to_string(std::lround(*share * 100));
        report.remarks.push_back(question.said(
            {"売上の{p}%は原価の登録がない商品のため、利益に含めていません。",
             "{p} % of sales are of products without a cost and are left out of profit."},
            {{"p", percent}}));
    }
    report.figures.push_back(groups_of(question, done.all, total));
    report.figures.push_back(bands_of(question, done.all));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    auto all = earners(question).all;
    std::vector<CustomerCode> codes;
    const auto index = numbers_of(key, "group", 1);
    const auto band = numbers_of(key, "band", 2);
    if (index && 0 <= index->front() && index->front() < std::int64_t{kGroups}) {
        group(all);
        for (const Earner& one : group_of(all, static_cast<std::size_t>(index->front()))) {
            codes.push_back(one.code);
        }
    } else if (band && band->back() > 0) {
        for (const Earner& one : all) {
            if (floor_div(one.profit, band->back()) == band->front()) codes.push_back(one.code);
        }
    } else if (key == "losing") {
        for (const Earner& one : all) {
            if (one.profit < 0) codes.push_back(one.code);
        }
    } else {
        no_such_cell(key);
    }
    std::ranges::sort(codes);
    return codes;
}

}  // namespace

constexpr Analysis kCustomerProfit{
    .name = "customer-profit",
    .topic = Topic::Customers,
    .title = {"顧客別利益", "Profit per customer"},
    .asks = {"利益はどのお客様から生まれ、どのお客様で赤字になっているか",
             "Which customers bring the profit, and which cost money?"},
    .definition =
        {"期間内に有効な注文のある顧客ごとに、明細の金額から商品の原価×数量"
         "を差し引いた粗利益。返金は差し引き、原価の登録がない商品の明細は除きます。グループは利益"
         "の多い"
         "順に人数で区切ったものです。",
         "Per customer with an order that counts in the period: the amounts of the lines less the "
         "cost of their pieces. Credit notes are subtracted, lines of products "
         "without a cost left out. Groups are cut by number in falling order of profit."},
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
