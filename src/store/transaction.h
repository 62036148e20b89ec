// Reader and Tx on a Connection, the same for both dialects. What differs — how ids and places in
// the change log are handed out — is a Numbering.
//
// Thread: that of the connection.
#pragma once

#include "store/connection.h"

namespace tsunagi::store {

class Numbering {
public:
    virtual ~Numbering() = default;
    virtual std::int64_t first_id(Connection&, std::string_view table, std::int64_t count) = 0;
    virtual std::int64_t next_seq(Connection&) = 0;
};

class ConnectionReader final : public Reader {
public:
    explicit ConnectionReader(Connection& connection) : connection_(connection) {}
    Dialect dialect() const override { return connection_.dialect(); }
    void rows(const Statement& statement, const Args& args,
              const std::function<bool(const Row&)>& each) override {
        connection_.rows(statement, args, each);
    }

private:
    Connection& connection_;
};

class Transaction final : public Tx {
public:
    Transaction(Connection& connection, Numbering& numbering, const Actor& actor, Instant now)
        : connection_(connection), numbering_(numbering), actor_(actor), now_(now) {}

    Dialect dialect() const override { return connection_.dialect(); }
    void rows(const Statement& statement, const Args& args,
              const std::function<bool(const Row&)>& each) override {
        connection_.rows(statement, args, each);
    }
    std::int64_t run(const Statement& statement, const Args& args) override {
        return connection_.run(statement, args);
    }
    void bulk_insert(std::string_view table, std::span<const std::string_view> columns,
                     BulkRows& rows) override {
        connection_.bulk_insert(table, columns, rows);
    }
    std::int64_t next_ids(std::string_view table, std::int64_t count) override;
    void changed(const Change&) override;
    std::int64_t changed_in_bulk(std::string_view entity, std::span<const BulkItem>) override;
    std::int64_t next_seq() override { return numbering_.next_seq(connection_); }
    Instant now() const override { return now_; }

    std::int64_t last_seq() const { return last_seq_; }  // 0: nothing was changed

private:
    std::int64_t insert_change(const Change&, bool bulk);

    Connection& connection_;
    Numbering& numbering_;
    Actor actor_;
    Instant now_;
    std::int64_t last_seq_ = 0;
};

}  // namespace tsunagi::store
