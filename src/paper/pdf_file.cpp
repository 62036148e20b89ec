// The pages of a Report: what it answers first, then each figure as picture and table, at the end
// how it was counted.
#include "paper/pdf_pages.h"
#include "paper/plot.h"
#include "paper/report_file.h"
#include "paper/sides.h"

#include <algorithm>

namespace tsunagi::paper {

using insight::Cell;
using insight::Figure;
using insight::Unit;

namespace {

constexpr double kMargin = 36;
constexpr double kInside = PdfPages::kWidth - 2 * kMargin;
constexpr double kBottom = PdfPages::kHeight - kMargin;
constexpr double kPictureHeight = 230;
constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kMostTableRows = 100;  // on paper; the other files have all

class Writer {
public:
    explicit Writer(const Document& document)
        : document_(document), notation_(document.notation),
          pages_(document.font, document.report.title) {}

    std::string bytes() {
        head();
        headlines();
        for (const auto& remark : document_.report.remarks) paragraph(remark, 9, kInk);
        for (const auto& figure : document_.report.figures) draw_figure(figure);
        end();
        return pages_.bytes(document_.shop_name);
    }

private:
    void turn_page() {
        pages_.turn_page();
        y_ = kMargin;
    }
    void make_room(double height) {
        if (y_ + height > kBottom && y_ > kMargin) turn_page();
    }
    void line(const std::string& text, double size, Color color) {
        make_room(size * 1.5);
        y_ += size * 1.4;
        pages_.draw(Words{.at = {kMargin, y_ - size * 0.2},
                          .text = pages_.cut(text, kInside, size),
                          .size = size,
                          .color = color});
    }
    // As many lines as it takes, up to a page of them.
    void paragraph(const std::string& text, double size, Color color);
    void head();
    void headlines();
    void draw_figure(const Figure&);
    void end();
    void table(const Figure&);
    std::vector<double> widths_of(const Figure&, double size);
    void table_head(const Figure&, const std::vector<double>& widths, double size);
    void table_row(const Figure&, std::size_t row, const std::vector<double>& widths, double size,
                   bool two_lines);
    double cell_x(const std::vector<double>& widths, std::size_t at, bool to_the_left) const;

