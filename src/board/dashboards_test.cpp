#include "board/dashboards.h"

#include "board/standard_dashboards.h"
#include "board/testing.h"
#include "insight/testing.h"
#include "record/versions.h"
#include "store/at_once_testing.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

class Dashboards : public OnBoard {
protected:
    static DashboardDraft board_of(std::string_view name, std::vector<Tile> tiles = {},
                                   std::optional<std::string> role = {}) {
        DashboardDraft draft;
        draft.name = name;
        draft.for_role = std::move(role);
        draft.tiles = std::move(tiles);
        return draft;
    }
    static Tile tile_of(Id<SavedView> view, std::string shown, int width = 1) {
        return {.view_id = view, .analysis = {}, .shown = std::move(shown), .width = width};
    }
    Dashboard add(const DashboardDraft& draft) {
        return write([&](store::Tx& tx) { return create_dashboard(tx, draft); });
    }
    std::vector<std::string> names(std::vector<std::string> roles) {
        std::vector<std::string> found;
        for (const auto& board : read([&](store::Reader& reader) {
                 return list_dashboards(reader, roles, Language::En);
             })) {
            found.push_back(board.name);
        }
        return found;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Dashboards);

TEST_P(Dashboards, ATileOfAnUnknownAnalysisIsNamed) {
    auto draft = board_of("朝会");
    draft.tiles = {{.view_id = {}, .analysis = "deciles", .shown = "groups"},
                   {.view_id = {}, .analysis = "horoscope", .shown = "groups"}};
    EXPECT_THAT(record::refusals([&] { add(draft); }),
                ElementsAre("/tiles/1/analysis not_in_list"));
}

TEST_P(Dashboards, NoTileIsLeftOfAViewThatIsHiddenOrDeletedMeanwhile) {
    const auto view = add_view("上位").id;
    const auto other = add_view("下位").id;
    const auto with = [](Id<SavedView> shown) {
        return [shown](store::Tx& tx) {
            create_dashboard(tx, board_of("朝会", {tile_of(shown, "groups")}));
        };
    };
    const auto hide = [&](store::Tx& tx) {
        change_saved_view(tx, viewer, Keeps::Shared, view, 1, draft_of("上位", false));
    };
    const auto remove = [&](store::Tx& tx) { delete_saved_view(tx, viewer, Keeps::Shared, other); };
    const auto [shown, hidden] = store::refusals_at_once(shop_database(), GetParam(), with(view),
                                                         hide);
    EXPECT_NE(shown.empty(), hidden.empty()) << shown << hidden;
    const auto [kept, removed] = store::refusals_at_once(shop_database(), GetParam(), with(other),
                                                         remove);
    EXPECT_NE(kept.empty(), removed.empty()) << kept << removed;
}

TEST_P(Dashboards, KeepTheirTilesInTheOrderTheyWereArranged) {
    const auto first = add_view("一");
    const auto second = add_view("二");
    const auto made = add(
        board_of("朝会", {tile_of(first.id, "groups", 2), tile_of(second.id, "best_two")}));
    auto turned = board_of("朝会",
                           {tile_of(second.id, "best_two", 3), tile_of(first.id, "groups")});
    turned.tiles.push_back({.view_id = {}, .analysis = "deciles", .shown = "groups", .height = 2});
    const auto changed = write(
        [&](store::Tx& tx) { return change_dashboard(tx, made.id, made.version, turned); });
    EXPECT_EQ(changed.version, 2);
    const auto stored = read(
        [&](store::Reader& reader) { return find_dashboard(reader, made.id); });
    EXPECT_JSON(to_json(stored), to_json(changed));
    ASSERT_EQ(stored.tiles.size(), 3u);
    EXPECT_EQ(stored.tiles[0].view_id, second.id);
    EXPECT_EQ(stored.tiles[0].width, 3);
    EXPECT_EQ(stored.tiles[2].analysis, "deciles");
    EXPECT_THROW(write([&](store::Tx& tx) { change_dashboard(tx, made.id, made.version, turned); }),
                 record::VersionConflict);
    write([&](store::Tx& tx) { delete_dashboard(tx, made.id); });
    EXPECT_CODE(read([&](store::Reader& reader) { find_dashboard(reader, made.id); }),
                Code::NotFound);
    EXPECT_EQ(changes_of("dashboard").size(), 3u);
}

TEST_P(Dashboards, ThoseOfTheViewersRoleComeFirst) {
    add(board_of("For all"));
    add(board_of("Floor", {}, "sv"));
    EXPECT_THAT(names({"sv"}),
                ElementsAre("Floor", "For all", "The whole shop", "The manager's board",
                            "The operator's board", "The client's board", "The analyst's board"));
    EXPECT_THAT(names({"op", "an"}),
                ElementsAre("The operator's board", "The analyst's board", "For all", "Floor",
                            "The whole shop", "The manager's board", "The client's board"));
}

TEST_P(Dashboards, StandOnSharedViewsOnly) {
    const auto secret = add_view("私の", false);
    const auto create = [&](Tile tile) {
        return record::refusals([&] { add(board_of("朝会", {std::move(tile)})); });
    };
    EXPECT_THAT(create(tile_of(secret.id, "groups")), ElementsAre("/tiles/0/view_id not_shared"));
    EXPECT_THAT(create(tile_of({99}, "groups")), ElementsAre("/tiles/0/view_id not_in_list"));
    EXPECT_THAT(create({.view_id = {}, .analysis = {}, .shown = "groups"}),
                ElementsAre("/tiles/0 view_or_analysis"));
    EXPECT_THAT(create({.view_id = {}, .analysis = "horoscope", .shown = "groups"}),
                ElementsAre("/tiles/0/analysis not_in_list"));
}

TEST_P(Dashboards, HaveAtMostTwentyFourTiles) {
    const auto view = add_view("一");
    const std::vector<Tile> many(25, tile_of(view.id, "groups"));
    EXPECT_THAT(record::refusals([&] { add(board_of("朝会", many)); }),
                ElementsAre("/tiles too_many"));
    EXPECT_EQ(add(board_of("朝会", {many.begin(), many.end() - 1})).tiles.size(), 24u);
}

// Three months of a small shop, as a first import brings them.
const std::vector<journey::TestCustomer> kShop{
    {"ann", "tea:start=3000@0 tea=3000#1@1 tea:1@1 tea:2@31 tea:cancel(price)@80 soap@90"},
    {"bob", "tea:start=3000@2 tea=3000@3 tea:1@3 cream=500@40 tea=900@70"},
    {"cat", "soap=700@5 cream=300@35 soap=700@66"}};

TEST(StandardDashboards, ShowWhatTheirAnalysesAnswerWithoutAnySetUp) {
    for (const auto& board : standard_dashboards(Language::Ja)) {
        for (const auto& tile : board.tiles) {
            const auto& analysis = insight::analysis_named(tile.analysis.value());
            const insight::Asked asked(analysis, kShop, 100);
            const auto& report = asked.report();
            const bool figure = std::ranges::find(report.figures, tile.shown,
                                                  &insight::Figure::key) != report.figures.end();
            const bool headline = std::ranges::find(report.headlines, tile.shown,
                                                    &insight::Headline::key) !=
                                  report.headlines.end();
            EXPECT_TRUE(figure || headline)
                << board.name << ": " << *tile.analysis << " has no " << tile.shown;
        }
    }
}

}  // namespace
}  // namespace tsunagi::board
