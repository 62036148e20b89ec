#include "base/json.h"

#include "base/json_scanner.h"
#include "base/testing.h"

#include <cmath>
#include <limits>

namespace tsunagi {

namespace {

enum class Channel { Phone, LineMessage };
BOOST_DESCRIBE_ENUM(Channel, Phone, LineMessage)

struct Person {};

struct Item {
    std::string sku;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (sku, quantity))

struct Order {
    Id<Person> customer;
    std::string note;
    std::optional<std::int32_t> points;
    std::optional<Id<Person>> agent;
    std::vector<Item> lines;
    Channel channel = Channel::Phone;
    Instant at;
    Day day;
    Month month;
    Money amount;
    UnitPrice price;
    double ratio = 0;
    bool paid = false;
    std::uint8_t small = 0;
    Json filter;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (customer, note, points, agent, lines, channel, at, day, month, amount, price,
                       ratio, paid, small, filter))

struct Change {
    Patch<std::string> name;
    Patch<std::int32_t> points;
};
BOOST_DESCRIBE_STRUCT(Change, (), (name, points))

struct Stored {
    Id<Person> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (id, name))

struct Wide {
    std::optional<std::string> a;
    std::optional<std::string> b;
    std::optional<std::string> c;
    std::optional<std::string> d;
    std::optional<std::string> e;
    std::optional<std::string> f;
};
BOOST_DESCRIBE_STRUCT(Wide, (), (a, b, c, d, e, f))

struct Heap {
    std::vector<Wide> all;
};
BOOST_DESCRIBE_STRUCT(Heap, (), (all))

struct One {
    double number = 0;
};
BOOST_DESCRIBE_STRUCT(One, (), (number))

struct Sizes {
    std::int8_t i8 = 0;
    std::uint32_t u32 = 0;
    std::uint64_t u64 = 0;
    std::int64_t i64 = 0;
};
BOOST_DESCRIBE_STRUCT(Sizes, (), (i8, u32, u64, i64))

struct Node {
    Json any;
};
BOOST_DESCRIBE_STRUCT(Node, (), (any))

constexpr std::string_view kOrder = R"({
    "customer": 7, "note": "泣く 😀 \ud83d\ude00 \"q\"", "points": null, "agent": 3,
    "lines": [{"sku": "A", "quantity": 2}, {"quantity": -1, "sku": "B"}],
    "channel": "line_message", "at": "2026-11-22T10:00:00+09:00", "day": "2026-02-28",
    "month": "2026-11", "amount": 9007199254740993, "price": 1234, "ratio": 0.1, "paid": true,
    "small": 255, "filter": {"any": [1, 2.50, {"x": null}]}})";

template <class T>
std::string errors_of(std::string_view text) {
    T value{};
    std::string out;
    for (const auto& error : read_json(type_of<T>(), text, &value)) {
        out += error.path + " " + error.code + "\n";
    }
    return out;
}

std::string nested(int depth) {
    return R"({"any":)" + std::string(std::size_t(depth - 1), '[') +
           std::string(std::size_t(depth - 1), ']') + "}";
}

}  // namespace

template <>
struct rules_of<Order> {
    static constexpr std::array value{
        Rule{.field = "note", .min_length = 2, .max_length = 12},
        Rule{.field = "points", .min = 0, .max = 100},
        Rule{.field = "lines", .max_length = 2},
        Rule{.field = "ratio", .min = 0, .max = 1},
    };
};
template <>
struct rules_of<Stored> {
    static constexpr std::array value{Rule{.field = "id", .read_only = true}};
};
template <>
struct rules_of<Change> {
    static constexpr std::array value{Rule{.field = "points", .min = 0}};
};

TEST(Json, EveryKindOfValueIsReadAndWrittenBackTheSame) {
    const auto order = from_json<Order>(kOrder);
    EXPECT_EQ(order.customer, Id<Person>{7});
    EXPECT_EQ(order.note, "泣く 😀 😀 \"q\"");
    EXPECT_EQ(order.points, std::nullopt);
    EXPECT_EQ(order.agent, Id<Person>{3});
    ASSERT_EQ(order.lines.size(), 2U);
    EXPECT_EQ(order.lines[1].quantity, -1);
    EXPECT_EQ(order.channel, Channel::LineMessage);
    EXPECT_EQ(to_text(order.at), "2026-11-22T01:00:00.000Z");
    EXPECT_EQ(order.amount.minor, 9007199254740993);
    EXPECT_EQ(order.small, 255);
    EXPECT_EQ(order.filter.text, R"({"any": [1, 2.50, {"x": null}]})");
    EXPECT_EQ(to_json(from_json<Order>(to_json(order))), to_json(order));
    EXPECT_JSON(to_json(order), R"({
        "customer": 7, "note": "泣く 😀 😀 \"q\"", "points": null, "agent": 3,
        "lines": [{"sku": "A", "quantity": 2}, {"sku": "B", "quantity": -1}],
        "channel": "line_message", "at": "2026-11-22T01:00:00.000Z", "day": "2026-02-28",
        "month": "2026-11", "amount": 9007199254740993, "price": 1234, "ratio": 0.1,
        "paid": true, "small": 255, "filter": {"any": [1, 2.50, {"x": null}]}})");
}

