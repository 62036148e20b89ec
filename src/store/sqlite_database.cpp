#include "store/sqlite_database.h"

#include "base/files.h"
#include "store/migrate.h"

#include <sqlite3.h>

namespace tsunagi::store {

namespace {

constexpr Statement kBegin{"begin", "BEGIN", {}};
constexpr Statement kEnd{"end", "COMMIT", {}};

std::unique_ptr<SqliteConnection> open_writer(const SqliteDatabaseOptions& options,
                                              const Clock& clock,
                                              std::span<const Migration> migrations) {
    auto connection = std::make_unique<SqliteConnection>(SqliteOptions{
        .file = options.file, .access = SqliteOptions::Access::ReadWrite, .vfs = options.vfs});
    migrate(*connection, migrations, clock.now());
    return connection;
}

// A read transaction: everything inside sees one state. SQLite has ended it already when the disk
// failed a read; a connection whose transaction cannot be ended is not lent again.
class Snapshot {
public:
    explicit Snapshot(Pool<SqliteConnection>::Lease& lease) : lease_(lease) {
        lease_->run(kBegin, {});
    }
    ~Snapshot() {
        try {
            if (lease_->in_transaction()) lease_->run(kEnd, {});
        } catch (const Error&) {
            lease_.discard();
        }
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Pool<SqliteConnection>::Lease& lease_;
};

// SQLite's own copier of whole databases; one step reads one state.
void copy_pages(SqliteConnection& from, SqliteConnection& to) {
    sqlite3_backup* copier = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    constexpr int kAllPages = -1;
    if (copier) sqlite3_backup_step(copier, kAllPages);
    if (!copier || sqlite3_backup_finish(copier) != SQLITE_OK) to.fail("copying the database");
}

}  // namespace

SqliteDatabase::SqliteDatabase(const SqliteDatabaseOptions& options, const Clock& clock,
                               std::span<const Migration> migrations)
    : options_(options),
      writer_(open_writer(options, clock, migrations), clock, listeners_, options.writer),
      readers_(options.readers, [this] {
          return std::make_unique<SqliteConnection>(
              SqliteOptions{.file = options_.file, .vfs = options_.vfs});
      }) {}

void SqliteDatabase::read_with(const std::function<void(Reader&)>& work) {
    auto connection = readers_.lend();
    const Snapshot snapshot(connection);
    ConnectionReader reader(*connection);
    work(reader);
}

void SqliteDatabase::write_with(const Actor& actor, const std::function<void(Tx&)>& work) {
    Reserve* const reserve = options_.reserve;
    if (reserve != nullptr && !actor.urgent && !reserve->is_kept()) {
        throw Error(Code::StorageFull, "the disk is all but full; only the trail is still written");
    }
    try {
        writer_.write(actor, work);
    } catch (const Error& error) {
        const bool goes_on = actor.urgent && error.code() == Code::StorageFull;
        if (!goes_on || reserve == nullptr || !reserve->give_up()) throw;
        writer_.write(actor, work);
    }
}

void SqliteDatabase::copy_to(const std::filesystem::path& file) {
    if (std::filesystem::exists(file)) {
        throw Error(Code::Conflict, "the file " + file.string() + " exists already");
    }
    try {
        SqliteConnection from({.file = options_.file, .vfs = options_.vfs});
        SqliteConnection to({.file = file, .access = SqliteOptions::Access::ReadWrite});
        copy_pages(from, to);
        to.checkpoint(SqliteConnection::Checkpoint::Truncate);
    } catch (...) {
        std::filesystem::remove(file);
        throw;
    }
    File::open(file).sync();
    sync_folder(file.parent_path());
}

std::int64_t SqliteDatabase::stored_bytes() const {
    std::error_code missing;
    const auto size = std::filesystem::file_size(options_.file, missing);
    return missing ? 0 : std::int64_t(size);
}

void SqliteDatabase::on_commit(std::function<void(std::int64_t)> heard) {
    listeners_.add(std::move(heard));
}

}  // namespace tsunagi::store
