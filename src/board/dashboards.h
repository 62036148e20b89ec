// A Dashboard is tiles in three columns, in reading order: each a figure or a headline of a shared
// view, or of an analysis as the catalogue has it. Everybody who may see insight sees all of them;
// one made for a role comes first for its members.
#pragma once

#include "board/saved_views.h"

#include <span>

namespace tsunagi::board {

inline constexpr std::int64_t kMostDashboards = 100;
inline constexpr std::size_t kMostTiles = 24;

struct Tile {
    std::optional<Id<SavedView>> view_id;  // or an analysis, never both
    std::optional<std::string> analysis;
    // The key of a figure or of a headline; "headline:" and the key where a figure has it as well.
    std::string shown;
    int width = 1;  // of three columns
    int height = 1;
};
BOOST_DESCRIBE_STRUCT(Tile, (), (view_id, analysis, shown, width, height))

struct DashboardHead {
    std::string name;
    std::optional<std::string> for_role;  // key
};
BOOST_DESCRIBE_STRUCT(DashboardHead, (), (name, for_role))

// The whole arrangement: a change replaces it.
struct DashboardDraft : DashboardHead {
    std::vector<Tile> tiles;
};
BOOST_DESCRIBE_STRUCT(DashboardDraft, (DashboardHead), (tiles))

struct Dashboard : DashboardDraft {
    Id<Dashboard> id;  // 0: a standard one (standard_dashboards.h), which is not stored
    std::int64_t version = 0;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Dashboard, (DashboardDraft), (id, version, created_at, updated_at))

Dashboard find_dashboard(store::Reader&, Id<Dashboard>);
// First those for one of the viewer's roles, then those for nobody in particular, then the others;
// with a standard one for every role of the presets that has no own.
std::vector<Dashboard> list_dashboards(store::Reader&, std::span<const std::string> roles,
                                       Language);

// `for_role` was checked by the caller, who knows the roles.
Dashboard create_dashboard(store::Tx&, const DashboardDraft&);
Dashboard change_dashboard(store::Tx&, Id<Dashboard>, std::int64_t version, const DashboardDraft&);
// For what sends a dashboard: it stays until the transaction is done. Throws InvalidInput at
// `pointer` for one that is not there.
void hold_dashboard(store::Tx&, Id<Dashboard>, std::string_view pointer);
// Throws Conflict while a schedule sends it.
void delete_dashboard(store::Tx&, Id<Dashboard>);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::DashboardDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "for_role", .max_length = 100, .ja = "役割", .en = "Role"},
        Rule{.field = "tiles",
             .max_length = tsunagi::board::kMostTiles,
             .ja = "タイル",
             .en = "Tiles"}};
};
template <>
struct tsunagi::rules_of<tsunagi::board::Tile> {
    static constexpr std::array value{
        Rule{.field = "analysis", .max_length = 100, .ja = "分析", .en = "Analysis"},
        Rule{.field = "shown",
             .min_length = 1,
             .max_length = 100,
             .ja = "図または見出しの数字",
             .en = "Figure or headline"},
        Rule{.field = "width", .min = 1, .max = 3, .ja = "幅(3列のうち)", .en = "Width of three"},
        Rule{.field = "height", .min = 1, .max = 4, .ja = "高さ", .en = "Height"}};
};
