#include "insight/recurring_revenue/recurring_revenue.h"

#include "insight/periods.h"
#include "insight/recurring_revenue/movements.h"
#include "insight/recurring_revenue/payments.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Months;

constexpr std::size_t kMostMonths = 120;  // on a page, when the filter names none

struct MovementWords {
    Movement movement;
    std::string_view key;
    Phrase label;
};
constexpr std::array<MovementWords, kMovements> kWords{{
    {Movement::New, "new", {"新規", "New"}},
    {Movement::Reactivation, "reactivation", {"復活", "Reactivation"}},
    {Movement::PriceRise, "price_rise", {"値上げ", "Price rises"}},
    {Movement::Expansion, "expansion", {"アップセル・追加", "Expansion"}},
    {Movement::Contraction, "contraction", {"減額", "Contraction"}},
    {Movement::Paused, "paused", {"休止", "Paused"}},
    {Movement::Churn, "churn", {"解約", "Churn"}},
}};
constexpr std::string_view kPaying = "paying";
constexpr Phrase kNetWithoutRises{"ネット売上解約率(値上げを除く)",
                                  "Net revenue churn without price rises"};
constexpr Phrase kNet{"ネット売上解約率(値上げ込み)", "Net revenue churn with price rises"};

// All months on record; which of them are shown.
struct Calendar {
    Months months;
    int first = 0;
    int last = 0;
    int whole = 0;     // the last that is over
    int left_out = 0;  // before the first, of a period that has no beginning
};

Calendar calendar_of(const Question& question) {
    const journey::Scope& scope = question.scope;
    const int first = first_event_day(scope);
    Calendar calendar{.months = Months(first, scope.as_of())};
    calendar.last = calendar.months.of(scope.to);
    const bool begins = scope.from > first;
    const auto most = static_cast<int>(question.most(kMostMonths));
    calendar.left_out = begins ? 0 : std::max(0, calendar.last - most + 1);
    calendar.first = begins ? calendar.months.of(scope.from) : calendar.left_out;
    calendar.whole = count_over(calendar.months, scope.snapshot.as_of) - 1;
    return calendar;
}

std::string key_of(std::string_view what, const Months& months, int month) {
    return std::string(what) + "/" + to_text(months.month(month));
}

// What is lost is no more than all there was, and not less than nothing.
Cell within_all(Cell cell) {
    if (cell.low) cell.low = std::max(*cell.low, 0.0);
    if (cell.high) cell.high = std::min(*cell.high, 1.0);
    return cell;
}

// Of a month after the first: of who were held, and of what was paid, the month before.
struct Churn {
    Cell customers;
    Cell gross;
    Cell chosen;  // net, without price rises
    Cell net;
};
Churn churn_of(const std::vector<RevenueMonth>& all, int month) {
    if (month == 0) return {};
    const RevenueMonth& now = all[static_cast<std::size_t>(month)];
    const RevenueMonth& before = all[static_cast<std::size_t>(month) - 1];
    return {share_cell(rate_of(now.of(Movement::Churn).customers, before.held)),
            within_all(ratio_cell(now.gross, before.customers)),
            ratio_cell(now.chosen, before.customers), ratio_cell(now.net, before.customers)};
}

std::string said_month(Month month) {
    auto text = to_text(month);
    std::ranges::replace(text, '-', '/');
    return text;
}

Figure bridge_of(const Question& question, const std::vector<RevenueMonth>& all,
                 const Calendar& calendar, int month) {
    const RevenueMonth& now = all[static_cast<std::size_t>(month)];
    const RevenueMonth before = month == 0 ? RevenueMonth{}
                                           : all[static_cast<std::size_t>(month) - 1];
    Figure bridge{.key = "bridge",
                  .title = question.said({"MRRの増減 {month}", "MRR bridge {month}"},
                                         {{"month", said_month(calendar.months.month(month))}}),
                  .shape = Shape::Bridge,
                  .columns = {{"step", question.said({"内訳", "Step"}), Unit::Text},
                              {"amount", question.said({"金額", "Amount"}), Unit::Money},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count}},
                  .drawn = {"amount"}};
    bridge.add({text_cell(question.said({"前月末", "Month before"})), money_cell({before.amount}),
                month == 0 ? count_cell(0)
                           : with_people(count_cell(before.customers),
                                         key_of(kPaying, calendar.months, month - 1))});
    for (const MovementWords& words : kWords) {
        const Moved& moved = now.of(words.movement);
        const auto key = key_of(words.key, calendar.months, month);
        bridge.add({text_cell(question.said(words.label)),
                    with_people(money_cell({moved.amount}), key),
                    with_people(count_cell(moved.customers), key)});
    }
    bridge.add({text_cell(question.said({"当月末", "End of month"})), money_cell({now.amount}),
                with_people(count_cell(now.customers), key_of(kPaying, calendar.months, month))});
    return bridge;
}

