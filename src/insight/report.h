// A Report is what every analysis answers: a few headline numbers, and figures, each a table and
// the picture of it. Pages, files and mails show any Report, so a new analysis needs no page of its
// own.
//
// Cells know what they were counted from: `n`, and the 95 % interval `low` to `high`. `people` is a
// key by which the analysis finds the customers behind a cell (catalogue.h). A cell without text or
// value is "not enough data".
#pragma once

#include "base/money.h"
#include "insight/meta.h"
#include "insight/rate.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

// Of one figure; the rest is `left_out`. A page shows the first, a file holds all (question.h).
inline constexpr std::size_t kMostShownRows = 500;
inline constexpr std::size_t kMostReportRows = 100'000;

// How a value is written. Share: 0 to 1, shown as %; Points: a difference of shares, shown as pt;
// Money: minor units of the shop's currency; Day and Month: days and months since 1970-01.
enum class Unit { Text, Count, Share, Points, Money, Number, Days, Day, Month, Delivery };
BOOST_DESCRIBE_ENUM(Unit, Text, Count, Share, Points, Money, Number, Days, Day, Month, Delivery)

// How a figure is drawn from its columns; the first one says what a row is.
//   Table    not at all
//   Bars     a bar per row and drawn column;  Stack: on top of each other
//   Lines    a line with its band per drawn column, over the rows;  Steps: as stairs
//   Heat     a square per row and drawn column, darker for more
//   Flow     bands from the first column to the second, as wide as the third
//   Pareto   bars in falling order and the line of their sum
//   Bridge   from the first row's value, over what was added and taken, to the last row's
//   Scatter  a point per row at the first two drawn columns
enum class Shape { Table, Bars, Stack, Lines, Steps, Heat, Flow, Pareto, Bridge, Scatter };
BOOST_DESCRIBE_ENUM(Shape, Table, Bars, Stack, Lines, Steps, Heat, Flow, Pareto, Bridge, Scatter)

struct Cell {
    std::optional<std::string> text{};
    std::optional<double> value{};
    std::optional<double> low{};
    std::optional<double> high{};
    std::optional<std::int64_t> n{};
    bool immature = false;  // too few, or many of them still wait: shown grey
    std::optional<std::string> people{};
};
BOOST_DESCRIBE_STRUCT(Cell, (), (text, value, low, high, n, immature, people))

struct Column {
    std::string key;
    std::string label;
    Unit unit = Unit::Count;
};
BOOST_DESCRIBE_STRUCT(Column, (), (key, label, unit))

// Rows of two answers are of the same when their keys are, or, without keys, when the first
// `named_by` cells are.
struct ReportRow {
    std::vector<Cell> cells;           // as many as the figure has columns
    std::optional<std::string> key{};  // of a row whose first cell reads otherwise another time
};
BOOST_DESCRIBE_STRUCT(ReportRow, (), (cells, key))

struct Figure {
    std::string key;
    std::string title;
    Shape shape = Shape::Table;
    std::vector<Column> columns;
    std::vector<std::string> drawn;  // keys of columns; empty: all after the first
    std::vector<ReportRow> rows;
    std::int64_t left_out = 0;  // rows that did not fit
    std::string note;
    int named_by = 1;        // columns that say what a row is; report_of() tells them
    bool lists_all = false;  // a row that is not there would count 0, unless some are left out
    std::size_t most = kMostReportRows;  // rows that it takes; not part of the answer

    // Counts the row as left out when the figure is full.
    void add(std::vector<Cell> cells, std::optional<std::string> row_key = {});
    // Leaves out the rows beyond the first ones.
    void keep_first(std::size_t kept);
};
BOOST_DESCRIBE_STRUCT(Figure, (),
                      (key, title, shape, columns, drawn, rows, left_out, note, named_by,
                       lists_all))

// The first column, and the words and times that follow it: words behind the first number are said
// of the row.
int naming_columns(const std::vector<Column>&);
bool tells_time(Unit);

struct Headline {
    std::string key;
    std::string label;
    Unit unit = Unit::Count;
    Cell cell;
};
BOOST_DESCRIBE_STRUCT(Headline, (), (key, label, unit, cell))

// What may be chosen beside the filter, and what is chosen now (question.h).
struct ReportOption {
    std::string value;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(ReportOption, (), (value, label))

struct ReportChoice {
    std::string key;
    std::string label;
    std::string value;
    std::vector<ReportOption> options;  // empty: a whole number from min to max
    std::int64_t min = 0;
    std::int64_t max = 0;
    // More than 0: ids of so many kept segments at most, "12.15", or ""; options name the chosen.
    int segments = 0;
};
BOOST_DESCRIBE_STRUCT(ReportChoice, (), (key, label, value, options, min, max, segments))

struct Report {
    Meta meta;
    std::string title;
    std::vector<ReportChoice> choices;
    std::vector<Headline> headlines;
    std::vector<Figure> figures;
    std::vector<std::string> remarks;  // sentences: what is left out, why there is no answer
};
BOOST_DESCRIBE_STRUCT(Report, (), (meta, title, choices, headlines, figures, remarks))

Cell text_cell(std::string);
Cell count_cell(std::int64_t);
Cell money_cell(Money);
Cell month_cell(Month);
// Nothing when there is no value; grey when n < 30.
Cell number_cell(std::optional<double>, std::int64_t n);
Cell share_cell(const Rate&);
// The same with people behind it; none behind a zero or an empty cell.
Cell with_people(Cell, std::string key);

}  // namespace tsunagi::insight
