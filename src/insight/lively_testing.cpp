#include "insight/lively_testing.h"

#include "insight/keyed_testing.h"
#include "insight/lively_shop.sql.h"
#include "insight/lively_shop_testing.h"
#include "store/bulk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <random>

namespace tsunagi::insight {

namespace {

constexpr int kPeople = 150;
constexpr int kShopsByChance = 5;
constexpr int kLeapDay = 151;     // 2024-02-29
constexpr int kLastOfYear = 457;  // 2024-12-31
constexpr int kBeyond = 560;

const std::array kLooks{
    Look{.seed = 1, .as_of = kBeyond},
    Look{.seed = 1, .as_of = 300, .product = 2},
    Look{.seed = 2, .as_of = kLeapDay},
    Look{.seed = 2, .as_of = kLastOfYear, .from = kLeapDay, .to = 300},
    Look{.seed = 3, .as_of = 400, .medium = "web"},
    Look{.seed = 3, .as_of = 365, .from = kLeapDay, .to = kLeapDay},
    Look{.seed = 4, .as_of = 430, .from = 200, .product = 1, .medium = "tv"},
    Look{.seed = 5, .as_of = 333, .to = 250},
    Look{.seed = 5, .as_of = 500, .from = 30, .to = 480, .product = 3, .prefecture = "13"},
};

// Two of each shop, for a shop takes longer to fill than to look at.
std::vector<Look> looks_by_chance(unsigned first_seed, int shops) {
    std::mt19937 dice(first_seed);
    const auto below = [&](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
    std::vector<Look> looks;
    for (int i = 0; i < 2 * shops; ++i) {
        Look look{.seed = first_seed + static_cast<unsigned>(i / 2), .as_of = 60 + below(500)};
        if (below(2) == 0) look.from = below(look.as_of);
        if (below(3) == 0) {
            const int first = look.from.value_or(0);
            look.to = first + below(look.as_of + 20 - first);
        }
        if (below(3) == 0) look.product = 1 + below(4);
        if (below(4) == 0) look.medium = below(2) == 0 ? "web" : "tv";
        if (below(4) == 0) look.prefecture = below(2) == 0 ? "13" : "27";
        looks.push_back(look);
    }
    return looks;
}

Day first_of(Month month) { return day_of(first_day(month)).value(); }

// "2024-02" and "2024/1-3".
struct TwinMonth {
    std::int64_t number = 0;
    Day first_day;
    Day last_day;
    std::string name;
    std::string quarter;
};
BOOST_DESCRIBE_STRUCT(TwinMonth, (), (number, first_day, last_day, name, quarter))

std::vector<TwinMonth> months() {
    std::vector<TwinMonth> all;
    const Day last = kLivelyStart + kBeyond + 31;
    for (Month month = month_of(kLivelyStart); first_of(month) <= last; ++month.number) {
        const int first = month.number % 12 / 3 * 3 + 1;
        all.push_back({.number = month.number,
                       .first_day = first_of(month),
                       .last_day = first_of({month.number + 1}) - 1,
                       .name = to_text(month),
                       .quarter = std::to_string(1970 + month.number / 12) + "/" +
                                  std::to_string(first) + "-" + std::to_string(first + 2)});
    }
    return all;
}

// What of a cell: nothing its text or value, ".n" its n, ".grey" 1 where it is grey.
std::string cell_text(const Cell& cell, std::string_view what) {
    if (what == ".grey") return cell.immature ? "1" : "0";
    if (what == ".n") return cell.n ? std::to_string(*cell.n) : "-";
    if (cell.text) return *cell.text;
    return insight::written(cell.value);
}

struct Lived {
    int days;
    bool happened;
};

struct Staying {
    std::optional<double> share;
    std::int64_t n = 0;
};

// The product-limit estimate, day by day (survival.h).
Staying staying(const std::vector<Lived>& all, int until) {
    double share = 1;
    std::int64_t n = std::ssize(all);
    for (int day = 0; day <= until; ++day) {
        const auto here = [&](const Lived& one) { return one.days == day && one.happened; };
        const auto gone = [&](const Lived& one) { return one.days == day && !one.happened; };
        if (n == 0) return share == 0 ? Staying{0.0, 0} : Staying{};
        const auto events = std::ranges::count_if(all, here);
        share *= 1 - static_cast<double>(events) / static_cast<double>(n);
        n -= events;
        if (day == until) break;
        n -= std::ranges::count_if(all, gone);
    }
    return {share, n};
}

std::string median_of(const std::vector<Lived>& all) {
    const int longest = std::ranges::max(all, {}, &Lived::days).days;
    for (int day = 0; day <= longest; ++day) {
        const auto share = staying(all, day).share;
        if (share && *share <= 0.5) return std::to_string(day);
    }
    return "-";
}

std::string text_of(const Staying& found, Counted counted) {
    if (!found.share) return "-|-";
    const double share = counted == Counted::Staying ? *found.share : 1 - *found.share;
    return insight::written(share) + "|" + std::to_string(found.n);
}

// 0.250000 is 0.25; what is no number stays as it is.
std::string shortened(std::string_view text) {
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ptr == text.data() + text.size() && !text.empty();
    return whole ? insight::written(value) : std::string(text);
}

}  // namespace

std::string written(std::optional<double> value) {
    if (!value) return "-";
    std::array<char, 40> text{};
    const int size = std::snprintf(text.data(), text.size(), "%.9g", *value + 0.0);
    return {text.data(), static_cast<std::size_t>(size)};
}

std::vector<std::string> parted(const std::string& line) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find('|', at), line.size());
        parts.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string said(const Look& look) {
    const auto day = [](const std::optional<int>& one) {
        return one ? std::to_string(*one) : std::string("-");
    };
    return "shop " + std::to_string(look.seed) + " on day " + std::to_string(look.as_of) +
           ", days " + day(look.from) + " to " + day(look.to) + ", product " +
           std::to_string(look.product) + ", medium " + look.medium + ", prefecture " +
           look.prefecture;
}

journey::Filter filter_of(const Look& look) {
    journey::Filter filter;
    if (look.from) filter.from = kLivelyStart + *look.from;
    if (look.to) filter.to = kLivelyStart + *look.to;
    if (look.product != 0) filter.product = {look.product};
    if (!look.medium.empty()) filter.medium = {look.medium};
    if (!look.prefecture.empty()) filter.prefecture = {look.prefecture};
    return filter;
}

void LivelyShops::make_shop() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::drop_twin_look);
        tx.run(sql::drop_twin_terms);
        tx.run(sql::drop_twin_person);
        tx.run(sql::drop_twin_month);
        tx.run(sql::twin_look_table);
        tx.run(sql::twin_terms_table);
        tx.run(sql::twin_person_table);
        tx.run(sql::twin_month_table);
        store::insert_all(tx, "twin_month", months());
    });
}

