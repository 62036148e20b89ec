#include "paper/svg.h"

#include <cstdio>

namespace tsunagi::paper {

namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string color(Color color) {
    char text[8];
    std::snprintf(text, sizeof text, "#%06X", color & 0xFFFFFF);
    return text;
}

std::string points(const std::vector<Point>& all) {
    std::string out;
    for (const Point& one : all) {
        out.append(out.empty() ? "" : " ").append(number(one.x)).append(",").append(number(one.y));
    }
    return out;
}

// Characters that XML 1.0 does not have become spaces.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

std::string_view anchor(Align align) {
    switch (align) {
        case Align::Left: return "start";
        case Align::Middle: return "middle";
        case Align::Right: return "end";
    }
    return "start";
}

void append(std::string& out, const Stroke& stroke) {
    out += R"(<polyline fill="none" points=")" + points(stroke.points) + R"(" stroke=")" +
           color(stroke.color) + R"(" stroke-width=")" + number(stroke.width) +
           (stroke.dashed ? R"(" stroke-dasharray="3 2)" : "") + "\"/>\n";
}

}  // namespace

std::string svg_of(const Picture& picture) {
    std::string out =
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + number(picture.width) + " " +
        number(picture.height) +
        R"(" font-family="'Yu Gothic','Hiragino Sans','Noto Sans CJK JP',sans-serif">)"
        "\n";
    for (const Stroke& stroke : picture.grid) append(out, stroke);
    for (const Area& area : picture.areas) {
        out += R"(<polygon points=")" + points(area.corners) + R"(" fill=")" + color(area.color) +
               R"(" fill-opacity=")" + number(area.opacity) + "\"/>\n";
    }
    for (const Stroke& stroke : picture.strokes) append(out, stroke);
    for (const Words& words : picture.words) {
        out += R"(<text x=")" + number(words.at.x) + R"(" y=")" + number(words.at.y) +
               R"(" font-size=")" + number(words.size) + R"(" text-anchor=")";
        out.append(anchor(words.align))
            .append(R"(" fill=")")
            .append(color(words.color))
            .append("\">")
            .append(escaped(words.text))
            .append("</text>\n");
    }
    return out + "</svg>\n";
}

}  // namespace tsunagi::paper
