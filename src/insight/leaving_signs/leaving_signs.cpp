#include "insight/leaving_signs/leaving_signs.h"

#include "insight/cell_key.h"
#include "insight/customer_facts.h"
#include "insight/leaving_signs/subscribers.h"
#include "insight/leaving_signs/tallies.h"
#include "insight/mean.h"
#include "insight/portions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;

constexpr std::size_t kBands = 5;
// Of the standard normal, two-sided at 5 % / 43.
constexpr double kZOfAll = 3.2478536316402082;
constexpr std::string_view kStrongest = "strongest";

consteval auto options_of_facts() {
    std::array<OptionRule, kFacts + 1> options{};
    options[0] = {kStrongest, {"差がいちばん大きいもの", "The one that differs most"}};
    for (std::size_t i = 0; i < kFacts; ++i) {
        options[i + 1] = {kFactRules[i].key, kFactRules[i].label};
    }
    return options;
}
constexpr auto kFactOptions = options_of_facts();
constexpr std::array kChoices{
    ChoiceRule{"days", {"その後を見る日数", "Days watched"}, "60", {}, 14, 365},
    ChoiceRule{"fact", {"くわしく見る前兆", "Look closer at"}, kStrongest, kFactOptions},
};

Fact fact_at(std::size_t place) { return static_cast<Fact>(place); }

struct Effect {
    Fact fact{};
    Cell cell;  // immature: not shown to differ

    double size() const { return std::abs(cell.value.value_or(0)); }
};

Effect effect_of(Fact fact, const Moments& left, const Moments& stayed) {
    Effect effect{fact, {.n = left.n() + stayed.n(), .immature = true}};
    if (left.n() < 2 || stayed.n() < 2) return effect;
    const auto m = static_cast<double>(left.n());
    const auto n = static_cast<double>(stayed.n());
    const double free = m + n - 2;
    const double variance = ((m - 1) * left.variance() + (n - 1) * stayed.variance()) / free;
    if (variance <= 0) return effect;
    const double g = (left.mean() - stayed.mean()) / std::sqrt(variance) * (1 - 3 / (4 * free - 1));
    const double error = std::sqrt((m + n) / (m * n) + g * g / (2 * (m + n)));
    effect.cell.value = g;
    effect.cell.low = g - kZ95 * error;
    effect.cell.high = g + kZ95 * error;
    effect.cell.immature = std::min(m, n) < static_cast<double>(kFew) ||
                           std::abs(g) <= kZOfAll * error;
    return effect;
}

// The largest first; what is not shown to differ comes after what is.
std::vector<Effect> effects_of(const SignTallies& found) {
    std::vector<Effect> effects;
    for (std::size_t i = 0; i < kFacts; ++i) {
        const Fact fact = fact_at(i);
        effects.push_back(effect_of(fact, found.left.moments(fact), found.stayed.moments(fact)));
    }
    std::ranges::sort(effects, {}, [](const Effect& effect) {
        return std::tuple(effect.cell.immature, -effect.size(), effect.fact);
    });
    return effects;
}

Cell mean_cell(const Moments& moments) {
    const Mean mean = mean_of(moments);
    return {
        .value = mean.value, .low = mean.low, .high = mean.high, .n = mean.n, .immature = mean.few};
}

Figure effects_figure(const Question& question, const std::vector<Effect>& effects) {
    Figure figure{
        .key = "signs",
        .title = question.said({"解約した人と続けた人のちがい", "Where those who left differ"}),
        .shape = Shape::Bars,
        .columns = {{"fact", question.said({"前兆", "Sign"}), Unit::Text},
                    {"effect", question.said({"差(標準偏差いくつ分)", "Difference, in SD"}),
                     Unit::Number}},
        .note = question.said(
            {"プラスは、解約した人のほうが大きい値。灰色は、43個を比べた偶然の範囲"
             "をこえないもの。",
             "Above zero: larger among those who left. Grey: within what chance "
             "does among 43 comparisons."})};
    for (const Effect& effect : effects) {
        const FactRule& rule = kFactRules[static_cast<std::size_t>(effect.fact)];
        figure.add({text_cell(question.said(rule.label)), effect.cell});
    }
    return figure;
}

