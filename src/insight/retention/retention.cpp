#include "insight/retention/retention.h"

#include "insight/spells.h"
#include "insight/survival.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Scope;

constexpr Phrase kDefinition{
    "n回目をお届けした定期のうち、n+1回目へ続いた割合。解約がn+"
    "1回目の発送より前に効力をもつと解約と数え、"
    "休止・スキップは継続中、基準日にまだ次回を待つものは打ち切りとして扱います("
    "カプラン・マイヤー法)。"
    "解約後の再開は新しい定期として数えます。",
    "Of the subscriptions shipped delivery n, the share that goes on to n + 1. A cancellation that "
    "takes effect before n + 1 ships is the event; paused and skipped ones stay at risk; those "
    "still waiting on the as-of day are censored (Kaplan-Meier). A resumption after cancelling is "
    "a new subscription."};

std::string key_of(const journey::Words& words, SplitBy split, int group) {
    switch (split) {
        case SplitBy::Product: return std::to_string(words.products.id(group));
        case SplitBy::Medium: return std::string(words.media.text(group));
        case SplitBy::Prefecture: return std::string(words.prefectures.text(group));
        case SplitBy::None: break;
    }
    return "all";
}

std::string label_of(const journey::Words& words, SplitBy split, int group, const Labels& labels) {
    if (split == SplitBy::None) return "";
    if (split == SplitBy::Product) return labels.product(words.products.id(group));
    return labels.text(key_of(words, split, group));
}

// All groups of a table in one.
DeliveryTable together(const DeliveryTable& table) {
    DeliveryTable all(1);
    for (int group = 0; group < table.groups(); ++group) {
        for (int delivery = 1; delivery < kMostDeliveries; ++delivery) {
            const DeliveryCell& from = table.cell(group, delivery);
            DeliveryCell& to = all.cell(0, delivery);
            to.open += from.open;
            to.continued += from.continued;
            to.cancelled += from.cancelled;
        }
    }
    return all;
}

RetentionHeadline headline_of(const std::vector<SurvivalPoint>& points) {
    RetentionHeadline headline;
    if (points.empty()) return headline;
    const SurvivalPoint& point = points[std::min<std::size_t>(points.size(), 3) - 1];
    headline.delivery = point.delivery;
    headline.survival = point.survival;
    headline.low = point.low;
    headline.high = point.high;
    headline.n = points.front().at_risk;
    headline.immature = point.immature || headline.n < kFew;
    return headline;
}

struct RetentionPeople {
    const Scope* scope;
    const RetentionCell* cell;
    std::vector<CustomerCode> codes;

    void operator()(const Journey& journey) {
        bool found = false;
        each_waiting(journey, [&](const Waiting& waiting) { found |= matches(journey, waiting); });
        if (found) codes.push_back(journey.code());
    }
    bool matches(const Journey& journey, const Waiting& waiting) const {
        const bool asked = scope->covers(waiting.spell_from) && scope->has(waiting.product) &&
                           std::min(waiting.delivery, kMostDeliveries - 1) == cell->delivery;
        if (!asked || key_of(scope->words(), cell->by, group(journey, waiting)) != cell->key) {
            return false;
        }
        if (cell->outcome == Who::AtRisk) return true;
        return waiting.outcome ==
               (cell->outcome == Who::Event ? Outcome::Cancelled : Outcome::Open);
    }
    int group(const Journey& journey, const Waiting& waiting) const {
        switch (cell->by) {
            case SplitBy::Product: return waiting.product;
            case SplitBy::Medium: return journey.medium();
            case SplitBy::Prefecture: return journey.prefecture();
            case SplitBy::None: break;
        }
        return 0;
    }
    void merge(const RetentionPeople& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

}  // namespace

std::vector<SurvivalPoint> survival_points(const DeliveryTable& table, int group) {
    int last = 0;
    int first = 0;
    for (int delivery = 1; delivery < kMostDeliveries; ++delivery) {
        if (table.cell(group, delivery).at_risk() == 0) continue;
        if (first == 0) first = delivery;
        last = delivery;
    }
    if (last == 0) return {};
    std::vector<RiskSet> sets;
    for (int delivery = 1; delivery <= last; ++delivery) {
        const DeliveryCell& cell = table.cell(group, delivery);
        sets.push_back({cell.at_risk(), cell.cancelled});
    }
    const auto curve = kaplan_meier(sets);
    std::vector<SurvivalPoint> points;
    bool immature = false;
    for (int delivery = first; delivery <= std::min(last + 1, kMostDeliveries - 1); ++delivery) {
        const DeliveryCell& cell = table.cell(group, delivery);
        const std::int64_t kept = cell.at_risk() - cell.cancelled;
        SurvivalPoint point{.delivery = delivery,
                            .at_risk = cell.at_risk(),
                            .events = cell.cancelled,
                            .censored = cell.open,
                            .rate = rate_of(kept, cell.at_risk()),
                            .immature = immature};
        if (delivery > 1) {
            const Survival& before = curve[static_cast<std::size_t>(delivery) - 2];
            point.survival = before.value;
            point.low = before.low;
            point.high = before.high;
        }
        immature |= is_immature(cell);
        points.push_back(point);
    }
    return points;
}

Retention retention(const Scope& scope, const journey::Filter& filter, SplitBy split,
                    const Labels& labels) {
    Retention answer;
    answer.meta = meta_of(scope, filter, "retention", kDefinition);
    const DeliveryTable table = delivery_table(scope, split);
    for (int group = 0; group < table.groups(); ++group) {
        SurvivalCurve curve;
        curve.points = survival_points(table, group);
        if (curve.points.empty()) continue;
        curve.key = key_of(scope.words(), split, group);
        curve.label = label_of(scope.words(), split, group, labels);
        curve.n = curve.points.front().at_risk;
        answer.curves.push_back(std::move(curve));
    }
    std::sort(answer.curves.begin(), answer.curves.end(), [](const auto& a, const auto& b) {
        return std::tie(b.n, a.key) < std::tie(a.n, b.key);
    });
    answer.headline = headline_of(survival_points(together(table), 0));
    answer.meta.n = answer.headline.n;
    return answer;
}

std::vector<CustomerCode> retention_people(const Scope& scope, const RetentionCell& cell) {
    auto codes = fold(scope.snapshot, RetentionPeople{&scope, &cell, {}}, scope.options()).codes;
    std::sort(codes.begin(), codes.end());
    return codes;
}

}  // namespace tsunagi::insight
