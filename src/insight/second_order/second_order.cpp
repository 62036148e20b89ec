#include "insight/second_order/second_order.h"

#include "insight/buyers.h"
#include "insight/starts.h"
#include "insight/survival.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

constexpr int kMostDays = 365;
constexpr std::array kHorizons{30, 60, 90, 180, 365};
constexpr std::size_t kMostGroups = 60;
constexpr std::size_t kMostFileGroups = 2000;
constexpr std::size_t kDrawnGroups = 6;
constexpr std::array kChoices{kStartBy};

struct Second {
    int waited;  // days to the second order, else to the as-of day
    bool came;
};

Second second_of(const journey::Range<OrderLane>& lines, const Start& start, int as_of) {
    const auto* day = lines.lane().day.data();
    for (Row row = start.row + 1; row < lines.last(); ++row) {
        if ((day[row] & OrderLane::kHead) != 0) return {lines.lane().day_at(row) - start.day, true};
    }
    return {as_of - start.day, false};
}

// By days; the last is all beyond kMostDays.
struct Group {
    std::array<std::uint32_t, kMostDays + 2> came{};
    std::array<std::uint32_t, kMostDays + 2> waiting{};
    std::array<std::uint32_t, kMostDays + 2> had{};  // days since the first order

    std::int64_t customers() const { return sum(had, 0); }
    std::int64_t second_orders() const { return sum(came, 0); }
    std::int64_t had_at_least(int days) const { return sum(had, static_cast<std::size_t>(days)); }
    std::vector<RiskSet> risk_sets() const {
        std::vector<RiskSet> sets;
        std::int64_t at_risk = customers();
        for (std::size_t day = 0; day <= kMostDays; ++day) {
            sets.push_back({at_risk, came[day]});
            at_risk -= came[day] + waiting[day];
        }
        return sets;
    }
    // Of those who came within kMostDays.
    std::optional<double> median_days() const {
        const std::int64_t all = second_orders() - came.back();
        if (all == 0) return std::nullopt;
        std::size_t day = 0;
        std::int64_t seen = came[0];
        while (seen < (all + 1) / 2) seen += came[++day];
        std::size_t next = day;
        while (seen < all / 2 + 1) seen += came[++next];
        return static_cast<double>(day + next) / 2;
    }
    void add(const Group& other) {
        for (std::size_t day = 0; day < had.size(); ++day) {
            came[day] += other.came[day];
            waiting[day] += other.waiting[day];
            had[day] += other.had[day];
        }
    }

private:
    static std::int64_t sum(const std::array<std::uint32_t, kMostDays + 2>& days,
                            std::size_t from) {
        return std::accumulate(days.begin() + static_cast<std::ptrdiff_t>(from), days.end(),
                               std::int64_t{0});
    }
};

struct CountSeconds {
    const Scope* scope;
    const StartGroups* groups;
    std::vector<Group> counts;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !chooses(*scope, *start)) return;
        const Second second = second_of(lines, *start, journey.as_of());
        Group& group = counts[groups->of(journey, *start)];
        const auto at = [](int days) {
            return static_cast<std::size_t>(std::min(days, kMostDays + 1));
        };
        ++group.had[at(journey.as_of() - start->day)];
        ++(second.came ? group.came : group.waiting)[at(second.waited)];
    }
    void merge(const CountSeconds& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i].add(other.counts[i]);
    }
};

Cell within(const Group& group, const std::vector<Survival>& curve, int days) {
    const std::int64_t ripe = group.had_at_least(days);
    const Survival& at = curve[static_cast<std::size_t>(days)];
    if (ripe == 0 && (at.value > 0 || group.customers() == 0)) return {.n = 0, .immature = true};
    return {.value = 1 - at.value,
            .low = 1 - at.high,
            .high = 1 - at.low,
            .n = ripe,
            .immature = ripe < kFew || 2 * ripe < group.customers()};
}

std::string key_of(std::string_view kind, int days, std::string_view group) {
    return std::string(kind) + "/" + std::to_string(days) + "/" + std::string(group);
}

