#include "insight/ltv_factors/ltv_factors.h"

#include "insight/buyers.h"
#include "insight/decomposition.h"
#include "insight/periods.h"
#include "insight/spells.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr double kDaysOfMonth = 365.25 / 12;

constexpr std::array kAgainst{
    OptionRule{"previous", {"前の期間", "Period before"}},
    OptionRule{"previous_year", {"前年同期", "A year earlier"}},
};
constexpr std::array kChoices{
    ChoiceRule{"against", {"比べる期間", "Against"}, "previous", kAgainst}};

struct Sums {
    std::int64_t sales = 0;  // minor units
    std::int64_t orders = 0;
    std::int64_t days = 0;  // in force
    std::int64_t cancelled = 0;
    std::int64_t subscriptions = 0;  // spells in force on any day

    bool complete() const { return orders > 0 && days > 0 && cancelled > 0; }
    // Value, frequency, duration. Requires complete().
    std::array<double, 3> factors() const {
        const double months = static_cast<double>(days) / kDaysOfMonth;
        return {static_cast<double>(sales) / static_cast<double>(orders),
                static_cast<double>(orders) / months, months / static_cast<double>(cancelled)};
    }
    double value() const { return static_cast<double>(sales) / static_cast<double>(cancelled); }
};

struct Count {
    const journey::Scope* scope;
    const Periods* periods;
    std::array<Sums, 2> sums{};

    void operator()(const Journey& journey) {
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!waiting.ends_spell || !scope->has(waiting.product)) return;
            for (std::size_t i = 0; i < sums.size(); ++i) spell(waiting, (*periods)[i], sums[i]);
        });
        bool counts = false;  // the order does, and has not been counted
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counts = line.head;
            if (line.delivery == 0 || !scope->has(line.product)) continue;
            for (std::size_t i = 0; i < sums.size(); ++i) {
                if (!(*periods)[i].holds(line.day)) continue;
                sums[i].sales += line.amount;
                sums[i].orders += counts;
            }
            counts = false;
        }
    }
    static void spell(const Waiting& waiting, const Period& period, Sums& to) {
        if (!period.meets(waiting.spell_from, waiting.to)) return;
        ++to.subscriptions;
        const bool cancelled = waiting.outcome == Outcome::Cancelled;
        // The day on which a cancellation takes effect is not in force any more.
        const int last = std::min(waiting.to - (cancelled ? 1 : 0), period.to);
        to.days += std::max(0, last - std::max(waiting.spell_from, period.from) + 1);
        to.cancelled += cancelled && period.holds(waiting.to);
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i].sales += other.sums[i].sales;
            sums[i].orders += other.sums[i].orders;
            sums[i].days += other.sums[i].days;
            sums[i].cancelled += other.sums[i].cancelled;
            sums[i].subscriptions += other.sums[i].subscriptions;
        }
    }
};

// Cancellations are those of a Poisson process; what a delivery brings is taken as it is.
Cell value_cell(const Sums& sums) {
    const double width = std::exp(kZ95 / std::sqrt(static_cast<double>(sums.cancelled)));
    Cell cell = number_cell(sums.value(), sums.cancelled);
    cell.low = std::min(sums.value() / width, sums.value() * width);
    cell.high = std::max(sums.value() / width, sums.value() * width);
    return cell;
}

// The two periods' cancellations know nothing of each other.
Cell change_cell(const Sums& before, const Sums& now) {
    const auto variance = [](const Sums& sums) {
        return sums.value() * sums.value() / static_cast<double>(sums.cancelled);
    };
    const double width = kZ95 * std::sqrt(variance(before) + variance(now));
    Cell cell = number_cell(now.value() - before.value(),
                            std::min(before.cancelled, now.cancelled));
    cell.low = *cell.value - width;
    cell.high = *cell.value + width;
    return cell;
}

