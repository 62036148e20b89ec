#include "insight/contract_value/contract_value.h"

#include "insight/contract_value/outlook.h"
#include "insight/delivery_table.h"
#include "insight/ratio.h"
#include "insight/sbg.h"
#include "insight/spells.h"
#include "insight/survival.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Scope;

constexpr std::string_view kWaiting = "waiting/";
constexpr int kMostRows = 36;

// What deliveries brought with their lines of the scope's products, less credit notes, and how many
// there were, by customer.
struct Delivered {
    const Scope* scope;
    RatioSums sums{};  // x: orders, y: amount
    std::int64_t customers = 0;

    void operator()(const Journey& journey) {
        std::int64_t amount = 0;
        std::int64_t orders = 0;
        bool any = false;
        bool counted = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counted = false;
            if (line.delivery == 0 || !scope->has(line.product)) continue;
            any = true;
            amount += line.amount;
            const bool voided = (line.flags & journey::OrderLane::kVoid) != 0;
            orders += !voided && !counted;
            counted |= !voided;
        }
        if (!any) return;
        ++customers;
        const auto x = static_cast<double>(orders);
        sums.x += x;
        sums.xx += x * x;
        sums.pair(x, static_cast<double>(amount));
    }
    void merge(const Delivered& other) {
        sums.merge(other.sums);
        customers += other.customers;
    }
};

struct Table {
    std::vector<DeliveryCell> cells;  // [0]: after the first delivery
    std::vector<RiskSet> sets;        // of the same deliveries
    std::size_t mature = 0;           // of the sets: up to the first that is not
};

Table table_of(const Scope& scope) {
    const DeliveryTable counted = delivery_table(scope, SplitBy::None);
    Table table;
    for (int delivery = 1; delivery < kMostDeliveries - 1; ++delivery) {
        table.cells.push_back(counted.cell(0, delivery));
    }
    while (!table.cells.empty() && table.cells.back().at_risk() == 0) table.cells.pop_back();
    for (const DeliveryCell& cell : table.cells) {
        const bool unbroken = table.mature == table.sets.size();
        table.sets.push_back({cell.at_risk(), cell.cancelled});
        if (unbroken && !is_immature(cell)) ++table.mature;
    }
    return table;
}

Cell survival_cell(const Survival& point, const DeliveryCell& cell) {
    return {.value = point.value,
            .low = point.low,
            .high = point.high,
            .n = cell.at_risk(),
            .immature = is_immature(cell)};
}

std::optional<Sbg> model_of(const Table& table) {
    if (table.mature < 2) return std::nullopt;
    return fit_sbg(std::span(table.sets).first(table.mature));
}

// What a delivery brings; empty when none is on record as an order.
Cell mean_of(const Scope& scope) {
    const auto all = fold(scope.snapshot, Delivered{&scope}, scope.options());
    return ratio_cell(all.sums, all.customers);
}

Outlook outlook_of(const Sbg& model, const Table& table, const Scope& scope) {
    return {model, std::span(table.sets).first(table.mature), mean_of(scope)};
}

// Renewals still to come before the horizon's number of deliveries is reached by a new customer, or
// within as many more of one who has some.
void add_life_table(const Question& question, const Table& table, const std::optional<Sbg>& model,
                    Report& report) {
    Figure figure{
        .key = "life",
        .title = question.said({"回数別の継続と予測", "Deliveries seen and foretold"}),
        .shape = Shape::Lines,
        .columns = {{"delivery", question.said({"お届け回", "Delivery"}), Unit::Delivery},
                    {"at_risk", question.said({"到達数", "Came to it"}), Unit::Count},
                    {"left", question.said({"解約", "Left after it"}), Unit::Count},
                    {"renewal", question.said({"次回継続率", "Renewed"}), Unit::Share},
                    {"observed", question.said({"残存率(実績)", "Still there, seen"}), Unit::Share},
                    {"foretold", question.said({"残存率(予測)", "Still there, foretold"}),
                     Unit::Share}},
        .drawn = {"observed", "foretold"}};
    const auto curve = kaplan_meier(table.sets);
    const auto foretold = model ? survival_of(*model, kMostRows) : std::vector<double>();
    const std::size_t rows = model ? kMostRows
                                   : std::min<std::size_t>(kMostRows, table.cells.size());
    for (std::size_t i = 0; i < rows; ++i) {
        std::vector<Cell> cells{{.value = static_cast<double>(i + 1)}, {}, {}, {}};
        if (i < table.cells.size()) {
            cells[1] = count_cell(table.cells[i].at_risk());
            cells[2] = count_cell(table.cells[i].cancelled);
            const RiskSet& set = table.sets[i];
            cells[3] = share_cell(rate_of(set.at_risk - set.events, set.at_risk));
            cells[3].immature = is_immature(table.cells[i]);
        }
        // Who reaches delivery n renewed n - 1 times.
        if (i == 0) {
            cells.push_back({.value = 1, .n = table.cells[0].at_risk()});
        } else if (i - 1 < curve.size()) {
            cells.push_back(survival_cell(curve[i - 1], table.cells[i - 1]));
        } else {
            cells.emplace_back();
        }
        cells.push_back(model ? Cell{.value = foretold[i]} : Cell{});
        figure.add(std::move(cells));
    }
    report.figures.push_back(std::move(figure));
}

