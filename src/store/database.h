// A Database is one shop's data (or the control database): an SQLite file or a PostgreSQL schema.
// Reading and writing look the same on both; the dialects differ only in `.sql` variants.
//
//   auto customer = db.read([&](Reader& reader) {
//       return reader.one<Customer>(sql::find_customer, {{"id", id}});
//   });
//   db.write(actor, [&](Tx& tx) {
//       tx.run(sql::insert_contact, args_of(contact));
//       tx.changed({.entity = "contact", .id = contact.id.value, .customer = contact.customer_id});
//   });
//
// Writing: on SQLite one thread owns the only writing connection and all checkpoints; it takes
// every waiting write, runs each in a savepoint and commits them together (group commit) with
// synchronous=FULL. `write` returns after the commit is durable. A write that throws is rolled
// back alone. After a failed fsync or commit of unknown outcome the database stops accepting
// writes (Code::Unavailable) until the process restarts. On PostgreSQL each write is its own
// transaction and is retried on serialization failures, so the function may run more than once.
//
// Errors: a violated key is Conflict with the constraint as field code: "customer.external_key" for
// a unique key over that column ("a.x, a.y" over two), "foreign_key" for a reference. Busy: no
// connection came free or too many writes wait. A full disk is StorageFull, a lost connection
// Unavailable. An Error out of a Tx ends its transaction: let it pass, do not catch it inside.
//
// Thread: any thread may call read and write; a Reader or Tx stays on the thread it was given to.
#pragma once

#include "base/clock.h"
#include "base/described.h"
#include "store/args.h"
#include "store/statement.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi::store {

enum class Dialect { Sqlite, Postgres };

// Column access of one result row; text views live until the next row.
class Row {
public:
    virtual ~Row() = default;
    virtual int columns() const = 0;
    virtual std::string_view column_name(int column) const = 0;
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
};

// Fills the fields of `out` from the columns of the same names; a column without a field and a
// field without a column (unless optional, a vector or a nested struct) are Internal errors.
void read_row(const TypeTable&, const Row&, void* out);

// A consistent snapshot for reading.
class Reader {
public:
    virtual ~Reader() = default;
    virtual Dialect dialect() const = 0;

    // Calls `each` for every row until it returns false.
    virtual void rows(const Statement&, const Args&,
                      const std::function<bool(const Row&)>& each) = 0;

    template <class T>
    std::optional<T> one(const Statement& statement, const Args& args = {}) {
        std::optional<T> found;
        rows(statement, args, [&](const Row& row) {
            read_row(type_of<T>(), row, &found.emplace());
            return false;
        });
        return found;
    }
    template <class T>
    std::vector<T> all(const Statement& statement, const Args& args = {}) {
        std::vector<T> found;
        rows(statement, args, [&](const Row& row) {
            read_row(type_of<T>(), row, &found.emplace_back());
            return true;
        });
        return found;
    }
    // First column of the first row, or `otherwise`.
    std::int64_t integer(const Statement&, const Args& args = {}, std::int64_t otherwise = 0);
    std::optional<std::string> text(const Statement&, const Args& args = {});
};

// One changed thing, for the change log. A change is what every follower of the log reads:
// audit, live screens, journeys, segments, webhooks.
struct Change {
    enum class Kind { Created, Updated, Deleted };
    BOOST_DESCRIBE_NESTED_ENUM(Kind, Created, Updated, Deleted)
    std::string_view entity;  // table name: "contact"
    std::int64_t id = 0;
    std::int64_t customer_id = 0;  // 0: no customer concerned
    Kind kind = Kind::Created;
    std::int64_t version = 1;   // of the row after the change
    std::string_view before{};  // JSON of the fields as they were; empty when created
    std::string_view after{};   // JSON of the fields as they are now; empty when deleted
};

// Rows of a bulk write. Created rows have consecutive ids and are named as a range; an updated row
// is named alone, with its before-image.
struct BulkItem {
    std::string_view entity;
    std::int64_t first_id = 0;
    std::int64_t last_id = 0;
    std::int64_t customer_id = 0;  // 0 for ranges: readers find the customers by the rows
    std::string_view before{};
};

// Who caused a change.
struct Actor {
    enum class Kind { User, Import, Job, System };
    BOOST_DESCRIBE_NESTED_ENUM(Kind, User, Import, Job, System)
    Kind kind = Kind::System;
    std::int64_t id = 0;  // user, import or job
    bool urgent = false;  // may use the last room on the disk (store/reserve.h)
};

// Columns and values of many new rows of one table.
class BulkRows {
public:
    virtual ~BulkRows() = default;
    // Fills `row` with one value per column; false at the end. Text is borrowed until the next
    // call.
    virtual bool next(std::vector<Value>& row) = 0;
};

// A transaction that writes. Everything a Reader does, seeing its own writes.
class Tx : public Reader {
public:
    // Rows affected.
    virtual std::int64_t run(const Statement&, const Args& args = {}) = 0;
    // Fast insert: a prepared loop on SQLite, COPY on PostgreSQL.
    virtual void bulk_insert(std::string_view table, std::span<const std::string_view> columns,
                             BulkRows&) = 0;
    // First of `count` consecutive new ids for the table; never handed out twice.
    virtual std::int64_t next_ids(std::string_view table, std::int64_t count = 1) = 0;
    virtual void changed(const Change&) = 0;
    // One change row for a whole batch, with its items. Returns its seq.
    virtual std::int64_t changed_in_bulk(std::string_view entity, std::span<const BulkItem>) = 0;
    // The next place in the order of everything that is told, for what is no change.
    virtual std::int64_t next_seq() = 0;
    virtual Instant now() const = 0;  // one instant for the whole transaction

    template <class T>
    Id<T> next_id(std::string_view table) {
        return {next_ids(table)};
    }
};

class Database {
public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;

    virtual void read_with(const std::function<void(Reader&)>&) = 0;
    virtual void write_with(const Actor&, const std::function<void(Tx&)>&) = 0;

    // Calls `heard` on a store thread after every commit with the newest seq of the change log,
    // also for commits of other nodes (LISTEN/NOTIFY). Must return quickly.
    virtual void on_commit(std::function<void(std::int64_t seq)> heard) = 0;
    // Newest seq below which no transaction is still open.
    virtual std::int64_t log_head() = 0;

    template <class F>
    auto read(F&& f) {
        using R = std::invoke_result_t<F, Reader&>;
        if constexpr (std::is_void_v<R>) {
            read_with([&](Reader& reader) { f(reader); });
        } else {
            std::optional<R> result;
            read_with([&](Reader& reader) { result.emplace(f(reader)); });
            return std::move(*result);
        }
    }
    template <class F>
    auto write(const Actor& actor, F&& f) {
        using R = std::invoke_result_t<F, Tx&>;
        if constexpr (std::is_void_v<R>) {
            write_with(actor, [&](Tx& tx) { f(tx); });
        } else {
            std::optional<R> result;
            write_with(actor, [&](Tx& tx) { result.emplace(f(tx)); });
            return std::move(*result);
        }
    }
};

}  // namespace tsunagi::store
