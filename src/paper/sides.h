// What a file has beside a column's values: which columns have low, high and n at all, and the
// words for them. Internal to the files.
#pragma once

#include "paper/report_file.h"

#include <algorithm>
#include <span>

namespace tsunagi::paper {

struct Sides {
    bool interval = false;
    bool n = false;
};

inline Sides sides_of(const insight::Figure& figure, std::size_t column) {
    Sides sides;
    for (const auto& row : figure.rows) {
        const auto& cell = row.cells.at(column);
        sides.interval |= cell.low.has_value() || cell.high.has_value();
        sides.n |= cell.n.has_value();
    }
    return sides;
}

struct SideWords {
    const char* low;
    const char* high;
    const char* n;
};

inline SideWords side_words(const Notation& notation) {
    return notation.ja() ? SideWords{"95%下限", "95%上限", "n"}
                         : SideWords{"95% low", "95% high", "n"};
}

// Says how long the table may be and how many rows did not fit; empty when all did.
inline std::string left_out_text(const insight::Figure& figure, const Notation& notation) {
    if (figure.left_out == 0) return "";
    const auto count = [&](auto rows) {
        return notation.written(static_cast<double>(rows), insight::Unit::Count);
    };
    const auto kept = count(figure.rows.size());
    const auto left = count(figure.left_out);
    return notation.ja() ? "1つの表に入る " + kept + " 行までです。ほか " + left + " 行は省略"
                         : "A table has room for " + kept + " rows; " + left + " more are left out";
}

}  // namespace tsunagi::paper
