// For tests of paper and of rooms above: a report with one of everything, and a reader of the zip
// container that a workbook is.
#pragma once

#include "insight/report.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::paper {

// A figure of three rows: a text, a count, a share with its interval.
insight::Figure figure_of_three(insight::Shape);
// With headlines, two figures, a remark, and a label that looks like a formula.
insight::Report example_report();

std::vector<std::string> names_in_zip(std::string_view zip);
// The file's bytes, inflated; "" when there is none of that name.
std::string file_in_zip(std::string_view zip, std::string_view name);

}  // namespace tsunagi::paper
