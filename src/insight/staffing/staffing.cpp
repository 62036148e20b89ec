#include "insight/staffing/staffing.h"

#include "base/public_holidays.h"
#include "insight/contact_groups.h"
#include "insight/erlang.h"
#include "insight/forecast.h"
#include "insight/mean.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::Touch;
using journey::TouchLane;

constexpr std::size_t kAhead = 14;
constexpr int kMostDays = 1096;  // of the past
constexpr int kHour = 3600;
constexpr std::size_t kShownDays = 56;

constexpr std::array kTargets{
    OptionRule{"80_20", {"80%を20秒以内", "80 % in 20 s"}},
    OptionRule{"90_10", {"90%を10秒以内", "90 % in 10 s"}},
    OptionRule{"90_20", {"90%を20秒以内", "90 % in 20 s"}},
    OptionRule{"80_30", {"80%を30秒以内", "80 % in 30 s"}},
    OptionRule{"70_60", {"70%を60秒以内", "70 % in 60 s"}},
};
constexpr std::array kChoices{
    ChoiceRule{"target", {"応答の目標", "Target"}, "80_20", kTargets},
    ChoiceRule{"handle",
               {"平均処理時間(秒、0は記録から)", "Handling seconds (0: as recorded)"},
               "0",
               {},
               0,
               7200},
    ChoiceRule{"patience",
               {"お客様が待てる秒数(0は切らない)", "Patience in seconds (0: for ever)"},
               "0",
               {},
               0,
               3600},
    ChoiceRule{"shrinkage", {"休憩・研修・欠勤の割合(%)", "Shrinkage (%)"}, "30", {}, 0, 80},
    ChoiceRule{"open", {"受付開始(時)", "Opens at"}, "9", {}, 0, 23},
    ChoiceRule{"close", {"受付終了(時)", "Closes at"}, "18", {}, 1, 24},
};

struct Plan {
    int open;
    int close;
    double patience_s;
    double shrinkage;
    ServiceTarget target;

    explicit Plan(const Choices& choices)
        : open(choices.number("open")), close(choices.number("close")),
          patience_s(choices.number("patience")),
          shrinkage(static_cast<double>(choices.number("shrinkage")) / 100) {
        const std::string word(choices.word("target"));
        const auto line = word.find('_');
        const int share = std::stoi(word.substr(0, line));
        const int seconds = std::stoi(word.substr(line + 1));
        target.service_level = static_cast<double>(share) / 100;
        target.within_s = seconds;
    }
    bool is_open(int hour) const { return open <= hour && hour < close; }
};

struct Calls {
    std::vector<double> days;
    std::array<std::array<std::int64_t, 24>, 7> hours{};  // of opening hours
    std::int64_t n = 0;
    std::int64_t closed = 0;  // outside of them
    Moments seconds{};
};

struct Count {
    const journey::Scope* scope;
    const Plan* plan;
    int phone;
    int from;
    int to;
    Calls calls{};

    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!counts(touch)) continue;
            if (touch.duration > 0) calls.seconds.add(touch.duration);
            add(touch);
        }
        for (const Touch touch : journey.given_up()) {
            if (counts(touch)) add(touch);
        }
    }
    bool counts(const Touch& touch) const {
        const bool inbound = (touch.flags & TouchLane::kInbound) != 0;
        return inbound && touch.channel == phone && scope->has(touch.product) &&
               from <= touch.day && touch.day <= to;
    }
    void add(const Touch& touch) {
        if (!plan->is_open(touch.hour)) {
            ++calls.closed;
            return;
        }
        ++calls.n;
        ++calls.days[static_cast<std::size_t>(touch.day - from)];
        const auto weekday = static_cast<std::size_t>(weekday_from_monday(touch.day));
        ++calls.hours[weekday][static_cast<std::size_t>(touch.hour)];
    }
    void merge(const Count& other) {
        std::ranges::transform(calls.days, other.calls.days, calls.days.begin(), std::plus{});
        for (std::size_t day = 0; day < calls.hours.size(); ++day) {
            std::ranges::transform(calls.hours[day], other.calls.hours[day],
                                   calls.hours[day].begin(), std::plus{});
        }
        calls.n += other.calls.n;
        calls.closed += other.calls.closed;
        calls.seconds.merge(other.calls.seconds);
    }
};

// The calls of the past from their first day on; `first` is that day.
struct Past {
    Calls calls;
    int first;
};

