#include "insight/lifetime_value/lifetime_value.h"

#include "insight/buyers.h"
#include "insight/lifetime_value/increments.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Scope;

constexpr std::size_t kMostGroups = 60;
constexpr std::size_t kMostFileGroups = 2000;
constexpr std::size_t kDrawnGroups = 6;

enum class Value { Sales, Profit };
BOOST_DESCRIBE_ENUM(Value, Sales, Profit)
enum class Estimate { Corrected, Observed };
BOOST_DESCRIBE_ENUM(Estimate, Corrected, Observed)

constexpr std::array kValues{
    OptionRule{"sales", {"売上", "Sales"}},
    OptionRule{"profit", {"粗利益", "Gross profit"}},
};
constexpr std::array kEstimates{
    OptionRule{"corrected", {"打ち切り補正", "Corrected for censoring"}},
    OptionRule{"observed", {"実績平均", "Observed mean"}},
};
constexpr std::array kChoices{
    kStartBy,
    ChoiceRule{
        .key = "value", .label = {"金額", "Value"}, .otherwise = "sales", .options = kValues},
    ChoiceRule{.key = "estimate",
               .label = {"推定", "Estimate"},
               .otherwise = "corrected",
               .options = kEstimates},
};

Cell value_cell(const ValueGroup& group, std::size_t step, Estimate estimate) {
    if (step >= group.steps.size()) return {.n = 0, .immature = true};
    const ValueStep& one = group.steps[step];
    const bool immature = one.n < kFew || one.n * 10 < group.customers;
    if (estimate == Estimate::Observed) {
        return {.value = static_cast<double>(one.sum) / static_cast<double>(one.n),
                .n = one.n,
                .immature = immature};
    }
    const double width = kZ95 * std::sqrt(one.variance);
    return {.value = one.corrected,
            .low = one.corrected - width,
            .high = one.corrected + width,
            .n = one.n,
            .immature = immature};
}

std::string key_of(int days, std::string_view group) {
    return "had/" + std::to_string(days) + "/" + std::string(group);
}
constexpr std::string_view kEverybody = "everybody";

Figure steps_of(const Question& question, const ValueGroup& all) {
    Figure figure{
        .key = "steps",
        .title = question.said({"全体のLTV(30日ごと)", "LTV of everybody, by 30 days"}),
        .shape = Shape::Lines,
        .columns = {{"days", question.said({"初回からの日数", "Days"}), Unit::Days},
                    {"corrected", question.said({"補正LTV", "Corrected"}), Unit::Money},
                    {"observed", question.said({"実績平均", "Observed mean"}), Unit::Money},
                    {"increment", question.said({"この30日の増分", "Of these 30 days"}),
                     Unit::Money},
                    {"n", question.said({"対象顧客数", "Customers"}), Unit::Count}},
        .drawn = {"corrected", "observed"}};
    for (std::size_t step = 0; step < all.steps.size(); ++step) {
        const ValueStep& one = all.steps[step];
        const int days = static_cast<int>(step + 1) * kStepDays;
        figure.add(
            {{.value = days},
             value_cell(all, step, Estimate::Corrected),
             value_cell(all, step, Estimate::Observed),
             number_cell(static_cast<double>(one.increment) / static_cast<double>(one.n), one.n),
             with_people(count_cell(one.n), key_of(days, kEverybody))});
    }
    return figure;
}

std::size_t most_steps(const std::vector<ValueGroup>& values) { return values.back().steps.size(); }

