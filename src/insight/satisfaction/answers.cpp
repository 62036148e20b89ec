#include "insight/satisfaction/answers.h"

#include "insight/grouping.h"
#include "insight/shrinkage.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kMostRows = 60;

// One of the two questions: what its figure counts and orders by.
struct Asking {
    std::int64_t (*n)(const AnswerTally&);
    double (*value)(const AnswerTally&);  // requires n > 0
};

std::int64_t recommended(const AnswerTally& tally) { return tally.recommended(); }
std::int64_t rated(const AnswerTally& tally) { return tally.satisfied().n; }
double score_of(const AnswerTally& tally) { return *tally.score().value; }
double satisfied_of(const AnswerTally& tally) { return *tally.satisfied().value; }

constexpr Asking kRecommend{recommended, score_of};
constexpr Asking kSatisfy{rated, satisfied_of};

// Of the operators who are known, with the variance of all their answers together.
bool scores_differ(const std::vector<AnswerTally>& tallies) {
    AnswerTally all;
    for (std::size_t i = 1; i < tallies.size(); ++i) all.merge(tallies[i]);
    const auto n = static_cast<double>(all.recommended());
    if (n == 0) return false;
    const double p = static_cast<double>(all.of(Recommends::Promoter)) / n;
    const double q = static_cast<double>(all.of(Recommends::Detractor)) / n;
    const double variance = p + q - (p - q) * (p - q);
    if (variance <= 0) return false;
    std::vector<Effect> effects;
    for (std::size_t i = 1; i < tallies.size(); ++i) {
        if (tallies[i].recommended() == 0) continue;
        const auto of_one = static_cast<double>(tallies[i].recommended());
        effects.push_back({score_of(tallies[i]) / 100, std::sqrt(variance / of_one)});
    }
    const auto shrunk = shrink_effects(effects);
    return shrunk && shrunk->homogeneity.more_than_noise;
}

bool shares_differ(const std::vector<AnswerTally>& tallies) {
    std::vector<Rate> rates;
    for (std::size_t i = 1; i < tallies.size(); ++i) rates.push_back(tallies[i].satisfied());
    return homogeneity_of(rates).more_than_noise;
}

class Groups {
public:
    Groups(const Question& question, const ContactGroups& groups, ContactBy by,
           const std::vector<AnswerTally>& tallies, const Asking& asking, bool differ)
        : question_(question), groups_(groups), by_(by), tallies_(tallies), asking_(asking),
          differ_(differ) {
        for (const AnswerTally& tally : tallies) sizes_.push_back(asking.n(tally));
    }

    bool any() const {
        return std::ranges::any_of(sizes_, [](std::int64_t n) { return n > 0; });
    }
    // Months from the first that has an answer to the last; of others those with most answers.
    std::vector<std::size_t> shown() const {
        if (by_ == ContactBy::Month) return months();
        auto shown = largest(sizes_, question_.most(kMostRows));
        if (by_ != ContactBy::Agent) return shown;
        if (differ_) {
            std::ranges::sort(shown, {}, [&](std::size_t group) {
                return std::pair(-asking_.value(tallies_[group]), group);
            });
        } else {
            std::ranges::sort(shown, {}, [&](std::size_t group) { return groups_.label(group); });
        }
        return shown;
    }
    std::int64_t left_out() const {
        return by_ == ContactBy::Month ? 0 : left_out_by_largest(sizes_, question_.most(kMostRows));
    }
    Shape shape() const { return by_ == ContactBy::Month ? Shape::Lines : Shape::Bars; }
    std::string note() const {
        auto note = question_.said(
            {"必要な回答数は、区間にありうる割合のうち最も多く要る値で求めています。",
             "Needed: at those of the shares in the interval that need the most."});
        if (by_ != ContactBy::Agent) return note;
        const auto order = differ_
                               ? question_.said({"高い順です。", "The highest first. "})
                               : question_.said({"担当者の差は偶然の範囲のため、順位をつけず名前順"
                                                 "に並べています。",
                                                 "Operators differ by no more than chance: no "
                                                 "ranking, they stand in the order of their "
                                                 "names. "});
        return order + note;
    }

private:
    std::vector<std::size_t> months() const {
        std::vector<std::size_t> shown;
        std::size_t last = 0;
        for (std::size_t i = 0; i < sizes_.size(); ++i) {
            if (sizes_[i] > 0) last = i;
        }
        for (std::size_t i = 0; i <= last; ++i) {
            const bool begun = !shown.empty() || sizes_[i] > 0;
            if (begun && tallies_[i].contacts > 0) shown.push_back(i);
        }
        return shown;
    }

    const Question& question_;
    const ContactGroups& groups_;
    ContactBy by_;
    const std::vector<AnswerTally>& tallies_;
    const Asking& asking_;
    bool differ_;
    std::vector<std::int64_t> sizes_;
};

Cell part_cell(std::int64_t part, std::int64_t n, const std::string& key) {
    return with_people(share_cell(rate_of(part, n)), key);
}