Figure means_figure(const Question& question, const SignTallies& found,
                    const std::vector<Effect>& effects, Unit unit) {
    const Phrase title = unit == Unit::Days    ? Phrase{"平均:日数", "Means: days"}
                         : unit == Unit::Money ? Phrase{"平均:金額", "Means: money"}
                                               : Phrase{"平均:回数・数", "Means: counts"};
    Figure figure{.key = "means_" + std::string(word_of(unit)),
                  .title = question.said(title),
                  .columns = {{"fact", question.said({"前兆", "Sign"}), Unit::Text},
                              {"left", question.said({"解約した人", "Those who left"}), unit},
                              {"stayed", question.said({"続けた人", "Those who stayed"}), unit}}};
    for (const Effect& effect : effects) {
        const FactRule& rule = kFactRules[static_cast<std::size_t>(effect.fact)];
        if (rule.unit != unit) continue;
        figure.add({text_cell(question.said(rule.label)),
                    mean_cell(found.left.moments(effect.fact)),
                    mean_cell(found.stayed.moments(effect.fact))});
    }
    return figure;
}

CustomerCode code_of(const Watched& one) { return one.code; }
CustomerCode code_of(CustomerCode code) { return code; }

// Of each the value known at the end of the lane day; NaN: she has none.
template <class Subscriber>
std::vector<double> values_of(const journey::Scope& scope, const std::vector<Subscriber>& all,
                              Fact fact, int day) {
    std::vector<double> values(all.size());
    in_portions(all.size(), scope.threads, [&](std::size_t, std::size_t i, std::size_t last) {
        FactsReader facts(scope.view(), day);
        for (; i < last; ++i) values[i] = facts.read(code_of(all[i]), fact);
    });
    return values;
}

// Upper ends of the bands, ascending, all different; the last has no end.
std::vector<double> bands_of(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    std::vector<double> ends;
    auto from = values.begin();
    for (std::size_t band = 1; band < kBands && !values.empty(); ++band) {
        const auto rank = (values.size() * band + kBands - 1) / kBands - 1;
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
        if (at >= from) std::nth_element(from, at, values.end());
        if (ends.empty() || ends.back() < *at) ends.push_back(*at);
        from = std::max(from, at);
    }
    // A band above the last end stands only where somebody has more.
    const bool more = std::ranges::any_of(values,
                                          [&](double value) { return value > ends.back(); });
    if (more) ends.push_back(std::numeric_limits<double>::infinity());
    return ends;
}

// The band of a value; of none the one after the last.
std::size_t band_of(const std::vector<double>& ends, double value) {
    if (std::isnan(value)) return ends.size();
    const auto at = std::ranges::lower_bound(ends, value) - ends.begin();
    return std::min(static_cast<std::size_t>(at), ends.size() - 1);
}

struct Band {
    std::int64_t people = 0;
    std::int64_t left = 0;
    std::int64_t now = 0;
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
};

// `then` are the values of `who`, `now` those of who subscribes now.
std::vector<Band> count_bands(const std::vector<double>& ends, const std::vector<Watched>& who,
                              const std::vector<double>& then, const std::vector<double>& now) {
    std::vector<Band> bands(ends.size() + 1);
    for (std::size_t i = 0; i < who.size(); ++i) {
        Band& band = bands[band_of(ends, then[i])];
        ++band.people;
        band.left += who[i].left;
        if (std::isnan(then[i])) continue;
        band.low = std::min(band.low, then[i]);
        band.high = std::max(band.high, then[i]);
    }
    if (ends.empty()) return bands;  // nobody had a value: none of today's has a band
    for (const double value : now) ++bands[band_of(ends, value)].now;
    return bands;
}

