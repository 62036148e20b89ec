// A Condition says who belongs to a segment, as a person builds it on a screen: one leaf, or a
// group of conditions of which all, any or none hold, nested up to kMostDepth groups. README.md has
// examples of its JSON.
//
// A leaf asks one field (fields.h) with one operator:
//   any_of, none_of, all_of              `values` (words), `ids` (products, segments), or `cell`
//   at_least, at_most, exactly, between  `number`, and `to` for between; both ends inclusive
//   yes, no
// `of` narrows the rows that the field looks at, `window` their days. A number that a customer does
// not have (days since an order she never made) fulfils no comparison.
#pragma once

#include "base/described.h"
#include "base/error.h"
#include "record/customers.h"
#include "record/pick_lists.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::segment {

inline constexpr int kMostDepth = 4;
inline constexpr std::size_t kMostLeaves = 50;
inline constexpr std::size_t kMostValues = 200;   // of one list
inline constexpr std::size_t kLongestWord = 200;  // characters

BOOST_DEFINE_ENUM_CLASS(Field, Medium, Prefecture, Rank, Sex, Age, RegisteredDays, OrderCount,
                        OrderSales, OrderProduct, OrderProducts, FirstProduct, FirstOrderDays,
                        LastOrderDays, SubscriptionStatus, SubscriptionProduct, DeliveryNumber,
                        StartedDays, SkipCount, PauseCount, CancelledOn, CancelReason, CancelCount,
                        CancelledDays, ContactPurpose, ContactEmotion, ContactCount,
                        LastContactDays, LastNps, LastCsat, OfferAnswer, OpenPromise, Segment,
                        Result)
BOOST_DEFINE_ENUM_CLASS(Op, AnyOf, NoneOf, AllOf, AtLeast, AtMost, Exactly, Between, Yes, No)

// Days: the last `last_days` up to the as-of day, which is one of them; or from and to, inclusive,
// either of them open.
struct DayWindow {
    std::optional<int> last_days;
    std::optional<Day> from;
    std::optional<Day> to;
    friend bool operator==(const DayWindow&, const DayWindow&) = default;
};
BOOST_DESCRIBE_STRUCT(DayWindow, (), (last_days, from, to))

// Which rows a field looks at: of every list that is given one must fit. A reason stands for those
// below it too; neutral is a contact without an emotion.
struct Rows {
    std::optional<std::vector<std::int64_t>> product;
    std::optional<std::vector<record::CustomerStatus>> status;
    std::optional<std::vector<std::string>> reason;
    std::optional<std::vector<record::Purpose>> purpose;
    std::optional<std::vector<record::Channel>> channel;
    std::optional<std::vector<record::Emotion>> emotion;
    std::optional<std::vector<record::OfferAnswer>> answer;
    std::optional<std::vector<record::Direction>> direction;
    std::optional<std::vector<record::Result>> result;
    std::optional<std::vector<std::int64_t>> offer;
    friend bool operator==(const Rows&, const Rows&) = default;
};
BOOST_DESCRIBE_STRUCT(Rows, (),
                      (product, status, reason, purpose, channel, emotion, answer, direction,
                       result, offer))

// A cell of an analysis, and with it the people behind it: of the whole shop on the as-of day, or
// as the analysis was filtered. With `as_of` they are those of that day, whenever somebody asks.
struct ResultCell {
    std::string analysis;
    std::vector<std::string> choices;  // "key:value"
    std::string key;
    std::optional<Day> as_of{};
    std::optional<Day> from{};  // either end of the period may be open
    std::optional<Day> to{};
    std::optional<std::vector<std::int64_t>> product{};
    std::optional<std::vector<std::string>> medium{};
    std::optional<std::vector<std::string>> prefecture{};
    std::optional<std::int64_t> segment{};  // only its members are analysed
    friend auto operator<=>(const ResultCell&, const ResultCell&) = default;
};
BOOST_DESCRIBE_STRUCT(ResultCell, (),
                      (analysis, choices, key, as_of, from, to, product, medium, prefecture,
                       segment))

struct Leaf {
    std::optional<Field> field;
    std::optional<Op> op;
    std::optional<std::vector<std::string>> values;
    std::optional<std::vector<std::int64_t>> ids;
    std::optional<std::int64_t> number;
    std::optional<std::int64_t> to;
    std::optional<ResultCell> cell;
    std::optional<Rows> of;
    std::optional<DayWindow> window;
    friend bool operator==(const Leaf&, const Leaf&) = default;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (field, op, values, ids, number, to, cell, of, window))

// A described type cannot contain itself, so each depth is a type of its own.
template <int Depth>
struct ConditionOfDepth : Leaf {
    using Group = std::vector<ConditionOfDepth<Depth - 1>>;
    std::optional<Group> all;
    std::optional<Group> any;
    std::optional<Group> none;
    friend bool operator==(const ConditionOfDepth&, const ConditionOfDepth&) = default;

    BOOST_DESCRIBE_CLASS(ConditionOfDepth, (Leaf), (all, any, none), (), ())
};
template <>
struct ConditionOfDepth<0> : Leaf {
    friend bool operator==(const ConditionOfDepth&, const ConditionOfDepth&) = default;

    BOOST_DESCRIBE_CLASS(ConditionOfDepth, (Leaf), (), (), ())
};

// One group deeper than allowed can be read, to be refused by name.
using Condition = ConditionOfDepth<kMostDepth + 1>;

// What is wrong with it, all at once, each with its JSON pointer behind `at`, as far as the first
// leaf too many. Whether the segments and cells it names are there is not known here.
std::vector<FieldError> errors_of(const Condition&, std::string_view at = "");

// The condition as a list: a group before its parts, in the order that a person wrote them.
struct Part {
    enum class Kind { All, Any, None, Leaf };
    Kind kind = Kind::Leaf;
    const Leaf* leaf = nullptr;  // of the condition
    int depth = 0;               // groups around it
    std::size_t end = 0;         // the first part that is not within this one
    std::string pointer;
};
// Requires a condition without errors; borrows it.
std::vector<Part> parts_of(const Condition&, std::string_view at = "");

// What its leaves name, once each.
struct Named {
    std::vector<std::int64_t> segments;  // those that its cells are filtered by among them
    std::vector<ResultCell> cells;
};
Named named_in(const Condition&);

// What is not everybody's to see: who is told who fulfils a condition is told of it.
BOOST_DEFINE_ENUM_CLASS(Need, Money, Name, Contacts)
// What its leaves ask for, once each.
std::vector<Need> needs_of(const Condition&);

}  // namespace tsunagi::segment

template <int Depth>
    requires(Depth > 0)
struct tsunagi::rules_of<tsunagi::segment::ConditionOfDepth<Depth>> {
    static constexpr std::array value{
        Rule{.field = "all", .max_length = tsunagi::segment::kMostLeaves},
        Rule{.field = "any", .max_length = tsunagi::segment::kMostLeaves},
        Rule{.field = "none", .max_length = tsunagi::segment::kMostLeaves}};
};
template <>
struct tsunagi::rules_of<tsunagi::segment::DayWindow> {
    static constexpr std::array value{Rule{.field = "last_days", .min = 1, .max = 36'500}};
};
template <>
struct tsunagi::rules_of<tsunagi::segment::ResultCell> {
    static constexpr std::array value{Rule{.field = "analysis", .min_length = 1, .max_length = 64},
                                      Rule{.field = "choices", .max_length = 20},
                                      Rule{.field = "key", .min_length = 1, .max_length = 200}};
};
