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
constexpr std::size_t kMostTableColumns = 60;
constexpr std::size_t kHeadLines = 3;
constexpr double kTableSize = 8;

// The columns of a table that stand side by side: what a row is called stands in every strip.
struct Strip {
    struct Place {
        std::size_t column = 0;
        double left = 0;
        double width = 0;
        bool to_the_left = false;

        double x() const { return to_the_left ? left + 3 : left + width - 3; }
    };
    std::vector<Place> places;
    bool two_lines = false;

    double right() const { return places.back().left + places.back().width; }
    double row_height() const { return kTableSize + 5 + (two_lines ? kTableSize - 1 : 0); }
    void add(const Figure& figure, std::size_t column, double width) {
        const double left = places.empty() ? kMargin : right();
        const bool text = column == 0 || figure.columns[column].unit == Unit::Text;
        places.push_back({column, left, width, text});
        const auto sides = sides_of(figure, column);
        two_lines |= sides.interval || sides.n;
    }
};

// The first columns, as far as they say what a row is.
std::size_t naming_columns(const Figure& figure) {
    std::size_t naming = 1;
    while (naming < std::min<std::size_t>(2, figure.columns.size() - 1)) {
        const Unit unit = figure.columns[naming].unit;
        if (unit != Unit::Text && unit != Unit::Month && unit != Unit::Day) break;
        ++naming;
    }
    return naming;
}

// As few strips as hold the columns of these widths.
std::vector<Strip> strips_of(const Figure& figure, const std::vector<double>& widths) {
    const std::size_t naming = naming_columns(figure);
    std::vector<Strip> strips;
    for (std::size_t at = naming; at < widths.size() || strips.empty(); ++at) {
        const bool full = !strips.empty() && strips.back().right() + widths[at] > kMargin + kInside;
        if (strips.empty() || full) {
            strips.emplace_back();
            for (std::size_t i = 0; i < naming; ++i) strips.back().add(figure, i, widths[i]);
        }
        if (at < widths.size()) strips.back().add(figure, at, widths[at]);
    }
    return strips;
}

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
    void strip(const Figure&, const Strip&);
    void strip_head(const Figure&, const Strip&);
    void strip_row(const Figure&, std::size_t row, const Strip&);
    std::vector<double> widths_of(const Figure&);
    std::vector<std::string> lines_of(const std::string& text, double width, double size,
                                      std::size_t most);

    const Document& document_;
    const Notation& notation_;
    PdfPages pages_;
    double y_ = kMargin;
};

// What does not fit into the last one ends in an ellipsis.
std::vector<std::string> Writer::lines_of(const std::string& text, double width, double size,
                                          std::size_t most) {
    constexpr double kWithoutLimit = 1e9;
    std::string rest = pages_.cut(text, kWithoutLimit, size);  // as it can be shown
    std::vector<std::string> lines;
    while (!rest.empty() && lines.size() < most) {
        auto part = pages_.cut(rest, width, size);
        if (part != rest && lines.size() + 1 < most) {
            part.resize(part.size() - kEllipsis.size());
            const auto space = part.rfind(' ');
            if (space != part.npos && space > part.size() / 2) part.resize(space + 1);
        }
        if (part.empty()) break;
        rest.erase(0, std::min(part.size(), rest.size()));
        lines.push_back(std::move(part));
    }
    return lines;
}

