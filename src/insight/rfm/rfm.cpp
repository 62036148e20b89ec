#include "insight/rfm/rfm.h"

#include "insight/cell_key.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;

constexpr std::array kSizes{
    OptionRule{"555", {"5×5×5", "5 x 5 x 5"}},
    OptionRule{"444", {"4×4×4", "4 x 4 x 4"}},
    OptionRule{"333", {"3×3×3", "3 x 3 x 3"}},
    OptionRule{"55", {"5×5(R×F)", "5 x 5 (R x F)"}},
    OptionRule{"44", {"4×4(R×F)", "4 x 4 (R x F)"}},
    OptionRule{"33", {"3×3(R×F)", "3 x 3 (R x F)"}},
};
constexpr std::array kCuts{
    OptionRule{"quantile", {"人数で等分", "Equal parts of the customers"}},
    OptionRule{"fixed", {"基準値で区切る", "Fixed limits"}},
};

constexpr ChoiceRule limit(std::string_view key, Phrase label, std::string_view otherwise,
                           std::int64_t max) {
    return {.key = key, .label = label, .otherwise = otherwise, .min = 1, .max = max};
}
constexpr std::int64_t kMostDays = 10'000;
constexpr std::int64_t kMostOrders = 10'000;
constexpr std::int64_t kMostMoney = 1'000'000'000;
constexpr std::array kChoices{
    ChoiceRule{
        .key = "size", .label = {"区分の数", "Classes"}, .otherwise = "555", .options = kSizes},
    ChoiceRule{
        .key = "cuts", .label = {"区切りかた", "Cuts"}, .otherwise = "quantile", .options = kCuts},
    limit("r1", {"R 最上位の日数(以内)", "R best: within days"}, "30", kMostDays),
    limit("r2", {"R 2番目の日数(以内)", "R second: within days"}, "90", kMostDays),
    limit("r3", {"R 3番目の日数(以内)", "R third: within days"}, "180", kMostDays),
    limit("r4", {"R 4番目の日数(以内)", "R fourth: within days"}, "365", kMostDays),
    limit("f1", {"F2の注文回数(以上)", "F2: orders"}, "2", kMostOrders),
    limit("f2", {"F3の注文回数(以上)", "F3: orders"}, "3", kMostOrders),
    limit("f3", {"F4の注文回数(以上)", "F4: orders"}, "5", kMostOrders),
    limit("f4", {"F5の注文回数(以上)", "F5: orders"}, "10", kMostOrders),
    limit("m1", {"M2の購入金額(以上)", "M2: sales"}, "10000", kMostMoney),
    limit("m2", {"M3の購入金額(以上)", "M3: sales"}, "30000", kMostMoney),
    limit("m3", {"M4の購入金額(以上)", "M4: sales"}, "70000", kMostMoney),
    limit("m4", {"M5の購入金額(以上)", "M5: sales"}, "150000", kMostMoney),
};

RfmRule rule_of(const Choices& choices) {
    const std::string_view size = choices.word("size");
    const int parts = size.front() - '0';
    RfmRule rule{.r = parts, .f = parts, .m = size.size() == 3 ? parts : 1};
    if (choices.word("cuts") == "quantile") return rule;
    rule.fixed.emplace();
    for (std::size_t k = 0; k < 4; ++k) {
        const std::string place = std::to_string(k + 1);
        rule.fixed->recency_days[k] = choices.number("r" + place);
        rule.fixed->orders[k] = choices.number("f" + place);
        rule.fixed->sales[k] = choices.number("m" + place);
    }
    return rule;
}

struct Sums {
    std::int64_t customers = 0;
    std::int64_t sales = 0;
};

// Sums over the cells of these classes; 0 for any.
Sums sums_of(const Rfm& rfm, int r, int f, int m) {
    Sums sums;
    const auto fits = [](int asked, int is) { return asked == 0 || asked == is; };
    for (const RfmCell& cell : rfm.cells) {
        if (!fits(r, cell.r) || !fits(f, cell.f) || !fits(m, cell.m)) continue;
        sums.customers += cell.customers;
        sums.sales += cell.sales.minor;
    }
    return sums;
}

class Words {
public:
    Words(const Question& question, const Rfm& rfm, const RfmRule& rule)
        : question_(question), rfm_(rfm), rule_(rule) {}

