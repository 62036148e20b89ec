#include "insight/lifetime_value/increments.h"

#include "insight/buyers.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

// Groups x steps that are over x steps.
struct Shape3 {
    std::size_t groups;
    std::size_t steps;  // 0 … steps - 1 may be over

    std::size_t customers(std::size_t group, std::size_t over) const {
        return group * (steps + 1) + over;
    }
    std::size_t cell(std::size_t group, std::size_t over, std::size_t step) const {
        return customers(group, over) * steps + step;
    }
};

std::size_t steps_over(int start, int as_of) {
    return static_cast<std::size_t>((as_of - start + 1) / kStepDays);
}

// How many of each group have had how many steps.
struct CountCustomers {
    const Scope* scope;
    const StartGroups* groups;
    Shape3 shape;
    std::vector<std::uint32_t> customers;

    void operator()(const Journey& journey) {
        const auto start = start_of(journey.lines());
        if (!start || !chooses(*scope, *start)) return;
        const std::size_t over = steps_over(start->day, journey.as_of());
        ++customers[shape.customers(groups->of(journey, *start), over)];
    }
    void merge(const CountCustomers& other) {
        for (std::size_t i = 0; i < customers.size(); ++i) customers[i] += other.customers[i];
    }
};

// A customer's share in the corrected value up to step u is B(u), the sum of her increments / n.
// B² changes where she buys and stays between: summed up, `square` gives the sum of B² of each step
// without a look at the steps in which she bought nothing.
struct Brought {
    std::int64_t increment = 0;
    double square = 0;  // change of B²
};

struct CountIncrements {
    const Scope* scope;
    const StartGroups* groups;
    const Worth* worth;
    Shape3 shape;
    const std::vector<double>* per_person;  // group, step: 1 / n
    std::vector<Brought> brought;
    std::vector<double> squares;  // steps that are over, step: with everybody's n

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !chooses(*scope, *start)) return;
        const OrderLane& lane = lines.lane();
        if (worth->cost.empty() && lane.wide_row.empty()) {
            add(journey, lines, *start, [&](Row row) { return std::int64_t{lane.amount[row]}; });
        } else {
            add(journey, lines, *start, [&](Row row) { return worth->of(lane, row); });
        }
    }
    template <class Value>
    void add(const Journey& journey, const journey::Range<OrderLane>& lines, const Start& start,
             Value value) {
        const std::size_t over = steps_over(start.day, journey.as_of());
        const std::size_t group = groups->of(journey, start);
        Brought* const mine = brought.data() + shape.cell(group, over, 0);
        double* const all = squares.data() + shape.cell(0, over, 0);
        const double* const share = per_person->data() + group * shape.steps;
        const double* const share_of_all = per_person->data() + (shape.groups - 1) * shape.steps;
        const OrderLane& lane = lines.lane();
        const int end = start.day + static_cast<int>(over) * kStepDays;
        Row last = lines.last();
        while (last > start.row && lane.day_at(last - 1) >= end) --last;
        double b = 0;
        double b_of_all = 0;
        for (Row row = start.row; row < last; ++row) {
            const auto days = static_cast<std::uint32_t>(lane.day_at(row) - start.day);
            const std::size_t step = days / kStepDays;
            const std::int64_t amount = value(row);
            const auto x = static_cast<double>(amount) * share[step];
            const auto y = static_cast<double>(amount) * share_of_all[step];
            mine[step].increment += amount;
            mine[step].square += x * (2 * b + x);
            all[step] += y * (2 * b_of_all + y);
            b += x;
            b_of_all += y;
        }
    }
    void merge(const CountIncrements& other) {
        for (std::size_t i = 0; i < brought.size(); ++i) {
            brought[i].increment += other.brought[i].increment;
            brought[i].square += other.brought[i].square;
        }
        for (std::size_t i = 0; i < squares.size(); ++i) squares[i] += other.squares[i];
    }
};

// Customers of group, then of everybody as one more group.
std::vector<std::uint32_t> customers_of(const Scope& scope, const StartGroups& groups,
                                        const Shape3& shape) {
    const CountCustomers none{&scope, &groups, shape,
                              std::vector<std::uint32_t>(shape.customers(shape.groups, 0))};
    auto customers = journey::fold(scope.snapshot, none, scope.options()).customers;
    for (std::size_t group = 0; group + 1 < shape.groups; ++group) {
        for (std::size_t over = 0; over <= shape.steps; ++over) {
            customers[shape.customers(shape.groups - 1, over)] +=
                customers[shape.customers(group, over)];
        }
    }
    return customers;
}

