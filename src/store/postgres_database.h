// A Database in a schema of a PostgreSQL server. A write is a transaction of its own at REPEATABLE
// READ; when another one was in its way it is done again.
#pragma once

#include "store/listeners.h"
#include "store/pool.h"
#include "store/postgres_listener.h"
#include "store/postgres_numbers.h"

namespace tsunagi::store {

struct PostgresDatabaseOptions {
    std::string url;
    std::string schema;
    int connections = 8;
};

// Schemas whose names begin with `prefix`.
std::vector<std::string> postgres_schemas(const std::string& url, std::string_view prefix);

class PostgresDatabase final : public Database {
public:
    // Makes the schema when there is none and brings it up to date.
    PostgresDatabase(PostgresDatabaseOptions, const Clock&, std::span<const Migration> migrations);

    Dialect dialect() const override { return Dialect::Postgres; }
    void read_with(const std::function<void(Reader&)>&) override;
    void write_with(const Actor&, const std::function<void(Tx&)>&) override;
    void on_commit(std::function<void(std::int64_t)> heard) override;
    std::int64_t log_head() override;

    // See store/scrub.h.
    void scrub();
    std::int64_t stored_bytes();

private:
    using Connections = Pool<PostgresConnection>;
    std::unique_ptr<PostgresConnection> connect() const;
    std::int64_t prepare_schema(std::span<const Migration> migrations);
    bool try_write(const Actor&, const std::function<void(Tx&)>&, bool last_try);
    std::int64_t find_head(Connection&) const;

    const PostgresDatabaseOptions options_;
    const Clock& clock_;
    const std::int64_t log_base_;
    IdBlocks blocks_;
    Connections connections_;
    Listeners listeners_;
    std::mutex mutex_;                            // guards listener_
    std::unique_ptr<PostgresListener> listener_;  // from the first on_commit on
};

}  // namespace tsunagi::store
