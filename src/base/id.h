// Id<T> is the primary key of a T within its shop: a positive 64-bit integer, 0 means "none yet".
// The type keeps a customer's number from being passed as an order's.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace tsunagi {

template <class T>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const { return value > 0; }
    friend auto operator<=>(Id, Id) = default;
};

}  // namespace tsunagi

template <class T>
struct std::hash<tsunagi::Id<T>> {
    std::size_t operator()(tsunagi::Id<T> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
