#include "insight/offers/offers.h"

#include "insight/buyers.h"
#include "insight/contact_fate.h"
#include "insight/contact_groups.h"
#include "insight/grouping.h"
#include "insight/time_to_event.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;
using journey::TouchLane;

constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostCurves = 6;
constexpr int kLongest = 400;
constexpr int kStep = 5;
constexpr int kShownDays = 120;
constexpr int kComplaintDays = 30;
constexpr std::array kWithin{30, 60, 90};

constexpr std::array kSplits{
    OptionRule{"reason", {"理由", "Reason"}},
    OptionRule{"offer", {"ご案内した特典", "Offer"}},
    OptionRule{"answer", {"お客様の返事", "Answer"}},
    OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{"purpose", {"用件", "Purpose"}},
    OptionRule{"none", {"全体", "All"}},
};
constexpr std::array kChoices{ChoiceRule{"by", {"分けかた", "Split by"}, "offer", kSplits}};

enum class Who { All, Accepted, Declined, Kept, Lost, Complained };
BOOST_DESCRIBE_ENUM(Who, All, Accepted, Declined, Kept, Lost, Complained)

// One contact in which an offer was answered.
struct Answered {
    std::size_t group;
    bool accepted;
    ContactFate fate;
    bool old_enough;  // for complaints
    bool complained;
};

class Reader {
public:
    Reader(const Question& question, const ContactGroups& groups)
        : scope_(&question.scope), groups_(&groups), cancel_(purpose(question, "cancel")),
          keep_(purpose(question, "retention_call")), complaint_(purpose(question, "complaint")) {}

    // each(Answered) for every one of a journey.
    template <class Each>
    void each(const Journey& journey, Each each) const {
        const auto touches = journey.touches();
        for (std::uint32_t i = 0; i < touches.size(); ++i) {
            const Touch touch = touches[i];
            if ((touch.flags & (TouchLane::kAccepted | TouchLane::kDeclined)) == 0) continue;
            if (touch.purpose != cancel_ && touch.purpose != keep_) continue;
            if (!scope_->covers(touch.day) || !scope_->has(touch.product)) continue;
            const auto fate = contact_fate(*scope_, journey, touch.day);
            if (!fate.in_force) continue;
            each(Answered{.group = groups_->of(touch),
                          .accepted = (touch.flags & TouchLane::kAccepted) != 0,
                          .fate = fate,
                          .old_enough = touch.day + kComplaintDays <= journey.as_of(),
                          .complained = complained(touches, i)});
        }
    }

private:
    static int purpose(const Question& question, std::string_view code) {
        return question.scope.words().purposes.find(code).value_or(-1);
    }
    bool complained(const journey::Range<TouchLane>& touches, std::uint32_t after) const {
        const int until = touches[after].day + kComplaintDays;
        for (std::uint32_t i = after + 1; i < touches.size() && touches[i].day <= until; ++i) {
            if (touches[i].purpose == complaint_) return true;
        }
        return false;
    }

    const journey::Scope* scope_;
    const ContactGroups* groups_;
    int cancel_;
    int keep_;
    int complaint_;
};

struct Tally {
    std::int64_t accepted = 0;
    std::int64_t old_enough = 0;
    std::int64_t complained = 0;  // of those
};

struct Count {
    const Reader* reader;
    EndDays ends;
    std::vector<Tally> tallies;

    void operator()(const Journey& journey) {
        reader->each(journey, [&](const Answered& one) {
            ends.add(one.group, one.fate.waited, one.fate.cancelled);
            Tally& tally = tallies[one.group];
            tally.accepted += one.accepted;
            tally.old_enough += one.old_enough;
            tally.complained += one.old_enough && one.complained;
        });
    }
    void merge(const Count& other) {
        ends.merge(other.ends);
        for (std::size_t i = 0; i < tallies.size(); ++i) {
            tallies[i].accepted += other.tallies[i].accepted;
            tallies[i].old_enough += other.tallies[i].old_enough;
            tallies[i].complained += other.tallies[i].complained;
        }
    }
};

Figure curves_figure(const Question& question, const ContactGroups& groups,
                     std::span<const TimeCurve> curves) {
    Figure figure{
        .key = "curves",
        .title = question.said({"応対からの日数と継続率", "Kept, by days since the contact"}),
        .shape = Shape::Lines,
        .columns = {{"days", question.said({"日数", "Days"}), Unit::Days}}};
    draw_curves(figure, groups, curves, {kShownDays, kStep, &TimeCurve::at});
    return figure;
}

