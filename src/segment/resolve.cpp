#include "segment/resolve.h"

#include <algorithm>
#include <set>

namespace tsunagi::segment {

namespace {

using journey::Bitmap;
using Conditions = std::map<std::int64_t, Condition>;

// Those of `left` that name only segments which are known already.
std::vector<std::int64_t> ready(const Conditions& left) {
    std::vector<std::int64_t> ids;
    for (const auto& [id, condition] : left) {
        const bool waits = std::ranges::any_of(
            named_in(condition).segments, [&](std::int64_t named) { return left.contains(named); });
        if (!waits) ids.push_back(id);
    }
    return ids;
}

void add_cells(const Condition& condition, std::set<ResultCell>& cells) {
    for (auto& cell : named_in(condition).cells) cells.insert(std::move(cell));
}

}  // namespace

std::vector<ResultCell> cells_of(const Condition& condition, const Conditions& behind) {
    std::set<ResultCell> cells;
    add_cells(condition, cells);
    for (const auto& [id, one] : behind) add_cells(one, cells);
    return {cells.begin(), cells.end()};
}

Bitmap resolved_members(const journey::Snapshot& snapshot, const Condition& condition,
                        const Conditions& behind, Results& results, journey::FoldOptions options) {
    KnownMembers known;
    for (const ResultCell& cell : cells_of(condition, behind)) {
        Bitmap people(snapshot.view->size());
        for (const auto code : results.people(snapshot, cell)) people.set(code);
        known.cells.emplace(cell, std::move(people));
    }
    Conditions left = behind;
    const journey::FoldOptions everybody{.threads = options.threads};
    while (!left.empty()) {
        const auto ids = ready(left);
        if (ids.empty()) throw Error(Code::Corrupt, "segments ask for each other in a circle");
        std::vector<Condition> conditions;
        for (const auto id : ids) conditions.push_back(std::move(left.extract(id).mapped()));
        auto found = members_of(snapshot, conditions, known, everybody);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            known.segments.emplace(ids[i], std::move(found[i]));
        }
    }
    return members_of(snapshot, std::span(&condition, 1), known, options).front();
}

}  // namespace tsunagi::segment
