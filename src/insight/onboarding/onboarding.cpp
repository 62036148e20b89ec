#include "insight/onboarding/onboarding.h"

#include "insight/grouping.h"
#include "insight/spells.h"
#include "insight/time_to_event.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostRows = 50;
constexpr int kLongest = 1100;
constexpr int kStep = 15;
constexpr int kShownDays = 365;
constexpr std::array kAfter{182, 365};  // days: 6 and 12 months

constexpr std::array kSplits{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"start_quarter", {"開始時期", "Start"}},
    OptionRule{"none", {"全体", "All"}},
};
constexpr std::array kNegative{
    OptionRule{"without", {"不満の応対がないこと", "Without a negative contact"}},
    OptionRule{"any", {"問わない", "Does not matter"}},
};
constexpr std::array kChoices{
    ChoiceRule{"deliveries", {"お届け回数", "Deliveries"}, "3", {}, 1, 24},
    ChoiceRule{"days", {"日数以内", "Within days"}, "120", {}, 1, 730},
    ChoiceRule{"negative", {"不満", "Negative contacts"}, "without", kNegative},
    ChoiceRule{"by", {"分けかた", "Split by"}, "product", kSplits},
};

struct Criteria {
    int deliveries;
    int days;
    bool no_negative;

    explicit Criteria(const Choices& choices)
        : deliveries(choices.number("deliveries")), days(choices.number("days")),
          no_negative(choices.word("negative") == "without") {}
};

struct Spell {
    int from = 0;
    int to = 0;
    int product = 0;
    int deliveries = 0;  // up to the landmark
    bool cancelled = false;
    bool onboarded = false;
};

bool negative_between(const Journey& journey, int from, int to) {
    for (const journey::Touch touch : journey.touches().between(from, to)) {
        if ((touch.flags & journey::TouchLane::kNegative) != 0) return true;
    }
    return false;
}

// each(Spell) for every spell that is counted.
template <class Each>
void each_spell(const journey::Scope& scope, const Criteria& criteria, const Journey& journey,
                Each each) {
    Spell spell;
    bool starts = false;
    bool inside = false;
    each_waiting(journey, [&](const Waiting& waiting) {
        if (!inside) {
            spell = {.from = waiting.spell_from, .product = waiting.product};
            starts = waiting.delivery == 0;
        }
        inside = !waiting.ends_spell;
        const int landmark = spell.from + criteria.days;
        spell.deliveries += waiting.delivery > 0 && waiting.from <= landmark;
        if (inside) return;
        spell.to = waiting.to;
        spell.cancelled = waiting.outcome == Outcome::Cancelled;
        if (!starts || landmark >= journey.as_of()) return;
        if (!scope.covers(spell.from) || !scope.has(spell.product)) return;
        spell.onboarded = spell.deliveries >= criteria.deliveries &&
                          !(criteria.no_negative &&
                            negative_between(journey, spell.from, landmark));
        each(static_cast<const Spell&>(spell));
    });
}

struct Tally {
    std::int64_t n = 0;
    std::int64_t onboarded = 0;
    std::int64_t in_force = 0;  // at the landmark
};

// Groups of `ends`: 0 onboarded, 1 not.
struct Count {
    const journey::Scope* scope;
    const Criteria* criteria;
    const Grouping* grouping;
    std::vector<Tally> tallies;
    EndDays ends;

    void operator()(const Journey& journey) {
        each_spell(*scope, *criteria, journey, [&](const Spell& spell) {
            Tally& tally = tallies[grouping->of(journey, spell.product, spell.from)];
            const int landmark = spell.from + criteria->days;
            ++tally.n;
            tally.onboarded += spell.onboarded;
            if (spell.to <= landmark) return;
            ++tally.in_force;
            ends.add(spell.onboarded ? 0 : 1, spell.to - landmark, spell.cancelled);
        });
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].n += other.tallies[i].n;
            tallies[i].onboarded += other.tallies[i].onboarded;
            tallies[i].in_force += other.tallies[i].in_force;
        }
        ends.merge(other.ends);
    }
};

