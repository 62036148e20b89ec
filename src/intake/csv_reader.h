// CsvReader walks the rows of a CSV file without ever holding more than a few megabytes of it.
//
// Grammar: RFC 4180 with what the world does to it. Rows end in LF or CRLF (or CR alone when the
// file has no LF); cells may be quoted, "" inside quotes is one quote, quoted cells hold delimiters
// and line breaks; a quote inside an unquoted cell is itself; text after a closing quote on the
// same line belongs to the cell. Empty lines are passed over. It works on raw bytes: in UTF-8 and
// in CP932 the bytes of `,` `;` TAB `"` CR LF never occur inside a longer character.
//
// Errors (Error InvalidInput with one field, path "line 12", code as written): nul_byte,
// unclosed_quote (with the line where it opened, found within 1 MB), cell_too_long (64 KB),
// line_too_long (1 MB), too_many_columns (1,000).
//
// Thread: one. Cost: one pass, about one cycle a byte.
#pragma once

#include "base/error.h"
#include "intake/byte_source.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::intake {

inline constexpr std::size_t kMaxColumns = 1000;
inline constexpr std::size_t kMaxCellBytes = std::size_t{64} * 1024;
inline constexpr std::size_t kMaxRowBytes = std::size_t{1024} * 1024;

// Where a row begins. A reader can be started at any row's place.
struct CsvPlace {
    std::uint64_t byte = 0;
    std::uint64_t line = 1;  // physical line, from 1
    friend bool operator==(const CsvPlace&, const CsvPlace&) = default;
};

struct CsvStyle {
    char delimiter = ',';
    bool ends_in_cr = false;  // rows end in CR alone
};

// Views live until the next row is read.
struct CsvRow {
    CsvPlace place;
    std::vector<std::string_view> cells;  // without their quotes
    std::string_view bytes;               // the row as it stands in the file, without line end
};

class CsvReader {
public:
    // `source` gives the bytes from `start.byte` on. A byte order mark is the caller's to skip.
    CsvReader(std::unique_ptr<ByteSource> source, CsvStyle, CsvPlace start = {});

    // The next row that is not empty; false at the end.
    bool next(CsvRow&);
    // Where the row after the last one read begins.
    CsvPlace place() const { return {base_ + begin_, line_}; }
    // Stands again where it stood before the last row was read; `place` is what place() said then.
    void step_back(CsvPlace place);

private:
    enum class Found { Row, NeedMore };
    enum class CellEnd { Delimiter, Row, NeedMore };

    bool fill();
    Found scan(CsvRow&);
    CellEnd plain_cell(CsvRow&, std::size_t& at);
    CellEnd quoted_cell(CsvRow&, std::size_t& at);
    CellEnd after_quote(CsvRow&, std::string_view cell, std::uint64_t opened, std::size_t& at);
    std::string& empty_text();
    CellEnd end_of_cell(CsvRow&, std::size_t from, std::size_t to, std::size_t& at);
    void add(CsvRow&, std::string_view cell, std::uint64_t line) const;
    void check_quoted_bytes(std::size_t from, std::size_t to);
    [[noreturn]] void fail(std::uint64_t line, std::string_view code, const std::string& message,
                           std::vector<FieldError::Arg> args = {}) const;

    std::unique_ptr<ByteSource> source_;
    CsvStyle style_;
    bool special_[256] = {};
    std::unique_ptr<char[]> buffer_;  // not zeroed: a short file touches few of its pages
    std::size_t begin_ = 0;           // first byte of the next row
    std::size_t end_ = 0;             // bytes in the buffer
    std::uint64_t base_ = 0;          // file offset of buffer_[0]
    std::uint64_t line_ = 1;          // line at begin_
    std::uint64_t row_line_ = 1;      // line reached while scanning the row
    std::uint64_t quote_line_ = 0;    // line where the open quote stands; 0 when none
    bool at_end_ = false;
    std::deque<std::string> joined_;  // cells whose quotes had to be taken out
    std::size_t joined_used_ = 0;
};

}  // namespace tsunagi::intake