void tell_of_the_others(const Question& question, Report& report) {
    report.remarks.push_back(question.said(
        {"ここでのLTVは「この期間の解約の多さが続いたら、1つの定期は解約までにいくらもたらすか」で"
         "す"
         "。解約の多い月ほど大きく下がります。お客様が初回から実際にもたらした売上は「LTV分析」、新"
         "し"
         "い契約が今後もたらす売上の予測は「定期契約の価値」にあります。",
         "LTV here is what a subscription would bring until it is cancelled if as many left as in "
         "the period: it falls much in a month of many cancellations. What customers did bring "
         "since their first order stands in \"Lifetime value\", what a new subscription is "
         "expected to bring in \"Worth of subscriptions (sBG and life table)\"."}));
}

Figure bridge_of(const Question& question, const Periods& periods, const Sums& before,
                 const Sums& now) {
    constexpr std::array kFactors{Phrase{"単価", "Value of a delivery"},
                                  Phrase{"頻度", "Frequency"}, Phrase{"期間", "Duration"}};
    constexpr std::array kBehind{"now/delivered", "now/delivered", "now/cancelled"};
    Figure figure{
        .key = "bridge",
        .title = question.said({"LTVの増減の要因", "What moved LTV"}),
        .shape = Shape::Bridge,
        .columns = {{"factor", question.said({"要因", "Factor"}), Unit::Text},
                    {"value", "LTV", Unit::Money}},
        .note = question.said(
            {"3つの要因を足すと、LTVの増減にぴったり一致します。押すと、両端はその期間に契約"
             "中の方、単価と頻度はいまの期間にお届けした方、期間はいまの期間に解約した方が"
             "出ます。",
             "The three add up to the whole change. Press an end for who was in force, "
             "value and frequency for who had a delivery, duration for who cancelled in "
             "the later period."})};
    const auto parts = change_of_product(before.factors(), now.factors());
    figure.add(
        {text_cell(text_of(periods[0])), with_people({.value = before.value()}, "before/in_force")},
        "before");
    for (std::size_t i = 0; i < kFactors.size(); ++i) {
        figure.add({text_cell(question.said(kFactors[i])),
                    with_people({.value = parts[i]}, kBehind.at(i))});
    }
    figure.add(
        {text_cell(text_of(periods[1])), with_people({.value = now.value()}, "now/in_force")},
        "now");
    return figure;
}

Figure periods_figure(const Question& question, const Periods& periods,
                      const std::array<Sums, 2>& sums) {
    Figure figure{
        .key = "periods",
        .title = question.said({"2つの期間の内訳", "The two periods"}),
        .shape = Shape::Table,
        .columns = {
            {"period", question.said({"期間", "Period"}), Unit::Text},
            {"ltv", "LTV", Unit::Money},
            {"unit", question.said({"単価", "Value of a delivery"}), Unit::Money},
            {"frequency", question.said({"頻度(回/月)", "Deliveries a month"}), Unit::Number},
            {"duration", question.said({"期間(月)", "Months"}), Unit::Number},
            {"sales", question.said({"定期の売上", "Sales"}), Unit::Money},
            {"orders", question.said({"お届け", "Deliveries"}), Unit::Count},
            {"subscriptions", question.said({"契約中の定期", "In force"}), Unit::Count},
            {"cancelled", question.said({"解約", "Cancelled"}), Unit::Count}}};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const Sums& one = sums[i];
        const std::string which = i == 0 ? "before" : "now";
        std::vector<Cell> cells{text_cell(text_of(periods[i])), {}, {}, {}, {}};
        if (one.complete()) {
            const auto [value, frequency, duration] = one.factors();
            const double width = std::exp(kZ95 / std::sqrt(static_cast<double>(one.cancelled)));
            cells[1] = value_cell(one);
            cells[2] = number_cell(value, one.orders);
            cells[3] = number_cell(frequency, one.orders);
            cells[4] = number_cell(duration, one.cancelled);
            cells[4].low = duration / width;
            cells[4].high = duration * width;
        }
        cells.push_back({.value = static_cast<double>(one.sales)});
        cells.push_back(with_people(count_cell(one.orders), which + "/delivered"));
        cells.push_back(with_people(count_cell(one.subscriptions), which + "/in_force"));
        cells.push_back(with_people(count_cell(one.cancelled), which + "/cancelled"));
        figure.add(std::move(cells), which);
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Periods periods = periods_of(question, question.choices.one<Against>("against"));
    const auto sums = journey::fold(question.scope.snapshot, Count{&question.scope, &periods},
                                    question.scope.options())
                          .sums;
    const auto& [before, now] = sums;
    report.meta.n = now.subscriptions;
    report.figures.push_back(periods_figure(question, periods, sums));
    if (now.complete()) {
        report.headlines.push_back(
            {.key = "ltv",
             .label = question.said({"{days}の状態が続いた場合のLTV", "LTV if {days} went on"},
                                    {{"days", text_of(periods[1])}}),
             .unit = Unit::Money,
             .cell = value_cell(now)});
        tell_of_the_others(question, report);
    }
    if (!before.complete() || !now.complete()) {
        report.remarks.push_back(question.said(
            {"2つの期間の両方に、定期のお届けと解約が1件以上必要です。長い期間をお選びください。",
             "Both periods need a delivery and a cancellation at least: choose a longer one."}));
        return;
    }
    report.headlines.push_back(
        {.key = "change",
         .label = question.said({"増減(前 {days})", "Change (before {days})"},
                                {{"days", text_of(periods[0])}}),
         .unit = Unit::Money,
         .cell = change_cell(before, now)});
    report.figures.push_back(bridge_of(question, periods, before, now));
}

