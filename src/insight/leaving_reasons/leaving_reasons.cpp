#include "insight/leaving_reasons/leaving_reasons.h"

#include "insight/cumulative_incidence.h"
#include "insight/delivery_table.h"
#include "insight/grouping.h"
#include "insight/spells.h"
#include "insight/survival.h"

#include <algorithm>
#include <numeric>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr int kLongest = 24;  // deliveries; later ones are not followed
constexpr std::size_t kMostDrawn = 8;
constexpr std::size_t kMostGroups = 12;

constexpr std::array kSplits{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"start_quarter", {"開始時期", "Start"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"分けかた", "Split by"}, "product", kSplits},
    ChoiceRule{"until", {"何回目まで", "Up to delivery"}, "6", {}, 1, kLongest},
};

bool follows(const journey::Scope& scope, const Waiting& waiting) {
    return 1 <= waiting.delivery && waiting.delivery <= kLongest && scope.has(waiting.product) &&
           scope.covers(waiting.spell_from);
}

// Waitings after deliveries 1 … kLongest, by group and by how they ended.
class Table {
public:
    Table(std::size_t groups, std::size_t reasons)
        : reasons_(reasons), counts_(groups * kLongest * (reasons + kOthers)) {}

    void add(std::size_t group, const Waiting& waiting) {
        std::size_t end = static_cast<std::size_t>(waiting.reason);
        if (waiting.outcome == Outcome::Continued) end = reasons_;
        if (waiting.outcome == Outcome::Open) end = reasons_ + 1;
        ++counts_[place(group, waiting.delivery) + end];
    }
    void merge(const Table& other) {
        std::ranges::transform(counts_, other.counts_, counts_.begin(), std::plus{});
    }
    std::size_t groups() const { return counts_.size() / (kLongest * (reasons_ + kOthers)); }
    std::size_t reasons() const { return reasons_; }
    // Of one group, or of all of them; up to the last delivery that anybody waited after. Histories
    // that begin in the middle leave the sets before empty.
    std::vector<CompetingRiskSet> sets(std::optional<std::size_t> group) const {
        std::vector<CompetingRiskSet> sets;
        for (int delivery = 1; delivery <= kLongest; ++delivery) {
            CompetingRiskSet set{0, std::vector<std::int64_t>(reasons_), 0};
            const std::size_t first = group.value_or(0);
            const std::size_t last = group ? first + 1 : groups();
            for (std::size_t i = first; i < last; ++i) add(place(i, delivery), set);
            sets.push_back(std::move(set));
        }
        while (!sets.empty() && sets.back().at_risk == 0) sets.pop_back();
        return sets;
    }

private:
    static constexpr std::size_t kOthers = 2;  // ends beside the reasons: continued, still open

    std::size_t place(std::size_t group, int delivery) const {
        const auto row = group * kLongest + static_cast<std::size_t>(delivery - 1);
        return row * (reasons_ + kOthers);
    }
    void add(std::size_t from, CompetingRiskSet& set) const {
        for (std::size_t reason = 0; reason < reasons_; ++reason) {
            set.events[reason] += counts_[from + reason];
            set.at_risk += counts_[from + reason];
        }
        set.waiting += counts_[from + reasons_ + 1];
        set.at_risk += counts_[from + reasons_] + counts_[from + reasons_ + 1];
    }

    std::size_t reasons_;
    std::vector<std::uint32_t> counts_;
};

struct Count {
    const journey::Scope* scope;
    const Grouping* grouping;
    Table table;

    void operator()(const Journey& journey) {
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!follows(*scope, waiting)) return;
            table.add(grouping->of(journey, waiting.product, waiting.spell_from), waiting);
        });
    }
    void merge(const Count& other) { table.merge(other.table); }
};

std::vector<std::int64_t> events_of(const std::vector<CompetingRiskSet>& sets, std::size_t reasons,
                                    int until) {
    std::vector<std::int64_t> events(reasons);
    for (std::size_t at = 0; at < std::min(sets.size(), static_cast<std::size_t>(until)); ++at) {
        std::ranges::transform(events, sets[at].events, events.begin(), std::plus{});
    }
    return events;
}

std::int64_t most_at_risk(const std::vector<CompetingRiskSet>& sets) {
    std::int64_t most = 0;
    for (const auto& set : sets) most = std::max(most, set.at_risk);
    return most;
}

