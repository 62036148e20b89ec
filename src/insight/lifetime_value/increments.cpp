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

// Calls each(step, value) for every line of a step that is over.
template <class Each>
void each_line(const journey::Range<OrderLane>& lines, const Start& start, std::size_t over,
               const Worth& worth, Each each) {
    const OrderLane& lane = lines.lane();
    const auto end = start.day + static_cast<int>(over) * kStepDays;
    for (Row row = start.row; row < lines.last(); ++row) {
        const int day = lane.day_at(row);
        if (day >= end) return;
        each(static_cast<std::size_t>((day - start.day) / kStepDays), worth.of(lane, row));
    }
}

struct CountIncrements {
    const Scope* scope;
    const StartGroups* groups;
    const Worth* worth;
    Shape3 shape;
    std::vector<std::uint32_t> customers;
    std::vector<std::int64_t> increments;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !scope->covers(start->day)) return;
        const std::size_t group = groups->of(journey, *start);
        const std::size_t over = steps_over(start->day, journey.as_of());
        ++customers[shape.customers(group, over)];
        std::int64_t* row = increments.data() + shape.cell(group, over, 0);
        each_line(lines, *start, over, *worth,
                  [row](std::size_t step, std::int64_t value) { row[step] += value; });
    }
    void merge(const CountIncrements& other) {
        for (std::size_t i = 0; i < customers.size(); ++i) customers[i] += other.customers[i];
        for (std::size_t i = 0; i < increments.size(); ++i) increments[i] += other.increments[i];
    }
};

// Sums of z² per step, of each group and of everybody.
struct CountSpread {
    const Scope* scope;
    const StartGroups* groups;
    const Worth* worth;
    Shape3 shape;
    const std::vector<ValueGroup>* values;
    std::vector<double> means;       // group, step: sum of mean(u) / n(u) up to the step
    std::vector<double> per_person;  // group, step: 1 / n(u)
    std::vector<double> squares;     // group, step: of those whose step is over
    std::vector<double> ended;       // group, steps over: z² that stays from there on
    std::vector<std::int64_t> mine{};

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start || !scope->covers(start->day)) return;
        const std::size_t over = steps_over(start->day, journey.as_of());
        mine.assign(over, 0);
        each_line(lines, *start, over, *worth,
                  [this](std::size_t step, std::int64_t value) { mine[step] += value; });
        add(groups->of(journey, *start), over);
        add(shape.groups - 1, over);
    }
    void add(std::size_t group, std::size_t over) {
        const std::size_t first = group * shape.steps;
        double brought = 0;
        double z = 0;
        for (std::size_t step = 0; step < over; ++step) {
            brought += static_cast<double>(mine[step]) * per_person[first + step];
            z = brought - means[first + step];
            squares[first + step] += z * z;
        }
        ended[group * (shape.steps + 1) + over] += z * z;
    }
    void merge(const CountSpread& other) {
        for (std::size_t i = 0; i < squares.size(); ++i) squares[i] += other.squares[i];
        for (std::size_t i = 0; i < ended.size(); ++i) ended[i] += other.ended[i];
    }
};

ValueGroup value_of(const CountIncrements& counts, std::size_t group) {
    const Shape3& shape = counts.shape;
    ValueGroup value;
    std::vector<ValueStep> steps(shape.steps);
    for (std::size_t over = 0; over <= shape.steps; ++over) {
        const std::int64_t customers = counts.customers[shape.customers(group, over)];
        value.customers += customers;
        std::int64_t sum = 0;
        for (std::size_t step = 0; step < over; ++step) {
            const std::int64_t increment = counts.increments[shape.cell(group, over, step)];
            sum += increment;
            steps[step].n += customers;
            steps[step].increment += increment;
            steps[step].sum += sum;
        }
    }
    double corrected = 0;
    for (ValueStep& step : steps) {
        if (step.n == 0) break;
        corrected += static_cast<double>(step.increment) / static_cast<double>(step.n);
        step.corrected = corrected;
        value.steps.push_back(step);
    }
    return value;
}

// Adds the sums of all groups as one more.
void add_everybody(CountIncrements& counts) {
    const Shape3 shape = counts.shape;
    for (std::size_t group = 0; group + 1 < shape.groups; ++group) {
        for (std::size_t over = 0; over <= shape.steps; ++over) {
            counts.customers[shape.customers(shape.groups - 1, over)] +=
                counts.customers[shape.customers(group, over)];
            for (std::size_t step = 0; step < over; ++step) {
                counts.increments[shape.cell(shape.groups - 1, over, step)] +=
                    counts.increments[shape.cell(group, over, step)];
            }
        }
    }
}

void add_variances(const Scope& scope, const StartGroups& groups, const Worth& worth,
                   const Shape3& shape, std::vector<ValueGroup>& values) {
    CountSpread start{.scope = &scope,
                      .groups = &groups,
                      .worth = &worth,
                      .shape = shape,
                      .values = &values,
                      .means = std::vector<double>(shape.groups * shape.steps),
                      .per_person = std::vector<double>(shape.groups * shape.steps),
                      .squares = std::vector<double>(shape.groups * shape.steps),
                      .ended = std::vector<double>(shape.groups * (shape.steps + 1))};
    for (std::size_t group = 0; group < shape.groups; ++group) {
        double mean = 0;
        for (std::size_t step = 0; step < values[group].steps.size(); ++step) {
            const ValueStep& one = values[group].steps[step];
            const double n = static_cast<double>(one.n);
            mean += static_cast<double>(one.increment) / (n * n);
            start.means[group * shape.steps + step] = mean;
            start.per_person[group * shape.steps + step] = 1 / n;
        }
    }
    const auto done = fold_buyers(scope, start);
    for (std::size_t group = 0; group < shape.groups; ++group) {
        double ended = 0;
        for (std::size_t step = 0; step < values[group].steps.size(); ++step) {
            ended += done.ended[group * (shape.steps + 1) + step];
            values[group].steps[step].variance = done.squares[group * shape.steps + step] + ended;
        }
    }
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
    const std::size_t customers = shape.groups * (shape.steps + 1);
    auto counts = fold_buyers(scope,
                              CountIncrements{&scope, &groups, &worth, shape,
                                              std::vector<std::uint32_t>(customers),
                                              std::vector<std::int64_t>(customers * shape.steps)});
    add_everybody(counts);
    std::vector<ValueGroup> values;
    for (std::size_t group = 0; group < shape.groups; ++group) {
        values.push_back(value_of(counts, group));
    }
    add_variances(scope, groups, worth, shape, values);
    return values;
}

}  // namespace tsunagi::insight
