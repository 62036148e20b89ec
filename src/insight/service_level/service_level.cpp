#include "insight/service_level/service_level.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/grouping.h"
#include "insight/service_level/calls.h"

#include <algorithm>
#include <functional>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Touch;

constexpr std::size_t kMostRows = 50;
constexpr std::size_t kMostStretches = 120;

constexpr std::array kSeconds{
    OptionRule{"10", {"10秒以内", "Within 10 s"}},
    OptionRule{"20", {"20秒以内", "Within 20 s"}},
    OptionRule{"30", {"30秒以内", "Within 30 s"}},
    OptionRule{"60", {"60秒以内", "Within 60 s"}},
};
constexpr std::array kStretches{
    OptionRule{"day", {"日", "Day"}},
    OptionRule{"week", {"週", "Week"}},
    OptionRule{"month", {"月", "Month"}},
};
constexpr std::array kSlots{
    OptionRule{"hour", {"1時間", "Hour"}},
    OptionRule{"half_hour", {"30分", "Half an hour"}},
};
constexpr std::array kChoices{
    ChoiceRule{"within", {"目標の秒数", "Answered within"}, "20", kSeconds},
    ChoiceRule{"target", {"目標の割合(%)", "Target (%)"}, "80", {}, 1, 100},
    ChoiceRule{
        "at_once", {"放棄に数えない秒数", "Seconds not counted as given up"}, "5", {}, 0, 60},
    ChoiceRule{"step", {"推移の単位", "Trend by"}, "week", kStretches},
    ChoiceRule{"slot", {"時間帯の単位", "Time of day by"}, "hour", kSlots},
};

// Whom a cell counts.
enum class Whom { Offered, Answered, InTime, GivenUp };
struct WhomWord {
    std::string_view word;
    Whom whom;
};
constexpr std::array kWhom{
    WhomWord{"offered", Whom::Offered},
    WhomWord{"answered", Whom::Answered},
    WhomWord{"in_time", Whom::InTime},
    WhomWord{"given_up", Whom::GivenUp},
};

bool fits(Whom whom, const Offered& call, const WaitLimits& limits) {
    switch (whom) {
        case Whom::Offered: return true;
        case Whom::Answered: return call.answered;
        case Whom::InTime: return call.answered && call.waited <= limits.within;
        case Whom::GivenUp: return !call.answered;
    }
    return false;
}

WaitLimits limits_of(const Question& question) {
    return {.within = std::stoi(std::string(question.choices.word("within"))),
            .at_once = question.choices.number("at_once")};
}

Rate level_of(const CallTally& calls) { return rate_of(calls.in_time, calls.offered()); }

Rate fair_level_of(const CallTally& calls) {
    return rate_of(calls.in_time, calls.offered() - calls.given_up_in_time);
}

Rate given_up_of(const CallTally& calls) {
    return rate_of(calls.given_up - calls.given_up_at_once,
                   calls.offered() - calls.given_up_at_once);
}

Cell mean_cell(const Moments& moments) {
    const Mean mean = mean_of(moments);
    return {
        .value = mean.value, .low = mean.low, .high = mean.high, .n = mean.n, .immature = mean.few};
}

// What a report is written from.
struct Sheet {
    const Question& question;
    const CallGroups& groups;
    const CallCounts& counts;
    CallTally all;

    std::string said(const Phrase& phrase) const {
        return question.said(phrase, {{"t", std::to_string(groups.limits.within)},
                                      {"s", std::to_string(groups.limits.at_once)}});
    }
};

constexpr Phrase kLevel{"{t}秒以内の応答(÷着信)", "Answered in {t} s (of offered)"};
constexpr Phrase kFairLevel{"早い放棄を除く(÷着信−{t}秒以内の放棄)",
                            "Less early give-ups (those within {t} s)"};
constexpr Phrase kGivenUpRate{"放棄率({s}秒以内を除く)", "Given up (after more than {s} s)"};