void LivelyShops::fill(unsigned seed) {
    const LivelyShop shop(seed, kPeople);
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        for (const store::Statement* statement :
             {&sql::forget_terms, &sql::forget_people, &sql::forget_contacts, &sql::forget_lines,
              &sql::forget_orders, &sql::forget_events, &sql::forget_subscriptions,
              &sql::forget_customers, &sql::forget_products, &sql::forget_offers}) {
            tx.run(*statement);
        }
        store::insert_all(tx, "product", shop.products);
        store::insert_all(tx, "offer", shop.offers);
        store::insert_all(tx, "customer", shop.customers);
        store::insert_all(tx, "subscription", shop.subscriptions);
        store::insert_all(tx, "subscription_event", shop.events);
        store::insert_all(tx, "orders", shop.orders);
        store::insert_all(tx, "order_line", shop.lines);
        store::insert_all(tx, "contact", shop.contacts);
        store::insert_all(tx, "twin_terms", shop.terms);
        store::insert_all(tx, "twin_person", shop.people);
        tx.run(sql::measure_record);
        tx.run(sql::measure_terms);
        tx.run(sql::measure_orders);
        tx.run(sql::measure_lines);
    });
}

void LivelyShops::look_at(const Look& look) {
    if (look.seed != look_.seed) fill(look.seed);
    look_ = look;
    const journey::Filter filter = filter_of(look);
    const Day as_of = kLivelyStart + look.as_of;
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::forget_look);
        tx.run(sql::look, {{"as_of", as_of},
                           {"from_day", filter.from.value_or(Day{0})},
                           {"to_day", std::min(filter.to.value_or(as_of), as_of)},
                           {"product", look.product},
                           {"medium", look.medium},
                           {"prefecture", look.prefecture}});
        for (const store::Statement* statement :
             {&sql::drop_twin_customer, &sql::drop_twin_event,     &sql::drop_twin_step,
              &sql::drop_twin_spell,    &sql::drop_twin_waiting,   &sql::drop_twin_order,
              &sql::drop_twin_line,     &sql::drop_twin_contact,   &sql::drop_twin_contract,
              &sql::drop_twin_call,     &sql::drop_twin_head,      &sql::drop_twin_begun,
              &sql::drop_twin_since,    &sql::twin_customer_table, &sql::measure_customers,
              &sql::twin_event_table,   &sql::twin_event_index,    &sql::measure_events,
              &sql::twin_step_table,    &sql::measure_steps,       &sql::twin_spell_table,
              &sql::measure_spells,     &sql::twin_waiting_table,  &sql::measure_waitings,
              &sql::twin_order_table,   &sql::measure_seen_orders, &sql::twin_line_table,
              &sql::measure_seen_lines, &sql::twin_call_table,     &sql::twin_contact_table,
              &sql::measure_contacts,   &sql::twin_contract_table, &sql::measure_contracts,
              &sql::twin_head_table,    &sql::measure_head,        &sql::twin_begun_table,
              &sql::measure_begun,      &sql::twin_since_table,    &sql::measure_since}) {
            tx.run(*statement);
        }
    });
    look_through(as_of, filter);
}