std::string name_of(const Question& question, std::size_t group) {
    return group == 0 ? question.said({"定着した", "Onboarded"})
                      : question.said({"定着しなかった", "Not onboarded"});
}

Figure curves_figure(const Question& question, const std::vector<TimeCurve>& curves) {
    Figure figure{.key = "curves",
                  .title = question.said({"判定日からの継続率", "Staying, from the landmark on"}),
                  .shape = Shape::Lines,
                  .columns = {{"days", question.said({"判定日からの日数", "Days"}), Unit::Days}}};
    for (const TimeCurve& curve : curves) {
        figure.columns.push_back(
            {curve.group == 0 ? "onboarded" : "not", name_of(question, curve.group), Unit::Share});
    }
    for (int day = 0; day <= kShownDays; day += kStep) {
        std::vector<Cell> cells{count_cell(day)};
        for (const TimeCurve& curve : curves) cells.push_back(curve.at(day));
        figure.add(std::move(cells));
    }
    return figure;
}

Figure staying_of(const Question& question, const std::vector<TimeCurve>& curves) {
    Figure figure{
        .key = "staying",
        .title = question.said({"6か月後・12か月後", "After 6 and 12 months"}),
        .shape = Shape::Table,
        .columns = {{"group", question.said({"項目", "Item"}), Unit::Text},
                    {"n", question.said({"判定日に契約中", "In force then"}), Unit::Count},
                    {"left", question.said({"その後の解約", "Left since"}), Unit::Count}}};
    for (const int days : kAfter) {
        const std::string months = days == kAfter.front() ? "6" : "12";
        figure.columns.push_back(
            {"months_" + months,
             question.said({"{n}か月後も継続", "After {n} months"}, {{"n", months}}), Unit::Share});
    }
    for (const TimeCurve& curve : curves) {
        const std::string key = curve.group == 0 ? "onboarded" : "not";
        std::vector<Cell> cells{text_cell(name_of(question, curve.group)),
                                with_people(count_cell(curve.n()), "in_force/" + key),
                                with_people(count_cell(curve.happened()), "left/" + key)};
        for (const int days : kAfter) cells.push_back(curve.at(days));
        figure.add(std::move(cells));
    }
    return figure;
}

Figure groups_of(const Question& question, const Grouping& grouping,
                 const std::vector<Tally>& tallies) {
    Figure figure{
        .key = "groups",
        .title = question.said({"定着率", "Onboarded"}),
        .shape = Shape::Bars,
        .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                    {"n", question.said({"定期", "Subscriptions"}), Unit::Count},
                    {"rate", question.said({"定着率", "Onboarded"}), Unit::Share},
                    {"in_force", question.said({"判定日に契約中", "In force then"}), Unit::Share}},
        .drawn = {"rate"}};
    std::vector<std::int64_t> sizes;
    sizes.reserve(tallies.size());
    for (const Tally& tally : tallies) sizes.push_back(tally.n);
    figure.left_out = left_out_by_largest(sizes, kMostRows);
    for (const std::size_t i : largest(sizes, kMostRows)) {
        const Tally& tally = tallies[i];
        const std::string key = grouping.key(i);
        figure.add({text_cell(grouping.label(i)), with_people(count_cell(tally.n), "all/" + key),
                    with_people(share_cell(rate_of(tally.onboarded, tally.n)), "settled/" + key),
                    share_cell(rate_of(tally.in_force, tally.n))});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Criteria criteria(question.choices);
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const Count start{&question.scope, &criteria, &grouping, std::vector<Tally>(grouping.size()),
                      EndDays(kLongest)};
    const auto count = journey::fold(question.scope.snapshot, start, question.scope.options());
    std::int64_t onboarded = 0;
    for (const Tally& tally : count.tallies) {
        report.meta.n += tally.n;
        onboarded += tally.onboarded;
    }
    if (report.meta.n == 0) {
        report.remarks.push_back(
            question.said({"期間内に始まり、判定日を過ぎた定期がありません。",
                           "No subscription of the period has passed its landmark day."}));
        return;
    }
    auto curves = curves_of(count.ends, 2);
    std::ranges::sort(curves, {}, &TimeCurve::group);
    report.headlines.push_back({.key = "onboarded",
                                .label = question.said({"定着率", "Onboarded"}),
                                .unit = Unit::Share,
                                .cell = share_cell(rate_of(onboarded, report.meta.n))});
    if (curves.size() > 1) {
        report.headlines.push_back({.key = "log_rank_p",
                                    .label = question.said({"継続に差がない確率 p(ログランク検定)",
                                                            "p of no difference (log-rank)"}),
                                    .unit = Unit::Number,
                                    .cell = log_rank_cell(curves)});
    }
    if (!curves.empty()) {
        report.figures.push_back(curves_figure(question, curves));
        report.figures.push_back(staying_of(question, curves));
    }
    report.figures.push_back(groups_of(question, grouping, count.tallies));
}

