#include "insight/cpm/cpm.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/money_share.h"
#include "insight/starts.h"
#include "journey/kernels.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Scope;

constexpr int kClasses = 5;
constexpr int kStates = 2 * kClasses + 1;  // active and lapsed in turn; the last: no order yet
constexpr int kNobody = kStates - 1;
constexpr int kMonths = 13;  // of the series: a year ago, and every month since

enum class Rule { Cpm, Rank5, Rank4 };
BOOST_DESCRIBE_ENUM(Rule, Cpm, Rank5, Rank4)

constexpr std::array kRules{
    OptionRule{"cpm", {"CPM(在籍期間×購入金額)", "CPM (tenure and sales)"}},
    OptionRule{"rank5", {"5ランク(購入金額)", "Five ranks by sales"}},
    OptionRule{"rank4", {"4ランク(購入金額)", "Four ranks by sales"}},
};

constexpr ChoiceRule number(std::string_view key, Phrase label, std::string_view otherwise,
                            std::int64_t max) {
    return {.key = key, .label = label, .otherwise = otherwise, .min = 1, .max = max};
}
constexpr std::int64_t kMostMoney = 1'000'000'000;
constexpr std::array kChoices{
    ChoiceRule{.key = "rule", .label = {"分けかた", "Rule"}, .otherwise = "cpm", .options = kRules},
    number("months", {"移動を比べる月数", "Months back for movements"}, "1", 24),
    number("lapse", {"離脱とみなす日数", "Days until lapsed"}, "240", 3650),
    number("young", {"よちよちの在籍日数", "Days of a beginner"}, "90", 3650),
    number("tenure", {"流行の在籍日数", "Days until loyal"}, "210", 3650),
    number("sales", {"流行・優良の購入金額", "Sales of the best"}, "70000", kMostMoney),
    number("rank2", {"2番目のランクの購入金額", "Sales of the second rank"}, "10000", kMostMoney),
    number("rank3", {"3番目のランクの購入金額", "Sales of the third rank"}, "30000", kMostMoney),
    number("rank4", {"4番目のランクの購入金額", "Sales of the fourth rank"}, "70000", kMostMoney),
    number("rank5", {"5番目のランクの購入金額", "Sales of the fifth rank"}, "150000", kMostMoney),
};

struct Standing {
    int state = kNobody;
    std::int64_t orders = 0;
    std::int64_t sales = 0;
    int silent = 0;  // days since the latest order
};

struct Limits {
    Rule rule;
    int lapse;
    int young;
    int tenure;
    std::int64_t sales;
    std::array<std::int64_t, kClasses - 1> ranks;

    explicit Limits(const Choices& choices)
        : rule(choices.one<Rule>("rule")), lapse(choices.number("lapse")),
          young(choices.number("young")), tenure(choices.number("tenure")),
          sales(choices.number("sales")), ranks{choices.number("rank2"), choices.number("rank3"),
                                                choices.number("rank4"), choices.number("rank5")} {
        if (rule == Rule::Rank4) ranks.back() = INT64_MAX;
    }
    int class_of(std::int64_t orders, int days, std::int64_t amount) const {
        if (rule != Rule::Cpm) {
            int above = 0;
            for (const std::int64_t rank : ranks) above += amount >= rank;
            return above;
        }
        if (orders == 1) return 0;
        if (days <= young) return 1;
        if (amount < sales) return 2;
        return days <= tenure ? 3 : 4;
    }
    // By the orders on or before `day`, of which the first that counts was on `first`.
    Standing standing(const journey::OrderTotals& sum, int first, int day) const {
        Standing now;
        if (sum.orders == 0) return now;
        now.orders = sum.orders;
        now.sales = sum.amount;
        now.silent = day - sum.last_day;
        now.state = 2 * class_of(sum.orders, sum.last_day - first, sum.amount) +
                    (now.silent > lapse ? 1 : 0);
        return now;
    }
};

struct Sums {
    std::int64_t customers = 0;
    std::int64_t orders = 0;
    std::int64_t sales = 0;
    std::int64_t silent = 0;

    void add(const Sums& other) {
        customers += other.customers;
        orders += other.orders;
        sales += other.sales;
        silent += other.silent;
    }
};

std::size_t move_of(int before, int now) {
    const int move = before * kStates + now;
    return static_cast<std::size_t>(move);
}

