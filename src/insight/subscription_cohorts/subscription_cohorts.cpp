#include "insight/subscription_cohorts/subscription_cohorts.h"

#include "insight/cell_key.h"
#include "insight/periods.h"
#include "insight/ratio.h"
#include "insight/recurring_revenue/payments.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Months;

enum class Measure { Customers, Revenue, Amount };
BOOST_DESCRIBE_ENUM(Measure, Customers, Revenue, Amount)

constexpr std::array kMeasures{
    OptionRule{"customers", {"契約が続いている顧客の割合", "Customers in force"}},
    OptionRule{"revenue", {"開始時の月額を100%とした月額", "MRR against the start"}},
    OptionRule{"amount", {"月額の合計(MRR)", "MRR"}},
};
constexpr std::array kChoices{
    ChoiceRule{"measure", {"見るもの", "Measure"}, "customers", kMeasures}};
constexpr std::array kHeadlineAges{6, 12};

struct Start {
    int day = -1;              // lane day; -1: never subscribed
    std::int64_t monthly = 0;  // minor units
};

// Reads the starts of customers. Thread: one for each worker.
class Starts {
public:
    Starts(const journey::Scope& scope, const Months& months) : scope_(&scope), months_(&months) {}

    // Every event of a customer.
    void see(const journey::Event& event) {
        began_ = began_ && !event.first;
        if (began_ || event.kind == journey::EventKind::Cancelled) return;
        if (!scope_->has(event.product)) return;
        began_ = true;
        begun_.push_back({event.day, event.monthly});
    }
    // Of those seen, which are forgotten.
    Start taken() {
        const Start start = chosen();
        begun_.clear();
        began_ = false;
        return start;
    }

private:
    Start chosen() const {
        Start start;
        for (const Start& one : begun_) {
            if (start.day < 0 || one.day < start.day) start.day = one.day;
        }
        if (start.day < 0 || !scope_->covers(start.day)) return {};
        for (const Start& one : begun_) {
            const bool same_month = months_->of(one.day) == months_->of(start.day);
            start.monthly += same_month ? one.monthly : 0;
        }
        return start;
    }

    const journey::Scope* scope_;
    const Months* months_;
    bool began_ = false;  // the subscription that is seen
    std::vector<Start> begun_;
};

// Of one cohort at the end of one month.
struct Square {
    std::int64_t in_force = 0;
    RatioSums revenue;  // x: what customers paid at their start, y: what they pay

    void merge(const Square& other) {
        in_force += other.in_force;
        revenue.merge(other.revenue);
    }
};

struct Cohort {
    std::int64_t customers = 0;
    double start = 0;
    double start_squares = 0;
    std::vector<Square> at;  // by month

    void merge(const Cohort& other) {
        customers += other.customers;
        start += other.start;
        start_squares += other.start_squares;
        for (std::size_t i = 0; i < at.size(); ++i) at[i].merge(other.at[i]);
    }
};

// Of each month what differs from the month before.
struct Count {
    Starts starts;
    Payments payments;
    const Months* months;
    std::vector<Cohort> cohorts;

    void operator()(const Journey& journey) {
        payments.read(journey, [&](const journey::Event& event) { starts.see(event); });
        const Start start = starts.taken();
        if (start.day < 0) return payments.tell([](const PaymentChange&) {});
        Cohort& cohort = cohorts[static_cast<std::size_t>(months->of(start.day))];
        const auto began = static_cast<double>(start.monthly);
        ++cohort.customers;
        cohort.start += began;
        cohort.start_squares += began * began;
        payments.tell([&](const PaymentChange& change) {
            Square& square = cohort.at[static_cast<std::size_t>(change.month)];
            const auto before = static_cast<double>(change.before);
            const auto now = static_cast<double>(change.now);
            square.in_force += int{change.held} - int{change.held_before};
            square.revenue.y += now - before;
            square.revenue.xy += began * (now - before);
            square.revenue.yy += now * now - before * before;
        });
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < cohorts.size(); ++i) cohorts[i].merge(other.cohorts[i]);
    }
};

Months months_of(const journey::Scope& scope) { return {first_event_day(scope), scope.as_of()}; }

std::vector<Cohort> cohorts_of(const journey::Scope& scope, const Months& months) {
    const auto size = static_cast<std::size_t>(months.size());
    const Count none{Starts(scope, months), Payments(scope, months), &months,
                     std::vector<Cohort>(size, Cohort{.at = std::vector<Square>(size)})};
    auto cohorts = journey::fold(scope.snapshot, none, scope.options()).cohorts;
    for (Cohort& cohort : cohorts) {
        for (std::size_t i = 1; i < size; ++i) cohort.at[i].merge(cohort.at[i - 1]);
        for (Square& square : cohort.at) {
            square.revenue.x = cohort.start;
            square.revenue.xx = cohort.start_squares;
        }
    }
    return cohorts;
}

