#include "store/rewrite.h"

#include "base/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::store {

namespace {

TEST(Rewriting, NamesBecomePositionsAndTheSameNameTheSamePosition) {
    const auto sql = "SELECT :b, :a_1 FROM t WHERE x = :b";
    EXPECT_EQ(rewrite(sql, Dialect::Sqlite).sql, "SELECT ?1, ?2 FROM t WHERE x = ?1");
    EXPECT_EQ(rewrite(sql, Dialect::Postgres).sql, "SELECT $1, $2 FROM t WHERE x = $1");
    EXPECT_THAT(rewrite(sql, Dialect::Sqlite).names, testing::ElementsAre("b", "a_1"));
}

TEST(Rewriting, StringsIdentifiersCastsAndBodiesAreLeftAlone) {
    for (const auto* sql : {"SELECT ':a'", "SELECT 'it''s :a'", R"(SELECT ":a")", "SELECT x::int",
                            "SELECT $$ :a ' $$", "SELECT ': '", "SELECT a[1:2]", "SELECT ':a"}) {
        const auto rewritten = rewrite(sql, Dialect::Postgres);
        EXPECT_EQ(rewritten.sql, sql);
        EXPECT_THAT(rewritten.names, testing::IsEmpty());
    }
}

TEST(Rewriting, CommentsAreDroppedWithTheNamesInThem) {
    EXPECT_EQ(rewrite("SELECT 1 -- of :a\n, /* :b */ :c", Dialect::Sqlite).sql, "SELECT 1  ,   ?1");
}

TEST(Rewriting, PlacesTellWhereParametersStand) {
    const auto rewritten = rewrite("SELECT :a, ':a', :b, :a", Dialect::Postgres);
    ASSERT_EQ(rewritten.places.size(), 3u);
    const auto& last = rewritten.places.back();
    EXPECT_EQ(rewritten.sql.substr(last.from, last.size), "$1");
    EXPECT_EQ(last.parameter, 0u);
}

TEST(OrderingValues, ALaterArgumentOverridesAnEarlierOneOfItsName) {
    const std::vector<std::string> names{"a", "b"};
    std::vector<Value> values;
    order_values("test", names, {{"b", 1}, {"a", 2}, {"b", 3}}, values);
    EXPECT_EQ(std::get<std::int64_t>(values[0]), 2);
    EXPECT_EQ(std::get<std::int64_t>(values[1]), 3);
    EXPECT_CODE(order_values("test", names, {{"b", 1}, {"b", 3}}, values), Code::Internal);
}

}  // namespace

}  // namespace tsunagi::store
