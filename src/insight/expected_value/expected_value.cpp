#include "insight/expected_value/expected_value.h"

#include "insight/expected_value/customer_base.h"
#include "insight/expected_value/spread.h"
#include "insight/portions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;

constexpr std::size_t kMostFitted = 10'000;
constexpr std::ptrdiff_t kFewest = 100;  // customers who bought again, to fit anything
constexpr std::size_t kClasses = 5;
constexpr std::string_view kAlive = "alive/";
constexpr std::size_t kCheckRows = 8;  // 0 to 6 repeats, and more

struct Class {
    std::int64_t customers = 0;
    double purchases = 0;
    double value = 0;
};

std::size_t class_of(double alive) {
    return std::min(kClasses - 1, static_cast<std::size_t>(alive * kClasses));
}

int days_ahead(const Question& question) { return question.choices.number("days"); }

int day_of_check(const Question& question) { return question.scope.as_of() - days_ahead(question); }

std::vector<Buyer> buyers_of(const Question& question) {
    return buyers_without_contract(question.scope, day_of_check(question));
}

bool enough(const std::vector<Buyer>& buyers) {
    const auto again = [](const Buyer& buyer) { return buyer.repeats > 0; };
    return std::ranges::count_if(buyers, again) >= kFewest;
}

struct Models {
    std::optional<BgNbd> purchases{};  // nothing: too few bought again
    std::optional<GammaGamma> money{};
    std::vector<PurchaseHistory> histories{};  // that they were fitted to
    std::vector<Spending> spendings{};
};

void fit_purchases(const Question& question, const std::vector<Buyer>& buyers, Models& models) {
    models.histories = evenly(buyers.size(), kMostFitted, [&](std::size_t i) {
        return buyers[i].history(question.scope.as_of());
    });
    models.purchases = fit_bg_nbd(models.histories, 1);
}

void fit_spending(const std::vector<Buyer>& buyers, Models& models) {
    const std::size_t step = 1 + buyers.size() / kMostFitted;
    for (std::size_t i = 0; i < buyers.size(); i += step) {
        if (const auto spending = buyers[i].spending()) models.spendings.push_back(*spending);
    }
    models.money = fit_gamma_gamma(models.spendings, 1);
}

struct Check {
    std::array<std::int64_t, kCheckRows> customers{};
    std::array<double, kCheckRows> actual{};
    std::array<double, kCheckRows> expected{};

    void merge(const Check& other) {
        for (std::size_t i = 0; i < kCheckRows; ++i) {
            customers[i] += other.customers[i];
            actual[i] += other.actual[i];
            expected[i] += other.expected[i];
        }
    }
};

std::optional<Check> check_of(const Question& question, const std::vector<Buyer>& buyers) {
    const int then = day_of_check(question);
    std::vector<const Buyer*> known;
    std::ptrdiff_t again = 0;
    for (const Buyer& buyer : buyers) {
        if (buyer.last_then == 0) continue;
        known.push_back(&buyer);
        again += buyer.repeats_then > 0;
    }
    if (again < kFewest) return std::nullopt;
    const std::size_t n = known.size();
    const auto model = fit_bg_nbd(
        evenly(n, kMostFitted, [&](std::size_t i) { return known[i]->history_then(then); }), 1);
    if (!model) return std::nullopt;
    Expectations expectations(*model, days_ahead(question));
    Check check;
    // In portions as over_buyers() adds up: in one sum the last digits would be others.
    const auto portions = static_cast<std::size_t>(question.scope.threads);
    for (std::size_t k = 0; k < portions; ++k) {
        Check mine;
        for (std::size_t i = n * k / portions; i < n * (k + 1) / portions; ++i) {
            const PurchaseHistory history = known[i]->history_then(then);
            const auto row = std::min<std::size_t>(kCheckRows - 1, history.repeats);
            ++mine.customers[row];
            mine.actual[row] += known[i]->repeats - known[i]->repeats_then;
            mine.expected[row] += expectations.alive(history) * expectations.if_alive(history);
        }
        check.merge(mine);
    }
    return check;
}

// With a check, too, where one is asked for.
Models models_of(const Question& question, const std::vector<Buyer>& buyers,
                 std::optional<Check>* check = nullptr) {
    Models models;
    if (!enough(buyers)) return models;
    const auto foretold = [&] {
        if (check != nullptr) *check = check_of(question, buyers);
    };
    side_by_side(question.scope.threads, {[&] { fit_purchases(question, buyers, models); },
                                          foretold, [&] { fit_spending(buyers, models); }});
    return models;
}

