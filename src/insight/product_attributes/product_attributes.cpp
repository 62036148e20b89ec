#include "insight/product_attributes/product_attributes.h"

#include "insight/grouping.h"
#include "insight/lift.h"
#include "insight/product_attributes/crossing.h"
#include "insight/special_functions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;

constexpr std::size_t kMostRows = 40;
constexpr std::size_t kMostColumns = 15;
constexpr std::string_view kKey = "cell/";

constexpr std::array kAxes{
    OptionRule{"product", {"商品", "Product"}},
    OptionRule{"sex", {"性別", "Sex"}},
    OptionRule{"age", {"年代", "Age"}},
    OptionRule{"rank", {"ランク", "Rank"}},
    OptionRule{"prefecture", {"都道府県", "Prefecture"}},
    OptionRule{"medium", {"獲得媒体", "Medium"}},
};

enum class Shown { RowShare, ColumnShare, Lift, Customers };
BOOST_DESCRIBE_ENUM(Shown, RowShare, ColumnShare, Lift, Customers)

constexpr std::array kShown{
    OptionRule{"row_share", {"横の構成比", "Share in the row"}},
    OptionRule{"column_share", {"縦の構成比", "Share in the column"}},
    OptionRule{"lift", {"特化係数(リフト)", "Lift"}},
    OptionRule{"customers", {"人数", "Customers"}},
};
constexpr std::array kChoices{
    ChoiceRule{"rows", {"縦の項目", "Rows"}, "product", kAxes},
    ChoiceRule{"columns", {"横の項目", "Columns"}, "age", kAxes},
    ChoiceRule{"shown", {"表の数字", "In the table"}, "row_share", kShown},
};

std::vector<std::int64_t> customers_of(const std::vector<Crossed>& groups) {
    std::vector<std::int64_t> counts;
    counts.reserve(groups.size());
    for (const Crossed& group : groups) counts.push_back(group.customers);
    return counts;
}

// The groups to show: the largest first, or in their own order.
std::vector<std::size_t> shown_of(const Side& side, const std::vector<Crossed>& groups,
                                  std::size_t most) {
    auto shown = largest(customers_of(groups), most);
    if (side.ordered()) std::ranges::sort(shown);
    return shown;
}

std::string key_of(const Side& rows, std::size_t row, const Side& columns, std::size_t column) {
    return std::string(kKey) + rows.key(row) + "/" + columns.key(column);
}

Cell cell_of(const Crossing& crossing, std::size_t row, std::size_t column, Shown shown) {
    const std::int64_t both = crossing.at(row, column).customers;
    const std::int64_t of_row = crossing.rows[row].customers;
    const std::int64_t of_column = crossing.columns[column].customers;
    switch (shown) {
        case Shown::RowShare: return share_cell(rate_of(both, of_row));
        case Shown::ColumnShare: return share_cell(rate_of(both, of_column));
        case Shown::Lift: return lift_cell(both, of_row, of_column, crossing.all.customers);
        case Shown::Customers: break;
    }
    return count_cell(both);
}

Unit unit_of(Shown shown) {
    switch (shown) {
        case Shown::RowShare:
        case Shown::ColumnShare: return Unit::Share;
        case Shown::Lift: return Unit::Number;
        case Shown::Customers: break;
    }
    return Unit::Count;
}

// What the two figures show, in their order.
struct Table {
    const Side& rows;
    const Side& columns;
    const Crossing& crossing;
    std::vector<std::size_t> shown_rows;
    std::vector<std::size_t> shown_columns;
    std::string row_name;
    std::string column_name;
};

