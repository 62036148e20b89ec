#include "store/testing.h"

#include "store/postgres_database.h"
#include "store/schemas.sql.h"

#include <errno.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <mutex>
#include <set>

namespace tsunagi::store {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// Which statements ran where, written when the process ends.
class StatementNotes {
public:
    static void note(const Statement& statement, Dialect dialect) {
        static StatementNotes notes;
        const std::lock_guard lock(notes.mutex_);
        notes.lines_.insert((dialect == Dialect::Sqlite ? "sqlite " : "postgres ") +
                            std::string(statement.name));
    }

private:
    ~StatementNotes() {
        const auto build = environment("TSUNAGI_BUILD");
        if (build.empty()) return;
        const auto folder = std::filesystem::path(build) / "statements";
        std::error_code ignored;  // without the notes the check fails, and says of what
        std::filesystem::create_directories(folder, ignored);
        std::ofstream out(folder / (std::string(program_invocation_short_name) + ".txt"));
        for (const auto& line : lines_) out << line << '\n';
    }

    std::mutex mutex_;  // guards lines_
    std::set<std::string> lines_;
};

// The parts of a connection string with another database.
std::string with_database(const std::string& url, const std::string& database) {
    std::string out = "dbname='" + database + "'";
    PQconninfoOption* options = PQconninfoParse(url.c_str(), nullptr);
    for (auto* option = options; option && option->keyword; ++option) {
        if (!option->val || std::string_view(option->keyword) == "dbname") continue;
        out.append(" ").append(option->keyword).append("='").append(option->val).append("'");
    }
    PQconninfoFree(options);
    return out;
}

// A PostgreSQL database of this process. Its schemas are kept from test to test, emptied.
class ProcessDatabase {
public:
    static ProcessDatabase& the() {
        static ProcessDatabase database;
        return database;
    }
    const std::string& url() const { return url_; }

    // Leaves nothing of earlier tests. Tables are kept when the same migrations made them and
    // left them empty.
    void clear(std::string_view migrations) {
        const bool same = migrations == migrations_;
        fresh_ = !same;
        migrations_ = migrations;
        PostgresConnection connection(url_, "public");
        for (const auto& schema : schemas(connection)) {
            const bool usual = schema == "shop_1" || schema == "control";
            const bool keep = same && empty_when_made_ && usual;
            if (keep) {
                empty(connection, schema);
            } else {
                connection.script("DROP SCHEMA " + schema + " CASCADE");
            }
        }
    }
    // Call before opening: a test that changes its migrations leaves nothing to keep.
    void will_open_with(std::string_view migrations) {
        if (migrations != migrations_) migrations_.clear();
    }
    // Call after opening: migrations that insert rows forbid to keep their tables.
    void look_at_tables() {
        if (!fresh_) return;
        PostgresConnection connection(url_, "public");
        empty_when_made_ = true;
        for (const auto& schema : schemas(connection)) {
            for (const auto& table : tables(connection, schema)) {
                if (count(connection, schema + "." + table) > 0) empty_when_made_ = false;
            }
        }
    }

private:
    ProcessDatabase()
        : server_(environment("TSUNAGI_TEST_POSTGRES")),
          name_("tsunagi_test_" + std::to_string(getpid())), url_(with_database(server_, name_)) {
        if (server_.empty()) {
            throw Error(Code::Unavailable,
                        "TSUNAGI_TEST_POSTGRES is not set: run the tests by tools/with-postgres");
        }
        PostgresConnection(server_, "public").script("CREATE DATABASE " + name_);
    }
    ~ProcessDatabase() {
        try {
            PostgresConnection(server_, "public").script("DROP DATABASE " + name_ + " (FORCE)");
        } catch (const Error&) {
            // The server ends with the tests anyway.
        }
    }

