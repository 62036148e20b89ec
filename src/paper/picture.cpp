#include "paper/picture.h"

#include "paper/plot.h"

#include <algorithm>

namespace tsunagi::paper {

using insight::Figure;
using insight::Shape;

static bool has_values(const Figure& figure) {
    const auto series = series_of(figure);
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        const auto told = [&](const Series& one) {
            return value_at(figure, row, one.column).has_value();
        };
        if (std::ranges::any_of(series, told)) return true;
    }
    return false;
}

Picture picture_of(const Figure& figure, double width, double height, const Notation& notation) {
    Picture picture{.width = width, .height = height};
    if (!has_values(figure)) return picture;
    const bool line = figure.shape == Shape::Lines || figure.shape == Shape::Steps;
    if (line && figure.rows.size() < 2) return picture;  // a point is no line
    switch (figure.shape) {
        case Shape::Table: break;
        case Shape::Bars: draw_bars(picture, figure, notation); break;
        case Shape::Stack: draw_stack(picture, figure, notation); break;
        case Shape::Lines:
        case Shape::Steps: draw_lines(picture, figure, notation); break;
        case Shape::Heat: draw_heat(picture, figure, notation); break;
        case Shape::Flow: draw_flow(picture, figure, notation); break;
        case Shape::Pareto: draw_pareto(picture, figure, notation); break;
        case Shape::Bridge: draw_bridge(picture, figure, notation); break;
        case Shape::Scatter: draw_scatter(picture, figure, notation); break;
    }
    return picture;
}

}  // namespace tsunagi::paper
