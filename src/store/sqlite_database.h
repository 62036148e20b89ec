// A Database in an SQLite file.
#pragma once

#include "store/pool.h"
#include "store/reserve.h"
#include "store/sqlite_writer.h"

namespace tsunagi::store {

struct SqliteDatabaseOptions {
    std::filesystem::path file;
    int readers = 4;
    SqliteWriterOptions writer{};
    std::string vfs{};           // see SqliteOptions
    Reserve* reserve = nullptr;  // outlives the database
};

class SqliteDatabase final : public Database {
public:
    // Makes the file when there is none and brings its schema up to date.
    SqliteDatabase(const SqliteDatabaseOptions&, const Clock&,
                   std::span<const Migration> migrations);

    Dialect dialect() const override { return Dialect::Sqlite; }
    void read_with(const std::function<void(Reader&)>&) override;
    void write_with(const Actor&, const std::function<void(Tx&)>&) override;
    void on_commit(std::function<void(std::int64_t)> heard) override;
    std::int64_t log_head() override { return writer_.committed_seq(); }

    // A consistent copy of everything committed, in a new file that is on the disk when this
    // returns. Reads through a connection of its own; writing goes on. Throws Conflict when the
    // file exists.
    void copy_to(const std::filesystem::path& file);

    // See store/scrub.h.
    bool scrub() { return writer_.scrub(); }
    std::int64_t stored_bytes() const;

private:
    SqliteDatabaseOptions options_;
    Listeners listeners_;
    SqliteWriter writer_;
    Pool<SqliteConnection> readers_;  // closed before the writer
};

}  // namespace tsunagi::store
