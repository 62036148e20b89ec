#include "intake/csv_reader.h"

#include <algorithm>
#include <cstring>

namespace tsunagi::intake {

namespace {

// Room for the longest row and the line end behind it, twice over, so that moving the rest of the
// buffer to its front stays cheap against what is read.
constexpr std::size_t kBufferBytes = 2 * (kMaxRowBytes + 2);

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvStyle style, CsvPlace start)
    : source_(std::move(source)), style_(style),
      buffer_(std::make_unique_for_overwrite<char[]>(kBufferBytes)), base_(start.byte),
      line_(start.line) {
    special_[static_cast<unsigned char>(style.delimiter)] = true;
    special_[static_cast<unsigned char>(style.ends_in_cr ? '\r' : '\n')] = true;
    special_[0] = true;
}

void CsvReader::fail(std::uint64_t line, std::string_view code, const std::string& message,
                     std::vector<FieldError::Arg> args) const {
    const auto where = "line " + std::to_string(line);
    args.push_back({"line", std::to_string(line)});
    throw Error(Code::InvalidInput, where + ": " + message,
                {{where, std::string(code), message, std::move(args)}});
}

bool CsvReader::fill() {
    if (at_end_) return false;
    if (begin_ > 0) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
        base_ += begin_;
        end_ -= begin_;
        begin_ = 0;
    }
    const auto before = end_;
    while (end_ < kBufferBytes) {
        const auto got = source_->read(buffer_.get() + end_, kBufferBytes - end_);
        if (got == 0) {
            at_end_ = true;
            break;
        }
        end_ += got;
    }
    return end_ > before || at_end_;
}

void CsvReader::step_back(CsvPlace place) {
    ASSERT(place.byte >= base_ && place.byte <= base_ + begin_);
    begin_ = place.byte - base_;
    line_ = place.line;
}

bool CsvReader::next(CsvRow& row) {
    for (;;) {
        if (begin_ == end_ && (!fill() || begin_ == end_)) return false;
        row.place = place();
        if (scan(row) == Found::NeedMore) {
            if (end_ - begin_ <= kMaxRowBytes && fill()) continue;
            if (quote_line_ != 0) {
                fail(quote_line_, "unclosed_quote",
                     "a quote opens here and is not closed within 1 MB");
            }
            fail(line_, "line_too_long", "the row is longer than 1 MB");
        }
        if (row.cells.size() > kMaxColumns) {
            const auto columns = std::to_string(row.cells.size());
            fail(row.place.line, "too_many_columns",
                 "the row has " + columns + " columns, more than 1,000", {{"columns", columns}});
        }
        if (row.cells.size() > 1 || !row.cells[0].empty()) return true;
    }
}

// Reads one row from begin_; on Row, begin_ and line_ stand behind it.
CsvReader::Found CsvReader::scan(CsvRow& row) {
    row.cells.clear();
    joined_used_ = 0;
    row_line_ = line_;
    quote_line_ = 0;
    auto at = begin_;
    for (;;) {
        const bool quoted = at < end_ && buffer_[at] == '"';
        const auto ended = quoted ? quoted_cell(row, at) : plain_cell(row, at);
        if (ended == CellEnd::NeedMore) return Found::NeedMore;
        if (ended == CellEnd::Row) break;
    }
    auto last = at;
    if (last > begin_ && buffer_[last - 1] == (style_.ends_in_cr ? '\r' : '\n')) --last;
    if (!style_.ends_in_cr && last > begin_ && buffer_[last - 1] == '\r') --last;
    if (at - begin_ > kMaxRowBytes + 2) fail(line_, "line_too_long", "the row is longer than 1 MB");
    row.bytes = {buffer_.get() + begin_, last - begin_};
    begin_ = at;
    line_ = row_line_;
    return Found::Row;
}

CsvReader::CellEnd CsvReader::plain_cell(CsvRow& row, std::size_t& at) {
    const auto from = at;
    const char* bytes = buffer_.get();
    auto to = at;
    while (to < end_ && !special_[static_cast<unsigned char>(bytes[to])]) ++to;
    return end_of_cell(row, from, to, at);
}