enum class Who { All, Settled, InForce, Left };
BOOST_DESCRIBE_ENUM(Who, All, Settled, InForce, Left)

struct Find {
    const journey::Scope* scope;
    const Criteria* criteria;
    const Grouping* grouping;
    Who who;
    std::size_t group;  // of the split; of InForce and Left: 0 onboarded, 1 not
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        bool found = false;
        each_spell(*scope, *criteria, journey,
                   [&](const Spell& spell) { found |= matches(journey, spell); });
        if (found) codes.push_back(journey.code());
    }
    bool matches(const Journey& journey, const Spell& spell) const {
        if (who == Who::All || who == Who::Settled) {
            return group == grouping->of(journey, spell.product, spell.from) &&
                   (spell.onboarded || who == Who::All);
        }
        return spell.to > spell.from + criteria->days && spell.onboarded == (group == 0) &&
               (spell.cancelled || who == Who::InForce);
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Criteria criteria(question.choices);
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto rest = key.substr(std::min(slash + 1, key.size()));
    if (!who || slash == key.size()) no_such_cell(key);
    std::optional<std::size_t> group;
    if (*who == Who::All || *who == Who::Settled) {
        group = grouping.find(rest);
    } else if (rest == "onboarded" || rest == "not") {
        group = rest == "onboarded" ? 0 : 1;
    }
    if (!group) no_such_cell(key);
    return journey::fold(question.scope.snapshot,
                         Find{&question.scope, &criteria, &grouping, *who, *group},
                         question.scope.options())
        .codes;
}

}  // namespace

constexpr Analysis kOnboarding{
    .name = "onboarding",
    .topic = Topic::Success,
    .title = {"オンボーディング(定着)", "Onboarding"},
    .asks = {"使いはじめに定着した人は何割で、その後も長く続けるか",
             "How many settle in, and do they stay longer?"},
    .definition =
        {"定期の開始から選んだ日数(判定日)までに、選んだ回数をお届けし、不満の応対がなかったものを"
         "「定着」とします。判定日を過ぎた定期だけを数えます。その後の継続は、判定日に契約中だった"
         "定期を、判定日から数えたカプラン・マイヤー法の推定です(ランドマーク法)"
         "。開始日から数えると、"
         "長く続けた人ほど定着したことになり、比較になりません。定着が継続の原因とは限りません。",
         "Onboarded: the wished deliveries shipped by the landmark, so many days after the start, "
         "and no negative contact till then. Only subscriptions past their landmark count. Staying "
         "is a Kaplan-Meier share of those in force at the landmark, counted from it (landmark "
         "analysis): from the start on, whoever stayed long would be onboarded by definition. It "
         "does not show that onboarding is the cause."},
    .source = "Anderson, Cain, Gelber, J. Clin. Oncol. 1 (1983) 710-719",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
