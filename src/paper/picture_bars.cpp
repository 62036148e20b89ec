// Pictures of bars: beside each other, on top of each other, in falling order, as a bridge.
#include "paper/plot.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::paper {

using insight::Figure;
using insight::Unit;

namespace {

constexpr double kBarPart = 0.7;  // of the room of a row
constexpr double kFoot = 14;      // for the words under the plain

std::vector<std::string> row_labels(const Figure& figure, const Notation& notation) {
    std::vector<std::string> labels;
    labels.reserve(figure.rows.size());
    for (const auto& row : figure.rows) {
        labels.push_back(notation.written(row.cells.front(), figure.columns.front().unit));
    }
    return labels;
}

// What is drawn of a figure, and how much is not.
struct Drawn {
    Figure figure;
    std::vector<Series> series;
    std::vector<std::string> labels;
    std::size_t rows_left = 0;
    std::size_t series_left = 0;
    Unit unit = Unit::Count;

    Drawn(const Figure& whole, std::size_t most_series, const Notation& notation)
        : figure(shortened(whole, kMostBars)), series(series_of(figure)),
          labels(row_labels(figure, notation)), rows_left(whole.rows.size() - figure.rows.size()) {
        // One axis: columns of another unit than the first stay in the table.
        unit = series.front().about->unit;
        const auto all = series.size();
        std::erase_if(series, [&](const Series& one) { return one.about->unit != unit; });
        if (series.size() > most_series) series.resize(most_series);
        series_left = all - series.size();
    }
};

double widest_of(std::span<const std::string> labels) {
    double widest = 0;
    for (const auto& label : labels) widest = std::max(widest, estimated_width(label, kWordSize));
    return widest;
}

Plain plain_of(const Picture& picture, const Drawn& drawn, Scale scale, double top,
               const Notation& notation) {
    constexpr double kWidestLabel = 180;
    const double widest = widest_of(drawn.labels);
    double widest_tick = 0;
    for (const double tick : scale.ticks) {
        const auto text = notation.written(tick, drawn.unit);
        widest_tick = std::max(widest_tick, estimated_width(text, kWordSize));
    }
    Plain plain{.top = top + kGap, .values = std::move(scale)};
    const double slot = (picture.width - widest_tick) / static_cast<double>(drawn.labels.size());
    plain.upright = widest <= slot || drawn.figure.columns.front().unit != Unit::Text;
    plain.left = plain.upright ? widest_tick + 2 * kGap : std::min(widest, kWidestLabel) + 2 * kGap;
    plain.right = picture.width - (plain.upright ? 0 : widest_tick / 2 + kGap);
    plain.bottom = picture.height - kFoot;
    return plain;
}

void draw_whisker(Picture& picture, const Plain& plain, const insight::Cell& cell, double along) {
    if (!cell.low || !cell.high) return;
    picture.strokes.push_back({.points = {plain.at(along, *cell.low), plain.at(along, *cell.high)},
                               .color = kInk,
                               .width = 0.8});
}

struct Reach {
    double low = 0;
    double high = 0;
    void cover(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

double kept_within(const Reach& reach, double value) {
    return std::clamp(value, reach.low, reach.high);
}

}  // namespace

void draw_bars(Picture& picture, const Figure& whole, const Notation& notation) {
    const Drawn drawn(whole, kMostSeries, notation);
    Reach reach;
    for (const auto& row : drawn.figure.rows) {
        for (const auto& one : drawn.series) {
            const auto& cell = row.cells[one.column];
            for (const auto& value : {cell.value, cell.low, cell.high}) {
                if (value && std::isfinite(*value)) reach.cover(*value);
            }
        }
    }
    const double top = draw_legend(picture, drawn.figure, drawn.series);
    const Plain plain = plain_of(picture, drawn, scale_of(reach.low, reach.high, drawn.unit), top,
                                 notation);
    draw_values(picture, plain, drawn.unit, notation);
    draw_rows(picture, plain, drawn.labels);
    const double slot = 1.0 / static_cast<double>(drawn.figure.rows.size());
    const double width = slot * kBarPart / static_cast<double>(drawn.series.size());
    for (std::size_t row = 0; row < drawn.figure.rows.size(); ++row) {
        for (std::size_t i = 0; i < drawn.series.size(); ++i) {
            const auto& cell = drawn.figure.rows[row].cells[drawn.series[i].column];
            const auto value = value_at(drawn.figure, row, drawn.series[i].column);
            if (!value) continue;
            const double from = (static_cast<double>(row) + (1 - kBarPart) / 2) * slot +
                                static_cast<double>(i) * width;
            add_bar(picture, plain, {from, from + width}, {0, *value}, color_of(i),
                    cell.immature ? 0.4 : 1);
            draw_whisker(picture, plain, cell, from + width / 2);
        }
    }
    say_not_drawn(picture, drawn.rows_left, drawn.series_left, notation);
}

void draw_stack(Picture& picture, const Figure& whole, const Notation& notation) {
    const Drawn drawn(whole, kMostSeries, notation);
    Reach reach;
    for (std::size_t row = 0; row < drawn.figure.rows.size(); ++row) {
        Reach sum;
        for (const auto& one : drawn.series) {
            const double value = value_at(drawn.figure, row, one.column).value_or(0);
            (value < 0 ? sum.low : sum.high) += value;
        }
        reach.cover(sum.low);
        reach.cover(sum.high);
    }
    const double top = draw_legend(picture, drawn.figure, drawn.series);
    const Plain plain = plain_of(picture, drawn, scale_of(reach.low, reach.high, drawn.unit), top,
                                 notation);
    draw_values(picture, plain, drawn.unit, notation);
    draw_rows(picture, plain, drawn.labels);
    const double slot = 1.0 / static_cast<double>(drawn.figure.rows.size());
    for (std::size_t row = 0; row < drawn.figure.rows.size(); ++row) {
        const double from = (static_cast<double>(row) + (1 - kBarPart) / 2) * slot;
        Reach sum;
        for (std::size_t i = 0; i < drawn.series.size(); ++i) {
            const auto value = value_at(drawn.figure, row, drawn.series[i].column);
            if (!value) continue;
            double& end = *value < 0 ? sum.low : sum.high;
            add_bar(picture, plain, {from, from + slot * kBarPart}, {end, end + *value},
                    color_of(i));
            end += *value;
        }
    }
    say_not_drawn(picture, drawn.rows_left, drawn.series_left, notation);
}

void draw_pareto(Picture& picture, const Figure& whole, const Notation& notation) {
    const Drawn drawn(whole, 1, notation);
    const auto column = drawn.series.front().column;
    double total = 0;
    Reach reach;
    for (std::size_t row = 0; row < whole.rows.size(); ++row) {
        const double value = value_at(whole, row, column).value_or(0);
        total += std::max(value, 0.0);
        reach.cover(value);
    }
    Plain plain = plain_of(picture, drawn, scale_of(reach.low, reach.high, drawn.unit), 0,
                           notation);
    plain.upright = true;
    plain.right = picture.width - 32;
    draw_values(picture, plain, drawn.unit, notation);
    draw_rows(picture, plain, drawn.labels);
    Plain shares = plain;
    shares.values = scale_of(0, 1, Unit::Share);
    for (const double tick : shares.values.ticks) {
        picture.words.push_back({.at = {plain.right + kGap, shares.at(1, tick).y + kWordSize / 3},
                                 .text = notation.written(tick, Unit::Share),
                                 .size = kWordSize,
                                 .color = kFaint});
    }
    const double slot = 1.0 / static_cast<double>(drawn.figure.rows.size());
    Stroke line{.points = {}, .color = color_of(5), .width = 1.2};
    double running = 0;
    for (std::size_t row = 0; row < drawn.figure.rows.size(); ++row) {
        const double value = value_at(drawn.figure, row, column).value_or(0);
        const double from = (static_cast<double>(row) + (1 - kBarPart) / 2) * slot;
        add_bar(picture, plain, {from, from + slot * kBarPart}, {0, value}, color_of(0));
        running += std::max(value, 0.0);
        const double along = (static_cast<double>(row) + 0.5) * slot;
        if (total > 0) line.points.push_back(shares.at(along, running / total));
    }
    if (line.points.size() > 1) picture.strokes.push_back(std::move(line));
    say_not_drawn(picture, drawn.rows_left, 0, notation);
}

void draw_bridge(Picture& picture, const Figure& whole, const Notation& notation) {
    const Drawn drawn(whole, 1, notation);
    const std::size_t count = drawn.figure.rows.size();
    // Of each row the first drawn column that has a value: a change may have a unit of its own.
    const auto all = series_of(drawn.figure);
    const auto column_of = [&](std::size_t row) {
        const auto found = std::ranges::find_if(all, [&](const Series& series) {
            return value_at(drawn.figure, row, series.column).has_value();
        });
        return found == all.end() ? all.front().column : found->column;
    };
    std::vector<std::pair<double, double>> steps;
    Reach reach;
    double now = 0;
    for (std::size_t row = 0; row < count; ++row) {
        const double value = value_at(drawn.figure, row, column_of(row)).value_or(0);
        const bool whole_bar = row == 0 || row + 1 == count;
        steps.emplace_back(whole_bar ? 0 : now, whole_bar ? value : now + value);
        now = steps.back().second;
        reach.cover(now);
    }
    const Plain plain = plain_of(picture, drawn, scale_of(reach.low, reach.high, drawn.unit),
                                 kWordSize, notation);
    draw_values(picture, plain, drawn.unit, notation);
    draw_rows(picture, plain, drawn.labels);
    const double slot = 1.0 / static_cast<double>(count);
    for (std::size_t row = 0; row < count; ++row) {
        const auto [from, to] = steps[row];
        const bool whole_bar = row == 0 || row + 1 == count;
        const Color change = to < from ? color_of(5) : color_of(2);
        const double begin = (static_cast<double>(row) + (1 - kBarPart) / 2) * slot;
        add_bar(picture, plain, {begin, begin + slot * kBarPart}, {from, to},
                whole_bar ? color_of(0) : change);
        const double high = kept_within(reach, std::max(from, to));
        const Point at = plain.at(begin + slot * kBarPart / 2, high);
        const auto column = column_of(row);
        const auto text = notation.written(value_at(drawn.figure, row, column),
                                           drawn.figure.columns[column].unit);
        picture.words.push_back(
            {.at = plain.upright ? Point{at.x, at.y - 2} : Point{at.x + 2, at.y + kWordSize / 3},
             .text = text,
             .size = kWordSize - 1,
             .align = plain.upright ? Align::Middle : Align::Left,
             .color = kInk});
    }
    say_not_drawn(picture, drawn.rows_left, 0, notation);
}

}  // namespace tsunagi::paper