    // "R5: up to 30 days ago"
    std::string recency(int r) const {
        const auto& cuts = rfm_.cuts.recency_days;  // of class k and better: fewer than cut k
        const auto at = static_cast<std::size_t>(r);
        std::string name = "R" + std::to_string(r);
        if (r == rule_.r && r == 1) return name;
        if (r == 1) return name + " " + said({"{n}日以上前", "{n} days ago or more"}, cuts[0]);
        if (r == rule_.r) {
            return name + " " + said({"{n}日以内", "up to {n} days ago"}, cuts[at - 2] - 1);
        }
        return name + " " +
               range({"{a}〜{b}日前", "{a} to {b} days ago"}, cuts[at - 1], cuts[at - 2] - 1);
    }
    std::string frequency(int f) const {
        const auto& cuts = rfm_.cuts.frequency;
        const auto at = static_cast<std::size_t>(f);
        std::string name = "F" + std::to_string(f);
        if (f == rule_.f && f == 1) return name;
        if (f == rule_.f) return name + " " + said({"{n}回以上", "{n} or more"}, cuts[at - 2] + 1);
        const int from = f == 1 ? 1 : cuts[at - 2] + 1;
        if (from >= cuts[at - 1]) return name + " " + said({"{n}回", "{n}"}, cuts[at - 1]);
        return name + " " + range({"{a}〜{b}回", "{a} to {b}"}, from, cuts[at - 1]);
    }

private:
    std::string said(const Phrase& phrase, int n) const {
        return question_.said(phrase, {{"n", std::to_string(n)}});
    }
    std::string range(const Phrase& phrase, int from, int to) const {
        return question_.said(phrase, {{"a", std::to_string(from)}, {"b", std::to_string(to)}});
    }
    const Question& question_;
    const Rfm& rfm_;
    const RfmRule& rule_;
};

std::string key_of(int r, int f, int m) { return cell_key("cell", {r, f, m}); }

