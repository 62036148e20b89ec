#include "insight/operators/operators.h"

#include "insight/buyers.h"
#include "insight/contact_fate.h"
#include "insight/shrinkage.h"
#include "insight/spoke.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;

constexpr int kKeptDays = 30;
constexpr int kOrderDays = 14;

enum class Aim { Kept, Ordered };
BOOST_DESCRIBE_ENUM(Aim, Kept, Ordered)

constexpr std::array kAims{
    OptionRule{"kept", {"継続(解約抑止)", "Kept"}},
    OptionRule{"ordered", {"受注", "Ordered"}},
};
constexpr std::array kChoices{ChoiceRule{"aim", {"成果", "Aim"}, "kept", kAims}};

class Reader {
public:
    explicit Reader(const Question& question)
        : scope_(&question.scope), aim_(question.choices.one<Aim>("aim")),
          spoke_(question.scope.words()),
          purposes_(static_cast<std::size_t>(question.scope.words().purposes.size())) {
        constexpr std::array<std::string_view, 2> kKeeping{"cancel", "retention_call"};
        constexpr std::array<std::string_view, 3> kSelling{"order", "product_question", "win_back"};
        if (aim_ == Aim::Kept) take(kKeeping);
        if (aim_ == Aim::Ordered) take(kSelling);
    }
    // each(touch, achieved) for every contact that counts.
    template <class Each>
    void each(const Journey& journey, Each each) const {
        for (const Touch touch : journey.touches()) {
            if (touch.agent == 0 || !purposes_[static_cast<std::size_t>(touch.purpose)]) continue;
            if (!scope_->covers(touch.day) || !scope_->has(touch.product)) continue;
            if (!spoke_(touch)) continue;
            if (touch.day + days() > journey.as_of()) continue;
            if (aim_ == Aim::Ordered) {
                each(touch, ordered(journey, touch.day));
                continue;
            }
            const auto fate = contact_fate(*scope_, journey, touch.day);
            if (fate.in_force) each(touch, !fate.cancelled || fate.waited > kKeptDays);
        }
    }

private:
    int days() const { return aim_ == Aim::Kept ? kKeptDays : kOrderDays; }
    static bool ordered(const Journey& journey, int day) {
        for (const journey::Line line : journey.lines().between(day, day + kOrderDays)) {
            if (line.head && line.delivery == 0) return true;
        }
        return false;
    }
    void take(std::span<const std::string_view> codes) {
        for (const std::string_view code : codes) {
            const auto found = scope_->words().purposes.find(code);
            if (found) purposes_[static_cast<std::size_t>(*found)] = true;
        }
    }

    const journey::Scope* scope_;
    Aim aim_;
    Spoke spoke_;
    std::vector<bool> purposes_;
};

struct Tally {
    std::uint32_t n = 0;
    std::uint32_t achieved = 0;
};

// By stratum (purpose × reason) and operator. Only the strata that occur have rows: most do not.
struct Count {
    const Reader* reader;
    std::size_t reasons;
    std::size_t agents;
    std::vector<std::uint32_t> rows;  // by stratum: its row, counted from 1; 0: none
    std::vector<Tally> tallies;

    Count(const Reader& r, const journey::Words& words)
        : reader(&r), reasons(static_cast<std::size_t>(words.reasons.size())),
          agents(static_cast<std::size_t>(words.agents.size())),
          rows(reasons * static_cast<std::size_t>(words.purposes.size())) {}

    void operator()(const Journey& journey) {
        reader->each(journey, [&](const Touch& touch, bool achieved) {
            const auto stratum = static_cast<std::size_t>(touch.purpose) * reasons +
                                 static_cast<std::size_t>(touch.reason);
            Tally& tally = row(stratum)[static_cast<std::size_t>(touch.agent)];
            ++tally.n;
            tally.achieved += achieved;
        });
    }
    Tally* row(std::size_t stratum) {
        if (rows[stratum] == 0) {
            tallies.resize(tallies.size() + agents);
            rows[stratum] = static_cast<std::uint32_t>(tallies.size() / agents);
        }
        return tallies.data() + (rows[stratum] - 1) * agents;
    }
    const Tally* row(std::size_t stratum) const {
        return tallies.data() + (rows[stratum] - 1) * agents;
    }
    // Those that occur, in their order.
    std::vector<std::size_t> strata() const {
        std::vector<std::size_t> strata;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] != 0) strata.push_back(i);
        }
        return strata;
    }
    void merge(const Count& other) {
        for (const std::size_t stratum : other.strata()) {
            const Tally* from = other.row(stratum);
            Tally* to = row(stratum);
            for (std::size_t agent = 0; agent < agents; ++agent) {
                to[agent].n += from[agent].n;
                to[agent].achieved += from[agent].achieved;
            }
        }
    }
};

