#include "board/dashboards.h"

#include "board/dashboards.sql.h"
#include "board/standard_dashboards.h"
#include "record/versions.h"

#include <algorithm>
#include <map>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "dashboard";

struct StoredDashboard : DashboardHead {
    Id<Dashboard> id;
    std::int64_t version = 0;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(StoredDashboard, (DashboardHead), (id, version, created_at, updated_at))

struct StoredTile : Tile {
    Id<Dashboard> dashboard_id;
};
BOOST_DESCRIBE_STRUCT(StoredTile, (Tile), (dashboard_id))

Dashboard dashboard_of(const StoredDashboard& row) {
    Dashboard board;
    static_cast<DashboardHead&>(board) = static_cast<const DashboardHead&>(row);
    board.id = row.id;
    board.version = row.version;
    board.created_at = row.created_at;
    board.updated_at = row.updated_at;
    return board;
}

void check_tile(store::Tx& tx, const Tile& tile, const std::string& pointer) {
    if (tile.view_id.has_value() == tile.analysis.has_value()) {
        throw record::invalid(pointer, "view_or_analysis",
                              "a tile shows a view or an analysis, one of them");
    }
    if (tile.view_id) return hold_shared(tx, *tile.view_id, pointer + "/view_id");
    check_query(*tile.analysis, {}, pointer);
}

Dashboard drafted(store::Tx& tx, Dashboard board, const DashboardDraft& draft) {
    static_cast<DashboardDraft&>(board) = draft;
    board.name = checked_name(draft.name);
    if (board.tiles.size() > kMostTiles) {
        throw record::invalid("/tiles", "too_many", "a dashboard has at most 24 tiles");
    }
    for (std::size_t at = 0; at < board.tiles.size(); ++at) {
        check_tile(tx, board.tiles[at], "/tiles/" + std::to_string(at));
    }
    return board;
}

void write_tiles(store::Tx& tx, const Dashboard& board) {
    tx.run(sql::delete_tiles, {{"dashboard_id", board.id}});
    std::int64_t position = 0;
    for (const Tile& tile : board.tiles) {
        tx.run(sql::insert_tile,
               store::args_of(tile, {{"dashboard_id", board.id}, {"position", position++}}));
    }
}

}  // namespace

Dashboard find_dashboard(store::Reader& reader, Id<Dashboard> id) {
    const auto row = reader.one<StoredDashboard>(sql::find_dashboard, {{"id", id}});
    if (!row) not_found("dashboard", id.value);
    auto board = dashboard_of(*row);
    board.tiles = reader.all<Tile>(sql::tiles_of_dashboard, {{"dashboard_id", id}});
    return board;
}

// Those of the shop, and the standard ones of roles that have no own.
static std::vector<Dashboard> all_dashboards(store::Reader& reader, Language language) {
    std::vector<Dashboard> boards;
    std::map<Id<Dashboard>, std::size_t> places;
    for (const auto& row : reader.all<StoredDashboard>(sql::list_dashboards)) {
        places.emplace(row.id, boards.size());
        boards.push_back(dashboard_of(row));
    }
    for (const auto& tile : reader.all<StoredTile>(sql::list_tiles)) {
        boards[places.at(tile.dashboard_id)].tiles.push_back(static_cast<const Tile&>(tile));
    }
    const auto stored = boards.size();
    for (auto& standard : standard_dashboards(language)) {
        const std::span own(boards.data(), stored);
        if (std::ranges::find(own, standard.for_role, &Dashboard::for_role) == own.end()) {
            boards.push_back(std::move(standard));
        }
    }
    return boards;
}

std::vector<Dashboard> list_dashboards(store::Reader& reader, std::span<const std::string> roles,
                                       Language language) {
    const auto distance = [&](const Dashboard& board) {
        if (!board.for_role) return 1;
        return std::ranges::find(roles, *board.for_role) != roles.end() ? 0 : 2;
    };
    const auto boards = all_dashboards(reader, language);
    std::vector<Dashboard> sorted;
    for (const int wanted : {0, 1, 2}) {
        std::ranges::copy_if(boards, std::back_inserter(sorted),
                             [&](const Dashboard& board) { return distance(board) == wanted; });
    }
    return sorted;
}

Dashboard create_dashboard(store::Tx& tx, const DashboardDraft& draft) {
    auto board = drafted(tx, {}, draft);
    check_room(tx.integer(sql::count_dashboards), kMostDashboards, "dashboards");
    board.id = tx.next_id<Dashboard>(kEntity);
    board.version = 1;
    board.created_at = tx.now();
    board.updated_at = tx.now();
    tx.run(sql::insert_dashboard, store::args_of(board));
    write_tiles(tx, board);
    tell_created(tx, kEntity, board);
    return board;
}

Dashboard change_dashboard(store::Tx& tx, Id<Dashboard> id, std::int64_t version,
                           const DashboardDraft& draft) {
    const auto before = find_dashboard(tx, id);
    record::check_version("dashboard " + std::to_string(id.value), before, version);
    auto after = drafted(tx, before, draft);
    if (record::difference(before, after).empty()) return after;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    tx.run(sql::update_dashboard, store::args_of(after));
    write_tiles(tx, after);
    tell_updated(tx, kEntity, before, after);
    return after;
}

void hold_dashboard(store::Tx& tx, Id<Dashboard> id, std::string_view pointer) {
    if (tx.run(sql::hold_dashboard, {{"id", id}}) == 1) return;
    throw record::invalid(pointer, "not_in_list", "there is no such dashboard");
}

void delete_dashboard(store::Tx& tx, Id<Dashboard> id) {
    const auto board = find_dashboard(tx, id);
    if (tx.integer(sql::count_schedules_of_dashboard, {{"id", id}}) > 0) {
        const auto message = "the dashboard is sent by a schedule";
        throw Error(Code::Conflict, message, {{"", "kept_in_use", message, {}}});
    }
    tx.run(sql::delete_tiles, {{"dashboard_id", id}});
    tx.run(sql::delete_dashboard, {{"id", id}});
    tell_deleted(tx, kEntity, board);
}

}  // namespace tsunagi::board
