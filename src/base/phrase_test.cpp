#include "base/phrase.h"

#include "base/testing.h"

namespace tsunagi {

constexpr Phrase kLate{"{name}さんは{days}日遅れ", "{name} is {days} days late"};

TEST(Phrase, IsSaidInTheLanguageOfTheViewer) {
    EXPECT_EQ(say(kLate, Language::Ja, {{"name", "花子"}, {"days", "3"}}), "花子さんは3日遅れ");
    EXPECT_EQ(say(kLate, Language::En, {{"days", "3"}, {"name", "Hanako"}}),
              "Hanako is 3 days late");
}

TEST(Phrase, AnArgumentIsNotReadAgain) {
    EXPECT_EQ(say(kLate, Language::En, {{"name", "{days}"}, {"days", "3"}}),
              "{days} is 3 days late");
}

TEST(Phrase, BracesWithoutAnArgumentStay) {
    EXPECT_EQ(say(kLate, Language::En, {{"day", "3"}}), "{name} is {days} days late");
    EXPECT_EQ(say({"{", "{}{"}, Language::En), "{}{");
}

}  // namespace tsunagi
