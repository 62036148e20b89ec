#include "paper/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi::paper {

using insight::Figure;
using insight::Unit;

Color color_of(std::size_t series) {
    static constexpr std::array<Color, 8> kColors{0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7,
                                                  0x56B4E9, 0xD55E00, 0x8C6D1F, 0x666666};
    return kColors[series % kColors.size()];
}

Color tint(Color color, double amount) {
    Color out = 0;
    for (const int shift : {16, 8, 0}) {
        const double full = (color >> shift) & 0xFF;
        out |= static_cast<Color>(255 + (full - 255) * std::clamp(amount, 0.0, 1.0)) << shift;
    }
    return out;
}

std::vector<Series> series_of(const Figure& figure) {
    std::vector<Series> series;
    for (std::size_t at = 1; at < figure.columns.size(); ++at) {
        const auto& column = figure.columns[at];
        const bool drawn = figure.drawn.empty() ||
                           std::ranges::find(figure.drawn, column.key) != figure.drawn.end();
        if (drawn && column.unit != Unit::Text) series.push_back({at, &column});
    }
    return series;
}

std::optional<double> value_at(const Figure& figure, std::size_t row, std::size_t column) {
    const auto value = figure.rows[row].cells.at(column).value;
    return value && std::isfinite(*value) ? value : std::nullopt;
}

Figure shortened(const Figure& figure, std::size_t rows) {
    Figure out = figure;
    if (out.rows.size() > rows) out.rows.resize(rows);
    return out;
}

Scale scale_of(double low, double high, Unit unit, int about_ticks) {
    if (high <= low) high = low + (low == 0 ? 1 : std::abs(low));
    const double rough = (high - low) / about_ticks;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double nice : {5.0, 2.0, 1.0}) {
        if (nice * power >= rough) step = nice * power;
    }
    if (unit == Unit::Count || unit == Unit::Delivery) step = std::max(step, 1.0);
    Scale scale{.low = std::floor(low / step) * step, .high = std::ceil(high / step) * step};
    const auto count = std::lround((scale.high - scale.low) / step);
    for (long i = 0; i <= count; ++i) {
        scale.ticks.push_back(scale.low + static_cast<double>(i) * step);
    }
    return scale;
}

Point Plain::at(double along, double value) const {
    const double part = values.part(value);
    if (upright) return {left + along * (right - left), bottom - part * (bottom - top)};
    return {left + part * (right - left), top + along * (bottom - top)};
}

void add_rectangle(Picture& picture, Point from, Point to, Color color, double opacity) {
    picture.areas.push_back({.corners = {from, {to.x, from.y}, to, {from.x, to.y}},
                             .color = color,
                             .opacity = opacity});
}

void add_bar(Picture& picture, const Plain& plain, std::pair<double, double> along,
             std::pair<double, double> values, Color color, double opacity) {
    add_rectangle(picture, plain.at(along.first, values.first),
                  plain.at(along.second, values.second), color, opacity);
}

void draw_values(Picture& picture, const Plain& plain, Unit unit, const Notation& notation) {
    for (const double tick : plain.values.ticks) {
        const Point from = plain.at(0, tick);
        const Point to = plain.at(1, tick);
        picture.grid.push_back({.points = {from, to}, .color = tick == 0 ? kFaint : kGrid});
        const std::string text = notation.written(tick, unit);
        if (plain.upright) {
            picture.words.push_back({.at = {from.x - kGap, from.y + kWordSize / 3},
                                     .text = text,
                                     .size = kWordSize,
                                     .align = Align::Right,
                                     .color = kFaint});
        } else {
            picture.words.push_back({.at = {to.x, to.y + kWordSize + 2},
                                     .text = text,
                                     .size = kWordSize,
                                     .align = Align::Middle,
                                     .color = kFaint});
        }
    }
}

void draw_rows(Picture& picture, const Plain& plain, std::span<const std::string> labels) {
    const auto count = static_cast<double>(labels.size());
    const double slot = (plain.upright ? plain.right - plain.left : plain.bottom - plain.top) /
                        count;
    double widest = kWordSize;
    for (const auto& label : labels) {
        widest = std::max(widest, estimated_width(label, kWordSize) + kGap);
    }
    constexpr double kMostWidth = 90;
    const double needed = plain.upright ? std::min(widest, kMostWidth) : kWordSize;
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(needed / slot)));
    for (std::size_t row = 0; row < labels.size(); row += every) {
        const double along = (static_cast<double>(row) + 0.5) / count;
        const Point at = plain.at(along, plain.values.low);
        if (plain.upright) {
            const double room = std::max(slot * static_cast<double>(every), kWordSize * 2);
            picture.words.push_back({.at = {at.x, plain.bottom + kWordSize + 3},
                                     .text = cut_to_width(labels[row], room, kWordSize),
                                     .size = kWordSize,
                                     .align = Align::Middle,
                                     .color = kInk});
        } else {
            picture.words.push_back(
                {.at = {plain.left - kGap, at.y + kWordSize / 3},
                 .text = cut_to_width(labels[row], plain.left - kGap, kWordSize),
                 .size = kWordSize,
                 .align = Align::Right,
                 .color = kInk});
        }
    }
}

double draw_legend(Picture& picture, const Figure& figure, std::span<const Series> series) {
    constexpr double kLine = 12;
    constexpr double kSwatch = 7;
    constexpr double kMostWidth = 150;
    if (series.size() < 2) return 0;
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto text = cut_to_width(figure.columns[series[i].column].label, kMostWidth,
                                       kWordSize);
        const double width = kSwatch + 3 + estimated_width(text, kWordSize) + 10;
        if (x > 0 && x + width > picture.width) {
            x = 0;
            y += kLine;
        }
        add_rectangle(picture, {x, y + 2}, {x + kSwatch, y + 2 + kSwatch}, color_of(i));
        picture.words.push_back({.at = {x + kSwatch + 3, y + kSwatch + 1},
                                 .text = text,
                                 .size = kWordSize,
                                 .color = kInk});
        x += width;
    }
    return y + kLine + kGap;
}

void say_not_drawn(Picture& picture, std::size_t rows, std::size_t series,
                   const Notation& notation) {
    std::string text;
    if (rows > 0) {
        text = notation.ja() ? "ほか " + std::to_string(rows) + " 行は表にあります"
                             : std::to_string(rows) + " more rows are in the table";
    } else if (series > 0) {
        text = notation.ja() ? "ほか " + std::to_string(series) + " 列は表にあります"
                             : std::to_string(series) + " more columns are in the table";
    }
    if (text.empty()) return;
    picture.words.push_back({.at = {picture.width, picture.height - 1},
                             .text = text,
                             .size = kWordSize - 1,
                             .align = Align::Right,
                             .color = kFaint});
}

}  // namespace tsunagi::paper