std::vector<Column> call_columns(const Sheet& sheet, Column first) {
    return {std::move(first),
            {"offered", sheet.said({"着信", "Offered"}), Unit::Count},
            {"answered", sheet.said({"応答率", "Answered"}), Unit::Share},
            {"level", sheet.said(kLevel), Unit::Share},
            {"fair", sheet.said({"早い放棄を除く", "Less early give-ups"}), Unit::Share},
            {"given_up", sheet.said({"放棄呼", "Given up"}), Unit::Count},
            {"given_up_rate", sheet.said(kGivenUpRate), Unit::Share},
            {"wait", sheet.said({"平均応答時間(秒)", "Mean wait (s)"}), Unit::Number},
            {"median", sheet.said({"待ちの中央値(秒)", "Median wait (s)"}), Unit::Number},
            {"most", sheet.said({"待ちの90%点(秒)", "90 % wait (s)"}), Unit::Number},
            {"handled", sheet.said({"平均処理時間(秒)", "Mean handling (s)"}), Unit::Number}};
}

// `by` and `place` make the keys of the cells: "step", "19723".
std::vector<Cell> call_cells(Cell first, const CallTally& calls, const std::string& by,
                             const std::string& place) {
    const auto who = [&](Cell cell, std::string_view whom) {
        return with_people(std::move(cell), by + "_" + std::string(whom) + "/" + place);
    };
    return {std::move(first),
            who(count_cell(calls.offered()), "offered"),
            who(share_cell(rate_of(calls.answered, calls.offered())), "answered"),
            who(share_cell(level_of(calls)), "in_time"),
            share_cell(fair_level_of(calls)),
            who(count_cell(calls.given_up), "given_up"),
            share_cell(given_up_of(calls)),
            mean_cell(calls.wait),
            number_cell(calls.quantile(50), calls.answered),
            number_cell(calls.quantile(90), calls.answered),
            mean_cell(calls.handled)};
}

Figure trend_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    const bool months = question.choices.one<Stretch>("step") == Stretch::Month;
    Figure figure{
        .key = "trend",
        .title = question.said({"サービスレベルの推移", "Service level by period"}),
        .shape = Shape::Lines,
        .columns = call_columns(
            sheet, {"from", question.said({"期間", "From"}), months ? Unit::Month : Unit::Day}),
        .drawn = {"level", "fair", "target"},
        .note = question.said({"途中の期間は灰色です。着信がない期間は空です。",
                               "A stretch that is not whole is grey, one without calls empty."})};
    figure.columns.push_back({"target", question.said({"目標", "Target"}), Unit::Share});
    const auto& all = sheet.counts.stretches;
    const std::size_t hidden = all.size() - std::min(all.size(), question.most(kMostStretches));
    figure.left_out = static_cast<std::int64_t>(hidden);
    const double target = question.choices.number("target") / 100.0;
    for (std::size_t i = hidden; i < all.size(); ++i) {
        const Day first = sheet.groups.stretches.first(i);
        auto cells = call_cells(months ? month_cell(month_of(first)) : Cell{.value = first.number},
                                all[i], "step", std::to_string(first.number));
        for (Cell& cell : cells) cell.immature |= !sheet.groups.stretches.whole(i);
        cells.push_back({.value = target});
        figure.add(std::move(cells));
    }
    return figure;
}

std::string slot_name(const Sheet& sheet, std::size_t slot) {
    const bool halves = sheet.groups.tenths_of_slot != journey::TouchLane::kTenths;
    const std::string hour = std::to_string(halves ? slot / 2 : slot);
    if (halves) return hour + (slot % 2 == 0 ? ":00" : ":30");
    return sheet.question.said({"{hour}時", "{hour}:00"}, {{"hour", hour}});
}

Figure slots_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    Figure figure{
        .key = "slots",
        .title = question.said({"時間帯ごとのサービスレベル", "Service level by time of day"}),
        .shape = Shape::Lines,
        .columns = call_columns(sheet, {"slot", question.said({"時間帯", "Time"}), Unit::Text}),
        .drawn = {"level", "fair", "given_up_rate"}};
    for (std::size_t slot = 0; slot < sheet.counts.slots.size(); ++slot) {
        const CallTally& calls = sheet.counts.slots[slot];
        if (calls.offered() == 0) continue;
        figure.add(
            call_cells(text_cell(slot_name(sheet, slot)), calls, "slot", std::to_string(slot)));
    }
    return figure;
}

