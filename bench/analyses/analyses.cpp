// analyses_bench CUSTOMERS CSV_FOLDER: makes the shop, writes it for the rival, says "ready", the
// kernel, how many lines, events and contacts there are and their bytes in memory; then answers
// lines "ANALYSIS THREADS" with "ms WALL CPU", the answer's rows and ".".
#include "base/files.h"
#include "insight/cancellations/cancellations.h"
#include "insight/cohorts/cohorts.h"
#include "insight/cpm/cpm.h"
#include "insight/cross_sell/pairs.h"
#include "insight/delivery_flow/delivery_flow.h"
#include "insight/leaving_signs/tallies.h"
#include "insight/lifetime_value/increments.h"
#include "insight/new_and_repeat/new_and_repeat.h"
#include "insight/purchase_flow/steps.h"
#include "insight/recurring_revenue/movements.h"
#include "insight/retention/retention.h"
#include "insight/rfm/rfm.h"
#include "insight/silence/silence.h"
#include "journey/builder.h"
#include "journey/journey.h"
#include "journey/kernels.h"
#include "journey/months.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>
#include <sstream>

namespace tsunagi::bench {

// A shop for measuring: believable in what costs time (lengths of journeys, number of products,
// order of events), not in its words; for a shop to look at there is `tsunagi demo`.
constexpr int kFirstDay = 10'958;  // lane day of 2020-01-01
constexpr int kDays = 1826;        // five years
constexpr int kProducts = 500;
constexpr int kPurposes = 6;  // the first is complaint

struct Shop {
    journey::Rows rows;  // people[0] is the unknown customer, without rows
    journey::Words words;
};

namespace {

using journey::EventKind;
using journey::LaneDay;
using journey::OrderLane;
using journey::TouchLane;

// SplitMix64 (G. L. Steele et al., "Fast splittable pseudorandom number generators", 2014).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    int below(int n) { return static_cast<int>(unit() * n); }
    double exponential(double mean) { return -mean * std::log(1 - unit()); }
    bool chance(double p) { return unit() < p; }

private:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

class Maker {
public:
    Maker(Shop& shop, std::uint64_t seed) : shop_(shop), dice_(seed) {}

    void customer(std::uint32_t code) {
        code_ = code;
        orders_.clear();
        const int first = static_cast<int>(kDays * std::pow(dice_.unit(), 0.75));
        const int acquired_by = popular(60);
        orders_.push_back({first, acquired_by, 0});
        single_orders(first);
        contacts(first);
        const int subscriptions = dice_.chance(0.6) ? 1 + dice_.chance(0.18) + dice_.chance(0.05)
                                                    : 0;
        for (int k = 0; k < subscriptions; ++k) {
            subscription(first + (k == 0 ? 0 : static_cast<int>(dice_.exponential(60))));
        }
        std::sort(orders_.begin(), orders_.end(),
                  [](const Order& a, const Order& b) { return a.day < b.day; });
        bool is_first = true;
        for (const Order& order : orders_) lines_of(order, std::exchange(is_first, false));
    }

private:
    struct Order {
        int day;
        int product;
        int delivery;  // 0: a single order
    };

