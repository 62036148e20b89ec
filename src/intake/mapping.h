// A Mapping says which column of a file becomes which field of the record. It is data: guessed from
// the header, corrected by a person, saved as a preset, stored with the import.
//
// A column is named as in the header; the second of two columns of one name is "送料#2". A column
// may feed several fields, and several columns one text field (family and given name, the parts of
// a phone number), joined in the order of the mapping. `when` rewrites values first, the first rule
// that fits: `is` is the whole value, or a beginning followed by '*'. Transforms:
//   months_before_snapshot, days_before_snapshot   a number becomes a day before snapshot_on
//   split_list         "a,b,c" in one cell is three lines of the order (line.product_key only)
//   strip_apostrophe   'ABC -> ABC (Shopify's guard on ids, zips and phones)
//   status_from_value  the value is a code of the record after `when`, nothing else is tried
// The value @snapshot in a day field is snapshot_on; an empty `then` empties the cell; `then` of
// line.kind is goods or skip.
// Pure; any thread.
#pragma once

#include "intake/fields.h"
#include "intake/values.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tsunagi::intake {

struct WhenRule {
    std::string is;
    std::string then;
    friend bool operator==(const WhenRule&, const WhenRule&) = default;
};
BOOST_DESCRIBE_STRUCT(WhenRule, (), (is, then))

struct ColumnRule {
    std::string column;
    std::string field;
    std::optional<std::string> transform;
    std::optional<std::vector<WhenRule>> when;
    friend bool operator==(const ColumnRule&, const ColumnRule&) = default;
};
BOOST_DESCRIBE_STRUCT(ColumnRule, (), (column, field, transform, when))

struct ConstantRule {
    std::string field;
    std::string value;
    friend bool operator==(const ConstantRule&, const ConstantRule&) = default;
};
BOOST_DESCRIBE_STRUCT(ConstantRule, (), (field, value))

// How a customer without a key, or a file without keys, finds her row.
BOOST_DEFINE_ENUM_CLASS(CustomerMatch, Key, Email, PhoneAndName)

struct Mapping {
    Target target = Target::Orders;
    DayStyle day_style = DayStyle::Auto;
    std::optional<std::string> currency;              // ISO 4217; absent: the shop's
    std::optional<Day> snapshot_on;                   // absent: the day of the import
    std::optional<std::vector<CustomerMatch>> match;  // absent: key, e-mail, phone and name
    std::vector<ColumnRule> columns;
    std::vector<ConstantRule> constants;
    friend bool operator==(const Mapping&, const Mapping&) = default;
};
BOOST_DESCRIBE_STRUCT(Mapping, (),
                      (target, day_style, currency, snapshot_on, match, columns, constants))

// The names by which mappings address the columns of a header: "送料", "送料#2", "column 3" when
// it has no name.
std::vector<std::string> column_names(const std::vector<std::string>& header);

// Index of the named column; compares header forms, so the widths of brackets do not matter.
std::optional<std::size_t> find_column(const std::vector<std::string>& columns,
                                       std::string_view name);

// Throws InvalidInput with every fault at its JSON pointer: unknown_field, unknown_column,
// unknown_transform, wrong_target, missing_field (what the target cannot do without).
void check_mapping(const Mapping&, const std::vector<std::string>& columns);

// The best guess from the names of the columns; `target` is guessed too when absent.
Mapping suggest_mapping(const std::vector<std::string>& columns,
                        std::optional<Target> target = std::nullopt);

// The mapping without the columns that this file does not have (carts let shops choose columns).
Mapping fitted_to(Mapping, const std::vector<std::string>& columns);

}  // namespace tsunagi::intake

template <>
struct tsunagi::rules_of<tsunagi::intake::Mapping> {
    static constexpr std::array value{
        Rule{.field = "currency", .min_length = 3, .max_length = 3, .ja = "通貨", .en = "Currency"},
        Rule{.field = "snapshot_on", .ja = "基準日", .en = "Snapshot day"},
        Rule{.field = "columns", .max_length = 2000, .ja = "列", .en = "Columns"},
        Rule{.field = "constants", .max_length = 200, .ja = "固定値", .en = "Constants"}};
};