Past past_of(const journey::Scope& scope, const Plan& plan) {
    const int last = std::min(scope.to, scope.as_of() - 1);
    const int first = std::max({scope.from, last - kMostDays + 1, first_contact_day(scope)});
    if (last < first) return {{}, first};
    Count start{&scope, &plan, scope.words().channels.find("phone").value_or(-1), first, last};
    start.calls.days.resize(static_cast<std::size_t>(last - first) + 1);
    Past past{fold_contacts(scope, start).calls, first};
    auto& days = past.calls.days;
    const auto busy = std::ranges::find_if(days, [](double calls) { return calls > 0; });
    past.first += static_cast<int>(busy - days.begin());
    days.erase(days.begin(), busy);
    return past;
}

std::optional<Forecast> forecast_of(const Past& past) {
    Volumes volumes{
        .first_weekday = weekday_from_monday(past.first), .days = past.calls.days, .holidays = {}};
    for (std::size_t i = 0; i < past.calls.days.size() + kAhead; ++i) {
        const Day day = journey::from_lane(past.first + static_cast<int>(i));
        volumes.holidays.push_back(public_holiday(day).has_value());
    }
    return forecast_days(volumes, static_cast<int>(kAhead));
}

std::string day_text(const Question& question, Day day) {
    constexpr std::array kWeekdays{
        Phrase{"日", "Sun"}, Phrase{"月", "Mon"}, Phrase{"火", "Tue"}, Phrase{"水", "Wed"},
        Phrase{"木", "Thu"}, Phrase{"金", "Fri"}, Phrase{"土", "Sat"},
    };
    const CivilDate date = civil(day);
    return question.said(
        {"{month}/{day}({weekday})", "{month}/{day} {weekday}"},
        {{"month", std::to_string(date.month)},
         {"day", std::to_string(date.day)},
         {"weekday", question.said(kWeekdays.at(static_cast<std::size_t>(weekday_of(day))))}});
}

// Everything a shift is worked out from.
struct Sheet {
    const Question& question;
    const Plan& plan;
    const Forecast& forecast;
    HourShares shares;
    double handle_s;
    int first_day;  // of those ahead

    Day day(std::size_t ahead) const {
        return journey::from_lane(first_day + static_cast<int>(ahead));
    }
    double share(std::size_t ahead, int hour) const {
        const int weekday = weekday_from_monday(first_day + static_cast<int>(ahead));
        return shares[static_cast<std::size_t>(weekday)][static_cast<std::size_t>(hour)];
    }
    std::optional<Staffing> staffing(double calls, std::optional<double> patience_s) const {
        return staff_for(
            {.calls = calls, .interval_s = kHour, .handle_s = handle_s, .patience_s = patience_s},
            plan.target);
    }
    std::optional<double> patience() const {
        return plan.patience_s > 0 ? std::optional(plan.patience_s) : std::nullopt;
    }
    std::optional<double> people(double calls) const {
        const auto found = staffing(calls, patience());
        if (!found) return std::nullopt;
        return rostered(found->agents, plan.shrinkage);
    }
};

Figure days_of(const Sheet& sheet, const Past& past) {
    const Question& question = sheet.question;
    Figure figure{.key = "days",
                  .title = question.said({"入電の実績と予測", "Calls, past and expected"}),
                  .shape = Shape::Lines,
                  .columns = {{"day", question.said({"日", "Day"}), Unit::Day},
                              {"past", question.said({"実績", "Past"}), Unit::Count},
                              {"expected", question.said({"予測", "Expected"}), Unit::Count}}};
    const auto& days = past.calls.days;
    const std::size_t shown = std::min(days.size(), kShownDays);
    for (std::size_t i = days.size() - shown; i < days.size(); ++i) {
        const Day day = journey::from_lane(past.first + static_cast<int>(i));
        figure.add({{.value = day.number}, {.value = days[i]}, {}});
    }
    for (std::size_t i = 0; i < sheet.forecast.days.size(); ++i) {
        const DayForecast& day = sheet.forecast.days[i];
        figure.add({{.value = sheet.day(i).number},
                    {},
                    {.value = std::round(day.value),
                     .low = std::round(day.low),
                     .high = std::round(day.high)}});
    }
    return figure;
}