    // A product number from 1, small ones the most frequent.
    int popular(int among) {
        return 1 + std::min(among - 1, static_cast<int>(dice_.exponential(among / 5.0)));
    }
    void single_orders(int day) {
        const double gap = 25 + dice_.exponential(140);
        while (!dice_.chance(0.06)) {
            day += 1 + static_cast<int>(dice_.exponential(gap));
            if (day >= kDays) return;
            orders_.push_back({day, popular(kProducts), 0});
        }
    }
    void contacts(int day) {
        while (!dice_.chance(0.1)) {
            day += 1 + static_cast<int>(dice_.exponential(60));
            if (day >= kDays) return;
            const int flags = (dice_.chance(0.6) ? TouchLane::kInbound : 0) |
                              (dice_.chance(0.1) ? TouchLane::kNegative : 0);
            shop_.rows.touches.push_back(
                {.journey = code_,
                 .day = static_cast<LaneDay>(kFirstDay + day),
                 .known_on = static_cast<LaneDay>(kFirstDay + day),
                 .purpose = static_cast<std::uint8_t>(1 + dice_.below(kPurposes)),
                 .flags = static_cast<std::uint8_t>(flags)});
        }
    }
    void event(EventKind kind, int day, int product, int delivery, int reason = 0) {
        shop_.rows.events.push_back({.journey = code_,
                                     .subscription = subscription_,
                                     .day = static_cast<LaneDay>(kFirstDay + day),
                                     .known_on = static_cast<LaneDay>(kFirstDay + day),
                                     .product = static_cast<std::uint16_t>(product),
                                     .kind = static_cast<std::uint8_t>(kind),
                                     .delivery = static_cast<std::uint8_t>(std::min(delivery, 255)),
                                     .reason = static_cast<std::uint8_t>(reason),
                                     .monthly = monthly_});
    }
    void subscription(int day) {
        if (day >= kDays) return;
        ++subscription_;
        const int product = 20 + popular(100);
        static constexpr std::array kCycles{30, 30, 30, 60, 90};
        const int cycle = kCycles[static_cast<std::size_t>(dice_.below(5))];
        const double temper = 0.4 + 1.2 * dice_.unit();
        monthly_ = 3000 * (5 + product * 37 % 60) / cycle;
        event(EventKind::Started, day, product, 0);
        for (int delivery = 1; day < kDays; ++delivery) {
            event(EventKind::Delivered, day, product, delivery);
            orders_.push_back({day, product, delivery});
            static constexpr std::array kHazard{0.0, 0.26, 0.17, 0.12, 0.09, 0.07, 0.055};
            const double hazard =
                temper * (delivery < 7 ? kHazard[static_cast<std::size_t>(delivery)] : 0.045);
            const int next = day + cycle + dice_.below(5) - 2;
            const int between = std::min(kDays - 1, day + 1 + dice_.below(cycle - 3));
            if (dice_.chance(hazard)) {
                return event(EventKind::Cancelled, between, product, delivery, 1 + popular(24));
            }
            const double turn = dice_.unit();
            if (turn < 0.08) event(EventKind::Skipped, between, product, delivery);
            if (turn > 0.98) event(EventKind::Paused, between, product, delivery);
            if (turn > 0.5 && turn < 0.52) {
                monthly_ = dice_.chance(0.6) ? monthly_ * 2 : monthly_ / 2;
                event(EventKind::Changed, between, product, delivery);
            }
            day = turn < 0.08 || turn > 0.98 ? next + cycle : next;
        }
    }
    void lines_of(const Order& order, bool is_first) {
        const int count = order.delivery == 0
                              ? 1 + dice_.chance(0.5) + dice_.chance(0.25) + dice_.chance(0.12)
                              : 1 + dice_.chance(0.2);
        const bool voided = !is_first && dice_.chance(0.02);
        for (int i = 0; i < count; ++i) {
            const int product = i == 0 ? order.product : popular(kProducts);
            const int amount = 100 * (5 + product * 37 % 60) * (dice_.chance(0.85) ? 1 : 2);
            shop_.rows.lines.push_back(
                {.journey = code_,
                 .day = static_cast<LaneDay>(kFirstDay + order.day),
                 .known_on = static_cast<LaneDay>(kFirstDay + order.day),
                 .product = static_cast<std::uint16_t>(product),
                 .flags = static_cast<std::uint8_t>((i == 0 ? OrderLane::kFirst : 0) |
                                                    (voided ? OrderLane::kVoid : 0)),
                 .delivery = static_cast<std::uint8_t>(std::min(order.delivery, 255)),
                 .quantity = 1 + product % 3,
                 .amount = voided && dice_.chance(0.3) ? -amount : amount});
        }
    }