Figure months_of(const Question& question, const std::vector<RevenueMonth>& all,
                 const Calendar& calendar) {
    Figure figure{.key = "months",
                  .title = question.said({"月ごとの増減", "Month by month"}),
                  .shape = Shape::Stack,
                  .columns = {{"month", question.said({"月", "Month"}), Unit::Month}},
                  .left_out = calendar.left_out};
    for (const MovementWords& words : kWords) {
        figure.columns.push_back({std::string(words.key), question.said(words.label), Unit::Money});
        figure.drawn.emplace_back(words.key);
    }
    figure.columns.push_back({"mrr", question.said({"月末MRR", "MRR"}), Unit::Money});
    figure.columns.push_back({"customers", question.said({"顧客数", "Customers"}), Unit::Count});
    for (int month = calendar.first; month <= calendar.last; ++month) {
        const RevenueMonth& now = all[static_cast<std::size_t>(month)];
        std::vector<Cell> cells{month_cell(calendar.months.month(month))};
        for (const MovementWords& words : kWords) {
            cells.push_back(with_people(money_cell({now.of(words.movement).amount}),
                                        key_of(words.key, calendar.months, month)));
        }
        cells.push_back(money_cell({now.amount}));
        cells.push_back(
            with_people(count_cell(now.customers), key_of(kPaying, calendar.months, month)));
        for (Cell& cell : cells) cell.immature |= month > calendar.whole;
        figure.add(std::move(cells));
    }
    return figure;
}

Figure rates_of(const Question& question, const std::vector<RevenueMonth>& all,
                const Calendar& calendar) {
    Figure figure{
        .key = "rates",
        .title = question.said({"解約率(顧客・売上)", "Churn of customers and revenue"}),
        .shape = Shape::Lines,
        .columns = {{"month", question.said({"月", "Month"}), Unit::Month},
                    {"customers", question.said({"顧客解約率", "Customer churn"}), Unit::Share},
                    {"gross", question.said({"グロス売上解約率", "Gross revenue churn"}),
                     Unit::Share},
                    {"net_without_rises", question.said(kNetWithoutRises), Unit::Share},
                    {"net", question.said(kNet), Unit::Share}},
        .left_out = calendar.left_out};
    for (int month = std::max(calendar.first, 1); month <= calendar.last; ++month) {
        Churn churn = churn_of(all, month);
        for (Cell* cell : {&churn.customers, &churn.gross, &churn.chosen, &churn.net}) {
            cell->immature |= month > calendar.whole;
        }
        figure.add({month_cell(calendar.months.month(month)), std::move(churn.customers),
                    std::move(churn.gross), std::move(churn.chosen), std::move(churn.net)});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const Calendar calendar = calendar_of(question);
    const auto all = revenue_months(question.scope, calendar.months);
    const RevenueMonth& end = all[static_cast<std::size_t>(calendar.last)];
    report.meta.n = end.customers;
    const bool any = std::ranges::any_of(
        all, [](const RevenueMonth& month) { return month.customers > 0; });
    if (!any) {
        report.remarks.push_back(question.said(
            {"金額のわかる定期がまだありません。定期の価格と周期を取り込むと計算できます。",
             "No subscription with a price yet: import prices and cycles of subscriptions."}));
        return;
    }
    const int month = std::clamp(calendar.whole, calendar.first, calendar.last);
    const RevenueMonth& now = all[static_cast<std::size_t>(month)];
    const Churn churn = churn_of(all, month);
    report.headlines = {
        {"mrr",
         question.said({"MRR(月末)", "MRR"}),
         Unit::Money,
         {.value = static_cast<double>(now.amount), .n = now.customers}},
        {"customers", question.said({"顧客解約率", "Customer churn"}), Unit::Share,
         churn.customers},
        {"gross", question.said({"グロス売上解約率", "Gross revenue churn"}), Unit::Share,
         churn.gross},
        {"net_without_rises", question.said(kNetWithoutRises), Unit::Share, churn.chosen},
        {"net", question.said(kNet), Unit::Share, churn.net}};
    for (Headline& headline : report.headlines) headline.cell.immature |= month > calendar.whole;
    report.figures.push_back(bridge_of(question, all, calendar, month));
    report.figures.push_back(months_of(question, all, calendar));
    report.figures.push_back(rates_of(question, all, calendar));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Calendar calendar = calendar_of(question);
    const auto slash = std::min(key.find('/'), key.size());
    const auto what = key.substr(0, slash);
    const auto month = parse_month(key.substr(std::min(slash + 1, key.size())));
    if (!month) no_such_cell(key);
    const int place = month->number - calendar.months.month(0).number;
    if (place < 0 || place >= calendar.months.size()) no_such_cell(key);
    if (what == kPaying) return who_paid(question.scope, calendar.months, place);
    const auto movement = parse_enum<Movement>(what);
    if (!movement) no_such_cell(key);
    return who_moved(question.scope, calendar.months, *movement, place);
}

constexpr std::array<std::string_view, 5> kOfAMonth{"mrr", "customers", "gross",
                                                    "net_without_rises", "net"};

}  // namespace

