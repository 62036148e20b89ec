// The rows of the trail — changes, items of bulk changes, events — in the one order in which they
// are sealed: by seq, a change before its items.
//
// A row has an open part, which stays, and contents, which erasure takes away: the before- and
// after-images of a change, the reason of an event. Both are texts that SQLite and
// PostgreSQL give alike, so a chain survives a move between them.
#pragma once

#include "store/database.h"

namespace tsunagi::store::audit {

enum class Source { Change, Item, Event, Unknown };  // Unknown: no program wrote it
BOOST_DESCRIBE_ENUM(Source, Change, Item, Event, Unknown)

struct Place {
    std::int64_t seq = 0;
    Source source = Source::Change;
    std::int64_t position = 0;  // of an item
    friend auto operator<=>(const Place&, const Place&) = default;
};

// "change 17", "change 17 item 3", "event 18": for a person.
std::string name_of(const Place&);

struct TrailRow {
    Place place;
    std::int64_t customer_id = 0;
    std::string open;
    std::string contents;
    bool empty = true;  // without contents
    bool bulk = false;  // items follow
};

// Every row before this seq is decided: none can still come. Of a write, or of a reader that sees
// one state.
std::int64_t settled_before(Reader&);

// Up to about `most` rows behind `after` and before the seq `below`, in order; none: there are
// none.
std::vector<TrailRow> rows_after(Reader&, const Place& after, std::int64_t below, std::size_t most);

}  // namespace tsunagi::store::audit
