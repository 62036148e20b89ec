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

// "Rows left out: 12"; empty when there are none.
inline std::string left_out_text(std::int64_t rows, const Notation& notation) {
    if (rows == 0) return "";
    const auto number = notation.written(static_cast<double>(rows), insight::Unit::Count);
    return notation.ja() ? "ほか " + number + " 行は省略" : number + " more rows are left out";
}

}  // namespace tsunagi::paper