TEST(Json, EveryErrorIsReportedAtOnceWithItsPointer) {
    EXPECT_EQ(errors_of<Order>(R"({
        "customer": 0, "note": "泣", "points": 101, "agent": "3",
        "lines": [{"sku": 1, "quantity": 1.5}, {"sku": "B", "extra/~": {}}, {}],
        "channel": "fax", "at": "2026-11-22 10:00", "day": "2026-02-30", "month": "2026-13",
        "amount": null, "price": 1e2, "ratio": 1.01, "paid": 1, "small": 256})"),
              "/customer out_of_range\n/note too_short\n/points out_of_range\n"
              "/agent wrong_type\n/lines/0/sku wrong_type\n/lines/0/quantity wrong_type\n"
              "/lines/1/extra~1~0 unknown\n/lines/1/quantity missing\n"
              "/lines too_long\n/channel not_in_list\n"
              "/at invalid_format\n/day invalid_format\n/month invalid_format\n"
              "/amount missing\n/price wrong_type\n/ratio out_of_range\n/paid wrong_type\n"
              "/small out_of_range\n/filter missing\n");
}

TEST(Json, TheExceptionCarriesTheErrorsAndTheirArguments) {
    try {
        from_json<Change>(R"({"points": -1})");
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::InvalidInput);
        ASSERT_EQ(error.fields().size(), 1U);
        EXPECT_EQ(error.fields()[0].path, "/points");
        EXPECT_EQ(error.fields()[0].args[0].name, "min");
        EXPECT_EQ(error.fields()[0].args[0].value, "0");
        EXPECT_TRUE(error.fields()[0].message.ends_with(", not -1")) << error.fields()[0].message;
    }
}

TEST(Json, OptionalFieldsMayBeAbsentOrNull) {
    EXPECT_EQ(errors_of<Change>("{}"), "");
    EXPECT_EQ(errors_of<Stored>(R"({"name": "x"})"), "") << "read-only fields come from us";
    EXPECT_EQ(errors_of<Stored>(R"({"id": 4})"), "/name missing\n");
    EXPECT_EQ(errors_of<Stored>(R"({"id": 4, "name": null})"), "/name missing\n");
}

TEST(Json, APatchTellsAbsentFromNull) {
    const auto change = from_json<Change>(R"({"name": null})");
    EXPECT_EQ(change.name.state, Patch<std::string>::State::Null);
    EXPECT_TRUE(change.points.absent());
    EXPECT_EQ(to_json(change), R"({"name":null})");
    EXPECT_EQ(to_json(from_json<Change>(R"({"points": 5})")), R"({"points":5})");
}

TEST(Json, ADuplicateKeyIsAnError) {
    EXPECT_EQ(errors_of<Change>(R"({"name": "a", "name": "b"})"), "/name duplicate\n");
    EXPECT_EQ(errors_of<Change>(R"({"name": "a", "n\u0061me": "b"})"), "/name duplicate\n");
    EXPECT_EQ(errors_of<Node>(R"({"any": {"x": 1, "x": 2}})"), "/any duplicate\n");
}

