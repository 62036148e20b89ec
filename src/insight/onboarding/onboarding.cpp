#include "insight/onboarding/onboarding.h"

#include "insight/buyers.h"
#include "insight/grouping.h"
#include "insight/spells.h"
#include "insight/spoke.h"
#include "insight/time_to_event.h"
#include "record/pick_lists.h"
#include "record/products.h"

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

// Instead of the number of a purpose: none is asked for; one is that no contact was for yet.
constexpr int kNotAsked = -1;
constexpr int kNobody = -2;

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
constexpr std::array kCriteria{
    OptionRule{"product", {"商品ごとの設定", "As set for each product"}},
    OptionRule{"same", {"すべての商品に同じ", "The same for all"}},
};
constexpr std::array kChoices{
    ChoiceRule{"criteria", {"定着の基準", "Criteria"}, "product", kCriteria},
    ChoiceRule{
        "deliveries", {"お届け回数", "Deliveries"}, "3", {}, 1, record::kMostOnboardingDeliveries},
    ChoiceRule{"days", {"日数以内", "Within days"}, "120", {}, 1, record::kMostOnboardingDays},
    ChoiceRule{"negative", {"不満", "Negative contacts"}, "without", kNegative},
    ChoiceRule{"by", {"分けかた", "Split by"}, "product", kSplits},
};

struct Criterion {
    int deliveries;
    int days;
    int purpose = kNotAsked;  // number of what a contact has to have been about
    bool told = false;        // by the shop, something of it
};

// By the number of the product; what the shop did not tell is as it was chosen.
class Criteria {
public:
    explicit Criteria(const Question& question)
        : of_(static_cast<std::size_t>(question.scope.words().products.size()),
              {question.choices.number("deliveries"), question.choices.number("days")}),
          no_negative_(question.choices.word("negative") == "without"),
          spoke_(question.scope.words()) {
        if (question.choices.word("criteria") != "product") return;
        const journey::Words& words = question.scope.words();
        for (const auto& [id, told] : question.labels.onboarding) {
            const auto number = words.products.find(id);
            if (!number) continue;
            Criterion& mine = of_[static_cast<std::size_t>(*number)];
            mine.deliveries = told.deliveries.value_or(mine.deliveries);
            mine.days = told.days.value_or(mine.days);
            if (told.purpose && parse_enum<record::Purpose>(*told.purpose)) {
                mine.purpose = words.purposes.find(*told.purpose).value_or(kNobody);
            }
            mine.told = true;
        }
    }
    const Criterion& of(int product) const { return of_[static_cast<std::size_t>(product)]; }
    int products() const { return static_cast<int>(of_.size()); }

    // Whether nothing spoke against it from `from` to `to`, and what is asked for happened.
    bool contacts_fit(const Journey& journey, int product, int from, int to) const {
        const int purpose = of(product).purpose;
        bool happened = purpose == kNotAsked;
        for (const journey::Touch touch : journey.touches().between(from, to)) {
            if (no_negative_ && (touch.flags & journey::TouchLane::kNegative) != 0) return false;
            happened |= touch.purpose == purpose && spoke_(touch) &&
                        (touch.product == 0 || touch.product == product);
        }
        return happened;
    }

private:
    std::vector<Criterion> of_;
    bool no_negative_;
    Spoke spoke_;
};

struct Spell {
    int from = 0;
    int to = 0;
    int product = 0;
    int deliveries = 0;  // up to the landmark
    int landmark = 0;    // day
    bool cancelled = false;
    bool onboarded = false;
};