void LivelyShops::each_look(const std::function<void()>& test) {
    std::vector<Look> looks(kLooks.begin(), kLooks.end());
    if (GetParam() == store::Dialect::Sqlite) {
        const auto more = looks_by_chance(6, kShopsByChance);
        looks.insert(looks.end(), more.begin(), more.end());
    }
    for (const Look& look : looks) {
        SCOPED_TRACE(said(look));
        look_at(look);
        test();
    }
}

Days LivelyShops::now() const {
    if (!look_.from && !look_.to) {
        const Month last{month_of(as_of()).number - 1};
        return {first_of(last), first_of({last.number + 1}) - 1};
    }
    const Day to = std::min(look_.to ? kLivelyStart + *look_.to : as_of(), as_of());
    return {look_.from ? kLivelyStart + *look_.from : first_of(month_of(to)), to};
}

Days LivelyShops::before() const {
    const Days days = now();
    const Month first = month_of(days.from);
    const Month next = month_of(days.to + 1);
    if (days.from == first_of(first) && days.to + 1 == first_of(next)) {
        return {first_of({2 * first.number - next.number}), days.from - 1};
    }
    if (days.from == first_of(first) && month_of(days.to) == first) {
        // The same days of the month before, as far as it has them.
        const Day last = first_of(first) - 1;
        return {first_of(month_of(last)),
                std::min(last, first_of(month_of(last)) + (days.to.number - days.from.number))};
    }
    const int length = days.to.number - days.from.number + 1;
    return {days.from - length, days.to - length};
}