enum class Who { InForce, Delivered, Cancelled };
BOOST_DESCRIBE_ENUM(Who, InForce, Delivered, Cancelled)

struct Find {
    const journey::Scope* scope;
    Period period;
    Who who;

    bool operator()(const Journey& journey) const {
        return who == Who::Delivered ? delivered(journey) : subscribed(journey);
    }
    bool delivered(const Journey& journey) const {
        bool counts = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counts = line.head;
            if (line.delivery == 0 || !scope->has(line.product)) continue;
            if (counts && period.holds(line.day)) return true;
        }
        return false;
    }
    bool subscribed(const Journey& journey) const {
        bool found = false;
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!waiting.ends_spell || !scope->has(waiting.product)) return;
            found |= who == Who::Cancelled
                         ? waiting.outcome == Outcome::Cancelled && period.holds(waiting.to)
                         : period.meets(waiting.spell_from, waiting.to);
        });
        return found;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Periods periods = periods_of(question, question.choices.one<Against>("against"));
    const bool now = key.starts_with("now/");
    const auto who = parse_enum<Who>(key.substr(std::min(key.find('/') + 1, key.size())));
    if ((!now && !key.starts_with("before/")) || !who) no_such_cell(key);
    return customers_where(question.scope, Find{&question.scope, periods[now ? 1 : 0], *who});
}

constexpr std::array<std::string_view, 2> kOfAMonth{"ltv", "change"};

}  // namespace

constexpr Analysis kLtvFactors{
    .name = "ltv-factors",
    .topic = Topic::Success,
    .title = {"LTVの要因(単価×頻度×期間)", "LTV = value × frequency × duration"},
    .asks = {"LTVが動いたのは、単価・頻度・期間のどれによるか",
             "Did LTV move by value, frequency or duration?"},
    .definition =
        {"期間内の定期について、単価=お届けの売上÷お届け回数、頻度=お届け回数÷契約中の延べ月数、"
         "期間=契約中の延べ月数÷解約数。掛け合わせたものがLTV(その期間の状態がつづいた場合に、1つの"
         "定期が解約までにもたらす売上)です。増減は3つの要因にシャープレイ値でぴったり分けます。"
         "取消・返品のお届けは回数に入らず、売上は差し引きます。区間は解約数のばらつき("
         "ポアソン分布)によ"
         "るもので、単価と頻度のばらつきは含みません。",
         "Of subscriptions in the period: value is sales over deliveries, frequency deliveries "
         "over "
         "months in force, duration months in force over cancellations. Their product is LTV: what "
         "a subscription brings until it is cancelled if all stays as in the period. The change is "
         "parted exactly by the Shapley value. Cancelled or returned deliveries do not count and "
         "take their sales back. Intervals are of the number of cancellations (Poisson), not of "
         "how "
         "value and frequency vary."},
    .source = "Shapley (1953); Das Gupta, US Census Bureau P23-186 (1993)",
    .choices = kChoices,
    .needs = Needs::Money,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
