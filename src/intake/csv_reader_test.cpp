#include "intake/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::intake {
namespace {

using testing::ElementsAre;
using Cells = std::vector<std::string>;

CsvReader reader_of(std::string_view text, CsvStyle style = {}, std::size_t piece = 1 << 20) {
    return {std::make_unique<TextSource>(text, piece), style};
}

std::vector<Cells> rows_of(std::string_view text, CsvStyle style = {},
                           std::size_t piece = 1 << 20) {
    auto reader = reader_of(text, style, piece);
    std::vector<Cells> rows;
    CsvRow row;
    while (reader.next(row)) rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

// "<code> at <line>" of the error that reading the text ends in.
std::string fault_of(std::string_view text, CsvStyle style = {}) {
    try {
        rows_of(text, style);
    } catch (const Error& error) {
        return error.fields().at(0).code + " at " + error.fields().at(0).path;
    }
    return "none";
}

TEST(CsvReader, ReadsWhatRfc4180Allows) {
    EXPECT_THAT(rows_of("a,b\r\n\"c,d\",\"e \"\"f\"\"\"\r\n,\r\n\"line\r\nbreak\",\"\"\r\n"),
                ElementsAre(Cells{"a", "b"}, Cells{"c,d", "e \"f\""}, Cells{"", ""},
                            Cells{"line\r\nbreak", ""}));
}

TEST(CsvReader, EndsRowsInLfCrLfOrCrAlone) {
    EXPECT_THAT(rows_of("a,b\nc,d\r\ne,f"),
                ElementsAre(Cells{"a", "b"}, Cells{"c", "d"}, Cells{"e", "f"}));
    EXPECT_THAT(rows_of("a,b\rc,\"d\"\re,f", {.ends_in_cr = true}),
                ElementsAre(Cells{"a", "b"}, Cells{"c", "d"}, Cells{"e", "f"}));
    EXPECT_THAT(rows_of("a\rb,c\n"), ElementsAre(Cells{"a\rb", "c"}));
}

TEST(CsvReader, SplitsAtSemicolonAndTab) {
    EXPECT_THAT(rows_of("a;b,c\n", {.delimiter = ';'}), ElementsAre(Cells{"a", "b,c"}));
    EXPECT_THAT(rows_of("a\t\"b\tc\"\n", {.delimiter = '\t'}), ElementsAre(Cells{"a", "b\tc"}));
}

TEST(CsvReader, TakesAQuoteInsideAnUnquotedCellAsItself) {
    EXPECT_THAT(rows_of("5\" pipe,x\n"), ElementsAre(Cells{"5\" pipe", "x"}));
    EXPECT_THAT(rows_of("\"a\"b\"c,d\n"), ElementsAre(Cells{"ab\"c", "d"}));
}

TEST(CsvReader, PassesOverEmptyLinesButCountsThem) {
    auto reader = reader_of("a,b\n\n\r\nc,d\n");
    CsvRow row;
    ASSERT_TRUE(reader.next(row));
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.place, (CsvPlace{7, 4}));
    EXPECT_EQ(row.bytes, "c,d");
    EXPECT_FALSE(reader.next(row));
}

TEST(CsvReader, KeepsRaggedRowsAsTheyAre) {
    EXPECT_THAT(rows_of("a,b\nc\nd,e,f\n"),
                ElementsAre(Cells{"a", "b"}, Cells{"c"}, Cells{"d", "e", "f"}));
}

TEST(CsvReader, GivesTheSameRowsHoweverSmallThePieces) {
    const std::string text = "a,\"b\nb\"\r\n\"\"\"x\"\"\",y\r\n\"q\"r,s\r\nlast,\"cell\"";
    const auto whole = rows_of(text);
    for (std::size_t piece = 1; piece < 9; ++piece) EXPECT_EQ(rows_of(text, {}, piece), whole);
}

TEST(CsvReader, GoesOnFromThePlaceOfAnyRow) {
    const std::string text = "h1,h2\n\"a\nb\",1\nc,2\nd,3\n";
    auto reader = reader_of(text);
    CsvRow row;
    reader.next(row);
    reader.next(row);
    const auto place = reader.place();
    EXPECT_EQ(place, (CsvPlace{14, 4}));
    CsvReader later(std::make_unique<TextSource>(std::string_view(text).substr(place.byte)), {},
                    place);
    ASSERT_TRUE(later.next(row));
    EXPECT_THAT(row.cells, ElementsAre("c", "2"));
    EXPECT_EQ(row.place, place);
}

TEST(CsvReader, CountsTheLinesInsideQuotes) {
    auto reader = reader_of("a,\"1\n2\n3\"\nb,4\n");
    CsvRow row;
    reader.next(row);
    reader.next(row);
    EXPECT_EQ(row.place.line, 4u);
}

TEST(CsvReader, RefusesANulByteNamingItsLine) {
    EXPECT_EQ(fault_of({"a,b\nc,d\0e\n", 10}), "nul_byte at line 2");
    EXPECT_EQ(fault_of({"a,b\n\"c\0\",d\n", 11}), "nul_byte at line 2");
}

TEST(CsvReader, NamesTheLineWhereAnUnclosedQuoteOpened) {
    EXPECT_EQ(fault_of("a,b\nc,\"d\ne,f\ng,h\n"), "unclosed_quote at line 2");
    EXPECT_EQ(fault_of("a,b\nc,\"d\ne,\"f\"\n"), "unclosed_quote at line 2");
}

TEST(CsvReader, FindsAnUnclosedQuoteWithinAMegabyte) {
    std::string text = "a,b\nc,\"d\n";
    while (text.size() < 5 * kMaxRowBytes) text += "an ordinary row,of a long file\n";
    EXPECT_EQ(fault_of(text), "unclosed_quote at line 2");
}

TEST(CsvReader, RefusesCellsRowsAndHeadersBeyondTheirLimits) {
    EXPECT_EQ(fault_of("a\n" + std::string(kMaxCellBytes, 'x') + "\n"), "none");
    EXPECT_EQ(fault_of("a\n" + std::string(kMaxCellBytes + 1, 'x') + "\n"),
              "cell_too_long at line 2");
    EXPECT_EQ(fault_of("a\n\"" + std::string(kMaxCellBytes + 1, 'x') + "\"\n"),
              "cell_too_long at line 2");
    std::string row;
    while (row.size() <= kMaxRowBytes) row += std::string(kMaxCellBytes / 2, 'x') + ",";
    EXPECT_EQ(fault_of("a\n" + row), "line_too_long at line 2");
    EXPECT_EQ(fault_of(std::string(kMaxColumns - 1, ',') + "\n"), "none");
    EXPECT_EQ(fault_of(std::string(10'000, ',') + "\n"), "too_many_columns at line 1");
    try {
        rows_of("a\n" + std::string(10'000, ',') + "\n");
        FAIL();
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "line 2: the row has 10001 columns, more than 1,000");
    }
}

}  // namespace
}  // namespace tsunagi::intake
