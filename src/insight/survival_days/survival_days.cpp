#include "insight/survival_days/survival_days.h"

#include "insight/grouping.h"
#include "insight/spells.h"
#include "insight/survival.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostCurves = 6;
constexpr std::size_t kMostRows = 50;
constexpr int kStep = 30;  // days between the rows of the curves

// Ends of spells by group and length in days.
struct Ends {
    const journey::Scope* scope;
    const Grouping* grouping;
    int days;
    std::vector<std::uint32_t> cancelled{};
    std::vector<std::uint32_t> censored{};

    Ends(const journey::Scope& s, const Grouping& g, int longest)
        : scope(&s), grouping(&g), days(longest + 1),
          cancelled(g.size() * static_cast<std::size_t>(days)), censored(cancelled.size()) {}

    void operator()(const Journey& journey) {
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!waiting.ends_spell || !scope->covers(waiting.spell_from) ||
                !scope->has(waiting.product)) {
                return;
            }
            const std::size_t group = grouping->of(journey, waiting.product, waiting.spell_from);
            const auto length = std::clamp(waiting.to - waiting.spell_from, 0, days - 1);
            auto& ends = waiting.outcome == Outcome::Cancelled ? cancelled : censored;
            ++ends[group * static_cast<std::size_t>(days) + static_cast<std::size_t>(length)];
        });
    }
    void merge(const Ends& other) {
        for (std::size_t i = 0; i < cancelled.size(); ++i) {
            cancelled[i] += other.cancelled[i];
            censored[i] += other.censored[i];
        }
    }
};

// The risk sets of days 0, 1 … of one group.
std::vector<RiskSet> risk_sets(const Ends& ends, std::size_t group) {
    const auto days = static_cast<std::size_t>(ends.days);
    std::vector<RiskSet> sets(days);
    std::int64_t at_risk = 0;
    for (std::size_t day = days; day-- > 0;) {
        const std::size_t at = group * days + day;
        at_risk += std::int64_t{ends.cancelled[at]} + std::int64_t{ends.censored[at]};
        sets[day] = {at_risk, ends.cancelled[at]};
    }
    while (!sets.empty() && sets.back().at_risk == 0) sets.pop_back();
    return sets;
}

struct Curve {
    std::size_t group;
    std::vector<RiskSet> sets;
    std::vector<Survival> survival;

    std::int64_t n() const { return sets.empty() ? 0 : sets.front().at_risk; }
    std::int64_t lost() const {
        std::int64_t sum = 0;
        for (const RiskSet& set : sets) sum += set.events;
        return sum;
    }
    // Of those who are still there at the end of a day; nothing when the curve ends before it.
    Cell at(int day) const {
        const auto place = static_cast<std::size_t>(day);
        if (place >= survival.size()) return {};
        const Survival& point = survival[place];
        const std::int64_t left = sets[place].at_risk - sets[place].events;
        return {.value = point.value,
                .low = point.low,
                .high = point.high,
                .n = left,
                .immature = left < kFew};
    }
    // The first day on which at most half are left.
    Cell median() const {
        for (std::size_t day = 0; day < survival.size(); ++day) {
            if (survival[day].value <= 0.5) return number_cell(static_cast<double>(day), n());
        }
        return {.n = n()};
    }
};

std::vector<Curve> curves_of(const Ends& ends, const Grouping& grouping) {
    std::vector<Curve> curves;
    for (std::size_t group = 0; group < grouping.size(); ++group) {
        Curve curve{.group = group, .sets = risk_sets(ends, group), .survival = {}};
        if (curve.sets.empty()) continue;
        curve.survival = kaplan_meier(curve.sets);
        curves.push_back(std::move(curve));
    }
    std::ranges::sort(curves, [](const Curve& a, const Curve& b) {
        return std::pair(b.n(), a.group) < std::pair(a.n(), b.group);
    });
    if (curves.size() > kMostRows) curves.resize(kMostRows);
    return curves;
}

std::string key_of(const Grouping& grouping, std::size_t group, std::string_view who) {
    return std::string(who) + "/" + grouping.key(group);
}

Figure picture_of(const Question& question, const Grouping& grouping,
                  std::span<const Curve> curves) {
    Figure figure{.key = "curves",
                  .title = question.said({"継続率の推移", "Still subscribed"}),
                  .shape = Shape::Lines,
                  .columns = {{"days", question.said({"開始からの日数", "Days"}), Unit::Days}}};
    std::size_t longest = 0;
    for (const Curve& curve : curves) {
        figure.columns.push_back(
            {grouping.key(curve.group), grouping.label(curve.group), Unit::Share});
        longest = std::max(longest, curve.survival.size());
    }
    for (int day = 0; static_cast<std::size_t>(day) < longest; day += kStep) {
        std::vector<Cell> cells{count_cell(day)};
        for (const Curve& curve : curves) cells.push_back(curve.at(day));
        figure.add(std::move(cells));
    }
    return figure;
}

