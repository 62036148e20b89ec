// A described struct is a plain aggregate plus one BOOST_DESCRIBE_STRUCT line. `type_of<T>()`
// turns the description into a run-time type table; json.h, openapi.h and store's rows read that
// table with one interpreter each, so this header is all a module needs to include.
//
//   struct Phone { std::string number; std::optional<std::string> label; };
//   BOOST_DESCRIBE_STRUCT(Phone, (), (number, label))
//   template <> struct tsunagi::rules_of<Phone> { static constexpr std::array value{
//       Rule{.field = "number", .max_length = 40, .ja = "電話番号", .en = "Phone number"}}; };
//
// Known leaf types: bool, integers, double, std::string, Id<T>, Money, UnitPrice, Instant, Day,
// Month, described enums (JSON: snake_case of the enumerator), std::optional, std::vector,
// Patch<T>, Json (an object kept as its text), other described structs.
#pragma once

#include "base/id.h"
#include "base/money.h"
#include "base/time.h"

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tsunagi {

// What a field must satisfy beyond its type, and what it means.
struct Rule {
    std::string_view field;
    std::optional<std::size_t> min_length{};  // in code points, or elements of a vector
    std::optional<std::size_t> max_length{};
    std::optional<std::int64_t> min{};
    std::optional<std::int64_t> max{};
    std::string_view format{};  // "email", "phone": documentation, checked by the domain
    std::string_view ja{};
    std::string_view en{};
    bool read_only = false;
};

template <class T>
struct rules_of {
    static constexpr std::array<Rule, 0> value{};
};

// A field of a PATCH body: absent leaves the value, null clears it, a value sets it.
template <class T>
struct Patch {
    enum class State { Absent, Null, Value };
    State state = State::Absent;
    T value{};

    bool absent() const { return state == State::Absent; }
    // The new value of an optional field: `old` when absent.
    std::optional<T> applied_to(std::optional<T> old) const {
        if (state == State::Absent) return old;
        return state == State::Null ? std::nullopt : std::optional<T>(value);
    }
};

// JSON text that is stored and passed on unread (a filter, an import's mapping).
struct Json {
    std::string text = "null";
    friend bool operator==(const Json&, const Json&) = default;
};

struct TypeTable;
using TypeInfo = TypeTable;  // its first name, until the last room has dropped it

struct EnumValue {
    std::string name;  // as in JSON: snake_case
    std::int64_t value;
};

struct Field {
    std::string_view name;
    std::size_t offset;
    const TypeTable* type;
    const Rule* rule;  // null when none
};

struct TypeTable {
    enum class Kind : unsigned char {
        Bool,
        Integer,
        Number,
        Text,
        IdType,
        MoneyType,
        UnitPriceType,
        InstantType,
        DayType,
        MonthType,
        Enum,
        Optional,
        Vector,
        PatchType,
        JsonType,
        Object
    };
    Kind kind;
    std::size_t size = 0;  // sizeof, for integers and enums
    bool is_signed = true;
    std::string_view name{};             // of an enum or object
    const TypeTable* element = nullptr;  // of optional, vector, patch
    std::span<const Field> fields{};
    std::span<const EnumValue> values{};
    // Access to a container without knowing its type.
    void* (*emplace)(void*) = nullptr;                       // optional, patch: set; vector: push
    void (*reset)(void*) = nullptr;                          // clear; patch: null
    const void* (*get)(const void*, std::size_t) = nullptr;  // null when empty
    std::size_t (*count)(const void*) = nullptr;             // vector; patch: 0 when absent
};

template <class T>
const TypeTable& type_of();

// "DeliveryNumber" -> "delivery_number".
std::string snake_case(std::string_view);

// The JSON word of a described enumerator, and back.
std::string_view word_of(const TypeTable& enum_type, std::int64_t value);
std::optional<std::int64_t> value_of(const TypeTable& enum_type, std::string_view word);

template <class E>
std::string_view word_of(E value) {
    return word_of(type_of<E>(), static_cast<std::int64_t>(value));
}
template <class E>
std::optional<E> parse_enum(std::string_view word) {
    auto value = value_of(type_of<E>(), word);
    if (!value) return std::nullopt;
    return static_cast<E>(*value);
}

}  // namespace tsunagi

#include "base/described_types.h"  // IWYU pragma: export
