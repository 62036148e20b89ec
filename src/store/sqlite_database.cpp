#include "store/sqlite_database.h"

#include "store/migrate.h"

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

// A read transaction: everything inside sees one state.
class Snapshot {
public:
    explicit Snapshot(SqliteConnection& connection) : connection_(connection) {
        connection_.run(kBegin, {});
    }
    ~Snapshot() { connection_.run(kEnd, {}); }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    SqliteConnection& connection_;
};

}  // namespace

SqliteDatabase::SqliteDatabase(const SqliteDatabaseOptions& options, const Clock& clock,
                               std::span<const Migration> migrations)
    : options_(options),
      writer_(open_writer(options, clock, migrations), clock, listeners_,
              std::size_t(options.max_waiting_writes)),
      readers_(options.readers, [this] {
          return std::make_unique<SqliteConnection>(
              SqliteOptions{.file = options_.file, .vfs = options_.vfs});
      }) {}

void SqliteDatabase::read_with(const std::function<void(Reader&)>& work) {
    auto connection = readers_.lend();
    const Snapshot snapshot(*connection);
    ConnectionReader reader(*connection);
    work(reader);
}

void SqliteDatabase::write_with(const Actor& actor, const std::function<void(Tx&)>& work) {
    writer_.write(actor, work);
}

void SqliteDatabase::on_commit(std::function<void(std::int64_t)> heard) {
    listeners_.add(std::move(heard));
}

}  // namespace tsunagi::store
