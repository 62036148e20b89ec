#include "insight/beside.h"

#include "base/phrase.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace tsunagi::insight {

namespace {

using Key = std::vector<std::string>;

// What a row is of, a time moved by as much as the other lies back.
Key key_of(const Figure& figure, const ReportRow& row, const Back& back) {
    if (row.key) return {*row.key};
    Key key;
    for (std::size_t at = 0; at < static_cast<std::size_t>(figure.named_by); ++at) {
        const Cell& cell = row.cells[at];
        const Unit unit = figure.columns[at].unit;
        double value = cell.value.value_or(0);
        if (unit == Unit::Month) value += back.months;
        if (unit == Unit::Day) value = add_months(Day{int(value)}, back.months).number + back.days;
        key.push_back(cell.text.value_or(std::to_string(value)));
    }
    return key;
}

bool is_compared(const Figure& figure, std::size_t at) {
    const Unit unit = figure.columns[at].unit;
    return at > 0 && unit != Unit::Text && !tells_time(unit);
}

std::string label_of(const Column& column, const Beside& other) {
    return column.label + " (" + other.label + ")";
}
std::string change_label_of(const std::string& label, const Beside& other) {
    return say({"{name}の差", "{name}: difference"}, other.language, {{"name", label}});
}
Unit change_unit(Unit unit) { return unit == Unit::Share ? Unit::Points : unit; }

const Figure* figure_named(const Report& report, std::string_view key) {
    const auto found = std::ranges::find(report.figures, key, &Figure::key);
    return found == report.figures.end() ? nullptr : &*found;
}

Cell without_people(Cell cell) {
    cell.people.reset();
    return cell;
}

// Of a row that the other figure does not have.
Cell cell_of_none(const Figure& there, Unit unit) {
    const bool complete = there.lists_all && there.left_out == 0;
    return complete && unit == Unit::Count ? count_cell(0) : Cell{};
}

// Where in the other figure each column is; -1 where it is not.
std::vector<int> places_in(const Figure& there, const Figure& figure) {
    std::vector<int> places;
    for (std::size_t at = 0; at < figure.columns.size(); ++at) {
        const auto found = std::ranges::find(there.columns, figure.columns[at].key, &Column::key);
        const bool is = is_compared(figure, at) && found != there.columns.end();
        places.push_back(is ? static_cast<int>(found - there.columns.begin()) : -1);
    }
    return places;
}

Figure put_beside(const Figure& figure, const Figure& there, const Beside& other) {
    const auto places = places_in(there, figure);
    std::map<Key, const ReportRow*> rows;
    for (const auto& row : there.rows) rows.emplace(key_of(there, row, other.back), &row);
    Figure both = figure;
    both.columns.clear();
    both.rows.assign(figure.rows.size(), {});
    for (std::size_t at = 0; at < figure.columns.size(); ++at) {
        const Column& column = figure.columns[at];
        both.columns.push_back(column);
        if (figure.drawn.empty() && at > 0 && column.unit != Unit::Text) {
            both.drawn.push_back(column.key);
        }
        if (places[at] < 0) continue;
        both.columns.push_back({column.key + "_other", label_of(column, other), column.unit});
        both.columns.push_back({column.key + "_change", change_label_of(column.label, other),
                                change_unit(column.unit)});
    }
    for (std::size_t i = 0; i < figure.rows.size(); ++i) {
        const auto found = rows.find(key_of(figure, figure.rows[i], {}));
        for (std::size_t at = 0; at < figure.columns.size(); ++at) {
            const Cell& cell = figure.rows[i].cells[at];
            both.rows[i].cells.push_back(cell);
            if (places[at] < 0) continue;
            const Cell before = found == rows.end() ? cell_of_none(there, figure.columns[at].unit)
                                                    : found->second->cells[std::size_t(places[at])];
            both.rows[i].cells.push_back(without_people(before));
            both.rows[i].cells.push_back(difference_of(cell, before));
        }
    }
    return both;
}

}  // namespace

Day moved_back(Day day, const Back& back) {
    const Day moved = add_months(day - back.days, -back.months);
    const bool ends = month_of(day + 1) != month_of(day);
    if (back.months == 0 || !ends) return moved;
    return add_months(moved - (civil(moved).day - 1), 1) - 1;
}

Cell difference_of(const Cell& one, const Cell& other) {
    if (!one.value || !other.value) return {};
    Cell difference{.value = *one.value - *other.value, .immature = one.immature || other.immature};
    if (!one.low || !one.high || !other.low || !other.high) return difference;
    difference.low = *difference.value -
                     std::hypot(*one.value - *one.low, *other.high - *other.value);
    difference.high = *difference.value +
                      std::hypot(*one.high - *one.value, *other.value - *other.low);
    return difference;
}

Report beside(Report report, const Beside& other) {
    std::vector<Headline> headlines;
    for (Headline& headline : report.headlines) {
        const auto found = std::ranges::find(other.report.headlines, headline.key, &Headline::key);
        const Headline own = headline;
        headlines.push_back(std::move(headline));
        if (found == other.report.headlines.end()) continue;
        headlines.push_back({.key = own.key + "_other",
                             .label = own.label + " (" + other.label + ")",
                             .unit = own.unit,
                             .cell = without_people(found->cell)});
        headlines.push_back({.key = own.key + "_change",
                             .label = change_label_of(own.label, other),
                             .unit = change_unit(own.unit),
                             .cell = difference_of(own.cell, found->cell)});
    }
    report.headlines = std::move(headlines);
    for (Figure& figure : report.figures) {
        const Figure* there = figure_named(other.report, figure.key);
        if (there != nullptr) figure = put_beside(figure, *there, other);
    }
    return report;
}

}  // namespace tsunagi::insight