// The as-of day and the same day of the months before it, the earliest first.
using MonthDays = std::array<int, kMonths>;
MonthDays month_days(const Scope& scope) {
    MonthDays days{};
    for (int i = 0; i < kMonths; ++i) {
        const Day day = add_months(scope.snapshot.as_of, i + 1 - kMonths);
        days[static_cast<std::size_t>(i)] = journey::lane_day(day);
    }
    return days;
}

// Which of those days is the first that knows of a day.
class MonthOf {
public:
    explicit MonthOf(const MonthDays& days) : first_(days.front()) {
        for (int day = first_; day <= days.back(); ++day) {
            const auto* month = std::ranges::lower_bound(days, day);
            months_.push_back(static_cast<std::uint8_t>(month - days.begin()));
        }
        months_.push_back(kMonths);
    }
    std::size_t operator()(int day) const {
        const int last = static_cast<int>(months_.size()) - 1;
        return months_[static_cast<std::size_t>(std::clamp(day - first_, 0, last))];
    }

private:
    int first_;
    std::vector<std::uint8_t> months_;  // by days since the first; at last, that none knows it
};

// How many stand in which state from a month on, less those who leave it there.
struct Series {
    const MonthOf* month_of;
    std::array<std::array<std::int64_t, kStates>, kMonths + 1> changes{};

    // Back from the latest line, with the sums of all of them. Requires an order that counts.
    void add(const Limits& limits, const journey::Range<OrderLane>& lines, int first,
             journey::OrderTotals sum) {
        const OrderLane& lane = lines.lane();
        std::size_t until = kMonths;
        for (journey::Row row = lines.last(); until > 0 && sum.orders > 0; --row) {
            const std::size_t since = (*month_of)(lane.day_at(row - 1));
            if (since < until) {
                journey::Row head = row - 1;
                while ((lane.day[head] & OrderLane::kHead) == 0) --head;
                sum.last_day = lane.day_at(head);
                add(limits, first, sum, since, until);
                until = since;
            }
            sum.orders -= lane.day[row - 1] >> 15;
            sum.amount -= lane.amount_at(row - 1);
        }
    }
    void merge(const Series& other) {
        for (std::size_t month = 0; month < changes.size(); ++month) {
            for (std::size_t i = 0; i < kStates; ++i) changes[month][i] += other.changes[month][i];
        }
    }

private:
    // Active at first, then lapsed.
    void add(const Limits& limits, int first, const journey::OrderTotals& sum, std::size_t since,
             std::size_t until) {
        const int active = 2 * limits.class_of(sum.orders, sum.last_day - first, sum.amount);
        const std::size_t lapsed_in = (*month_of)(sum.last_day + limits.lapse + 1);
        const std::size_t lapsed = std::clamp(lapsed_in, since, until);
        const auto state = static_cast<std::size_t>(active);
        ++changes[since][state];
        --changes[lapsed][state];
        ++changes[lapsed][state + 1];
        --changes[until][state + 1];
    }
};

struct Sorted {
    const Scope* scope;
    const Limits* limits;
    int then;
    Series series;
    std::array<Sums, kStates> states{};
    std::array<std::int64_t, std::size_t{kStates} * kStates> moves{};

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        add(lines, journey::totals(lines), journey.as_of());
    }
    static bool takes_runs() { return true; }
    void operator()(const journey::Run& run) {
        constexpr std::uint32_t kTogether = 256;
        std::array<journey::OrderTotals, kTogether> sums;
        const OrderLane& lane = run.orders();
        for (std::uint32_t first = 0; first < run.size(); first += kTogether) {
            const std::uint32_t count = std::min(kTogether, run.size() - first);
            const journey::Row* offsets = run.order_offsets() + first;
            journey::kernel.totals_of_each(lane.day.data(), lane.amount.data(), offsets, count,
                                           sums.data());
            for (std::uint32_t i = 0; i < count; ++i) {
                const journey::Range<OrderLane> lines(lane, offsets[i], offsets[i + 1]);
                journey::OrderTotals& sum = sums[i];
                if (!lane.wide_row.empty()) {
                    sum.amount += lane.wide_between(offsets[i], offsets[i + 1]);
                }
                add(lines, sum, run.as_of());
            }
        }
    }
    struct Both {
        int before;
        Standing now;
        int first = 0;  // day of the first order that counts
    };
    void add(const journey::Range<OrderLane>& lines, const journey::OrderTotals& sum, int as_of) {
        const auto [before, now, first] = both(*scope, *limits, then, lines, sum, as_of);
        if (now.state == kNobody) return;
        series.add(*limits, lines, first, sum);
        states[static_cast<std::size_t>(now.state)].add({1, now.orders, now.sales, now.silent});
        ++moves[move_of(before, now.state)];
    }
    // Where she stood `then` and stands now, by the sums of all her lines.
    static Both both(const Scope& scope, const Limits& limits, int then,
                     const journey::Range<OrderLane>& lines, const journey::OrderTotals& sum,
                     int as_of) {
        if (sum.orders == 0) return {kNobody, {}};
        const auto start = start_of(lines);
        if (!scope.covers(start->day)) return {kNobody, {}};
        const Standing now = limits.standing(sum, start->day, as_of);
        if (start->day > then) return {kNobody, now, start->day};
        const auto before = limits.standing(earlier(lines, sum, then), start->day, then);
        return {before.state, now, start->day};
    }
    // The sums without the lines after `then`, which are few. Requires that some order was before.
    static journey::OrderTotals earlier(const journey::Range<OrderLane>& lines,
                                        journey::OrderTotals sum, int then) {
        const OrderLane& lane = lines.lane();
        const std::int32_t all = sum.orders;
        journey::Row row = lines.last();
        for (; lane.day_at(row - 1) > then; --row) {
            sum.orders -= (lane.day[row - 1] & OrderLane::kHead) != 0 ? 1 : 0;
            sum.amount -= lane.amount_at(row - 1);
        }
        if (sum.orders == all) return sum;
        while ((lane.day[row - 1] & OrderLane::kHead) == 0) --row;
        sum.last_day = lane.day_at(row - 1);
        return sum;
    }
    void merge(const Sorted& other) {
        for (std::size_t i = 0; i < states.size(); ++i) states[i].add(other.states[i]);
        for (std::size_t i = 0; i < moves.size(); ++i) moves[i] += other.moves[i];
        series.merge(other.series);
    }
};