std::vector<double> per_person_of(const std::vector<std::uint32_t>& customers,
                                  const Shape3& shape) {
    std::vector<double> per_person(shape.groups * shape.steps);
    for (std::size_t group = 0; group < shape.groups; ++group) {
        std::int64_t n = 0;
        for (std::size_t over = shape.steps; over > 0; --over) {
            n += customers[shape.customers(group, over)];
            if (n > 0) per_person[group * shape.steps + over - 1] = 1 / static_cast<double>(n);
        }
    }
    return per_person;
}

// Adds the sums of all groups as one more.
void add_everybody(CountIncrements& counts) {
    const Shape3& shape = counts.shape;
    const std::size_t everybody = shape.cell(shape.groups - 1, 0, 0);
    for (std::size_t i = 0; i < counts.squares.size(); ++i) {
        Brought& sum = counts.brought[everybody + i];
        sum.square = counts.squares[i];
        for (std::size_t group = 0; group + 1 < shape.groups; ++group) {
            sum.increment += counts.brought[shape.cell(group, 0, 0) + i].increment;
        }
    }
}

// Adds those who have had `over` steps: z = B - mean, which stays when their steps are over.
void add_variance(const CountIncrements& counts, std::size_t group, std::size_t over,
                  std::int64_t customers, const std::vector<double>& means, ValueGroup& value) {
    const Shape3& shape = counts.shape;
    const double* const share = counts.per_person->data() + group * shape.steps;
    const auto n = static_cast<double>(customers);
    double squares = 0;
    double sum = 0;
    double spread = 0;
    for (std::size_t step = 0; step < value.steps.size(); ++step) {
        if (step < over) {
            const Brought& brought = counts.brought[shape.cell(group, over, step)];
            squares += brought.square;
            sum += static_cast<double>(brought.increment) * share[step];
            const double mean = means[step];
            spread = std::max(0.0, squares - 2 * mean * sum + n * mean * mean);
        }
        value.steps[step].variance += spread;
    }
}

ValueGroup value_of(const CountIncrements& counts, const std::vector<std::uint32_t>& customers,
                    std::size_t group) {
    const Shape3& shape = counts.shape;
    ValueGroup value;
    std::vector<ValueStep> steps(shape.steps);
    for (std::size_t over = 0; over <= shape.steps; ++over) {
        const std::int64_t n = customers[shape.customers(group, over)];
        value.customers += n;
        std::int64_t sum = 0;
        for (std::size_t step = 0; step < over; ++step) {
            const std::int64_t increment = counts.brought[shape.cell(group, over, step)].increment;
            sum += increment;
            steps[step].n += n;
            steps[step].increment += increment;
            steps[step].sum += sum;
        }
    }
    double corrected = 0;
    double mean = 0;
    std::vector<double> means;  // of B up to the step
    for (ValueStep& step : steps) {
        if (step.n == 0) break;
        const auto n = static_cast<double>(step.n);
        corrected += static_cast<double>(step.increment) / n;
        mean += static_cast<double>(step.increment) / (n * n);
        means.push_back(mean);
        step.corrected = corrected;
        value.steps.push_back(step);
    }
    for (std::size_t over = 1; over <= shape.steps; ++over) {
        const std::int64_t n = customers[shape.customers(group, over)];
        if (n > 0) add_variance(counts, group, over, n, means, value);
    }
    return value;
}

}  // namespace

Worth profit_of(const Question& question) {
    const auto& products = question.scope.words().products;
    Worth worth;
    worth.cost.resize(static_cast<std::size_t>(products.size()));
    worth.known.resize(worth.cost.size());
    for (const auto& [id, cost] : question.labels.costs) {
        const auto number = products.find(id);
        if (!number) continue;
        worth.cost[static_cast<std::size_t>(*number)] = cost.minor;
        worth.known[static_cast<std::size_t>(*number)] = 1;
    }
    return worth;
}

std::vector<ValueGroup> count_value(const Scope& scope, const StartGroups& groups,
                                    const Worth& worth) {
    const Shape3 shape{groups.size() + 1, steps_over(first_order_day(scope), scope.as_of())};
    const auto customers = customers_of(scope, groups, shape);
    const auto per_person = per_person_of(customers, shape);
    const CountIncrements none{&scope,
                               &groups,
                               &worth,
                               shape,
                               &per_person,
                               std::vector<Brought>(shape.cell(shape.groups, 0, 0)),
                               std::vector<double>(shape.cell(1, 0, 0))};
    auto counts = journey::fold(scope.snapshot, none, scope.options());
    add_everybody(counts);
    std::vector<ValueGroup> values;
    for (std::size_t group = 0; group < shape.groups; ++group) {
        values.push_back(value_of(counts, customers, group));
    }
    return values;
}

}  // namespace tsunagi::insight