Figure queues_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    const ContactGroups& queues = sheet.groups.queues;
    Figure figure{.key = "queues",
                  .title = question.said({"着信窓口ごと", "By queue"}),
                  .shape = Shape::Bars,
                  .columns = call_columns(sheet, queues.column()),
                  .drawn = {"level", "given_up_rate"}};
    std::vector<std::int64_t> sizes;
    sizes.reserve(sheet.counts.queues.size());
    for (const CallTally& calls : sheet.counts.queues) sizes.push_back(calls.offered());
    figure.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    for (const std::size_t queue : largest(sizes, question.most(kMostRows))) {
        figure.add(call_cells(text_cell(queues.label(queue)), sheet.counts.queues[queue], "queue",
                              queues.key(queue)));
    }
    return figure;
}

Figure agents_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    const ContactGroups& agents = sheet.groups.agents;
    Figure figure{
        .key = "agents",
        .title = question.said({"担当者ごとの処理時間", "Handling time by operator"}),
        .shape = Shape::Bars,
        .columns = {agents.column(),
                    {"answered", question.said({"応答", "Answered"}), Unit::Count},
                    {"handled", question.said({"平均処理時間(秒)", "Mean handling (s)"}),
                     Unit::Number},
                    {"wait", question.said({"平均応答時間(秒)", "Mean wait (s)"}), Unit::Number},
                    {"busy",
                     question.said({"最初の電話から最後までに占める応対(推定)",
                                    "On calls from first to last (estimate)"}),
                     Unit::Share}},
        .drawn = {"handled"},
        .note = question.said(
            {"稼働率(処理時間÷在席時間)は、在席時間を伝えるファイルがないためデータ不足です。"
             "代わりに、電話が5件以上あった日の、その日の最初の電話の開始から最後の電話の終了までに"
             "占める処理時間を推定として示します(nは日数)"
             "。前後の待機を含まないので、高めに出ます。",
             "Occupancy (handling time / time signed in): not enough data, for no file tells when "
             "agents were signed in. In its place stands an estimate: handling time between the "
             "begin of the first call and the end of the last, of days with at least 5 calls (n "
             "are days). Waiting before and after is not in it, so it is rather too high."})};
    std::vector<std::int64_t> sizes;
    sizes.reserve(sheet.counts.agents.size());
    for (const CallTally& calls : sheet.counts.agents) sizes.push_back(calls.answered);
    figure.left_out = left_out_by_largest(sizes, question.most(kMostRows));
    for (const std::size_t agent : largest(sizes, question.most(kMostRows))) {
        const CallTally& calls = sheet.counts.agents[agent];
        const Workload& work = sheet.counts.work[agent];
        figure.add({text_cell(agents.label(agent)),
                    with_people(count_cell(calls.answered), "agent_answered/" + agents.key(agent)),
                    mean_cell(calls.handled), mean_cell(calls.wait),
                    ratio_cell(work.sums, work.days)});
    }
    return figure;
}

Figure waits_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    Figure figure{.key = "waits",
                  .title = question.said({"待ち時間の分布", "How long callers waited"}),
                  .shape = Shape::Stack,
                  .columns = {{"wait", question.said({"待ち時間", "Wait"}), Unit::Text},
                              {"answered", question.said({"応答", "Answered"}), Unit::Count},
                              {"given_up", question.said({"放棄", "Given up"}), Unit::Count}},
                  .lists_all = true};
    for (std::size_t i = 0; i < sheet.counts.waits.size(); ++i) {
        const CallsOfWait& calls = sheet.counts.waits[i];
        const bool longest = i == kWaitSteps.size();
        const std::string seconds = std::to_string(kWaitSteps.at(longest ? i - 1 : i));
        const std::string name = question.said(longest ? Phrase{"{n}秒超", "more than {n} s"}
                                                       : Phrase{"{n}秒以内", "up to {n} s"},
                                               {{"n", seconds}});
        const auto place = static_cast<std::int64_t>(i);
        figure.add({text_cell(name),
                    with_people(count_cell(calls.answered), cell_key("wait_answered", {place})),
                    with_people(count_cell(calls.given_up), cell_key("wait_given_up", {place}))});
    }
    return figure;
}