// Calls each(part, what is expected, i) for every i below n on several threads at once; `Part` is
// what one of them adds up.
template <class Part, class Each>
Part over_buyers(std::size_t n, const BgNbd& model, double time, int threads, const Each& each) {
    std::vector<Part> parts(static_cast<std::size_t>(threads));
    in_portions(n, threads, [&](std::size_t k, std::size_t i, std::size_t last) {
        Expectations expectations(model, time);
        Part mine;
        for (; i < last; ++i) each(mine, expectations, i);
        parts[k] = std::move(mine);
    });
    for (std::size_t i = 1; i < parts.size(); ++i) parts[0].merge(parts[i]);
    return std::move(parts[0]);
}

struct Classes {
    std::array<Class, kClasses> all{};

    void merge(const Classes& other) {
        for (std::size_t i = 0; i < kClasses; ++i) {
            all[i].customers += other.all[i].customers;
            all[i].purchases += other.all[i].purchases;
            all[i].value += other.all[i].value;
        }
    }
    Class sum() const {
        Class sum;
        for (const Class& one : all) {
            sum.customers += one.customers;
            sum.purchases += one.purchases;
            sum.value += one.value;
        }
        return sum;
    }
};

// What is expected of one customer. A purchase of who has no known spending is worth the mean of
// all.
class Outlook {
public:
    Outlook(const Question& question, const std::optional<GammaGamma>& money)
        : money_(money), as_of_(question.scope.as_of()),
          usual_(money ? expected_spending_of_new(*money) : std::nullopt) {}

    // Money only where it follows from how amounts vary.
    bool tells_money() const { return usual_.has_value(); }
    double alive(const Expectations& expectations, const Buyer& buyer) const {
        return expectations.alive(buyer.history(as_of_));
    }
    Expected of(Expectations& expectations, const Buyer& buyer, double alive) const {
        const double purchases = alive * expectations.if_alive(buyer.history(as_of_));
        return {buyer.code, purchases, value_of(buyer, purchases)};
    }

private:
    std::optional<double> value_of(const Buyer& buyer, double purchases) const {
        if (!usual_) return std::nullopt;
        const auto spending = buyer.spending();
        if (!spending) return purchases * *usual_;
        return purchases * expected_spending(*money_, *spending).value_or(*usual_);
    }

    std::optional<GammaGamma> money_;
    int as_of_;
    std::optional<double> usual_;
};

Classes classes_of(const Question& question, const std::vector<Buyer>& buyers, const BgNbd& model,
                   const Outlook& outlook) {
    const auto each = [&](Classes& classes, Expectations& expectations, std::size_t i) {
        const double alive = outlook.alive(expectations, buyers[i]);
        const Expected expected = outlook.of(expectations, buyers[i], alive);
        Class& mine = classes.all[class_of(alive)];
        ++mine.customers;
        mine.purchases += expected.purchases;
        mine.value += expected.value.value_or(0);
    };
    return over_buyers<Classes>(buyers.size(), model, days_ahead(question), question.scope.threads,
                                each);
}

