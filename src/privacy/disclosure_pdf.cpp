// The pages of a disclosure, by libharu: A4, one font, its used letters embedded. libharu remembers
// its first error and does nothing afterwards, so it is asked once, at the end.
#include "base/error.h"
#include "privacy/disclosure.h"

#include <hpdf.h>

#include <filesystem>

namespace tsunagi::privacy {

namespace {

constexpr float kWidth = 595;  // A4 in points
constexpr float kHeight = 842;
constexpr float kMargin = 56;
constexpr float kLabelWidth = 130;
constexpr float kTextSize = 9.5F;
constexpr float kHeadSize = 12;
constexpr float kTitleSize = 17;
constexpr float kLine = 1.5F;  // of the size of the letters

struct FreeDocument {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<std::remove_pointer_t<HPDF_Doc>, FreeDocument>;

class Paper {
public:
    explicit Paper(const std::string& font) : document_(HPDF_New(nullptr, nullptr)) {
        if (!document_) throw Error(Code::Unavailable, "no memory for a PDF");
        HPDF_UseUTFEncodings(document_.get());
        HPDF_SetCurrentEncoder(document_.get(), "UTF-8");
        HPDF_SetCompressionMode(document_.get(), HPDF_COMP_ALL);
        const char* name = HPDF_LoadTTFontFromFile(document_.get(), font.c_str(), HPDF_TRUE);
        font_ = HPDF_GetFont(document_.get(), name, "UTF-8");
        turn_page();
    }

    void title(const std::string& text) { write(text, kMargin, kTitleSize); }
    void heading(const std::string& text) {
        constexpr float kRoomForARow = 60;
        y_ -= kTextSize;
        if (y_ < kMargin + kRoomForARow) turn_page();
        write(text, kMargin, kHeadSize);
        rule();
    }
    void line(const std::string& text) { write(text, kMargin, kTextSize); }
    void field(const std::string& label, const std::string& value) {
        make_room(kTextSize);
        show(label, kMargin, kTextSize, y_ - kTextSize);
        write(value, kMargin + kLabelWidth, kTextSize);
    }
    void gap() { y_ -= kTextSize / 2; }

    std::string bytes() {
        HPDF_SaveToStream(document_.get());
        if (const auto error = HPDF_GetError(document_.get()); error != HPDF_OK) {
            throw Error(Code::Internal, "the PDF was refused by libharu: " + std::to_string(error));
        }
        std::string out(HPDF_GetStreamSize(document_.get()), '\0');
        auto size = HPDF_UINT32(out.size());
        HPDF_ReadFromStream(document_.get(), reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
        out.resize(size);
        return out;
    }

private:
    void turn_page() {
        page_ = HPDF_AddPage(document_.get());
        HPDF_Page_SetWidth(page_, kWidth);
        HPDF_Page_SetHeight(page_, kHeight);
        y_ = kHeight - kMargin;
        const auto number = std::to_string(++pages_);
        show(number, kWidth / 2, kTextSize, kMargin / 2);
    }
    void make_room(float size) {
        if (y_ - size * kLine < kMargin) turn_page();
    }
    void rule() {
        HPDF_Page_SetLineWidth(page_, 0.5F);
        HPDF_Page_MoveTo(page_, kMargin, y_);
        HPDF_Page_LineTo(page_, kWidth - kMargin, y_);
        HPDF_Page_Stroke(page_);
        y_ -= kTextSize / 2;
    }
    void show(const std::string& text, float x, float size, float y) {
        HPDF_Page_BeginText(page_);
        HPDF_Page_SetFontAndSize(page_, font_, size);
        HPDF_Page_TextOut(page_, x, y, text.c_str());
        HPDF_Page_EndText(page_);
    }
    // As many lines as it takes, each as long as the page allows.
    void write(const std::string& text, float x, float size) {
        std::string_view rest = text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            write_paragraph(rest.substr(0, end), x, size);
            rest = end == rest.size() ? std::string_view() : rest.substr(end + 1);
        }
    }
    void write_paragraph(std::string_view rest, float x, float size) {
        do {
            make_room(size);
            const auto part = rest.substr(0, fitting(rest, kWidth - kMargin - x, size));
            show(std::string(part), x, size, y_ - size);
            y_ -= size * kLine;
            rest.remove_prefix(part.size());
        } while (!rest.empty());
    }
    // Bytes of the whole letters that fit; at least one letter.
    std::size_t fitting(std::string_view text, float width, float size) {
        HPDF_Page_SetFontAndSize(page_, font_, size);
        std::size_t end = 0;
        while (end < text.size()) {
            std::size_t next = end + 1;
            while (next < text.size() && (text[next] & '\xC0') == '\x80') ++next;
            const std::string part(text.substr(0, next));
            if (end > 0 && HPDF_Page_TextWidth(page_, part.c_str()) > width) break;
            end = next;
        }
        return end;
    }

    Document document_;
    HPDF_Font font_ = nullptr;
    HPDF_Page page_ = nullptr;
    float y_ = 0;
    int pages_ = 0;
};

void write_section(Paper& paper, const DisclosedSection& section, bool ja) {
    paper.heading(ja ? section.ja : section.en);
    paper.line((ja ? "利用目的: " : "Kept ") + (ja ? section.purpose_ja : section.purpose_en));
    for (const auto& row : section.rows) {
        paper.gap();
        for (const auto& field : row.fields) {
            paper.field(ja ? field.ja : field.en, field.value);
        }
    }
}

}  // namespace

std::string disclosure_pdf(const Disclosure& disclosure, Language language,
                           const std::string& font) {
    if (!std::filesystem::exists(font)) {
        throw Error(Code::Unavailable, "the font " + font + " is missing: install fonts-ipaexfont");
    }
    const bool ja = language == Language::Ja;
    Paper paper(font);
    paper.title(ja ? "保有個人データ開示書" : "Disclosure of personal data");
    paper.gap();
    paper.line((ja ? "事業者: " : "Shop: ") + disclosure.shop_name);
    paper.line((ja ? "作成日: " : "Made on: ") + to_text(disclosure.made_on));
    paper.line(ja ? "個人情報の保護に関する法律第33条に基づき、当店が保有するお客様の個人データを開"
                    "示します。"
                  : "All personal data this shop holds about you, with what it is kept for.");
    for (const auto& section : disclosure.sections) write_section(paper, section, ja);
    return paper.bytes();
}

}  // namespace tsunagi::privacy