// Place of the first set that anybody is in.
std::size_t first_filled(const std::vector<CompetingRiskSet>& sets) {
    std::size_t first = 0;
    while (first < sets.size() && sets[first].at_risk == 0) ++first;
    return first;
}

// Whether what is told of a set rests on one to which few came, or about which many still wait.
bool is_immature(const std::vector<CompetingRiskSet>& sets, std::size_t at) {
    return std::ranges::any_of(
        sets.begin() + std::ptrdiff_t(first_filled(sets)), sets.begin() + std::ptrdiff_t(at) + 1,
        [](const auto& set) { return set.at_risk < kFew || many_wait(set.waiting, set.at_risk); });
}

Cell incidence_cell(const CumulativeIncidence& found, const std::vector<CompetingRiskSet>& sets,
                    std::size_t reason, int delivery) {
    const auto at = static_cast<std::size_t>(delivery - 1);
    if (at >= sets.size() || at < first_filled(sets)) return {};
    const Incidence& point = found.reasons[reason][at];
    return {.value = point.value,
            .low = point.low,
            .high = point.high,
            .n = sets[at].at_risk,
            .immature = is_immature(sets, at)};
}

// 1 - Kaplan-Meier of all reasons after each delivery.
std::vector<Cell> left_cells(const std::vector<CompetingRiskSet>& sets) {
    std::vector<RiskSet> together;
    together.reserve(sets.size());
    for (const auto& set : sets) {
        const auto events = std::accumulate(set.events.begin(), set.events.end(), std::int64_t{0});
        together.push_back({set.at_risk, events});
    }
    std::vector<Cell> cells;
    cells.reserve(sets.size());
    for (const Survival& point : kaplan_meier(together)) {
        const std::size_t at = cells.size();
        cells.push_back({.value = 1 - point.value,
                         .low = 1 - point.high,
                         .high = 1 - point.low,
                         .n = together[at].at_risk,
                         .immature = at < first_filled(sets) || is_immature(sets, at)});
    }
    return cells;
}

// 1 - Kaplan-Meier of one reason.
Cell alone_cell(const std::vector<CompetingRiskSet>& sets, std::size_t reason, int delivery) {
    const auto count = static_cast<std::size_t>(delivery);
    if (count > sets.size() || count <= first_filled(sets)) return {};
    std::vector<RiskSet> alone;
    alone.reserve(sets.size());
    for (const auto& set : sets) alone.push_back({set.at_risk, set.events[reason]});
    return {.value = 1 - kaplan_meier(alone)[count - 1].value, .n = sets[count - 1].at_risk};
}

// The reasons that a picture shows, the most frequent first, and the others together as the last.
class Shown {
public:
    Shown(const Question& question, const std::vector<CompetingRiskSet>& sets) {
        const auto count = static_cast<std::size_t>(question.scope.words().reasons.size());
        const auto events = events_of(sets, count, kLongest);
        reasons_ = largest(events, kMostDrawn);
        rest_ = left_out_by_largest(events, kMostDrawn) > 0;
        for (const std::size_t reason : reasons_) {
            codes_.emplace_back(question.scope.words().reasons.text(static_cast<int>(reason)));
            labels_.push_back(question.labels.reason(codes_.back()));
        }
        if (rest_) labels_.push_back(question.said({"そのほかの理由", "Other reasons"}));
    }

    std::size_t size() const { return labels_.size(); }
    const std::string& label(std::size_t place) const { return labels_[place]; }
    Column column(std::size_t place) const {
        return {"reason_" + (is_rest(place) ? "*" : codes_[place]), labels_[place], Unit::Share};
    }
    // Nobody stands behind the others together.
    Cell with_people_of(Cell cell, std::string_view kind, std::size_t place) const {
        if (is_rest(place)) return cell;
        return with_people(std::move(cell), std::string(kind) + "/" + codes_[place]);
    }
    // The same sets with the events of these.
    std::vector<CompetingRiskSet> of(const std::vector<CompetingRiskSet>& sets) const {
        std::vector<CompetingRiskSet> shown;
        shown.reserve(sets.size());
        for (const CompetingRiskSet& set : sets) {
            CompetingRiskSet& one = shown.emplace_back(
                CompetingRiskSet{set.at_risk, {}, set.waiting});
            auto rest = std::accumulate(set.events.begin(), set.events.end(), std::int64_t{0});
            for (const std::size_t reason : reasons_) {
                one.events.push_back(set.events[reason]);
                rest -= set.events[reason];
            }
            if (rest_) one.events.push_back(rest);
        }
        return shown;
    }

private:
    bool is_rest(std::size_t place) const { return place == codes_.size(); }

