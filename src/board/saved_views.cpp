#include "board/saved_views.h"

#include "board/kpis.h"
#include "board/saved_views.sql.h"
#include "record/versions.h"

#include <algorithm>
#include <set>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "saved_view";

// A row: the query is JSON.
struct StoredView : SavedViewHead {
    Id<SavedView> id;
    std::int64_t version = 0;
    Json query;
    Id<User> owner;
    std::string owner_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(StoredView, (SavedViewHead),
                      (id, version, query, owner, owner_name, created_at, updated_at))

SavedView view_of(const StoredView& row) {
    SavedView view;
    static_cast<SavedViewHead&>(view) = static_cast<const SavedViewHead&>(row);
    view.query = from_json<SavedQuery>(row.query.text);
    view.id = row.id;
    view.version = row.version;
    view.owner = row.owner;
    view.owner_name = row.owner_name;
    view.created_at = row.created_at;
    view.updated_at = row.updated_at;
    return view;
}

void write(store::Tx& tx, const store::Statement& statement, const SavedView& view) {
    const auto query = to_json(view.query);
    tx.run(statement, store::args_of(view, {{"query", query}}));
}

SavedView drafted(SavedView view, const SavedViewDraft& draft) {
    static_cast<SavedViewDraft&>(view) = draft;
    view.name = checked_name(draft.name);
    check_query(view.analysis, view.query);
    return view;
}

// What all see is for those who may change it.
void require_keeping(Keeps keeps, bool shared) {
    if (!shared || keeps == Keeps::Shared) return;
    throw Error(Code::Forbidden, "a shared view is changed by those with the right insight.edit");
}

void check_room_for(store::Reader& reader, const SavedView& view) {
    if (view.shared)
        return check_room(reader.integer(sql::count_shared_views), kMostViews, "views");
    check_room(reader.integer(sql::count_private_views, {{"owner", view.owner}}), kMostOwnViews,
               "views of one's own");
}

void require_unused(store::Reader& reader, Id<SavedView> id) {
    const auto uses = reader.integer(sql::count_uses_of_view, {{"id", id}});
    if (uses == 0) return;
    const auto message = "the view stands on a dashboard or in a schedule";
    throw Error(Code::Conflict, message, {{"", "kept_in_use", message, {}}});
}

}  // namespace

SavedView find_saved_view(store::Reader& reader, const Viewer& viewer, Id<SavedView> id) {
    const auto row = reader.one<StoredView>(sql::find_saved_view,
                                            {{"id", id}, {"user", viewer.user}});
    if (!row) not_found("view", id.value);
    return view_of(*row);
}

std::vector<SavedView> list_saved_views(store::Reader& reader, const Viewer& viewer) {
    std::vector<SavedView> views;
    for (const auto& row : reader.all<StoredView>(sql::list_saved_views, {{"user", viewer.user}})) {
        views.push_back(view_of(row));
    }
    return views;
}

SavedView create_saved_view(store::Tx& tx, const Viewer& viewer, Keeps keeps,
                            const SavedViewDraft& draft) {
    require_keeping(keeps, draft.shared);
    auto view = drafted({}, draft);
    view.owner = viewer.user;
    check_room_for(tx, view);
    view.id = tx.next_id<SavedView>(kEntity);
    view.version = 1;
    view.owner_name = viewer.user_name;
    view.created_at = tx.now();
    view.updated_at = tx.now();
    write(tx, sql::insert_saved_view, view);
    tell_created(tx, kEntity, view);
    return view;
}

SavedView change_saved_view(store::Tx& tx, const Viewer& viewer, Keeps keeps, Id<SavedView> id,
                            std::int64_t version, const SavedViewDraft& draft) {
    const auto before = find_saved_view(tx, viewer, id);
    require_keeping(keeps, before.shared || draft.shared);
    record::check_version("view " + std::to_string(id.value), before, version);
    auto after = drafted(before, draft);
    if (before.shared != after.shared) check_room_for(tx, after);
    if (before.shared && !after.shared) {
        if (before.owner != viewer.user) {
            throw Error(Code::Forbidden, "only its owner makes a view private");
        }
        require_unused(tx, id);
    }
    if (record::difference(before, after).empty()) return after;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    write(tx, sql::update_saved_view, after);
    tell_updated(tx, kEntity, before, after);
    return after;
}

void delete_saved_view(store::Tx& tx, const Viewer& viewer, Keeps keeps, Id<SavedView> id) {
    const auto view = find_saved_view(tx, viewer, id);
    require_keeping(keeps, view.shared);
    require_unused(tx, id);
    tx.run(sql::delete_saved_view, {{"id", id}});
    tell_deleted(tx, kEntity, view);
}

static bool asks(std::string_view analysis, const SavedQuery& query, std::int64_t segment) {
    const auto asked = segments_of(analysis, query);
    return std::ranges::find(asked, segment, &AskedSegment::id) != asked.end();
}

std::vector<std::string> names_that_ask(store::Reader& reader, const Viewer& viewer,
                                        std::int64_t segment) {
    std::set<std::string> names;
    for (const auto& row : reader.all<StoredView>(sql::list_views_of_all)) {
        const auto view = view_of(row);
        if (!asks(view.analysis, view.query, segment)) continue;
        names.insert(view.shared || view.owner == viewer.user ? view.name : view.owner_name);
    }
    for (const Kpi& kpi : list_kpis(reader)) {
        if (asks(kpi.analysis, kpi.query, segment)) names.insert(kpi.name);
    }
    return {names.begin(), names.end()};
}

void hold_shared(store::Tx& tx, Id<SavedView> id, std::string_view pointer) {
    tx.run(sql::hold_view, {{"id", id}});
    const auto shared = tx.integer(sql::is_view_shared, {{"id", id}}, -1);
    if (shared < 0) throw record::invalid(pointer, "not_in_list", "there is no such view");
    if (shared == 0) {
        throw record::invalid(pointer, "not_shared",
                              "only shared views stand on dashboards and in schedules");
    }
}

}  // namespace tsunagi::board