TEST(Json, NumbersAreNeverRounded) {
    EXPECT_EQ(errors_of<One>(R"({"number": 1e400})"), "/number out_of_range\n");
    One endless;
    const auto refused = read_json(type_of<One>(),
                                   R"({"number": )" + std::string(100'000, '9') + "}", &endless);
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_LT(refused.front().message.size(), 200u) << "it goes into answers and logs";
    EXPECT_EQ(errors_of<One>(R"({"number": 1e-400})"), "/number out_of_range\n");
    EXPECT_EQ(errors_of<One>(R"({"number": 9007199254740993})"), "/number out_of_range\n");
    EXPECT_EQ(from_json<One>(R"({"number": 1.7976931348623157e308})").number,
              std::numeric_limits<double>::max());
    EXPECT_EQ(errors_of<Sizes>(R"({"i8": 128, "u32": -1, "u64": 9223372036854775808,
                                   "i64": 9223372036854775808})"),
              "/i8 out_of_range\n/u32 out_of_range\n/u64 out_of_range\n/i64 out_of_range\n");
    const std::string limits = R"({"i8":-128,"u32":4294967295,"u64":9223372036854775807,)"
                               R"("i64":-9223372036854775808})";
    EXPECT_EQ(to_json(from_json<Sizes>(limits)), limits);
}

TEST(Json, ANumberThatIsNotFiniteIsNotWritten) {
    EXPECT_EQ(to_json(One{0.1}), R"({"number":0.1})");
    EXPECT_CODE(to_json(One{std::nan("")}), Code::Internal);
    EXPECT_CODE(to_json(One{std::numeric_limits<double>::infinity()}), Code::Internal);
}

TEST(Json, TextThatIsNotJsonIsRefusedWithTheByte) {
    for (const auto text : {"",
                            " ",
                            "{",
                            "{}x",
                            "{} {}",
                            R"({"number":01})",
                            R"({"number":1.})",
                            R"({"number":.5})",
                            R"({"number":+1})",
                            R"({"number":1e})",
                            R"({"number":-})",
                            R"({number:1})",
                            R"({"number":1,})",
                            R"({"number" 1})",
                            R"({"number":NaN})",
                            R"({'number':1})",
                            "\xEF\xBB\xBF{\"number\":1}",
                            "{\"number\":1}\f",
                            "[1,2",
                            R"({"number":tru})"}) {
        const auto errors = errors_of<One>(text);
        EXPECT_NE(errors.find("syntax"), std::string::npos) << text << " -> " << errors;
    }
    EXPECT_EQ(errors_of<Change>("{\"name\":\"a\nb\"}"), "/name syntax\n");
    EXPECT_EQ(errors_of<Change>(R"({"name":"a\x"})"), "/name syntax\n");
    EXPECT_EQ(errors_of<Change>(R"({"name":"a\u12G4"})"), "/name syntax\n");
    EXPECT_EQ(errors_of<Change>(std::string("{\"name\":\"a\"}\0", 13)), " syntax\n");
}

TEST(Json, BytesThatAreNotUtf8AreRefused) {
    for (const auto bytes : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE3\x81",
                             R"(\ud800)", R"(\udc00)", R"(\ud800\u0041)", R"(\ud800x)"}) {
        EXPECT_EQ(errors_of<Change>(std::string("{\"name\":\"") + bytes + "\"}"),
                  "/name invalid_utf8\n")
            << bytes;
    }
}

TEST(Json, TheCharacterNullIsRefusedBecauseNoDatabaseKeepsIt) {
    EXPECT_EQ(errors_of<Change>(R"({"name": "a\u0000b"})"), "/name null_character\n");
}

TEST(Json, NestingIsReadDownTo32AndNoDeeper) {
    EXPECT_EQ(errors_of<Node>(nested(JsonScanner::kMaxDepth)), "");
    EXPECT_EQ(errors_of<Node>(nested(JsonScanner::kMaxDepth + 1)), "/any too_deep\n");
    EXPECT_EQ(errors_of<Node>(nested(1'000'000)), "/any too_deep\n");
}

TEST(Json, NoMoreThanAHundredErrorsAreListed) {
    std::string text = "{";
    for (int i = 0; i < 1000; ++i) text += "\"x" + std::to_string(i) + "\":1,";
    text += "\"number\":1}";
    One one;
    EXPECT_EQ(read_json(type_of<One>(), text, &one).size(), 100U);
}

TEST(Json, WhatIsTooMuchOfAListIsCountedAndNotKept) {
    std::string lines = "[";
    for (int i = 0; i < 1000; ++i) lines += i == 0 ? "{}" : ",{}";
    Order order;
    const auto errors = read_json(type_of<Order>(), R"({"lines":)" + lines + "]}", &order);
    EXPECT_EQ(order.lines.size(), 2U);
    EXPECT_THAT(errors, testing::Contains(testing::Field(&FieldError::code, "too_long")));
}

TEST(Json, AHeapOfEmptyObjectsDoesNotFillTheMemory) {
    std::string heap = R"({"all":[{})";
    for (int i = 1; i < 100'000; ++i) heap += ",{}";
    Heap read;
    const auto errors = read_json(type_of<Heap>(), heap + "]}", &read);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors.front().path + " " + errors.front().code, "/all too_long");
    EXPECT_EQ(errors.front().args.front().value, std::to_string(read.all.size()));
    EXPECT_LT(read.all.size() * sizeof(Wide), 16UL << 20);
}

TEST(Json, StringsAreEscapedAndIllFormedBytesReplaced) {
    std::string out;
    append_json_string("a\"\\\n\r\t\x01\x1f\x7f/é\xFFz", out);
    EXPECT_EQ(out, "\"a\\\"\\\\\\n\\r\\t\\u0001\\u001f\x7f/é\uFFFDz\"");
}

}  // namespace tsunagi
