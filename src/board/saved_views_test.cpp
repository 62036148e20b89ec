#include "board/saved_views.h"

#include "board/dashboards.h"
#include "board/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SavedViews : public OnBoard {
protected:
    std::vector<std::string> seen_by(const Viewer& who) {
        std::vector<std::string> names;
        for (const auto& view :
             read([&](store::Reader& reader) { return list_saved_views(reader, who); })) {
            names.push_back(view.name);
        }
        return names;
    }
    SavedView change(const Viewer& who, Keeps keeps, const SavedView& view,
                     const SavedViewDraft& draft) {
        return write([&](store::Tx& tx) {
            return change_saved_view(tx, who, keeps, view.id, view.version, draft);
        });
    }
    void remove(const Viewer& who, Keeps keeps, Id<SavedView> id) {
        write([&](store::Tx& tx) { delete_saved_view(tx, who, keeps, id); });
    }
    void show_on_dashboard(Id<SavedView> id) {
        DashboardDraft draft;
        draft.name = "朝会";
        draft.tiles = {{.view_id = id, .analysis = {}, .shown = "groups"}};
        write([&](store::Tx& tx) { create_dashboard(tx, draft); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(SavedViews);

TEST_P(SavedViews, KeepTheQuestionAsItWasAsked) {
    auto draft = draft_of("  上位顧客  ");
    draft.query.period = QuickPeriod::Months12;
    draft.query.product = {3, 5};
    draft.query.medium = {"web"};
    draft.query.compare = Comparison::Year;
    draft.note = "毎月の会議で見る";
    const auto made = write(
        [&](store::Tx& tx) { return create_saved_view(tx, viewer, Keeps::Shared, draft); });
    const auto stored = read(
        [&](store::Reader& reader) { return find_saved_view(reader, viewer, made.id); });
    EXPECT_EQ(stored.name, "上位顧客");
    EXPECT_EQ(stored.owner, viewer.user);
    EXPECT_EQ(stored.owner_name, viewer.user_name);
    EXPECT_EQ(stored.created_at, clock.now());
    EXPECT_JSON(to_json(stored), to_json(made));
    EXPECT_EQ(changes_of("saved_view").size(), 1u);
}

TEST_P(SavedViews, APrivateOneIsSeenByItsOwnerOnly) {
    const auto mine = add_view("私の", false);
    add_view("みんなの");
    EXPECT_THAT(seen_by(viewer), ElementsAre("私の", "みんなの"));
    EXPECT_THAT(seen_by(colleague()), ElementsAre("みんなの"));
    EXPECT_CODE(read([&](store::Reader& reader) { find_saved_view(reader, colleague(), mine.id); }),
                Code::NotFound);
    EXPECT_CODE(remove(colleague(), Keeps::Shared, mine.id), Code::NotFound);
}

TEST_P(SavedViews, WhatAllSeeIsForThoseWhoMayChangeIt) {
    EXPECT_CODE(write([&](store::Tx& tx) {
                    create_saved_view(tx, viewer, Keeps::Own, draft_of("みんなの"));
                }),
                Code::Forbidden);
    const auto shared = add_view("みんなの");
    EXPECT_CODE(change(colleague(), Keeps::Own, shared, draft_of("別名")), Code::Forbidden);
    EXPECT_CODE(remove(colleague(), Keeps::Own, shared.id), Code::Forbidden);
    EXPECT_EQ(change(colleague(), Keeps::Shared, shared, draft_of("別名")).version, 2);
    const auto own = write([&](store::Tx& tx) {
        return create_saved_view(tx, viewer, Keeps::Own, draft_of("私の", false));
    });
    EXPECT_EQ(change(viewer, Keeps::Own, own, draft_of("私の二", false)).name, "私の二");
    EXPECT_CODE(change(viewer, Keeps::Own, own, draft_of("私の二", true)), Code::Forbidden);
    remove(viewer, Keeps::Own, own.id);
    EXPECT_THAT(seen_by(viewer), ElementsAre("別名"));
}

TEST_P(SavedViews, OnlyTheOwnerMakesOnePrivateAgain) {
    const auto shared = add_view("みんなの");
    EXPECT_CODE(change(colleague(), Keeps::Shared, shared, draft_of("みんなの", false)),
                Code::Forbidden);
    EXPECT_FALSE(change(viewer, Keeps::Shared, shared, draft_of("みんなの", false)).shared);
    EXPECT_THAT(seen_by(colleague()), IsEmpty());
}

TEST_P(SavedViews, OnePutOnADashboardStaysAndStaysShared) {
    const auto view = add_view("上位顧客");
    show_on_dashboard(view.id);
    EXPECT_CODE(remove(viewer, Keeps::Shared, view.id), Code::Conflict);
    EXPECT_CODE(change(viewer, Keeps::Shared, view, draft_of("上位顧客", false)), Code::Conflict);
}

TEST_P(SavedViews, AChangeOfAnOldVersionIsRefusedAndOneOfNothingCostsNone) {
    const auto view = add_view("上位顧客");
    const auto changed = change(viewer, Keeps::Shared, view, draft_of("上位十分の一"));
    EXPECT_EQ(changed.version, 2);
    EXPECT_THROW(change(viewer, Keeps::Shared, view, draft_of("x")), record::VersionConflict);
    EXPECT_EQ(change(viewer, Keeps::Shared, changed, draft_of("上位十分の一")).version, 2);
    EXPECT_EQ(changes_of("saved_view").size(), 2u);
}

TEST_P(SavedViews, NeedANameAndAnAnalysis) {
    auto draft = draft_of(" ");
    const auto create = [&] {
        write([&](store::Tx& tx) { create_saved_view(tx, viewer, Keeps::Shared, draft); });
    };
    EXPECT_THAT(record::refusals(create), ElementsAre("/name missing"));
    draft = draft_of("占い");
    draft.analysis = "horoscope";
    EXPECT_THAT(record::refusals(create), ElementsAre("/analysis not_in_list"));
}

TEST_P(SavedViews, AShopKeepsFiveHundredAndEachMemberAHundredOfHerOwn) {
    const auto fill = [&](std::int64_t most, bool shared) {
        write([&](store::Tx& tx) {
            for (std::int64_t at = 0; at < most; ++at) {
                create_saved_view(tx, viewer, Keeps::Shared, draft_of(std::to_string(at), shared));
            }
        });
    };
    fill(kMostOwnViews, false);
    EXPECT_CODE(add_view("もう一つ", false), Code::Conflict);
    const auto hers = write([&](store::Tx& tx) {
        return create_saved_view(tx, colleague(), Keeps::Own, draft_of("佐藤の", false));
    });
    EXPECT_EQ(hers.owner_name, "佐藤 光");
    const auto shared = add_view("みんなの");
    EXPECT_CODE(change(viewer, Keeps::Shared, shared, draft_of("私の", false)), Code::Conflict);
    fill(kMostViews - 1, true);
    EXPECT_CODE(add_view("もう一つ"), Code::Conflict);
    EXPECT_CODE(change(colleague(), Keeps::Shared, hers, draft_of("佐藤の", true)), Code::Conflict);
}

TEST_P(SavedViews, TheNamesOfThoseThatAskASegmentAreTold) {
    auto draft = draft_of("秘密", false);
    draft.query.segment = 7;
    write([&](store::Tx& tx) { create_saved_view(tx, colleague(), Keeps::Own, draft); });
    draft.name = "休眠客";
    draft.shared = true;
    write([&](store::Tx& tx) { create_saved_view(tx, colleague(), Keeps::Shared, draft); });
    const auto names = [&](std::int64_t segment) {
        return read([&](store::Reader& reader) { return names_that_ask(reader, viewer, segment); });
    };
    EXPECT_THAT(names(7), testing::UnorderedElementsAre("休眠客", "佐藤 光"));
    EXPECT_THAT(names(8), IsEmpty());
}

TEST_P(SavedViews, ASegmentThatAViewComparesWithOrPartsByIsAskedToo) {
    auto draft = draft_of("比べる", true);
    draft.query.compare_segment = 7;
    write([&](store::Tx& tx) { create_saved_view(tx, colleague(), Keeps::Shared, draft); });
    draft = draft_of("分ける", true);
    draft.analysis = "survival";
    draft.query.choices = {"by:segment", "segment:8"};
    write([&](store::Tx& tx) { create_saved_view(tx, colleague(), Keeps::Shared, draft); });
    draft = draft_of("並べる", true);
    draft.analysis = "cancellations";
    draft.query.choices = {"across:segment", "segments:8.9"};
    write([&](store::Tx& tx) { create_saved_view(tx, colleague(), Keeps::Shared, draft); });
    const auto names = [&](std::int64_t segment) {
        return read([&](store::Reader& reader) { return names_that_ask(reader, viewer, segment); });
    };
    EXPECT_THAT(names(7), ElementsAre("比べる"));
    EXPECT_THAT(names(8), testing::UnorderedElementsAre("並べる", "分ける"));
    EXPECT_THAT(names(9), ElementsAre("並べる"));
}

}  // namespace
}  // namespace tsunagi::board
