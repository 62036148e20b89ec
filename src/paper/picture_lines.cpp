// Pictures over a measured axis: lines and stairs with their bands, and points.
#include "paper/plot.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::paper {

using insight::Cell;
using insight::Figure;
using insight::Shape;
using insight::Unit;

namespace {

constexpr double kFoot = 14;

// Where each row stands along the axis: at its number, or evenly when it is a word.
std::vector<double> places_of(const Figure& figure) {
    std::vector<double> places;
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        const auto value = value_at(figure, row, 0);
        if (!value) break;
        places.push_back(*value);
    }
    const bool rising = places.size() == figure.rows.size() && places.size() > 1 &&
                        std::ranges::is_sorted(places) && places.front() < places.back();
    if (!rising) places.clear();
    for (std::size_t row = places.size(); row < figure.rows.size(); ++row) {
        places.push_back(static_cast<double>(row));
    }
    const double first = places.front();
    const double span = std::max(places.back() - first, 1e-9);
    for (double& place : places) place = places.size() > 1 ? (place - first) / span : 0.5;
    return places;
}

struct Reach {
    double low = 0;
    double high = 0;
};

Reach reach_of(const Figure& figure, std::span<const Series> series) {
    Reach reach;
    for (const auto& row : figure.rows) {
        for (const auto& one : series) {
            const Cell& cell = row.cells[one.column];
            for (const auto& value : {cell.value, cell.low, cell.high}) {
                if (!value || !std::isfinite(*value)) continue;
                reach.low = std::min(reach.low, *value);
                reach.high = std::max(reach.high, *value);
            }
        }
    }
    return reach;
}

// One drawn column as pieces without a gap.
class Curve {
public:
    Curve(Picture& picture, const Plain& plain, bool stairs, Color color)
        : picture_(picture), plain_(plain), stairs_(stairs), color_(color) {}

    void add(double along, const Cell& cell) {
        if (!cell.value || !std::isfinite(*cell.value)) return end();
        if (cell.immature != dashed_ && !line_.empty()) {
            const auto last = last_;
            end();
            dashed_ = cell.immature;
            if (last) put(last->first, *last->second);
        }
        dashed_ = cell.immature;
        put(along, cell);
        last_ = {along, &cell};
    }
    void end() {
        if (line_.size() > 1) {
            picture_.strokes.push_back(
                {.points = line_, .color = color_, .width = 1.2, .dashed = dashed_});
        } else if (line_.size() == 1) {
            const Point at = line_.front();
            add_rectangle(picture_, {at.x - 1.5, at.y - 1.5}, {at.x + 1.5, at.y + 1.5}, color_);
        }
        if (low_.size() > 1) {
            high_.insert(high_.end(), low_.rbegin(), low_.rend());
            picture_.areas.push_back({.corners = high_, .color = color_, .opacity = 0.15});
        }
        for (auto* points : {&line_, &low_, &high_}) points->clear();
        last_.reset();
    }

private:
    void put(double along, const Cell& cell) {
        append(line_, along, *cell.value);
        if (cell.low && cell.high) {
            append(low_, along, *cell.low);
            append(high_, along, *cell.high);
        }
    }
    void append(std::vector<Point>& points, double along, double value) const {
        const Point at = plain_.at(along, value);
        if (stairs_ && !points.empty()) points.push_back({at.x, points.back().y});
        points.push_back(at);
    }

    Picture& picture_;
    const Plain& plain_;
    const bool stairs_;
    const Color color_;
    bool dashed_ = false;
    std::vector<Point> line_;
    std::vector<Point> low_;
    std::vector<Point> high_;
    std::optional<std::pair<double, const Cell*>> last_;
};

double tick_width(const Scale& scale, Unit unit, const Notation& notation) {
    double widest = 0;
    for (const double tick : scale.ticks) {
        widest = std::max(widest, estimated_width(notation.written(tick, unit), kWordSize));
    }
    return widest;
}

