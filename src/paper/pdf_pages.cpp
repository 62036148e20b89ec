#include "paper/pdf_pages.h"

#include "base/error.h"
#include "base/utf8.h"

#include <hpdf.h>

#include <cmath>
#include <filesystem>
#include <map>

namespace tsunagi::paper {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kLongestText = 4'000;  // libharu takes 32,767 bytes

struct FreeDocument {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};

float channel(Color color, int shift) {
    return static_cast<float>((color >> shift) & 0xFF) / 255.0F;
}

// What the font can be asked for: no controls, nothing beyond the first plane.
std::string showable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (out.size() >= kLongestText) return out.append(kEllipsis);
        const auto letter = utf8::decode(text, at);
        at += letter.bytes;
        const bool control = letter.code_point < 0x20 || letter.code_point == 0x7F;
        const char32_t shown = letter.code_point > 0xFFFF ? U'〓' : letter.code_point;
        utf8::append(control ? U' ' : shown, out);
    }
    return out;
}

float down(double y) { return static_cast<float>(PdfPages::kHeight - y); }

}  // namespace

struct PdfPages::State {
    std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, FreeDocument> document;
    HPDF_Font font = nullptr;
    std::vector<HPDF_Page> pages;
    std::map<double, HPDF_ExtGState> opacities;

    HPDF_Page page() const { return pages.back(); }
    void set_opacity(double opacity) {
        auto& state = opacities[opacity];
        if (state == nullptr) {
            state = HPDF_CreateExtGState(document.get());
            HPDF_ExtGState_SetAlphaFill(state, static_cast<float>(opacity));
        }
        HPDF_Page_SetExtGState(page(), state);
    }
    void set_fill(Color color) const {
        HPDF_Page_SetRGBFill(page(), channel(color, 16), channel(color, 8), channel(color, 0));
    }
};

PdfPages::PdfPages(const std::string& font, const std::string& title)
    : state_(std::make_unique<State>()) {
    if (!std::filesystem::exists(font)) {
        throw Error(Code::Unavailable, "the font " + font + " is missing: install fonts-ipaexfont");
    }
    state_->document.reset(HPDF_New(nullptr, nullptr));
    HPDF_Doc document = state_->document.get();
    if (document == nullptr) throw Error(Code::Unavailable, "no memory for a PDF");
    HPDF_UseUTFEncodings(document);
    HPDF_SetCurrentEncoder(document, "UTF-8");
    HPDF_SetCompressionMode(document, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, showable(title).c_str());
    const char* name = HPDF_LoadTTFontFromFile(document, font.c_str(), HPDF_TRUE);
    state_->font = HPDF_GetFont(document, name, "UTF-8");
    turn_page();
}

PdfPages::~PdfPages() = default;

void PdfPages::turn_page() {
    state_->pages.push_back(HPDF_AddPage(state_->document.get()));
    HPDF_Page_SetWidth(state_->page(), kWidth);
    HPDF_Page_SetHeight(state_->page(), kHeight);
}

double PdfPages::width_of(const std::string& text, double size) {
    HPDF_Page_SetFontAndSize(state_->page(), state_->font, static_cast<float>(size));
    return HPDF_Page_TextWidth(state_->page(), showable(text).c_str());
}

std::string PdfPages::cut(const std::string& text, double width, double size) {
    std::string shown = showable(text);
    if (width_of(shown, size) <= width) return shown;
    const double room = width - width_of(std::string(kEllipsis), size);
    std::string out;
    double used = 0;
    for (std::size_t at = 0; at < shown.size();) {
        const auto letter = utf8::decode(shown, at);
        const auto part = shown.substr(at, letter.bytes);
        used += width_of(part, size);
        if (used > room) break;
        out += part;
        at += letter.bytes;
    }
    return out.append(kEllipsis);
}

void PdfPages::draw(const Words& words) {
    HPDF_Page page = state_->page();
    const std::string text = showable(words.text);
    double x = words.at.x;
    if (words.align != Align::Left) {
        x -= width_of(text, words.size) / (words.align == Align::Middle ? 2 : 1);
    }
    state_->set_fill(words.color);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, state_->font, static_cast<float>(words.size));
    HPDF_Page_TextOut(page, static_cast<float>(x), down(words.at.y), text.c_str());
    HPDF_Page_EndText(page);
}

void PdfPages::draw(const Stroke& stroke) {
    if (stroke.points.size() < 2) return;
    HPDF_Page page = state_->page();
    HPDF_Page_SetRGBStroke(page, channel(stroke.color, 16), channel(stroke.color, 8),
                           channel(stroke.color, 0));
    HPDF_Page_SetLineWidth(page, static_cast<float>(stroke.width));
    static constexpr HPDF_UINT16 kDashes[] = {3, 2};
    HPDF_Page_SetDash(page, kDashes, stroke.dashed ? 2 : 0, 0);
    HPDF_Page_MoveTo(page, static_cast<float>(stroke.points[0].x), down(stroke.points[0].y));
    for (const Point& point : stroke.points) {
        HPDF_Page_LineTo(page, static_cast<float>(point.x), down(point.y));
    }
    HPDF_Page_Stroke(page);
}

void PdfPages::draw(const Area& area) {
    if (area.corners.size() < 3) return;
    HPDF_Page page = state_->page();
    state_->set_fill(area.color);
    state_->set_opacity(area.opacity);
    HPDF_Page_MoveTo(page, static_cast<float>(area.corners[0].x), down(area.corners[0].y));
    for (const Point& point : area.corners) {
        HPDF_Page_LineTo(page, static_cast<float>(point.x), down(point.y));
    }
    HPDF_Page_Fill(page);
    state_->set_opacity(1);
}

void PdfPages::draw(const Picture& picture, Point corner) {
    const auto moved = [&](std::vector<Point> points) {
        for (Point& point : points) point = {point.x + corner.x, point.y + corner.y};
        return points;
    };
    for (Stroke stroke : picture.grid) {
        stroke.points = moved(std::move(stroke.points));
        draw(stroke);
    }
    for (Area area : picture.areas) {
        area.corners = moved(std::move(area.corners));
        draw(area);
    }
    for (Stroke stroke : picture.strokes) {
        stroke.points = moved(std::move(stroke.points));
        draw(stroke);
    }
    for (Words words : picture.words) {
        words.at = {words.at.x + corner.x, words.at.y + corner.y};
        draw(words);
    }
}

std::string PdfPages::bytes(const std::string& foot) {
    const auto all = state_->pages;
    for (std::size_t at = 0; at < all.size(); ++at) {
        state_->pages.assign(1, all[at]);
        const auto number = std::to_string(at + 1) + " / " + std::to_string(all.size());
        draw(Words{.at = {kWidth / 2, kHeight - 18},
                   .text = number,
                   .size = 8,
                   .align = Align::Middle,
                   .color = 0x666666});
        draw(Words{.at = {36, kHeight - 18}, .text = foot, .size = 8, .color = 0x666666});
    }
    HPDF_Doc document = state_->document.get();
    HPDF_SaveToStream(document);
    if (const auto error = HPDF_GetError(document); error != HPDF_OK) {
        throw Error(Code::Internal, "the PDF was refused by libharu: " + std::to_string(error));
    }
    std::string out(HPDF_GetStreamSize(document), '\0');
    auto size = HPDF_UINT32(out.size());
    HPDF_ReadFromStream(document, reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
    out.resize(size);
    return out;
}

}  // namespace tsunagi::paper
