// Ids and places in the change log on PostgreSQL, where many transactions write at once.
//
// Ids are taken in blocks, by a connection of their own, so that writers do not wait for each
// other; a block that is not used up leaves a gap. A place in the log is the transaction's number
// (xid8) times 2^20 plus a counter plus `base`: all places below the oldest running transaction
// are decided, which is what Database::log_head gives. `base` keeps the log growing after a shop
// was moved to a younger server.
//
// Thread: IdBlocks any; PostgresNumbers that of its transaction.
#pragma once

#include "store/postgres_connection.h"
#include "store/transaction.h"

#include <map>
#include <mutex>

namespace tsunagi::store {

class IdBlocks {
public:
    explicit IdBlocks(std::function<std::unique_ptr<PostgresConnection>()> connect)
        : connect_(std::move(connect)) {}
    std::int64_t first_id(std::string_view table, std::int64_t count);

private:
    struct Block {
        std::int64_t next = 0;
        std::int64_t end = 0;
    };
    std::int64_t take(std::string_view table, std::int64_t count);

    const std::function<std::unique_ptr<PostgresConnection>()> connect_;
    std::mutex mutex_;  // guards what follows
    std::unique_ptr<PostgresConnection> connection_;
    std::map<std::string, Block, std::less<>> blocks_;
};

class PostgresNumbers final : public Numbering {
public:
    PostgresNumbers(IdBlocks& blocks, std::int64_t base) : blocks_(blocks), base_(base) {}
    std::int64_t first_id(Connection&, std::string_view table, std::int64_t count) override {
        return blocks_.first_id(table, count);
    }
    std::int64_t next_seq(Connection&) override;

private:
    IdBlocks& blocks_;
    const std::int64_t base_;
    std::int64_t first_ = 0;  // of the transaction; 0 until it is asked for
    std::int64_t used_ = 0;
};

// The base of a schema's log, raised first when its newest place is not below the transactions to
// come. Call inside a transaction that keeps other nodes away.
std::int64_t settle_log_base(Connection&);

}  // namespace tsunagi::store