struct Operator {
    std::size_t agent = 0;
    std::int64_t n = 0;
    std::int64_t achieved = 0;
    double expected = 0;
    double variance = 0;
    std::optional<Shrunk> shrunk{};  // its effect; nothing when it could not have varied

    double effect() const {
        return (static_cast<double>(achieved) - expected) / static_cast<double>(n);
    }
};

struct Operators {
    std::int64_t n = 0;
    std::int64_t achieved = 0;
    std::vector<Operator> all;
    std::optional<ShrunkEffects> effects;

    double rate() const { return static_cast<double>(achieved) / static_cast<double>(n); }
    bool differ() const { return effects && effects->homogeneity.more_than_noise; }
};

// Of everybody together in a stratum.
Rate rate_of_all(const Count& count, std::size_t stratum) {
    Tally sum;
    for (std::size_t agent = 0; agent < count.agents; ++agent) {
        sum.n += count.row(stratum)[agent].n;
        sum.achieved += count.row(stratum)[agent].achieved;
    }
    return rate_of(sum.achieved, sum.n);
}

void shrink(Operators& operators) {
    std::vector<Effect> effects;
    std::vector<Operator*> whose;
    for (Operator& one : operators.all) {
        if (one.variance <= 0) continue;
        effects.push_back({one.effect(), std::sqrt(one.variance) / static_cast<double>(one.n)});
        whose.push_back(&one);
    }
    operators.effects = shrink_effects(effects);
    if (!operators.effects) return;
    for (std::size_t i = 0; i < whose.size(); ++i) {
        whose[i]->shrunk = operators.effects->effects[i];
    }
}

Operators operators_of(const Count& count) {
    Operators operators;
    std::vector<Operator> all(count.agents);
    for (const std::size_t stratum : count.strata()) {
        const double p = rate_of_all(count, stratum).value.value();
        for (std::size_t agent = 0; agent < count.agents; ++agent) {
            const Tally& tally = count.row(stratum)[agent];
            Operator& one = all[agent];
            one.agent = agent;
            one.n += tally.n;
            one.achieved += tally.achieved;
            one.expected += tally.n * p;
            one.variance += tally.n * p * (1 - p);
        }
    }
    for (const Operator& one : all) {
        if (one.n == 0) continue;
        operators.n += one.n;
        operators.achieved += one.achieved;
        operators.all.push_back(one);
    }
    shrink(operators);
    if (operators.differ()) {
        std::ranges::sort(operators.all, [](const Operator& a, const Operator& b) {
            const auto effect = [](const Operator& one) {
                return one.shrunk ? one.shrunk->value : 0.0;
            };
            return std::pair(effect(b), a.agent) < std::pair(effect(a), b.agent);
        });
    }
    return operators;
}

void order_by_name(const Question& question, Operators& operators) {
    const auto name = [&](const Operator& one) {
        const auto& agents = question.scope.words().agents;
        return question.labels.agent(agents.id(static_cast<int>(one.agent)));
    };
    std::ranges::sort(operators.all, [&](const Operator& a, const Operator& b) {
        return std::pair(name(a), a.agent) < std::pair(name(b), b.agent);
    });
}

// What n counts of the aim, and what is achieved.
struct Names {
    Phrase counted;
    Phrase achieved;
};

Names names_of(Aim aim) {
    if (aim == Aim::Kept) {
        return {{"解約・継続のご案内で話した応対", "Talks about leaving or staying"},
                {"30日後まで継続", "Kept 30 days"}};
    }
    return {{"注文・質問・掘り起こしで話した応対", "Talks about ordering"},
            {"14日以内に注文", "Ordered in 14 days"}};
}

