#include "insight/save_rate/save_rate.h"

#include "insight/contact_groups.h"
#include "insight/grouping.h"
#include "insight/membership.h"
#include "insight/save_rate/wishes.h"
#include "insight/time_to_event.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostCurves = 6;
constexpr int kLongest = 400;
constexpr int kStep = 5;
constexpr int kShownDays = 120;
constexpr std::array kWithin{0, 30, 60, 90};
constexpr std::string_view kUnvoiced = "without_contact";

constexpr std::array kSplits{
    OptionRule{"reason", {"理由", "Reason"}},
    OptionRule{"offer", {"ご案内した特典", "Offer"}},
    OptionRule{"answer", {"お客様の返事", "Answer"}},
    OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"month", {"月", "Month"}},
    OptionRule{kBySegment, {"セグメント", "Segment"}},
    OptionRule{"none", {"全体", "All"}},
};
constexpr std::array kCounted{
    OptionRule{"count", {"数える", "Count"}},
    OptionRule{"leave_out", {"除く", "Leave out"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"分けかた", "Split by"}, "reason", kSplits},
    ChoiceRule{
        "unvoiced", {"応対のない解約", "Cancellations without a contact"}, "leave_out", kCounted},
    kWhichSegment,
};

enum class Who { All, Kept, Lost, Complained };
BOOST_DESCRIBE_ENUM(Who, All, Kept, Lost, Complained)

// Contact groups, and one of cancellations without a contact where the split is about the contact;
// or who wished: those in a segment and those not.
class WishGroups {
public:
    explicit WishGroups(const Question& question)
        : question_(question), by_(by_of(question)), groups_(question, by_) {
        if (question.choices.word("by") == kBySegment) membership_.emplace(question);
    }

    std::size_t size() const { return membership_ ? membership_->size() : groups_.size() + 1; }
    std::size_t of(const Journey& journey, const Wish& wish) const {
        if (membership_) return membership_->of(journey.code());
        const bool apart = by_ == ContactBy::Offer || by_ == ContactBy::Answer ||
                           by_ == ContactBy::Agent;
        return apart && !wish.voiced ? groups_.size() : groups_.of(wish.touch);
    }
    Column column() const { return groups_.column(); }
    std::string key(std::size_t group) const {
        if (membership_) return membership_->key(group);
        return group == groups_.size() ? std::string(kUnvoiced) : groups_.key(group);
    }
    std::string label(std::size_t group) const {
        if (membership_) return membership_->label(group);
        return group == groups_.size() ? question_.said({"(応対なし)", "(without a contact)"})
                                       : groups_.label(group);
    }
    std::optional<std::size_t> find(std::string_view key) const {
        if (membership_) return membership_->find(key);
        return key == kUnvoiced ? groups_.size() : groups_.find(key);
    }

private:
    static ContactBy by_of(const Question& question) {
        return parse_enum<ContactBy>(question.choices.word("by")).value_or(ContactBy::None);
    }

    const Question& question_;
    ContactBy by_;
    ContactGroups groups_;
    std::optional<Membership> membership_{};
};

struct Tally {
    std::int64_t old_enough = 0;
    std::int64_t complained = 0;  // of those
};

struct Count {
    const Wishes* wishes;
    const WishGroups* groups;
    EndDays ends;
    EndDays all_ends;  // of one group
    std::vector<Tally> tallies;

    void operator()(const Journey& journey) {
        wishes->each(journey, [&](const Wish& wish) {
            const std::size_t group = groups->of(journey, wish);
            ends.add(group, wish.waited, wish.cancelled);
            all_ends.add(0, wish.waited, wish.cancelled);
            Tally& tally = tallies[group];
            tally.old_enough += wish.complained.has_value();
            tally.complained += wish.complained.value_or(false);
        });
    }
    void merge(const Count& other) {
        ends.merge(other.ends);
        all_ends.merge(other.all_ends);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].old_enough += other.tallies[i].old_enough;
            tallies[i].complained += other.tallies[i].complained;
        }
    }
};

