#include "insight/cancellation_change/cancellation_change.h"

#include "insight/cancellation_change/leavers.h"
#include "insight/decomposition.h"
#include "insight/proportions.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;

constexpr std::size_t kMostRows = 30;

constexpr std::array kAgainst{
    OptionRule{"previous", {"前の期間", "Period before"}},
    OptionRule{"previous_year", {"前年同期", "A year earlier"}},
};
constexpr std::array kSplits{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"delivery", {"回数", "Delivery"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
    OptionRule{"start_quarter", {"開始時期", "Start"}},
    OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{kBySegment, {"セグメント", "Segment"}},
};
constexpr std::array kChoices{
    ChoiceRule{"against", {"比べる期間", "Against"}, "previous", kAgainst},
    ChoiceRule{"by", {"内訳", "Split by"}, "product", kSplits},
    kWhichSegment,
};

double share_of(std::int64_t part, std::int64_t all) {
    return all == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(all);
}

struct Moved {
    std::size_t place = 0;
    double points = 0;
};

// The most moved first.
std::vector<Moved> by_size(std::vector<Moved> moved) {
    std::ranges::sort(moved, [](const Moved& a, const Moved& b) {
        return std::pair(std::abs(b.points), a.place) < std::pair(std::abs(a.points), b.place);
    });
    return moved;
}

using Left = std::vector<std::int64_t> PeriodCount::*;  // by reason, or by operator

std::vector<Moved> moved_by(const LeaverCount& count, Left left) {
    std::vector<Moved> moved;
    const auto& [before, now] = count.periods;
    for (std::size_t i = 0; i < (now.*left).size(); ++i) {
        if ((before.*left)[i] == 0 && (now.*left)[i] == 0) continue;
        moved.push_back({i, share_of((now.*left)[i], now.in_force) -
                                share_of((before.*left)[i], before.in_force)});
    }
    return by_size(std::move(moved));
}

// Behind a part of the change stand those who left now, else those who did before.
Cell moved_cell(double points, const std::string& place, std::int64_t before, std::int64_t now) {
    const Cell cell{.value = points};
    if (now > 0) return with_people(cell, "now/" + place);
    return before > 0 ? with_people(cell, "before/" + place) : cell;
}

std::string reason_label(const Question& question, std::size_t reason) {
    return question.labels.reason(
        std::string(question.scope.words().reasons.text(static_cast<int>(reason))));
}

// A bridge from the rate before to the rate now over the shares of those who left; the figure has
// its key, its title and its first column.
template <class Label, class Key>
Figure bridge_of(const Question& question, const LeaverCount& count, const Periods& periods,
                 Left left, Figure bridge, Label label, Key key) {
    bridge.shape = Shape::Bridge;
    bridge.lists_all = true;
    bridge.drawn = {"rate", "change"};
    bridge.columns.push_back({"rate", question.said({"解約率", "Rate"}), Unit::Share});
    bridge.columns.push_back({"change", question.said({"増減", "Change"}), Unit::Points});
    bridge.columns.push_back({"before", question.said({"前", "Before"}), Unit::Count});
    bridge.columns.push_back({"now", question.said({"今回", "Now"}), Unit::Count});
    const auto& [before, now] = count.periods;
    bridge.add({text_cell(text_of(periods[0])),
                with_people({.value = share_of(before.left, before.in_force)}, "before/all"),
                {},
                with_people(count_cell(before.left), "before/all"),
                {}},
               "before");
    for (const Moved& moved : moved_by(count, left)) {
        const std::string place = key(moved.place);
        bridge.add(
            {text_cell(label(moved.place)),
             {},
             moved_cell(moved.points, place, (before.*left)[moved.place], (now.*left)[moved.place]),
             with_people(count_cell((before.*left)[moved.place]), "before/" + place),
             with_people(count_cell((now.*left)[moved.place]), "now/" + place)});
    }
    bridge.add({text_cell(text_of(periods[1])),
                with_people({.value = share_of(now.left, now.in_force)}, "now/all"),
                {},
                {},
                with_people(count_cell(now.left), "now/all")},
               "now");
    return bridge;
}

Figure reasons_of(const Question& question, const LeaverCount& count, const Periods& periods) {
    const auto& reasons = question.scope.words().reasons;
    return bridge_of(
        question, count, periods, &PeriodCount::by_reason,
        {.key = "reasons",
         .title = question.said({"理由ごとの増減", "By reason"}),
         .columns = {{"reason", question.said({"理由", "Reason"}), Unit::Text}}},
        [&](std::size_t reason) { return reason_label(question, reason); },
        [&](std::size_t reason) {
            return "reason/" + std::string(reasons.text(static_cast<int>(reason)));
        });
}

Figure agents_of(const Question& question, const LeaverCount& count, const Periods& periods,
                 const Places& places) {
    return bridge_of(
        question, count, periods, &PeriodCount::by_place,
        {.key = "agents",
         .title = question.said({"担当者ごとの増減", "By operator"}),
         .columns = {{"agent", question.said({"担当者", "Operator"}), Unit::Text}}},
        [&](std::size_t place) { return places.label(place); },
        [&](std::size_t place) { return "cell/" + places.key(place); });
}

Figure empty_parts(const Question& question) {
    return {.key = "parts",
            .title = question.said({"構成と率に分けた増減", "Mix and rate"}),
            .shape = Shape::Stack,
            .columns = {{"cell", question.said({"内訳", "Cell"}), Unit::Text},
                        {"mix", question.said({"構成の変化", "Mix"}), Unit::Points},
                        {"rate", question.said({"率の変化", "Rate"}), Unit::Points},
                        {"sum", question.said({"合計", "Sum"}), Unit::Points},
                        {"before", question.said({"前の解約率", "Rate before"}), Unit::Share},
                        {"now", question.said({"今回の解約率", "Rate now"}), Unit::Share},
                        {"left_before", question.said({"前の解約", "Left before"}), Unit::Count},
                        {"left_now", question.said({"今回の解約", "Left now"}), Unit::Count}},
            .drawn = {"mix", "rate"},
            .note = question.said(
                {"構成: 解約率の高いところの割合が増えた分。率: 同じところで解約が増えた分。"
                 "すべて足すと全体の増減になります。",
                 "Mix: more of those who leave often. Rate: the same ones leave more often. All "
                 "of it adds up to the whole change."}),
            .lists_all = true};
}

Figure parts_of(const Question& question, const LeaverCount& count, const Places& places,
                const RateChange& change) {
    Figure figure = empty_parts(question);
    std::vector<Moved> moved;
    moved.reserve(change.cells.size());
    for (std::size_t place = 0; place < change.cells.size(); ++place) {
        moved.push_back({place, change.cells[place].total()});
    }
    const auto& [before, now] = count.periods;
    figure.most = question.most(kMostRows);
    for (const auto& [place, points] : by_size(std::move(moved))) {
        if (before.units[place] == 0 && now.units[place] == 0) continue;
        const Contribution& part = change.cells[place];
        const std::string key = "cell/" + places.key(place);
        const auto part_cell = [&](double value) {
            return moved_cell(value, key, before.by_place[place], now.by_place[place]);
        };
        figure.add({text_cell(places.label(place)), part_cell(part.mix), part_cell(part.rate),
                    part_cell(points),
                    share_cell(rate_of(before.by_place[place], before.units[place])),
                    share_cell(rate_of(now.by_place[place], now.units[place])),
                    with_people(count_cell(before.by_place[place]), "before/" + key),
                    with_people(count_cell(now.by_place[place]), "now/" + key)});
    }
    return figure;
}

void add_headlines(const Question& question, const LeaverCount& count, const Periods& periods,
                   Report& report) {
    const auto& [before, now] = count.periods;
    const Rate then = rate_of(before.left, before.in_force);
    const Rate rate = rate_of(now.left, now.in_force);
    const auto difference = difference_of(rate, then);
    report.headlines.push_back(
        {.key = "now",
         .label = question.said({"解約率 {days}", "Rate {days}"}, {{"days", text_of(periods[1])}}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(rate), "now/all")});
    report.headlines.push_back(
        {.key = "before",
         .label = question.said({"前 {days}", "Before {days}"}, {{"days", text_of(periods[0])}}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(then), "before/all")});
    report.headlines.push_back({.key = "change",
                                .label = question.said({"増減", "Change"}),
                                .unit = Unit::Points,
                                .cell = {.value = difference.value,
                                         .low = difference.low,
                                         .high = difference.high,
                                         .immature = difference.few}});
}

void answer(const Question& question, Report& report) {
    const Periods periods = periods_of(question, question.choices.one<Against>("against"));
    const Places places(question);
    const auto count = count_leavers(question.scope, places, periods);
    const auto& [before, now] = count.periods;
    report.meta.n = now.in_force;
    if (before.in_force == 0 || now.in_force == 0) {
        report.remarks.push_back(question.said(
            {"比べる2つの期間のどちらかに、契約中の定期がありません。",
             "In one of the two periods no subscription was in force: nothing to compare."}));
        return;
    }
    add_headlines(question, count, periods, report);
    report.figures.push_back(reasons_of(question, count, periods));
    explain_segments(question, report);
    if (places.by_agent()) {
        report.figures.push_back(agents_of(question, count, periods, places));
        return;
    }
    std::vector<MixCell> cells;
    cells.reserve(places.size());
    for (std::size_t place = 0; place < places.size(); ++place) {
        cells.push_back(
            {before.by_place[place], before.units[place], now.by_place[place], now.units[place]});
    }
    if (const auto change = change_of_rate(cells)) {
        report.figures.push_back(parts_of(question, count, places, *change));
    }
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Periods periods = periods_of(question, question.choices.one<Against>("against"));
    const Places places(question);
    const auto wanted = leavers_of(question, places, key);
    if (!wanted) no_such_cell(key);
    return find_leavers(question.scope, places, periods, *wanted);
}

constexpr std::array<std::string_view, 3> kOfAMonth{"now", "before", "change"};

}  // namespace

