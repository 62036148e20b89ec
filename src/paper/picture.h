// A Picture is a figure as areas, lines and words in a box: what PDF, SVG and whatever comes after
// them draw alike. It knows no colours of a theme and no font, only how a Shape is read (report.h).
//
// Points are in the unit of the box, from its upper left corner, y downwards. The grid is drawn
// first, then areas, lines and words. Pure; any thread.
#pragma once

#include "insight/report.h"
#include "paper/notation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tsunagi::paper {

struct Point {
    double x = 0;
    double y = 0;
};

using Color = std::uint32_t;  // 0xRRGGBB

struct Area {
    std::vector<Point> corners;
    Color color = 0;
    double opacity = 1;
};

struct Stroke {
    std::vector<Point> points;
    Color color = 0;
    double width = 0.5;
    bool dashed = false;
};

enum class Align { Left, Middle, Right };

struct Words {
    Point at;  // of the base line: its left end, middle or right end
    std::string text;
    double size = 8;
    Align align = Align::Left;
    Color color = 0;
};

struct Picture {
    double width = 0;
    double height = 0;
    std::vector<Stroke> grid;
    std::vector<Area> areas;
    std::vector<Stroke> strokes;
    std::vector<Words> words;

    bool empty() const { return areas.empty() && strokes.empty() && words.empty(); }
};

// Rows and columns beyond these stay in the table; the picture says so.
inline constexpr std::size_t kMostBars = 40;
inline constexpr std::size_t kMostSeries = 8;

// Empty for a table, for a figure without rows and for one whose drawn cells have no value.
Picture picture_of(const insight::Figure&, double width, double height, const Notation&);

}  // namespace tsunagi::paper
