#include "store/migrate.h"

#include "base/error.h"
#include "store/migrate.sql.h"
#include "store/migrations.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace tsunagi::store {

namespace {

struct TypeWord {
    std::string_view word;
    std::string_view sqlite;
    std::string_view postgres;
};
constexpr std::array kTypeWords{
    TypeWord{"id", "INTEGER NOT NULL PRIMARY KEY", "BIGINT NOT NULL PRIMARY KEY"},
    TypeWord{"int", "INTEGER", "BIGINT"},
    TypeWord{"real", "REAL", "DOUBLE PRECISION"},
    TypeWord{"text", "TEXT", "TEXT"},
    TypeWord{"bytes", "BLOB", "BYTEA"},
    TypeWord{"strict", "STRICT", ""},
    TypeWord{"strict_without_rowid", "STRICT, WITHOUT ROWID", ""}};

void append_expanded(std::string_view line, Dialect dialect, std::string& out) {
    for (;;) {
        const auto open = line.find('{');
        out += line.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = line.find('}', open);
        const auto word = line.substr(open + 1, close - open - 1);
        const auto known = std::ranges::find(kTypeWords, word, &TypeWord::word);
        if (close == std::string_view::npos || known == kTypeWords.end()) {
            throw Error(Code::Internal,
                        "a migration has an unknown word {" + std::string(word) + "}");
        }
        out += dialect == Dialect::Sqlite ? known->sqlite : known->postgres;
        line.remove_prefix(close + 1);
    }
    out += '\n';
}

// True when the line begins a section; `included` says then whether it is of the dialect.
bool begins_section(std::string_view line, Dialect dialect, bool& included) {
    if (line == "-- both") return included = true;
    if (!line.starts_with("-- only: ")) return false;
    const auto name = line.substr(9);
    if (name != "sqlite" && name != "postgres") {
        throw Error(Code::Internal, "a migration has an unknown section " + std::string(name));
    }
    included = (name == "sqlite") == (dialect == Dialect::Sqlite);
    return true;
}

std::set<std::string, std::less<>> applied_names(Connection& connection) {
    std::set<std::string, std::less<>> names;
    connection.rows(sql::applied_migrations, {}, [&](const Row& row) {
        names.emplace(row.text(0));
        return true;
    });
    return names;
}

void apply(Connection& connection, const Migration& migration, Instant now) {
    try {
        connection.script(expand_migration(migration.sql, connection.dialect()));
    } catch (const Error& error) {
        throw Error(error.code(), "migration " + std::string(migration.name) + ": " + error.what());
    }
    connection.run(sql::add_applied_migration, {{"name", migration.name}, {"applied_at", now}});
}

// Runs `work` in a transaction that keeps other nodes away. After an error the database is not
// opened: the connection closes, which undoes the transaction.
template <class F>
void alone(Connection& connection, F&& work) {
    const bool sqlite = connection.dialect() == Dialect::Sqlite;
    connection.script(sqlite ? "BEGIN IMMEDIATE"
                             : "BEGIN; SELECT pg_advisory_xact_lock(hashtext(current_schema()))");
    work();
    connection.script("COMMIT");
}

}  // namespace

std::string expand_migration(std::string_view sql, Dialect dialect) {
    std::string out;
    bool included = true;
    while (!sql.empty()) {
        const auto end = std::min(sql.find('\n'), sql.size());
        const auto line = sql.substr(0, end);
        sql.remove_prefix(std::min(end + 1, sql.size()));
        if (begins_section(line, dialect, included) || !included) continue;
        append_expanded(line.substr(0, line.find("--")), dialect, out);
    }
    return out;
}

void migrate(Connection& connection, std::span<const Migration> migrations, Instant now) {
    const auto own = sql::migrations();
    std::vector<Migration> wanted(own.begin(), own.end());
    wanted.insert(wanted.end(), migrations.begin(), migrations.end());

    alone(connection, [&] { connection.run(sql::create_migration_table, {}); });
    for (const auto& name : applied_names(connection)) {
        if (std::ranges::find(wanted, name, &Migration::name) == wanted.end()) {
            throw Error(Code::Unavailable, "the database was written by a newer version: it has "
                                           "the migration " +
                                               name);
        }
    }
    for (const Migration& migration : wanted) {
        alone(connection, [&] {
            if (!applied_names(connection).contains(migration.name)) {
                apply(connection, migration, now);
            }
        });
    }
}

}  // namespace tsunagi::store