Figure curves_of(const Question& question, const WishGroups& groups,
                 std::span<const TimeCurve> curves) {
    Figure figure{
        .key = "curves",
        .title = question.said({"お申し出からの日数と継続率", "Kept, by days since the wish"}),
        .shape = Shape::Lines,
        .columns = {{"days", question.said({"日数", "Days"}), Unit::Days}}};
    draw_curves(figure, groups, curves, {kShownDays, kStep, &TimeCurve::at});
    return figure;
}

Phrase kept_phrase(int days) {
    return days == 0 ? Phrase{"当日は継続", "Kept that day"}
                     : Phrase{"{n}日後も継続", "Kept {n} days"};
}

Figure table_of(const Question& question, const WishGroups& groups,
                const std::vector<TimeCurve>& curves, const std::vector<Tally>& tallies) {
    Figure table{
        .key = "groups",
        .title = question.said({"解約抑止率の内訳", "Kept, by group"}),
        .shape = Shape::Bars,
        .columns = {groups.column(), {"n", question.said({"お申し出", "Wishes"}), Unit::Count}},
        .drawn = {"day_30"}};
    for (const int days : kWithin) {
        const auto n = std::to_string(days);
        table.columns.push_back(
            {"day_" + n, question.said(kept_phrase(days), {{"n", n}}), Unit::Share});
    }
    table.columns.push_back({"kept", question.said({"継続中", "Kept so far"}), Unit::Count});
    table.columns.push_back({"lost", question.said({"解約", "Left"}), Unit::Count});
    table.columns.push_back({"complaints",
                             question.said({"30日以内のクレーム", "Complained in 30 days"}),
                             Unit::Share});
    for (const TimeCurve& curve : curves) {
        const Tally& tally = tallies[curve.group];
        const auto key = [&](std::string_view who) {
            return std::string(who) + "/" + groups.key(curve.group);
        };
        std::vector<Cell> cells{text_cell(groups.label(curve.group)),
                                with_people(count_cell(curve.n()), key("all"))};
        for (const int days : kWithin) cells.push_back(curve.at(days));
        cells.push_back(with_people(count_cell(curve.n() - curve.happened()), key("kept")));
        cells.push_back(with_people(count_cell(curve.happened()), key("lost")));
        cells.push_back(with_people(share_cell(rate_of(tally.complained, tally.old_enough)),
                                    key("complained")));
        table.add(std::move(cells));
    }
    return table;
}

void add_headlines(const Question& question, const TimeCurve& all,
                   const std::vector<TimeCurve>& curves, Report& report) {
    std::string watched;
    for (const int days : kWithin) {
        if (days == 0) continue;
        const auto n = std::to_string(days);
        Cell cell = all.at(days);
        if (!watched.empty()) watched += question.said({"、", ", "});
        watched += question.said({"{days}日後{n}件", "{n} after {days} days"},
                                 {{"days", n}, {"n", std::to_string(cell.n.value_or(0))}});
        cell.n = all.n();  // of whom it is a share
        report.headlines.push_back(
            {.key = "day_" + n,
             .label = question.said({"解約抑止率({n}日後も継続)", "Save rate: kept {n} days"},
                                    {{"n", n}}),
             .unit = Unit::Share,
             .cell = std::move(cell)});
    }
    report.remarks.push_back(question.said(
        {"抑止率の分母(n)は解約のお申し出{n}件です。そのうち契約中で、まだ見届けているのは{watched}"
         "です。",
         "Rates are of n = {n} wishes to leave. Of these still subscribed and watched: {watched}."},
        {{"n", std::to_string(all.n())}, {"watched", watched}}));
    report.headlines.push_back({.key = "wishes",
                                .label = question.said({"解約のお申し出", "Wishes to leave"}),
                                .unit = Unit::Count,
                                .cell = with_people(count_cell(all.n()), "all")});
    if (curves.size() > 1 && !splits_by_segment(question)) {
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = log_rank_cell(first_of(curves, kMostRows))});
    }
}

