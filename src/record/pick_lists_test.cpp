#include "record/pick_lists.h"

#include "base/error.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

#include <set>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;

class PickListsOfAShop : public OnRecord {
protected:
    PickLists lists() {
        return read([](store::Reader& reader) { return read_pick_lists(reader); });
    }
    Reason add_reason(std::string_view parent, std::string_view ja) {
        return write([&](store::Tx& tx) {
            return create_reason(tx, {std::string(parent), std::string(ja), "x"});
        });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(PickListsOfAShop);

TEST_P(PickListsOfAShop, HoldTheCoreInBothLanguages) {
    const auto core = lists();
    EXPECT_EQ(core.purposes.size(), 13U);
    EXPECT_EQ(core.results.size(), 15U);
    EXPECT_EQ(core.purposes[1].code, "skip_pause");
    EXPECT_EQ(core.results[12].code, "unreachable");
    EXPECT_EQ(core.reasons.size(), 25U);
    for (const auto* choices : {&core.purposes, &core.results, &core.channels, &core.directions,
                                &core.emotions, &core.offer_answers}) {
        for (const auto& choice : *choices) {
            EXPECT_FALSE(choice.ja.empty() || choice.en.empty()) << choice.code;
        }
    }
}

TEST_P(PickListsOfAShop, AParentComesBeforeItsChildren) {
    add_reason("price", "他店が安い");
    std::set<std::string> seen{""};
    for (const auto& reason : lists().reasons) {
        EXPECT_TRUE(seen.contains(reason.parent)) << reason.code;
        EXPECT_TRUE(seen.insert(reason.code).second) << reason.code;
    }
}

TEST_P(PickListsOfAShop, AReasonOfTheShopIsAChildOfARoot) {
    EXPECT_EQ(add_reason("price", "送料").code, "price.1");
    EXPECT_EQ(add_reason("price", "手数料").code, "price.2");
    EXPECT_THAT(refusals([&] { add_reason("too_expensive", "x"); }),
                ElementsAre("/parent unknown_reason"));
    EXPECT_THAT(refusals([&] { add_reason("price", " "); }), ElementsAre("/ja missing"));
}

TEST_P(PickListsOfAShop, AReasonIsRewordedOrPutOutOfUseWithoutChangingItsCode) {
    add_reason("price", "送料");
    ReasonPatch patch;
    patch.ja = set("送料が高い");
    patch.active = set(false);
    write([&](store::Tx& tx) { change_reason(tx, "price.1", patch); });
    const auto reasons = lists().reasons;
    const auto own = std::ranges::find(reasons, "price.1", &Reason::code);
    ASSERT_NE(own, reasons.end());
    EXPECT_EQ(own->ja, "送料が高い");
    EXPECT_FALSE(own->active);
    EXPECT_FALSE(own->core);
    EXPECT_THAT(refusals([&] { write([&](store::Tx& tx) { change_reason(tx, "price", patch); }); }),
                ElementsAre(" core_reason"));
    EXPECT_THROW(write([&](store::Tx& tx) { change_reason(tx, "none", patch); }), Error);
}

TEST_P(PickListsOfAShop, OffersHaveVersions) {
    const auto offer = write([&](store::Tx& tx) { return create_offer(tx, {"スキップ", "Skip"}); });
    OfferPatch patch;
    patch.active = set(false);
    const auto change = [&] {
        return write([&](store::Tx& tx) { return change_offer(tx, offer.id, 1, patch); });
    };
    EXPECT_EQ(change().version, 2);
    EXPECT_FALSE(lists().offers.at(0).active);
    EXPECT_THROW(change(), VersionConflict);
    EXPECT_THROW(write([&](store::Tx& tx) { change_offer(tx, {9}, 1, patch); }), Error);
}

TEST_P(PickListsOfAShop, APhraseIsReplacedByItsKey) {
    const auto put = [&](std::string key, std::string text) {
        write([&](store::Tx& tx) { put_phrase(tx, {key, text}); });
    };
    put("thanks", "ありがとうございます");
    put("thanks", "ありがとうございました");
    ASSERT_EQ(lists().phrases.size(), 1U);
    EXPECT_EQ(lists().phrases[0].text, "ありがとうございました");
    EXPECT_THAT(refusals([&] { put("a b", "x"); }), ElementsAre("/key bad_key"));
}

TEST_P(PickListsOfAShop, LabelsSpeakTheLanguageOfTheViewer) {
    EXPECT_EQ(label_of(Result::CancelAccepted, Language::Ja), "解約受付");
    EXPECT_EQ(label_of(Purpose::WinBack, Language::En), "Win-back");
    EXPECT_EQ(label_of(Channel::Phone, Language::Ja), "電話");
}

}  // namespace
}  // namespace tsunagi::record
