// A SavedView is an analysis with a query and a name. It is its owner's alone, or shared: then
// everybody who may see insight sees it, and those who may change what all see keep it.
#pragma once

#include "board/kept.h"
#include "board/query.h"

#include <vector>

namespace tsunagi::board {

inline constexpr std::int64_t kMostViews = 500;     // shared ones of a shop
inline constexpr std::int64_t kMostOwnViews = 100;  // private ones of one member

// What somebody may keep: views of her own, or also what all see.
enum class Keeps { Own, Shared };

struct SavedViewHead {
    std::string name;
    std::string analysis;
    std::string note;
    bool shared = false;
};
BOOST_DESCRIBE_STRUCT(SavedViewHead, (), (name, analysis, note, shared))

struct SavedViewDraft : SavedViewHead {
    SavedQuery query;
};
BOOST_DESCRIBE_STRUCT(SavedViewDraft, (SavedViewHead), (query))

struct SavedView : SavedViewDraft {
    Id<SavedView> id;
    std::int64_t version = 0;
    Id<User> owner;
    std::string owner_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(SavedView, (SavedViewDraft),
                      (id, version, owner, owner_name, created_at, updated_at))

// Throws NotFound, also for a view that is another one's alone.
SavedView find_saved_view(store::Reader&, const Viewer&, Id<SavedView>);
// Hers and the shared ones, oldest first.
std::vector<SavedView> list_saved_views(store::Reader&, const Viewer&);

// These three throw Forbidden when what is or becomes shared is not hers to keep, and Conflict when
// a dashboard or a schedule would lose the view.
SavedView create_saved_view(store::Tx&, const Viewer&, Keeps, const SavedViewDraft&);
// Only the owner makes a view private again. Throws VersionConflict.
SavedView change_saved_view(store::Tx&, const Viewer&, Keeps, Id<SavedView>, std::int64_t version,
                            const SavedViewDraft&);
void delete_saved_view(store::Tx&, const Viewer&, Keeps, Id<SavedView>);

// What the views and KPIs that ask this segment are called, each once; of another one's private
// view its owner's name.
std::vector<std::string> names_that_ask(store::Reader&, const Viewer&, std::int64_t segment);

// For what stands on views: it stays there and shared until the transaction is done. Throws
// InvalidInput at `pointer` for one that is not there or that is not shared.
void hold_shared(store::Tx&, Id<SavedView>, std::string_view pointer);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::SavedViewDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "analysis", .max_length = 100, .ja = "分析", .en = "Analysis"},
        Rule{.field = "note", .max_length = 2000, .ja = "メモ", .en = "Note"}};
};
