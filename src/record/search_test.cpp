#include "record/search.h"

#include "record/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Search : public OnRecord {
protected:
    Page<CustomerRow> page(std::string_view query, const PageRequest& asked = {},
                           std::optional<CustomerStatus> status = std::nullopt) {
        return read([&](store::Reader& reader) {
            return search_customers(reader, viewer, query, status, asked);
        });
    }
    std::vector<std::string> found(std::string_view query,
                                   std::optional<CustomerStatus> status = std::nullopt) {
        std::vector<std::string> names;
        for (const auto& row : page(query, {}, status).items) names.push_back(row.name);
        return names;
    }
    std::vector<std::int64_t> all_ids(std::string_view query, int limit) {
        PageRequest asked{.cursor = "", .limit = limit};
        std::vector<std::int64_t> ids;
        do {
            const auto next = page(query, asked);
            for (const auto& row : next.items) ids.push_back(row.id.value);
            asked.cursor = next.next.value_or("");
        } while (!asked.cursor.empty());
        return ids;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Search);

TEST_P(Search, FindsANameByAnyPartHoweverItIsTyped) {
    add_customer("佐藤 花子", "サトウ ハナコ");
    add_customer("髙橋 花子", "タカハシ ハナコ");
    add_customer("John Smith");
    EXPECT_THAT(found("佐藤"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("佐藤花"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("さとう"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("ｻﾄｳ"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("高橋"), ElementsAre("髙橋 花子"));
    EXPECT_THAT(found("花子"), ElementsAre("佐藤 花子", "髙橋 花子"));
    EXPECT_THAT(found("SMITH"), ElementsAre("John Smith"));
    EXPECT_THAT(found("花子 髙橋"), ElementsAre("髙橋 花子"));
    EXPECT_THAT(found("花佐"), IsEmpty());
    EXPECT_THAT(found("佐藤 一郎"), IsEmpty());
}

TEST_P(Search, LettersThatDoNotFollowOneAnotherAreNoHit) {
    add_customer("山本 本田");
    EXPECT_THAT(found("山本田"), IsEmpty());
    EXPECT_THAT(found("山本本"), ElementsAre("山本 本田"));
}

TEST_P(Search, OneLetterIsTheBeginningOfAWord) {
    add_customer("佐藤 花子", "サトウ ハナコ");
    add_customer("伊佐 次郎", "イサ ジロウ");
    EXPECT_THAT(found("佐"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("花"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("じ"), ElementsAre("伊佐 次郎"));
}

TEST_P(Search, FindsAPhoneNumberInEverySpellingAndByAnyThreeDigits) {
    add_customer("佐藤 花子", "", "090-1234-5678");
    add_customer("鈴木 一郎", "", "03-1234-9999");
    for (const auto* typed : {"09012345678", "090-1234-5678", "+81 90 1234 5678", "9012345678",
                              "０９０１２３４５６７８", "0901234", "5678", "345", "090-1234"}) {
        EXPECT_THAT(found(typed), ElementsAre("佐藤 花子")) << typed;
    }
    EXPECT_THAT(found("1234"), SizeIs(2));
    EXPECT_THAT(found("1234 鈴木"), ElementsAre("鈴木 一郎"));
}

TEST_P(Search, FindsAnAddressByItsLocalPartOrWhole) {
    add_customer("佐藤 花子", "", "", "Hanako.1985@example.jp");
    add_customer("鈴木 一郎", "", "", "ichiro@example.jp");
    EXPECT_THAT(found("hanako"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("HANAKO.1985@EXAMPLE.JP"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("hanako.1985@exa"), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("1985"), ElementsAre("佐藤 花子"));
}

TEST_P(Search, ExactHitsComeFirstAndOnce) {
    add_customer("佐藤 花子代");
    add_customer("佐藤 花子");
    CustomerPatch patch;
    patch.name = set("鈴木 一郎");
    patch.external_key = set("佐藤花子");
    write([&](store::Tx& tx) { create_customer(tx, viewer, patch); });
    EXPECT_THAT(found("佐藤花子"), ElementsAre("佐藤 花子", "鈴木 一郎", "佐藤 花子代"));
}

TEST_P(Search, PagesHaveNeitherGapsNorRepeats) {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 7; ++i)
        ids.push_back(add_customer("佐藤 花子" + std::to_string(i)).id.value);
    ids.push_back(add_customer("佐藤").id.value);
    for (const int limit : {1, 2, 3, 7, 8, 50}) {
        auto seen = all_ids("佐藤", limit);
        EXPECT_EQ(seen.front(), ids.back());
        std::ranges::sort(seen);
        EXPECT_EQ(seen, ids) << limit;
    }
}

TEST_P(Search, AStatusNarrowsTheHits) {
    const auto product = add_product("美容液");
    const auto subscriber = add_customer("佐藤 花子");
    add_customer("佐藤 一郎");
    add_subscription(subscriber.id, product.id, today());
    EXPECT_THAT(found("佐藤", CustomerStatus::Active), ElementsAre("佐藤 花子"));
    EXPECT_THAT(found("佐藤", CustomerStatus::None), ElementsAre("佐藤 一郎"));
    EXPECT_THAT(found("佐藤", CustomerStatus::Paused), IsEmpty());
}

TEST_P(Search, ACorrectionMovesTheCustomerInTheIndex) {
    const auto customer = add_customer("佐藤 花子", "", "090-1234-5678");
    CustomerPatch patch;
    patch.name = set("田中 花子");
    patch.phones = set(std::vector<Phone>{});
    write([&](store::Tx& tx) { change_customer(tx, viewer, customer.id, 1, patch); });
    EXPECT_THAT(found("佐藤"), IsEmpty());
    EXPECT_THAT(found("1234"), IsEmpty());
    EXPECT_THAT(found("田中"), ElementsAre("田中 花子"));
}

TEST_P(Search, EntriesInBulkAreFoundLikeSingleOnes) {
    add_customer("あ");
    add_customer("い");
    const std::vector<SearchEntry> entries{SearchEntry::of({1}, {"佐藤 \"花子\" \\", "", {}, {}}),
                                           SearchEntry::of({2}, {"", "", {}, {}})};
    const std::vector<Id<Customer>> both{{1}, {2}};
    write([&](store::Tx& tx) {
        forget_customers(tx, both);
        index_customers(tx, entries, Entries::AreNew);
    });
    EXPECT_THAT(found("佐藤花"), ElementsAre("あ"));
    EXPECT_THAT(found("い"), ElementsAre("い"));  // by the exact name, which is not in the index
}

TEST_P(Search, ABlankQueryIsTheWholeList) {
    add_customer("佐藤 花子");
    EXPECT_THAT(found("　"), SizeIs(1));
    EXPECT_THAT(found("'\"%"), IsEmpty());
}

TEST_P(Search, AViewerWithoutRowsFindsNobody) {
    add_customer("佐藤 花子");
    viewer = seeing_nothing();
    EXPECT_THAT(found("佐藤"), IsEmpty());
}

TEST_P(Search, WhatIsMaskedInTheListIsMaskedInHits) {
    add_customer("佐藤 花子", "", "090-1234-5678");
    viewer.fields[FieldGroup::Phone] = FieldRight::Masked;
    EXPECT_EQ(page("佐藤").items.at(0).phone, "090-****-5678");
}

}  // namespace
}  // namespace tsunagi::record