std::string label_of(const Question& question, std::size_t place, std::size_t bands) {
    if (place == bands) return question.said({"値なし", "No value"});
    auto number = std::to_string(place + 1);
    if (bands == 1) return number;
    if (place == 0) return question.said({"{n}(小さい)", "{n} (small)"}, {{"n", number}});
    if (place + 1 == bands) return question.said({"{n}(大きい)", "{n} (large)"}, {{"n", number}});
    return number;
}

Figure bands_figure(const Question& question, const Subscribers& who, Fact fact, int cut) {
    const FactRule& rule = kFactRules[static_cast<std::size_t>(fact)];
    Figure figure{
        .key = "bands_" + std::string(rule.key),  // no two facts are set beside each other
        .title = question.said({"{fact}の帯ごとの解約", "Left by {fact}"},
                               {{"fact", question.said(rule.label)}}),
        .shape = Shape::Bars,
        .columns = {{"band", question.said({"帯", "Band"}), Unit::Text},
                    {"from", question.said({"最小", "From"}), rule.unit},
                    {"to", question.said({"最大", "To"}), rule.unit},
                    {"people", question.said({"契約していた人", "Subscribers then"}), Unit::Count},
                    {"rate", question.said({"解約した割合", "Left"}), Unit::Share},
                    {"now", question.said({"いま契約中の人", "Subscribers now"}), Unit::Count}},
        .drawn = {"rate"},
        .note = question.said(
            {"契約していた人を、値の小さい順に5つに分けます。同じ値は同じ帯。",
             "Fifths of the subscribers by the fact; equal values in one band."})};
    const journey::Scope& scope = question.scope;
    const auto then = values_of(scope, who.then, fact, cut);
    const auto ends = bands_of(then);
    const auto bands = count_bands(ends, who.then, then,
                                   values_of(scope, who.now, fact, scope.as_of()));
    for (std::size_t i = 0; i < bands.size(); ++i) {
        const Band& band = bands[i];
        if (band.people == 0 && band.now == 0) continue;
        const std::string place = std::string(rule.key) + "/" + std::to_string(i);
        const bool valued = i < ends.size() && band.people > 0;
        figure.add({text_cell(label_of(question, i, ends.size())),
                    valued ? Cell{.value = band.low} : Cell{},
                    valued ? Cell{.value = band.high} : Cell{},
                    with_people(count_cell(band.people), "then/" + place),
                    with_people(share_cell(rate_of(band.left, band.people)), "left/" + place),
                    with_people(count_cell(band.now), "now/" + place)});
    }
    return figure;
}

Fact chosen(const Question& question, const std::vector<Effect>& effects) {
    const auto word = question.choices.word("fact");
    if (word == kStrongest) return effects.front().fact;
    const auto at = std::ranges::find(kFactRules, word, &FactRule::key);
    return fact_at(static_cast<std::size_t>(at - kFactRules.begin()));
}

void answer(const Question& question, Report& report) {
    const int days = question.choices.number("days");
    const int cut = question.scope.as_of() - days;
    const Subscribers who = subscribers_of(question.scope, days);
    const SignTallies found = tally_signs(question.scope, who.then, cut);
    report.meta.n = found.left.people + found.stayed.people;
    if (found.left.people == 0 || found.stayed.people == 0) {
        report.remarks.push_back(
            question.said({"解約した人と続けた人の両方がそろうと、前兆を比べられます。",
                           "Signs are compared once some left and some stayed."}));
        return;
    }
    report.headlines.push_back(
        {.key = "left",
         .label = question.said({"{n}日のうちに解約した割合", "Left within {n} days"},
                                {{"n", std::to_string(days)}}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate_of(found.left.people, report.meta.n)), "left")});
    const auto effects = effects_of(found);
    report.figures.push_back(effects_figure(question, effects));
    report.figures.push_back(bands_figure(question, who, chosen(question, effects), cut));
    for (const Unit unit : {Unit::Days, Unit::Number, Unit::Money}) {
        report.figures.push_back(means_figure(question, found, effects, unit));
    }
}

