#include "insight/what_if/what_if.h"

#include "insight/buyers.h"
#include "insight/lifetime_value/increments.h"
#include "insight/money_share.h"
#include "insight/spells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr double kDaysOfMonth = 365.25 / 12;
constexpr int kDays = 365;
constexpr int kMonths = 12;
constexpr double kFivePoints = 0.05;

constexpr std::array kChoices{
    ChoiceRule{
        "acquisition", {"新規1人の獲得費用", "Cost of a new customer"}, "", {}, 0, 10'000'000},
    ChoiceRule{"keeping", {"1人の継続にかける費用", "Cost of keeping one"}, "", {}, 0, 10'000'000},
    ChoiceRule{"points",
               {"月の解約率の改善(0.1ポイント単位)", "Lower monthly loss (0.1 points)"},
               "10",
               {},
               0,
               500},
    ChoiceRule{"margin", {"粗利率(%)", "Gross margin (%)"}, "", {}, 1, 100},
};

struct Sums {
    std::int64_t in_force = 0;
    std::int64_t monthly = 0;  // minor units, of all of them
    std::int64_t days = 0;
    std::int64_t cancelled = 0;
};

struct Count {
    const journey::Scope* scope;
    Sums sums{};

    void operator()(const Journey& journey) {
        const int from = journey.as_of() - kDays + 1;
        bool running = false;
        each_waiting(journey, [&](const Waiting& waiting) {
            if (!waiting.ends_spell || !scope->has(waiting.product)) return;
            const bool open = waiting.outcome == Outcome::Open;
            const bool pays = open && !waiting.paused;
            sums.in_force += pays;
            running |= pays;
            const int last = waiting.to - (open ? 0 : 1);
            sums.days += std::max(0, last - std::max(waiting.spell_from, from) + 1);
            sums.cancelled += !open && waiting.to >= from;
        });
        if (running) sums.monthly += paid(journey);
    }
    // What her running subscriptions cost in a month.
    std::int64_t paid(const Journey& journey) const {
        using journey::EventKind;
        std::int64_t all = 0;
        std::int64_t one = 0;
        bool paused = false;
        for (const journey::Event event : journey.events()) {
            if (event.first) all += one;
            const bool stands = event.kind == EventKind::Skipped ||
                                event.kind == EventKind::Changed ||
                                event.kind == EventKind::Withdrawn;
            paused = event.kind == EventKind::Paused || (paused && stands && !event.first);
            const bool pays = event.kind != EventKind::Cancelled && !paused;
            one = pays && scope->has(event.product) ? event.monthly : 0;
        }
        return all + one;
    }
    void merge(const Count& other) {
        sums.in_force += other.sums.in_force;
        sums.monthly += other.sums.monthly;
        sums.days += other.sums.days;
        sums.cancelled += other.sums.cancelled;
    }
};

// Of the present subscriptions, at a monthly loss.
struct Year {
    double months = 0;  // paid by one of them within a year
    double kept = 0;    // share after it

    explicit Year(double loss) : kept(std::pow(1 - loss, kMonths)) {
        for (int month = 1; month <= kMonths; ++month) months += std::pow(1 - loss, month);
    }
};

// What deliveries of the last year brought, of products that have a cost.
struct Margin {
    const journey::Scope* scope;
    const Worth* worth;
    std::int64_t sales = 0;
    std::int64_t profit = 0;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines().between(journey.as_of() - kDays + 1, journey.as_of());
        const journey::OrderLane& lane = lines.lane();
        for (journey::Row row = lines.first(); row < lines.last(); ++row) {
            const std::size_t product = lane.product[row];
            if (lane.delivery[row] == 0 || worth->known[product] == 0) continue;
            if (!scope->has(static_cast<int>(product))) continue;
            sales += lane.amount_at(row);
            profit += worth->of(lane, row);
        }
    }
    void merge(const Margin& other) {
        sales += other.sales;
        profit += other.profit;
    }
};

// Of the shop's own costs; nothing when no delivered product has one.
std::optional<double> margin_of(const Question& question) {
    if (question.labels.costs.empty()) return std::nullopt;
    const Worth worth = profit_of(question);
    const Margin found = journey::fold(question.scope.snapshot, Margin{&question.scope, &worth},
                                       question.scope.options());
    return share_of_money(found.profit, found.sales);
}

struct Entered {
    std::optional<double> acquisition;
    std::optional<double> keeping;
    double points;
    std::optional<double> margin;
    bool own_margin;  // of the shop's costs, not entered