Figure table_of(const Question& question, const ContactGroups& groups,
                const std::vector<TimeCurve>& curves, const std::vector<Tally>& tallies) {
    Figure table{.key = "groups",
                 .title = question.said({"抑止率と、その後の継続", "Accepted, and still kept"}),
                 .shape = Shape::Bars,
                 .columns = {groups.column(),
                             {"n", question.said({"応対", "Contacts"}), Unit::Count},
                             {"accepted", question.said({"受け入れ率", "Accepted"}), Unit::Share}},
                 .drawn = {"day_30"}};
    for (const int days : kWithin) {
        const auto n = std::to_string(days);
        table.columns.push_back({"day_" + n,
                                 question.said({"{n}日後も継続", "Kept {n} days"}, {{"n", n}}),
                                 Unit::Share});
    }
    table.columns.push_back({"lost", question.said({"その後の解約", "Left since"}), Unit::Count});
    table.columns.push_back({"complaints",
                             question.said({"30日以内のクレーム", "Complained in 30 days"}),
                             Unit::Share});
    for (const TimeCurve& curve : curves) {
        const Tally& tally = tallies[curve.group];
        const auto key = [&](std::string_view who) {
            return std::string(who) + "/" + groups.key(curve.group);
        };
        std::vector<Cell> cells{
            text_cell(groups.label(curve.group)), with_people(count_cell(curve.n()), key("all")),
            with_people(share_cell(rate_of(tally.accepted, curve.n())), key("accepted"))};
        for (const int days : kWithin) cells.push_back(curve.at(days));
        cells.push_back(with_people(count_cell(curve.happened()), key("lost")));
        cells.push_back(with_people(share_cell(rate_of(tally.complained, tally.old_enough)),
                                    key("complained")));
        table.add(std::move(cells));
    }
    return table;
}

void answer(const Question& question, Report& report) {
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const Reader reader(question, groups);
    const Count start{&reader, EndDays(kLongest), std::vector<Tally>(groups.size())};
    const auto count = journey::fold(question.scope.snapshot, start, question.scope.options());
    const std::size_t most = question.most(kMostRows);
    const auto curves = curves_of(count.ends, most);
    report.meta.n = count.ends.n();
    std::int64_t accepted = 0;
    for (const Tally& tally : count.tallies) accepted += tally.accepted;
    if (curves.empty()) {
        report.remarks.push_back(question.said(
            {"期間内に、特典をご案内して返事をいただいた解約・継続の応対がありません。",
             "No contact about cancelling had an offer answered in the period."}));
        return;
    }
    report.headlines.push_back({.key = "accepted",
                                .label = question.said({"受け入れ率", "Accepted"}),
                                .unit = Unit::Share,
                                .cell = share_cell(rate_of(accepted, report.meta.n))});
    if (curves.size() > 1) {
        report.headlines.push_back(
            {.key = "log_rank_p",
             .label = question.said({"偶然でもこの差が出る確率 p(ログランク検定)",
                                     "p if there were no difference (log-rank)"}),
             .unit = Unit::Number,
             .cell = log_rank_cell(first_of(curves, kMostRows))});
    }
    report.remarks.push_back(question.said(
        {"特典は相手を見てご案内しているため、この表は結果の記録であり、特典や担当者の効果そのもの"
         "ではありません。効果を知るには、特典をくじ引きのように無作為に割り当ててください。",
         "Offers are given to whom they seem to fit, so this describes and does not show what an "
         "offer or an operator does. To know that, give offers at random."}));
    report.figures.push_back(curves_figure(question, groups, first_of(curves, kMostCurves)));
    report.figures.push_back(table_of(question, groups, curves, count.tallies));
    report.figures.back().left_out = left_out_by_largest(count.ends.sizes(), most);
}

bool is(Who who, const Answered& one) {
    switch (who) {
        case Who::All: break;
        case Who::Accepted: return one.accepted;
        case Who::Declined: return !one.accepted;
        case Who::Kept: return !one.fate.cancelled;
        case Who::Lost: return one.fate.cancelled;
        case Who::Complained: return one.old_enough && one.complained;
    }
    return true;
}

struct Find {
    const Reader* reader;
    Who who;
    std::size_t group;

    bool operator()(const Journey& journey) const {
        bool found = false;
        reader->each(journey,
                     [&](const Answered& one) { found |= one.group == group && is(who, one); });
        return found;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const ContactGroups groups(question, question.choices.one<ContactBy>("by"));
    const Reader reader(question, groups);
    const auto slash = std::min(key.find('/'), key.size());
    const auto who = parse_enum<Who>(key.substr(0, slash));
    const auto group = groups.find(key.substr(std::min(slash + 1, key.size())));
    if (!who || !group || slash == key.size()) no_such_cell(key);
    return customers_where(question.scope, Find{&reader, *who, *group});
}

}  // namespace

constexpr Analysis kOffers{
    .name = "offers",
    .topic = Topic::Cancellations,
    .title = {"引き止め提案の効果", "Keeping who wants to leave"},
    .asks = {"解約のお申し出に何をご案内すると、どれだけの人が30・60・90日後も続けているか",
             "After which offer do how many still subscribe 30, 60 and 90 days later?"},
    .definition =
        {"用件が「解約」または「継続のご案内」で、特典への返事(受け入れ・お断り)がある応対のうち、"
         "その日に契約中の定期があったもの。「継続」は、その日に契約中だった定期について、応対の日"
         "以降に解約のお申し出(取り消されたものを除く)がないこと。まだ日の浅い応対は打ち切りとし、"
         "カプラン・マイヤー法で推定します。クレームは応対から30日以内に用件「クレーム」の応対が"
         "あった割合です。期間は応対日、商品は応対と定期の"
         "商品で選びます。",
         "Contacts about cancelling, or that called to keep her, with an offer accepted or "
         "declined "
         "while a subscription was in force. Kept: no cancellation of one of those (withdrawn ones "
         "aside) was asked for on that day or later; recent contacts are censored (Kaplan-Meier). "
         "Complaints are contacts with that purpose within 30 days. The period chooses contacts by "
         "their day, the products by theirs and that of the subscription."},
    .source = "Kaplan, Meier, JASA 53 (1958) 457-481",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
