// The workbook, by libxlsxwriter. It writes to a path only, so the file lives in memory under
// /proc/self/fd and no figure of a shop is left on a disk.
#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "paper/report_file.h"
#include "paper/sides.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace tsunagi::paper {

using insight::Cell;
using insight::Figure;
using insight::Unit;

namespace {

constexpr const char* kSheetFont = "Yu Gothic";
constexpr std::size_t kMostLetters = 32'000;  // Excel takes 32,767 UTF-16 units in a cell
constexpr double kDaysTo1970 = 25'569;        // of a spreadsheet, which counts from 1900

class MemoryFile {
public:
    MemoryFile() : file_(memfd_create("report.xlsx", MFD_CLOEXEC)) {
        if (file_ < 0) throw Error(Code::Unavailable, "no room for a workbook");
    }
    ~MemoryFile() { ::close(file_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }
    std::string bytes() const {
        const auto size = ::lseek(file_, 0, SEEK_END);
        std::string out(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
        std::size_t at = 0;
        while (at < out.size()) {
            const auto got = ::pread(file_, out.data() + at, out.size() - at,
                                     static_cast<off_t>(at));
            if (got <= 0) throw Error(Code::Unavailable, "the workbook cannot be read again");
            at += static_cast<std::size_t>(got);
        }
        return out;
    }

private:
    int file_;
};

std::string cut_letters(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t letters = 0; at < text.size() && letters < most;) {
        const auto letter = utf8::decode(text, at);
        letters += letter.code_point > 0xFFFF ? 2 : 1;
        at += letter.bytes;
    }
    return std::string(text.substr(0, at));
}

// The number of a cell as the spreadsheet holds it.
double spreadsheet_value(double value, Unit unit, const Currency& currency) {
    switch (unit) {
        case Unit::Points: return value * 100;
        case Unit::Money: return value / std::pow(10.0, currency.exponent);
        case Unit::Day: return value + kDaysTo1970;
        case Unit::Month: {
            const auto first = day_of(first_day(Month{static_cast<std::int32_t>(value)}));
            return first.value_or(Day{}).number + kDaysTo1970;
        }
        default: return value;
    }
}

std::string number_format(Unit unit, const Notation& notation) {
    switch (unit) {
        case Unit::Count: return "#,##0";
        case Unit::Share: return "0.0%";
        case Unit::Points: return R"(+0.0"pt";-0.0"pt";0.0"pt")";
        case Unit::Money: {
            const int decimals = notation.currency.exponent;
            return std::string("#,##0") + (decimals > 0 ? "." : "") +
                   std::string(static_cast<std::size_t>(decimals), '0');
        }
        case Unit::Text:
        case Unit::Number: return "#,##0.00";
        case Unit::Days: return "#,##0.0";
        case Unit::Day: return "yyyy-mm-dd";
        case Unit::Month: return "yyyy-mm";
        case Unit::Delivery: return notation.ja() ? R"(0"回目")" : "0";
    }
    return "General";
}

class Workbook {
public:
    Workbook(const std::string& path, const Document& document)
        : notation_(document.notation), book_(workbook_new(path.c_str())) {
        if (book_ == nullptr) throw Error(Code::Unavailable, "no room for a workbook");
        lxw_doc_properties properties{};
        std::string title = cut_letters(document.report.title, 200);
        properties.title = title.data();
        properties.created = static_cast<time_t>(document.report.meta.as_of.number) * 86'400;
        workbook_set_properties(book_, &properties);
        title_ = format();
        format_set_font_size(title_, 16);
        head_ = format();
        format_set_bold(head_);
        format_set_bg_color(head_, 0xE7EEF5);
        format_set_border(head_, LXW_BORDER_HAIR);
        format_set_text_wrap(head_);
        format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
        text_ = format();
        wrapped_ = format();
        format_set_text_wrap(wrapped_);
        format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    }
    ~Workbook() {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void close() {
        const auto error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR) {
            throw Error(Code::Unavailable,
                        std::string("the workbook cannot be written: ") + lxw_strerror(error));
        }
    }

    void first_sheet(const Document& document);
    void figure_sheet(const Figure&);

private:
    lxw_format* format() {
        lxw_format* made = workbook_add_format(book_);
        format_set_font_name(made, kSheetFont);
        return made;
    }
    lxw_format* format_of(Unit unit, bool grey) {
        auto& made = formats_[{unit, grey}];
        if (made == nullptr) {
            made = format();
            format_set_num_format(made, number_format(unit, notation_).c_str());
            if (grey) format_set_font_color(made, 0x8A8A8A);
        }
        return made;
    }
    lxw_worksheet* sheet(const std::string& title);
    void put(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const std::string& text,
             lxw_format* format) {
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column),
                               cut_letters(trimmed(text), kMostLetters).c_str(), format);
    }
    void put(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, std::optional<double> value,
             Unit unit, bool grey) {
        if (!value || !std::isfinite(*value)) return;
        worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column),
                               spreadsheet_value(*value, unit, notation_.currency),
                               format_of(unit, grey));
    }
    // Returns the column behind.
    std::size_t put_cell(lxw_worksheet*, lxw_row_t, std::size_t column, const Cell&, Unit, Sides);
    std::string head_of(const insight::Column&) const;

    const Notation notation_;
    lxw_workbook* book_;
    lxw_format* title_ = nullptr;
    lxw_format* head_ = nullptr;
    lxw_format* text_ = nullptr;
    lxw_format* wrapped_ = nullptr;
    std::map<std::pair<Unit, bool>, lxw_format*> formats_;
    std::set<std::string> names_;
};