Figure heat_of(const Question& question, const Table& table, Shown shown) {
    Figure figure{
        .key = "heat",
        .title = question.said({"{rows}×{columns}", "{rows} by {columns}"},
                               {{"rows", table.row_name}, {"columns", table.column_name}}),
        .shape = Shape::Heat,
        .columns = {{"row", table.row_name, Unit::Text}},
        .left_out = left_out_by_largest(customers_of(table.crossing.rows),
                                        question.most(kMostRows))};
    for (const std::size_t column : table.shown_columns) {
        figure.columns.push_back(
            {"c" + table.columns.key(column), table.columns.label(column), unit_of(shown)});
    }
    for (const std::size_t row : table.shown_rows) {
        std::vector<Cell> cells{text_cell(table.rows.label(row))};
        for (const std::size_t column : table.shown_columns) {
            cells.push_back(with_people(cell_of(table.crossing, row, column, shown),
                                        key_of(table.rows, row, table.columns, column)));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

Figure cells_of(const Question& question, const Table& table) {
    Figure figure{
        .key = "cells",
        .title = question.said({"すべてのマス", "Every cell"}),
        .shape = Shape::Table,
        .columns = {
            {"row", table.row_name, Unit::Text},
            {"column", table.column_name, Unit::Text},
            {"customers", question.said({"人数", "Customers"}), Unit::Count},
            {"row_share", question.said({"横の構成比", "Share in the row"}), Unit::Share},
            {"column_share", question.said({"縦の構成比", "Share in the column"}), Unit::Share},
            {"lift", question.said({"特化係数(リフト)", "Lift"}), Unit::Number},
            {"sales", question.said({"売上", "Sales"}), Unit::Money},
            {"mean", question.said({"1人あたり", "Per customer"}), Unit::Money}}};
    for (const std::size_t row : table.shown_rows) {
        for (const std::size_t column : table.shown_columns) {
            const Crossed& cell = table.crossing.at(row, column);
            if (cell.customers == 0) continue;
            const auto key = key_of(table.rows, row, table.columns, column);
            const auto shown = [&](Shown what) {
                return with_people(cell_of(table.crossing, row, column, what), key);
            };
            const double mean = static_cast<double>(cell.sales) /
                                static_cast<double>(cell.customers);
            figure.add({text_cell(table.rows.label(row)), text_cell(table.columns.label(column)),
                        shown(Shown::Customers), shown(Shown::RowShare), shown(Shown::ColumnShare),
                        shown(Shown::Lift), with_people(money_cell({cell.sales}), key),
                        number_cell(mean, cell.customers)});
        }
    }
    return figure;
}

// Of independence; nothing when there is nothing to compare. Requires that everybody stands in one
// cell.
std::optional<double> chi_square_p(const Crossing& crossing) {
    const auto filled = [](const std::vector<Crossed>& groups) {
        return std::ranges::count_if(groups, [](const Crossed& one) { return one.customers > 0; });
    };
    const auto degrees = (filled(crossing.rows) - 1) * (filled(crossing.columns) - 1);
    if (degrees <= 0) return std::nullopt;
    const auto all = static_cast<double>(crossing.all.customers);
    double sum = 0;
    for (std::size_t row = 0; row < crossing.rows.size(); ++row) {
        for (std::size_t column = 0; column < crossing.columns.size(); ++column) {
            const double expected = static_cast<double>(crossing.rows[row].customers) *
                                    static_cast<double>(crossing.columns[column].customers) / all;
            if (expected == 0) continue;
            const auto found = static_cast<double>(crossing.at(row, column).customers);
            sum += (found - expected) * (found - expected) / expected;
        }
    }
    return chi_square_above(sum, static_cast<double>(degrees));
}

void add_headlines(const Question& question, const Table& table, Report& report) {
    report.headlines.push_back({.key = "customers",
                                .label = question.said({"購入した顧客", "Customers who bought"}),
                                .unit = Unit::Count,
                                .cell = count_cell(report.meta.n)});
    if (table.rows.is_products() || table.columns.is_products()) return;
    report.headlines.push_back(
        {.key = "p",
         .label = question.said(
             {"関係がない確率 p(カイ二乗検定)", "p of independence (chi-square)"}),
         .unit = Unit::Number,
         .cell = {.value = chi_square_p(table.crossing), .n = report.meta.n}});
}

void answer(const Question& question, Report& report) {
    const auto row_axis = question.choices.one<CrossedBy>("rows");
    const auto column_axis = question.choices.one<CrossedBy>("columns");
    if (row_axis == column_axis) {
        report.remarks.push_back(question.said(
            {"縦と横に違う項目を選んでください。", "Choose two different things to cross."}));
        return;
    }
    const Side rows(question, row_axis);
    const Side columns(question, column_axis);
    const Crossing crossing = cross(question.scope, rows, columns);
    report.meta.n = crossing.all.customers;
    if (report.meta.n == 0) {
        report.remarks.push_back(
            question.said({"期間内に有効な注文がありません。", "No order counts in the period."}));
        return;
    }
    const std::size_t most_columns = question.most(kMostColumns);
    const Table table{.rows = rows,
                      .columns = columns,
                      .crossing = crossing,
                      .shown_rows = shown_of(rows, crossing.rows, question.most(kMostRows)),
                      .shown_columns = shown_of(columns, crossing.columns, most_columns),
                      .row_name = question.said(name_of(row_axis)),
                      .column_name = question.said(name_of(column_axis))};
    add_headlines(question, table, report);
    if (!rows.all_products() || !columns.all_products()) {
        report.remarks.push_back(
            question.said({"明細数の多い512商品について数えています。",
                           "Only the 512 products with the most order lines are counted."}));
    }
    if (const auto left = left_out_by_largest(customers_of(crossing.columns), most_columns)) {
        report.remarks.push_back(question.said(
            {"横の項目は人数の多い{most}個を表示しています(ほかに{left}個)。",
             "The {most} columns with the most customers are shown; {left} more have somebody."},
            {{"most", std::to_string(kMostColumns)}, {"left", std::to_string(left)}}));
    }
    report.figures.push_back(heat_of(question, table, question.choices.one<Shown>("shown")));
    report.figures.push_back(cells_of(question, table));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto row_axis = question.choices.one<CrossedBy>("rows");
    const auto column_axis = question.choices.one<CrossedBy>("columns");
    if (row_axis == column_axis || !key.starts_with(kKey)) no_such_cell(key);
    const Side rows(question, row_axis);
    const Side columns(question, column_axis);
    const auto rest = key.substr(kKey.size());
    // A text may have a slash of its own.
    for (auto slash = rest.find('/'); slash != rest.npos; slash = rest.find('/', slash + 1)) {
        const auto row = rows.find(rest.substr(0, slash));
        const auto column = columns.find(rest.substr(slash + 1));
        if (row && column) return people_at(question.scope, rows, *row, columns, *column);
    }
    no_such_cell(key);
}

}  // namespace

constexpr Analysis kProductAttributes{
    .name = "product-attributes",
    .topic = Topic::Success,
    .title = {"商品×属性クロス集計", "Products by attributes"},
    .asks = {"どの商品を、どの年代・性別・ランク・地域・媒体のお客様が買っているか",
             "Who buys which product: by age, sex, rank, prefecture and medium?"},
    .definition =
        {"期間内に有効な注文のある顧客を、商品と属性(または属性どうし)で数えたもの。1人の顧客は、"
         "買った商品のそれぞれに1回ずつ、属性はいまの値で1つに入ります。年代は基準日の年と生年の差"
         "。"
         "特化係数(リフト)=横の構成比÷全体の構成比(1より大きいほど、その属性に多く買われている)。"
         "売上は返金を差し引きます。属性どうしの表はカイ二乗検定で確かめます。",
         "Customers with an order that counts in the period, by product and attribute or by two "
         "attributes. A customer stands once under each product that she bought, and under the one "
         "group of each attribute that is known today; age is the as-of year less the year of "
         "birth. Lift: share in the row over the share of all; above 1 they go together. Credit "
         "notes reduce sales. Tables of two attributes are tested by chi-square."},
    .source = "R. Agrawal, T. Imieliński, A. Swami, SIGMOD 1993, 207-216; K. Pearson, "
              "Philosophical Magazine 50 (1900) 157-175",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
