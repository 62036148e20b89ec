// A row of a CSV file for a person's spreadsheet (RFC 4180): a cell that a spreadsheet would take
// for a formula gets a leading apostrophe, since quoting alone does not stop it (OWASP, "CSV
// injection").
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tsunagi::server {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // or Excel reads UTF-8 as CP932

void append_csv_cell(std::string_view value, std::string& out);
void append_csv_row(std::span<const std::string> cells, std::string& out);

}  // namespace tsunagi::server