Figure sheet_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    Figure figure{.key = "sheet",
                  .title = question.said({"シフト表(必要な人数)", "Shift sheet (people)"}),
                  .shape = Shape::Heat,
                  .columns = {{"day", question.said({"日", "Day"}), Unit::Text},
                              {"calls", question.said({"入電予測", "Calls"}), Unit::Number},
                              {"hours", question.said({"延べ人時", "Hours"}), Unit::Number}},
                  .note = question.said({"休憩・研修・欠勤を見込んだ、シフトに入れる人数です。",
                                         "People to put on the shift, shrinkage included."})};
    for (int hour = sheet.plan.open; hour < sheet.plan.close; ++hour) {
        const std::string key = "hour_" + std::to_string(hour);
        figure.columns.push_back(
            {key, question.said({"{hour}時", "{hour}:00"}, {{"hour", std::to_string(hour)}}),
             Unit::Number});
        figure.drawn.push_back(key);
    }
    for (std::size_t i = 0; i < sheet.forecast.days.size(); ++i) {
        const DayForecast& day = sheet.forecast.days[i];
        std::vector<Cell> cells{text_cell(day_text(question, sheet.day(i))),
                                {.value = day.value, .low = day.low, .high = day.high},
                                {}};
        double sum = 0;
        for (int hour = sheet.plan.open; hour < sheet.plan.close; ++hour) {
            const double share = sheet.share(i, hour);
            const auto people = sheet.people(day.value * share);
            sum += people.value_or(0);
            cells.push_back({.value = people,
                             .low = sheet.people(day.low * share),
                             .high = sheet.people(day.high * share)});
        }
        cells[2] = {.value = sum};
        figure.add(std::move(cells));
    }
    return figure;
}

// The busiest of the days ahead, hour by hour, by both formulas.
Figure hours_of(const Sheet& sheet) {
    const Question& question = sheet.question;
    const auto& days = sheet.forecast.days;
    const auto busiest = static_cast<std::size_t>(
        std::ranges::max_element(days, {}, &DayForecast::value) - days.begin());
    Figure figure{
        .key = "hours",
        .title = question.said({"最も忙しい日({day})", "The busiest day ({day})"},
                               {{"day", day_text(question, sheet.day(busiest))}}),
        .shape = Shape::Table,
        .columns = {
            {"hour", question.said({"時間帯", "Hour"}), Unit::Text},
            {"calls", question.said({"入電", "Calls"}), Unit::Number},
            {"erlang", question.said({"呼量(アーラン)", "Erlangs"}), Unit::Number},
            {"c", question.said({"席数(アーランC)", "Agents (Erlang C)"}), Unit::Number},
            {"c_level", question.said({"応答率(目標秒内)", "Answered in time"}), Unit::Share},
            {"c_wait", question.said({"平均待ち(秒)", "Mean wait (s)"}), Unit::Number},
            {"c_busy", question.said({"稼働率", "Occupancy"}), Unit::Share},
            {"a", question.said({"席数(アーランA)", "Agents (Erlang A)"}), Unit::Number},
            {"a_left", question.said({"放棄呼率", "Abandoned"}), Unit::Share}}};
    for (int hour = sheet.plan.open; hour < sheet.plan.close; ++hour) {
        const double calls = days[busiest].value * sheet.share(busiest, hour);
        std::vector<Cell> cells(figure.columns.size());
        cells[0] = text_cell(
            question.said({"{hour}時", "{hour}:00"}, {{"hour", std::to_string(hour)}}));
        cells[1] = {.value = calls};
        cells[2] = {.value = calls * sheet.handle_s / kHour};
        if (const auto c = sheet.staffing(calls, std::nullopt)) {
            cells[3] = {.value = c->agents};
            cells[4] = {.value = c->state.service_level};
            cells[5] = {.value = c->state.answer_s};
            cells[6] = {.value = c->state.occupancy};
        }
        if (const auto patience = sheet.patience()) {
            if (const auto a = sheet.staffing(calls, patience)) {
                cells[7] = {.value = a->agents};
                cells[8] = {.value = a->state.abandoned};
            }
        }
        figure.add(std::move(cells));
    }
    return figure;
}

