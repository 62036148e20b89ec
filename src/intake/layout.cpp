#include "intake/layout.h"

#include "intake/mapping.h"

#include <algorithm>
#include <array>

namespace tsunagi::intake {

namespace {

constexpr std::size_t kLookBytes = 256 * 1024;
constexpr std::size_t kSampleRows = 20;

std::string_view without_mark(std::string_view text) {
    text.remove_prefix(mark_bytes(text));
    return text;
}

// "sep=;" on a line of its own, as Excel writes it; 0 when there is none.
std::size_t separator_line(std::string_view text) {
    if (!text.starts_with("sep=") && !text.starts_with("SEP=")) return 0;
    const auto end = text.find_first_of("\r\n");
    if (end != 5) return 0;
    return text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
}

// The candidate that cuts the first line into the most cells.
char guess_delimiter(std::string_view text) {
    const auto line = text.substr(0, text.find_first_of("\r\n"));
    char best = ',';
    std::ptrdiff_t most = 0;
    bool quoted = false;
    for (const char candidate : {',', '\t', ';'}) {
        std::ptrdiff_t count = 0;
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            count += !quoted && c == candidate ? 1 : 0;
        }
        quoted = false;
        if (count <= most) continue;
        best = candidate;
        most = count;
    }
    return best;
}

// Line ends are CR alone when there is no LF at all.
bool ends_in_cr(std::string_view text) {
    return text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos;
}

[[noreturn]] void refuse(const std::string& pointer, const std::string& code,
                         const std::string& message, std::vector<FieldError::Arg> args = {}) {
    throw Error(Code::InvalidInput, message, {{pointer, code, message, std::move(args)}});
}

// What people send in place of a CSV, by the first bytes.
struct Disguise {
    std::string_view begins_with;
    std::string_view kind;
};
constexpr std::array kDisguises{Disguise{"PK\x03\x04", "Excel / ZIP"},
                                Disguise{"\xD0\xCF\x11\xE0", "Excel"},
                                Disguise{"%PDF-", "PDF"},
                                Disguise{"\x89PNG", "PNG"},
                                Disguise{"\xFF\xD8\xFF", "JPEG"},
                                Disguise{"GIF8", "GIF"},
                                Disguise{"\x1F\x8B", "gzip"}};

// Throws not_a_table for a file that is no text at all.
void check_is_text(std::string_view bytes) {
    for (const Disguise& disguise : kDisguises) {
        if (!bytes.starts_with(disguise.begins_with)) continue;
        const std::string kind(disguise.kind);
        refuse("/file", "not_a_table", "the file is " + kind + ", not CSV", {{"kind", kind}});
    }
}

std::string utf8_of(std::string_view cell, Encoding encoding) {
    return encoding == Encoding::Cp932 ? utf8_of_cp932(cell) : std::string(cell);
}

Encoding encoding_named(const std::string& word) {
    const auto encoding = parse_enum<Encoding>(word);
    if (!encoding) refuse("/encoding", "unknown_encoding", "there is no encoding " + word);
    return *encoding;
}

char delimiter_named(const std::string& text) {
    if (text != "," && text != ";" && text != "\t") {
        refuse("/delimiter", "unknown_delimiter", "the delimiter is a comma, semicolon or tab");
    }
    return text[0];
}

// The next row; a quote that only the end of the sample leaves open ends the sample.
bool next_row(CsvReader& reader, CsvRow& row, bool cut) {
    try {
        return reader.next(row);
    } catch (const Error& error) {
        if (!cut || error.fields().empty() || error.fields()[0].code != "unclosed_quote") throw;
        return false;
    }
}

std::vector<std::vector<std::string>> rows_of(std::string_view text, CsvStyle style,
                                              Encoding encoding, bool cut) {
    CsvReader reader(std::make_unique<TextSource>(text), style);
    std::vector<std::vector<std::string>> rows;
    CsvRow row;
    while (rows.size() <= kSampleRows && next_row(reader, row, cut)) {
        auto& cells = rows.emplace_back();
        for (const auto cell : row.cells) cells.emplace_back(tidy_cell(utf8_of(cell, encoding)));
    }
    return rows;
}

// Up to the last line end, so that a cut row is no fault of the file.
std::string_view whole_lines(std::string_view text, bool cut) {
    const auto last = text.find_last_of("\r\n");
    return cut && last != std::string_view::npos ? text.substr(0, last + 1) : text;
}

}  // namespace

Layout layout_of(const std::filesystem::path& path, const LayoutWish& wish) {
    const auto bytes = first_bytes(path, kLookBytes);
    if (bytes.empty()) refuse("/file", "empty_file", "the file is empty");
    check_is_text(bytes);
    Layout layout;
    const auto encoding = wish.encoding ? std::optional(encoding_named(*wish.encoding))
                                        : detect_encoding(bytes);
    if (!encoding) {
        layout.delimiter = wish.delimiter.value_or(",");
        return layout;
    }
    layout.encoding = word_of(*encoding);
    std::string text(without_mark(bytes));
    auto read_as = *encoding;
    if (!reads_directly(*encoding)) {
        text = sample_as_utf8(text, *encoding);
        read_as = Encoding::Utf8;
    }
    const auto skip = separator_line(text);
    const char told = skip > 0 ? text[4] : guess_delimiter(text);
    layout.delimiter = wish.delimiter.value_or(std::string(1, told));
    const CsvStyle style{.delimiter = delimiter_named(layout.delimiter),
                         .ends_in_cr = ends_in_cr(text)};
    const auto body = std::string_view(text).substr(skip);
    const bool cut = bytes.size() == kLookBytes;
    auto rows = rows_of(whole_lines(body, cut), style, read_as, cut);
    if (rows.empty()) refuse("/file", "empty_file", "the file has no rows");
    layout.columns = column_names(rows[0]);
    layout.sample.assign(rows.begin() + 1, rows.end());
    return layout;
}

OpenedTable open_table_at(const std::filesystem::path& path, const Layout& layout, CsvPlace place) {
    const auto text = first_bytes(path, kLookBytes);
    const auto told = encoding_named(layout.encoding);
    return {.reader = CsvReader(
                std::make_unique<FileSource>(path, place.byte),
                {.delimiter = delimiter_named(layout.delimiter), .ends_in_cr = ends_in_cr(text)},
                place),
            .encoding = reads_directly(told) ? told : Encoding::Utf8,
            .columns = layout.columns.size()};
}

OpenedTable open_table(const std::filesystem::path& path, const Layout& layout) {
    const auto text = first_bytes(path, kLookBytes);
    const auto mark = mark_bytes(text);
    const auto skip = separator_line(std::string_view(text).substr(mark));
    auto opened = open_table_at(
        path, layout,
        {.byte = mark + skip, .line = skip > 0 ? std::uint64_t{2} : std::uint64_t{1}});
    CsvRow header;
    opened.reader.next(header);
    return opened;
}

}  // namespace tsunagi::intake
