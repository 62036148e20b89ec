#include "store/sqlite_connection.h"

#include "store/mapped_files.h"
#include "store/rewrite.h"

#include <sqlite3.h>

#include <cstring>

namespace tsunagi::store {

namespace {

constexpr std::size_t kMaxPrepared = 512;
constexpr int kBusyTimeoutMs = 5000;

Code code_of(int native) {
    switch (native & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return Code::Busy;
        case SQLITE_FULL: return Code::StorageFull;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return Code::Corrupt;
        case SQLITE_IOERR:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN: return Code::Unavailable;
        case SQLITE_TOOBIG: return Code::TooLarge;
        default: break;
    }
    switch (native) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
        case SQLITE_CONSTRAINT_FOREIGNKEY: return Code::Conflict;
        default: return Code::Internal;
    }
}

// "UNIQUE constraint failed: customer.external_key" -> that column.
std::vector<FieldError> broken_key(int native, std::string_view message) {
    if (code_of(native) != Code::Conflict) return {};
    if (native == SQLITE_CONSTRAINT_FOREIGNKEY) {
        return {{"", "foreign_key", "refers to a row that is not there", {}}};
    }
    const auto colon = message.find(": ");
    const auto key = colon == std::string_view::npos ? "" : message.substr(colon + 2);
    return {{"", std::string(key), "is taken", {}}};
}

// Values are only read while the caller's arguments live, so nothing is copied.
int bind_value(sqlite3_stmt* statement, int at, const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return sqlite3_bind_int64(statement, at, *integer);
    }
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        return sqlite3_bind_text64(statement, at, text->data() ? text->data() : "", text->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return sqlite3_bind_double(statement, at, *real);
    }
    if (const auto* bytes = std::get_if<Bytes>(&value)) {
        return sqlite3_bind_blob64(statement, at, bytes->data.data() ? bytes->data.data() : "",
                                   bytes->data.size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, at);
}

int remember_wal_pages(void* to, sqlite3*, const char*, int pages) {
    auto& wal = *static_cast<SqliteConnection::Wal*>(to);
    const bool began_anew = pages <= wal.pages;
    wal = {pages, began_anew ? 0 : wal.moved};
    return SQLITE_OK;
}

}  // namespace

void require_sound_sqlite() {
    if (sqlite3_libversion_number() < kOldestSqlite) {
        throw Error(Code::Unavailable, std::string("SQLite ") + sqlite3_libversion() +
                                           " can lose committed rows; 3.51.3 is needed");
    }
}

SqliteError::SqliteError(Code code, const std::string& message, std::vector<FieldError> fields,
                         int native)
    : Error(code, message, std::move(fields)), native_(native) {}

bool SqliteError::is_full() const { return (native_ & 0xff) == SQLITE_FULL; }

bool SqliteError::leaves_doubt() const {
    const int kind = native_ & 0xff;
    return kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

// One prepared statement; `busy` while its rows are being read.
struct SqliteConnection::Prepared {
    sqlite3_stmt* handle = nullptr;
    std::string text;  // as given: the key of the cache
    Rewritten rewritten;
    std::vector<std::string_view> columns;
    bool busy = false;

    Prepared() = default;
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    ~Prepared() { sqlite3_finalize(handle); }

    int times_prepared_again = 0;  // by SQLite itself, when the schema had changed

    // SQLite notices a changed schema in the first step.
    void refresh_columns() {
        const int again = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0);
        if (std::exchange(times_prepared_again, again) != again) read_columns();
    }
    void read_columns() {
        const int count = sqlite3_column_count(handle);
        columns.clear();
        for (int i = 0; i < count; ++i) columns.emplace_back(sqlite3_column_name(handle, i));
    }
};