    Shop& shop_;
    Dice dice_;
    std::uint32_t code_ = 0;
    std::uint32_t subscription_ = 0;
    std::int32_t monthly_ = 0;
    std::vector<Order> orders_;
};

// Appends numbers as CSV to a file, a megabyte at a time.
class Csv {
public:
    explicit Csv(const std::filesystem::path& path) : file_(File::create(path)) {}
    void row(std::initializer_list<std::int64_t> values) {
        for (const std::int64_t value : values) {
            std::array<char, 24> digits{};
            const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
            text_.append(digits.data(), end.ptr);
            text_ += ',';
        }
        text_.back() = '\n';
        if (text_.size() > (1u << 20)) flush();
    }
    void flush() {
        file_.write(text_);
        text_.clear();
    }

private:
    File file_;
    std::string text_;
};

}  // namespace

Shop make_shop(std::uint32_t customers, std::uint64_t seed) {
    Shop shop;
    for (int i = 1; i <= kProducts; ++i) shop.words.products.add(i);
    for (int i = 1; i <= 25; ++i) shop.words.reasons.add(std::to_string(i));
    shop.words.purposes.add("complaint");
    for (int i = 2; i <= kPurposes; ++i) shop.words.purposes.add(std::to_string(i));
    Maker maker(shop, seed);
    shop.rows.people.push_back({});
    for (std::uint32_t code = 1; code <= customers; ++code) {
        shop.rows.people.push_back({.id = code});
        maker.customer(code);
    }
    return shop;
}

// lines.csv: customer, day, month, order, head, product, amount, bought, quantity, delivery
// events.csv: customer, subscription, seq, day, month, kind, product, delivery, reason, monthly
// touches.csv: customer, day, purpose, flags
void write_csv(const journey::View& view, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    Csv lines(folder / "lines.csv");
    Csv events(folder / "events.csv");
    Csv touches(folder / "touches.csv");
    std::int64_t order = 0;
    std::int64_t seq = 0;
    const journey::Part& part = *view.base;
    for (journey::CustomerCode code = 0; code < part.size(); ++code) {
        const auto& lane = part.orders;
        for (auto row = lane.offsets[code]; row < lane.offsets[code + 1]; ++row) {
            const auto line = at(lane, row);
            order += (line.flags & OrderLane::kFirst) != 0;
            lines.row({code, line.day, month_of(journey::from_lane(line.day)).number, order,
                       line.head, line.product, line.amount, (line.flags & OrderLane::kVoid) == 0,
                       line.quantity, line.delivery});
        }
        const auto& happened = part.events;
        for (auto row = happened.offsets[code]; row < happened.offsets[code + 1]; ++row) {
            const auto event = at(happened, row);
            events.row({code, event.subscription, ++seq, event.day,
                        month_of(journey::from_lane(event.day)).number,
                        static_cast<std::int64_t>(event.kind), event.product, event.delivery,
                        event.reason, event.monthly});
        }
        const auto& contacts = part.touches;
        for (auto row = contacts.offsets[code]; row < contacts.offsets[code + 1]; ++row) {
            touches.row({code, contacts.day[row], contacts.purpose[row], contacts.flags[row]});
        }
    }
    lines.flush();
    events.flush();
    touches.flush();
}

// Of a lane with its offsets and side tables.
template <class Lane>
std::uint64_t bytes_of(const Lane& lane) {
    std::uint64_t bytes = lane.offsets.size() * sizeof(journey::Row) +
                          lane.late.row.size() * (sizeof(journey::Row) + sizeof(LaneDay));
    const auto add = [&](const auto& column) { bytes += column.size() * sizeof(column[0]); };
    std::apply([&](const auto&... column) { (add(column), ...); }, lane.columns());
    return bytes;
}

namespace {

using journey::Scope;

using Answer = std::vector<std::vector<std::int64_t>>;

Answer rfm(const Scope& scope) {
    Answer rows;
    for (const auto& cell : insight::rfm(scope).cells) {
        rows.push_back({cell.r, cell.f, cell.m, cell.customers, cell.sales.minor});
    }
    return rows;
}

Answer retention(const Scope& scope) {
    Answer rows;
    const auto answer = insight::retention(scope, {}, insight::SplitBy::Product, {});
    for (const auto& curve : answer.curves) {
        for (const auto& point : curve.points) {
            if (point.at_risk == 0) continue;
            rows.push_back({std::stoll(curve.key), point.delivery, point.at_risk, point.events,
                            point.censored});
        }
    }
    return rows;
}

Answer cohorts(const Scope& scope) {
    Answer rows;
    for (const auto& cohort : insight::cohorts(scope).months) {
        for (const auto& cell : cohort.cells) {
            if (cell.active_customers == 0 && cell.sales.minor == 0) continue;
            rows.push_back(
                {cohort.month.number, cell.age, cell.active_customers, cell.sales.minor});
        }
    }
    return rows;
}

Answer cancellations(const Scope& scope) {
    Answer rows;
    const insight::Axes axes{insight::Axis::Reason, insight::Axis::Delivery};
    for (const auto& cell : insight::cancellations(scope, {}, axes, {}).cells) {
        rows.push_back({std::stoll(cell.row), std::stoll(cell.column), cell.events, cell.at_risk});
    }
    return rows;
}

// An analysis of the catalogue, without names of products: the whole Report, as a page asks for it.
insight::Report report(const Scope& scope, const insight::Analysis& analysis,
                       const std::vector<std::string>& words = {}) {
    const journey::Filter filter;
    const insight::Labels labels;
    const insight::Choices choices(analysis.choices, words);
    return insight::report_of(analysis, {scope, filter, labels, choices, true});
}

const insight::Figure& figure_of(const insight::Report& report, std::string_view key) {
    return *std::ranges::find(report.figures, key, &insight::Figure::key);
}

std::int64_t whole(const insight::Cell& cell) { return std::llround(cell.value.value_or(0)); }

// The number after the last slash of a cell's key, or the one before it.
std::int64_t key_number(const std::string& key, bool last) {
    const auto slash = key.rfind('/');
    return std::stoll(last ? key.substr(slash + 1) : key.substr(key.find('/') + 1));
}

// 0, state a month ago and now; 1, day and state on it; how many.
Answer cpm(const Scope& scope) {
    Answer rows;
    const auto answer = report(scope, insight::kCpm);
    for (const int figure : {0, 1}) {
        for (const auto& row : figure_of(answer, figure == 0 ? "moves" : "months").rows) {
            for (const auto& cell : row.cells) {
                if (!cell.people) continue;
                rows.push_back({figure, key_number(*cell.people, false),
                                key_number(*cell.people, true), whole(cell)});
            }
        }
    }
    return rows;
}

// Delivery, where it led (its place among the columns), how many.
Answer delivery_flow(const Scope& scope) {
    Answer rows;
    const auto answer = report(scope, insight::kDeliveryFlow);
    const insight::Figure& table = figure_of(answer, "deliveries");
    for (const auto& row : table.rows) {
        for (std::size_t column = 1; column <= table.drawn.size(); ++column) {
            const insight::Cell& cell = row.cells[column];
            if (!cell.people) continue;
            const auto delivery = std::stoll(cell.people->substr(0, cell.people->find('/')));
            rows.push_back({delivery, static_cast<std::int64_t>(column), whole(cell)});
        }
    }
    return rows;
}

// Month, who paid at its end and what, how many moved in each way and by how much, and the sums of
// what was lost of those who had paid.
Answer recurring_revenue(const Scope& scope) {
    Answer rows;
    const journey::Months months(scope.view().base->events.extent.first, scope.as_of());
    const auto all = insight::revenue_months(scope, months);
    for (int month = 0; month < months.size(); ++month) {
        const insight::RevenueMonth& in = all[static_cast<std::size_t>(month)];
        auto& row = rows.emplace_back();
        row = {months.month(month).number, in.customers, in.amount};
        for (const insight::Moved& moved : in.moved) {
            row.insert(row.end(), {moved.customers, moved.amount});
        }
        for (const double sum : {in.gross.x, in.gross.y, in.gross.xx, in.gross.xy, in.gross.yy,
                                 in.net.y, in.net.xy, in.net.yy}) {
            row.push_back(std::llround(sum));
        }
    }
    return rows;
}

// The signs in their order: of the dormant, and of those who stayed, who had it and how many, and
// the odds ratio of like customers in thousandths; then these: how many, and how many are dormant.
Answer silence(const Scope& scope) {
    Answer rows;
    const auto answer = report(scope, insight::kSilence);
    const auto& odds = figure_of(answer, "odds").rows;
    for (const auto& row : figure_of(answer, "signs").rows) {
        auto& counts = rows.emplace_back();
        counts.push_back(static_cast<std::int64_t>(rows.size()));
        for (const auto column : {1, 2}) {
            const insight::Cell& cell = row.cells[static_cast<std::size_t>(column)];
            const auto n = cell.n.value_or(0);
            counts.push_back(std::llround(cell.value.value_or(0) * static_cast<double>(n)));
            counts.push_back(n);
        }
        counts.push_back(std::llround(1000 * odds[rows.size() - 1].cells[2].value.value_or(0)));
    }
    for (const auto& row : figure_of(answer, "alike").rows) {
        const insight::Cell& all = row.cells[3];
        const std::string_view number = std::string_view(*all.people).substr(sizeof "alike");
        std::int64_t alike = 0;
        std::from_chars(number.data(), number.data() + number.size(), alike);
        rows.push_back({100 + alike, std::llround(*all.value),
                        std::llround(*row.cells[4].value * *all.value), 0, 0, 0});
    }
    return rows;
}

// Of each fact: how many of those who left have it and its mean in thousandths; of who stayed.
constexpr int kSignDays = 60;
Answer leaving_signs(const Scope& scope) {
    const auto who = insight::subscribers_of(scope, kSignDays);
    const auto tallies = insight::tally_signs(scope, who.then, scope.as_of() - kSignDays);
    Answer rows;
    for (std::size_t i = 0; i < insight::kFacts; ++i) {
        auto& row = rows.emplace_back();
        row.push_back(static_cast<std::int64_t>(i));
        for (const auto* tally : {&tallies.left, &tallies.stayed}) {
            const auto moments = tally->moments(static_cast<insight::Fact>(i));
            row.push_back(moments.n());
            row.push_back(std::llround(1000 * moments.mean()));
        }
    }
    return rows;
}

// Month of the first order, step of 30 days, customers who had it, what they had brought by then,
// and the standard error of their corrected value in tenths.
Answer lifetime_value(const Scope& scope) {
    const journey::Filter filter;
    const insight::Labels labels;
    const insight::Choices choices({}, {});
    const insight::Question question{scope, filter, labels, choices, true};
    const insight::StartGroups groups(question, insight::StartBy::Month, 500);
    const auto values = insight::count_value(scope, groups, {});
    Answer rows;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        for (std::size_t step = 0; step < values[group].steps.size(); ++step) {
            const auto& one = values[group].steps[step];
            rows.push_back({std::stoll(groups.key(group)), static_cast<std::int64_t>(step), one.n,
                            one.sum, std::llround(10 * std::sqrt(one.variance))});
        }
    }
    return rows;
}

// Products of the first three orders: 12 of each by id, -1 the others, -2 and -3 none, 0 no step.
Answer purchase_flow(const Scope& scope) {
    const insight::StepPlaces places(scope, 12, 90);
    Answer rows;
    for (const auto& way : insight::count_steps(scope, places).ways) {
        const auto key = [&](int step) {
            return places.key(scope.words(), step, way.place[static_cast<std::size_t>(step)]);
        };
        rows.push_back({key(0), key(1), way.steps == 3 ? key(2) : 0, way.customers});
    }
    return rows;
}

// 0, product or 1, month: new and repeat sales, new and repeat customers.
Answer repeats(const Scope& scope) {
    const auto answer = report(scope, insight::kNewAndRepeat);
    Answer rows;
    for (const std::size_t figure : {1u, 0u}) {
        for (const auto& row : answer.figures[figure].rows) {
            std::string key;
            for (const auto& cell : row.cells) key = cell.people.value_or(key);
            rows.push_back({1 - static_cast<std::int64_t>(figure), key_number(key, figure == 0),
                            whole(row.cells[1]), whole(row.cells[2]), whole(row.cells[3]),
                            whole(row.cells[4])});
        }
    }
    return rows;
}

Answer cross_sell(const Scope& scope) {
    const insight::RankedProducts products(scope);
    const insight::PairCounts counts(scope, products);
    Answer rows;
    for (std::size_t a = 0; a < products.size(); ++a) {
        for (std::size_t b = a + 1; b < products.size(); ++b) {
            if (counts.both(a, b) == 0) continue;
            const auto [first, second] = std::minmax(products.number(a), products.number(b));
            rows.push_back({first, second, counts.both(a, b)});
        }
    }
    return rows;
}

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double wall_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

}  // namespace

