#include "store/postgres_connection.h"

#include "base/config.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <deque>

namespace tsunagi::store {

namespace {

constexpr int kOldestServer = 150000;
constexpr std::size_t kMaxPrepared = 512;

// pg_type.dat
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kFloat8 = 701;
constexpr Oid kBytea = 17;

Oid type_for(const Value& value) {
    switch (value.index()) {
        case 1: return kInt8;
        case 2: return kFloat8;
        case 3: return kText;
        case 4: return kBytea;
        default: return 0;
    }
}

std::string_view error_field(const PGresult* result, int code) {
    const char* text = result ? PQresultErrorField(result, code) : nullptr;
    return text ? text : "";
}

Code code_of(std::string_view state) {
    if (state == "23505" || state == "23503") return Code::Conflict;
    if (state == "53100") return Code::StorageFull;
    if (state == "22021" || state == "22P05") return Code::InvalidInput;
    if (state.starts_with("40") || state == "55P03" || state == "53300") return Code::Busy;
    const bool gone = state.empty() || state.starts_with("08") || state.starts_with("57P");
    return gone || state == "25006" ? Code::Unavailable : Code::Internal;
}

// "Key (a, b)=(1, 2) already exists." in any language -> "table.a, table.b", as SQLite says it.
std::string unique_key(const PGresult* result) {
    const auto table = error_field(result, PG_DIAG_TABLE_NAME);
    const auto detail = error_field(result, PG_DIAG_MESSAGE_DETAIL);
    const auto end = detail.find(")=(");
    const auto open = detail.find('(');
    if (end == std::string_view::npos || open >= end) {
        return std::string(error_field(result, PG_DIAG_CONSTRAINT_NAME));
    }
    std::string key;
    auto columns = detail.substr(open + 1, end - open - 1);
    while (!columns.empty()) {
        const auto comma = columns.find(", ");
        key.append(key.empty() ? "" : ", ").append(table).append(".");
        key.append(columns.substr(0, comma));
        columns.remove_prefix(comma == std::string_view::npos ? columns.size() : comma + 2);
    }
    return key;
}

std::vector<FieldError> broken_key(const PGresult* result, std::string_view state) {
    if (state == "23503") return {{"", "foreign_key", "refers to a row that is not there", {}}};
    if (state == "23505") return {{"", unique_key(result), "is taken", {}}};
    return {};
}

void append_hex(std::string_view bytes, std::string& out) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kDigits[byte >> 4];
        out += kDigits[byte & 15];
    }
}

void append_number(const Value& value, std::string& out) {
    char digits[32];
    const auto* integer = std::get_if<std::int64_t>(&value);
    const auto end = integer ? std::to_chars(digits, std::end(digits), *integer)
                             : std::to_chars(digits, std::end(digits), std::get<double>(value));
    out.append(digits, end.ptr);
}

// One value of a COPY in text format (PostgreSQL, sql-copy, "Text Format").
void append_copied(std::string_view column, const Value& value, std::string& out) {
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        require_storable(column, *text);
        for (const char c : *text) {
            switch (c) {
                case '\\': out += "\\\\"; break;
                case '\t': out += "\\t"; break;
                case '\n': out += "\\n"; break;
                case '\r': out += "\\r"; break;
                default: out += c;
            }
        }
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        out += "\\\\x";
        append_hex(bytes->data, out);
    } else if (std::holds_alternative<std::monostate>(value)) {
        out += "\\N";
    } else {
        append_number(value, out);
    }
}

// The SQL with NULL in place of parameters that have no type yet: every context takes it, while a
// parameter of unknown type is refused by some.
std::string with_nulls(const Rewritten& rewritten, std::span<const Oid> types) {
    std::string sql;
    std::size_t copied = 0;
    for (const auto& place : rewritten.places) {
        if (types[place.parameter] != 0) continue;
        sql.append(rewritten.sql, copied, place.from - copied).append("NULL");
        copied = place.from + place.size;
    }
    return sql.append(rewritten.sql, copied);
}

std::vector<std::string> column_names(const PGresult* result) {
    std::vector<std::string> names;
    for (int i = 0; i < PQnfields(result); ++i) names.emplace_back(PQfname(result, i));
    return names;
}

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

class PostgresRow final : public Row {
public:
    PostgresRow(const PGresult* result, std::span<const std::string> names)
        : result_(result), names_(names) {}
    int columns() const override { return int(names_.size()); }
    std::string_view column_name(int column) const override { return names_[std::size_t(column)]; }
    bool is_null(int column) const override { return PQgetisnull(result_, 0, column) != 0; }
    std::int64_t integer(int column) const override {
        const auto digits = raw(column);
        if (digits == "t" || digits == "f") return digits == "t";
        std::int64_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return value;
    }
    double real(int column) const override {
        return std::strtod(PQgetvalue(result_, 0, column), nullptr);
    }
    std::string_view text(int column) const override {
        if (PQftype(result_, column) != kBytea) return raw(column);
        const auto hex = raw(column).substr(2);  // after "\x"
        std::string& bytes = decoded_.emplace_back();
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
            bytes += char(digit(hex[i]) << 4 | digit(hex[i + 1]));
        }
        return bytes;
    }

