// A RowTaker turns the rows of one kind of file into a Batch. Rows are taken one by one, which
// needs no database; resolve() then finds out what of them is already there and fills the batch.
//
// Within a file the first row of a key tells its fields; what a later row of the same key says
// about them is not looked at, so that a second import of the file finds nothing to change.
//
// Thread: one, the reading one.
#pragma once

#include "intake/batch.h"
#include "intake/row_reader.h"
#include "store/database.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi::intake {

// Hands out ids of new rows. A plan gets numbers that nobody will use.
class IdSource {
public:
    virtual ~IdSource() = default;
    virtual std::int64_t next(std::string_view table) = 0;
};

// What the takers of one file share.
struct TakerSetup {
    const Mapping& mapping;
    Currency currency;
    std::string country_calling_code;
    Day today;
    Instant now;
};

// Rows that this import wrote before it was interrupted, so that they count as its own.
struct Resumed {
    struct Range {
        std::int64_t first;
        std::int64_t last;
    };
    std::vector<Range> created_orders;  // by id
    std::set<std::int64_t> updated_orders;
    bool created_order(std::int64_t id) const;
};

// What the record says of an event whose day follows from other days of the file.
inline constexpr std::string_view kEstimated = "estimated";

using Events = std::unordered_map<std::int64_t, std::vector<table::SubscriptionEvent>>;
// Of each of the subscriptions in `list` (a KeyList's text), the oldest first.
Events events_of(store::Reader&, std::string_view list);

class RowTaker {
public:
    virtual ~RowTaker() = default;
    // What must be taken or rejected together: the key of the order; empty when each row stands
    // alone.
    virtual std::string_view group_of(RowReader&) { return {}; }
    // A row of the part of the file that is already stored: only its keys are noted.
    virtual void pass_over(RowReader&) = 0;
    // Reads the row. When it is rejected (row.rejected()) nothing of it may be used.
    virtual void take(RowReader&, Batch&) = 0;
    // How many rows a batch holds, as far as their groups allow.
    virtual std::int64_t batch_rows() const { return 50'000; }
    // Everything taken since the last call goes into the batch.
    virtual void resolve(store::Reader&, IdSource&, Batch&) = 0;
};

std::unique_ptr<RowTaker> taker_of(const TakerSetup&, Resumed = {});

}  // namespace tsunagi::intake