// How often what was seen contradicts what was foretold: the forecast stands outside the interval.
struct Misses {
    int of = 0;
    int missed = 0;

    void see(const Cell& actual, double foretold) {
        if (actual.immature || !actual.low || !actual.high) return;
        ++of;
        missed += foretold < *actual.low || foretold > *actual.high;
    }
    bool many() const { return 2 * missed > of; }
};

void warn_of(const Question& question, const Misses& misses, Report& report) {
    report.remarks.push_back(question.said(
        {"予測の検証では、後半の{of}回のうち{n}"
         "回で、予測が実績の区間から外れました。このお店の続けかたは"
         "sBGモデルに合っていません。予測の数字は目安としてお使いください。",
         "In the check the forecast stood outside the interval of what was seen at {n} of {of} "
         "deliveries: how people stay here does not follow the sBG model. Take what is foretold "
         "as a rough guide."},
        {{"of", std::to_string(misses.of)}, {"n", std::to_string(misses.missed)}}));
}

// Whether the model fits.
bool add_check(const Question& question, const Table& table, Report& report) {
    Figure figure{
        .key = "check",
        .title = question.said({"予測の検証(前半で予測し後半の実績と比較)",
                                "Check: fitted to the first half, against the second"}),
        .shape = Shape::Lines,
        .columns = {{"delivery", question.said({"お届け回", "Delivery"}), Unit::Delivery},
                    {"actual", question.said({"残存率(実績)", "Seen"}), Unit::Share},
                    {"foretold", question.said({"残存率(予測)", "Foretold"}), Unit::Share},
                    {"error", question.said({"差", "Difference"}), Unit::Points}},
        .drawn = {"actual", "foretold"}};
    Misses misses;
    const std::size_t half = table.mature / 2;
    const auto model = half < 2 ? std::nullopt : fit_sbg(std::span(table.sets).first(half));
    if (model) {
        const auto curve = kaplan_meier(table.sets);
        const auto foretold = survival_of(*model, static_cast<int>(table.mature));
        for (std::size_t i = half; i < table.mature; ++i) {
            const Cell actual = survival_cell(curve[i], table.cells[i]);
            misses.see(actual, foretold[i + 1]);
            figure.add({{.value = static_cast<double>(i + 2)},
                        actual,
                        {.value = foretold[i + 1]},
                        {.value = foretold[i + 1] - curve[i].value}});
        }
    } else {
        figure.note = question.said({"検証に必要な回数のデータがまだありません。",
                                     "Too few deliveries have been seen for a check."});
    }
    report.figures.push_back(std::move(figure));
    if (misses.many()) warn_of(question, misses, report);
    return !misses.many();
}

