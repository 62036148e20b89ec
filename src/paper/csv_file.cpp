#include "base/csv_cell.h"
#include "paper/report_file.h"
#include "paper/sides.h"

namespace tsunagi::paper {

using insight::Cell;
using insight::Figure;
using insight::Unit;

namespace {

using Cells = std::vector<std::string>;

void append_line(std::string& out, const std::string& text) {
    if (!text.empty()) append_csv_row(Cells{text}, out);
}

void append_sides(Cells& cells, const Cell& cell, Unit unit, Sides sides,
                  const Notation& notation) {
    if (sides.interval) {
        cells.push_back(notation.raw(cell.low, unit));
        cells.push_back(notation.raw(cell.high, unit));
    }
    if (sides.n) cells.push_back(cell.n ? std::to_string(*cell.n) : "");
}

void append_headlines(const Document& document, std::string& out) {
    const auto& headlines = document.report.headlines;
    if (headlines.empty()) return;
    const bool ja = document.notation.ja();
    const auto words = side_words(document.notation);
    append_csv_row(
        Cells{ja ? "主な数字" : "Headline", ja ? "値" : "Value", words.low, words.high, words.n},
        out);
    for (const auto& headline : headlines) {
        Cells cells{headline.label, headline.cell.text.value_or(
                                        document.notation.raw(headline.cell.value, headline.unit))};
        append_sides(cells, headline.cell, headline.unit, {.interval = true, .n = true},
                     document.notation);
        append_csv_row(cells, out);
    }
    out += "\r\n";
}

void append_figure(const Figure& figure, const Notation& notation, std::string& out) {
    append_line(out, figure.title);
    const auto words = side_words(notation);
    std::vector<Sides> sides;
    Cells header;
    for (std::size_t at = 0; at < figure.columns.size(); ++at) {
        sides.push_back(sides_of(figure, at));
        const auto& label = figure.columns[at].label;
        header.push_back(label);
        if (sides[at].interval) {
            header.push_back(label + " " + words.low);
            header.push_back(label + " " + words.high);
        }
        if (sides[at].n) header.push_back(label + " " + words.n);
    }
    append_csv_row(header, out);
    for (const auto& row : figure.rows) {
        Cells cells;
        for (std::size_t at = 0; at < figure.columns.size(); ++at) {
            const Cell& cell = row.cells.at(at);
            const Unit unit = figure.columns[at].unit;
            cells.push_back(cell.text.value_or(notation.raw(cell.value, unit)));
            append_sides(cells, cell, unit, sides[at], notation);
        }
        append_csv_row(cells, out);
    }
    append_line(out, left_out_text(figure, notation));
    append_line(out, figure.note);
    out += "\r\n";
}

}  // namespace

std::string csv_of(const Document& document) {
    std::string out(kByteOrderMark);
    append_line(out, document.report.title);
    for (const auto& fact : facts_of(document)) append_csv_row(Cells{fact.label, fact.value}, out);
    out += "\r\n";
    append_headlines(document, out);
    for (const auto& figure : document.report.figures) {
        append_figure(figure, document.notation, out);
    }
    for (const auto& remark : document.report.remarks) append_line(out, remark);
    return out;
}

}  // namespace tsunagi::paper
