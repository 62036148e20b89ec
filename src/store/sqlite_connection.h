// A Connection to an SQLite file. The library must be 3.51.3 or newer: older ones lose committed
// rows when one connection writes while another one checkpoints (sqlite.org/wal.html, "WAL-reset
// bug"), which is also why only the writing connection ever checkpoints.
#pragma once

#include "base/error.h"
#include "store/connection.h"

#include <filesystem>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace tsunagi::store {

constexpr int kOldestSqlite = 3051003;

// Throws Unavailable when the linked SQLite is older than kOldestSqlite.
void require_sound_sqlite();

// An Error that remembers the extended result code of SQLite.
class SqliteError : public Error {
public:
    SqliteError(Code code, const std::string& message, std::vector<FieldError> fields, int native);
    int native() const { return native_; }
    bool is_full() const;       // no room: the transaction is rolled back, nothing is in doubt
    bool leaves_doubt() const;  // I/O failed: what is on the disk is unknown

private:
    int native_;
};

struct SqliteOptions {
    enum class Access { ReadOnly, ReadWrite };
    std::filesystem::path file;
    Access access = Access::ReadOnly;
    std::string vfs{};  // empty: mapped_files.h; tests name one that fails
};

class SqliteConnection final : public Connection {
public:
    explicit SqliteConnection(const SqliteOptions&);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Dialect dialect() const override { return Dialect::Sqlite; }
    void rows(const Statement&, const Args&, const std::function<bool(const Row&)>&) override;
    std::int64_t run(const Statement&, const Args&) override;
    void bulk_insert(std::string_view table, std::span<const std::string_view> columns,
                     BulkRows&) override;
    void script(const std::string& sql) override;

    bool in_transaction() const;
    struct Wal {
        int pages = 0;  // after the last commit of this connection
        int moved = 0;  // of these: they are in the file, too
    };
    const Wal& wal() const { return wal_; }
    // Moves the WAL into the file. Restarting waits a moment for readers. False when a reader held
    // it up. Throws SqliteError.
    enum class Checkpoint { Passive, Restart, Truncate };
    bool checkpoint(Checkpoint);
    sqlite3* handle() { return handle_; }
    // Throws what the last call on the handle reported.
    [[noreturn]] void fail(std::string_view doing);

private:
    struct Prepared;
    class Use;
    friend class SqliteRow;

    Prepared& prepare(const Statement&);
    void bind(Prepared&, std::string_view name, const Args&);

    sqlite3* handle_ = nullptr;
    Wal wal_;
    std::unordered_multimap<std::string_view, std::unique_ptr<Prepared>> prepared_;  // by text
    std::vector<Value> values_;
};

}  // namespace tsunagi::store