    explicit Entered(const Question& question)
        : acquisition(number(question, "acquisition")), keeping(number(question, "keeping")),
          points(*number(question, "points") / 1000), margin(number(question, "margin")),
          own_margin(!margin) {
        margin = own_margin ? margin_of(question) : *margin / 100;
    }
    static std::optional<double> number(const Question& question, std::string_view key) {
        if (question.choices.word(key).empty()) return std::nullopt;
        return question.choices.number(key);
    }
};

// Nothing where one of them is not known.
Cell product_cell(std::optional<double> a, std::optional<double> b) {
    return a && b ? Cell{.value = *a * *b} : Cell{};
}

struct Shop {
    double in_force;
    double monthly;  // of one
    double loss;
    double lower;  // with the improvement

    Shop(const Sums& sums, const Entered& entered)
        : in_force(static_cast<double>(sums.in_force)),
          monthly(static_cast<double>(sums.monthly) / in_force),
          loss(1 - std::exp(-kDaysOfMonth * static_cast<double>(sums.cancelled) /
                            static_cast<double>(sums.days))),
          lower(std::max(0.0, loss - entered.points)) {}
};

// What a subscription brings until it is cancelled, in months paid; nothing when none ever leaves.
std::optional<double> life_of(double loss) {
    if (loss <= 0) return std::nullopt;
    return (1 - loss) / loss;
}

// The monthly loss of a year's retention five points higher.
double loss_with_five_points(double loss) {
    const double kept = std::min(1.0, Year(loss).kept + kFivePoints);
    return 1 - std::pow(kept, 1.0 / kMonths);
}

// How much more a subscription brings with five points more; nothing when it brings nothing now,
// or none would ever leave.
std::optional<double> gain_of_five_points(double loss) {
    const auto now = life_of(loss);
    const auto more = life_of(loss_with_five_points(loss));
    if (!now || !more || *now <= 0) return std::nullopt;
    return *more / *now - 1;
}

// Its interval is what it is anywhere in that of the loss (cancellations of a Poisson process): it
// is large where nearly all stay and where nearly all leave.
Cell gain_cell(const Sums& sums, double loss) {
    constexpr int kSteps = 32;  // to either side
    const double width = kZ95 / std::sqrt(static_cast<double>(sums.cancelled));
    const double hazard = -std::log1p(-loss);
    Cell cell{
        .value = gain_of_five_points(loss), .n = sums.cancelled, .immature = sums.cancelled < kFew};
    if (!cell.value) return cell;
    double low = *cell.value;
    double high = *cell.value;
    for (int step = -kSteps; step <= kSteps; ++step) {
        const double factor = std::exp(width * step / kSteps);
        const auto gain = gain_of_five_points(1 - std::exp(-hazard * factor));
        if (!gain) return cell;  // it has no end
        low = std::min(low, *gain);
        high = std::max(high, *gain);
    }
    cell.low = low;
    cell.high = high;
    return cell;
}

Figure five_points_of(const Question& question, const Shop& shop, const Entered& entered) {
    Figure figure{
        .key = "five_points",
        .title = question.said({"5:25の法則(年間の継続率が5ポイント上がると)",
                                "5:25, five points more kept in a year"}),
        .shape = Shape::Table,
        .columns = {
            {"case", question.said({"項目", "Item"}), Unit::Text},
            {"kept", question.said({"1年後に継続", "Kept after a year"}), Unit::Share},
            {"loss", question.said({"月の解約率", "Monthly loss"}), Unit::Share},
            {"months", question.said({"1件の支払月数", "Months paid by one"}), Unit::Number},
            {"profit", question.said({"1件の生涯粗利", "Lifetime gross profit"}), Unit::Money},
            {"net", question.said({"獲得費用を引いた利益", "Less the cost of winning"}),
             Unit::Money}}};
    const auto add = [&](const Phrase& name, double loss) {
        const auto months = life_of(loss);
        std::vector<Cell> cells{text_cell(question.said(name)),
                                {.value = Year(loss).kept},
                                {.value = loss},
                                {},
                                {},
                                {}};
        if (months) {
            cells[3].value = months;
            cells[4] = product_cell(*months * shop.monthly, entered.margin);
        }
        if (cells[4].value && entered.acquisition) {
            cells[5].value = *cells[4].value - *entered.acquisition;
        }
        figure.add(std::move(cells));
    };
    add({"いまのまま", "As it is"}, shop.loss);
    add({"継続率+5ポイント", "Five points more"}, loss_with_five_points(shop.loss));
    return figure;
}