    static std::vector<std::string> names(PostgresConnection& connection, const std::string& sql) {
        std::vector<std::string> found;
        connection.rows({"names for the fixture", {}, sql}, {}, [&](const Row& row) {
            found.emplace_back(row.text(0));
            return true;
        });
        return found;
    }
    static std::vector<std::string> schemas(PostgresConnection& connection) {
        return names(connection, "SELECT nspname FROM pg_namespace WHERE nspname = 'control' OR "
                                 "nspname LIKE 'shop\\_%'");
    }
    static std::vector<std::string> tables(PostgresConnection& connection,
                                           const std::string& schema) {
        return names(connection, "SELECT tablename FROM pg_tables WHERE schemaname = '" + schema +
                                     "' AND tablename <> 'migration'");
    }
    static std::int64_t count(PostgresConnection& connection, const std::string& table) {
        const auto sql = "SELECT count(*) FROM " + table;
        return ConnectionReader(connection).integer({"count for the fixture", {}, sql});
    }
    static void empty(PostgresConnection& connection, const std::string& schema) {
        std::string script = "SET session_replication_role = replica;";  // no order of tables
        for (const auto& table : tables(connection, schema)) {
            script += "DELETE FROM " + schema + "." + table + ";";
        }
        connection.script(script + "SET session_replication_role = DEFAULT");
    }

    const std::string server_;
    const std::string name_;
    const std::string url_;
    std::string migrations_;
    bool fresh_ = true;  // the tables were just made
    bool empty_when_made_ = false;
};

// Whole texts: two tests of one room may each make their own tables under the same name.
std::string texts_of(std::span<const Migration> migrations) {
    std::string texts;
    for (const auto& migration : migrations) texts.append(migration.name).append(migration.sql);
    return texts;
}

}  // namespace

TestFolder::TestFolder(Place place) {
    const bool in_memory = place == Place::InMemory && access("/dev/shm", W_OK) == 0;
    const auto parent = in_memory ? "/dev/shm" : std::filesystem::temp_directory_path();
    auto pattern = (parent / "tsunagi-test-XXXXXX").string();
    if (!mkdtemp(pattern.data())) {
        throw Error(Code::Unavailable, "cannot make a folder " + pattern);
    }
    path_ = pattern;
}

TestFolder::~TestFolder() {
    std::error_code ignored;  // what is left over lies among the temporary files
    std::filesystem::remove_all(path_, ignored);
}

// The databases close before their folder goes.
struct OnBothDatabases::State {
    TestFolder folder;
    StoreOptions options{};
    std::unique_ptr<Shops> shops{};
    Database* shop = nullptr;
};

OnBothDatabases::OnBothDatabases() = default;
OnBothDatabases::~OnBothDatabases() = default;

void OnBothDatabases::SetUp() {
    watch_statements(StatementNotes::note);
    state_ = std::make_unique<State>();
    state_->options.data_folder = state_->folder.path() / "data";
    const bool postgres = GetParam() == Dialect::Postgres;
    if (postgres) {
        ProcessDatabase::the().clear(all_migrations());
        state_->options.postgres_url = ProcessDatabase::the().url();
    }
    reopen();
    if (postgres) ProcessDatabase::the().look_at_tables();
}

void OnBothDatabases::TearDown() { state_.reset(); }

void OnBothDatabases::reopen() {
    state_->shops.reset();
    if (GetParam() == Dialect::Postgres) ProcessDatabase::the().will_open_with(all_migrations());
    state_->shops = std::make_unique<Shops>(state_->options, clock, control_migrations(),
                                            shop_migrations());
    const auto known = state_->shops->all();
    const bool made = std::ranges::find(known, shop_id()) != known.end();
    state_->shop = made ? &state_->shops->shop(shop_id()) : &state_->shops->create_shop(shop_id());
}

std::string OnBothDatabases::all_migrations() const {
    return texts_of(control_migrations()) + "\n" + texts_of(shop_migrations());
}

Shops& OnBothDatabases::shops() { return *state_->shops; }
Database& OnBothDatabases::control_database() { return state_->shops->control(); }
Database& OnBothDatabases::shop_database() { return *state_->shop; }
const StoreOptions& OnBothDatabases::store_options() const { return state_->options; }
const std::filesystem::path& OnBothDatabases::folder() const { return state_->folder.path(); }
std::span<const Migration> OnBothDatabases::shop_migrations() const { return {}; }
std::span<const Migration> OnBothDatabases::control_migrations() const { return {}; }

}  // namespace tsunagi::store