void answer(const std::shared_ptr<const journey::View>& view, const std::string& name,
            int threads) {
    static const std::map<std::string, Answer (*)(const Scope&)> kAnalyses{
        {"rfm", rfm},
        {"retention", retention},
        {"cohorts", cohorts},
        {"cancellations", cancellations},
        {"cpm", cpm},
        {"lifetime_value", lifetime_value},
        {"purchase_flow", purchase_flow},
        {"new_and_repeat", repeats},
        {"cross_sell", cross_sell},
        {"delivery_flow", delivery_flow},
        {"recurring_revenue", recurring_revenue},
        {"silence", silence},
        {"leaving_signs", leaving_signs}};
    const double wall = wall_ms();
    const double cpu = cpu_ms();
    const Scope scope = journey::scope_of({view, journey::from_lane(kFirstDay + kDays - 1)}, {},
                                          threads);
    const Answer rows = kAnalyses.at(name)(scope);
    std::printf("ms %.3f %.3f\n", wall_ms() - wall, cpu_ms() - cpu);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::printf(i == 0 ? "%lld" : ",%lld", static_cast<long long>(row[i]));
        }
        std::printf("\n");
    }
    std::printf(".\n");
    std::fflush(stdout);
}

}  // namespace tsunagi::bench

int main(int argc, char** argv) {
    const auto customers = static_cast<std::uint32_t>(argc > 1 ? std::stoul(argv[1]) : 10'000);
    tsunagi::bench::Shop shop = tsunagi::bench::make_shop(customers, 7);
    const auto view = tsunagi::journey::view_of(tsunagi::journey::build(std::move(shop.rows)),
                                                std::move(shop.words), 0);
    if (argc > 2) tsunagi::bench::write_csv(*view, argv[2]);
    const tsunagi::journey::Part& part = *view->base;
    const auto bytes = tsunagi::bench::bytes_of(part.orders) +
                       tsunagi::bench::bytes_of(part.events) +
                       tsunagi::bench::bytes_of(part.touches) +
                       tsunagi::bench::bytes_of(part.given_up);
    std::printf("ready %s %zu %zu %zu %zu\n", std::string(tsunagi::journey::kernel.name).c_str(),
                part.orders.day.size(), part.events.day.size(), part.touches.day.size(),
                std::size_t{bytes});
    std::fflush(stdout);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string name;
        int threads = 2;
        words >> name >> threads;
        tsunagi::bench::answer(view, name, threads);
    }
    return 0;
}