// Marks a statement as busy and makes it ready for the next use at the end.
class SqliteConnection::Use {
public:
    explicit Use(Prepared& prepared) : prepared_(prepared) { prepared_.busy = true; }
    ~Use() {
        sqlite3_reset(prepared_.handle);
        sqlite3_clear_bindings(prepared_.handle);
        prepared_.busy = false;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

private:
    Prepared& prepared_;
};

class SqliteRow final : public Row {
public:
    explicit SqliteRow(const SqliteConnection::Prepared& prepared)
        : handle_(prepared.handle), columns_(prepared.columns) {}
    int columns() const override { return int(columns_.size()); }
    std::string_view column_name(int column) const override {
        return columns_[std::size_t(column)];
    }
    bool is_null(int column) const override {
        return sqlite3_column_type(handle_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(handle_, column);
    }
    double real(int column) const override { return sqlite3_column_double(handle_, column); }
    std::string_view text(int column) const override {
        const void* data = sqlite3_column_type(handle_, column) == SQLITE_BLOB
                               ? sqlite3_column_blob(handle_, column)
                               : sqlite3_column_text(handle_, column);
        const auto size = std::size_t(sqlite3_column_bytes(handle_, column));
        return {data ? static_cast<const char*>(data) : "", size};
    }

private:
    sqlite3_stmt* handle_;
    std::span<const std::string_view> columns_;
};

SqliteConnection::SqliteConnection(const SqliteOptions& options) {
    require_sound_sqlite();
    const bool writes = options.access == SqliteOptions::Access::ReadWrite;
    const int flags = SQLITE_OPEN_NOMUTEX |
                      (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    const char* vfs = options.vfs.empty() ? mapped_files_vfs() : options.vfs.c_str();
    try {
        if (sqlite3_open_v2(options.file.c_str(), &handle_, flags, vfs) != SQLITE_OK) {
            fail("cannot open " + options.file.filename().string());
        }
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
        script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536");
        if (writes) {
            // Checkpoints are the writer's business, between commits: see SqliteWriter.
            script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                   "PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; "
                   "PRAGMA secure_delete = FAST");  // costs nothing; scrub() does the rest
            sqlite3_wal_hook(handle_, remember_wal_pages, &wal_);
        } else {
            script("PRAGMA query_only = ON; PRAGMA mmap_size = 1");
        }
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

SqliteConnection::~SqliteConnection() {
    prepared_.clear();
    sqlite3_close(handle_);
}

void SqliteConnection::fail(std::string_view doing) {
    const int native = sqlite3_extended_errcode(handle_);
    const std::string message = sqlite3_errmsg(handle_);
    throw SqliteError(code_of(native), std::string(doing) + ": " + message,
                      broken_key(native, message), native);
}

SqliteConnection::Prepared& SqliteConnection::prepare(const Statement& statement) {
    tell_statement_watch(statement, Dialect::Sqlite);
    const auto text = text_of(statement, Dialect::Sqlite);
    const auto [first, last] = prepared_.equal_range(text);
    for (auto known = first; known != last; ++known) {
        if (!known->second->busy) return *known->second;
    }
    // Here for the first time, or the statement runs inside its own rows.

    auto prepared = std::make_unique<Prepared>();
    prepared->text = text;
    prepared->rewritten = rewrite(text, Dialect::Sqlite);
    const auto& sql = prepared->rewritten.sql;
    if (sqlite3_prepare_v3(handle_, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &prepared->handle, nullptr) != SQLITE_OK) {
        fail(statement.name);
    }
    prepared->read_columns();
    if (prepared_.size() >= kMaxPrepared) {
        std::erase_if(prepared_, [](const auto& entry) { return !entry.second->busy; });
    }
    const std::string_view key = prepared->text;
    return *prepared_.emplace(key, std::move(prepared))->second;
}

void SqliteConnection::bind(Prepared& prepared, std::string_view name, const Args& args) {
    order_values(name, prepared.rewritten.names, args, values_);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        if (bind_value(prepared.handle, int(i) + 1, values_[i]) != SQLITE_OK) fail(name);
    }
}

void SqliteConnection::rows(const Statement& statement, const Args& args,
                            const std::function<bool(const Row&)>& each) {
    auto& prepared = prepare(statement);
    const Use use(prepared);
    bind(prepared, statement.name, args);
    for (bool first = true;; first = false) {
        const int result = sqlite3_step(prepared.handle);
        if (result == SQLITE_DONE) return;
        if (result != SQLITE_ROW) fail(statement.name);
        if (first) prepared.refresh_columns();
        if (!each(SqliteRow(prepared))) return;
    }
}

std::int64_t SqliteConnection::run(const Statement& statement, const Args& args) {
    rows(statement, args, [](const Row&) { return true; });
    return sqlite3_changes64(handle_);
}

void SqliteConnection::bulk_insert(std::string_view table,
                                   std::span<const std::string_view> columns, BulkRows& source) {
    std::string names;
    std::string places;
    for (const auto column : columns) {
        names.append(names.empty() ? "" : ", ").append(column);
        places.append(places.empty() ? "" : ", ").append(":").append(column);
    }
    const std::string sql = "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" +
                            places + ")";
    auto& prepared = prepare({"bulk insert into a table", sql, {}});
    const Use use(prepared);
    std::vector<Value> row(columns.size());
    while (source.next(row)) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto* text = std::get_if<std::string_view>(&row[i]);
            if (text) require_storable(columns[i], *text);
            if (bind_value(prepared.handle, int(i) + 1, row[i]) != SQLITE_OK) fail(table);
        }
        if (sqlite3_step(prepared.handle) != SQLITE_DONE) fail(table);
        sqlite3_reset(prepared.handle);
    }
}

void SqliteConnection::script(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("script");
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

bool SqliteConnection::checkpoint(Checkpoint kind) {
    // Nobody can write meanwhile, and whoever restarts tries again soon.
    const int patience_ms = kind == Checkpoint::Restart ? 5 : 100;
    const int mode = kind == Checkpoint::Passive   ? SQLITE_CHECKPOINT_PASSIVE
                     : kind == Checkpoint::Restart ? SQLITE_CHECKPOINT_RESTART
                                                   : SQLITE_CHECKPOINT_TRUNCATE;
    int pages = 0;
    int moved = 0;
    sqlite3_busy_timeout(handle_, patience_ms);
    const int result = sqlite3_wal_checkpoint_v2(handle_, "main", mode, &pages, &moved);
    sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
    if (result != SQLITE_OK && result != SQLITE_BUSY) fail("checkpoint");
    wal_ = {pages, moved};
    return result == SQLITE_OK && moved == pages;
}

}  // namespace tsunagi::store