void answer(const Question& question, Report& report) {
    const Wishes wishes(question);
    const WishGroups groups(question);
    const Count start{&wishes, &groups, EndDays(kLongest), EndDays(kLongest),
                      std::vector<Tally>(groups.size())};
    const auto count = journey::fold(question.scope.snapshot, start, question.scope.options());
    const std::size_t most = question.most(kMostRows);
    const auto curves = insight::curves_of(count.ends, most);
    report.meta.n = count.ends.n();
    explain_segments(question, report);
    if (curves.empty()) {
        report.remarks.push_back(
            question.said({"期間内に、契約中の定期の解約のお申し出がありません。",
                           "Nobody wished to leave in the period."}));
        return;
    }
    add_headlines(question, insight::curves_of(count.all_ends, 1).front(), curves, report);
    if (question.choices.word("unvoiced") == "count") {
        report.remarks.push_back(question.said(
            {"応対のない解約は、解約になったものだけが記録に残ります。担当者の応対だけを見るには"
             "「除く」を選んでください。",
             "A cancellation without a contact is on record because it happened. To look at what "
             "operators do, leave them out."}));
    }
    report.remarks.push_back(question.said(
        {"特典や担当者はお申し出の内容によって決まるため、この表は結果の記録であり、特典や担当者の"
         "効果そのものではありません。",
         "Offers and operators go with what was said, so this describes and does not show what an "
         "offer or an operator does."}));
    report.figures.push_back(curves_of(question, groups, first_of(curves, kMostCurves)));
    report.figures.push_back(table_of(question, groups, curves, count.tallies));
    report.figures.back().left_out = left_out_by_largest(count.ends.sizes(), most);
}

bool is(Who who, const Wish& wish) {
    switch (who) {
        case Who::All: break;
        case Who::Kept: return !wish.cancelled;
        case Who::Lost: return wish.cancelled;
        case Who::Complained: return wish.complained.value_or(false);
    }
    return true;
}

struct Find {
    const Wishes* wishes;
    const WishGroups* groups;
    Who who;
    std::optional<std::size_t> group;  // nothing: any
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        bool found = false;
        wishes->each(journey, [&](const Wish& wish) {
            found |= is(who, wish) && (!group || groups->of(journey, wish) == *group);
        });
        if (found) codes.push_back(journey.code());
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Wishes wishes(question);
    const WishGroups groups(question);
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto group = groups.find(key.substr(std::min(slash + 1, key.size())));
    const bool everybody = key == "all";
    if (!everybody && (!who || !group || slash == key.size())) no_such_cell(key);
    return journey::fold(question.scope.snapshot,
                         Find{&wishes, &groups, *who, everybody ? std::nullopt : group},
                         question.scope.options())
        .codes;
}

}  // namespace

constexpr Analysis kSaveRate{
    .name = "save-rate",
    .topic = Topic::Cancellations,
    .title = {"解約抑止率", "Save rate"},
    .asks = {"解約を申し出た方のうち、何割が30・60・90日後も続けているか",
             "Of all who wished to leave, how many still subscribe 30, 60 and 90 days later?"},
    .definition =
        {"「お申し出」は、契約中の定期がある日の用件「解約」の応対です(特典をご案内しなかったもの、"
         "お断りになったものを含みます)"
         "。どなたとも話していない解約は引き止めようがないため、はじめは除"
         "きます。「数える」を選ぶと、その前90日以内に用件「解約」の応対がない解約も、お申し出の日"
         "に失わ"
         "れたものとして加えます。「継続」は、お申し出の日に契約中だった定期について、その日以降に"
         "解約の"
         "お申し出(取り消されたものを除く)"
         "がないこと。当日の解約は0日目の解約です。まだ日の浅いものは打"
         "ち切りとし、カプラン・マイヤー法で推定します。クレームは30日以内に用件「クレーム」の応対"
         "があっ"
         "た割合です。期間はお申し出の日、商品は定期の商品で選びます。",
         "A wish is a contact about cancelling while a subscription was in force, with an offer or "
         "without. Who spoke to nobody could not be kept by anybody, so cancellations without a "
         "contact are left out unless they are counted: then one that no such contact came before "
         "within 90 days is a wish, lost on its day. Kept: no cancellation of one of those in "
         "force (withdrawn ones aside) was asked for on that day or later; one on the day itself "
         "is lost on day 0. Recent wishes are censored (Kaplan-Meier). Complaints are contacts "
         "with that purpose within 30 days. The period chooses wishes by their day, products are "
         "those of the subscriptions."},
    .source = "Kaplan, Meier, JASA 53 (1958) 457-481",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