constexpr Analysis kRecurringRevenue{
    .name = "recurring-revenue",
    .topic = Topic::Subscriptions,
    .title = {"MRRと売上解約率", "MRR and revenue churn"},
    .asks = {"毎月の定期売上は何で増え、何で減ったか", "What moved the monthly recurring revenue?"},
    .definition =
        {"MRRは、月末に続いている定期(休止中を除く)の価格×数量を、周期で1か月あたりに直した合計"
         "です。前月末と比べ、顧客ごとに新規・復活・値上げ・アップセル・減額・休止・解約に分けます"
         "。"
         "値上げは、商品・数量・周期はそのままで価格だけが変わって上がった分(前月末も当月末も支払い"
         "のある定期)。アップセル・追加は、それ以外で増えた分(別のコース、数量、短い周期、定期の"
         "追加、休止からの再開)です。休止は、支払い中の定期が休止になって支払いがなくなった顧客、"
         "解約は、休止中のものも含めて定期がなくなった顧客です(休止してからの解約は金額0)。前から"
         "休止中の定期だけが残ったときは減額です。顧客解約率=解約した顧客÷前月末に支払い中または"
         "休止中の顧客。グロス売上解約率=(解約+休止+減額)÷前月末MRR。ネット(値上げを除く)はそこから"
         "アップセル・追加を、ネット(値上げ込み)はさらに値上げを引いたもので、新規と復活は含めませ"
         "ん。過去の価格は、記録のある変更までさかのぼり、わからないものは現在の価格です。",
         "MRR is what subscriptions in force at the end of the month, paused ones left out, cost "
         "in a month (price x quantity by cycle). Each customer is compared with the month before: "
         "new, reactivation, price rises, expansion, contraction, paused, churn. Price rises are "
         "what changes of the price alone, of the same product, quantity and cycle, added to "
         "subscriptions paid for at both ends. Expansion is what else came on top: another "
         "product, more pieces, a shorter cycle, one more subscription, or one resumed. Paused is "
         "who pays nothing any "
         "more because what she paid for was paused; churn is who has no subscription any more, "
         "paused ones included (of amount 0 when it was paused before); left with what was paused "
         "long ago, she contracts. Customer churn: who churned / who paid or was paused at the end "
         "of the month before. Gross: (churn + paused + contraction) / MRR before. Net without "
         "price rises: the same less expansion; with them: less price rises too; new and "
         "reactivated ones are in neither. Past prices go back as far as "
         "changes are on record; else the present price holds."},
    .source = "Cochran, Sampling Techniques, 3rd ed. 1977, section 6.3 (interval of a ratio)",
    .needs = Needs::Money,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