void Writer::paragraph(const std::string& text, double size, Color color) {
    for (const auto& part : lines_of(text, kInside, size, 30)) line(part, size, color);
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

// As wide as what stands in them; long texts give way when it does not fit side by side.
std::vector<double> Writer::widths_of(const Figure& figure) {
    constexpr double kNarrowest = 34;
    constexpr double kWidestText = 220;
    constexpr double kNarrowText = 110;
    std::vector<double> widths;
    double sum = 0;
    for (std::size_t at = 0; at < std::min(figure.columns.size(), kMostTableColumns); ++at) {
        const Unit unit = figure.columns[at].unit;
        const double label = pages_.width_of(figure.columns[at].label, kTableSize);
        double width = std::min(label, std::max(50.0, label / (kHeadLines - 0.5)));
        for (std::size_t row = 0; row < std::min(figure.rows.size(), kMostTableRows); ++row) {
            const Cell& cell = figure.rows[row].cells.at(at);
            width = std::max(width, estimated_width(notation_.written(cell, unit), kTableSize));
            width = std::max(width,
                             estimated_width(notation_.interval(cell, unit), kTableSize - 2));
        }
        widths.push_back(std::clamp(width + 8, kNarrowest, kWidestText));
        sum += widths.back();
    }
    if (sum > kInside) {
        for (double& width : widths) width = std::min(width, kNarrowText);
    }
    return widths;
}

void Writer::strip_head(const Figure& figure, const Strip& strip) {
    constexpr double kLine = kTableSize + 1.5;
    std::vector<std::vector<std::string>> heads;
    std::size_t deepest = 1;
    for (const auto& place : strip.places) {
        heads.push_back(
            lines_of(figure.columns[place.column].label, place.width - 6, kTableSize, kHeadLines));
        deepest = std::max(deepest, heads.back().size());
    }
    const double bottom = y_ + static_cast<double>(deepest) * kLine + 5;
    pages_.draw(Area{
        .corners = {{kMargin, y_}, {strip.right(), y_}, {strip.right(), bottom}, {kMargin, bottom}},
        .color = 0xE7EEF5});
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const auto& place = strip.places[i];
        for (std::size_t at = 0; at < heads[i].size(); ++at) {
            pages_.draw(Words{.at = {place.x(), y_ + static_cast<double>(at + 1) * kLine},
                              .text = heads[i][at],
                              .size = kTableSize,
                              .align = place.to_the_left ? Align::Left : Align::Right,
                              .color = kInk});
        }
    }
    y_ = bottom;
}

void Writer::strip_row(const Figure& figure, std::size_t row, const Strip& strip) {
    constexpr double kSideSize = kTableSize - 2;
    for (const auto& place : strip.places) {
        const Cell& cell = figure.rows[row].cells.at(place.column);
        const Unit unit = figure.columns[place.column].unit;
        const Align align = place.to_the_left ? Align::Left : Align::Right;
        const double room = place.width - 6;
        pages_.draw(Words{.at = {place.x(), y_ + kTableSize + 1},
                          .text = pages_.cut(notation_.written(cell, unit), room, kTableSize),
                          .size = kTableSize,
                          .align = align,
                          .color = cell.immature ? kFaint : 0});
        const auto side = notation_.interval(cell, unit);
        if (side.empty()) continue;
        pages_.draw(Words{.at = {place.x(), y_ + 2 * kTableSize},
                          .text = pages_.cut(side, room, kSideSize),
                          .size = kSideSize,
                          .align = align,
                          .color = kFaint});
    }
    y_ += strip.row_height();
    pages_.draw(
        Stroke{.points = {{kMargin, y_}, {strip.right(), y_}}, .color = kGrid, .width = 0.3});
}

void Writer::strip(const Figure& figure, const Strip& strip) {
    constexpr double kHead = kHeadLines * (kTableSize + 1.5) + 5;
    make_room(kHead + strip.row_height());
    strip_head(figure, strip);
    for (std::size_t row = 0; row < std::min(figure.rows.size(), kMostTableRows); ++row) {
        if (y_ + strip.row_height() > kBottom) {
            turn_page();
            strip_head(figure, strip);
        }
        strip_row(figure, row, strip);
    }
    y_ += 8;
}

void Writer::table(const Figure& figure) {
    if (figure.rows.empty() || figure.columns.empty()) {
        return line(notation_.ja() ? "行はありません。" : "There are no rows.", 9, kFaint);
    }
    const auto widths = widths_of(figure);
    for (const Strip& one : strips_of(figure, widths)) strip(figure, one);
    const auto elsewhere = [&](std::int64_t left, const char* ja, const char* en) {
        if (left == 0) return;
        const auto number = notation_.written(static_cast<double>(left), Unit::Count);
        line(notation_.ja() ? "ほか " + number + ja : number + en, 8, kFaint);
    };
    const auto rows = std::min(figure.rows.size(), kMostTableRows);
    elsewhere(figure.left_out + static_cast<std::int64_t>(figure.rows.size() - rows),
              " 行は CSV・Excel にあります", " more rows are in the CSV and Excel files");
    elsewhere(std::ssize(figure.columns) - std::ssize(widths), " 列は CSV・Excel にあります",
              " more columns are in the CSV and Excel files");
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
                    "data, or many of them still wait.",
              8, kFaint);
}

}  // namespace

std::string pdf_of(const Document& document) { return Writer(document).bytes(); }

}  // namespace tsunagi::paper