// A sheet's name has at most 31 letters, some not at all, and is the only one of its kind.
lxw_worksheet* Workbook::sheet(const std::string& title) {
    std::string plain = trimmed(title);
    for (char& c : plain) {
        if (std::string_view(R"([]:*?/\')").find(c) != std::string_view::npos || c == '\n') c = ' ';
    }
    plain = trimmed(cut_letters(plain, 27));
    if (plain.empty()) plain = "-";
    std::string name = plain;
    for (int i = 2; names_.contains(search_form(name)); ++i) {
        name = plain + " " + std::to_string(i);
    }
    names_.insert(search_form(name));
    lxw_worksheet* made = workbook_add_worksheet(book_, name.c_str());
    if (made == nullptr) throw Error(Code::Internal, "no sheet can have the name " + name);
    return made;
}

std::size_t Workbook::put_cell(lxw_worksheet* sheet, lxw_row_t row, std::size_t column,
                               const Cell& cell, Unit unit, Sides sides) {
    if (cell.text) {
        put(sheet, row, column, *cell.text, text_);
    } else {
        put(sheet, row, column, cell.value, unit, cell.immature);
    }
    ++column;
    if (sides.interval) {
        put(sheet, row, column++, cell.low, unit, true);
        put(sheet, row, column++, cell.high, unit, true);
    }
    if (sides.n) {
        std::optional<double> n;
        if (cell.n) n = static_cast<double>(*cell.n);
        put(sheet, row, column++, n, Unit::Count, true);
    }
    return column;
}

std::string Workbook::head_of(const insight::Column& column) const {
    if (column.unit == Unit::Money) return column.label + " (" + notation_.currency.code + ")";
    if (column.unit == Unit::Days) return column.label + (notation_.ja() ? " (日)" : " (days)");
    return column.label;
}

void Workbook::first_sheet(const Document& document) {
    const bool ja = notation_.ja();
    lxw_worksheet* first = sheet(ja ? "概要" : "Summary");
    worksheet_set_column(first, 0, 0, 30, text_);
    worksheet_set_column(first, 1, 1, 60, text_);
    worksheet_set_column(first, 2, 4, 14, text_);
    put(first, 0, 0, document.report.title, title_);
    lxw_row_t row = 2;
    for (const auto& fact : facts_of(document)) {
        put(first, row, 0, fact.label, head_);
        put(first, row++, 1, fact.value, wrapped_);
    }
    ++row;
    if (!document.report.headlines.empty()) {
        const auto words = side_words(notation_);
        const std::array<std::string, 5> head{ja ? "主な数字" : "Headline", ja ? "値" : "Value",
                                              words.low, words.high, words.n};
        for (std::size_t at = 0; at < head.size(); ++at) put(first, row, at, head[at], head_);
        ++row;
    }
    for (const auto& headline : document.report.headlines) {
        put(first, row, 0, head_of({"", headline.label, headline.unit}), text_);
        put_cell(first, row++, 1, headline.cell, headline.unit, {.interval = true, .n = true});
    }
    for (const auto& remark : document.report.remarks) put(first, ++row, 0, remark, text_);
}

void Workbook::figure_sheet(const Figure& figure) {
    lxw_worksheet* page = sheet(figure.title);
    const auto words = side_words(notation_);
    std::vector<Sides> sides;
    std::size_t column = 0;
    const auto add_head = [&](const std::string& text, double width) {
        const auto at = static_cast<lxw_col_t>(column);
        worksheet_set_column(page, at, at, width, text_);
        put(page, 0, column++, text, head_);
    };
    for (std::size_t at = 0; at < figure.columns.size(); ++at) {
        sides.push_back(sides_of(figure, at));
        const auto label = head_of(figure.columns[at]);
        add_head(label, figure.columns[at].unit == Unit::Text ? 28 : 13);
        if (sides[at].interval) {
            add_head(label + " " + words.low, 11);
            add_head(label + " " + words.high, 11);
        }
        if (sides[at].n) add_head(label + " " + words.n, 11);
    }
    lxw_row_t row = 1;
    for (const auto& line : figure.rows) {
        std::size_t next = 0;
        for (std::size_t at = 0; at < figure.columns.size(); ++at) {
            next = put_cell(page, row, next, line.cells.at(at), figure.columns[at].unit, sides[at]);
        }
        ++row;
    }
    worksheet_freeze_panes(page, 1, 1);
    for (const auto& note : {left_out_text(figure, notation_), figure.note}) {
        if (!note.empty()) put(page, ++row, 0, note, text_);
    }
}

}  // namespace

std::string xlsx_of(const Document& document) {
    const MemoryFile file;
    Workbook book(file.path(), document);
    book.first_sheet(document);
    for (const auto& figure : document.report.figures) book.figure_sheet(figure);
    book.close();
    return file.bytes();
}

}  // namespace tsunagi::paper