int then_of(const Question& question) {
    const int months = question.choices.number("months");
    return journey::lane_day(add_months(question.scope.snapshot.as_of, -months));
}

std::string class_name(const Question& question, Rule rule, int index) {
    constexpr std::array<Phrase, kClasses> kNames{{{"初回", "First"},
                                                   {"よちよち", "Beginner"},
                                                   {"コツコツ", "Steady"},
                                                   {"流行", "Fashion"},
                                                   {"優良", "Loyal"}}};
    if (rule == Rule::Cpm) return question.said(kNames[static_cast<std::size_t>(index)]);
    return question.said({"ランク{n}", "Rank {n}"}, {{"n", std::to_string(index + 1)}});
}

std::string state_name(const Question& question, Rule rule, int state) {
    if (state == kNobody) return question.said({"(初回注文前)", "(no order yet)"});
    const auto phrase = state % 2 == 0 ? Phrase{"{class}・現役", "{class}, active"}
                                       : Phrase{"{class}・離脱", "{class}, lapsed"};
    return question.said(phrase, {{"class", class_name(question, rule, state / 2)}});
}

int classes_of(Rule rule) { return rule == Rule::Rank4 ? 4 : kClasses; }

Figure classes_figure(const Question& question, const Sorted& sorted) {
    const Rule rule = sorted.limits->rule;
    Figure figure{.key = "classes",
                  .title = question.said({"顧客構成", "Classes"}),
                  .shape = Shape::Stack,
                  .columns = {{"class", question.said({"区分", "Class"}), Unit::Text},
                              {"active", question.said({"現役", "Active"}), Unit::Count},
                              {"lapsed", question.said({"離脱", "Lapsed"}), Unit::Count},
                              {"rate", question.said({"現役率", "Active share"}), Unit::Share}},
                  .drawn = {"active", "lapsed"}};
    for (int i = 0; i < classes_of(rule); ++i) {
        const int state = 2 * i;
        const auto active = sorted.states[static_cast<std::size_t>(state)].customers;
        const auto lapsed = sorted.states[static_cast<std::size_t>(state) + 1].customers;
        figure.add({text_cell(class_name(question, rule, i)),
                    with_people(count_cell(active), cell_key("now", {state})),
                    with_people(count_cell(lapsed), cell_key("now", {state + 1})),
                    share_cell(rate_of(active, active + lapsed))});
    }
    return figure;
}