// "then/orders/2", "left/…", "now/…".
struct BandKey {
    std::string_view who;
    Fact fact;
    std::size_t band;
};

BandKey band_key(std::string_view key) {
    const auto first = key.find('/');
    const auto last = key.rfind('/');
    if (first == key.npos || first == last) no_such_cell(key);
    const BandKey found{.who = key.substr(0, first), .fact = {}, .band = 0};
    const auto rule = std::ranges::find(kFactRules, key.substr(first + 1, last - first - 1),
                                        &FactRule::key);
    const auto band = numbers_of(key.substr(last), "", 1);
    const bool known = found.who == "then" || found.who == "left" || found.who == "now";
    if (!known || rule == kFactRules.end() || !band || band->front() < 0) no_such_cell(key);
    return {found.who, fact_at(static_cast<std::size_t>(rule - kFactRules.begin())),
            static_cast<std::size_t>(band->front())};
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const journey::Scope& scope = question.scope;
    const int days = question.choices.number("days");
    const Subscribers who = subscribers_of(scope, days);
    std::vector<CustomerCode> codes;
    if (key == "left") {
        for (const Watched& one : who.then) {
            if (one.left) codes.push_back(one.code);
        }
        std::ranges::sort(codes);
        return codes;
    }
    const BandKey asked = band_key(key);
    const auto then = values_of(scope, who.then, asked.fact, scope.as_of() - days);
    const auto ends = bands_of(then);
    if (asked.band > ends.size()) no_such_cell(key);
    if (asked.who == "now") {
        const auto now = values_of(scope, who.now, asked.fact, scope.as_of());
        for (std::size_t i = 0; i < now.size() && !ends.empty(); ++i) {
            if (band_of(ends, now[i]) == asked.band) codes.push_back(who.now[i]);
        }
    } else {
        for (std::size_t i = 0; i < then.size(); ++i) {
            const bool asked_for = asked.who == "then" || who.then[i].left;
            if (asked_for && band_of(ends, then[i]) == asked.band) {
                codes.push_back(who.then[i].code);
            }
        }
    }
    std::ranges::sort(codes);
    return codes;
}

}  // namespace

constexpr Analysis kLeavingSigns{
    .name = "leaving-signs",
    .topic = Topic::Cancellations,
    .title = {"解約の前兆", "Signs before leaving"},
    .asks = {"解約する人は、その前に何がちがうか。いま同じ人は誰か",
             "What is different before a customer leaves, and who is like that now?"},
    .definition =
        {"基準日から「その後を見る日数」をさかのぼった日に契約中(休止を含む)"
         "だった人について、その日ま"
         "でに分かっていた43個の数字を、その後その日数のうちに解約を申し出た人と続けた人で比べます"
         "。差"
         "は、平均の差を標準偏差で割ったもの(Hedgesのg)"
         "です。帯は、契約中だった人をその数字の小さい順"
         "に5つに分けたもの。「いま契約中の人」は、今日の数字が同じ帯に入る人です。期間は契約を始め"
         "た"
         "(再開した)日、商品はその契約の商品で選びます。前兆は解約の原因とは限りません。",
         "Of everybody with a subscription in force (paused ones too) on the as-of day less the "
         "days watched, 43 facts as they were known that day: those who asked to cancel within "
         "these days against those who stayed. The difference is that of the means over the "
         "standard deviation (Hedges' g). Bands are fifths of those subscribers by one fact; "
         "subscribers now are those whose fact of today lies in the band. The period is that of "
         "the day the subscription was taken up, products are those of it. A sign need not be a "
         "cause."},
    .source = "Hedges, Olkin, Statistical Methods for Meta-Analysis (1985), chapter 5",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