void add_classes(const Question& question, const Classes& classes, bool with_money,
                 Report& report) {
    Figure figure{
        .key = "classes",
        .title = question.said({"生存確率ごとの見込み", "By the chance to be alive"}),
        .shape = Shape::Bars,
        .columns = {{"alive", question.said({"生存確率", "Chance to be alive"}), Unit::Text},
                    {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                    {"purchases", question.said({"購入回数の見込み", "Purchases expected"}),
                     Unit::Number},
                    {"each", question.said({"1人あたり回数", "Of one customer"}), Unit::Number},
                    {"value", question.said({"売上の見込み", "Sales expected"}), Unit::Money},
                    {"mean", question.said({"1人あたり金額", "Sales of one"}), Unit::Money}},
        .drawn = {with_money ? "value" : "purchases"}};
    for (std::size_t i = kClasses; i-- > 0;) {
        const Class& one = classes.all[i];
        const auto key = std::string(kAlive) + std::to_string(i + 1);
        const auto name = std::to_string(i * 100 / kClasses) + "–" +
                          std::to_string((i + 1) * 100 / kClasses);
        const auto n = static_cast<double>(one.customers);
        const auto money = [&](double minor) {
            return with_money ? money_cell({.minor = std::llround(minor)}) : Cell{};
        };
        const bool any = one.customers > 0;
        figure.add({text_cell(name + " %"), with_people(count_cell(one.customers), key),
                    number_cell(one.purchases, one.customers),
                    any ? number_cell(one.purchases / n, one.customers) : Cell{},
                    with_people(money(one.value), key), any ? money(one.value / n) : Cell{}});
    }
    report.figures.push_back(std::move(figure));
}

void add_check(const Question& question, const std::optional<Check>& check, Report& report) {
    Figure figure{
        .key = "check",
        .title = question.said({"予測の検証(過去の時点で予測し、その後の実績と比較)",
                                "Check: foretold then, against what was bought since"}),
        .shape = Shape::Lines,
        .columns = {{"repeats", question.said({"それまでのリピート回数", "Repeats until then"}),
                     Unit::Text},
                    {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                    {"actual", question.said({"実績(1人あたり)", "Bought, of one"}), Unit::Number},
                    {"expected", question.said({"予測(1人あたり)", "Expected, of one"}),
                     Unit::Number}},
        .drawn = {"actual", "expected"}};
    double actual = 0;
    double expected = 0;
    for (std::size_t i = 0; check && i < kCheckRows; ++i) {
        const std::int64_t n = check->customers.at(i);
        if (n == 0) continue;
        const auto count = static_cast<double>(n);
        const bool last = i + 1 == kCheckRows;
        figure.add({text_cell(std::to_string(i) + (last ? "+" : "")), count_cell(n),
                    number_cell(check->actual.at(i) / count, n),
                    number_cell(check->expected.at(i) / count, n)});
        actual += check->actual.at(i);
        expected += check->expected.at(i);
    }
    if (actual > 0) {
        report.headlines.push_back(
            {.key = "error",
             .label = question.said({"検証期間の予測の誤差", "Error of the check"}),
             .unit = Unit::Share,
             .cell = {.value = expected / actual - 1}});
    } else {
        figure.note = question.said({"検証に必要な期間のデータがまだありません。",
                                     "The history is too short for a check."});
    }
    report.figures.push_back(std::move(figure));
}

void add_parameters(const Question& question, const BgNbd& model,
                    const std::optional<GammaGamma>& money, bool apart, Report& report) {
    Figure figure{.key = "model",
                  .title = question.said(
                      {"モデルの係数(日・円単位)", "Parameters (days, minor units of money)"}),
                  .shape = Shape::Table,
                  .columns = {{"model", question.said({"モデル", "Model"}), Unit::Text},
                              {"name", question.said({"係数", "Parameter"}), Unit::Text},
                              {"value", question.said({"値", "Value"}), Unit::Number}},
                  .drawn = {}};
    const auto add = [&](std::string of, std::string name, std::optional<double> value,
                         std::int64_t n) {
        figure.add({text_cell(std::move(of)), text_cell(std::move(name)), number_cell(value, n)});
    };
    add("BG/NBD", "r", model.r, model.n);
    add("BG/NBD", "α", model.alpha, model.n);
    add("BG/NBD", "a", apart ? std::optional(model.a) : std::nullopt, model.n);
    add("BG/NBD", "b", apart ? std::optional(model.b) : std::nullopt, model.n);
    add("BG/NBD", "a÷(a+b)", model.a / (model.a + model.b), model.n);
    add("BG/NBD", "LL", model.log_likelihood, model.n);
    if (money) {
        add("Gamma-Gamma", "p", money->p, money->n);
        add("Gamma-Gamma", "q", money->q, money->n);
        add("Gamma-Gamma", "γ", money->gamma, money->n);
        add("Gamma-Gamma", "LL", money->log_likelihood, money->n);
    }
    if (report.meta.n > model.n) {
        figure.note = question.said(
            {"{all}人から均等に抜き出した{n}人に当てはめました。",
             "Fitted to {n} of {all} customers, taken evenly."},
            {{"all", std::to_string(report.meta.n)}, {"n", std::to_string(model.n)}});
    }
    report.figures.push_back(std::move(figure));
}

// Of one decimal.
std::string percent(double share) {
    const auto tenths = std::llround(share * 1000);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

void add_remarks(const Question& question, const BgNbd& model, bool apart, bool with_money,
                 Report& report) {
    if (!apart) {
        report.remarks.push_back(question.said(
            {"離脱のばらつきを見分けられません。離れやすい人と離れにくい人の違いが購入履歴に表れて"
             "いないため、誰もが購入のたびに同じ確率({share} %)で離脱するとみなした予測です。",
             "How chances to stop differ cannot be told: the purchases do not show that some "
             "customers stop more easily than others, so everybody is taken to stop after a "
             "purchase with the same chance ({share} %)."},
            {{"share", percent(model.a / (model.a + model.b))}}));
    }
    if (!with_money) {
        report.remarks.push_back(question.said(
            {"購入単価のばらつきからは単価の期待値を求められないため、金額は出しません。",
             "Amounts are left out: from how they vary no expected amount follows."}));
    }
}

// A sum whose logarithm has a standard error.
Cell sum_cell(double sum, double error, std::int64_t n) {
    Cell cell = number_cell(sum, n);
    if (!std::isfinite(error)) return cell;
    cell.low = sum * std::exp(-kZ95 * error);
    cell.high = sum * std::exp(kZ95 * error);
    return cell;
}

void add_sums(const Question& question, const Class& sum, const Spread& spread, bool with_money,
              Report& report) {
    report.headlines.push_back(
        {.key = "purchases",
         .label = question.said({"購入回数の見込み(合計)", "Purchases expected"}),
         .unit = Unit::Number,
         .cell = sum_cell(sum.purchases, spread.purchases, sum.customers)});
    if (with_money) {
        report.headlines.push_back(
            {.key = "value",
             .label = question.said({"売上の見込み(合計)", "Sales expected"}),
             .unit = Unit::Money,
             .cell = sum_cell(std::round(sum.value), spread.value, sum.customers)});
    }
}

void answer(const Question& question, Report& report) {
    const auto buyers = buyers_of(question);
    report.meta.n = std::ssize(buyers);
    std::optional<Check> check;
    const Models models = models_of(question, buyers, &check);
    if (!models.purchases) {
        report.remarks.push_back(question.said(
            {"予測するだけのデータがありません。定期以外の注文でリピート購入した顧客が100人以上"
             "必要です。",
             "There is not enough data to foretell: at least 100 customers must have bought again "
             "without a subscription."}));
        return;
    }
    const BgNbd& model = *models.purchases;
    const Outlook outlook(question, models.money);
    const bool with_money = outlook.tells_money();
    const Spread spread = spread_of({.purchases = model,
                                     .histories = models.histories,
                                     .money = with_money ? &*models.money : nullptr,
                                     .spendings = models.spendings},
                                    buyers, question.scope.as_of(), days_ahead(question),
                                    question.scope.threads);
    add_remarks(question, model, spread.tells_stopping_apart, with_money, report);
    const Classes classes = classes_of(question, buyers, model, outlook);
    add_sums(question, classes.sum(), spread, with_money, report);
    add_classes(question, classes, with_money, report);
    add_check(question, check, report);
    add_parameters(question, model, models.money, spread.tells_stopping_apart, report);
}

struct Found {
    std::vector<Expected> all;

    void merge(const Found& other) { all.insert(all.end(), other.all.begin(), other.all.end()); }
};

// In the order of the customers.
std::vector<Expected> expected(const Question& question, std::string_view key) {
    std::size_t wanted = 0;
    for (std::size_t i = 1; i <= kClasses; ++i) {
        if (key == std::string(kAlive) + std::to_string(i)) wanted = i;
    }
    if (wanted == 0) no_such_cell(key);
    const auto buyers = buyers_of(question);
    const Models models = models_of(question, buyers);
    if (!models.purchases) return {};
    const Outlook outlook(question, models.money);
    const auto each = [&](Found& found, Expectations& expectations, std::size_t i) {
        const double alive = outlook.alive(expectations, buyers[i]);
        if (class_of(alive) + 1 != wanted) return;
        found.all.push_back(outlook.of(expectations, buyers[i], alive));
    };
    return over_buyers<Found>(buyers.size(), *models.purchases, days_ahead(question),
                              question.scope.threads, each)
        .all;
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    std::vector<CustomerCode> codes;
    for (const Expected& one : expected(question, key)) codes.push_back(one.code);
    return codes;
}

constexpr std::array kChoices{ChoiceRule{.key = "days",
                                         .label = {"先の日数", "Days ahead"},
                                         .otherwise = "365",
                                         .min = 30,
                                         .max = 1095}};

}  // namespace

constexpr Analysis kExpectedValue{
    .name = "expected-value",
    .topic = Topic::Value,
    .title = {"顧客の将来価値", "Expected value of customers"},
    .asks = {"定期以外の顧客は、この先何回、いくら買ってくれそうか",
             "What will customers without a contract still buy?"},
    .definition =
        {"定期のお届けを除く有効な注文のある日を1回の購入とし、初回購入からの回数・最終購入日・"
         "観察日数にBG/NBDモデルを、リピート購入の平均金額にGamma-Gammaモデルを当てはめた期待値。"
         "期間は初回購入日、商品は初回購入の商品(最初の明細)"
         "で選びます。顧客が多いときは1万人を均等に抜き出して当てはめます。95%"
         "区間は係数の誤差によるもの(デルタ法)で、これからの購入の偶然のばらつきは含みません。",
         "A purchase is a day with an order that counts and is no delivery of a subscription. "
         "BG/NBD is fitted to repeats, last purchase and days watched, Gamma-Gamma to the mean of "
         "the repeats. The period is that of the first purchase, products are those of its first "
         "line. Of many customers 10,000, taken evenly, are fitted. Intervals are of the "
         "parameters' errors (delta method), not of how purchases will fall by chance."},
    .source = "P. S. Fader, B. G. S. Hardie, K. L. Lee, \"'Counting your customers' the easy "
              "way\", Marketing Science 24 (2005) 275-284; P. S. Fader, B. G. S. Hardie, \"The "
              "Gamma-Gamma model of monetary value\" (2013)",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
    .expected = expected,
};

}  // namespace tsunagi::insight