Figure score_figure(const Question& question, const ContactGroups& groups, const Groups& parts,
                    const std::vector<AnswerTally>& tallies, const Wish& wish) {
    Figure figure{
        .key = "nps",
        .title = question.said({"おすすめ度(NPS)", "Would recommend (NPS)"}),
        .shape = parts.shape(),
        .columns = {groups.column(),
                    {"n", question.said({"回答", "Answers"}), Unit::Count},
                    {"answered", question.said({"応対に占める回答", "Of contacts"}), Unit::Share},
                    {"promoters", question.said({"推奨者", "Promoters"}), Unit::Share},
                    {"passives", question.said({"中立者", "Passives"}), Unit::Share},
                    {"detractors", question.said({"批判者", "Detractors"}), Unit::Share},
                    {"score", "NPS", Unit::Number},
                    {"needed", question.said({"必要な回答数", "Needed"}), Unit::Count}},
        .drawn = {"score"},
        .left_out = parts.left_out(),
        .note = parts.note()};
    for (const std::size_t i : parts.shown()) {
        const AnswerTally& tally = tallies[i];
        const std::int64_t n = tally.recommended();
        const std::string key = "/" + groups.key(i);
        figure.add(
            groups.row(i, {text_cell(groups.label(i)), with_people(count_cell(n), "nps" + key),
                           share_cell(rate_of(n, tally.contacts)),
                           part_cell(tally.of(Recommends::Promoter), n, "promoters" + key),
                           part_cell(tally.of(Recommends::Passive), n, "passives" + key),
                           part_cell(tally.of(Recommends::Detractor), n, "detractors" + key),
                           score_cell(tally.score()),
                           count_cell(answers_needed_for_score(tally.score(), wish))}));
    }
    return figure;
}

Figure satisfied_figure(const Question& question, const ContactGroups& groups, const Groups& parts,
                        const std::vector<AnswerTally>& tallies, const Wish& wish) {
    Figure figure{
        .key = "satisfied",
        .title = question.said({"満足度(CSAT)", "Satisfaction (CSAT)"}),
        .shape = parts.shape(),
        .columns = {groups.column(),
                    {"n", question.said({"回答", "Answers"}), Unit::Count},
                    {"answered", question.said({"応対に占める回答", "Of contacts"}), Unit::Share},
                    {"satisfied", question.said({"満足(4・5)", "Satisfied (4, 5)"}), Unit::Share},
                    {"others", question.said({"それ以外(1〜3)", "Others (1 to 3)"}), Unit::Share},
                    {"mean", question.said({"平均(1〜5)", "Mean (1 to 5)"}), Unit::Number},
                    {"needed", question.said({"必要な回答数", "Needed"}), Unit::Count}},
        .drawn = {"satisfied"},
        .left_out = parts.left_out(),
        .note = parts.note()};
    for (const std::size_t i : parts.shown()) {
        const AnswerTally& tally = tallies[i];
        const Rate satisfied = tally.satisfied();
        const std::string key = "/" + groups.key(i);
        figure.add(groups.row(
            i, {text_cell(groups.label(i)), with_people(count_cell(satisfied.n), "csat" + key),
                share_cell(rate_of(satisfied.n, tally.contacts)),
                with_people(share_cell(satisfied), "satisfied" + key),
                part_cell(satisfied.n - satisfied.events, satisfied.n, "others" + key),
                mean_cell(tally.mean()), count_cell(answers_needed_for_share(satisfied, wish))}));
    }
    return figure;
}

}  // namespace

Recommends recommends(journey::Answers answers) {
    const auto nps = answers.nps();
    if (!nps) return Recommends::Not;
    if (*nps >= 9) return Recommends::Promoter;
    return *nps >= 7 ? Recommends::Passive : Recommends::Detractor;
}

void AnswerTally::add(journey::Answers answers) {
    ++contacts;
    if (answers == journey::Answers{}) return;
    ++answered;
    ++recommending[static_cast<std::size_t>(recommends(answers))];
    if (const auto csat = answers.csat()) ++satisfaction[static_cast<std::size_t>(*csat - 1)];
}

void AnswerTally::merge(const AnswerTally& other) {
    contacts += other.contacts;
    answered += other.answered;
    for (std::size_t i = 0; i < recommending.size(); ++i) recommending[i] += other.recommending[i];
    for (std::size_t i = 0; i < satisfaction.size(); ++i) satisfaction[i] += other.satisfaction[i];
}

std::int64_t AnswerTally::recommended() const {
    return of(Recommends::Detractor) + of(Recommends::Passive) + of(Recommends::Promoter);
}

PromoterScore AnswerTally::score() const {
    return promoter_score_of(of(Recommends::Promoter), of(Recommends::Passive),
                             of(Recommends::Detractor));
}

Rate AnswerTally::satisfied() const {
    const auto from = satisfaction.begin() + (kSatisfiedFrom - 1);
    const auto n = std::reduce(satisfaction.begin(), satisfaction.end());
    return rate_of(std::reduce(from, satisfaction.end()), n);
}

ScaleMean AnswerTally::mean() const { return scale_mean_of(satisfaction); }

Cell score_cell(const PromoterScore& score) {
    return {.value = score.value,
            .low = score.low,
            .high = score.high,
            .n = score.promoters + score.passives + score.detractors,
            .immature = score.few};
}

Cell mean_cell(const ScaleMean& mean) {
    return {
        .value = mean.value, .low = mean.low, .high = mean.high, .n = mean.n, .immature = mean.few};
}

void add_answers(const Question& question, const ContactGroups& groups, ContactBy by,
                 const std::vector<AnswerTally>& tallies, const Wish& wish, Report& report) {
    const bool agents = by == ContactBy::Agent;
    const Groups scores(question, groups, by, tallies, kRecommend,
                        agents && scores_differ(tallies));
    if (scores.any()) {
        report.figures.push_back(score_figure(question, groups, scores, tallies, wish));
    }
    const Groups shares(question, groups, by, tallies, kSatisfy, agents && shares_differ(tallies));
    if (shares.any()) {
        report.figures.push_back(satisfied_figure(question, groups, shares, tallies, wish));
    }
}

}  // namespace tsunagi::insight
