#include "record/page.h"

#include "base/error.h"
#include "base/json.h"

#include <gtest/gtest.h>

namespace tsunagi::record {
namespace {

struct Numbered {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Numbered, (), (id))

Cursor by_id(const Numbered& row) { return Cursor().add(row.id); }

TEST(Page, ACursorGivesBackTheKeyItWasMadeFrom) {
    const auto text = Cursor().add("佐藤 花子").add(-42).text();
    const auto read = Cursor::parse(text, 2);
    EXPECT_EQ(read.word(0), "佐藤 花子");
    EXPECT_EQ(read.integer(1), -42);
}

TEST(Page, ACursorOfAnEmptyWordIsStillOnePart) {
    EXPECT_EQ(Cursor::parse(Cursor().add("").text(), 1).word(0), "");
}

TEST(Page, WhatIsNotACursorOfTheListIsRefused) {
    EXPECT_THROW(Cursor::parse("!!", 1), Error);
    EXPECT_THROW(Cursor::parse(Cursor().add(1).text(), 2), Error);
    EXPECT_THROW(Cursor::parse(Cursor().add("x").text(), 1).integer(0), Error);
    EXPECT_THROW(Cursor::parse(Cursor().add("1x").text(), 1).integer(0), Error);
}

TEST(Page, OneRowMoreThanAskedIsCutAndNamesTheNextPage) {
    const PageRequest asked{.cursor = "", .limit = 2};
    const auto page = page_of(std::vector<Numbered>{{1}, {2}, {3}}, asked, by_id);
    EXPECT_EQ(to_json(page), R"({"items":[{"id":1},{"id":2}],"next":"Mg"})");
}

TEST(Page, TheLastPageHasNoNext) {
    const PageRequest asked{.cursor = "", .limit = 2};
    EXPECT_EQ(page_of(std::vector<Numbered>{{1}, {2}}, asked, by_id).next, std::nullopt);
    EXPECT_EQ(page_of(std::vector<Numbered>{}, asked, by_id).next, std::nullopt);
}

TEST(Page, TheSizeAskedForIsKeptWithinBounds) {
    EXPECT_EQ((PageRequest{.cursor = "", .limit = 0}.rows()), 1);
    EXPECT_EQ((PageRequest{.cursor = "", .limit = 5000}.rows()), PageRequest::kMaxLimit);
}

}  // namespace
}  // namespace tsunagi::record
