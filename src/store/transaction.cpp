#include "store/transaction.h"

#include "base/error.h"
#include "store/change_log.sql.h"

#include <algorithm>
#include <array>

namespace tsunagi::store {

namespace {

constexpr std::array<std::string_view, 7> kItemColumns{
    "seq", "position", "entity", "first_id", "last_id", "customer_id", "before"};

class ItemRows final : public BulkRows {
public:
    ItemRows(std::int64_t seq, std::span<const BulkItem> items) : seq_(seq), items_(items) {}
    bool next(std::vector<Value>& row) override {
        if (at_ == items_.size()) return false;
        const BulkItem& item = items_[at_];
        row = {seq_,         std::int64_t(at_), item.entity, item.first_id,
               item.last_id, item.customer_id,  item.before};
        ++at_;
        return true;
    }

private:
    std::int64_t seq_;
    std::span<const BulkItem> items_;
    std::size_t at_ = 0;
};

bool created(const BulkItem& item) { return item.before.empty(); }

}  // namespace

std::int64_t Transaction::next_ids(std::string_view table, std::int64_t count) {
    ASSERT(count > 0);
    return numbering_.first_id(connection_, table, count);
}

void Transaction::changed(const Change& change) {
    ASSERT(change.id > 0);
    insert_change(change, false);
}

std::int64_t Transaction::changed_in_bulk(std::string_view entity,
                                          std::span<const BulkItem> items) {
    const bool all_created = std::ranges::all_of(items, created);
    const auto kind = all_created ? Change::Kind::Created : Change::Kind::Updated;
    const auto seq = insert_change({.entity = entity, .kind = kind}, true);
    ItemRows rows(seq, items);
    connection_.bulk_insert("change_item", kItemColumns, rows);
    return seq;
}

std::int64_t Transaction::insert_change(const Change& change, bool bulk) {
    const auto seq = numbering_.next_seq(connection_);
    connection_.run(sql::insert_change, {{"seq", seq},
                                         {"at", now_},
                                         {"actor_kind", actor_.kind},
                                         {"actor_id", actor_.id},
                                         {"entity", change.entity},
                                         {"entity_id", change.id},
                                         {"customer_id", change.customer_id},
                                         {"kind", change.kind},
                                         {"version", change.version},
                                         {"bulk", bulk},
                                         {"before", change.before},
                                         {"after", change.after}});
    last_seq_ = seq;
    return seq;
}

}  // namespace tsunagi::store
