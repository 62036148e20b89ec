// Spreadsheets run a cell that begins like a formula, quoted or not (OWASP, CSV injection). Our
// exports put a ' in front of such cells and our imports take it off again, so that a phone number
// +81312345678 comes back as it went.
//
// Dangerous beginnings: = + - @ TAB CR LF and the full-width ＝ ＋ － ＠, but a plain negative
// number is none. A cell that already has the guard gets one more, so that
// unguarded(guarded(x)) == x for every x. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tsunagi {

bool is_dangerous(std::string_view cell);           // begins like a formula, behind any number of '
std::string guarded(std::string_view cell);         // for export
std::string_view unguarded(std::string_view cell);  // on import

// A CSV cell, guarded, quoted when it must be.
void append_csv_cell(std::string_view cell, std::string& out);
// Cells with commas between and CR LF behind.
void append_csv_row(std::span<const std::string> cells, std::string& out);

// In front of a file, or Excel reads UTF-8 as CP932.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace tsunagi
