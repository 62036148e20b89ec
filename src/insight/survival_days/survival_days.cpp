#include "insight/survival_days/survival_days.h"

#include "insight/grouping.h"
#include "insight/spells.h"
#include "insight/time_to_event.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostCurves = 6;
constexpr std::size_t kMostRows = 50;
constexpr int kStep = 30;  // days between the rows of the curves

struct Lengths {
    const journey::Scope* scope;
    const Grouping* grouping;
    EndDays ends;

    void operator()(const Journey& journey) {
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!waiting.ends_spell || !scope->covers(waiting.spell_from) ||
                !scope->has(waiting.product)) {
                return;
            }
            ends.add(grouping->of(journey, waiting.product, waiting.spell_from),
                     waiting.to - waiting.spell_from, waiting.outcome == Outcome::Cancelled);
        });
    }
    void merge(const Lengths& other) { ends.merge(other.ends); }
};

std::string key_of(const Grouping& grouping, std::size_t group, std::string_view who) {
    return std::string(who) + "/" + grouping.key(group);
}

Figure picture_of(const Question& question, const Grouping& grouping,
                  std::span<const TimeCurve> curves) {
    Figure figure{.key = "curves",
                  .title = question.said({"継続率の推移", "Still subscribed"}),
                  .shape = Shape::Lines,
                  .columns = {{"days", question.said({"開始からの日数", "Days"}), Unit::Days}}};
    std::size_t longest = 0;
    for (const TimeCurve& curve : curves) {
        figure.columns.push_back(
            {grouping.key(curve.group), grouping.label(curve.group), Unit::Share});
        longest = std::max(longest, curve.survival.size());
    }
    for (int day = 0; static_cast<std::size_t>(day) < longest; day += kStep) {
        std::vector<Cell> cells{count_cell(day)};
        for (const TimeCurve& curve : curves) cells.push_back(curve.at(day));
        figure.add(std::move(cells));
    }
    return figure;
}

Figure table_of(const Question& question, const Grouping& grouping,
                const std::vector<TimeCurve>& curves) {
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
    for (const TimeCurve& curve : curves) {
        const auto key = [&](std::string_view who) { return key_of(grouping, curve.group, who); };
        figure.add({text_cell(grouping.label(curve.group)),
                    with_people(count_cell(curve.n()), key("all")),
                    with_people(count_cell(curve.happened()), key("lost")),
                    with_people(count_cell(curve.n() - curve.happened()), key("kept")),
                    curve.at(90), curve.at(180), curve.at(365), curve.median()});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const int longest = question.scope.as_of() - grouping.first_day();
    const Lengths start{&question.scope, &grouping, EndDays(longest)};
    const auto ends = journey::fold(question.scope.snapshot, start, question.scope.options()).ends;
    const std::size_t most = question.most(kMostRows);
    const auto curves = curves_of(ends, most);
    report.meta.n = ends.n();
    explain_segments(question, report);
    if (curves.empty()) {
        report.remarks.push_back(question.said(
            {"期間内に始まった定期がありません。", "No subscription started in the period."}));
        return;
    }
    if (grouping.by() == GroupBy::None) {
        Cell year = curves.front().at(365);
        if (year.value) year.n = curves.front().n();  // of whom it is a share
        report.headlines.push_back(
            {.key = "day_365",
             .label = question.said({"1年後も続いている割合", "Still subscribed after a year"}),
             .unit = Unit::Share,
             .cell = std::move(year)});
        report.headlines.push_back({.key = "median",
                                    .label = question.said({"半数が解約するまで", "Half are gone"}),
                                    .unit = Unit::Days,
                                    .cell = curves.front().median()});
    }
    if (curves.size() > 1 && !splits_by_segment(question)) {
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = log_rank_cell(first_of(curves, kMostRows))});
    }
    report.figures.push_back(picture_of(question, grouping, first_of(curves, kMostCurves)));
    report.figures.push_back(table_of(question, grouping, curves));
    report.figures.back().left_out = left_out_by_largest(ends.sizes(), most);
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

constexpr std::array kChoices{kGroupBy, kWhichSegment};

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