Figure years_of(const Question& question, const Shop& shop, const Entered& entered) {
    Figure figure{
        .key = "years",
        .title = question.said({"解約率を下げたときの1年", "A year with a lower loss"}),
        .shape = Shape::Table,
        .columns = {{"case", question.said({"項目", "Item"}), Unit::Text},
                    {"loss", question.said({"月の解約率", "Monthly loss"}), Unit::Share},
                    {"kept", question.said({"1年後に継続", "Kept after a year"}), Unit::Share},
                    {"sales", question.said({"1年の売上", "Sales of a year"}), Unit::Money},
                    {"profit", question.said({"1年の粗利", "Gross profit"}), Unit::Money}}};
    const auto add = [&](const Phrase& name, double loss) {
        const Year year(loss);
        const double sales = shop.in_force * shop.monthly * year.months;
        figure.add({text_cell(question.said(name)),
                    {.value = loss},
                    {.value = year.kept},
                    {.value = sales},
                    product_cell(sales, entered.margin)});
    };
    add({"いまのまま", "As it is"}, shop.loss);
    add({"改善したとき", "What if"}, shop.lower);
    return figure;
}

Figure costs_of(const Question& question, const Shop& shop, const Entered& entered) {
    const Year now(shop.loss);
    const Year better(shop.lower);
    const double more = shop.in_force * (better.kept - now.kept);
    Figure figure{
        .key = "costs",
        .title = question.said({"同じ人数を得る費用", "The cost of as many customers"}),
        .shape = Shape::Bars,
        .columns = {{"way", question.said({"方法", "Way"}), Unit::Text},
                    {"people", question.said({"人数", "Customers"}), Unit::Number},
                    {"each", question.said({"1人あたり", "Each"}), Unit::Money},
                    {"cost", question.said({"費用", "Cost"}), Unit::Money}},
        .drawn = {"cost"},
        .note = question.said({"改善で1年後に多く残る人数を、新規獲得で得る場合と比べます。",
                               "Those whom the improvement keeps for a year, against winning as "
                               "many."})};
    figure.add({text_cell(question.said({"継続してもらう", "Keep"})),
                {.value = more},
                product_cell(1, entered.keeping),
                product_cell(more, entered.keeping)});
    figure.add({text_cell(question.said({"新規に獲得する", "Win"})),
                {.value = more},
                product_cell(1, entered.acquisition),
                product_cell(more, entered.acquisition)});
    return figure;
}

void add_headlines(const Question& question, const Sums& sums, const Shop& shop,
                   const Entered& entered, Report& report) {
    const auto add = [&](std::string_view key, const Phrase& label, Unit unit, Cell cell) {
        report.headlines.push_back({std::string(key), question.said(label), unit, std::move(cell)});
    };
    const double months_now = Year(shop.loss).months;
    const double months = static_cast<double>(sums.days) / kDaysOfMonth;
    const double width = kZ95 / std::sqrt(std::max(1.0, static_cast<double>(sums.cancelled)));
    const double hazard = static_cast<double>(sums.cancelled) / months;
    add("in_force", {"契約中の定期(休止中を除く)", "In force, not paused"}, Unit::Count,
        with_people(count_cell(sums.in_force), "in_force"));
    add("monthly", {"1件の月額", "Monthly price"}, Unit::Money,
        number_cell(shop.monthly, sums.in_force));
    add("loss", {"月の解約率", "Monthly loss"}, Unit::Share,
        {.value = shop.loss,
         .low = 1 - std::exp(-hazard * std::exp(-width)),
         .high = 1 - std::exp(-hazard * std::exp(width)),
         .n = sums.cancelled,
         .immature = sums.cancelled < kFew});
    if (months_now > 0) {
        add("gain", {"改善による1年の増収", "More sales in a year"}, Unit::Share,
            {.value = Year(shop.lower).months / months_now - 1});
    }
    add("five", {"継続率+5ポイントで増える生涯粗利(5:25の法則)", "More lifetime profit (5:25)"},
        Unit::Share, gain_cell(sums, shop.loss));
    if (entered.margin) {
        add("margin",
            entered.own_margin
                ? Phrase{"粗利率(定期のお届けの原価から)", "Margin, by product costs"}
                : Phrase{"粗利率(入力値)", "Margin, as entered"},
            Unit::Share, {.value = entered.margin});
    }
    if (entered.acquisition && entered.keeping.value_or(0) > 0) {
        add("ratio",
            {"獲得費用÷継続費用(1:5の法則では5)", "Cost of winning over keeping (1:5 says 5)"},
            Unit::Number, {.value = *entered.acquisition / *entered.keeping});
    }
    const double profit = shop.monthly * entered.margin.value_or(0);
    if (entered.acquisition && profit > 0) {
        add("payback", {"獲得費用を回収するまで(月)", "Months to earn back a new customer"},
            Unit::Number, {.value = *entered.acquisition / profit});
    }
}

