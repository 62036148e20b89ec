#include "insight/report.h"

#include <utility>

namespace tsunagi::insight {

bool tells_time(Unit unit) { return unit == Unit::Day || unit == Unit::Month; }

int naming_columns(const std::vector<Column>& columns) {
    int count = 1;
    for (std::size_t at = 1; at < columns.size(); ++at, ++count) {
        const Unit unit = columns[at].unit;
        if (unit != Unit::Text && !tells_time(unit)) break;
    }
    return count;
}

void Figure::add(std::vector<Cell> cells, std::optional<std::string> row_key) {
    if (rows.size() >= most) {
        ++left_out;
        return;
    }
    rows.push_back({.cells = std::move(cells), .key = std::move(row_key)});
}

void Figure::keep_first(std::size_t kept) {
    if (rows.size() <= kept) return;
    left_out += static_cast<std::int64_t>(rows.size() - kept);
    rows.resize(kept);
}

Cell text_cell(std::string text) { return {.text = std::move(text)}; }

Cell count_cell(std::int64_t count) { return {.value = static_cast<double>(count)}; }

Cell money_cell(Money money) { return {.value = static_cast<double>(money.minor)}; }

Cell month_cell(Month month) { return {.value = static_cast<double>(month.number)}; }

Cell number_cell(std::optional<double> value, std::int64_t n) {
    return {.value = value, .n = n, .immature = n < kFew};
}

Cell share_cell(const Rate& rate) {
    return {
        .value = rate.value, .low = rate.low, .high = rate.high, .n = rate.n, .immature = rate.few};
}

Cell with_people(Cell cell, std::string key) {
    const bool says_something = cell.value || cell.text;
    if (says_something && cell.value != 0.0) cell.people = std::move(key);
    return cell;
}

}  // namespace tsunagi::insight
