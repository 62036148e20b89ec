#include "segment/resolve.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tsunagi::segment {

namespace {

using journey::Bitmap;
using journey::Snapshot;
using Conditions = std::map<std::int64_t, Condition>;

[[noreturn]] void refuse_circle() {
    throw Error(Code::Corrupt, "segments ask for each other in a circle");
}

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

// The segments in which somebody must or must not be, but for those that only filter a cell.
std::vector<std::int64_t> segments_asked(const Condition& condition) {
    std::vector<std::int64_t> ids;
    for (const Part& part : parts_of(condition)) {
        if (part.leaf == nullptr || part.leaf->field != Field::Segment || !part.leaf->ids) continue;
        ids.insert(ids.end(), part.leaf->ids->begin(), part.leaf->ids->end());
    }
    return ids;
}

// Works out conditions on the days that they are asked of; cells and the segments that filter them
// once for each day.
class Resolution {
public:
    Resolution(const Conditions& behind, Results& results, int threads)
        : behind_(behind), results_(results), everybody_{.threads = threads} {}

    Bitmap members(const Snapshot& snapshot, const Condition& condition,
                   journey::FoldOptions options) {
        KnownMembers known;
        add_cells(snapshot, condition, known);
        Conditions left = reached(condition);
        for (const auto& [id, one] : left) add_cells(snapshot, one, known);
        while (!left.empty()) {
            const auto ids = ready(left);
            if (ids.empty()) refuse_circle();
            std::vector<Condition> conditions;
            conditions.reserve(ids.size());
            for (const auto id : ids) conditions.push_back(std::move(left.extract(id).mapped()));
            auto found = members_of(snapshot, conditions, known, everybody_);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                known.segments.emplace(ids[i], std::move(found[i]));
            }
        }
        return members_of(snapshot, std::span(&condition, 1), known, options).front();
    }

private:
    // Of the segments behind, those that the condition leads to.
    Conditions reached(const Condition& condition) const {
        Conditions found;
        auto ahead = segments_asked(condition);
        while (!ahead.empty()) {
            const auto id = ahead.back();
            ahead.pop_back();
            const auto one = behind_.find(id);
            if (one == behind_.end() || !found.emplace(id, one->second).second) continue;
            const auto next = segments_asked(one->second);
            ahead.insert(ahead.end(), next.begin(), next.end());
        }
        return found;
    }

    void add_cells(const Snapshot& snapshot, const Condition& condition, KnownMembers& known) {
        for (const ResultCell& cell : named_in(condition).cells) {
            if (!known.cells.contains(cell)) known.cells.emplace(cell, people(snapshot, cell));
        }
    }

    const Bitmap& people(const Snapshot& snapshot, const ResultCell& cell) {
        const Snapshot dated{snapshot.view, cell.as_of.value_or(snapshot.as_of)};
        const std::pair key(dated.as_of, cell);
        if (const auto known = cells_.find(key); known != cells_.end()) return known->second;
        const Bitmap* among = cell.segment ? &filtering(dated, *cell.segment) : nullptr;
        Bitmap people(snapshot.view->size());
        for (const auto code : results_.people(dated, cell, among)) people.set(code);
        return cells_.emplace(key, std::move(people)).first->second;
    }

    const Bitmap& filtering(const Snapshot& snapshot, std::int64_t segment) {
        const std::pair key(snapshot.as_of, segment);
        if (const auto known = segments_.find(key); known != segments_.end()) return known->second;
        const auto condition = behind_.find(segment);
        if (condition == behind_.end() || depth_ == behind_.size()) refuse_circle();
        ++depth_;
        auto found = members(snapshot, condition->second, everybody_);
        --depth_;
        return segments_.emplace(key, std::move(found)).first->second;
    }

    const Conditions& behind_;
    Results& results_;
    journey::FoldOptions everybody_;
    std::size_t depth_ = 0;  // of segments that filter a cell of the one around
    std::map<std::pair<Day, std::int64_t>, Bitmap> segments_;
    std::map<std::pair<Day, ResultCell>, Bitmap> cells_;
};

}  // namespace

Bitmap resolved_members(const Snapshot& snapshot, const Condition& condition,
                        const Conditions& behind, Results& results, journey::FoldOptions options) {
    return Resolution(behind, results, options.threads).members(snapshot, condition, options);
}

}  // namespace tsunagi::segment