void remark_on_missing(const Question& question, const Entered& entered, Report& report) {
    if (!entered.acquisition || !entered.keeping) {
        report.remarks.push_back(question.said(
            {"新規1人の獲得費用と1人の継続にかける費用を入力すると、1:"
             "5の比較と回収までの月数が出ます"
             "。",
             "Enter what winning and what keeping a customer costs for the comparison of 1:5 and "
             "the months to earn it back."}));
    }
    if (!entered.margin) {
        report.remarks.push_back(question.said(
            {"定期でお届けした商品に原価が登録されていないため、粗利は計算できません。粗利率を入力"
             "するか"
             "、「設定」の商品で原価を入力してください。",
             "No delivered product has a cost, so there is no profit: enter a margin, or costs "
             "under Settings."}));
    }
}

void answer(const Question& question, Report& report) {
    const Sums sums = journey::fold(question.scope.snapshot, Count{&question.scope},
                                    question.scope.options())
                          .sums;
    report.meta.n = sums.in_force;
    if (sums.in_force == 0 || sums.cancelled == 0) {
        report.remarks.push_back(question.said(
            {"契約中の定期と、この1年の解約がそれぞれ1件以上必要です。",
             "A subscription in force and a cancellation in the last year are needed."}));
        return;
    }
    const Entered entered(question);
    const Shop shop(sums, entered);
    if (sums.monthly == 0) {
        report.remarks.push_back(question.said({"定期の価格が記録にないため、金額は0になります。",
                                                "No prices are recorded: amounts are 0."}));
    }
    report.remarks.push_back(
        question.said({"「こうなったら」の計算であり、そうなるという予測ではありません。",
                       "This says what would follow, not that it will happen."}));
    remark_on_missing(question, entered, report);
    report.remarks.push_back(question.said(
        {"1年の売上は、直近1年の解約率がどの契約でも変わらないとみなした計算です。解約の多くは新し"
         "い契"
         "約のもので、長く続いている契約はそれほど解約しないため、いまの契約の売上としては低めに出"
         "ます"
         "。見込みには、続いた回数ごとの継続率で計算する「定期契約の価値」を、解約率を下げたときの"
         "差に"
         "はこのページをお使いください。",
         "A year's sales take the loss of the last year to be that of every subscription. Most of "
         "it is of new ones, and those who have long stayed leave less: as a forecast of today's "
         "subscriptions it is low. Take \"Worth of subscriptions (sBG and life table)\", which "
         "goes by the number of deliveries, for what they will bring, and this page for what a "
         "lower loss changes."}));
    add_headlines(question, sums, shop, entered, report);
    report.figures.push_back(years_of(question, shop, entered));
    report.figures.push_back(five_points_of(question, shop, entered));
    if (entered.acquisition || entered.keeping) {
        report.figures.push_back(costs_of(question, shop, entered));
    }
}

struct Find {
    const journey::Scope* scope;

    bool operator()(const Journey& journey) const {
        Count count{scope};
        count(journey);
        return count.sums.in_force > 0;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    if (key != "in_force") no_such_cell(key);
    return customers_where(question.scope, Find{&question.scope});
}

}  // namespace

constexpr Analysis kWhatIf{
    .name = "what-if",
    .topic = Topic::Success,
    .title = {"獲得と継続の試算(1:5・5:25)", "Winning and keeping (1:5, 5:25)"},
    .asks = {"解約率を下げるといくらになり、新規獲得と比べてどうか",
             "What is a lower loss worth, against winning new customers?"},
    .definition =
        {"契約中の定期(休止中を除く)の件数と月額、直近365日の解約から求めた月の解約率を使い、いまの"
         "契約が1年でもたらす売上を、いまの解約率のときと選んだポイントだけ下がったときで比べます。"
         "1年後に多く"
         "残る人数について、継続にかける費用と新規獲得の費用を比べます。費用は入力値です。粗利率は"
         "、入力が"
         "なければ直近365日の定期のお届けのうち原価のある商品の粗利÷売上です。"
         "期間の"
         "絞り込みは使いません。",
         "With the subscriptions in force that are not paused, what they pay in a month and the "
         "monthly loss of the last 365 days: the sales of the next year as it is, and with a loss "
         "lower by the chosen "
         "points. Those who would stay for a year beyond today's are priced by what keeping and "
         "what winning costs. Costs are entered. Unless it is entered the margin is profit over "
         "sales of the deliveries of the last 365 days, of products with a cost. The filter's "
         "period is not used."},
    .source = "Reichheld, Sasser, HBR 68/5 (1990) 105-111",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