Figure table_of(const Question& question, const Operators& operators) {
    const Names names = names_of(question.choices.one<Aim>("aim"));
    Figure figure{
        .key = "operators",
        .title = question.said({"担当者", "Operators"}),
        .shape = Shape::Bars,
        .columns = {{"operator", question.said({"担当者", "Operator"}), Unit::Text},
                    {"n", question.said(names.counted), Unit::Count},
                    {"observed", question.said(names.achieved), Unit::Count},
                    {"expected", question.said({"見込み", "Expected"}), Unit::Number},
                    {"rate", question.said({"そのままの割合", "As it is"}), Unit::Share},
                    {"ratio", question.said({"成果÷見込み", "Observed / expected"}), Unit::Number},
                    {"adjusted", question.said({"調整後の割合", "Adjusted"}), Unit::Share}},
        .drawn = {"adjusted"},
        .note = operators.differ()
                    ? question.said({"調整後の割合が高い順です。", "By the adjusted rate."})
                    : question.said({"担当者の差は偶然の範囲のため、順位をつけず名前順に並べて"
                                     "います。",
                                     "They differ by no more than chance: no ranking, they stand "
                                     "in the order of their names."})};
    for (const Operator& one : operators.all) {
        const auto id = question.scope.words().agents.id(static_cast<int>(one.agent));
        Cell adjusted{.n = one.n, .immature = one.n < kFew};
        if (one.shrunk) {
            const auto at = [&](double effect) {
                return std::clamp(operators.rate() + effect, 0.0, 1.0);
            };
            adjusted.value = at(one.shrunk->value);
            adjusted.low = at(one.shrunk->low);
            adjusted.high = at(one.shrunk->high);
        }
        std::optional<double> ratio;
        if (one.expected > 0) ratio = static_cast<double>(one.achieved) / one.expected;
        figure.add({text_cell(question.labels.agent(id)),
                    with_people(count_cell(one.n), "all/" + std::to_string(id)),
                    with_people(count_cell(one.achieved), "achieved/" + std::to_string(id)),
                    number_cell(one.expected, one.n), share_cell(rate_of(one.achieved, one.n)),
                    number_cell(ratio, one.n), adjusted});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Reader reader(question);
    const auto count = journey::fold(question.scope.snapshot, Count(reader, question.scope.words()),
                                     question.scope.options());
    Operators operators = operators_of(count);
    report.meta.n = operators.n;
    if (operators.n == 0) {
        report.remarks.push_back(
            question.said({"期間内に、結果の出た応対がありません。",
                           "No contact of the period is old enough to tell what came of it."}));
        return;
    }
    if (!operators.differ()) order_by_name(question, operators);
    report.headlines.push_back({.key = "rate",
                                .label = question.said({"全体の割合", "Everybody together"}),
                                .unit = Unit::Share,
                                .cell = share_cell(rate_of(operators.achieved, operators.n))});
    if (operators.effects && operators.effects->homogeneity.p) {
        report.headlines.push_back(
            {.key = "p",
             .label = question.said(
                 {"偶然でもこの差が出る確率 p", "p if there were no difference"}),
             .unit = Unit::Number,
             .cell = {.value = operators.effects->homogeneity.p, .n = operators.n}});
    }
    report.remarks.push_back(question.said(
        {"用件と理由の違いは調整していますが、記録にない違い(お客様の事情や時間帯の割り当てなど)は"
         "残ります。評価や処遇の唯一の根拠にしないでください。",
         "Purposes and reasons are adjusted for; what is not recorded is not. Do not let this "
         "alone "
         "decide about anybody."}));
    report.figures.push_back(table_of(question, operators));
}

struct Find {
    const Reader* reader;
    int agent;
    bool only_achieved;

    bool operator()(const Journey& journey) const {
        bool found = false;
        reader->each(journey, [&](const Touch& touch, bool achieved) {
            found |= touch.agent == agent && (achieved || !only_achieved);
        });
        return found;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto& agents = question.scope.words().agents;
    const Reader reader(question);
    for (int agent = 1; agent < agents.size(); ++agent) {
        const auto id = std::to_string(agents.id(agent));
        const bool achieved = key == "achieved/" + id;
        if (!achieved && key != "all/" + id) continue;
        return customers_where(question.scope, Find{&reader, agent, achieved});
    }
    no_such_cell(key);
}

}  // namespace

constexpr Analysis kOperators{
    .name = "operators",
    .topic = Topic::Centre,
    .title = {"担当者の効果", "Operators"},
    .asks = {"受けたお客様の違いをならすと、担当者によって成果は違うか",
             "With like customers, do operators achieve different things?"},
    .definition =
        {"分母(n)は、担当者がわかり話せた応対(不通と現アナを除く)のうち、結果を見る日数が過ぎたもの"
         "です。「継続」の分母は、契約中の定期がある方への用件「解約」「継続のご案内」の応対で、"
         "成果は30日以内に解約のお申し出がなかったもの。「受注」の分母は、用件「注文」「商品の質問"
         "」"
         "「掘り起こし」の応対で、成果は当日から14日以内に有効な注文(定期のお届けを除く)"
         "があったもの"
         "。見込みは、同じ用件・理由の応対で全員があげた割合から求めます(間接法による標準化)"
         "。調整後の"
         "割合は、件数の少ない担当者ほど全体に近づけ、95%"
         "区間を付けます。差が偶然の範囲なら順位をつけません。",
         "n counts contacts of known operators in which they spoke (calls nobody answered aside) "
         "and whose days to look at are over. Kept: n of contacts about cancelling or keeping with "
         "a subscription in force, achieved those without a wish to cancel within 30 days. "
         "Ordered: n of contacts about orders, products and win-back, achieved those with an order "
         "that counts and is no delivery within 14 days. Expected is what everybody "
         "achieved with the same purposes and reasons (indirect standardisation). The adjusted "
         "rate is pulled to the whole where contacts are few, with a 95 % interval. There is no "
         "ranking "
         "when the differences are noise."},
    .source = "Breslow, Day, IARC 82 (1987); DerSimonian, Laird, Control. Clin. Trials 7 (1986)",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