// Those who wait now, by the delivery they had last: what they will still bring. Answers the sum.
Cell add_waiting(const Question& question, const Table& table, const Outlook& outlook,
                 Report& report) {
    const int horizon = question.choices.number("deliveries");
    Figure figure{
        .key = "waiting",
        .title = question.said({"継続中の契約の将来価値", "What those under contract will bring"}),
        .shape = Shape::Bars,
        .columns = {{"delivery", question.said({"最後のお届け回", "Last delivery"}),
                     Unit::Delivery},
                    {"subscriptions", question.said({"契約数", "Subscriptions"}), Unit::Count},
                    {"expected", question.said({"今後のお届け回数", "Deliveries to come"}),
                     Unit::Number},
                    {"each", question.said({"1契約の価値", "Worth of one"}), Unit::Money},
                    {"value", question.said({"価値の合計", "Worth of all"}), Unit::Money}},
        .drawn = {"value"}};
    const auto waiting = [&](std::size_t i) { return static_cast<double>(table.cells[i].open); };
    std::int64_t contracts = 0;
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
        const std::int64_t open = table.cells[i].open;
        if (open == 0) continue;
        contracts += open;
        const auto of_one = [&](const Sbg& model) {
            return renewals_expected(model, static_cast<int>(i), horizon);
        };
        const auto of_all = [&](const Sbg& model) { return waiting(i) * of_one(model); };
        const auto key = std::string(kWaiting) + std::to_string(i + 1);
        figure.add({{.value = static_cast<double>(i + 1)},
                    with_people(count_cell(open), key),
                    outlook.deliveries(of_one, open),
                    outlook.worth(of_one, open),
                    with_people(outlook.worth(of_all, open), key)});
    }
    report.figures.push_back(std::move(figure));
    const auto of_everybody = [&](const Sbg& model) {
        double sum = 0;
        for (std::size_t i = 0; i < table.cells.size(); ++i) {
            sum += waiting(i) * renewals_expected(model, static_cast<int>(i), horizon);
        }
        return sum;
    };
    return outlook.worth(of_everybody, contracts);
}

Figure model_figure(const Question& question, const Sbg& model, std::int64_t n) {
    Figure figure{.key = "model",
                  .title = question.said({"モデルの係数", "Parameters of the model"}),
                  .columns = {{"name", question.said({"係数", "Parameter"}), Unit::Text},
                              {"value", question.said({"値", "Value"}), Unit::Number}}};
    figure.add({text_cell("sBG α"), number_cell(model.alpha, n)});
    figure.add({text_cell("sBG β"), number_cell(model.beta, n)});
    return figure;
}

void answer(const Question& question, Report& report) {
    const Table table = table_of(question.scope);
    report.meta.n = table.cells.empty() ? 0 : table.cells[0].at_risk();
    const auto model = model_of(table);
    if (!model) {
        report.remarks.push_back(question.said(
            {"予測するだけのデータがありません。30契約以上が届き、その8割以上が継続か解約を決めた"
             "回が2回以上あり、解約の割合が回を追って下がっている必要があります。",
             "There is not enough data to foretell: two renewals that 30 or more came to and "
             "four in five have decided about are needed, and the share that leaves must fall from "
             "one to "
             "the next."}));
        add_life_table(question, table, model, report);
        return;
    }
    const Outlook outlook = outlook_of(*model, table, question.scope);
    const int horizon = question.choices.number("deliveries");
    const auto of_new = [&](const Sbg& one) { return 1 + renewals_expected(one, 0, horizon - 1); };
    const Cell worth_of_new = outlook.worth(of_new, report.meta.n);
    add_life_table(question, table, model, report);
    if (!worth_of_new.value) {
        report.remarks.push_back(
            question.said({"お届けの受注が記録にないため、金額は計算できません。お届け回数だけを示"
                           "します。",
                           "No delivery is on record as an order, so its worth is not known; only "
                           "numbers of deliveries are shown."}));
    }
    report.remarks.push_back(question.said(
        {"契約が続いた回数ごとの継続率から、今後{n}"
         "回のお届け分を見込んだ金額です。「獲得と継続の試算"
         "(1:5・5:25)」の1年の売上は、どの契約も毎月同じ割合で解約するとみなした12か月分の計算で、"
         "長く続いている契約の解約の少なさが入らないため、これより低めに出ます。",
         "What the next {n} deliveries bring, by how many of those with as many deliveries stay. "
         "\"Winning and keeping (1:5, 5:25)\" takes every subscription to leave at the same "
         "monthly rate for twelve months: it is lower because those who have long stayed leave "
         "less."},
        {{"n", std::to_string(horizon)}}));
    const Cell total = add_waiting(question, table, outlook, report);
    const bool fits = add_check(question, table, report);
    const auto headline = [&](std::string key, const Phrase& label, Unit unit, Cell cell) {
        cell.immature |= !fits;
        report.headlines.push_back({std::move(key),
                                    question.said(label, {{"n", std::to_string(horizon)}}), unit,
                                    std::move(cell)});
    };
    headline("deliveries",
             {"新規1契約のお届け回数({n}回まで、予測)", "Deliveries of a new subscription, of {n}"},
             Unit::Number, outlook.deliveries(of_new, report.meta.n));
    headline(
        "value",
        {"新規1契約が{n}回までにもたらす売上(予測)", "A new subscription's first {n} deliveries"},
        Unit::Money, worth_of_new);
    headline("total", {"継続中の契約の将来価値", "What those under contract will bring"},
             Unit::Money, total);
    report.figures.push_back(model_figure(question, *model, report.meta.n));
}