void add_headlines(const Sheet& sheet, Report& report) {
    const CallTally& all = sheet.all;
    const auto add = [&](std::string_view key, const Phrase& label, Unit unit, Cell cell) {
        report.headlines.push_back({std::string(key), sheet.said(label), unit, std::move(cell)});
    };
    add("offered", {"着信", "Calls offered"}, Unit::Count,
        with_people(count_cell(all.offered()), "all_offered/0"));
    add("answered", {"応答率", "Answered"}, Unit::Share,
        with_people(share_cell(rate_of(all.answered, all.offered())), "all_answered/0"));
    add("level", kLevel, Unit::Share, with_people(share_cell(level_of(all)), "all_in_time/0"));
    add("fair", kFairLevel, Unit::Share, share_cell(fair_level_of(all)));
    add("given_up", {"放棄呼", "Given up"}, Unit::Count,
        with_people(count_cell(all.given_up), "all_given_up/0"));
    add("given_up_rate", kGivenUpRate, Unit::Share, share_cell(given_up_of(all)));
    add("wait", {"平均応答時間(秒)", "Mean speed of answer (s)"}, Unit::Number,
        mean_cell(all.wait));
    add("handled", {"平均処理時間(秒)", "Mean handling time (s)"}, Unit::Number,
        mean_cell(all.handled));
    const auto patience = all.given_up > 0
                              ? std::optional(all.waited / static_cast<double>(all.given_up))
                              : std::nullopt;
    add("patience", {"待てる秒数の平均(推定)", "Mean patience (s, estimate)"}, Unit::Number,
        number_cell(patience, all.given_up));
}

void add_remarks(const Sheet& sheet, Report& report) {
    const Question& question = sheet.question;
    if (sheet.all.offered() == 0) {
        report.remarks.push_back(question.said(
            {"データ不足です。待ち時間のわかる着信がありません。電話機・PBXの通話ログ(着信日時、"
             "待ち時間、応答・放棄)を、応対として取り込むと計算します。",
             "Not enough data: no file tells how long callers waited. Import the call log of the "
             "telephone system (when calls came, how long they waited, answered or given up) as "
             "contacts."}));
    }
    if (const auto n = sheet.counts.given_up_without_wait; n > 0) {
        report.remarks.push_back(
            question.said({"待ち時間のわからない放棄呼 {n} 件は、どこにも数えません。",
                           "{n} calls given up tell no wait and are counted nowhere."},
                          {{"n", std::to_string(n)}}));
    }
    if (sheet.counts.too_many_shifts) {
        report.remarks.push_back(question.said(
            {"担当者と日数が多すぎるため、稼働率の推定は出しません。期間を短くしてください。",
             "There are too many agents and days to estimate how busy agents were: choose fewer "
             "days."}));
    }
    if (!question.scope.product.empty()) {
        report.remarks.push_back(question.said(
            {"放棄呼には商品の記録がないため、商品では絞り込みません。",
             "Calls given up are of no product: the chosen products do not narrow this page."}));
    }
}

void answer(const Question& question, Report& report) {
    const CallGroups groups(question, limits_of(question));
    const CallCounts counts = count_calls(groups);
    Sheet sheet{question, groups, counts, {}};
    for (const CallTally& calls : counts.slots) sheet.all.merge(calls);
    report.meta.n = sheet.all.offered();
    add_remarks(sheet, report);
    if (report.meta.n == 0) return;
    add_headlines(sheet, report);
    report.figures = {trend_of(sheet), slots_of(sheet), queues_of(sheet), waits_of(sheet),
                      agents_of(sheet)};
}

// Customers with a call that fits.
using Fits = std::function<bool(const Touch&, const Offered&)>;
struct Find {
    const CallGroups* groups;
    const Fits* fits;

    bool operator()(const Journey& journey) const {
        return any_of(journey.touches(), true) || any_of(journey.given_up(), false);
    }
    bool any_of(const journey::Range<journey::TouchLane>& touches, bool answered) const {
        for (const Touch touch : touches) {
            const auto call = groups->offered(touch, answered);
            if (call && (*fits)(touch, *call)) return true;
        }
        return false;
    }
};