Figure rates_of(const Question& question, const StartGroups& groups,
                const std::vector<Group>& counts) {
    Figure figure{
        .key = "rates",
        .title = question.said({"F2転換率", "Second orders"}),
        .shape = Shape::Table,
        .columns = {groups.column(),
                    {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                    {"second", question.said({"2回目あり", "Ordered twice"}), Unit::Count},
                    {"none", question.said({"2回目なし", "Once so far"}), Unit::Count},
                    {"days", question.said({"日数(中央値)", "Median days"}), Unit::Days}}};
    for (const int days : kHorizons) {
        figure.columns.push_back(
            {"within_" + std::to_string(days),
             question.said({"{days}日以内", "In {days} days"}, {{"days", std::to_string(days)}}),
             Unit::Share});
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& group = counts[i];
        const std::string name = groups.key(i);
        const std::int64_t second = group.second_orders();
        const auto curve = kaplan_meier(group.risk_sets());
        std::vector<Cell> cells{
            text_cell(groups.label(i)),
            with_people(count_cell(group.customers()), key_of("all", 0, name)),
            with_people(count_cell(second), key_of("came", 0, name)),
            with_people(count_cell(group.customers() - second), key_of("none", 0, name)),
            number_cell(group.median_days(), second - group.came.back())};
        for (const int days : kHorizons) {
            cells.push_back(with_people(within(group, curve, days), key_of("came", days, name)));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure curves_of(const Question& question, const StartGroups& groups,
                 const std::vector<Group>& counts) {
    Figure figure{.key = "curve",
                  .title = question.said({"2回目までの日数", "Days to the second order"}),
                  .shape = Shape::Steps,
                  .columns = {{"day", question.said({"初回からの日数", "Days"}), Unit::Days}}};
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (counts[i].customers() > 0) shown.push_back(i);
    }
    std::ranges::sort(shown, [&](std::size_t a, std::size_t b) {
        const auto left = counts[a].customers();
        const auto right = counts[b].customers();
        return left != right ? left > right : a < b;
    });
    if (shown.size() > kDrawnGroups) shown.resize(kDrawnGroups);
    std::ranges::sort(shown);
    std::vector<std::vector<Survival>> curves;
    for (const std::size_t i : shown) {
        figure.columns.push_back({"group_" + groups.key(i), groups.label(i), Unit::Share});
        curves.push_back(kaplan_meier(counts[i].risk_sets()));
    }
    for (int day = 0; day <= kMostDays && !shown.empty(); ++day) {
        std::vector<Cell> cells{{.value = day}};
        for (std::size_t k = 0; k < shown.size(); ++k) {
            cells.push_back(within(counts[shown[k]], curves[k], day));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

StartGroups groups_of(const Question& question) {
    const auto most = std::min(question.most(kMostGroups), kMostFileGroups);
    return {question, question.choices.one<StartBy>("by"), most};
}

void answer(const Question& question, Report& report) {
    const StartGroups groups = groups_of(question);
    const Scope& scope = question.scope;
    const CountSeconds none{&scope, &groups, std::vector<Group>(groups.size())};
    const auto counts = journey::fold(scope.snapshot, none, scope.options()).counts;
    Group all;
    for (const Group& group : counts) all.add(group);
    report.meta.n = all.customers();
    if (report.meta.n == 0) {
        report.remarks.push_back(question.said({"期間内に初回注文のある顧客がいません。",
                                                "Nobody placed a first order in the period."}));
    }
    const auto curve = kaplan_meier(all.risk_sets());
    for (const int days : {90, 365}) {
        report.headlines.push_back(
            {.key = "within_" + std::to_string(days),
             .label = question.said({"{days}日以内のF2転換率", "Second order within {days} days"},
                                    {{"days", std::to_string(days)}}),
             .unit = Unit::Share,
             .cell = within(all, curve, days)});
    }
    report.headlines.push_back(
        {.key = "days",
         .label = question.said({"2回目までの日数(中央値)", "Median days to the second order"}),
         .unit = Unit::Days,
         .cell = number_cell(all.median_days(), all.second_orders() - all.came.back())});
    report.figures.push_back(rates_of(question, groups, counts));
    report.figures.push_back(curves_of(question, groups, counts));
}

struct InGroup {
    const Scope* scope;
    const StartGroups* groups;
    std::size_t group;
    std::string_view kind;
    int days;  // 0: no limit

    bool operator()(const Journey& journey) const {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !chooses(*scope, *start) || groups->of(journey, *start) != group) {
            return false;
        }
        const Second second = second_of(lines, *start, journey.as_of());
        if (kind == "all") return true;
        if (kind == "none") return !second.came;
        return second.came && (days == 0 || second.waited <= days);
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto slash = std::min(key.find('/'), key.size());
    const std::string_view kind = key.substr(0, slash);
    const std::string_view rest = key.substr(std::min(slash + 1, key.size()));
    int days = -1;
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), days);
    const bool known = kind == "all" || kind == "came" || kind == "none";
    const auto used = static_cast<std::size_t>(parsed.ptr - rest.data());
    if (!known || days < 0 || used == rest.size() || rest[used] != '/') no_such_cell(key);
    const StartGroups groups = groups_of(question);
    const auto group = groups.find(rest.substr(used + 1));
    if (!group) no_such_cell(key);
    return customers_where(question.scope, InGroup{&question.scope, &groups, *group, kind, days});
}

}  // namespace

constexpr Analysis kSecondOrder{
    .name = "second-order",
    .topic = Topic::Products,
    .title = {"F2転換", "Second orders (F2)"},
    .asks = {"初回のお客様のうち何割が、何日で2回目を注文するか",
             "How many order a second time, and how soon?"},
    .definition =
        {"初回注文から2回目の注文までの日数を、まだ2回目のない顧客を基準日での打ち切りとしてカプラ"
         "ン・"
         "マイヤー法で推定したもの。取消・返品の注文は数えません。nは初回からその日数以上たった顧客"
         "数"
         "で、30人未満またはグループの半数未満なら灰色です。期間と商品は初回注文の日と商品("
         "先頭の明細)で選びます。",
         "Days from the first order to the second by Kaplan and Meier: whoever has no second order "
         "yet is censored on the as-of day. Cancelled and returned orders are not counted. n are "
         "those whose first order was at least that long ago; grey when they are fewer than 30 or "
         "fewer than half of the group. The period and the products choose customers by the day of "
         "their first order and its first line."},
    .source = "E. L. Kaplan, P. Meier, \"Nonparametric estimation from incomplete observations\", "
              "JASA 53 (1958) 457-481",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
