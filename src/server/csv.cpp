#include "server/csv.h"

#include <algorithm>
#include <array>

namespace tsunagi::server {

// Half-width and full-width signs that begin a formula, and what hides them.
static constexpr std::array<std::string_view, 11> kDangerous{
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

static bool is_number(std::string_view value) {
    if (value.starts_with('-')) value.remove_prefix(1);
    return !value.empty() && value.size() < 16 && std::ranges::all_of(value, [](char c) {
        return (c >= '0' && c <= '9') || c == '.';
    });
}

void append_csv_cell(std::string_view value, std::string& out) {
    const bool dangerous = !is_number(value) && std::ranges::any_of(kDangerous, [&](auto sign) {
        return value.starts_with(sign);
    });
    const bool quoted = value.find_first_of(",\"\r\n") != value.npos;
    if (quoted) out += '"';
    if (dangerous) out += '\'';
    for (const char c : value) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

void append_csv_row(std::span<const std::string> cells, std::string& out) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (at > 0) out += ',';
        append_csv_cell(cells[at], out);
    }
    out += "\r\n";
}

}  // namespace tsunagi::server