// each(Spell) for every spell that is counted.
template <class Each>
void each_spell(const journey::Scope& scope, const Criteria& criteria, const Journey& journey,
                Each each) {
    Spell spell;
    bool starts = false;
    bool inside = false;
    each_waiting(journey, [&](const Waiting& waiting) {
        if (!inside) {
            // The product that it began with is what she was to get used to.
            spell = {.from = waiting.spell_from, .product = waiting.product};
            spell.landmark = spell.from + criteria.of(spell.product).days;
            starts = waiting.delivery == 0;
        }
        inside = !waiting.ends_spell;
        spell.deliveries += waiting.delivery > 0 && waiting.from <= spell.landmark;
        if (inside) return;
        spell.to = waiting.to;
        spell.cancelled = waiting.outcome == Outcome::Cancelled;
        if (!starts || spell.landmark >= journey.as_of()) return;
        if (!scope.covers(spell.from) || !scope.has(spell.product)) return;
        spell.onboarded = spell.deliveries >= criteria.of(spell.product).deliveries &&
                          criteria.contacts_fit(journey, spell.product, spell.from, spell.landmark);
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
            ++tally.n;
            tally.onboarded += spell.onboarded;
            if (spell.to <= spell.landmark) return;
            ++tally.in_force;
            ends.add(spell.onboarded ? 0 : 1, spell.to - spell.landmark, spell.cancelled);
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

// Groups of the curves.
struct Settled {
    const Question& question;

    static std::string key(std::size_t group) { return group == 0 ? "onboarded" : "not"; }
    std::string label(std::size_t group) const {
        return group == 0 ? question.said({"定着した", "Onboarded"})
                          : question.said({"定着しなかった", "Not onboarded"});
    }
};

Figure curves_figure(const Question& question, const std::vector<TimeCurve>& curves) {
    Figure figure{.key = "curves",
                  .title = question.said({"判定日からの継続率", "Staying, from the landmark on"}),
                  .shape = Shape::Lines,
                  .columns = {{"days", question.said({"判定日からの日数", "Days"}), Unit::Days}}};
    draw_curves(figure, Settled{question}, curves, {kShownDays, kStep, &TimeCurve::at});
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
        const std::string key = Settled::key(curve.group);
        std::vector<Cell> cells{text_cell(Settled{question}.label(curve.group)),
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
    figure.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    for (const std::size_t i : largest(sizes, question.most(kMostRows))) {
        const Tally& tally = tallies[i];
        const std::string key = grouping.key(i);
        figure.add({text_cell(grouping.label(i)), with_people(count_cell(tally.n), "all/" + key),
                    with_people(share_cell(rate_of(tally.onboarded, tally.n)), "settled/" + key),
                    share_cell(rate_of(tally.in_force, tally.n))});
    }
    return figure;
}

bool told_of(const Question& question, const Criteria& criteria, int product) {
    return criteria.of(product).told && question.scope.has(product);
}

std::string purpose_of(const Question& question, int purpose, std::int64_t product) {
    if (purpose == kNotAsked) return question.said({"なし", "None"});
    return question.labels.purpose(*question.labels.onboarding.at(product).purpose);
}

// What is asked of each product that the shop told something of, and of the others.
Figure criteria_of(const Question& question, const Criteria& criteria) {
    Figure figure{
        .key = "criteria",
        .title = question.said({"使った定着の基準", "Criteria that were used"}),
        .shape = Shape::Table,
        .columns = {{"product", question.said({"商品", "Product"}), Unit::Text},
                    {"deliveries", question.said({"お届け回数", "Deliveries"}), Unit::Count},
                    {"days", question.said({"日数以内", "Within days"}), Unit::Days},
                    {"purpose", question.said({"必要な応対", "Contact needed"}), Unit::Text}}};
    const auto add = [&](const std::string& name, const Criterion& one, std::int64_t product) {
        figure.add({text_cell(name), count_cell(one.deliveries), count_cell(one.days),
                    text_cell(purpose_of(question, one.purpose, product))});
    };
    bool others = false;
    for (int number = 1; number < criteria.products(); ++number) {
        others |= question.scope.has(number) && !criteria.of(number).told;
        if (!told_of(question, criteria, number)) continue;
        const std::int64_t id = question.scope.words().products.id(number);
        add(question.labels.product(id), criteria.of(number), id);
    }
    // No product has the number 0.
    if (others) add(question.said({"ほかの商品", "Other products"}), criteria.of(0), 0);
    return figure;
}

// The definition says what was used; a purpose that has left the list is not, with a remark.
void say_criteria(const Question& question, const Criteria& criteria, Report& report) {
    int told = 0;
    for (int number = 1; number < criteria.products(); ++number) {
        if (!told_of(question, criteria, number)) continue;
        ++told;
        const std::int64_t id = question.scope.words().products.id(number);
        const auto& purpose = question.labels.onboarding.at(id).purpose;
        if (!purpose || parse_enum<record::Purpose>(*purpose)) continue;
        report.remarks.push_back(question.said(
            {"用件「{purpose}」は選択肢にないため、{product}の定着の基準に使っていません。",
             "{purpose} is no purpose of the list any more, so it is not asked of {product}."},
            {{"purpose", *purpose}, {"product", question.labels.product(id)}}));
    }
    const Phrase used =
        told == 0
            ? Phrase{"今回の基準は、どの商品も{deliveries}回・{days}日以内です。",
                     "Used now: {deliveries} deliveries within {days} days, of every product."}
            : Phrase{"今回の基準は、{told}商品が商品ごとの設定(「使った定着の基準」の表)、"
                     "ほかの商品は{deliveries}回・{days}日以内です。",
                     "Used now: what is set for {told} of the products (see the table of "
                     "criteria); of the others, {deliveries} deliveries within {days} days."};
    const std::string deliveries(question.choices.word("deliveries"));
    const std::string days(question.choices.word("days"));
    const auto in = [&](Language language) {
        return say(used, language,
                   {{"told", std::to_string(told)}, {"deliveries", deliveries}, {"days", days}});
    };
    report.meta.definition.ja += in(Language::Ja);
    report.meta.definition.en += " " + in(Language::En);
}

void answer(const Question& question, Report& report) {
    const Criteria criteria(question);
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const Count start{&question.scope, &criteria, &grouping, std::vector<Tally>(grouping.size()),
                      EndDays(kLongest)};
    const auto count = journey::fold(question.scope.snapshot, start, question.scope.options());
    say_criteria(question, criteria, report);
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
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = log_rank_cell(curves)});
    }
    if (!curves.empty()) {
        report.figures.push_back(curves_figure(question, curves));
        report.figures.push_back(staying_of(question, curves));
    }
    report.figures.push_back(groups_of(question, grouping, count.tallies));
    if (question.choices.word("criteria") == "product") {
        report.figures.push_back(criteria_of(question, criteria));
    }
}

enum class Who { All, Settled, InForce, Left };
BOOST_DESCRIBE_ENUM(Who, All, Settled, InForce, Left)

struct Find {
    const journey::Scope* scope;
    const Criteria* criteria;
    const Grouping* grouping;
    Who who;
    std::size_t group;  // of the split; of InForce and Left: 0 onboarded, 1 not

    bool operator()(const Journey& journey) const {
        bool found = false;
        each_spell(*scope, *criteria, journey,
                   [&](const Spell& spell) { found |= matches(journey, spell); });
        return found;
    }
    bool matches(const Journey& journey, const Spell& spell) const {
        if (who == Who::All || who == Who::Settled) {
            return group == grouping->of(journey, spell.product, spell.from) &&
                   (spell.onboarded || who == Who::All);
        }
        return spell.to > spell.landmark && spell.onboarded == (group == 0) &&
               (spell.cancelled || who == Who::InForce);
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Criteria criteria(question);
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
    return customers_where(question.scope,
                           Find{&question.scope, &criteria, &grouping, *who, *group});
}

}  // namespace

constexpr Analysis kOnboarding{
    .name = "onboarding",
    .topic = Topic::Success,
    .title = {"オンボーディング(定着)", "Onboarding"},
    .asks = {"使いはじめに定着した人は何割で、その後も長く続けるか",
             "How many settle in, and do they stay longer?"},
    .definition =
        {"定期の開始から決めた日数(判定日)までに、決めた回数をお届けし、不満の応対がなかったものを"
         "「定着」とします。回数と日数は「設定」の「商品」で商品ごとに決められ、決めていない商品に"
         "は"
         "選んだ値を使います。商品に「必要な応対」の用件を決めると、開始から判定日までにその用件で"
         "話せた応対(不通と現アナを除く。別の商品の応対も除く)があることも条件です。判定日を過ぎた"
         "定期だけを数え、はじめの商品の基準で判定します。その後の継続は、判定日に契約中だった定期"
         "を、"
         "判定日から数えたカプラン・マイヤー法の推定です(ランドマーク法)。開始日から数えると、"
         "長く続けた人ほど定着したことになり、比較になりません。定着が継続の原因とは限りません。",
         "Onboarded: by the landmark, so many days after the start, the wished deliveries were "
         "shipped and no contact was negative. Deliveries and days are set for each product under "
         "Settings; where they are not, they are as chosen. Where a product asks for a contact, "
         "one for that purpose must also have happened from the start to the landmark: they "
         "spoke, and not about another product. Only subscriptions past their landmark count, by "
         "the criteria of the product they began with. Staying is a Kaplan-Meier share of those "
         "in force at the landmark, counted from it (landmark analysis): from the start on, "
         "whoever stayed long would be onboarded by definition. It does not show that onboarding "
         "is the cause."},
    .source = "Anderson, Cain, Gelber, J. Clin. Oncol. 1 (1983) 710-719",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
