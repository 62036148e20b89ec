#include "paper/text_table.h"

#include "base/text.h"
#include "paper/sides.h"

#include <algorithm>

namespace tsunagi::paper {

using insight::Figure;
using insight::Unit;

namespace {

using Line = std::vector<std::string>;

// On one line, whatever a label holds.
std::string one_line(const std::string& text) {
    std::string out = trimmed(text);
    std::ranges::replace(out, '\n', ' ');
    return out;
}

std::string spaces(int count) {
    return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

void append_table(const std::vector<Line>& lines, const std::vector<bool>& to_the_left,
                  std::string& out) {
    std::vector<int> widths(to_the_left.size());
    for (const Line& line : lines) {
        for (std::size_t at = 0; at < line.size(); ++at) {
            widths[at] = std::max(widths[at], columns_of(line[at]));
        }
    }
    for (const Line& line : lines) {
        std::string text;
        for (std::size_t at = 0; at < line.size(); ++at) {
            const auto room = spaces(widths[at] - columns_of(line[at]));
            text += at > 0 ? "  " : "";
            text += to_the_left[at] ? line[at] + room : room + line[at];
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    }
}

// "12.3% (10.1%–14.6%, n=340)*"
std::string cell_text(const insight::Cell& cell, Unit unit, const Notation& notation) {
    std::string text = cut_to_columns(one_line(notation.written(cell, unit)), kWidestColumn);
    if (cell.low && cell.high) {
        text += " (" + notation.interval({.low = cell.low, .high = cell.high}, unit) + ")";
    }
    return text + (cell.immature ? "*" : "");
}

void append_figure(const Figure& figure, const Notation& notation, std::string& out) {
    out += "\n" + one_line(figure.title) + "\n";
    std::vector<Line> lines(1);
    std::vector<bool> to_the_left;
    for (const auto& column : figure.columns) {
        lines[0].push_back(cut_to_columns(one_line(column.label), kWidestColumn));
        to_the_left.push_back(column.unit == Unit::Text || to_the_left.empty());
    }
    for (const auto& row : figure.rows) {
        Line line;
        for (std::size_t at = 0; at < figure.columns.size(); ++at) {
            line.push_back(cell_text(row.cells.at(at), figure.columns[at].unit, notation));
        }
        lines.push_back(std::move(line));
    }
    append_table(lines, to_the_left, out);
    for (const auto& note : {left_out_text(figure, notation), figure.note}) {
        if (!note.empty()) out += one_line(note) + "\n";
    }
}

bool has_immature(const insight::Report& report) {
    for (const auto& figure : report.figures) {
        for (const auto& row : figure.rows) {
            if (std::ranges::any_of(row.cells, &insight::Cell::immature)) return true;
        }
    }
    return std::ranges::any_of(report.headlines, [](const auto& one) { return one.cell.immature; });
}

}  // namespace

std::string text_of(const Document& document) {
    const Notation& notation = document.notation;
    std::string out = one_line(document.report.title) + "\n";
    std::vector<Line> facts;
    for (const auto& fact : facts_of(document)) {
        facts.push_back({one_line(fact.label), one_line(fact.value)});
    }
    append_table(facts, {true, true}, out);
    std::vector<Line> headlines;
    headlines.reserve(document.report.headlines.size());
    for (const auto& headline : document.report.headlines) {
        headlines.push_back(
            {one_line(headline.label),
             notation.written(headline.cell, headline.unit) + (headline.cell.immature ? "*" : ""),
             notation.interval(headline.cell, headline.unit)});
    }
    if (!headlines.empty()) out += "\n";
    append_table(headlines, {true, false, true}, out);
    for (const auto& figure : document.report.figures) append_figure(figure, notation, out);
    if (!document.report.remarks.empty()) out += "\n";
    for (const auto& remark : document.report.remarks) out += one_line(remark) + "\n";
    if (has_immature(document.report)) {
        out += notation.ja() ? "\n* データが少ない、または結果待ちが多い値です。\n"
                             : "\n* Few data, or many of them still wait.\n";
    }
    return out;
}

}  // namespace tsunagi::paper