constexpr Analysis kCancellationChange{
    .name = "cancellation-change",
    .topic = Topic::Cancellations,
    .title = {"解約率はなぜ動いたか", "Why the rate moved"},
    .asks = {"解約が増えた(減った)のはなぜか。それは誰か", "Why did more people leave, and who?"},
    .definition =
        {"期間(指定がなければ直近の1か月)の解約率を、前の期間または前年同期と比べ、増減を端数まで"
         "ぴったり分けます。月の途中までの期間は、前の月の同じ日までと比べます(前月同期)"
         "。理由別は、契約中の定期に対する各理由の割合の差です。内訳別は「構成の変"
         "化」"
         "(解約しやすいところの割合が増えた)と「率の変化」(同じところで解約が増えた)に分かれます。"
         "解約率は、期間中に契約中だった定期のうち、期間中に解約が効力をもったものの割合です"
         "(回数別では、期間の終わりに次回を待っていた回、または解約した回に数えます)"
         "。担当者別は、理由別と"
         "同じく、解約の申し出の日までの90日以内で最後の用件「解約」の応対の担当者ごとの割合の差で"
         "す"
         "。区間は2つの期間を独立とみなします。",
         "The cancellation rate of the period (the last whole month if none is given) against the "
         "period before or a year earlier, parted so that everything adds up. A month that has "
         "only "
         "begun is compared with the same days of the month before. By reason: the "
         "difference of each reason's share of those in force. By cell: mix (more where many "
         "leave) and rate (the same ones leave more often). The rate is cancellations that took "
         "effect in the period over subscriptions in force in it (by delivery each stands where "
         "it waited at the end of the period, or where it left). By operator it is a sum as by "
         "reason: who took the last contact about cancelling in the 90 days before it was asked "
         "for. The interval takes the two periods as independent."},
    .source = "Kitagawa, JASA 50 (1955) 1168-1194; Newcombe, Stat. Med. 17 (1998) 873-890",
    .choices = kChoices,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