Figure states_figure(const Question& question, const Sorted& sorted) {
    const Rule rule = sorted.limits->rule;
    Figure figure{
        .key = "states",
        .title = question.said({"区分ごとの売上", "Sales by class"}),
        .shape = Shape::Bars,
        .columns = {{"state", question.said({"区分", "Class"}), Unit::Text},
                    {"sales", question.said({"購入金額", "Sales"}), Unit::Money},
                    {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                    {"share", question.said({"人数構成比", "Share"}), Unit::Share},
                    {"sales_share", question.said({"売上構成比", "Share of sales"}), Unit::Share},
                    {"mean", question.said({"1人あたり", "Per customer"}), Unit::Money},
                    {"orders", question.said({"平均回数", "Orders each"}), Unit::Number},
                    {"silent", question.said({"平均経過日数", "Days since"}), Unit::Days}},
        .drawn = {"sales"}};
    Sums all;
    for (const Sums& sums : sorted.states) all.add(sums);
    for (int state = 0; state < 2 * classes_of(rule); ++state) {
        const Sums& sums = sorted.states[static_cast<std::size_t>(state)];
        figure.add({text_cell(state_name(question, rule, state)),
                    with_people(money_cell({sums.sales}), cell_key("now", {state})),
                    with_people(count_cell(sums.customers), cell_key("now", {state})),
                    share_cell(rate_of(sums.customers, all.customers)),
                    {.value = share_of_money(sums.sales, all.sales)},
                    number_cell(ratio(sums.sales, sums.customers), sums.customers),
                    number_cell(ratio(sums.orders, sums.customers), sums.customers),
                    number_cell(ratio(sums.silent, sums.customers), sums.customers)});
    }
    return figure;
}

Figure moves_figure(const Question& question, const Sorted& sorted) {
    const Rule rule = sorted.limits->rule;
    const auto months = std::string(question.choices.word("months"));
    Figure figure{
        .key = "moves",
        .title = question.said({"{n}か月前から現在への移動", "Movements of {n} months"},
                               {{"n", months}}),
        .shape = Shape::Heat,
        .columns = {{"before", question.said({"{n}か月前", "{n} months ago"}, {{"n", months}}),
                     Unit::Text}}};
    const int states = 2 * classes_of(rule);
    for (int state = 0; state < states; ++state) {
        figure.columns.push_back(
            {"to_" + std::to_string(state), state_name(question, rule, state), Unit::Count});
    }
    for (int before = 0; before < kStates; ++before) {
        if (before >= states && before != kNobody) continue;
        std::vector<Cell> cells{text_cell(state_name(question, rule, before))};
        for (int state = 0; state < states; ++state) {
            const auto count = sorted.moves[move_of(before, state)];
            cells.push_back(with_people(count_cell(count), cell_key("move", {before, state})));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure months_figure(const Question& question, const MonthDays& days, const Sorted& sorted) {
    const Rule rule = sorted.limits->rule;
    Figure figure{.key = "months",
                  .title = question.said({"区分の推移(12か月)", "Classes over twelve months"}),
                  .shape = Shape::Stack,
                  .columns = {{"day", question.said({"時点", "On"}), Unit::Day}},
                  .note = question.said({"各時点までの注文で、同じ規則により分けた人数です。",
                                         "By the orders up to each day, by the same rule."})};
    const int states = 2 * classes_of(rule);
    for (int state = 0; state < states; ++state) {
        figure.columns.push_back(
            {"on_" + std::to_string(state), state_name(question, rule, state), Unit::Count});
    }
    std::array<std::int64_t, kStates> counts{};
    for (std::size_t month = 0; month < days.size(); ++month) {
        const Day day = journey::from_lane(days.at(month));
        std::vector<Cell> cells{{.value = day.number}};
        for (int state = 0; state < states; ++state) {
            const auto place = static_cast<std::size_t>(state);
            const auto count = counts.at(place) += sorted.series.changes.at(month).at(place);
            cells.push_back(with_people(count_cell(count), cell_key("on", {day.number, state})));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

void headlines(const Question& question, const Sorted& sorted, Report& report) {
    std::int64_t active = 0;
    std::int64_t was_active = 0;
    std::int64_t went = 0;
    for (int state = 0; state < kNobody; ++state) {
        if (state % 2 == 0) active += sorted.states[static_cast<std::size_t>(state)].customers;
        for (int to = 0; to < kNobody && state % 2 == 0; ++to) {
            const auto count = sorted.moves[move_of(state, to)];
            was_active += count;
            went += to % 2 == 1 ? count : 0;
        }
    }
    report.headlines = {
        {.key = "active",
         .label = question.said({"現役率", "Active share"}),
         .unit = Unit::Share,
         .cell = share_cell(rate_of(active, report.meta.n))},
        {.key = "lapsed",
         .label = question.said({"{n}か月で離脱した割合", "Active {n} months ago, lapsed now"},
                                {{"n", std::string(question.choices.word("months"))}}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate_of(went, was_active)), "went")}};
}

void answer(const Question& question, Report& report) {
    const Limits limits(question.choices);
    const MonthDays days = month_days(question.scope);
    const MonthOf month_of(days);
    const auto sorted = fold_buyers(
        question.scope, Sorted{&question.scope, &limits, then_of(question), {&month_of}});
    for (const Sums& sums : sorted.states) report.meta.n += sums.customers;
    headlines(question, sorted, report);
    if (report.meta.n == 0) {
        report.remarks.push_back(
            question.said({"注文のある顧客がいません。", "Nobody placed an order."}));
    }
    report.figures.push_back(classes_figure(question, sorted));
    report.figures.push_back(states_figure(question, sorted));
    report.figures.push_back(moves_figure(question, sorted));
    report.figures.push_back(months_figure(question, days, sorted));
}

struct InState {
    const Scope* scope;
    const Limits* limits;
    int then;
    std::optional<int> before;
    std::optional<int> now;  // nothing: active then, lapsed now

    bool operator()(const Journey& journey) const {
        const auto lines = journey.lines();
        const auto [was, is, first] = Sorted::both(*scope, *limits, then, lines,
                                                   journey::totals(lines), journey.as_of());
        if (is.state == kNobody) return false;
        if (!now) return was != kNobody && was % 2 == 0 && is.state % 2 == 1;
        return is.state == *now && (!before || was == *before);
    }
};

// In a state on a day, by the orders up to it.
struct WasInState {
    const Scope* scope;
    const Limits* limits;
    int day;
    int state;

    bool operator()(const Journey& journey) const {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !scope->covers(start->day) || start->day > day) return false;
        const auto sum = journey::totals(lines.between(0, day));
        return limits->standing(sum, start->day, day).state == state;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Limits limits(question.choices);
    if (const auto on = numbers_of(key, "on", 2)) {
        for (const int day : month_days(question.scope)) {
            const bool asked = journey::from_lane(day).number == on->front();
            if (!asked || on->back() < 0 || on->back() >= kNobody) continue;
            const int state = static_cast<int>(on->back());
            return buyers_where(question.scope, WasInState{&question.scope, &limits, day, state});
        }
        no_such_cell(key);
    }
    InState wanted{&question.scope, &limits, then_of(question), {}, {}};
    const auto known = [](std::int64_t state) { return 0 <= state && state < kStates; };
    if (const auto state = numbers_of(key, "now", 1); state && known(state->front())) {
        wanted.now = static_cast<int>(state->front());
    } else if (const auto move = numbers_of(key, "move", 2);
               move && known(move->front()) && known(move->back())) {
        wanted.before = static_cast<int>(move->front());
        wanted.now = static_cast<int>(move->back());
    } else if (key != "went") {
        no_such_cell(key);
    }
    return buyers_where(question.scope, wanted);
}

}  // namespace

constexpr Analysis kCpm{
    .name = "cpm",
    .topic = Topic::Customers,
    .title = {"CPM分析", "CPM classes"},
    .asks = {"お客様は育っているか。初回・よちよち・コツコツ・流行・優良の現役と離脱は何人で、どう"
             "動いたか",
             "Do customers grow? How many are in each class, active or lapsed, and who moved?"},
    .definition =
        {"在籍期間(初回注文から最新注文まで)"
         "と累計購入金額で5つに分け、最新注文からの経過日数で現役と"
         "離脱に分けた10区分。初回=1回のみ、よちよち=2回以上で在籍90日以内、コツコツ=90日超・7万円"
         "未満、流行=7万円以上・210日以内、優良=7万円以上・210日超、離脱=最新注文から240日超(数値は"
         "変更できます)"
         "。移動は、指定月数前の日までの注文で同じ規則により分けた区分との比較です。取消・"
         "返品は数えず、返金は差し引きます。",
         "Five classes by tenure (first to latest order) and sales, each active or lapsed by the "
         "days since the latest order: First, one order; Beginner, tenure up to 90 days; Steady, "
         "longer, below 70,000; Fashion, 70,000 or more within 210 days; Loyal, longer still; "
         "lapsed after 240 days. The limits can be changed. Movements compare with the class by "
         "the orders up to a day some months ago. Cancelled and returned orders are not counted; "
         "credit notes reduce sales."},
    .source =
        "橋本陽輔『社長が知らない秘密の仕組み 業種・商品関係なし! 絶対に結果が出る「黄金の法則」』"
        "ビジネス社 2008",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
