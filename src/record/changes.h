// What the change log says of a write: only the fields that differ, as they were and as they are.
// Also how a PATCH body becomes a changed thing.
#pragma once

#include "base/described.h"
#include "base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

struct Difference {
    std::string before;  // JSON objects of the differing fields
    std::string after;
    bool empty() const { return before.empty(); }
};

Difference difference(const TypeTable&, const void* before, const void* after);

template <class T>
Difference difference(const T& before, const T& after) {
    return difference(type_of<T>(), &before, &after);
}

Error invalid(std::string_view path, std::string_view code, const std::string& message);
// Throws InvalidInput with all of them when there are any.
void refuse(std::vector<FieldError> errors, const std::string& message);

namespace patches {

template <class V, class To>
void apply_field(const Patch<V>& patch, std::string_view name, To& target,
                 std::vector<FieldError>& errors) {
    if constexpr (std::is_same_v<To, std::optional<V>>) {
        target = patch.applied_to(std::move(target));
    } else if constexpr (std::is_same_v<To, V>) {
        const bool to_null = patch.state == Patch<V>::State::Null;
        if (to_null && !std::is_same_v<V, std::string>) {
            errors.push_back({"/" + std::string(name),
                              "null_not_allowed",
                              std::string(name) + " cannot be empty",
                              {}});
        } else {
            target = to_null ? V{} : patch.value;
        }
    }
}

}  // namespace patches

// Sets the fields of `target` that `patch` has under the same name: null clears an optional or a
// text and is an error anywhere else. Fields only one of them has, and lists, are left alone.
template <class P, class T>
std::vector<FieldError> apply_patch(const P& patch, T& target) {
    using namespace boost::describe;
    using Members = describe_members<T, mod_public | mod_inherited>;
    std::vector<FieldError> errors;
    boost::mp11::mp_for_each<describe_members<P, mod_public>>([&](auto from) {
        const auto& field = patch.*decltype(from)::pointer;
        if (field.absent()) return;
        boost::mp11::mp_for_each<Members>([&](auto to) {
            if (std::string_view(decltype(from)::name) != decltype(to)::name) return;
            patches::apply_field(field, decltype(to)::name, target.*decltype(to)::pointer, errors);
        });
    });
    return errors;
}

}  // namespace tsunagi::record