class Reporting {
public:
    Reporting(const Question& question, Report& report)
        : question_(question), report_(report), months_(months_of(question.scope)),
          cohorts_(cohorts_of(question.scope, months_)),
          over_(count_over(months_, question.scope.snapshot.as_of)) {}

    void run(Measure measure) {
        for (const Cohort& cohort : cohorts_) report_.meta.n += cohort.customers;
        if (report_.meta.n == 0) {
            report_.remarks.push_back(question_.said({"期間内に定期を始めた顧客がいません。",
                                                      "Nobody first subscribed in the period."}));
            return;
        }
        for (const int age : kHeadlineAges) add_headlines(age);
        report_.figures.push_back(squares(measure));
        report_.figures.push_back(average());
    }

private:
    // All cohorts whose month of that age is over, as one; nothing when there is none.
    std::optional<std::pair<Square, std::int64_t>> pooled(int age) const {
        Square sum;
        std::int64_t customers = 0;
        for (int month = 0; month + age < over_; ++month) {
            const Cohort& cohort = cohorts_[static_cast<std::size_t>(month)];
            if (cohort.customers == 0) continue;
            customers += cohort.customers;
            sum.merge(cohort.at[static_cast<std::size_t>(month + age)]);
        }
        if (customers == 0) return std::nullopt;
        return std::pair(sum, customers);
    }

    void add_headlines(int age) {
        const auto found = pooled(age);
        if (!found) return;
        const auto& [square, customers] = *found;
        const auto n = std::to_string(age);
        report_.headlines.push_back(
            {.key = "customers_" + n,
             .label = question_.said({"{n}か月後も契約中の顧客", "Customers after {n} months"},
                                     {{"n", n}}),
             .unit = Unit::Share,
             .cell = share_cell(rate_of(square.in_force, customers))});
        if (!question_.shows_money) return;
        report_.headlines.push_back(
            {.key = "revenue_" + n,
             .label = question_.said({"{n}か月後の月額(開始時比)", "MRR after {n} months"},
                                     {{"n", n}}),
             .unit = Unit::Share,
             .cell = ratio_cell(square.revenue, customers)});
    }

    Cell measured(const Cohort& cohort, const Square& square, Measure measure) const {
        switch (measure) {
            case Measure::Customers: return share_cell(rate_of(square.in_force, cohort.customers));
            case Measure::Revenue: return ratio_cell(square.revenue, cohort.customers);
            case Measure::Amount: break;
        }
        return {.value = square.revenue.y, .n = square.in_force};
    }

    Figure squares(Measure measure) const {
        Figure figure{
            .key = "cohorts",
            .title = question_.said({"開始月ごとの推移", "By month of the start"}),
            .shape = Shape::Heat,
            .columns = {
                {"month", question_.said({"開始月", "Started"}), Unit::Month},
                {"customers", question_.said({"始めた顧客", "Customers"}), Unit::Count},
                {"start", question_.said({"開始時の月額", "MRR at the start"}), Unit::Money}}};
        const auto begun = std::ranges::find_if(
            cohorts_, [](const Cohort& cohort) { return cohort.customers > 0; });
        const auto first = static_cast<int>(begun - cohorts_.begin());
        const std::string prefix = measure == Measure::Revenue ? "revenue_" : "age_";
        for (int age = 0; first + age < months_.size(); ++age) {
            const auto n = std::to_string(age);
            figure.columns.push_back({prefix + n, question_.said({"{n}か月後", "+{n}"}, {{"n", n}}),
                                      measure == Measure::Amount ? Unit::Money : Unit::Share});
            figure.drawn.push_back(prefix + n);
        }
        for (int month = first; month < months_.size(); ++month) {
            const Cohort& cohort = cohorts_[static_cast<std::size_t>(month)];
            if (cohort.customers > 0) figure.add(row(cohort, month, measure, figure));
        }
        return figure;
    }
    std::vector<Cell> row(const Cohort& cohort, int month, Measure measure,
                          const Figure& figure) const {
        const auto name = to_text(months_.month(month));
        std::vector<Cell> cells{month_cell(months_.month(month)),
                                with_people(count_cell(cohort.customers), name),
                                {.value = cohort.start, .n = cohort.customers}};
        for (int age = 0; month + age < months_.size(); ++age) {
            const Square& square = cohort.at[static_cast<std::size_t>(month + age)];
            Cell cell = measured(cohort, square, measure);
            cell.immature |= month + age >= over_;
            if (square.in_force > 0) cell.people = name + "/" + std::to_string(age);
            cells.push_back(std::move(cell));
        }
        cells.resize(figure.columns.size());
        return cells;
    }