// Words under as many rows as have room.
void draw_places(Picture& picture, const Plain& plain, const Figure& figure,
                 std::span<const double> places, const Notation& notation) {
    constexpr double kMostWidth = 70;
    double next = plain.left - kMostWidth;
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        const auto label = cut_to_width(
            notation.written(figure.rows[row].cells.front(), figure.columns.front().unit),
            kMostWidth, kWordSize);
        const double x = plain.at(places[row], plain.values.low).x;
        const double half = estimated_width(label, kWordSize) / 2;
        if (x - half < next) continue;
        picture.words.push_back({.at = {x, plain.bottom + kWordSize + 3},
                                 .text = label,
                                 .size = kWordSize,
                                 .align = Align::Middle,
                                 .color = kInk});
        next = x + half + 3 * kGap;
    }
}

}  // namespace

void draw_lines(Picture& picture, const Figure& figure, const Notation& notation) {
    auto series = series_of(figure);
    const auto all = series.size();
    const Unit unit = series.front().about->unit;
    std::erase_if(series, [&](const Series& one) { return one.about->unit != unit; });
    if (series.size() > kMostSeries) series.resize(kMostSeries);
    const Reach reach = reach_of(figure, series);
    const double top = draw_legend(picture, figure, series);
    Plain plain{.top = top + kGap,
                .right = picture.width - 2 * kGap,
                .bottom = picture.height - kFoot,
                .values = scale_of(reach.low, reach.high, unit)};
    plain.left = tick_width(plain.values, unit, notation) + 2 * kGap;
    draw_values(picture, plain, unit, notation);
    const auto places = places_of(figure);
    draw_places(picture, plain, figure, places, notation);
    for (std::size_t i = 0; i < series.size(); ++i) {
        Curve curve(picture, plain, figure.shape == Shape::Steps, color_of(i));
        for (std::size_t row = 0; row < figure.rows.size(); ++row) {
            curve.add(places[row], figure.rows[row].cells[series[i].column]);
        }
        curve.end();
    }
    say_not_drawn(picture, 0, all - series.size(), notation);
}

void draw_scatter(Picture& picture, const Figure& figure, const Notation& notation) {
    constexpr double kHalf = 2;
    constexpr std::size_t kMostNamed = 20;
    const auto series = series_of(figure);
    if (series.size() < 2) return draw_bars(picture, figure, notation);
    const auto across = series[0];
    const auto up = series[1];
    const Reach wide = reach_of(figure, std::span(series).first(1));
    const Reach high = reach_of(figure, std::span(series).subspan(1, 1));
    Plain plain{.top = kWordSize + kGap,
                .right = picture.width - 10 * kGap,
                .bottom = picture.height - 2 * kFoot,
                .values = scale_of(high.low, high.high, up.about->unit)};
    plain.left = tick_width(plain.values, up.about->unit, notation) + 2 * kGap;
    draw_values(picture, plain, up.about->unit, notation);
    const Scale along = scale_of(wide.low, wide.high, across.about->unit);
    for (const double tick : along.ticks) {
        const Point at = plain.at(along.part(tick), plain.values.low);
        picture.words.push_back({.at = {at.x, at.y + kWordSize + 2},
                                 .text = notation.written(tick, across.about->unit),
                                 .size = kWordSize,
                                 .align = Align::Middle,
                                 .color = kFaint});
    }
    picture.words.push_back({.at = {plain.right, plain.bottom + 2 * kWordSize + 4},
                             .text = across.about->label,
                             .size = kWordSize,
                             .align = Align::Right,
                             .color = kInk});
    picture.words.push_back(
        {.at = {0, kWordSize}, .text = up.about->label, .size = kWordSize, .color = kInk});
    for (std::size_t row = 0; row < figure.rows.size(); ++row) {
        const auto x = value_at(figure, row, across.column);
        const auto y = value_at(figure, row, up.column);
        if (!x || !y) continue;
        const Point at = plain.at(along.part(*x), *y);
        add_rectangle(picture, {at.x - kHalf, at.y - kHalf}, {at.x + kHalf, at.y + kHalf},
                      color_of(0), 0.7);
        if (row >= kMostNamed) continue;
        const auto name = notation.written(figure.rows[row].cells.front(),
                                           figure.columns.front().unit);
        picture.words.push_back({.at = {at.x + 2 * kHalf, at.y + kHalf},
                                 .text = cut_to_width(name, 80, kWordSize - 1),
                                 .size = kWordSize - 1,
                                 .color = kInk});
    }
}

}  // namespace tsunagi::paper
