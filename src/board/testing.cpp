#include "board/testing.h"

#include "board/migrations.h"
#include "record/migrations.h"

namespace tsunagi::board {

std::span<const store::Migration> OnBoard::shop_migrations() const {
    static const auto all = [] {
        std::vector<store::Migration> joined;
        for (const auto room : {record::sql::migrations(), sql::migrations()}) {
            joined.insert(joined.end(), room.begin(), room.end());
        }
        return joined;
    }();
    return all;
}

Viewer OnBoard::colleague() {
    Viewer other = seeing_all();
    other.user = {8};
    other.user_name = "佐藤 光";
    return other;
}

SavedViewDraft OnBoard::draft_of(std::string_view name, bool shared) {
    SavedViewDraft draft;
    draft.name = name;
    draft.analysis = "deciles";
    draft.shared = shared;
    return draft;
}

SavedView OnBoard::add_view(std::string_view name, bool shared) {
    return write([&](store::Tx& tx) {
        return create_saved_view(tx, viewer, Keeps::Shared, draft_of(name, shared));
    });
}

}  // namespace tsunagi::board
