#include "store/postgres_database.h"

#include "store/change_log.sql.h"
#include "store/migrate.h"
#include "store/schemas.sql.h"
#include "store/tables.h"

#include <thread>

namespace tsunagi::store {

namespace {

constexpr int kTries = 12;
constexpr const char* kBeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
constexpr const char* kBeginWriting = "BEGIN ISOLATION LEVEL REPEATABLE READ";

using Lease = Pool<PostgresConnection>::Lease;

// A transaction on a borrowed connection, rolled back unless it was committed.
class Borrowed {
public:
    // A connection that was lost while nobody used it is replaced without anybody noticing.
    Borrowed(Lease& lease, const char* begin) : lease_(lease) {
        try {
            lease_->script(begin);
        } catch (const Error&) {
            if (!lease_->is_lost()) throw;
            lease_.renew();
            lease_->script(begin);
        }
    }
    ~Borrowed() {
        try {
            if (lease_->in_transaction()) lease_->script("ROLLBACK");
        } catch (const Error&) {
            lease_.discard();
        }
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;

    void commit() {
        if (lease_->has_failed()) {
            throw Error(Code::Internal, "an error inside a transaction was caught: not committed");
        }
        lease_->script("COMMIT");
    }

private:
    Lease& lease_;
};

// Doubling from a quarter of a millisecond, at a different place in the span for each thread.
void give_way(int attempt) {
    const auto longest_us = std::size_t{250} << std::min(attempt, 7);
    const auto seed = std::hash<std::thread::id>{}(std::this_thread::get_id()) * 2654435761u;
    std::this_thread::sleep_for(std::chrono::microseconds(
        longest_us / 2 + (seed >> 7) * std::size_t(attempt) % (longest_us / 2)));
}

}  // namespace

std::vector<std::string> postgres_schemas(const std::string& url, std::string_view prefix) {
    PostgresConnection connection(url, "public");
    std::vector<std::string> names;
    connection.rows(sql::find_schemas, {{"prefix", prefix}}, [&](const Row& row) {
        names.emplace_back(row.text(0));
        return true;
    });
    return names;
}

PostgresDatabase::PostgresDatabase(PostgresDatabaseOptions options, const Clock& clock,
                                   std::span<const Migration> migrations)
    : options_(std::move(options)), clock_(clock), log_base_(prepare_schema(migrations)),
      blocks_([this] { return connect(); }),
      connections_(options_.connections, [this] { return connect(); }) {}

std::unique_ptr<PostgresConnection> PostgresDatabase::connect() const {
    return std::make_unique<PostgresConnection>(options_.url, options_.schema);
}

std::int64_t PostgresDatabase::prepare_schema(std::span<const Migration> migrations) {
    const auto connection = connect();
    connection->script("CREATE SCHEMA IF NOT EXISTS " + options_.schema);
    migrate(*connection, migrations, clock_.now());
    connection->script("BEGIN; SELECT pg_advisory_xact_lock(hashtext(current_schema()))");
    const auto base = settle_log_base(*connection);
    connection->script("COMMIT");
    return base;
}

void PostgresDatabase::read_with(const std::function<void(Reader&)>& work) {
    auto lease = connections_.lend();
    Borrowed transaction(lease, kBeginReading);
    ConnectionReader reader(*lease);
    work(reader);
    transaction.commit();
}

void PostgresDatabase::write_with(const Actor& actor, const std::function<void(Tx&)>& work) {
    for (int attempt = 1; !try_write(actor, work, attempt == kTries); ++attempt) {
        give_way(attempt);
    }
}

// False when the write should be tried again.
bool PostgresDatabase::try_write(const Actor& actor, const std::function<void(Tx&)>& work,
                                 bool last_try) {
    auto lease = connections_.lend();
    Borrowed transaction(lease, kBeginWriting);
    try {
        PostgresNumbers numbers(blocks_, log_base_);
        Transaction tx(*lease, numbers, actor, clock_.now());
        work(tx);
        if (tx.last_seq() > 0) lease->run(sql::notify_of_change, {{"seq", tx.last_seq()}});
        transaction.commit();
        return true;
    } catch (const PostgresError& error) {
        if (last_try || !error.is_serialization_failure()) throw;
        return false;
    }
}

std::int64_t PostgresDatabase::find_head(Connection& connection) const {
    return ConnectionReader(connection).integer(sql::find_log_head, {{"base", log_base_}});
}

std::int64_t PostgresDatabase::log_head() {
    auto lease = connections_.lend();
    Borrowed transaction(lease, kBeginReading);
    const auto head = find_head(*lease);
    transaction.commit();
    return head;
}

void PostgresDatabase::scrub() {
    const auto connection = connect();
    ConnectionReader reader(*connection);
    std::string names;
    for (const auto& table : table_names(reader)) names += (names.empty() ? "" : ", ") + table;
    connection->script("VACUUM (FULL) " + names);
}

std::int64_t PostgresDatabase::stored_bytes() {
    const auto connection = connect();
    return ConnectionReader(*connection).integer(sql::count_stored_bytes);
}

void PostgresDatabase::on_commit(std::function<void(std::int64_t)> heard) {
    listeners_.add(std::move(heard));
    const std::lock_guard lock(mutex_);
    if (listener_) return;
    listener_ = std::make_unique<PostgresListener>(
        options_.schema, [this] { return connect(); },
        [this](Connection& connection) { return find_head(connection); }, listeners_);
}

}  // namespace tsunagi::store