private:
    std::string_view raw(int column) const {
        return {PQgetvalue(result_, 0, column), std::size_t(PQgetlength(result_, 0, column))};
    }

    const PGresult* result_;
    std::span<const std::string> names_;
    mutable std::deque<std::string> decoded_;  // bytea columns already asked for
};

}  // namespace

PostgresError::PostgresError(Code code, const std::string& message, std::vector<FieldError> fields,
                             std::string state)
    : Error(code, message, std::move(fields)), state_(std::move(state)) {}

// The results of the statement being run, one row each. When another statement begins meanwhile,
// the rows still to come are kept.
class PostgresConnection::Stream {
public:
    explicit Stream(PostgresConnection& connection) : connection_(connection) {
        connection_.stream_ = this;
    }
    ~Stream() {
        if (connection_.stream_ != this) return;
        while (receive()) {
        }
        connection_.stream_ = nullptr;
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // Null at the end.
    Result next() {
        if (kept_.empty()) return receive();
        auto result = std::move(kept_.front());
        kept_.pop_front();
        return result;
    }
    void keep_rest() {
        while (auto result = receive()) kept_.push_back(std::move(result));
        connection_.stream_ = nullptr;
    }

private:
    Result receive() {
        return Result(connection_.stream_ == this ? PQgetResult(connection_.handle_) : nullptr);
    }

    PostgresConnection& connection_;
    std::deque<Result> kept_;
};

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

std::string_view value_of(const PQconninfoOption* option, std::string_view keyword) {
    for (; option != nullptr && option->keyword != nullptr; ++option) {
        if (keyword == option->keyword) return option->val == nullptr ? "" : option->val;
    }
    return "";
}

// A socket is a folder, or an abstract name.
bool are_here(std::string_view hosts) {
    while (!hosts.empty()) {
        const auto host = hosts.substr(0, hosts.find(','));
        const bool socket = host.empty() || host.starts_with('/') || host.starts_with('@');
        if (!socket && !is_loopback(host)) return false;
        hosts.remove_prefix(std::min(host.size() + 1, hosts.size()));
    }
    return true;
}

// What the URL leaves open libpq takes from the environment (PGHOST, PGSSLMODE, PGSERVICE …), and
// of what it says twice the last: so what will be done is looked at, not what was written.
std::string safe_way(const std::string& url) {
    const Options said(PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
    const Options otherwise(PQconndefaults(), PQconninfoFree);
    const auto effective = [&](std::string_view keyword) {
        const auto value = value_of(said.get(), keyword);
        return value.empty() ? value_of(otherwise.get(), keyword) : value;
    };
    if (!value_of(said.get(), "service").empty()) {
        throw Error(Code::InvalidInput, "the database's URL says where it is, not a service");
    }
    const bool here = are_here(effective("host")) && are_here(effective("hostaddr"));
    if (here || effective("sslmode") == "verify-full") return url;
    throw Error(Code::InvalidInput,
                "a PostgreSQL on another machine (also one of PGHOST or PGSERVICE) needs "
                "?sslmode=verify-full in its URL");
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url, std::string_view schema)
    : handle_(PQconnectdb(safe_way(url).c_str())) {
    PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);  // errors come as results
    try {
        if (is_lost()) fail("cannot reach PostgreSQL", nullptr);
        if (PQserverVersion(handle_) < kOldestServer) {
            throw Error(Code::Unavailable, "PostgreSQL 15 or newer is needed");
        }
        script("SET client_encoding = 'UTF8'; SET client_min_messages = warning; "
               "SET standard_conforming_strings = on; SET bytea_output = hex; "
               "SET TIME ZONE 'UTC'; SET search_path TO " +
               std::string(schema));
    } catch (...) {
        PQfinish(handle_);
        throw;
    }
}

PostgresConnection::~PostgresConnection() { PQfinish(handle_); }

// Only the primary message: the detail holds values of rows.
void PostgresConnection::fail(std::string_view doing, const PGresult* result) {
    const auto state = error_field(result, PG_DIAG_SQLSTATE);
    const auto primary = error_field(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string message = primary.empty() ? PQerrorMessage(handle_) : std::string(primary);
    throw PostgresError(code_of(state), std::string(doing) + ": " + message,
                        broken_key(result, state), std::string(state));
}

void PostgresConnection::finish_stream() {
    if (stream_) stream_->keep_rest();
}

PostgresConnection::Prepared& PostgresConnection::prepare(const Statement& statement) {
    tell_statement_watch(statement, Dialect::Postgres);
    const std::string text(text_of(statement, Dialect::Postgres));
    const auto known = prepared_.find(text);
    if (known != prepared_.end()) return known->second;
    if (prepared_.size() >= kMaxPrepared) {
        script("DEALLOCATE ALL");
        prepared_.clear();
    }
    Prepared prepared{.rewritten = rewrite(text, Dialect::Postgres)};
    return prepared_.emplace(text, std::move(prepared)).first->second;
}

// Prepares the statement for the kinds of values_, again when a kind is new to it.
void PostgresConnection::declare(Prepared& prepared, const Statement& statement) {
    bool fits = !prepared.id.empty();
    auto types = prepared.types;
    types.resize(values_.size(), 0);
    for (std::size_t i = 0; i < values_.size(); ++i) {
        const auto type = type_for(values_[i]);
        if (type == 0 || type == types[i]) continue;
        types[i] = type;
        fits = false;
    }
    if (fits) return;
    if (!prepared.id.empty()) script("DEALLOCATE " + std::exchange(prepared.id, {}));
    const auto id = "s" + std::to_string(next_id_++);
    const auto sql = with_nulls(prepared.rewritten, types);
    auto declared = types;
    std::ranges::replace(declared, Oid{0}, kText);  // not in the text any more
    const Result result(
        PQprepare(handle_, id.c_str(), sql.c_str(), int(declared.size()), declared.data()));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(statement.name, result.get());
    prepared.id = id;
    prepared.types = std::move(types);
}

void PostgresConnection::send(const Statement& statement, const Args& args) {
    finish_stream();
    auto& prepared = prepare(statement);
    order_values(statement.name, prepared.rewritten.names, args, values_);
    declare(prepared, statement);

    const auto count = values_.size();
    std::vector<std::string> texts(count);
    std::vector<const char*> pointers(count, nullptr);
    std::vector<int> lengths(count, 0);
    std::vector<int> binary(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        if (std::holds_alternative<std::monostate>(values_[i])) continue;
        if (const auto* text = std::get_if<std::string_view>(&values_[i])) {
            texts[i] = *text;
        } else if (const auto* bytes = std::get_if<Bytes>(&values_[i])) {
            texts[i] = bytes->data;
            binary[i] = 1;
        } else {
            append_number(values_[i], texts[i]);
        }
        pointers[i] = texts[i].c_str();
        lengths[i] = int(texts[i].size());
    }
    if (PQsendQueryPrepared(handle_, prepared.id.c_str(), int(count), pointers.data(),
                            lengths.data(), binary.data(), 0) != 1) {
        fail(statement.name, nullptr);
    }
    PQsetSingleRowMode(handle_);
}

std::int64_t PostgresConnection::execute(const Statement& statement, const Args& args,
                                         const std::function<bool(const Row&)>& each) {
    send(statement, args);
    Stream stream(*this);
    std::vector<std::string> names;
    std::int64_t affected = 0;
    bool wanted = true;
    while (const auto result = stream.next()) {
        switch (PQresultStatus(result.get())) {
            case PGRES_SINGLE_TUPLE:
                if (names.empty()) names = column_names(result.get());
                if (wanted) wanted = each(PostgresRow(result.get(), names));
                break;
            case PGRES_TUPLES_OK:
            case PGRES_COMMAND_OK: affected = std::atoll(PQcmdTuples(result.get())); break;
            default: fail(statement.name, result.get());
        }
    }
    return affected;
}

void PostgresConnection::rows(const Statement& statement, const Args& args,
                              const std::function<bool(const Row&)>& each) {
    execute(statement, args, each);
}

std::int64_t PostgresConnection::run(const Statement& statement, const Args& args) {
    return execute(statement, args, [](const Row&) { return true; });
}

void PostgresConnection::bulk_insert(std::string_view table,
                                     std::span<const std::string_view> columns, BulkRows& source) {
    std::string names;
    for (const auto column : columns) names.append(names.empty() ? "" : ", ").append(column);
    finish_stream();
    const auto sql = "COPY " + std::string(table) + " (" + names + ") FROM STDIN";
    const Result begun(PQexec(handle_, sql.c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail(table, begun.get());
    try {
        copy_rows(table, columns, source);
    } catch (...) {
        PQputCopyEnd(handle_, "the rows could not be made");
        while (Result(PQgetResult(handle_))) {
        }
        throw;
    }
    PQputCopyEnd(handle_, nullptr);
    Result outcome(PQgetResult(handle_));
    while (Result(PQgetResult(handle_))) {
    }
    if (PQresultStatus(outcome.get()) != PGRES_COMMAND_OK) fail(table, outcome.get());
}

void PostgresConnection::copy_rows(std::string_view table,
                                   std::span<const std::string_view> columns, BulkRows& source) {
    constexpr std::size_t kFlushBytes = 1 << 16;
    std::string buffer;
    const auto flush = [&] {
        if (PQputCopyData(handle_, buffer.data(), int(buffer.size())) != 1) fail(table, nullptr);
        buffer.clear();
    };
    std::vector<Value> row(columns.size());
    while (source.next(row)) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) buffer += '\t';
            append_copied(columns[i], row[i], buffer);
        }
        buffer += '\n';
        if (buffer.size() > kFlushBytes) flush();
    }
    flush();
}

void PostgresConnection::script(const std::string& sql) {
    finish_stream();
    const Result result(PQexec(handle_, sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
        fail("script", result.get());
    }
}

}  // namespace tsunagi::store
