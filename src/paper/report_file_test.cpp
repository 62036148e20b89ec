#include "paper/report_file.h"

#include "base/csv_cell.h"
#include "base/error.h"
#include "base/testing.h"
#include "paper/testing.h"
#include "paper/text_table.h"

#include <gmock/gmock.h>

namespace tsunagi::paper {

namespace {

using insight::Cell;
using insight::Figure;
using insight::Report;
using insight::Shape;
using insight::Unit;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Document document_of(const Report& report, Language language = Language::Ja) {
    return {.report = report,
            .asks = "どの商品が続くか",
            .shop_name = "つなぎ商店",
            .products = {"石けん"},
            .segment = {},
            .notation = {.language = language}};
}

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
    return found;
}

// What nobody should send, and somebody will.
Report report_of_odd_labels() {
    Report report = example_report();
    report.title = std::string(3000, 'W') + "\x01\n";
    report.figures[0].title = "[a]:*?/\\ '" + std::string(200, 'x');
    report.figures[0].columns[0].label = "+" + std::string(40'000, 'y');
    report.figures[0].rows[0].cells[0].text = std::string(40'000, 'z');
    report.figures[0].rows[2].cells[0].text = "😀\t\xFF";
    report.figures[1].title = report.figures[0].title;
    return report;
}

Report long_report() {
    Report report = example_report();
    auto& figure = report.figures[0];
    while (figure.rows.size() < insight::kMostShownRows) figure.add(figure.rows[0].cells);
    for (int i = 0; i < 40; ++i) {
        figure.columns.push_back({"c" + std::to_string(i), "列", Unit::Count});
        for (auto& row : figure.rows) row.cells.push_back({.value = i});
    }
    return report;
}

}  // namespace

TEST(Notation, WritesEveryUnitForPeopleAndForPrograms) {
    const Notation yen;
    const Notation pounds{.language = Language::En, .currency = {"GBP", 2}};
    EXPECT_EQ(yen.written(1234567, Unit::Count), "1,234,567");
    EXPECT_EQ(yen.written(0.12345, Unit::Share), "12.3%");
    EXPECT_EQ(yen.written(0.0123, Unit::Points), "+1.2pt");
    EXPECT_EQ(yen.written(-0.0123, Unit::Points), "-1.2pt");
    EXPECT_EQ(yen.written(-0.0001, Unit::Points), "0.0pt");
    EXPECT_EQ(yen.written(-98765, Unit::Money), "-¥98,765");
    EXPECT_EQ(pounds.written(98765, Unit::Money), "GBP 987.65");
    EXPECT_EQ(yen.written(12.5, Unit::Days), "12.5日");
    EXPECT_EQ(yen.written(20'000, Unit::Day), "2024-10-04");
    EXPECT_EQ(yen.written(657, Unit::Month), "2024-10");
    EXPECT_EQ(yen.written(3, Unit::Delivery), "3回目");
    EXPECT_EQ(yen.written(std::nullopt, Unit::Count), "–");
    EXPECT_EQ(pounds.raw(98765, Unit::Money), "987.65");
    EXPECT_EQ(yen.raw(0.1234567, Unit::Share), "0.123457");
    EXPECT_EQ(yen.raw(1e15, Unit::Money), "1000000000000000");
    EXPECT_EQ(yen.raw(std::nullopt, Unit::Share), "");
    EXPECT_EQ(yen.interval({.low = 0.1, .high = 0.2, .n = 1234}, Unit::Share),
              "10.0%–20.0%, n=1,234");
}

TEST(Notation, CountsWideLettersTwiceAndCutsBetweenThem) {
    EXPECT_EQ(columns_of("abあｱ漢"), 7);
    EXPECT_EQ(cut_to_columns("石けん", 6), "石けん");
    EXPECT_EQ(cut_to_columns("石けんです", 6), "石け…");
    EXPECT_EQ(cut_to_columns("", 0), "");
}

TEST(ReportAsCsv, HasValuesForProgramsWithTheirIntervalAndN) {
    const auto csv = csv_of(document_of(example_report()));
    EXPECT_THAT(csv, StartsWith(std::string(kByteOrderMark) + "商品別の継続率\r\n"));
    EXPECT_THAT(csv, HasSubstr("問い,どの商品が続くか\r\n"));
    EXPECT_THAT(csv, HasSubstr("基準日,2024-10-04\r\n"));
    EXPECT_THAT(csv, HasSubstr("継続率,0.4567,0.4,0.5123,1235\r\n"));
    EXPECT_THAT(csv, HasSubstr("名前,顧客数,継続率,継続率 95%下限,継続率 95%上限,継続率 n\r\n"));
    EXPECT_THAT(csv, HasSubstr("石けん,1200,0.5,0.47,0.53,1200\r\n"));
    EXPECT_THAT(csv, HasSubstr("クリーム,5,,,,5\r\n"));
    EXPECT_THAT(csv, HasSubstr("2024-11,-1500,-0.0123\r\n"));
    EXPECT_THAT(csv, HasSubstr("行までです。ほか 7 行は省略\r\n"));
    EXPECT_THAT(csv, HasSubstr("データの少ない商品があります。\r\n"));
}

TEST(ReportAsCsv, RunsNoLabelAsAFormula) {
    const auto csv = csv_of(document_of(example_report()));
    EXPECT_THAT(csv, HasSubstr("\r\n'=cmd|"));
    EXPECT_THAT(csv, HasSubstr("媒体,'@media\r\n"));
}

TEST(ReportAsWorkbook, HasASheetOfItsOwnForEachFigure) {
    const auto bytes = xlsx_of(document_of(example_report()));
    const auto book = file_in_zip(bytes, "xl/workbook.xml");
    EXPECT_THAT(book, HasSubstr(R"(name="概要")"));
    EXPECT_THAT(book, HasSubstr(R"(name="グループ別")"));
    EXPECT_THAT(book, HasSubstr(R"(name="月ごと")"));
    const auto strings = file_in_zip(bytes, "xl/sharedStrings.xml");
    EXPECT_THAT(strings, HasSubstr("期間内に始まった定期の数です。"));
    EXPECT_THAT(strings, HasSubstr("Kaplan &amp; Meier, 1958"));
    EXPECT_THAT(strings, HasSubstr("<t>=cmd|'/c calc'!A1</t>"));
    const auto styles = file_in_zip(bytes, "xl/styles.xml");
    EXPECT_THAT(styles, HasSubstr("0.0%"));
    EXPECT_THAT(styles, HasSubstr("Yu Gothic"));
    EXPECT_THAT(styles, HasSubstr("yyyy-mm"));
}

TEST(ReportAsWorkbook, HoldsNumbersAsNumbersAndLabelsAsTexts) {
    const auto bytes = xlsx_of(document_of(example_report()));
    const auto groups = file_in_zip(bytes, "xl/worksheets/sheet2.xml");
    EXPECT_THAT(groups, HasSubstr("<v>1200</v>"));
    EXPECT_THAT(groups, HasSubstr("<v>0.47</v>"));
    EXPECT_THAT(groups, HasSubstr("<pane xSplit=\"1\" ySplit=\"1\""));
    EXPECT_THAT(groups, Not(HasSubstr("<f>")));
    const auto months = file_in_zip(bytes, "xl/worksheets/sheet3.xml");
    EXPECT_THAT(months, HasSubstr("<v>45566</v>"));  // 2024-10-01
    EXPECT_THAT(months, HasSubstr("<v>-1.23</v>"));
}

TEST(ReportAsPdf, IsADocumentWithAPageAtLeast) {
    const auto bytes = pdf_of(document_of(example_report()));
    EXPECT_THAT(bytes, StartsWith("%PDF-"));
    EXPECT_THAT(bytes, HasSubstr("/FontFile2"));
    EXPECT_GE(count(bytes, "/Type /Page\n"), 1U);
    auto document = document_of(example_report());
    const Report report = example_report();
    EXPECT_CODE(pdf_of({.report = report, .font = "/no/font.ttf"}), Code::Unavailable);
}

TEST(ReportAsFile, OfAnEmptyReportStillSaysWhatItIs) {
    Report empty;
    empty.title = "空";
    empty.meta.definition.key = "empty";
    for (const Format format : {Format::Csv, Format::Xlsx, Format::Pdf}) {
        const auto file = file_of(format, document_of(empty));
        EXPECT_FALSE(file.bytes.empty());
        EXPECT_EQ(file.name, "empty-1970-01-01." + std::string(word_of(format)));
        EXPECT_EQ(file.rows, 0);
    }
    EXPECT_THAT(csv_of(document_of(empty)), HasSubstr("期間,全期間\r\n"));
}

TEST(ReportAsFile, TakesLabelsOfAnyLengthAndKind) {
    const auto report = report_of_odd_labels();
    const auto workbook = xlsx_of(document_of(report));
    EXPECT_EQ(names_in_zip(workbook).size(),
              names_in_zip(xlsx_of(document_of(example_report()))).size());
    EXPECT_THAT(file_in_zip(workbook, "xl/workbook.xml"), HasSubstr(" 2\""));
    EXPECT_THAT(pdf_of(document_of(report)), StartsWith("%PDF-"));
    EXPECT_THAT(csv_of(document_of(report)), HasSubstr("'+yyy"));
    EXPECT_FALSE(text_of(document_of(report)).empty());
}

TEST(ReportAsFile, OfManyRowsAndColumnsSaysWhatThePdfLeavesOut) {
    const auto report = long_report();
    EXPECT_EQ(file_of(Format::Xlsx, document_of(report)).rows, 502);
    const auto pdf = pdf_of(document_of(report));
    EXPECT_GT(count(pdf, "/Type /Page\n"), 3U);
    EXPECT_LT(count(pdf, "/Type /Page\n"), 12U);
}

TEST(ReportAsText, StandsInColumnsAlsoWithWideLetters) {
    const auto text = text_of(document_of(example_report()));
    EXPECT_THAT(text, HasSubstr("名前               顧客数               継続率\n"
                                "石けん              1,200  50.0% (47.0%–53.0%)\n"
                                "=cmd|'/c calc'!A1      30  20.0% (10.0%–40.0%)\n"
                                "クリーム                5                   –*\n"));
    EXPECT_THAT(text, HasSubstr("\n* データが少ない"));
    EXPECT_THAT(text_of(document_of(example_report(), Language::En)), HasSubstr("As of"));
}

}  // namespace tsunagi::paper
