// Args are the named values of a statement's `:name` parameters. Text is borrowed: it must live
// until the call returns. Order does not matter; a missing or an unknown name is an Internal error,
// except that a statement need not use every field that `args_of` names.
#pragma once

#include "base/described.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace tsunagi::store {

// null, integer, real, text, bytes
struct Bytes {
    std::string_view data;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, Bytes>;

inline Value value_of(std::int64_t v) { return v; }
inline Value value_of(int v) { return std::int64_t{v}; }
inline Value value_of(bool v) { return std::int64_t{v}; }
inline Value value_of(double v) { return v; }
inline Value value_of(std::string_view v) { return v; }
inline Value value_of(const std::string& v) { return std::string_view(v); }
inline Value value_of(const char* v) { return std::string_view(v); }
inline Value value_of(Bytes v) { return v; }
inline Value value_of(std::nullopt_t) { return std::monostate{}; }
inline Value value_of(Instant v) { return v.ms; }
inline Value value_of(Day v) { return std::int64_t{v.number}; }
inline Value value_of(Month v) { return std::int64_t{v.number}; }
inline Value value_of(Money v) { return v.minor; }
inline Value value_of(UnitPrice v) { return v.ten_thousandths; }
inline Value value_of(const Json& v) { return std::string_view(v.text); }
template <class T>
Value value_of(Id<T> v) {
    return v.value;
}
template <class E>
    requires std::is_enum_v<E>
Value value_of(E v) {
    return word_of(v);
}
template <class T>
Value value_of(const std::optional<T>& v) {
    return v ? value_of(*v) : Value{};
}

struct Arg {
    std::string_view name;
    Value value;
    bool may_be_unused = false;

    template <class T>
    Arg(std::string_view parameter, const T& v) : name(parameter), value(value_of(v)) {}
};

using Args = std::vector<Arg>;

// Every leaf field of a described struct as an argument of its own name (vectors and nested
// structs are left out: they have tables of their own). Borrows from `row`.
Args args_of(const TypeTable&, const void* row);

template <class T>
Args args_of(const T& row, std::initializer_list<Arg> more = {}) {
    Args args = args_of(type_of<T>(), &row);
    args.insert(args.end(), more.begin(), more.end());
    return args;
}

}  // namespace tsunagi::store
