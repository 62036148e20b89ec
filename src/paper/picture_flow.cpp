// Bands from the first column to the second, as wide as the third. A name that is on both sides is
// one place in between, so that the bands chain; where that would go round in a circle every name
// stands once on the left and once on the right.
#include "paper/plot.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace tsunagi::paper {

using insight::Figure;

namespace {

constexpr double kNodeWidth = 8;
constexpr double kNodeGap = 9;
constexpr std::size_t kMostBands = 200;

struct Band {
    std::size_t from = 0;
    std::size_t to = 0;
    double width = 0;
};

struct Node {
    std::string name;
    std::size_t layer = 0;
    double in = 0;
    double out = 0;
    double top = 0;
    double in_used = 0;
    double out_used = 0;

    double size() const { return std::max(in, out); }
};

class Flow {
public:
    Flow(const Figure& figure, std::size_t column, bool chained) {
        for (std::size_t row = 0; row < figure.rows.size() && bands_.size() < kMostBands; ++row) {
            const auto& cells = figure.rows[row].cells;
            const double width = value_at(figure, row, column).value_or(0);
            if (width <= 0 || !cells[0].text || !cells[1].text) continue;
            const std::string side = chained ? "" : "\x01";
            bands_.push_back({node(*cells[0].text, ""), node(*cells[1].text, side), width});
            nodes_[bands_.back().from].out += width;
            nodes_[bands_.back().to].in += width;
        }
    }

    // Each behind all that lead to it. False when they go round in a circle.
    bool set_layers() {
        for (std::size_t pass = 0; pass <= nodes_.size(); ++pass) {
            bool moved = false;
            for (const Band& band : bands_) {
                const auto layer = nodes_[band.from].layer + 1;
                if (nodes_[band.to].layer >= layer) continue;
                nodes_[band.to].layer = layer;
                moved = true;
            }
            if (!moved) return true;
        }
        return false;
    }

    void draw(Picture& picture, insight::Unit unit, const Notation& notation) {
        if (bands_.empty()) return;
        place(picture);
        for (const Band& band : bands_) draw_band(picture, band);
        for (const Node& node : nodes_) draw_node(picture, node, unit, notation);
    }
    std::size_t bands() const { return bands_.size(); }

private:
    std::size_t node(const std::string& name, const std::string& side) {
        const auto [found, fresh] = places_.try_emplace(name + side, nodes_.size());
        if (fresh) nodes_.push_back({.name = name});
        return found->second;
    }

    void place(const Picture& picture) {
        for (const Node& node : nodes_) last_layer_ = std::max(last_layer_, node.layer);
        std::vector<double> sum(last_layer_ + 1);
        std::vector<double> gaps(last_layer_ + 1);
        for (const Node& node : nodes_) {
            sum[node.layer] += node.size();
            gaps[node.layer] += kNodeGap;
        }
        scale_ = picture.height;
        for (std::size_t layer = 0; layer <= last_layer_; ++layer) {
            const double room = std::max(picture.height - gaps[layer], picture.height / 4);
            scale_ = std::min(scale_, room / std::max(sum[layer], 1e-9));
        }
        std::vector<double> next(last_layer_ + 1);
        for (Node& node : nodes_) {
            node.top = next[node.layer];
            const double gap = std::min(kNodeGap,
                                        picture.height * 0.75 / (gaps[node.layer] / kNodeGap));
            next[node.layer] += node.size() * scale_ + gap;
        }
        constexpr double kLabels = 110;  // beside the last ones
        across_ = (picture.width - kNodeWidth - kLabels) /
                  static_cast<double>(std::max<std::size_t>(last_layer_, 1));
    }
    double x_of(const Node& node) const { return static_cast<double>(node.layer) * across_; }

    void draw_band(Picture& picture, const Band& band) {
        constexpr int kParts = 16;
        Node& from = nodes_[band.from];
        Node& to = nodes_[band.to];
        const double x0 = x_of(from) + kNodeWidth;
        const double x1 = x_of(to);
        const double y0 = from.top + from.out_used * scale_;
        const double y1 = to.top + to.in_used * scale_;
        from.out_used += band.width;
        to.in_used += band.width;
        Area area{.corners = {}, .color = color_of(band.from), .opacity = 0.35};
        for (int i = 0; i <= kParts; ++i) {
            const double t = static_cast<double>(i) / kParts;
            const double eased = t * t * (3 - 2 * t);
            area.corners.push_back({x0 + (x1 - x0) * t, y0 + (y1 - y0) * eased});
        }
        for (int i = kParts; i >= 0; --i) {
            const Point above = area.corners[static_cast<std::size_t>(i)];
            area.corners.push_back({above.x, above.y + band.width * scale_});
        }
        picture.areas.push_back(std::move(area));
    }

    void draw_node(Picture& picture, const Node& node, insight::Unit unit,
                   const Notation& notation) const {
        const double x = x_of(node);
        const double height = std::max(node.size() * scale_, 0.5);
        const auto at = static_cast<std::size_t>(&node - nodes_.data());
        add_rectangle(picture, {x, node.top}, {x + kNodeWidth, node.top + height}, color_of(at));
        const auto text = node.name + "  " + notation.written(node.size(), unit);
        const double room = node.layer == last_layer_ ? 100 : across_ - kNodeWidth - kGap;
        picture.words.push_back(
            {.at = {x + kNodeWidth + 3, std::min(node.top + std::max(height / 2 + 3, kWordSize - 1),
                                                 picture.height - 1)},
             .text = cut_to_width(text, room, kWordSize - 1),
             .size = kWordSize - 1,
             .color = kInk});
    }

    std::vector<Band> bands_;
    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> places_;
    std::size_t last_layer_ = 0;
    double scale_ = 1;
    double across_ = 0;
};

}  // namespace

void draw_flow(Picture& picture, const Figure& figure, const Notation& notation) {
    if (figure.columns.size() < 3) return;
    const auto series = series_of(figure);
    const auto column = series.front().column;
    if (column < 2) return;
    Flow flow(figure, column, true);
    if (!flow.set_layers()) {
        flow = Flow(figure, column, false);
        flow.set_layers();
    }
    flow.draw(picture, series.front().about->unit, notation);
    say_not_drawn(picture, figure.rows.size() - flow.bands(), 0, notation);
}

}  // namespace tsunagi::paper
