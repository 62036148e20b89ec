// Fixture for tests of what is kept: an empty shop with the record's and the board's schema on both
// databases.
#pragma once

#include "board/saved_views.h"
#include "record/testing.h"

namespace tsunagi::board {

class OnBoard : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override;

    // Another member.
    static Viewer colleague();
    static SavedViewDraft draft_of(std::string_view name, bool shared = true);
    SavedView add_view(std::string_view name, bool shared = true);
};

}  // namespace tsunagi::board
