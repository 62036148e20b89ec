// How the values of a Report are written for people, in the viewer's language and the shop's
// currency; and how wide texts are. Pure; any thread.
#pragma once

#include "base/money.h"
#include "base/viewer.h"
#include "insight/report.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::paper {

struct Notation {
    Language language = Language::Ja;
    Currency currency{};

    bool ja() const { return language == Language::Ja; }

    // "1,234", "12.3%", "+1.2pt", "¥1,234", "2026-11"; "–" for a value that is not there.
    std::string written(std::optional<double> value, insight::Unit) const;
    // The text of a cell, else its value.
    std::string written(const insight::Cell&, insight::Unit) const;
    // "10.1%–14.6%, n=340": as much as the cell has; empty when it has none of them.
    std::string interval(const insight::Cell&, insight::Unit) const;
    // For programs: the share 0.123, the amount 12.34, the day 2026-11-22; "" when not there.
    std::string raw(std::optional<double> value, insight::Unit) const;
};

// Columns of a terminal: East Asian wide letters take two (UAX #11), combining marks none.
int columns_of(std::string_view utf8);
// The longest beginning of the text that is not wider, with "…" when something was cut.
std::string cut_to_columns(std::string_view utf8, int columns);
// Width in a proportional Japanese font, estimated without the font: one em for wide letters.
double estimated_width(std::string_view utf8, double size);
std::string cut_to_width(std::string_view utf8, double width, double size);

}  // namespace tsunagi::paper