Days LivelyShops::a_year_before() const {
    const Days days = now();
    const Month first = month_of(days.from);
    const Month next = month_of(days.to + 1);
    if (days.from == first_of(first) && days.to + 1 == first_of(next)) {
        return {first_of({first.number - 12}), first_of({next.number - 12}) - 1};
    }
    // There is a year without a 29 February before that of 2024.
    const auto back = [](Day day) {
        const CivilDate date = civil(day);
        return day_of({date.year - 1, date.month, std::min(date.day, date.month == 2 ? 28 : 31)});
    };
    return {back(days.from).value(), back(days.to).value()};
}

Told LivelyShops::asked(const store::Statement& statement, const store::Args& args) {
    Told lines;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(statement, args, [&](const store::Row& row) {
            std::string& line = lines.emplace_back();
            for (int i = 0; i < row.columns(); ++i) {
                if (i > 0) line += '|';
                line += row.is_null(i) ? "-" : shortened(row.text(i));
            }
            return true;
        });
    });
    std::ranges::sort(lines);
    return lines;
}

Told LivelyShops::curves(const store::Statement& statement, const std::vector<int>& days,
                         Counted counted, const store::Args& args) {
    std::map<std::string, std::vector<Lived>> groups;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(statement, args, [&](const store::Row& row) {
            groups[std::string(row.text(0))].push_back(
                {static_cast<int>(row.integer(1)), row.integer(2) != 0});
            return true;
        });
    });
    Told lines;
    for (const auto& [group, all] : groups) {
        const auto happened = std::ranges::count(all, true, &Lived::happened);
        std::string line = group + "|" + std::to_string(all.size()) + "|" +
                           std::to_string(happened) + "|" +
                           std::to_string(std::ssize(all) - happened);
        for (const int day : days) line += "|" + text_of(staying(all, day), counted);
        lines.push_back(line + "|" + median_of(all));
    }
    std::ranges::sort(lines);
    return lines;
}

void LivelyShops::expect_drawn(const Report& report, const store::Statement& statement,
                               Counted counted, const store::Args& args) {
    const auto figure = std::ranges::find(report.figures, "curves", &Figure::key);
    if (figure == report.figures.end()) return;
    std::vector<int> days;
    for (const ReportRow& row : figure->rows) {
        days.push_back(static_cast<int>(row.cells[0].value.value()));
    }
    std::map<std::string, std::string> expected;
    for (const std::string& line : curves(statement, days, counted, args)) {
        const auto parts = parted(line);
        std::string& one = expected[parts[0]];
        for (std::size_t i = 4; i + 1 < parts.size(); ++i) one += "|" + parts[i];
    }
    for (std::size_t column = 1; column < figure->columns.size(); ++column) {
        std::string line;
        for (const ReportRow& row : figure->rows) {
            const Cell& cell = row.cells.at(column);
            line += "|" + cell_text(cell, "") + "|" + cell_text(cell, ".n");
        }
        EXPECT_EQ(line, expected[figure->columns[column].label]) << figure->columns[column].label;
    }
}

Told told(const Report& report, std::string_view key, const std::vector<std::string>& columns) {
    Told lines;
    if (report.figures.empty()) return lines;
    const Figure& figure = keyed(report.figures, key);
    for (const ReportRow& row : figure.rows) {
        std::string& line = lines.emplace_back();
        for (const std::string& column : columns) {
            const auto dot = std::min(column.find('.'), column.size());
            const auto place = &keyed(figure.columns, column.substr(0, dot)) -
                               figure.columns.data();
            if (!line.empty()) line += '|';
            line += cell_text(row.cells.at(static_cast<std::size_t>(place)), column.substr(dot));
        }
    }
    std::ranges::sort(lines);
    return lines;
}

Told headlines(const Report& report, const std::vector<std::string>& keys) {
    Told lines;
    if (report.headlines.empty()) return lines;
    for (const std::string& key : keys) {
        const Cell& cell = keyed(report.headlines, key).cell;
        lines.push_back(cell_text(cell, "") + "|" + cell_text(cell, ".n"));
    }
    return lines;
}

}  // namespace tsunagi::insight
