#include "insight/cancellations/cancellations_report.h"

#include "insight/cancellations/cancellations.h"
#include "insight/control_limits.h"
#include "insight/membership.h"
#include "insight/periods.h"

#include <algorithm>
#include <map>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kMostRows = 40;
constexpr std::size_t kMostColumns = 16;

constexpr std::array kRows{
    OptionRule{"reason", {"理由", "Reason"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"delivery", {"回数", "Delivery"}},
    OptionRule{"month", {"月", "Month"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
    OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{kBySegment, {"セグメント", "Segment"}},
};
constexpr std::array kColumns{
    OptionRule{"delivery", {"回数", "Delivery"}},
    OptionRule{"none", {"なし", "None"}},
    OptionRule{"reason", {"理由", "Reason"}},
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"month", {"月", "Month"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
    OptionRule{"agent", {"担当者", "Operator"}},
    OptionRule{kBySegment, {"セグメント", "Segment"}},
};
constexpr std::array kChoices{
    ChoiceRule{"by", {"行", "Rows"}, "reason", kRows},
    ChoiceRule{"across", {"列", "Columns"}, "delivery", kColumns},
    ChoiceRule{.key = "segments",
               .label = {"並べるセグメント", "Segments to compare"},
               .otherwise = "",
               .segments = kMostSegmentPlaces},
};

Axes axes_of(const Question& question) {
    Axes axes{question.choices.one<Axis>("by"), question.choices.one<Axis>("across"),
              question.segments};
    if (axes.by == axes.across) axes.across = Axis::None;
    return axes;
}

constexpr std::string_view kAll = "all";

std::string key_of(std::string_view row, std::string_view column) {
    return "cell/" + std::string(row) + "/" + std::string(column);
}

bool has(const Axes& axes, Axis axis) { return axes.by == axis || axes.across == axis; }

std::string label_of(const Question& question, Axis axis, const AxisKey& place) {
    if (axis == Axis::Agent && place.key == kNoPlace) {
        return question.said({"(応対なし)", "(without a contact)"});
    }
    if (axis == Axis::Segment && place.key == kNoPlace) {
        return question.said({"(どれにも入らない)", "(in none of them)"});
    }
    if (axis == Axis::None) return question.said({"全体", "All"});
    if (axis != Axis::Delivery) return place.label;
    if (place.key == "0") return question.said({"初回前", "Before no. 1"});
    return question.said({"{n}回目", "No. {n}"}, {{"n", place.key}});
}

// The first ones, which are those with the most cancellations; of months the last.
std::span<const AxisKey> shown_columns(const Question& question, const Cancellations& found,
                                       const Axes& axes) {
    const std::span<const AxisKey> all(found.columns);
    const auto count = std::min(all.size(), question.most(kMostColumns));
    return axes.across == Axis::Month ? all.last(count) : all.first(count);
}

// The squares of a row add up to less than it where some are not shown.
void tell_columns_left_out(const Question& question, const Cancellations& found, Report& report) {
    const std::size_t most = question.most(kMostColumns);
    if (found.columns.size() <= most) return;
    report.remarks.push_back(question.said(
        {"列は{most}個までを表示しています(ほかに{left}個)"
         "。各行の解約には、表示していない列の解約も"
         "入っています。",
         "At most {most} columns are shown; {left} more have somebody, who counts in the rows."},
        {{"most", std::to_string(most)}, {"left", std::to_string(found.columns.size() - most)}}));
}

Figure squares_of(const Question& question, const Cancellations& found, Axes axes) {
    Figure figure{.key = "rates",
                  .title = question.said({"解約率", "Rates"}),
                  .shape = axes.across == Axis::None ? Shape::Bars : Shape::Heat,
                  .columns = {{"row", question.said({"項目", "Item"}), Unit::Text},
                              {"events", question.said({"解約", "Left"}), Unit::Count}}};
    if (axes.by == Axis::Segment) {
        figure.columns.push_back(
            {"spells", question.said({"契約中の定期", "In force"}), Unit::Count});
    }
    const auto columns = shown_columns(question, found, axes);
    for (const AxisKey& column : columns) {
        figure.columns.push_back(
            {"to_" + column.key, label_of(question, axes.across, column), Unit::Share});
        figure.drawn.push_back("to_" + column.key);
    }
    std::map<std::pair<std::string_view, std::string_view>, const CancellationCell*> cells;
    for (const CancellationCell& cell : found.cells) {
        cells[{cell.row, cell.column}] = &cell;
    }
    figure.most = question.most(kMostRows);
    for (const AxisKey& row : found.rows) {
        std::vector<Cell> line{text_cell(label_of(question, axes.by, row)),
                               with_people(count_cell(row.events), "row/" + row.key)};
        if (axes.by == Axis::Segment) line.push_back(count_cell(row.spells));
        for (const AxisKey& column : columns) {
            const auto at = cells.find({row.key, column.key});
            line.push_back(at == cells.end() ? Cell{}
                                             : with_people(share_cell(at->second->rate),
                                                           key_of(row.key, column.key)));
        }
        figure.add(std::move(line));
    }
    if (has(axes, Axis::Segment)) {
        figure.note = question.said(
            {"一人が複数のセグメントに入ることがあるため、足しても全体にはなりません。",
             "Who is in several segments is counted in each: they do not add up."});
    }
    return figure;
}

Figure pareto_of(const Question& question, const Cancellations& found) {
    Figure figure{.key = "reasons",
                  .title = question.said({"理由の多い順", "Reasons"}),
                  .shape = Shape::Pareto,
                  .columns = {{"reason", question.said({"理由", "Reason"}), Unit::Text},
                              {"events", question.said({"解約", "Left"}), Unit::Count},
                              {"share", question.said({"構成比", "Share"}), Unit::Share},
                              {"running", question.said({"累計比", "Running"}), Unit::Share}},
                  .drawn = {"events"},
                  .lists_all = true};
    double running = 0;
    for (const ReasonShare& reason : found.pareto) {
        running += reason.share;
        figure.add({text_cell(reason.label),
                    with_people(count_cell(reason.events), "reason/" + reason.key),
                    {.value = reason.share},
                    {.value = running}});
    }
    return figure;
}

std::string signal_text(const Question& question, Signal signal) {
    switch (signal) {
        case Signal::Above: return question.said({"上方限界を超えた", "Above the limit"});
        case Signal::Below: return question.said({"下方限界を下回った", "Below the limit"});
        case Signal::RunAbove:
            return question.said({"8回続けて平均より上", "Eight in a row above the mean"});
        case Signal::RunBelow:
            return question.said({"8回続けて平均より下", "Eight in a row below the mean"});
        case Signal::None: break;
    }
    return "";
}

// Of the month of the first event on record nobody knows what came before it, unless that was on
// its first day.
bool is_judged(const journey::Scope& scope, Month month) {
    const auto& view = scope.view();
    const int recorded = std::min(view.base->events.extent.first,
                                  view.delta->part.events.extent.first);
    return holds_whole(scope, month) &&
           recorded <= journey::lane_day(day_of(first_day(month)).value());
}

Figure trend_of(const Question& question, const Cancellations& found) {
    Figure figure{
        .key = "trend",
        .title = question.said({"月ごとの解約率と管理限界", "Months and their limits"}),
        .shape = Shape::Lines,
        .columns = {{"month", question.said({"月", "Month"}), Unit::Month},
                    {"rate", question.said({"解約率", "Rate"}), Unit::Share},
                    {"mean", question.said({"平均", "Mean"}), Unit::Share},
                    {"low", question.said({"下方限界", "Lower limit"}), Unit::Share},
                    {"high", question.said({"上方限界", "Upper limit"}), Unit::Share},
                    {"signal", question.said({"判定", "Signal"}), Unit::Text}},
        .drawn = {"rate", "mean", "low", "high"},
        .note = question.said(
            {"限界の内側の上下は、ふだんのばらつきです(Laneyのp'管理図)。限界の外の月(値上げの"
             "月など)"
             "と、期間に一部だけ入る月・記録が途中から始まる月・終わっていない月は、平均と限界に"
             "入れません。",
             "What moves inside the limits moves by itself (Laney's p' chart). A month "
             "outside the limits (of a price rise, say), one of which the period or the record "
             "holds a part, and one that is not over are not in mean and limits."})};
    std::vector<Rate> rates;
    for (const MonthRate& month : found.trend) {
        if (is_judged(question.scope, month.month)) rates.push_back(month.rate);
    }
    const auto chart = stable_limits(rates, Widening::Laney);
    if (chart.taken_out > 0) {
        figure.note += question.said({"平均と限界から外した、限界の外の月: {n}。",
                                      " Months outside, left out of mean and limits: {n}."},
                                     {{"n", std::to_string(chart.taken_out)}});
    }
    auto point = chart.points.begin();
    for (const MonthRate& month : found.trend) {
        Cell rate = with_people(share_cell(month.rate), "month/" + to_text(month.month));
        const bool whole = is_judged(question.scope, month.month);
        rate.immature |= !whole;
        std::vector<Cell> cells{month_cell(month.month), std::move(rate), {}, {}, {}, {}};
        if (whole && point != chart.points.end()) {
            if (!month.rate.few) {
                cells[2] = {.value = chart.mean};
                cells[3] = {.value = point->low};
                cells[4] = {.value = point->high};
                cells[5] = text_cell(signal_text(question, point->signal));
            }
            ++point;
        }
        figure.add(std::move(cells));
    }
    return figure;
}

// Of the months that the period holds wholly, each spell once in each; grey, of what it holds of
// months, where that is none.
Cell monthly_of(const journey::Scope& scope, const Cancellations& found) {
    Rate whole{};
    Rate part{};
    for (const MonthRate& month : found.trend) {
        Rate& to = is_judged(scope, month.month) ? whole : part;
        to.events += month.rate.events;
        to.n += month.rate.n;
    }
    const Rate& told = whole.n > 0 ? whole : part;
    Cell cell = share_cell(rate_of(told.events, told.n));
    cell.immature |= whole.n == 0;
    return cell;
}

void answer(const Question& question, Report& report) {
    const Axes axes = axes_of(question);
    const auto found = cancellations(question.scope, question.filter, axes, question.labels);
    report.meta.n = found.meta.n;
    if (found.meta.n == 0) {
        report.remarks.push_back(question.said(
            {"期間内に契約中の定期がありません。", "No subscription was in force in the period."}));
        return;
    }
    report.headlines.push_back(
        {.key = "monthly",
         .label = question.said({"解約率(1か月あたり)", "Cancellation rate, a month"}),
         .unit = Unit::Share,
         .cell = monthly_of(question.scope, found)});
    report.headlines.push_back(
        {.key = "rate",
         .label = question.said({"期間中に解約した割合", "Left within the period"}),
         .unit = Unit::Share,
         .cell = with_people(share_cell(found.total), std::string(kAll))});
    report.headlines.push_back(
        {.key = "left",
         .label = question.said({"解約", "Left"}),
         .unit = Unit::Count,
         .cell = with_people(count_cell(found.total.events), std::string(kAll))});
    report.figures.push_back(trend_of(question, found));
    if (has(axes, Axis::Segment) && axes.segments.empty()) {
        report.remarks.push_back(question.said(
            {"並べるセグメントを選んでください。", "Choose the segments to compare."}));
    } else {
        if (has(axes, Axis::Segment)) say_whose_members(question, report);
        tell_columns_left_out(question, found, report);
        report.figures.push_back(squares_of(question, found, axes));
    }
    report.figures.push_back(pareto_of(question, found));
}

std::vector<journey::CustomerCode> people(const Question& question, std::string_view key) {
    const journey::Scope& scope = question.scope;
    const auto slash = std::min(key.find('/'), key.size());
    const auto kind = key.substr(0, slash);
    const auto rest = key.substr(std::min(slash + 1, key.size()));
    Axes axes = axes_of(question);
    if (kind == "reason") axes = {Axis::Reason};
    if (kind == "month") axes = {Axis::Month};
    std::optional<CancellationPlace> place;
    if (key == kAll) {
        place.emplace();
    } else if (kind == "cell") {
        place = cell_named(scope, axes, rest);
    } else if (slash < key.size() && (kind == "row" || kind == "reason" || kind == "month")) {
        place = row_named(scope, axes, rest);
    }
    if (!place) no_such_cell(key);
    return cancellation_people(scope, axes, *place);
}

constexpr std::array<std::string_view, 2> kOfAMonth{"monthly", "rate"};

}  // namespace

constexpr Analysis kCancellations{
    .name = "cancellations",
    .topic = Topic::Cancellations,
    .title = {"解約分析", "Cancellations"},
    .asks = {"誰が、どの商品の、何回目のあと、なぜやめたか",
             "Who left, from which product, after which delivery, and why?"},
    .definition =
        {"解約率(1か月あたり)は、期間にまるごと入る月の「その月に解約した定期÷その月に契約中だった"
         "定期」を、分子・分母ともに月を通して足した平均です。期間中に解約した割合は、"
         "期間中に効力をもった解約の数を、期間中に一日でも契約中だった定期の数で割ったもので、期間"
         "が"
         "長いほど大きくなります。表の割合は、期間中に効力をもった解約の数とその分母に対する割合。"
         "分母は期間中に契約中だった定期"
         "(回数を軸にとるときは、その回をお届けして次回を待っていた定期)です。理由には固有の分母が"
         "ないため、同じ列の分母を使います。担当者も同じで、解約の申し出の日までの90日以内で最後の"
         "用件「解約」の応対の担当者です(応対がなければ「応対なし」)。セグメントは、一人が複数に"
         "入ることがあるため、足しても全体になりません。管理限界は、限界の外に出た月を除いて計算し"
         "直すことを、外に出る月がなくなるまで繰り返したものです("
         "8か月以上、かつ半分を超える月が残るかぎり)"
         "。最新の月は、それより前の月から求めた限界で判定"
         "します。",
         "Cancellation rate, a month: cancelled in a month / in force in it, summed over the "
         "months "
         "that the period holds wholly. Left within the period: cancellations that took effect in "
         "it / subscriptions in force on any of its days: the longer the period, the more. The "
         "table: cancellations that took effect in the period, and their share of those in "
         "force in it (with delivery numbers as an axis: of those that were shipped that delivery "
         "and waited for the next). A reason has no risk of its own: it takes that of its column. "
         "So does an operator: who took the last contact about cancelling in the 90 days before "
         "it was asked for ('without a contact' where there was none). Who is in several segments "
         "is counted in each, so they do not add up. Limits are drawn again without the months "
         "outside them until none of those left is outside, as long as eight months and more than "
         "half of them are left; the newest month is judged by the limits of those before it."},
    .source =
        "Laney, Quality Engineering 14 (2002) 531-537 (limits); Montgomery, Introduction to "
        "Statistical Quality Control, 7th ed. 2013, sections 6.2.1 and 7.2.1 (their baseline)",
    .choices = kChoices,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