    Figure average() const {
        Figure figure{
            .key = "average",
            .title = question_.said({"全コホートの平均", "All cohorts"}),
            .shape = Shape::Lines,
            .columns = {
                {"age", question_.said({"経過月", "Months since"}), Unit::Number},
                {"rate", question_.said({"契約中の顧客", "Customers in force"}), Unit::Share},
                {"revenue", question_.said({"月額(開始時比)", "MRR against the start"}),
                 Unit::Share}}};
        if (!question_.shows_money) figure.columns.pop_back();
        for (int age = 0; age < over_; ++age) {
            const auto found = pooled(age);
            if (!found) break;
            const auto& [square, customers] = *found;
            std::vector<Cell> cells{count_cell(age),
                                    share_cell(rate_of(square.in_force, customers))};
            if (question_.shows_money) cells.push_back(ratio_cell(square.revenue, customers));
            figure.add(std::move(cells));
        }
        return figure;
    }

    const Question& question_;
    Report& report_;
    Months months_;
    std::vector<Cohort> cohorts_;
    int over_;  // how many of the months are over
};

void answer(const Question& question, Report& report) {
    const auto measure = question.choices.one<Measure>("measure");
    if (measure != Measure::Customers && !question.shows_money) {
        report.remarks.push_back(question.said(
            {"売上を見る権限がありません。", "This needs the right to see what customers spend."}));
        return;
    }
    Reporting(question, report).run(measure);
}

// Who began in a month; of those with an age who are in force at the end of that month.
struct Find {
    Starts starts;
    Payments payments;
    const Months* months;
    int cohort;
    std::optional<int> age;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        payments.read(journey, [&](const journey::Event& event) { starts.see(event); });
        const Start start = starts.taken();
        bool matches = !age;
        payments.tell([&](const PaymentChange& change) {
            if (age && change.month <= cohort + *age) matches = change.held;
        });
        if (start.day < 0 || months->of(start.day) != cohort || !matches) return;
        codes.push_back(journey.code());
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

// "2026-01", "2026-01/3"
std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto slash = std::min(key.find('/'), key.size());
    const auto month = parse_month(key.substr(0, slash));
    const auto ages = numbers_of(key.substr(slash), "", slash < key.size() ? 1 : 0);
    if (!month || !ages || (!ages->empty() && ages->front() < 0)) no_such_cell(key);
    const Months months = months_of(question.scope);
    const int cohort = month->number - months.month(0).number;
    if (cohort < 0 || cohort >= months.size()) return {};
    Find find{
        Starts(question.scope, months), Payments(question.scope, months), &months, cohort, {}};
    if (!ages->empty()) find.age = static_cast<int>(ages->front());
    auto codes = journey::fold(question.scope.snapshot, find, question.scope.options()).codes;
    std::ranges::sort(codes);
    return codes;
}

}  // namespace

constexpr Analysis kSubscriptionCohorts{
    .name = "subscription-cohorts",
    .topic = Topic::Subscriptions,
    .title = {"定期コホート", "Subscription cohorts"},
    .asks = {"ある月に定期を始めた顧客は、その後の各月末に何人残り、月額はいくら残っているか",
             "Of those who subscribed in a month, how many and how much is left since?"},
    .definition =
        {"はじめて定期を始めた月ごとに顧客をまとめ、その後の各月末に契約(休止を含む)"
         "が残っている顧客の割合と、残っている月額(MRR、休止は0円)"
         "を数えたもの。開始時の月額は、その月に始めた契約の始めたときの月額の合計です。始めた月の"
         "うちに解約した人は0か月後から外れますが、分母には入ります。終わっていない月は基準日の値で"
         "、灰色です。平均は、その月齢まで達したコホートだけの合計です。期間ははじめて定期を始めた"
         "日、商品はその契約の商品で選びます。",
         "Customers by the month in which they first subscribed, and how many of them are in force "
         "(paused ones too), and what they pay in a month (nothing while paused), at the end of "
         "each month since. The start is what the subscriptions that began in that month cost as "
         "they began. Who leaves within the first month is missing from month 0 on, but stays in "
         "the denominator. The month that is not over is told as of today, grey. The average is of "
         "the cohorts old enough. The period is that of the first start, products are those of "
         "the subscription."},
    .source = "W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section 6.3",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
