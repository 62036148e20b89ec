// A Report as a file that stands alone: with its title, question, definition, filter, day and n.
//
//   csv   UTF-8 with a byte order mark, one figure after another; values for programs (a share as
//         0.123, money in the major unit), each with its low, high and n where there are such
//   xlsx  a sheet of what the report is and says, and one per figure; numbers with their formats
//   pdf   A4 across: headlines, then each figure's picture and table
//
// No label is run as a formula (base/csv_cell.h; cells of a workbook are typed as text).
// Thread: any.
#pragma once

#include "base/described.h"
#include "insight/report.h"
#include "paper/notation.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::paper {

BOOST_DEFINE_ENUM_CLASS(Format, Csv, Xlsx, Pdf)

// Debian's fonts-ipaexfont.
inline constexpr const char* kFont = "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf";

struct Document {
    const insight::Report& report;
    std::string asks;  // Analysis::asks
    std::string shop_name;
    std::vector<std::string> products;  // names of those in the filter
    std::string segment;                // its name; empty: all customers
    std::string condition{};            // that is not kept, in words
    Notation notation;
    std::string font = kFont;  // of the PDF: TrueType, with Japanese letters
};

struct ReportFile {
    std::string name;       // "deciles-2026-11-22.csv"
    std::string_view type;  // of its content
    std::string bytes;
    std::int64_t rows = 0;  // of all figures
};

// Throws Unavailable when the font is missing or there is no room for a workbook.
ReportFile file_of(Format, const Document&);

// What the report is about: "As of" and "2026-11-22", …
struct Fact {
    std::string label;
    std::string value;
};
std::vector<Fact> facts_of(const Document&);

std::string csv_of(const Document&);
std::string xlsx_of(const Document&);
std::string pdf_of(const Document&);

}  // namespace tsunagi::paper
