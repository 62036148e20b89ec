// A Report beside the same analysis of another group or an earlier time: both values with what each
// was counted from, and their difference.
#pragma once

#include "base/viewer.h"
#include "insight/report.h"

#include <string>

namespace tsunagi::insight {

// How far an earlier time lies back: its months and days stand beside those so much later.
struct Back {
    int months = 0;
    int days = 0;
};

// The last of a month goes back, by months, to the last of a month.
Day moved_back(Day, const Back&);

// What stands beside a report.
struct Beside {
    const Report& report;
    std::string label;  // "2025/11/01–2025/11/30", the name of a segment
    Back back{};
    Language language = Language::Ja;
};

// The report with the other's value and the difference behind every value that both have. Pictures
// stay those of the report; people are behind its own cells only. A difference has an interval when
// both sides have one: MOVER, Zou & Donner, Statistics in Medicine 27 (2008) 1693-1702, equation 2.
Report beside(Report, const Beside&);

Cell difference_of(const Cell& one, const Cell& other);

}  // namespace tsunagi::insight