// What parts the calls of a key's "step", "slot", …, and the part that it means.
std::optional<Fits> part_of(const CallGroups& groups, std::string_view by, std::string_view place) {
    const auto group_of = [&](const ContactGroups& parts) -> std::optional<Fits> {
        const auto group = parts.find(place);
        if (!group) return std::nullopt;
        return [&parts, group = *group](const Touch& touch, const Offered&) {
            return parts.of(touch) == group;
        };
    };
    if (by == "queue") return group_of(groups.queues);
    if (by == "agent") return group_of(groups.agents);
    const auto numbers = numbers_of("key/" + std::string(place), "key", 1);
    if (!numbers) return std::nullopt;
    const std::int64_t number = numbers->front();
    if (by == "all") return [](const Touch&, const Offered&) { return true; };
    if (by == "step") {
        return [&groups, number](const Touch& touch, const Offered&) {
            return groups.stretches.first(groups.stretches.of(touch.day)).number == number;
        };
    }
    if (by == "slot") {
        return [&groups, number](const Touch& touch, const Offered&) {
            return static_cast<std::int64_t>(groups.slot(touch)) == number;
        };
    }
    if (by != "wait") return std::nullopt;
    return [number](const Touch&, const Offered& call) {
        return static_cast<std::int64_t>(wait_step_of(call.waited)) == number;
    };
}

// "queue_given_up/定期窓口".
std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto slash = key.find('/');
    const auto line = key.find('_');
    if (slash == std::string_view::npos || line > slash) no_such_cell(key);
    const auto word = key.substr(line + 1, slash - line - 1);
    const auto* const found = std::ranges::find(kWhom, word, &WhomWord::word);
    if (found == kWhom.end()) no_such_cell(key);
    const CallGroups groups(question, limits_of(question));
    const auto part = part_of(groups, key.substr(0, line), key.substr(slash + 1));
    if (!part) no_such_cell(key);
    const Fits wanted = [&](const Touch& touch, const Offered& call) {
        return fits(found->whom, call, groups.limits) && (*part)(touch, call);
    };
    return customers_where(groups.scope, Find{&groups, &wanted});
}

}  // namespace

constexpr Analysis kServiceLevel{
    .name = "service-level",
    .topic = Topic::Centre,
    .title = {"応答率・サービスレベル", "Service level"},
    .asks = {"電話にどれだけ、何秒で応答できているか。あきらめたお客様はいつ、どの窓口か",
             "How many callers are answered, how soon, and when and where do they give up?"},
    .definition =
        {"電話機・PBXの通話ログから取り込んだ、待ち時間のわかる電話の着信を数えます(応対として手で"
         "記録しただけの電話は入りません。顧客を絞り込まないときは、顧客が特定できない着信も数え"
         "ます)。サービスレベルは、目標秒数以内に応答した割合を2つの算式で示します: ÷着信、"
         "÷(着信−目標秒数以内の放棄)"
         "。放棄率は、指定の秒数以内に切れた着信を分子と分母から除きます。"
         "応答時間は着信から応答まで、15分を超える待ちは中央値と90%点では15分とします。処理時間は"
         "通話・保留・後処理の合計(ログになければ開始から終了まで)です。待てる秒数は、全着信の待ち"
         "時間の合計÷放棄呼数(指数分布)で、要員計画に使えます。",
         "Inbound calls by phone whose wait is told by the log of a telephone system (calls that "
         "were only written down are not in it; callers nobody knows are, unless customers are "
         "chosen). Service level is the share answered within the chosen seconds, by two formulas: "
         "of all offered, and of those offered less who gave up within the seconds. The rate of "
         "those who gave up leaves out, above and below, who did within a few seconds. Waits are "
         "from arrival to answer; medians and 90 % take more than 15 minutes as 15. Handling is "
         "talk, hold and after-call work (from begin to end where the log tells none). Patience is "
         "the sum of all waits by the calls given up (exponential), for staffing."},
    .source = "Cleveland, Call Center Management on Fast Forward, 3rd ed. 2012; Mandelbaum, "
              "Zeltyn, The Palm/Erlang-A Queue, with Applications to Call Centers (2007)",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
