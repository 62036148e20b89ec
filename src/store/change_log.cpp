#include "store/change_log.h"

#include "base/error.h"
#include "store/change_log.sql.h"

namespace tsunagi::store {

namespace {

// Columns in the order of read_change_rows and read_change_items.
struct ChangeColumn {
    enum {
        Seq,
        At,
        ActorKind,
        ActorId,
        Entity,
        EntityId,
        CustomerId,
        Kind,
        Version,
        Bulk,
        Before,
        After
    };
};
struct ItemColumn {
    enum { Entity, FirstId, LastId, CustomerId, Before };
};

template <class E>
E read_word(const Row& row, int column) {
    const auto value = parse_enum<E>(row.text(column));
    if (!value) {
        throw Error(Code::Corrupt, "change " + std::to_string(row.integer(ChangeColumn::Seq)) +
                                       " has an unknown " + std::string(row.column_name(column)));
    }
    return *value;
}

LoggedChange read_change(const Row& row) {
    const auto id = row.integer(ChangeColumn::EntityId);
    return {.seq = row.integer(ChangeColumn::Seq),
            .at = {row.integer(ChangeColumn::At)},
            .actor = {read_word<Actor::Kind>(row, ChangeColumn::ActorKind),
                      row.integer(ChangeColumn::ActorId)},
            .entity = row.text(ChangeColumn::Entity),
            .first_id = id,
            .last_id = id,
            .customer_id = row.integer(ChangeColumn::CustomerId),
            .kind = read_word<Change::Kind>(row, ChangeColumn::Kind),
            .bulk = row.integer(ChangeColumn::Bulk) != 0,
            .version = row.integer(ChangeColumn::Version),
            .before = row.text(ChangeColumn::Before),
            .after = row.text(ChangeColumn::After)};
}

void read_items(Reader& reader, const LoggedChange& batch,
                const std::function<void(const LoggedChange&)>& each) {
    reader.rows(sql::read_change_items, {{"seq", batch.seq}}, [&](const Row& row) {
        LoggedChange item = batch;
        item.entity = row.text(ItemColumn::Entity);
        item.first_id = row.integer(ItemColumn::FirstId);
        item.last_id = row.integer(ItemColumn::LastId);
        item.customer_id = row.integer(ItemColumn::CustomerId);
        item.before = row.text(ItemColumn::Before);
        item.kind = item.before.empty() ? Change::Kind::Created : Change::Kind::Updated;
        each(item);
        return true;
    });
}

}  // namespace

std::int64_t read_changes(Reader& reader, std::int64_t after, std::int64_t until, int limit,
                          const std::function<void(const LoggedChange&)>& each) {
    std::int64_t reached = after;
    const Args args{{"after", after}, {"until", until}, {"limit", limit}};
    reader.rows(sql::read_change_rows, args, [&](const Row& row) {
        const auto change = read_change(row);
        if (change.bulk) {
            read_items(reader, change, each);
        } else {
            each(change);
        }
        reached = change.seq;
        return true;
    });
    return reached;
}

}  // namespace tsunagi::store
