#include "store/move.h"

#include "base/error.h"
#include "store/tables.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <deque>

namespace tsunagi::store {

namespace {

constexpr std::size_t kRowsPerWrite = 20'000;
constexpr std::string_view kLogBase = "change";  // in id_block: of PostgreSQL alone

std::string select_all(const Table& table) {
    std::string names;
    for (const auto& column : table.columns) {
        names.append(names.empty() ? "" : ", ").append(column.name);
    }
    return "SELECT " + names + " FROM " + table.name;
}

void for_each_row(Reader& reader, const Table& table, const std::function<void(const Row&)>& each) {
    const auto sql = select_all(table);
    const bool skips_log_base = table.name == "id_block";
    const auto name_column = skips_log_base
                                 ? std::ranges::find(table.columns, "name", &Column::name) -
                                       table.columns.begin()
                                 : 0;
    reader.rows({"every row of a table", sql, sql}, {}, [&](const Row& row) {
        if (!skips_log_base || row.text(int(name_column)) != kLogBase) each(row);
        return true;
    });
}

// The row as text that two databases agree on: name, kind and value of each column in turn.
void append_row(const Table& table, const Row& row, std::string& out) {
    char digits[32];
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        const int at = int(i);
        out.append(column.name).append(1, '\0');
        if (row.is_null(at)) {
            out += 'n';
        } else if (column.kind == Column::Kind::Integer) {
            const auto end = std::to_chars(digits, std::end(digits), row.integer(at)).ptr;
            out.append("i").append(digits, end);
        } else if (column.kind == Column::Kind::Real) {
            const auto end = std::to_chars(digits, std::end(digits), row.real(at)).ptr;
            out.append("r").append(digits, end);
        } else {
            const auto text = row.text(at);
            out.append("t").append(std::to_string(text.size())).append(1, '\0').append(text);
        }
        out += '\0';
    }
}

std::uint64_t hash_of(std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest;
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr,
                       0);
    std::uint64_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

TableDigest digest_of(Reader& reader, const Table& table) {
    TableDigest digest{.table = table.name};
    std::string text;
    for_each_row(reader, table, [&](const Row& row) {
        text.clear();
        append_row(table, row, text);
        ++digest.rows;
        digest.sum += hash_of(text);
    });
    return digest;
}

// Rows kept until enough of them are there to be written.
class KeptRows final : public BulkRows {
public:
    explicit KeptRows(const Table& table) : table_(table) {}

    std::size_t size() const { return values_.size() / table_.columns.size(); }
    void keep(const Row& row) {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) values_.push_back(value(row, i));
    }
    void clear() {
        values_.clear();
        texts_.clear();
    }
    void rewind() { at_ = 0; }
    bool next(std::vector<Value>& row) override {
        if (at_ == values_.size()) return false;
        const auto from = values_.begin() + std::ptrdiff_t(at_);
        at_ += table_.columns.size();
        row.assign(from, values_.begin() + std::ptrdiff_t(at_));
        return true;
    }

private:
    Value value(const Row& row, std::size_t column) {
        const int at = int(column);
        if (row.is_null(at)) return {};
        switch (table_.columns[column].kind) {
            case Column::Kind::Integer: return row.integer(at);
            case Column::Kind::Real: return row.real(at);
            case Column::Kind::Text: return std::string_view(texts_.emplace_back(row.text(at)));
            case Column::Kind::Bytes: return Bytes{texts_.emplace_back(row.text(at))};
        }
        return {};
    }

    const Table& table_;
    std::vector<Value> values_;
    std::deque<std::string> texts_;
    std::size_t at_ = 0;
};

void write_rows(Database& target, const Table& table, KeptRows& rows) {
    std::vector<std::string_view> names;
    for (const auto& column : table.columns) names.push_back(column.name);
    target.write({}, [&](Tx& tx) {
        rows.rewind();  // a write may be done again
        tx.bulk_insert(table.name, names, rows);
    });
    rows.clear();
}

void copy_table(Reader& source, Database& target, const Table& table, const MoveOptions& options) {
    KeptRows rows(table);
    std::int64_t copied = 0;
    const auto flush = [&] {
        copied += std::int64_t(rows.size());
        if (rows.size() > 0) write_rows(target, table, rows);
        if (options.progress) options.progress(table.name, copied);
    };
    for_each_row(source, table, [&](const Row& row) {
        rows.keep(row);
        if (rows.size() == kRowsPerWrite) flush();
    });
    flush();
}

void require_empty(Database& target, const MoveOptions& options) {
    for (const auto& digest :
         target.read([&](Reader& reader) { return digests_of(reader, options); })) {
        if (digest.rows > 0) {
            throw Error(Code::Conflict,
                        "the target of the move is not empty: table " + digest.table + " has rows");
        }
    }
}

void require_same_tables(const std::vector<Table>& source, const std::vector<Table>& target) {
    for (const auto& table : source) {
        if (std::ranges::find(target, table.name, &Table::name) == target.end()) {
            throw Error(Code::Internal, "the target of the move has no table " + table.name);
        }
    }
    if (source.size() != target.size()) {
        throw Error(Code::Internal, "the target of the move has tables that the source lacks");
    }
}

void require_same_rows(const std::vector<TableDigest>& source,
                       const std::vector<TableDigest>& target) {
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == target.at(i)) continue;
        throw Error(Code::Corrupt, "the copy of table " + source[i].table + " differs: " +
                                       std::to_string(source[i].rows) + " rows became " +
                                       std::to_string(target[i].rows) + ", or a value changed");
    }
}

}  // namespace

std::vector<TableDigest> digests_of(Reader& reader, const MoveOptions& options) {
    std::vector<TableDigest> digests;
    for (const auto& table : tables_of(reader, options.derived)) {
        digests.push_back(digest_of(reader, table));
    }
    std::ranges::sort(digests, {}, &TableDigest::table);
    return digests;
}

std::vector<TableDigest> move_shop(Database& source, Database& target, const MoveOptions& options) {
    require_empty(target, options);
    std::vector<TableDigest> wanted;
    source.read([&](Reader& reader) {
        const auto ours = tables_of(reader, options.derived);
        // The target's order, since it is the target that checks references.
        const auto theirs = target.read(
            [&](Reader& there) { return tables_of(there, options.derived); });
        require_same_tables(ours, theirs);
        for (const auto& table : theirs) copy_table(reader, target, table, options);
        wanted = digests_of(reader, options);
    });
    const auto got = target.read([&](Reader& reader) { return digests_of(reader, options); });
    require_same_rows(wanted, got);
    if (options.rebuild) options.rebuild(target);
    return got;
}

}  // namespace tsunagi::store