// Whoever waits after a delivery now, and with how many subscriptions.
struct Waiters {
    struct Waiter {
        CustomerCode code;
        int subscriptions;
    };

    const Scope* scope;
    int delivery;
    std::vector<Waiter> all{};

    void operator()(const Journey& journey) {
        int subscriptions = 0;
        each_waiting(journey, [&](const Waiting& waiting) {
            subscriptions += waiting.outcome == Outcome::Open && waiting.delivery == delivery &&
                             scope->covers(waiting.spell_from) && scope->has(waiting.product);
        });
        if (subscriptions > 0) all.push_back({journey.code(), subscriptions});
    }
    void merge(const Waiters& other) { all.insert(all.end(), other.all.begin(), other.all.end()); }
};

int delivery_of(std::string_view key) {
    int delivery = 0;
    const auto number = key.substr(std::min(key.size(), kWaiting.size()));
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(),
                                              delivery);
    const bool whole = error == std::errc() && end == number.data() + number.size();
    if (!key.starts_with(kWaiting) || !whole || delivery < 1 || delivery >= kMostDeliveries) {
        no_such_cell(key);
    }
    return delivery;
}

// In the order of the customers.
std::vector<Waiters::Waiter> waiting_after(const Question& question, int delivery) {
    auto all = fold(question.scope.snapshot, Waiters{&question.scope, delivery},
                    question.scope.options())
                   .all;
    std::ranges::sort(all, {}, &Waiters::Waiter::code);
    return all;
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    std::vector<CustomerCode> codes;
    for (const auto& waiter : waiting_after(question, delivery_of(key))) {
        codes.push_back(waiter.code);
    }
    return codes;
}

// By her subscriptions that wait after that delivery.
std::vector<Expected> expected(const Question& question, std::string_view key) {
    const int delivery = delivery_of(key);
    const auto model = model_of(table_of(question.scope));
    if (!model) return {};
    const auto mean = mean_of(question.scope).value;
    const double each = renewals_expected(*model, delivery - 1,
                                          question.choices.number("deliveries"));
    std::vector<Expected> all;
    for (const auto& [code, subscriptions] : waiting_after(question, delivery)) {
        const double deliveries = subscriptions * each;
        all.push_back({code, deliveries, mean ? std::optional(deliveries * *mean) : std::nullopt});
    }
    return all;
}

constexpr std::array kChoices{ChoiceRule{.key = "deliveries",
                                         .label = {"先の回数", "Deliveries ahead"},
                                         .otherwise = "12",
                                         .min = 2,
                                         .max = 36}};

}  // namespace

constexpr Analysis kContractValue{
    .name = "contract-value",
    .topic = Topic::Value,
    .title = {"定期契約の価値", "Worth of subscriptions (sBG and life table)"},
    .asks = {"いまの定期契約は、この先いくらの売上になるか",
             "What will today's subscriptions still bring?"},
    .definition =
        {"お届け回ごとの残存率(カプラン・マイヤー法、定期継続率と同じ数えかた)と、30契約以上が届"
         "き、その"
         "8割以上がすでに継続か解約を決めた回にsBGモデルを当てはめた予測。価値＝今後のお届け回数の"
         "期待"
         "値×1回のお届けの平均金額(割引なし)"
         "。区間は、モデルの係数と平均金額が限られた件数からの推定で"
         "あることによる幅(デルタ法)"
         "で、これからの偶然の上下とモデルの当てはまりは含みません。休止・"
         "スキップ中の契約は継続中と数えます。期間は契約の開始日です。",
         "The share still there by delivery (Kaplan-Meier, counted as on the page of retention) "
         "and "
         "the sBG model fitted to the renewals that 30 or more came to and four in five of them "
         "have decided about. Worth = deliveries expected × the mean amount of a "
         "delivery, not discounted. Intervals: how far parameters and mean amount may be off "
         "because they come from so many (delta method); chance still to come and the fit of the "
         "model are not in them. Paused and skipping subscriptions are under contract. The period "
         "is that of the start."},
    .source = "P. S. Fader, B. G. S. Hardie, \"How to project customer retention\", Journal of "
              "Interactive Marketing 21 (2007) 76-90; Oehlert, The American Statistician 46 "
              "(1992) 27-29 (interval)",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
    .expected = expected,
};

}  // namespace tsunagi::insight
