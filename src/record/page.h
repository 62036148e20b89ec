// A Page is the first part of a list and the cursor of the next: lists are read by keyset, so a
// page costs the same at the end as at the beginning, and no exact total is ever counted.
#pragma once

#include "base/described.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next;  // cursor of the page after this one; null at the end

    BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

// What a caller asks of a list. An empty cursor is the first page.
struct PageRequest {
    std::string cursor;
    int limit = 50;

    static constexpr int kMaxLimit = 200;
    int rows() const { return std::clamp(limit, 1, kMaxLimit); }
    int rows_and_one() const { return rows() + 1; }  // the one more says whether there is a next
};

// A cursor is the sort key of the last row shown, as opaque text: integers and texts in the order
// of the list's keyset.
class Cursor {
public:
    Cursor() = default;
    Cursor& add(std::int64_t);
    Cursor& add(std::string_view);
    std::string text() const;

    // Throws InvalidInput at "/cursor" when the text is not a cursor of `parts` parts.
    static Cursor parse(std::string_view text, std::size_t parts);
    std::int64_t integer(std::size_t part) const;  // throws InvalidInput likewise
    const std::string& word(std::size_t part) const { return parts_.at(part); }

private:
    std::vector<std::string> parts_;
};

// Cuts `rows` (read with rows_and_one()) to the asked size; `key` makes the Cursor of a row.
template <class T, class F>
Page<T> page_of(std::vector<T> rows, const PageRequest& asked, F&& key) {
    Page<T> page;
    const auto limit = std::size_t(asked.rows());
    const bool more = rows.size() > limit;
    if (more) rows.resize(limit);
    page.items = std::move(rows);
    if (more) page.next = key(page.items.back()).text();
    return page;
}

}  // namespace tsunagi::record
