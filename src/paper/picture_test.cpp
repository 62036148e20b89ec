#include "paper/picture.h"

#include "paper/svg.h"
#include "paper/testing.h"

#include <gmock/gmock.h>

#include <cmath>

namespace tsunagi::paper {

namespace {

using insight::Cell;
using insight::Figure;
using insight::Shape;
using insight::Unit;
using testing::HasSubstr;
using testing::Not;

constexpr double kWidth = 770;
constexpr double kHeight = 230;
constexpr std::array kShapes{Shape::Bars, Shape::Stack,  Shape::Lines,  Shape::Steps,  Shape::Heat,
                             Shape::Flow, Shape::Pareto, Shape::Bridge, Shape::Scatter};

Picture drawn(const Figure& figure) { return picture_of(figure, kWidth, kHeight, {}); }

void expect_within(const Picture& picture, const Figure& figure) {
    const auto expect = [&](const Point& point) {
        EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << figure.title;
        EXPECT_TRUE(point.x >= -1 && point.x <= kWidth + 1) << figure.title << " x " << point.x;
        EXPECT_TRUE(point.y >= -1 && point.y <= kHeight + 1) << figure.title << " y " << point.y;
    };
    for (const auto& area : picture.areas) {
        for (const auto& point : area.corners) expect(point);
    }
    for (const auto& stroke : picture.strokes) {
        for (const auto& point : stroke.points) expect(point);
    }
    for (const auto& words : picture.words) expect(words.at);
}

Figure figure_with(Shape shape, std::size_t rows, std::size_t columns, double first) {
    Figure figure{.key = "odd",
                  .title = std::to_string(static_cast<int>(shape)),
                  .shape = shape,
                  .columns = {{"a", "名前", Unit::Text}},
                  .drawn = {}};
    if (shape == Shape::Flow) figure.columns.push_back({"b", "へ", Unit::Text});
    for (std::size_t i = 0; i < columns; ++i) {
        figure.columns.push_back({"c" + std::to_string(i), std::string(300, 'x'), Unit::Number});
    }
    for (std::size_t row = 0; row < rows; ++row) {
        std::vector<Cell> cells{{.text = "とても長い名前" + std::to_string(row % 60)}};
        if (shape == Shape::Flow) cells.push_back({.text = "n" + std::to_string(row / 3)});
        for (std::size_t i = 0; i < columns; ++i) {
            Cell cell;
            if ((row + i) % 5 != 4) cell.value = first * (row % 2 == 0 ? 1.0 : -0.4);
            if (i == 0 && cell.value) cell.low = cell.high = cell.value;
            cell.immature = row % 3 == 0;
            cells.push_back(cell);
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure flow_of(const std::vector<std::tuple<std::string, std::string, double>>& bands) {
    Figure figure{.key = "flow",
                  .title = "flow",
                  .shape = Shape::Flow,
                  .columns = {{"from", "から", Unit::Text},
                              {"to", "へ", Unit::Text},
                              {"n", "件数", Unit::Count}},
                  .drawn = {}};
    for (const auto& [from, to, n] : bands) {
        figure.add({{.text = from}, {.text = to}, {.value = n}});
    }
    return figure;
}

}  // namespace

TEST(Picture, NothingIsDrawnOfATableOrWithoutValues) {
    EXPECT_TRUE(drawn(figure_of_three(Shape::Table)).empty());
    for (const Shape shape : kShapes) {
        auto figure = figure_of_three(shape);
        figure.rows.clear();
        EXPECT_TRUE(drawn(figure).empty());
        figure.add({{.text = "a"}, {}, {}});
        EXPECT_TRUE(drawn(figure).empty());
    }
}

TEST(Picture, EveryShapeStaysInItsBoxWhateverItsValues) {
    for (const Shape shape : kShapes) {
        for (const auto& [rows, columns] : {std::pair{1U, 1U}, {2U, 3U}, {500U, 60U}, {37U, 2U}}) {
            for (const double first : {0.0, 1e-9, 3.0, -7.5, 1e12}) {
                const auto figure = figure_with(shape, rows, columns, first);
                expect_within(drawn(figure), figure);
            }
        }
        expect_within(drawn(figure_of_three(shape)), figure_of_three(shape));
    }
}

TEST(Picture, BarsAreAsLongAsTheirValues) {
    auto figure = figure_of_three(Shape::Bars);
    figure.drawn = {"count"};
    const auto picture = drawn(figure);
    ASSERT_EQ(picture.areas.size(), 3U);
    const auto height = [&](std::size_t at) {
        const auto& corners = picture.areas[at].corners;
        return std::abs(corners[0].y - corners[2].y);
    };
    EXPECT_NEAR(height(0) / height(1), 40, 1e-6);
    EXPECT_NEAR(height(1) / height(2), 6, 1e-6);
}

TEST(Picture, ABridgeEndsWhereItsLastRowStands) {
    Figure figure{.key = "b",
                  .title = "b",
                  .shape = Shape::Bridge,
                  .columns = {{"step", "内訳", Unit::Text}, {"sum", "金額", Unit::Money}},
                  .drawn = {}};
    for (const double value : {100.0, 50.0, -30.0, 120.0}) {
        figure.add({{.text = "段"}, {.value = value}});
    }
    const auto picture = drawn(figure);
    ASSERT_EQ(picture.areas.size(), 4U);
    EXPECT_NEAR(picture.areas[2].corners[2].y, picture.areas[3].corners[2].y, 1e-9);
    EXPECT_NEAR(picture.areas[0].corners[2].y, picture.areas[1].corners[0].y, 1e-9);
}

TEST(Picture, ALineIsBrokenWhereThereIsNoValue) {
    Figure figure{.key = "l",
                  .title = "l",
                  .shape = Shape::Lines,
                  .columns = {{"day", "日", Unit::Days}, {"rate", "率", Unit::Share}},
                  .drawn = {}};
    for (const int day : {0, 1, 2, 3, 4}) {
        Cell cell{.value = 0.5, .low = 0.4, .high = 0.6, .n = 40};
        if (day == 2) cell = {};
        figure.add({{.value = day}, cell});
    }
    const auto picture = drawn(figure);
    int lines = 0;
    for (const auto& stroke : picture.strokes) lines += stroke.width > 1 ? 1 : 0;
    EXPECT_EQ(lines, 2);
    EXPECT_EQ(picture.areas.size(), 2U);  // their bands
}

TEST(Picture, OfASingleMomentThereIsNoLine) {
    Figure figure{.key = "l",
                  .title = "l",
                  .shape = Shape::Lines,
                  .columns = {{"month", "月", Unit::Month}, {"rate", "率", Unit::Share}},
                  .drawn = {}};
    figure.add({{.value = 681}, {.value = 0.15, .low = 0.14, .high = 0.16, .n = 5000}});
    EXPECT_TRUE(drawn(figure).empty());
}

TEST(Picture, BandsOfAFlowChainThroughTheNamesInBetween) {
    const auto picture = drawn(flow_of({{"a", "b", 10}, {"a", "c", 5}, {"b", "d", 10}}));
    ASSERT_EQ(picture.areas.size(), 3U + 4U);  // bands, then places
    const double ab_end = picture.areas[0].corners[16].x;
    const double bd_begin = picture.areas[2].corners[0].x;
    EXPECT_GT(bd_begin, ab_end);
    const auto width = [&](std::size_t band) {
        return picture.areas[band].corners.back().y - picture.areas[band].corners.front().y;
    };
    EXPECT_NEAR(width(0) / width(1), 2, 1e-6);
}

TEST(Picture, AFlowInACircleStandsOnBothSides) {
    const auto picture = drawn(flow_of({{"a", "b", 10}, {"b", "a", 5}, {"a", "a", 1}}));
    EXPECT_EQ(picture.areas.size(), 3U + 4U);
}

TEST(Picture, WhatIsNotDrawnIsSaid) {
    const auto figure = figure_with(Shape::Bars, 100, 12, 1);
    bool said = false;
    for (const auto& words : drawn(figure).words) {
        said |= words.text == "ほか 60 行は表にあります";
    }
    EXPECT_TRUE(said);
}

TEST(Svg, EscapesTheLabelsOfAShop) {
    Picture picture{.width = 10, .height = 10};
    picture.words.push_back({.at = {1, 2}, .text = "<script>\"&\x01", .align = Align::Right});
    const auto svg = svg_of(picture);
    EXPECT_THAT(svg, HasSubstr("&lt;script&gt;&quot;&amp; </text>"));
    EXPECT_THAT(svg, HasSubstr(R"(text-anchor="end")"));
    EXPECT_THAT(svg, Not(HasSubstr("<script>")));
}

}  // namespace tsunagi::paper