    const Document& document_;
    const Notation& notation_;
    PdfPages pages_;
    double y_ = kMargin;
};

void Writer::paragraph(const std::string& text, double size, Color color) {
    constexpr int kMostLines = 30;
    constexpr double kWithoutLimit = 1e9;
    std::string rest = pages_.cut(text, kWithoutLimit, size);  // as it can be shown
    for (int lines = 1; !rest.empty() && lines <= kMostLines; ++lines) {
        auto part = pages_.cut(rest, kInside, size);
        if (lines == kMostLines) return line(part, size, color);  // with its ellipsis
        if (part != rest) part.resize(part.size() - kEllipsis.size());
        if (part.empty()) return;
        line(part, size, color);
        rest.erase(0, part.size());
    }
}

void Writer::head() {
    line(document_.report.title, 18, 0);
    std::string about;
    const auto facts = facts_of(document_);
    const auto& definition = document_.report.meta.definition;
    for (const auto& fact : facts) {
        const bool elsewhere = fact.value == document_.asks || fact.value == definition.ja ||
                               fact.value == definition.en || fact.value == definition.source;
        if (elsewhere) continue;
        about.append(about.empty() ? "" : notation_.ja() ? "　" : "   ");
        about.append(fact.label).append(": ").append(fact.value);
    }
    if (!document_.asks.empty()) paragraph(document_.asks, 10, kInk);
    paragraph(about, 9, kFaint);
    y_ += 6;
}

void Writer::headlines() {
    constexpr double kCardWidth = kInside / 4;
    constexpr double kCardHeight = 46;
    std::size_t at = 0;
    for (const auto& headline : document_.report.headlines) {
        if (at % 4 == 0) {
            make_room(kCardHeight + 6);
            y_ += kCardHeight;
        }
        const double x = kMargin + static_cast<double>(at++ % 4) * kCardWidth;
        const double room = kCardWidth - 14;
        const Point from{x, y_ - kCardHeight + 4};
        pages_.draw(Area{.corners = {from,
                                     {from.x + kCardWidth - 6, from.y},
                                     {from.x + kCardWidth - 6, y_},
                                     {from.x, y_}},
                         .color = 0xF2F5F8});
        const auto value = notation_.written(headline.cell, headline.unit);
        const auto side = notation_.interval(headline.cell, headline.unit);
        pages_.draw(Words{.at = {x + 5, from.y + 10},
                          .text = pages_.cut(headline.label, room, 8),
                          .size = 8,
                          .color = kFaint});
        pages_.draw(Words{.at = {x + 5, from.y + 27},
                          .text = pages_.cut(value, room, 15),
                          .size = 15,
                          .color = headline.cell.immature ? kFaint : 0});
        pages_.draw(Words{.at = {x + 5, from.y + 38},
                          .text = pages_.cut(side, room, 7.5),
                          .size = 7.5,
                          .color = kFaint});
        if (at % 4 == 0) y_ += 4;
    }
    y_ += 8;
}

void Writer::draw_figure(const Figure& figure) {
    constexpr double kTitle = 13;
    auto picture = picture_of(figure, kInside, kPictureHeight, notation_);
    make_room(kTitle * 1.5 + (picture.empty() ? 40 : kPictureHeight + 10));
    line(figure.title, kTitle, 0);
    y_ += 4;
    if (!picture.empty()) {
        pages_.draw(picture, {kMargin, y_});
        y_ += kPictureHeight + 8;
    }
    if (!figure.note.empty()) paragraph(figure.note, 8, kFaint);
    table(figure);
    y_ += 12;
}

std::vector<double> Writer::widths_of(const Figure& figure, double size) {
    constexpr double kNarrowest = 30;
    constexpr double kWidestText = 220;
    std::vector<double> widths;
    double sum = 0;
    for (std::size_t at = 0; at < figure.columns.size(); ++at) {
        const Unit unit = figure.columns[at].unit;
        double width = std::min(pages_.width_of(figure.columns[at].label, size), 90.0);
        for (std::size_t row = 0; row < std::min(figure.rows.size(), kMostTableRows); ++row) {
            const Cell& cell = figure.rows[row].cells.at(at);
            width = std::max(width, estimated_width(notation_.written(cell, unit), size));
            width = std::max(width, estimated_width(notation_.interval(cell, unit), size - 2));
        }
        width = std::clamp(width + 8, kNarrowest, kWidestText);
        widths.push_back(width);
        sum += width;
    }
    // Too wide: each gives of what it has beyond the narrowest, and the last ones are left out.
    const double least = kNarrowest * static_cast<double>(widths.size());
    if (sum > kInside && least < kInside) {
        const double part = (kInside - least) / (sum - least);
        for (double& width : widths) width = kNarrowest + (width - kNarrowest) * part;
    } else if (least >= kInside) {
        widths.assign(static_cast<std::size_t>(kInside / kNarrowest), kNarrowest);
    }
    return widths;
}

double Writer::cell_x(const std::vector<double>& widths, std::size_t at, bool to_the_left) const {
    double x = kMargin;
    for (std::size_t i = 0; i < at; ++i) x += widths[i];
    return to_the_left ? x + 3 : x + widths[at] - 3;
}

void Writer::table_head(const Figure& figure, const std::vector<double>& widths, double size) {
    double right = kMargin;
    for (const double width : widths) right += width;
    pages_.draw(Area{
        .corners = {{kMargin, y_}, {right, y_}, {right, y_ + size + 6}, {kMargin, y_ + size + 6}},
        .color = 0xE7EEF5});
    y_ += size + 6;
    for (std::size_t at = 0; at < widths.size(); ++at) {
        const bool left = at == 0 || figure.columns[at].unit == Unit::Text;
        pages_.draw(Words{.at = {cell_x(widths, at, left), y_ - 4},
                          .text = pages_.cut(figure.columns[at].label, widths[at] - 6, size),
                          .size = size,
                          .align = left ? Align::Left : Align::Right,
                          .color = kInk});
    }
}

void Writer::table_row(const Figure& figure, std::size_t row, const std::vector<double>& widths,
                       double size, bool two_lines) {
    const double height = size + 5 + (two_lines ? size - 1 : 0);
    for (std::size_t at = 0; at < widths.size(); ++at) {
        const Cell& cell = figure.rows[row].cells.at(at);
        const Unit unit = figure.columns[at].unit;
        const bool left = at == 0 || unit == Unit::Text;
        const double x = cell_x(widths, at, left);
        const Align align = left ? Align::Left : Align::Right;
        const double room = widths[at] - 6;
        pages_.draw(Words{.at = {x, y_ + size + 1},
                          .text = pages_.cut(notation_.written(cell, unit), room, size),
                          .size = size,
                          .align = align,
                          .color = cell.immature ? kFaint : 0});
        const auto side = notation_.interval(cell, unit);
        if (side.empty()) continue;
        pages_.draw(Words{.at = {x, y_ + 2 * size},
                          .text = pages_.cut(side, room, size - 2),
                          .size = size - 2,
                          .align = align,
                          .color = kFaint});
    }
    y_ += height;
    double right = kMargin;
    for (const double width : widths) right += width;
    pages_.draw(Stroke{.points = {{kMargin, y_}, {right, y_}}, .color = kGrid, .width = 0.3});
}

void Writer::table(const Figure& figure) {
    if (figure.rows.empty() || figure.columns.empty()) {
        return line(notation_.ja() ? "行はありません。" : "There are no rows.", 9, kFaint);
    }
    const double size = figure.columns.size() > 12 ? 7 : 8.5;
    const auto widths = widths_of(figure, size);
    bool two_lines = false;
    for (std::size_t at = 0; at < widths.size(); ++at) {
        const auto sides = sides_of(figure, at);
        two_lines |= sides.interval || sides.n;
    }
    const double height = size * 2 + 5;
    make_room(size + 6 + height);
    table_head(figure, widths, size);
    const std::size_t rows = std::min(figure.rows.size(), kMostTableRows);
    for (std::size_t row = 0; row < rows; ++row) {
        if (y_ + height > kBottom) {
            turn_page();
            table_head(figure, widths, size);
        }
        table_row(figure, row, widths, size, two_lines);
    }
    const auto left = figure.left_out + static_cast<std::int64_t>(figure.rows.size() - rows);
    const auto columns = figure.columns.size() - widths.size();
    if (left > 0) {
        const auto number = notation_.written(static_cast<double>(left), Unit::Count);
        line(notation_.ja() ? "ほか " + number + " 行は CSV・Excel にあります"
                            : number + " more rows are in the CSV and Excel files",
             8, kFaint);
    }
    if (columns > 0) {
        const auto number = std::to_string(columns);
        line(notation_.ja() ? "ほか " + number + " 列は CSV・Excel にあります"
                            : number + " more columns are in the CSV and Excel files",
             8, kFaint);
    }
}

void Writer::end() {
    const auto& definition = document_.report.meta.definition;
    make_room(70);
    y_ += 6;
    line(notation_.ja() ? "定義と出典" : "Definition and source", 11, 0);
    paragraph(notation_.ja() ? definition.ja : definition.en, 9, kInk);
    if (!definition.source.empty()) paragraph(definition.source, 9, kFaint);
    paragraph(notation_.ja()
                  ? "幅は95%信頼区間、n は数えた対象の数。灰色はデータが少ない、または結果待ちが"
                    "多い値です。"
                  : "Ranges are 95% confidence intervals, n is how many were counted. Grey: few "
                    "data, or most of them still wait.",
              8, kFaint);
}

}  // namespace

std::string pdf_of(const Document& document) { return Writer(document).bytes(); }

}  // namespace tsunagi::paper
