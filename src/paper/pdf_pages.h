// Pages of a PDF by libharu: A4 across, one embedded font, drawn from the upper left corner.
// libharu remembers its first error and does nothing afterwards, so it is asked once, in bytes().
//
// Thread: the caller's.
#pragma once

#include "paper/picture.h"

#include <memory>
#include <string>

namespace tsunagi::paper {

class PdfPages {
public:
    static constexpr double kWidth = 842;
    static constexpr double kHeight = 595;

    // Throws Unavailable when the font is missing.
    PdfPages(const std::string& font, const std::string& title);
    ~PdfPages();

    void turn_page();
    // Of a text on one line; no control characters are shown.
    double width_of(const std::string& text, double size);
    std::string cut(const std::string& text, double width, double size);
    void draw(const Words&);
    void draw(const Stroke&);
    void draw(const Area&);
    void draw(const Picture&, Point corner);

    // "1 / 3" at the foot of every page. Ends the document. Throws Internal when libharu refused.
    std::string bytes(const std::string& foot);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi::paper
