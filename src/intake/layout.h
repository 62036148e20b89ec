// How a file is laid out: encoding, delimiter, header, a few rows to look at. Guessed from its
// first 256 KB; a person may correct encoding and delimiter.
#pragma once

#include "base/described.h"
#include "intake/csv_reader.h"
#include "intake/encoding.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::intake {

struct Layout {
    std::string encoding;   // word of Encoding; empty: a person must say
    std::string delimiter;  // "," ";" or a tab
    bool has_header = true;
    std::vector<std::string> columns;              // by the names mappings use
    std::vector<std::vector<std::string>> sample;  // up to 20 rows in UTF-8
};
BOOST_DESCRIBE_STRUCT(Layout, (), (encoding, delimiter, has_header, columns, sample))

struct LayoutWish {
    std::optional<std::string> encoding;
    std::optional<std::string> delimiter;
};

// Throws InvalidInput when the wish is no encoding or delimiter, the file is empty, or its first
// rows cannot be read (csv_reader.h says how).
Layout layout_of(const std::filesystem::path&, const LayoutWish& = {});

// A reader that stands on the first row of values, in the bytes of the file.
struct OpenedTable {
    CsvReader reader;
    Encoding encoding;
    std::size_t columns;
};
OpenedTable open_table(const std::filesystem::path&, const Layout&);
// The same, going on from a place a reader once gave.
OpenedTable open_table_at(const std::filesystem::path&, const Layout&, CsvPlace);

}  // namespace tsunagi::intake
