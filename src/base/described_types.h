// The templates behind `type_of<T>()`: they only fill TypeTable tables; no table is read here.
// Included by described.h and by nothing else. A type must not contain itself.
#pragma once

#include "base/described.h"

#include <utility>

namespace tsunagi::table {

template <class T>
constexpr std::string_view spelled_type() {
#if defined(__clang__)
    std::string_view text = __PRETTY_FUNCTION__;  // "... [T = ns::Name<ns::Other>]"
    const auto from = text.find("T = ") + 4;
    return text.substr(from, text.rfind(']') - from);
#else
    std::string_view text =
        __PRETTY_FUNCTION__;  // "... [with T = ns::Name; std::string_view = ..]"
    const auto from = text.find("T = ") + 4;
    return text.substr(from, text.find(';', from) - from);
#endif
}

// "ns::PageOf<ns::Customer>" -> "PageOfCustomer": fit for a schema name in a URL.
std::string readable_name(std::string_view spelled);

template <class T>
struct is_id : std::false_type {};
template <class T>
struct is_id<Id<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_patch : std::false_type {};
template <class T>
struct is_patch<Patch<T>> : std::true_type {};

// The inherited parts of T come first, as the compiler lays them out.
template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public |
                                                            boost::describe::mod_inherited>;

template <class T>
const Rule* rule_for(std::string_view field) {
    for (const Rule& rule : rules_of<T>::value) {
        if (rule.field == field) return &rule;
    }
    return nullptr;
}

template <class T, class Member>
std::size_t offset_of(Member T::* member) {
    alignas(T) static const char place[sizeof(T)] = {};
    const auto* object = reinterpret_cast<const T*>(place);
    return std::size_t(reinterpret_cast<const char*>(&(object->*member)) - place);
}

template <class T, class D>
Field field_of() {
    using Member = std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>;
    Member T::* const pointer = D::pointer;
    return {D::name, offset_of<T>(pointer), &type_of<Member>(), rule_for<T>(D::name)};
}

template <class T, template <class...> class List, class... D>
std::span<const Field> fields_of(List<D...>) {
    if constexpr (sizeof...(D) == 0) {
        return {};
    } else {
        static const std::array<Field, sizeof...(D)> fields{field_of<T, D>()...};
        return fields;
    }
}

template <template <class...> class List, class... D>
std::span<const EnumValue> values_of(List<D...>) {
    static const std::array<EnumValue, sizeof...(D)> values{
        EnumValue{snake_case(D::name), std::int64_t(D::value)}...};
    return values;
}

template <class T>
std::string_view name_of_type() {
    static const std::string name = readable_name(spelled_type<T>());
    return name;
}

template <class T>
TypeTable enum_type() {
    static_assert(boost::describe::has_describe_enumerators<T>::value, "enum is not described");
    return {.kind = TypeTable::Kind::Enum,
            .size = sizeof(T),
            .is_signed = std::is_signed_v<std::underlying_type_t<T>>,
            .name = name_of_type<T>(),
            .values = values_of(boost::describe::describe_enumerators<T>{})};
}

template <class T>
TypeTable optional_type() {
    return {.kind = TypeTable::Kind::Optional,
            .size = sizeof(T),
            .element = &type_of<typename T::value_type>(),
            .emplace = [](void* p) -> void* { return &static_cast<T*>(p)->emplace(); },
            .reset = [](void* p) { static_cast<T*>(p)->reset(); },
            .get = [](const void* p, std::size_t) -> const void* {
                const auto& optional = *static_cast<const T*>(p);
                return optional ? &*optional : nullptr;
            }};
}

template <class T>
TypeTable vector_type() {
    static_assert(!std::is_same_v<T, std::vector<bool>>,
                  "vector<bool> has no elements to point at");
    return {.kind = TypeTable::Kind::Vector,
            .size = sizeof(T),
            .element = &type_of<typename T::value_type>(),
            .emplace = [](void* p) -> void* { return &static_cast<T*>(p)->emplace_back(); },
            .reset = [](void* p) { static_cast<T*>(p)->clear(); },
            .get = [](const void* p, std::size_t n) -> const void* {
                return &(*static_cast<const T*>(p))[n];
            },
            .count = [](const void* p) { return static_cast<const T*>(p)->size(); }};
}

template <class T>
TypeTable patch_type() {
    using State = typename T::State;
    return {
        .kind = TypeTable::Kind::PatchType,
        .size = sizeof(T),
        .element = &type_of<decltype(T::value)>(),
        .emplace = [](void* p) -> void* {
            static_cast<T*>(p)->state = State::Value;
            return &static_cast<T*>(p)->value;
        },
        .reset = [](void* p) { *static_cast<T*>(p) = T{State::Null, {}}; },
        .get = [](const void* p, std::size_t) -> const void* {
            const auto& patch = *static_cast<const T*>(p);
            return patch.state == State::Value ? &patch.value : nullptr;
        },
        .count =
            [](const void* p) { return std::size_t(static_cast<const T*>(p)->absent() ? 0 : 1); }};
}

template <class T>
TypeTable object_type() {
    static_assert(boost::describe::has_describe_members<T>::value, "struct is not described");
    return {.kind = TypeTable::Kind::Object,
            .size = sizeof(T),
            .name = name_of_type<T>(),
            .fields = fields_of<T>(members_of<T>{})};
}

template <class T>
TypeTable make_type() {
    using Kind = TypeTable::Kind;
    if constexpr (std::is_same_v<T, bool>) {
        return {.kind = Kind::Bool, .size = sizeof(T)};
    } else if constexpr (std::is_integral_v<T>) {
        return {.kind = Kind::Integer, .size = sizeof(T), .is_signed = std::is_signed_v<T>};
    } else if constexpr (std::is_same_v<T, double>) {
        return {.kind = Kind::Number, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, std::string>) {
        return {.kind = Kind::Text, .size = sizeof(T)};
    } else if constexpr (is_id<T>::value) {
        return {.kind = Kind::IdType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, Money>) {
        return {.kind = Kind::MoneyType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, UnitPrice>) {
        return {.kind = Kind::UnitPriceType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, Instant>) {
        return {.kind = Kind::InstantType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, Day>) {
        return {.kind = Kind::DayType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, Month>) {
        return {.kind = Kind::MonthType, .size = sizeof(T)};
    } else if constexpr (std::is_same_v<T, Json>) {
        return {.kind = Kind::JsonType, .size = sizeof(T)};
    } else if constexpr (std::is_enum_v<T>) {
        return enum_type<T>();
    } else if constexpr (is_optional<T>::value) {
        return optional_type<T>();
    } else if constexpr (is_vector<T>::value) {
        return vector_type<T>();
    } else if constexpr (is_patch<T>::value) {
        return patch_type<T>();
    } else {
        return object_type<T>();
    }
}

}  // namespace tsunagi::table

namespace tsunagi {

template <class T>
const TypeTable& type_of() {
    static const TypeTable type = table::make_type<T>();
    return type;
}

}  // namespace tsunagi
