// Between described structs and SQL: fields to arguments, columns to fields.
#include "store/database.h"

#include "base/error.h"

#include <bitset>
#include <cstring>

namespace tsunagi::store {

namespace {

using Kind = TypeTable::Kind;

constexpr std::size_t kMaxFields = 256;

template <class T>
T load(const void* from) {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

std::int64_t load_integer(const TypeTable& type, const void* from) {
    const int unused_bits = 64 - int(type.size) * 8;
    std::uint64_t bits = 0;
    std::memcpy(&bits, from, type.size);  // little endian: the low bytes come first
    bits <<= unused_bits;
    return type.is_signed ? std::int64_t(bits) >> unused_bits : std::int64_t(bits >> unused_bits);
}

// False when the value does not fit the field.
bool store_integer(const TypeTable& type, std::int64_t value, void* to) {
    const int bits = int(type.size) * 8;
    if (bits < 64) {
        const auto low = type.is_signed ? -(std::int64_t{1} << (bits - 1)) : 0;
        const auto high = (std::int64_t{1} << (type.is_signed ? bits - 1 : bits)) - 1;
        if (value < low || value > high) return false;
    }
    std::memcpy(to, &value, type.size);
    return true;
}

// A field of these has a table of its own, or no place in a row.
bool has_no_column(const TypeTable& type) {
    if (type.kind == Kind::Optional) return has_no_column(*type.element);
    return type.kind == Kind::Vector || type.kind == Kind::Object || type.kind == Kind::PatchType;
}

Value value_at(const TypeTable& type, const void* at) {
    switch (type.kind) {
        case Kind::Bool: return std::int64_t{load<bool>(at)};
        case Kind::Integer: return load_integer(type, at);
        case Kind::Number: return load<double>(at);
        case Kind::Text: return std::string_view(*static_cast<const std::string*>(at));
        case Kind::JsonType: return std::string_view(static_cast<const Json*>(at)->text);
        case Kind::DayType:
        case Kind::MonthType: return std::int64_t{load<std::int32_t>(at)};
        case Kind::Enum: return word_of(type, load_integer(type, at));
        case Kind::Optional: {
            const void* held = type.get(at, 0);
            return held ? value_at(*type.element, held) : Value{};
        }
        default: return load<std::int64_t>(at);  // ids, money, unit prices, instants
    }
}

[[noreturn]] void fail_column(const Row& row, int column, const std::string& what) {
    throw Error(Code::Internal, "column " + std::string(row.column_name(column)) + " " + what);
}

void read_integer(const Row& row, int column, const TypeTable& type, void* out) {
    if (!store_integer(type, row.integer(column), out)) {
        fail_column(row, column, "does not fit: " + std::to_string(row.integer(column)));
    }
}

void read_word(const Row& row, int column, const TypeTable& type, void* out) {
    const auto value = value_of(type, row.text(column));
    if (!value) {
        fail_column(row, column,
                    "holds no " + std::string(type.name) + ": " + std::string(row.text(column)));
    }
    store_integer(type, *value, out);
}

void read_column(const Row& row, int column, const TypeTable& type, void* out) {
    if (type.kind == Kind::Optional) {
        if (row.is_null(column)) return type.reset(out);
        return read_column(row, column, *type.element, type.emplace(out));
    }
    if (row.is_null(column)) fail_column(row, column, "is null");
    switch (type.kind) {
        case Kind::Bool: *static_cast<bool*>(out) = row.integer(column) != 0; return;
        case Kind::Number: *static_cast<double*>(out) = row.real(column); return;
        case Kind::Text: static_cast<std::string*>(out)->assign(row.text(column)); return;
        case Kind::JsonType: static_cast<Json*>(out)->text.assign(row.text(column)); return;
        case Kind::Enum: return read_word(row, column, type, out);
        case Kind::Vector:
        case Kind::Object:
        case Kind::PatchType: fail_column(row, column, "cannot fill a list or a struct");
        default: return read_integer(row, column, type, out);
    }
}

// Index of the field of that name. Columns mostly come in the order of the fields: `guess` first.
std::size_t field_index(const TypeTable& type, std::string_view name, std::size_t guess) {
    const auto fields = type.fields;
    if (guess < fields.size() && fields[guess].name == name) return guess;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) return i;
    }
    throw Error(Code::Internal,
                std::string(type.name) + " has no field for column " + std::string(name));
}

}  // namespace

Args args_of(const TypeTable& type, const void* row) {
    Args args;
    args.reserve(type.fields.size());
    for (const Field& field : type.fields) {
        if (has_no_column(*field.type)) continue;
        args.emplace_back(field.name, std::nullopt);
        args.back().value = value_at(*field.type,
                                     static_cast<const std::byte*>(row) + field.offset);
        args.back().may_be_unused = true;
    }
    return args;
}

void read_row(const TypeTable& type, const Row& row, void* out) {
    ASSERT(type.kind == Kind::Object && type.fields.size() <= kMaxFields);
    std::bitset<kMaxFields> filled;
    std::size_t guess = 0;
    for (int column = 0; column < row.columns(); ++column) {
        const auto index = field_index(type, row.column_name(column), guess);
        const Field& field = type.fields[index];
        read_column(row, column, *field.type, static_cast<std::byte*>(out) + field.offset);
        filled.set(index);
        guess = index + 1;
    }
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto& field = type.fields[i];
        if (filled[i] || field.type->kind == Kind::Optional || has_no_column(*field.type)) continue;
        throw Error(Code::Internal, "no column for field " + std::string(field.name) + " of " +
                                        std::string(type.name));
    }
}

std::int64_t Reader::integer(const Statement& statement, const Args& args, std::int64_t otherwise) {
    rows(statement, args, [&](const Row& row) {
        if (!row.is_null(0)) otherwise = row.integer(0);
        return false;
    });
    return otherwise;
}

std::optional<std::string> Reader::text(const Statement& statement, const Args& args) {
    std::optional<std::string> found;
    rows(statement, args, [&](const Row& row) {
        if (!row.is_null(0)) found.emplace(row.text(0));
        return false;
    });
    return found;
}

}  // namespace tsunagi::store