Figure table_of(const Question& question, const StartGroups& groups,
                const std::vector<ValueGroup>& values) {
    const auto estimate = question.choices.one<Estimate>("estimate");
    Figure figure{.key = "table",
                  .title = question.said({"LTV一覧", "LTV by group"}),
                  .shape = Shape::Heat,
                  .columns = {groups.column(),
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count}}};
    for (std::size_t step = 0; step < most_steps(values); ++step) {
        const std::string days = std::to_string((step + 1) * kStepDays);
        figure.columns.push_back(
            {"d" + days, question.said({"{d}日", "{d} d"}, {{"d", days}}), Unit::Money});
        figure.drawn.push_back("d" + days);
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::vector<Cell> cells{
            text_cell(groups.label(i)),
            with_people(count_cell(values[i].customers), key_of(0, groups.key(i)))};
        for (std::size_t step = 0; step < most_steps(values); ++step) {
            const int days = static_cast<int>(step + 1) * kStepDays;
            cells.push_back(
                with_people(value_cell(values[i], step, estimate), key_of(days, groups.key(i))));
            if (step >= values[i].steps.size()) cells.back().people.reset();
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure curves_of(const Question& question, const StartGroups& groups,
                 const std::vector<ValueGroup>& values) {
    const auto estimate = question.choices.one<Estimate>("estimate");
    Figure figure{.key = "curves",
                  .title = question.said({"LTVの伸び", "How LTV grows"}),
                  .shape = Shape::Lines,
                  .columns = {{"days", question.said({"初回からの日数", "Days"}), Unit::Days}}};
    std::vector<std::size_t> shown(groups.size());
    std::iota(shown.begin(), shown.end(), std::size_t{0});
    std::ranges::sort(shown, [&](std::size_t a, std::size_t b) {
        return values[a].customers != values[b].customers
                   ? values[a].customers > values[b].customers
                   : a < b;
    });
    if (shown.size() > kDrawnGroups) shown.resize(kDrawnGroups);
    std::ranges::sort(shown);
    for (const std::size_t i : shown) {
        figure.columns.push_back({"group_" + groups.key(i), groups.label(i), Unit::Money});
    }
    for (std::size_t step = 0; step < most_steps(values); ++step) {
        std::vector<Cell> cells{{.value = static_cast<double>((step + 1) * kStepDays)}};
        for (const std::size_t i : shown) cells.push_back(value_cell(values[i], step, estimate));
        figure.add(std::move(cells));
    }
    return figure;
}

void remarks(const Question& question, bool profit, Report& report) {
    if (profit && question.labels.costs.empty()) {
        report.remarks.push_back(question.said(
            {"原価が登録されていないため、利益は計算できません。"
             "「設定」の商品で原価を入力してください。",
             "No product has a cost, so there is no profit: enter costs under Settings."}));
    } else if (profit) {
        report.remarks.push_back(question.said({"原価の登録がない商品の明細は除いています。",
                                                "Lines of products without a cost are left out."}));
    }
    if (report.meta.n == 0) {
        report.remarks.push_back(question.said({"期間内に初回注文のある顧客がいません。",
                                                "Nobody placed a first order in the period."}));
    }
}

void tell_of_the_others(const Question& question, Report& report) {
    report.remarks.push_back(question.said(
        {"ここでのLTVは、お客様が初回注文から実際にもたらした1人あたりの金額です。新しい定期契約が"
         "今後"
         "もたらす売上の予測は「定期契約の価値」、ある月の状態が続いた場合のLTVと増減の理由は「LTV"
         "の要"
         "因(単価×頻度×期間)」にあります。",
         "LTV here is what customers did bring since their first order. What a new subscription "
         "is expected to bring stands in \"Worth of subscriptions (sBG and life table)\", what "
         "one would bring if a month went on, and why that moved, in \"LTV = value × frequency × "
         "duration\"."}));
}

StartGroups groups_of(const Question& question) {
    const auto most = std::min(question.most(kMostGroups), kMostFileGroups);
    return {question, question.choices.one<StartBy>("by"), most};
}

void answer(const Question& question, Report& report) {
    const bool profit = question.choices.one<Value>("value") == Value::Profit;
    const StartGroups groups = groups_of(question);
    const auto values = count_value(question.scope, groups, profit ? profit_of(question) : Worth{});
    const ValueGroup& all = values.back();
    report.meta.n = all.customers;
    remarks(question, profit, report);
    if (profit && question.labels.costs.empty()) return;
    for (const int days : {90, 180, 360}) {
        const auto step = static_cast<std::size_t>(days / kStepDays - 1);
        report.headlines.push_back(
            {.key = "ltv_" + std::to_string(days),
             .label = question.said({"初回から{days}日のLTV", "LTV of {days} days"},
                                    {{"days", std::to_string(days)}}),
             .unit = Unit::Money,
             .cell = value_cell(all, step, Estimate::Corrected)});
    }
    if (report.meta.n > 0) tell_of_the_others(question, report);
    report.figures.push_back(curves_of(question, groups, values));
    report.figures.push_back(table_of(question, groups, values));
    report.figures.push_back(steps_of(question, all));
}

struct Had {
    const Scope* scope;
    const StartGroups* groups;
    std::optional<std::size_t> group;  // nothing: everybody
    int days;

    bool operator()(const Journey& journey) const {
        const auto start = start_of(journey.lines());
        return start && chooses(*scope, *start) && journey.as_of() - start->day + 1 >= days &&
               (!group || groups->of(journey, *start) == *group);
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    constexpr std::string_view kHad = "had/";
    if (!key.starts_with(kHad)) no_such_cell(key);
    const std::string_view rest = key.substr(kHad.size());
    int days = -1;
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), days);
    const auto used = static_cast<std::size_t>(parsed.ptr - rest.data());
    if (days < 0 || used == rest.size() || rest[used] != '/') no_such_cell(key);
    const std::string_view name = rest.substr(used + 1);
    const StartGroups groups = groups_of(question);
    const auto group = groups.find(name);
    if (!group && name != kEverybody) no_such_cell(key);
    return customers_where(question.scope, Had{&question.scope, &groups, group, days});
}

}  // namespace

constexpr Analysis kLifetimeValue{
    .name = "lifetime-value",
    .topic = Topic::Customers,
    .title = {"LTV分析", "Lifetime value"},
    .asks = {"1人のお客様は、初回から何日でいくらの売上・利益をもたらすか",
             "What does a customer bring in how many days, by how she began?"},
    .definition =
        {"初回注文日から30日ごとの累計売上(または粗利益)の1人あたり平均。補正LTVは、各30日の増分を"
         "その期間を終えた顧客だけで平均して積み上げたもの(日の浅い顧客を失った顧客と数えません)。"
         "実績平均は、その日数を終えた顧客だけの累計の平均です。nはその日数を終えた顧客数で、30人未"
         "満"
         "またはグループの1割未満は灰色です。取消・返品は数えず、返金は差し引きます。期間と商品は"
         "初回注文の日と商品(先頭の明細)で選びます。",
         "Mean sales (or gross profit) per customer in the first 30, 60, 90 … days since the first "
         "order. Corrected: the mean increment of each 30 days, of those who have completed them, "
         "added up; the young are not taken for lost. Observed: mean of those who have completed "
         "that many days. Grey when they are fewer than 30 or than a tenth. Cancelled and returned "
         "orders are not counted, credit notes subtracted. The period and the products choose "
         "customers by the day of their first order and its first line."},
    .source = "H. Bang, A. A. Tsiatis, \"Estimating medical costs with censored data\", Biometrika "
              "87 (2000) 329-343; D. Y. Lin, E. J. Feuer, R. Etzioni, Y. Wax, \"Estimating medical "
              "costs from incomplete follow-up data\", Biometrics 53 (1997) 419-434",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
