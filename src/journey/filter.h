// A Filter says whom and what an analysis is about, as people choose it on a page; `scope_of` turns
// it into codes and days of one snapshot.
#pragma once

#include "base/id.h"
#include "journey/journey.h"

#include <boost/describe.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tsunagi::record {
struct Customer;
}

namespace tsunagi::journey {

struct Filter {
    std::optional<Day> from;  // days of orders, or of the start of a subscription's spell
    std::optional<Day> to;
    std::vector<std::int64_t> product;  // ids; empty: all
    std::vector<std::string> medium;
    std::vector<std::string> prefecture;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (from, to, product, medium, prefecture))

struct Scope {
    Snapshot snapshot;
    int threads = 2;
    int from = 0;                         // lane days, both inclusive
    int to = kLastLaneDay;                // never after the as-of day
    std::vector<char> product{};          // by number, 1 when asked for; empty: all
    std::optional<Bitmap> customers{};    // by medium and prefecture, and whom the viewer sees
    std::optional<std::uint32_t> seen{};  // how many she sees; nothing: the whole shop

    const View& view() const { return *snapshot.view; }
    const Words& words() const { return *snapshot.view->words; }
    int as_of() const { return lane_day(snapshot.as_of); }
    bool has(int product_number) const {
        return product.empty() || product[static_cast<std::size_t>(product_number)] != 0;
    }
    bool covers(int day) const { return from <= day && day <= to; }
    bool whole_time() const { return from == 0 && to >= as_of(); }
    FoldOptions options() const {
        return {.only = customers ? &*customers : nullptr, .threads = threads};
    }
};

Scope scope_of(Snapshot, const Filter&, int threads = 2);  // throws when `to` is before `from`
// Leaves only those whom a limited viewer sees; the unknown customer is not one of them.
void narrow(Scope&, const Bitmap& seen);
// Leaves only these, a segment: whom the viewer sees stays as it is.
void keep_only(Scope&, const Bitmap& members);
Bitmap bitmap_of(const View&, std::span<const Id<record::Customer>>);

// Those of the scope's customers who ordered one of its products; all of them when it names none.
std::optional<Bitmap> buyers_of(const Scope&);

}  // namespace tsunagi::journey