    std::vector<std::size_t> reasons_;
    std::vector<std::string> codes_;
    std::vector<std::string> labels_;
    bool rest_ = false;
};

Figure curves_of(const Question& question, const std::vector<CompetingRiskSet>& sets,
                 const CumulativeIncidence& found, const Shown& reasons) {
    Figure figure{
        .key = "curves",
        .title = question.said({"その回までに解約した割合(理由別)", "Left so far, by reason"}),
        .shape = Shape::Stack,
        .columns = {{"delivery", question.said({"回数", "Delivery"}), Unit::Delivery},
                    {"at_risk", question.said({"お届け済み", "Shipped"}), Unit::Count},
                    {"left", question.said({"解約の合計", "All reasons"}), Unit::Share}}};
    for (std::size_t place = 0; place < reasons.size(); ++place) {
        figure.columns.push_back(reasons.column(place));
        figure.drawn.push_back(figure.columns.back().key);
    }
    const auto left = left_cells(sets);
    for (std::size_t at = first_filled(sets); at < sets.size(); ++at) {
        const int delivery = static_cast<int>(at) + 1;
        std::vector<Cell> cells{count_cell(delivery), count_cell(sets[at].at_risk), left[at]};
        for (std::size_t place = 0; place < reasons.size(); ++place) {
            cells.push_back(incidence_cell(found, sets, place, delivery));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure reasons_of(const Question& question, const std::vector<CompetingRiskSet>& sets,
                  const CumulativeIncidence& found, const Shown& reasons, int until) {
    const auto n = std::to_string(until);
    Figure figure{
        .key = "reasons",
        .title = question.said({"{n}回目までの理由", "Reasons up to no. {n}"}, {{"n", n}}),
        .shape = Shape::Bars,
        .columns = {{"reason", question.said({"理由", "Reason"}), Unit::Text},
                    {"left", question.said({"解約", "Left"}), Unit::Count},
                    {"incidence", question.said({"解約した割合", "Left for it"}), Unit::Share},
                    {"alone", question.said({"見かけの割合", "As if alone"}), Unit::Share}},
        .drawn = {"incidence"},
        .note = question.said(
            {"「見かけの割合」は、ほかの理由がないものとして1つの理由だけを見た値です。大きめに出る"
             "ため、足し合わせたり比べたりするときは「解約した割合」をお使いください。",
             "'As if alone' looks at one reason as if the others did not exist. It is too large: "
             "add up and compare the shares that left."})};
    const auto events = events_of(sets, reasons.size(), until);
    for (std::size_t place = 0; place < reasons.size(); ++place) {
        figure.add({text_cell(reasons.label(place)),
                    reasons.with_people_of(count_cell(events[place]), "reason", place),
                    incidence_cell(found, sets, place, until), alone_cell(sets, place, until)});
    }
    return figure;
}

Figure groups_of(const Question& question, const Grouping& grouping, const Table& table,
                 const Shown& reasons, int until) {
    std::vector<std::int64_t> sizes;
    sizes.reserve(table.groups());
    for (std::size_t group = 0; group < table.groups(); ++group) {
        sizes.push_back(most_at_risk(table.sets(group)));
    }
    Figure figure{.key = "groups",
                  .title = question.said({"分けて見た理由", "Reasons by group"}),
                  .shape = Shape::Heat,
                  .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                              {"n", question.said({"お届け済み", "Shipped"}), Unit::Count}}};
    for (std::size_t place = 0; place < reasons.size(); ++place) {
        figure.columns.push_back(reasons.column(place));
        figure.drawn.push_back(figure.columns.back().key);
    }
    figure.left_out = left_out_by_largest(sizes, question.most(kMostGroups));
    for (const std::size_t group : largest(sizes, question.most(kMostGroups))) {
        const auto sets = reasons.of(table.sets(group));
        const auto found = cumulative_incidence(sets);
        std::vector<Cell> cells{text_cell(grouping.label(group)), count_cell(sizes[group])};
        for (std::size_t place = 0; place < reasons.size(); ++place) {
            cells.push_back(reasons.with_people_of(incidence_cell(found, sets, place, until),
                                                   "group/" + grouping.key(group), place));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const auto reason_count = static_cast<std::size_t>(question.scope.words().reasons.size());
    const Count start{&question.scope, &grouping, Table(grouping.size(), reason_count)};
    const auto table =
        journey::fold(question.scope.snapshot, start, question.scope.options()).table;
    const auto all = table.sets(std::nullopt);
    if (all.empty()) {
        report.remarks.push_back(question.said({"期間内に始まり、お届けした定期がありません。",
                                                "No subscription of the period was shipped."}));
        return;
    }
    report.meta.n = most_at_risk(all);
    const int until = question.choices.number("until");
    const Shown reasons(question, all);
    const auto sets = reasons.of(all);
    const auto found = cumulative_incidence(sets);
    const auto at = static_cast<std::size_t>(until - 1);
    Cell left{.immature = true};
    if (first_filled(sets) <= at && at < sets.size()) left = left_cells(sets)[at];
    if (left.value) left.n = report.meta.n;  // of whom it is a share
    report.headlines.push_back(
        {.key = "left",
         .label = question.said({"{n}回目までに解約した割合", "Left up to delivery {n}"},
                                {{"n", std::to_string(until)}}),
         .unit = Unit::Share,
         .cell = left});
    report.figures.push_back(curves_of(question, sets, found, reasons));
    report.figures.push_back(reasons_of(question, sets, found, reasons, until));
    report.figures.push_back(groups_of(question, grouping, table, reasons, until));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Grouping grouping(question, question.choices.one<GroupBy>("by"));
    const int until = question.choices.number("until");
    const auto first = std::min(key.find('/'), key.size());
    const auto last = key.rfind('/');
    const auto kind = key.substr(0, first);
    if ((kind != "reason" && kind != "group") || first == key.size()) no_such_cell(key);
    const auto reason = question.scope.words().reasons.find(key.substr(last + 1));
    std::optional<std::size_t> group;
    if (kind == "group" && last > first) group = grouping.find(key.substr(6, last - 6));
    if (!reason || (kind == "group" && !group) || (kind == "reason" && last != first)) {
        no_such_cell(key);
    }
    struct Find {
        const journey::Scope* scope;
        const Grouping* grouping;
        std::optional<std::size_t> group;
        int reason;
        int until;
        std::vector<CustomerCode> codes{};

        void operator()(const Journey& journey) {
            bool found = false;
            each_waiting(journey, [&](const Waiting& waiting) {
                found |= follows(*scope, waiting) && waiting.outcome == Outcome::Cancelled &&
                         waiting.reason == reason && waiting.delivery <= until &&
                         (!group ||
                          *group == grouping->of(journey, waiting.product, waiting.spell_from));
            });
            if (found) codes.push_back(journey.code());
        }
        void merge(const Find& other) {
            codes.insert(codes.end(), other.codes.begin(), other.codes.end());
        }
    };
    return journey::fold(question.scope.snapshot,
                         Find{&question.scope, &grouping, group, *reason, until},
                         question.scope.options())
        .codes;
}

}  // namespace

constexpr Analysis kLeavingReasons{
    .name = "leaving-reasons",
    .topic = Topic::Cancellations,
    .title = {"解約理由と回数(競合リスク)", "Reasons over deliveries"},
    .asks = {"何回目までに、どの理由で何割が解約するか",
             "By which delivery do how many leave, and for which reason?"},
    .definition =
        {"定期のうち、その回までにその理由で解約した割合。1つの理由で解約した人は、ほかの理由では"
         "もう解約しないため、理由を独立とみなさず、同時に競い合うものとして推定します(アーレン・"
         "ヨハンセン法)。理由別の割合と継続中の割合を足すと100%になります。次回を待っている定期は"
         "打ち切りです(対象の5分の1より多くが待っている回からは灰色)"
         "。期間は定期の開始日で選びます。",
         "The share of subscriptions that have left for each reason by a delivery. Who left for "
         "one "
         "reason cannot leave for another, so reasons compete (Aalen-Johansen): their shares and "
         "that of those who stay add up to 100 %. Who waits for the next delivery is censored "
         "(grey from the delivery on after which more than a fifth do). The period chooses "
         "subscriptions by their start."},
    .source = "Aalen, Johansen, Scand. J. Statist. 5 (1978) 141-150",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