// The unquoted text [from, to) ends at a special byte or at the end of the buffer.
CsvReader::CellEnd CsvReader::end_of_cell(CsvRow& row, std::size_t from, std::size_t to,
                                          std::size_t& at) {
    if (to == end_ && !at_end_) return CellEnd::NeedMore;
    if (to < end_ && buffer_[to] == '\0') fail(row_line_, "nul_byte", "the file holds a NUL byte");
    const bool delimiter = to < end_ && buffer_[to] == style_.delimiter;
    auto last = to;
    if (!delimiter && !style_.ends_in_cr && last > from && buffer_[last - 1] == '\r') --last;
    add(row, {buffer_.get() + from, last - from}, row_line_);
    at = std::min(to + 1, end_);
    if (delimiter) return CellEnd::Delimiter;
    ++row_line_;
    return CellEnd::Row;
}

CsvReader::CellEnd CsvReader::quoted_cell(CsvRow& row, std::size_t& at) {
    const auto opened = row_line_;
    quote_line_ = opened;
    std::string* joined = nullptr;
    auto from = at + 1;
    std::size_t to = 0;
    for (;;) {
        const char* begin = buffer_.get() + from;
        const auto* quote = static_cast<const char*>(std::memchr(begin, '"', end_ - from));
        if (quote == nullptr && at_end_) {
            fail(opened, "unclosed_quote", "a quote opens here and is never closed");
        }
        if (quote == nullptr) return CellEnd::NeedMore;
        to = static_cast<std::size_t>(quote - buffer_.get());
        if (to + 1 == end_ && !at_end_) return CellEnd::NeedMore;
        check_quoted_bytes(from, to);
        if (to + 1 == end_ || buffer_[to + 1] != '"') break;
        if (joined == nullptr) joined = &empty_text();
        joined->append(begin, quote + 1);
        from = to + 2;
    }
    quote_line_ = 0;
    std::string_view cell(buffer_.get() + from, to - from);
    if (joined != nullptr) cell = joined->append(cell);
    at = to + 1;
    return after_quote(row, cell, opened, at);
}

// `cell` is what stood in quotes; anything before the next delimiter still belongs to it.
CsvReader::CellEnd CsvReader::after_quote(CsvRow& row, std::string_view cell, std::uint64_t opened,
                                          std::size_t& at) {
    const bool over_lines = row_line_ != opened;
    const auto ended = plain_cell(row, at);
    if (ended == CellEnd::NeedMore) return ended;
    const auto rest = row.cells.back();
    row.cells.pop_back();
    if (rest.empty()) {
        add(row, cell, opened);
        return ended;
    }
    if (over_lines)
        fail(opened, "unclosed_quote", "a quote opens here and is not closed in its row");
    auto& whole = empty_text();
    add(row, whole.append(cell).append(rest), opened);
    return ended;
}

std::string& CsvReader::empty_text() {
    if (joined_used_ == joined_.size()) joined_.emplace_back();
    auto& text = joined_[joined_used_++];
    text.clear();
    return text;
}

// Counts the line breaks inside quotes and refuses NUL.
void CsvReader::check_quoted_bytes(std::size_t from, std::size_t to) {
    const char* begin = buffer_.get() + from;
    const auto size = to - from;
    if (size > kMaxRowBytes) fail(row_line_, "cell_too_long", "a cell is longer than 64 KB");
    if (std::memchr(begin, '\0', size) != nullptr) {
        fail(row_line_, "nul_byte", "the file holds a NUL byte");
    }
    const char line_end = style_.ends_in_cr ? '\r' : '\n';
    row_line_ += static_cast<std::uint64_t>(std::count(begin, begin + size, line_end));
}

void CsvReader::add(CsvRow& row, std::string_view cell, std::uint64_t line) const {
    if (cell.size() > kMaxCellBytes) {
        fail(line, "cell_too_long", "a cell is longer than 64 KB");
    }
    row.cells.push_back(cell);
}

}  // namespace tsunagi::intake
