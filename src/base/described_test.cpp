#include "base/described.h"

#include "base/error.h"
#include "base/testing.h"

namespace tsunagi {

namespace {

enum class Channel { Phone, Email, LineMessage };
BOOST_DESCRIBE_ENUM(Channel, Phone, Email, LineMessage)

struct Owner {};

struct Base {
    Id<Owner> id;
    std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id, version))

struct Everything : Base {
    bool on = false;
    std::uint8_t small = 0;
    std::string text;
    std::optional<std::string> note;
    std::optional<Id<Owner>> owner;
    std::vector<std::optional<std::string>> tags;
    Money money;
    UnitPrice price;
    Instant at;
    Day day;
    Month month;
    Channel channel = Channel::Phone;
    Patch<std::string> patch;
    Json json;
    double ratio = 0;
};
BOOST_DESCRIBE_STRUCT(Everything, (Base),
                      (on, small, text, note, owner, tags, money, price, at, day, month, channel,
                       patch, json, ratio))

struct Forgetful {
    std::string first;
    std::optional<std::string> second;
    bool third = false;
};
BOOST_DESCRIBE_STRUCT(Forgetful, (), (first, second))

struct Renamed {
    std::string label;
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (label))

template <class T>
struct PageOf {
    std::vector<T> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(PageOf<Base>, (), (items, next))

}  // namespace

template <>
struct rules_of<Renamed> {
    static constexpr std::array value{Rule{.field = "name", .max_length = 3}};
};

TEST(Described, AStructIsFullyDescribedWhenEveryFieldIsNamed) {
    EXPECT_FULLY_DESCRIBED(Base);
    EXPECT_FULLY_DESCRIBED(Everything);
    EXPECT_FULLY_DESCRIBED(PageOf<Base>);
}

TEST(Described, AFieldLeftOutOfTheMacroIsNoticed) {
    EXPECT_EQ(field_count::in_struct<Forgetful>(), 3U);
    EXPECT_EQ(field_count::in_description<Forgetful>(), 2U);
}

TEST(Described, ARuleForAFieldThatIsNotThereIsNoticed) {
    EXPECT_EQ(field_count::rule_without_field<Renamed>(), "name");
    EXPECT_EQ(field_count::rule_without_field<Base>(), "");
}

TEST(Described, InheritedFieldsComeFirstAtTheirPlaces) {
    const TypeTable& type = type_of<Everything>();
    ASSERT_EQ(type.fields.size(), 17U);
    EXPECT_EQ(type.fields[0].name, "id");
    EXPECT_EQ(type.fields[0].offset, 0U);
    EXPECT_EQ(type.fields[2].name, "on");
    Everything value;
    const char* place = reinterpret_cast<const char*>(&value);
    EXPECT_EQ(place + type.fields[16].offset, reinterpret_cast<const char*>(&value.ratio));
}

TEST(Described, NamesOfTypesAreReadable) {
    EXPECT_EQ(type_of<Everything>().name, "Everything");
    EXPECT_EQ(type_of<PageOf<Base>>().name, "PageOfBase");
    EXPECT_EQ(table::readable_name("ns::Pair<other::deep::A, (anonymous namespace)::B>"), "PairAB");
}

TEST(Described, EnumeratorsAreWordsInSnakeCase) {
    EXPECT_EQ(word_of(Channel::LineMessage), "line_message");
    EXPECT_EQ(parse_enum<Channel>("line_message"), Channel::LineMessage);
    EXPECT_EQ(parse_enum<Channel>("LineMessage"), std::nullopt);
    EXPECT_CODE(word_of(static_cast<Channel>(9)), Code::Internal);
}

TEST(Described, SnakeCaseKeepsAcronymsTogether) {
    EXPECT_EQ(snake_case("DeliveryNumber"), "delivery_number");
    EXPECT_EQ(snake_case("CSVFile"), "csv_file");
    EXPECT_EQ(snake_case("Top10Products"), "top10_products");
    EXPECT_EQ(snake_case("already_snake"), "already_snake");
}

TEST(Described, APatchKnowsAbsentNullAndValue) {
    EXPECT_EQ(Patch<int>{}.applied_to(7), 7);
    EXPECT_EQ((Patch<int>{Patch<int>::State::Null, 0}.applied_to(7)), std::nullopt);
    EXPECT_EQ((Patch<int>{Patch<int>::State::Value, 9}.applied_to(7)), 9);
}

}  // namespace tsunagi
