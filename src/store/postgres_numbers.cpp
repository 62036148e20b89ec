#include "store/postgres_numbers.h"

#include "store/change_log.sql.h"
#include "store/ids.sql.h"

#include <algorithm>

namespace tsunagi::store {

namespace {

constexpr std::int64_t kSmallestBlock = 64;
constexpr int kPlaceBits = 20;
constexpr std::int64_t kPlaces = std::int64_t{1} << kPlaceBits;  // per transaction
constexpr std::string_view kBaseName = "change";

std::int64_t transaction_place(Connection& connection) {
    return ConnectionReader(connection).integer(sql::find_transaction_number) << kPlaceBits;
}

}  // namespace

std::int64_t IdBlocks::first_id(std::string_view table, std::int64_t count) {
    const std::lock_guard lock(mutex_);
    auto found = blocks_.find(table);
    if (found == blocks_.end()) found = blocks_.emplace(table, Block{}).first;
    Block& block = found->second;
    if (block.end - block.next < count) {
        const auto size = std::max(count, kSmallestBlock);
        const auto first = take(table, size);
        block = {first, first + size};
    }
    return std::exchange(block.next, block.next + count);
}

std::int64_t IdBlocks::take(std::string_view table, std::int64_t count) {
    if (!connection_ || connection_->is_lost()) connection_ = connect_();
    return ConnectionReader(*connection_)
        .integer(sql::take_ids, {{"name", table}, {"count", count}});
}

std::int64_t PostgresNumbers::next_seq(Connection& connection) {
    if (first_ == 0) first_ = base_ + transaction_place(connection);
    if (used_ == kPlaces) {
        throw Error(Code::TooLarge, "one transaction logs at most 1048576 changes");
    }
    return first_ + used_++;
}

std::int64_t settle_log_base(Connection& connection) {
    ConnectionReader reader(connection);
    const auto base = reader.integer(sql::find_id_block, {{"name", kBaseName}});
    const auto newest = reader.integer(sql::find_last_place);
    if (newest < base + transaction_place(connection)) return base;
    connection.run(sql::set_id_block, {{"name", kBaseName}, {"next", newest + 1}});
    return newest + 1;
}

}  // namespace tsunagi::store
