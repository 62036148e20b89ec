#include "base/csv_cell.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {

std::string_view behind_quotes(std::string_view cell) {
    cell.remove_prefix(std::min(cell.find_first_not_of('\''), cell.size()));
    return cell;
}

// A negative amount is a number to a spreadsheet, not a formula.
bool is_number(std::string_view text) {
    constexpr std::size_t kMostDigits = 16;
    if (text.starts_with('-')) text.remove_prefix(1);
    return !text.empty() && text.size() < kMostDigits &&
           text.find_first_not_of("0123456789.") == text.npos;
}

}  // namespace

bool is_dangerous(std::string_view cell) {
    constexpr std::array<std::string_view, 11> kBeginnings{"=",  "+",  "-",  "@",  "\t", "\r",
                                                           "\n", "＝", "＋", "－", "＠"};
    const auto text = behind_quotes(cell);
    if (is_number(text)) return false;
    return std::ranges::any_of(kBeginnings,
                               [&](std::string_view with) { return text.starts_with(with); });
}

std::string guarded(std::string_view cell) {
    return is_dangerous(cell) ? "'" + std::string(cell) : std::string(cell);
}

std::string_view unguarded(std::string_view cell) {
    return cell.starts_with('\'') && is_dangerous(cell) ? cell.substr(1) : cell;
}

void append_csv_cell(std::string_view cell, std::string& out) {
    const auto text = guarded(cell);
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        out.append(text);
        return;
    }
    out.push_back('"');
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

void append_csv_row(std::span<const std::string> cells, std::string& out) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out.push_back(',');
        append_csv_cell(cells[i], out);
    }
    out += "\r\n";
}

}  // namespace tsunagi
