// What the tests of every room share: a clock that stands still, a random source that repeats,
// comparison of JSON texts, and the check that a description names every field.
#pragma once

#include "base/clock.h"
#include "base/described.h"
#include "base/error.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace tsunagi {

// Stands still until it is told to go on. Thread: any.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant now = {1'795'305'600'000})
        : now_ms_(now.ms) {}  // 2026-11-22T00:00Z

    Instant now() const override { return {now_ms_}; }
    std::int64_t steady_ms() const override { return steady_ms_; }
    void advance(std::int64_t ms) {
        now_ms_ += ms;
        steady_ms_ += ms;
    }
    void set(Instant now) { now_ms_ = now.ms; }

private:
    std::atomic<std::int64_t> now_ms_;
    std::atomic<std::int64_t> steady_ms_{0};
};

// The same bytes for the same seed (SplitMix64, S. Vigna). Thread: one.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : state_(seed) {}
    void fill(std::span<std::byte>) override;

private:
    std::uint64_t state_;
};

// The text without white space between tokens and with sorted keys; fails the test when the text
// is not JSON.
std::string canonical_json(std::string_view text);

// Compares two JSON texts by value: white space and the order of keys do not matter.
#define EXPECT_JSON(actual, expected) \
    EXPECT_EQ(::tsunagi::canonical_json(actual), ::tsunagi::canonical_json(expected))

// The Error thrown by `f`; nothing when it throws none. EXPECT_CODE is the usual form.
template <class F>
std::optional<Code> code_thrown_by(F&& f) {
    try {
        f();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}
#define EXPECT_CODE(statement, expected) \
    EXPECT_EQ(::tsunagi::code_thrown_by([&] { statement; }), std::optional(expected))

namespace field_count {

// Stands for an initialiser of any type; never evaluated.
struct Anything {
    template <class T>
    operator T() const {  // NOLINT(google-explicit-constructor): the point of it
        std::abort();
    }
};

// One more initialiser than `Taken...` that T's aggregate initialisation accepts. An optional is
// ambiguous for Anything (its own constructor takes anything too), but takes nullopt.
template <class T, class... Taken>
consteval std::size_t count() {
    if constexpr (requires { T{std::declval<Taken>()..., std::declval<Anything>()}; }) {
        return count<T, Taken..., Anything>();
    } else if constexpr (requires { T{std::declval<Taken>()..., std::nullopt}; }) {
        return count<T, Taken..., std::nullopt_t>();
    } else {
        return sizeof...(Taken);
    }
}

// Fields and bases of T as the compiler sees them.
template <class T>
    requires std::is_aggregate_v<T>
consteval std::size_t in_struct() {
    return count<T>();
}

// Fields and bases of T as BOOST_DESCRIBE_STRUCT names them.
template <class T>
consteval std::size_t in_description() {
    using boost::describe::describe_bases;
    using boost::describe::describe_members;
    using boost::describe::mod_any_access;
    using boost::mp11::mp_size;
    return mp_size<describe_members<T, mod_any_access>>::value +
           mp_size<describe_bases<T, mod_any_access>>::value;
}

// Every rule of T names a field of T: a rule for a renamed field would hold nothing.
template <class T>
std::string rule_without_field() {
    for (const Rule& rule : rules_of<T>::value) {
        bool found = false;
        for (const Field& field : type_of<T>().fields) found |= field.name == rule.field;
        if (!found) return std::string(rule.field);
    }
    return {};
}

}  // namespace field_count

// Fails when a field of the struct is left out of its BOOST_DESCRIBE_STRUCT line, or a rule names
// a field that is not there.
#define EXPECT_FULLY_DESCRIBED(...)                                              \
    do {                                                                         \
        EXPECT_EQ(::tsunagi::field_count::in_description<__VA_ARGS__>(),         \
                  ::tsunagi::field_count::in_struct<__VA_ARGS__>())              \
            << "a field of " #__VA_ARGS__ " is not in its description";          \
        EXPECT_EQ(::tsunagi::field_count::rule_without_field<__VA_ARGS__>(), "") \
            << "a rule of " #__VA_ARGS__ " names no field";                      \
    } while (false)

}  // namespace tsunagi
