// A square per row and drawn column, darker for more; below zero in a second colour.
#include "paper/plot.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::paper {

using insight::Cell;
using insight::Figure;

namespace {

constexpr std::size_t kMostColumns = 40;
constexpr double kHead = 14;

double strongest(const Figure& figure, std::span<const Series> series) {
    double most = 0;
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        for (const auto& one : series) {
            most = std::max(most, std::abs(value_at(figure, row, one.column).value_or(0)));
        }
    }
    return most > 0 ? most : 1;
}

}  // namespace

void draw_heat(Picture& picture, const Figure& whole, const Notation& notation) {
    const Figure figure = shortened(whole, kMostBars);
    auto series = series_of(figure);
    const auto all = series.size();
    if (series.size() > kMostColumns) series.resize(kMostColumns);
    double left = 0;
    for (const auto& row : figure.rows) {
        const auto label = notation.written(row.cells.front(), figure.columns.front().unit);
        left = std::max(left, estimated_width(label, kWordSize));
    }
    left = std::min(left, picture.width / 4) + 2 * kGap;
    const double width = (picture.width - left) / static_cast<double>(series.size());
    const double height = (picture.height - kHead - 10) / static_cast<double>(figure.rows.size());
    const double size = std::min(kWordSize, height * 0.8);
    const double most = strongest(figure, series);
    for (std::size_t i = 0; i < series.size(); ++i) {
        picture.words.push_back(
            {.at = {left + (static_cast<double>(i) + 0.5) * width, kHead - 4},
             .text = cut_to_width(series[i].about->label, width - 1, kWordSize - 1),
             .size = kWordSize - 1,
             .align = Align::Middle,
             .color = kInk});
    }
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        const double y = kHead + static_cast<double>(row) * height;
        const auto label = notation.written(figure.rows[row].cells.front(),
                                            figure.columns.front().unit);
        picture.words.push_back({.at = {left - kGap, y + height / 2 + size / 3},
                                 .text = cut_to_width(label, left - kGap, size),
                                 .size = size,
                                 .align = Align::Right,
                                 .color = kInk});
        for (std::size_t i = 0; i < series.size(); ++i) {
            const Cell& cell = figure.rows[row].cells[series[i].column];
            const auto value = value_at(figure, row, series[i].column);
            if (!value) continue;
            const double x = left + static_cast<double>(i) * width;
            const double part = std::abs(*value) / most;
            add_rectangle(picture, {x, y}, {x + width - 0.5, y + height - 0.5},
                          tint(color_of(*value < 0 ? 5 : 0), 0.06 + 0.94 * part),
                          cell.immature ? 0.5 : 1);
            const auto text = notation.written(cell, series[i].about->unit);
            if (estimated_width(text, size - 1) > width || size < 5) continue;
            picture.words.push_back({.at = {x + width / 2, y + height / 2 + size / 3},
                                     .text = text,
                                     .size = size - 1,
                                     .align = Align::Middle,
                                     .color = part > 0.55 && !cell.immature ? 0xFFFFFF : kInk});
        }
    }
    say_not_drawn(picture, whole.rows.size() - figure.rows.size(), all - series.size(), notation);
}

}  // namespace tsunagi::paper
