#include "base/openapi.h"

#include "base/testing.h"

namespace tsunagi {

namespace {

enum class Level { Low, VeryHigh };
BOOST_DESCRIBE_ENUM(Level, Low, VeryHigh)

struct Thing {};

struct Inner {
    std::uint8_t small = 0;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (small))

struct Outer {
    Id<Thing> id;
    std::string name;
    std::optional<std::string> note;
    std::optional<Level> level;
    std::optional<Inner> inner;
    std::vector<Inner> inners;
    Money amount;
    std::optional<UnitPrice> price;
    Instant at;
    Day day;
    Month month;
    double ratio = 0;
    bool on = false;
    Json any;
};
BOOST_DESCRIBE_STRUCT(Outer, (),
                      (id, name, note, level, inner, inners, amount, price, at, day, month, ratio,
                       on, any))

struct OuterPatch {
    Patch<std::string> name;
    Patch<Inner> inner;
};
BOOST_DESCRIBE_STRUCT(OuterPatch, (), (name, inner))

template <class T>
struct PageOf {
    std::vector<T> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(PageOf<Inner>, (), (items, next))

namespace other {
struct Inner {
    bool another = false;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (another))
}  // namespace other

}  // namespace

template <>
struct rules_of<Outer> {
    static constexpr std::array value{
        Rule{.field = "id", .ja = "番号", .en = "Number", .read_only = true},
        Rule{.field = "name", .min_length = 1, .max_length = 40},
        Rule{.field = "note", .max_length = 9, .format = "email"},
        Rule{.field = "inners", .max_length = 3},
        Rule{.field = "amount", .min = 0, .max = 10},
    };
};

TEST(OpenApi, ASchemaSaysWhatTheReaderAccepts) {
    const TypeTable* types[] = {&type_of<Outer>()};
    EXPECT_JSON(component_schemas(types, {}), R"({
      "Inner": {"type":"object","additionalProperties":false,"required":["small"],"properties":{
        "small":{"type":"integer","format":"int32","minimum":0,"maximum":255}}},
      "Outer": {"type":"object","additionalProperties":false,
        "required":["name","inners","amount","at","day","month","ratio","on","any"],
        "properties":{
          "id":{"type":"integer","format":"id","minimum":1,"description":"Number","x-ja":"番号",
                "readOnly":true},
          "name":{"type":"string","minLength":1,"maxLength":40},
          "note":{"type":["string","null"],"maxLength":9,"format":"email"},
          "level":{"type":["string","null"],"enum":["low","very_high",null]},
          "inner":{"anyOf":[{"$ref":"#/components/schemas/Inner"},{"type":"null"}]},
          "inners":{"type":"array","items":{"$ref":"#/components/schemas/Inner"},"maxItems":3},
          "amount":{"type":"integer","format":"money","minimum":0,"maximum":10},
          "price":{"type":["integer","null"],"format":"unit-price"},
          "at":{"type":"string","format":"date-time"},
          "day":{"type":"string","format":"date"},
          "month":{"type":"string","format":"month"},
          "ratio":{"type":"number"},
          "on":{"type":"boolean"},
          "any":{}}}})");
}

TEST(OpenApi, ATypeThatIsOnlyWrittenAlwaysHasEveryField) {
    const TypeTable* types[] = {&type_of<PageOf<Inner>>()};
    EXPECT_JSON(component_schemas({}, types), R"({
      "Inner": {"type":"object","additionalProperties":false,"required":["small"],"properties":{
        "small":{"type":"integer","format":"int32","minimum":0,"maximum":255}}},
      "PageOfInner": {"type":"object","additionalProperties":false,"required":["items","next"],
        "properties":{
          "items":{"type":"array","items":{"$ref":"#/components/schemas/Inner"}},
          "next":{"type":["string","null"]}}}})");
}

TEST(OpenApi, ATypeThatIsReadAndWrittenRequiresWhatTheReaderRequires) {
    const TypeTable* types[] = {&type_of<Outer>()};
    EXPECT_EQ(component_schemas(types, types), component_schemas(types, {}));
}

TEST(OpenApi, APatchRequiresNothingAndMayClear) {
    const TypeTable* types[] = {&type_of<OuterPatch>()};
    const auto text = component_schemas(types, {});
    EXPECT_NE(text.find(R"("OuterPatch":{"type":"object","additionalProperties":false,)"
                        R"("properties":{"name":{"type":["string","null"]})"),
              std::string::npos)
        << text;
}

TEST(OpenApi, TwoTypesOfOneNameAreRefused) {
    const TypeTable* types[] = {&type_of<Inner>(), &type_of<other::Inner>()};
    EXPECT_CODE(component_schemas(types, {}), Code::Internal);
}

}  // namespace tsunagi