Figure table_of(const Question& question, const Grouping& grouping,
                const std::vector<Curve>& curves) {
    Figure figure{
        .key = "groups",
        .title = question.said({"グループ別", "By group"}),
        .shape = Shape::Table,
        .columns = {
            {"group", question.said({"グループ", "Group"}), Unit::Text},
            {"n", question.said({"定期数", "Subscriptions"}), Unit::Count},
            {"lost", question.said({"解約", "Cancelled"}), Unit::Count},
            {"kept", question.said({"継続中(打ち切り)", "Still subscribed"}), Unit::Count},
            {"day_90", question.said({"90日", "90 days"}), Unit::Share},
            {"day_180", question.said({"180日", "180 days"}), Unit::Share},
            {"day_365", question.said({"365日", "365 days"}), Unit::Share},
            {"median", question.said({"半数が解約するまで", "Half are gone"}), Unit::Days}}};
    for (const Curve& curve : curves) {
        const auto key = [&](std::string_view who) { return key_of(grouping, curve.group, who); };
        figure.add({text_cell(grouping.label(curve.group)),
                    with_people(count_cell(curve.n()), key("all")),
                    with_people(count_cell(curve.lost()), key("lost")),
                    with_people(count_cell(curve.n() - curve.lost()), key("kept")), curve.at(90),
                    curve.at(180), curve.at(365), curve.median()});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const int longest = question.scope.as_of() - grouping.first_day();
    const auto ends = journey::fold(question.scope.snapshot,
                                    Ends(question.scope, grouping, std::max(longest, 0)),
                                    question.scope.options());
    const auto curves = curves_of(ends, grouping);
    for (const Curve& curve : curves) report.meta.n += curve.n();
    if (curves.empty()) {
        report.remarks.push_back(question.said(
            {"期間内に始まった定期がありません。", "No subscription started in the period."}));
        return;
    }
    if (grouping.by() == GroupBy::None) {
        report.headlines.push_back(
            {.key = "day_365",
             .label = question.said({"1年後も続いている割合", "Still subscribed after a year"}),
             .unit = Unit::Share,
             .cell = curves.front().at(365)});
        report.headlines.push_back({.key = "median",
                                    .label = question.said({"半数が解約するまで", "Half are gone"}),
                                    .unit = Unit::Days,
                                    .cell = curves.front().median()});
    }
    report.figures.push_back(picture_of(
        question, grouping, std::span(curves).first(std::min(curves.size(), kMostCurves))));
    report.figures.push_back(table_of(question, grouping, curves));
}

enum class Who { All, Lost, Kept };
BOOST_DESCRIBE_ENUM(Who, All, Lost, Kept)

struct Find {
    const journey::Scope* scope;
    const Grouping* grouping;
    std::size_t group;
    Who who;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        bool found = false;
        each_waiting(journey, [&](const Waiting& waiting) {
            const bool lost = waiting.outcome == Outcome::Cancelled;
            found |= waiting.ends_spell && scope->covers(waiting.spell_from) &&
                     scope->has(waiting.product) &&
                     (who == Who::All || lost == (who == Who::Lost)) &&
                     grouping->of(journey, waiting.product, waiting.spell_from) == group;
        });
        if (found) codes.push_back(journey.code());
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto group = grouping.find(key.substr(std::min(slash + 1, key.size())));
    if (!who || !group) no_such_cell(key);
    return journey::fold(question.scope.snapshot, Find{&question.scope, &grouping, *group, *who},
                         question.scope.options())
        .codes;
}

constexpr std::array kChoices{kGroupBy};

}  // namespace

constexpr Analysis kSurvivalDays{
    .name = "survival",
    .topic = Topic::Subscriptions,
    .title = {"継続日数(生存曲線)", "Survival in days"},
    .asks = {"定期は開始から何日続くか。どのグループが長いか",
             "How long do subscriptions last, and which ones last longest?"},
    .definition =
        {"定期の開始から解約が効力をもつ日までの日数(カプラン・マイヤー法)。基準日に続いているもの"
         "(休止中を含む)は、その日数で打ち切りとし、解約にも継続にも数えません。グループの差はログ"
         "ランク検定で確かめます。解約後の再開は新しい定期です。",
         "Days from the start of a subscription to the day its cancellation takes effect "
         "(Kaplan-Meier). Those that go on, paused or not, are censored on the as-of day. The "
         "log-rank test says whether groups differ. A resumption after cancelling is a new one."},
    .source = "Kaplan, Meier, JASA 53 (1958) 457-481; Mantel, Cancer Chemother. Rep. 50 (1966) "
              "163-170",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