void add_headlines(const Sheet& sheet, const Past& past, Report& report) {
    const auto add = [&](std::string_view key, const Phrase& label, Unit unit, Cell cell) {
        report.headlines.push_back(
            {std::string(key), sheet.question.said(label), unit, std::move(cell)});
    };
    double sum = 0;
    for (const DayForecast& day : sheet.forecast.days) sum += day.value;
    add("expected", {"今後2週間の入電予測", "Calls expected in two weeks"}, Unit::Number,
        {.value = sum, .n = past.calls.n});
    add("error", {"1日の予測の誤差(過去で検証)", "Error of a day, back-tested"}, Unit::Share,
        {.value = sheet.forecast.mean_error, .n = sheet.forecast.tested});
    add("handle", {"平均処理時間(秒)", "Handling seconds"}, Unit::Number,
        {.value = sheet.handle_s, .n = past.calls.seconds.n()});
}

void add_remarks(const Question& question, const Past& past, Report& report) {
    report.remarks.push_back(question.said(
        {"これまでの応答率・放棄率と、お客様が待てる秒数の推定は「応答率・サービスレベル」にありま"
         "す"
         "(電話機・PBXの通話ログを取り込んだとき)。",
         "Past service level, abandonment and an estimate of patience are told by Service level, "
         "once the call log of the telephone system is imported."}));
    if (past.calls.closed == 0) return;
    report.remarks.push_back(
        question.said({"受付時間外に始まった入電 {n} 件は、予測に含みません。",
                       "{n} calls outside opening hours are not in the forecast."},
                      {{"n", std::to_string(past.calls.closed)}}));
}

void answer(const Question& question, Report& report) {
    const Plan plan(question.choices);
    if (plan.close <= plan.open) {
        report.remarks.push_back(question.said(
            {"受付終了は受付開始より後にしてください。", "It has to close after it opens."}));
        return;
    }
    const Past past = past_of(question.scope, plan);
    report.meta.n = past.calls.n;
    add_remarks(question, past, report);
    const auto forecast = forecast_of(past);
    if (!forecast) {
        report.remarks.push_back(
            question.said({"予測には、電話の受信の記録が6週間分以上必要です(現在 {n} 日分)。",
                           "A forecast needs six weeks of inbound calls; there are {n} days."},
                          {{"n", std::to_string(past.calls.days.size())}}));
        return;
    }
    const int chosen = question.choices.number("handle");
    const double handle_s = chosen > 0 ? chosen : past.calls.seconds.mean();
    if (handle_s <= 0) {
        report.remarks.push_back(
            question.said({"処理時間の記録がありません。平均処理時間を秒で入力してください。",
                           "No handling times are recorded: enter the mean in seconds."}));
        return;
    }
    const Sheet sheet{question,  plan,
                      *forecast, hour_shares(past.calls.hours),
                      handle_s,  past.first + static_cast<int>(past.calls.days.size())};
    add_headlines(sheet, past, report);
    report.figures.push_back(days_of(sheet, past));
    report.figures.push_back(sheet_of(sheet));
    report.figures.push_back(hours_of(sheet));
}

}  // namespace

constexpr Analysis kStaffing{
    .name = "staffing",
    .topic = Topic::Centre,
    .title = {"呼量予測と必要人員", "Forecast and staffing"},
    .asks =
        {"これから2週間、どの日のどの時間に何件入電し、何人必要か",
         "How many calls come in which hour of the next two weeks, and how many people answer?"},
    .definition =
        {"基準日の前日までの、受付時間内に始まった電話の受信(放棄呼を含む)"
         "から、曜日・祝日・水準で2週間先までの"
         "件数を予測し、区間は過去に同じ予測をしたときの誤差から求めます。席数は、目標の割合を目標"
         "の"
         "秒数以内に応答できる最少の人数です(待てる秒数を入れるとアーランA、0ならアーランC)。"
         "シフト人数は、休憩・研修・欠勤の割合で割り増します。処理時間は記録の開始から終了までで、"
         "後処理を別に行う場合は秒数を入力してください。",
         "Inbound calls, given up or not, that began in opening hours up to the day before the "
         "as-of day give a "
         "forecast of two weeks by weekday, holiday and level; its interval is what the same "
         "forecasts erred by in the past. Agents are the fewest that answer the wished share "
         "within "
         "the wished time (Erlang A with a patience, else Erlang C); the shift adds shrinkage. "
         "Handling time is from beginning to end as recorded: enter seconds where after-call work "
         "comes on top."},
    .source = "Erlang 1917; Palm, Tele 4 (1953) 1-20; Williams, Goodman, JASA 66 (1971) 752-754",
    .choices = kChoices,
    .answer = answer,
};

}  // namespace tsunagi::insight
