// Parts that several shapes are drawn from: the drawn columns, a scale with round ticks, the plain
// of a bar or line picture with its two axes, and the legend. Internal to the pictures.
#pragma once

#include "paper/picture.h"

#include <functional>
#include <span>
#include <utility>

namespace tsunagi::paper {

inline constexpr Color kInk = 0x333333;
inline constexpr Color kFaint = 0x8A8A8A;
inline constexpr Color kGrid = 0xDDDDDD;
inline constexpr double kWordSize = 8;
inline constexpr double kGap = 4;

// Eight colours that colour-blind people tell apart (M. Okabe, K. Ito, 2008).
Color color_of(std::size_t series);
// `amount` 0: white, 1: the colour.
Color tint(Color, double amount);

// A drawn column: its place and what its cells hold.
struct Series {
    std::size_t column = 0;
    const insight::Column* about = nullptr;
};
// Those of `drawn`, or all after the first; without texts.
std::vector<Series> series_of(const insight::Figure&);
std::optional<double> value_at(const insight::Figure&, std::size_t row, std::size_t column);
// A copy with at most that many rows.
insight::Figure shortened(const insight::Figure&, std::size_t rows);

// From `low` to `high` with ticks at 1, 2 or 5 times a power of ten.
struct Scale {
    double low = 0;
    double high = 1;
    std::vector<double> ticks;

    double part(double value) const { return (value - low) / (high - low); }
};
Scale scale_of(double low, double high, insight::Unit, int about_ticks = 5);

// The plain between the axes. Upright: values go up, rows go right; else values go right and rows
// go down.
struct Plain {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    Scale values;
    bool upright = true;

    // `along`: 0 to 1 over the rows.
    Point at(double along, double value) const;
};

void add_rectangle(Picture&, Point from, Point to, Color, double opacity = 1);
void add_bar(Picture&, const Plain&, std::pair<double, double> along,
             std::pair<double, double> values, Color, double opacity = 1);
// Grid and words of the ticks.
void draw_values(Picture&, const Plain&, insight::Unit, const Notation&);
// The label of each row in its part of the axis; those that have no room are left out.
void draw_rows(Picture&, const Plain&, std::span<const std::string> labels);
// Returns the height that it took.
double draw_legend(Picture&, const insight::Figure&, std::span<const Series>);
// Under the plain: how much of the figure is not drawn.
void say_not_drawn(Picture&, std::size_t rows, std::size_t series, const Notation&);

void draw_bars(Picture&, const insight::Figure&, const Notation&);
void draw_stack(Picture&, const insight::Figure&, const Notation&);
void draw_pareto(Picture&, const insight::Figure&, const Notation&);
void draw_bridge(Picture&, const insight::Figure&, const Notation&);
void draw_lines(Picture&, const insight::Figure&, const Notation&);
void draw_scatter(Picture&, const insight::Figure&, const Notation&);
void draw_heat(Picture&, const insight::Figure&, const Notation&);
void draw_flow(Picture&, const insight::Figure&, const Notation&);

}  // namespace tsunagi::paper
