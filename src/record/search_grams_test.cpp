#include "record/search_grams.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SearchGrams, AnEntryHoldsTheNormalFormsBetweenBars) {
    const std::vector<Phone> phones{{"090-1234-5678", "+819012345678", ""}, {"内線 12", "", ""}};
    const std::vector<Email> emails{{"Hanako.Sato@example.jp", "hanako.sato@example.jp", ""}};
    EXPECT_EQ(SearchEntry::of({1}, {"佐藤　花子", "さとう はなこ", phones, emails}).forms,
              "|佐藤花子|^佐|^花|サトウハナコ|^サ|^ハ|hanako.sato@|819012345678|12|");
}

TEST(SearchGrams, SignsOfTheIndexCannotBeSmuggledInByAName) {
    EXPECT_EQ(SearchEntry::of({1}, {"O'|^\"Brien %_", "", {}, {}}).forms, "|obrien_|^o|^_|");
}

TEST(SearchGrams, ACustomerWithoutAnythingHasNoGrams) {
    EXPECT_EQ(SearchEntry::of({1}, {"", "", {}, {}}).forms, "|");
    EXPECT_EQ(grams_of("|"), "");
}

TEST(SearchGrams, NamesArePairsNumbersAreTriplesAndPartsAreApart) {
    EXPECT_EQ(grams_of("|佐藤花子|^佐|林|81901|12|"),
              "佐藤 藤花 花子 | ^佐 | 林 | 819 190 901 | 12");
}

TEST(SearchGrams, EveryWordOfAQueryMustBeFound) {
    EXPECT_THAT(conjunctions_of(" さとう　花 "),
                ElementsAre(Conjunction{{"サト トウ", "^花"}, {"サトウ"}}));
}

TEST(SearchGrams, ANumberIsPartOfAPhoneNumberInAnyOfItsSpellings) {
    for (const auto* typed : {"090-1234", "0901234", "901234", "０９０１２３４", "(090)1234"}) {
        const auto ways = conjunctions_of(typed);
        ASSERT_EQ(ways.size(), 2U) << typed;
        EXPECT_EQ(ways[0], (Conjunction{{"901 012 123 234"}, {"901234"}})) << typed;
    }
    EXPECT_EQ(conjunctions_of("+81 90-1234")[0].texts.back(), "901234");
}

TEST(SearchGrams, ANumberMayAlsoBePartOfAnAddress) {
    EXPECT_EQ(conjunctions_of("1985")[1], (Conjunction{{"19 98 85"}, {"1985"}}));
}

TEST(SearchGrams, TheDomainOfAnAddressIsNotLookedFor) {
    EXPECT_THAT(conjunctions_of("sato@gmail.com"),
                ElementsAre(Conjunction{{"sa at to o@"}, {"sato@"}}));
}

TEST(SearchGrams, AQueryOfNothingButSignsFindsNothing) {
    EXPECT_THAT(conjunctions_of(" '\" % ()"), IsEmpty());
    EXPECT_THAT(conjunctions_of(""), IsEmpty());
}

TEST(SearchGrams, WaysBecomeAnFtsExpressionAndLikePatterns) {
    const auto ways = conjunctions_of("a_b 123");
    EXPECT_EQ(match_of(ways), "(\"a_ _b\" AND \"123\") OR (\"a_ _b\" AND \"12 23\")");
    EXPECT_EQ(patterns_of(ways[0]), "%a\\_b% %123%");
}

TEST(SearchGrams, ALongQueryIsCutToItsFirstWords) {
    EXPECT_EQ(conjunctions_of("あ い う え お か き く け こ").at(0).grams.size(), 8U);
}

}  // namespace
}  // namespace tsunagi::record
