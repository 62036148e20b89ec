#include "record/page.h"

#include "base/encoding.h"
#include "base/error.h"

#include <charconv>

namespace tsunagi::record {

namespace {

constexpr char kBetween = '\x1f';

Error bad_cursor() {
    return Error(Code::InvalidInput, "the cursor is not one of this list",
                 {{"/cursor", "bad_cursor", "this is not a cursor of this list", {}}});
}

}  // namespace

Cursor& Cursor::add(std::int64_t number) {
    parts_.push_back(std::to_string(number));
    return *this;
}

Cursor& Cursor::add(std::string_view word) {
    parts_.emplace_back(word);
    return *this;
}

std::string Cursor::text() const {
    std::string joined;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (i > 0) joined += kBetween;
        joined += parts_[i];
    }
    return base64url(bytes_of(joined));
}

Cursor Cursor::parse(std::string_view text, std::size_t parts) {
    const auto bytes = from_base64url(text);
    if (!bytes) throw bad_cursor();
    const std::string joined(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    Cursor cursor;
    for (std::size_t begin = 0; begin <= joined.size();) {
        const auto end = std::min(joined.find(kBetween, begin), joined.size());
        cursor.parts_.push_back(joined.substr(begin, end - begin));
        begin = end + 1;
    }
    if (cursor.parts_.size() != parts) throw bad_cursor();
    return cursor;
}

std::int64_t Cursor::integer(std::size_t part) const {
    const std::string& text = parts_.at(part);
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) throw bad_cursor();
    return number;
}

}  // namespace tsunagi::record
