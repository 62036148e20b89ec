// A Connection to one schema of a PostgreSQL database (15 or newer), over libpq.
//
// Rows are streamed one by one. Parameters are sent as text and declared by the kind of their
// value, so that `:n IS NULL OR x = :n` has a type; one that has only been null so far is written
// into the text as NULL.
#pragma once

#include "base/error.h"
#include "store/connection.h"
#include "store/rewrite.h"

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace tsunagi::store {

// An Error that remembers the SQLSTATE (PostgreSQL, appendix A).
class PostgresError : public Error {
public:
    PostgresError(Code code, const std::string& message, std::vector<FieldError> fields,
                  std::string state);
    // Another transaction was in the way; the same work may succeed when it is done again.
    bool is_serialization_failure() const { return state_ == "40001" || state_ == "40P01"; }

private:
    std::string state_;
};

class PostgresConnection final : public Connection {
public:
    // Throws Unavailable when the server cannot be reached or is older than 15.
    PostgresConnection(const std::string& url, std::string_view schema);
    ~PostgresConnection() override;
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    Dialect dialect() const override { return Dialect::Postgres; }
    void rows(const Statement&, const Args&, const std::function<bool(const Row&)>&) override;
    std::int64_t run(const Statement&, const Args&) override;
    void bulk_insert(std::string_view table, std::span<const std::string_view> columns,
                     BulkRows&) override;
    void script(const std::string& sql) override;

    bool is_lost() const { return PQstatus(handle_) != CONNECTION_OK; }
    // Also when the connection was lost: what became of the transaction is not known here.
    bool in_transaction() const { return PQtransactionStatus(handle_) != PQTRANS_IDLE; }
    bool has_failed() const { return PQtransactionStatus(handle_) == PQTRANS_INERROR; }
    PGconn* handle() { return handle_; }

    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

private:
    struct Prepared {
        std::string id{};
        Rewritten rewritten;
        std::vector<Oid> types{};  // of the values seen so far; 0 while only nulls were
    };
    class Stream;

    [[noreturn]] void fail(std::string_view doing, const PGresult* result);
    Prepared& prepare(const Statement&);
    void declare(Prepared&, const Statement&);
    void send(const Statement&, const Args&);
    std::int64_t execute(const Statement&, const Args&, const std::function<bool(const Row&)>&);
    void copy_rows(std::string_view table, std::span<const std::string_view> columns, BulkRows&);
    void finish_stream();

    PGconn* handle_ = nullptr;
    std::unordered_map<std::string, Prepared> prepared_;  // by SQL text
    std::vector<Value> values_;
    std::int64_t next_id_ = 1;
    Stream* stream_ = nullptr;  // whose rows still come
};

}  // namespace tsunagi::store