Figure heat_of(const Question& question, const Rfm& rfm, const RfmRule& rule, bool sales) {
    const Words words(question, rfm, rule);
    Figure figure{.key = sales ? "sales" : "customers",
                  .title = sales ? question.said({"R×F 売上", "Sales by R and F"})
                                 : question.said({"R×F 顧客数", "Customers by R and F"}),
                  .shape = Shape::Heat,
                  .columns = {{"r", question.said({"最終購入", "Last order"}), Unit::Text}}};
    for (int f = 1; f <= rule.f; ++f) {
        figure.columns.push_back(
            {"f" + std::to_string(f), words.frequency(f), sales ? Unit::Money : Unit::Count});
    }
    for (int r = rule.r; r >= 1; --r) {
        std::vector<Cell> cells{text_cell(words.recency(r))};
        for (int f = 1; f <= rule.f; ++f) {
            const Sums sums = sums_of(rfm, r, f, 0);
            Cell cell = sales ? money_cell({sums.sales}) : count_cell(sums.customers);
            cell.n = sums.customers;
            if (sums.customers > 0) cell.people = key_of(r, f, 0);
            cells.push_back(std::move(cell));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

// One axis alone: how many are in each class, from which limit on.
Figure axis_of(const Question& question, const Rfm& rfm, const RfmRule& rule) {
    const Words words(question, rfm, rule);
    Figure figure{.key = "monetary",
                  .title = question.said({"金額(M)ごと", "By sales (M)"}),
                  .shape = Shape::Bars,
                  .columns = {{"m", question.said({"区分", "Class"}), Unit::Text},
                              {"sales", question.said({"売上", "Sales"}), Unit::Money},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"above", question.said({"この金額を超える", "Above"}), Unit::Money},
                              {"most", question.said({"この金額まで", "Up to"}), Unit::Money}},
                  .drawn = {"sales"}};
    for (int m = rule.m; m >= 1; --m) {
        const Sums sums = sums_of(rfm, 0, 0, m);
        const auto at = static_cast<std::size_t>(m);
        figure.add({text_cell("M" + std::to_string(m)),
                    with_people(money_cell({sums.sales}), key_of(0, 0, m)),
                    with_people(count_cell(sums.customers), key_of(0, 0, m)),
                    m == 1 ? Cell{} : money_cell(rfm.cuts.monetary[at - 2]),
                    m == rule.m ? Cell{} : money_cell(rfm.cuts.monetary[at - 1])});
    }
    return figure;
}

Figure cells_of(const Question& question, const Rfm& rfm, const RfmRule& rule) {
    Figure figure{.key = "cells",
                  .title = question.said({"すべての区分", "All cells"}),
                  .shape = Shape::Table,
                  .columns = {{"cell", "RFM", Unit::Text},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"share", question.said({"構成比", "Share"}), Unit::Share},
                              {"sales", question.said({"売上", "Sales"}), Unit::Money},
                              {"mean", question.said({"1人あたり", "Per customer"}), Unit::Money}}};
    for (auto cell = rfm.cells.rbegin(); cell != rfm.cells.rend(); ++cell) {
        std::string name = "R" + std::to_string(cell->r) + " F" + std::to_string(cell->f);
        if (rule.m > 1) name += " M" + std::to_string(cell->m);
        const double mean = static_cast<double>(cell->sales.minor) /
                            static_cast<double>(cell->customers);
        figure.add({text_cell(std::move(name)),
                    with_people(count_cell(cell->customers), key_of(cell->r, cell->f, cell->m)),
                    share_cell(rate_of(cell->customers, rfm.meta.n)), money_cell(cell->sales),
                    number_cell(mean, cell->customers)});
    }
    return figure;
}

// Limits that cut nothing are not asked for: of equal parts all, of n classes those from n on.
void hide_idle(const RfmRule& rule, std::vector<ReportChoice>& choices) {
    std::erase_if(choices, [&](const ReportChoice& choice) {
        if (choice.key.size() != 2) return false;
        const int classes = choice.key[0] == 'r' ? rule.r : choice.key[0] == 'f' ? rule.f : rule.m;
        return !rule.fixed || choice.key[1] - '0' >= classes;
    });
}

// Equal parts are not equal where many have the same value.
bool ties(const Rfm& rfm, const RfmRule& rule) {
    if (rule.fixed) return false;
    std::int64_t least = rfm.meta.n;
    std::int64_t most = 0;
    for (int f = 1; f <= rule.f; ++f) {
        const std::int64_t customers = sums_of(rfm, 0, f, 0).customers;
        least = std::min(least, customers);
        most = std::max(most, customers);
    }
    return 10 * (most - least) > rfm.meta.n / rule.f;
}

void answer(const Question& question, Report& report) {
    const RfmRule rule = rule_of(question.choices);
    hide_idle(rule, report.choices);
    const Rfm found = rfm(question.scope, question.filter, rule);
    report.meta.n = found.meta.n;
    if (found.cells.empty()) {
        report.remarks.push_back(
            question.said({"期間内に注文がありません。", "There is no order in the period."}));
        return;
    }
    const Sums all = sums_of(found, 0, 0, 0);
    const Sums best = sums_of(found, rule.r, rule.f, rule.m);
    report.headlines = {
        {.key = "customers",
         .label = question.said({"購入したことのある人", "Customers who ordered"}),
         .unit = Unit::Count,
         .cell = with_people(count_cell(all.customers), key_of(0, 0, 0))},
        {.key = "best",
         .label = question.said({"最上位の区分の顧客", "Customers of the best cell"}),
         .unit = Unit::Count,
         .cell = with_people(count_cell(best.customers), key_of(rule.r, rule.f, rule.m))}};
    if (found.unknown_customer_sales.minor != 0) {
        report.headlines.push_back(
            {.key = "unknown",
             .label = question.said({"顧客のわからない売上(分析に含まれません)",
                                     "Sales to unknown customers (not in this analysis)"}),
             .unit = Unit::Money,
             .cell = money_cell(found.unknown_customer_sales)});
    }
    if (ties(found, rule)) {
        report.remarks.push_back(question.said(
            {"注文回数が同じ方は同じ区分に入るため、Fの区分の人数は等しくなりません。",
             "Customers with as many orders share a class, so the classes of F are not equally "
             "large."}));
    }
    report.figures.push_back(heat_of(question, found, rule, false));
    report.figures.push_back(heat_of(question, found, rule, true));
    if (rule.m > 1) report.figures.push_back(axis_of(question, found, rule));
    report.figures.push_back(cells_of(question, found, rule));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const RfmRule rule = rule_of(question.choices);
    const auto cell = numbers_of(key, "cell", 3);
    const std::array most{rule.r, rule.f, rule.m};
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (!cell || cell->at(i) < 0 || cell->at(i) > most[i]) no_such_cell(key);
    }
    return rfm_people(question.scope, static_cast<int>(cell->at(0)), static_cast<int>(cell->at(1)),
                      static_cast<int>(cell->at(2)), rule);
}

}  // namespace

constexpr Analysis kRfm{
    .name = "rfm",
    .topic = Topic::Customers,
    .title = {"RFM分析", "RFM"},
    .asks = {"最近・何度も・たくさん買ってくださるお客様は誰か",
             "Who ordered lately, often and for much?"},
    .definition =
        {"期間内に注文した顧客を、最終注文日(R)・注文回数(F)・購入金額(M)で区分したもの。等分では、"
         "それぞれを人数で等しく分け、同じ値の顧客は同じ区分に入ります。基準値では、入力した日数・"
         "回数・"
         "金額で区切ります。取消・返品の注文は回数に含めず、金額は返金を差し引きます。",
         "Customers who ordered in the period by last order (R), number of orders (F) and sales "
         "(M). Equal parts: each is cut by the number of customers, equal values share a class. "
         "Fixed limits: the days, orders and amounts given. Cancelled and returned orders are not "
         "counted; credit notes reduce sales."},
    .source =
        "J. R. Bult, T. Wansbeek, \"Optimal selection for direct mail\", Marketing Science 14 "
        "(1995) 378-394",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
