// How many things of each kind an import creates, updates and leaves unchanged.
#pragma once

#include "base/described.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::intake {

struct Count {
    std::string entity;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    friend bool operator==(const Count&, const Count&) = default;
};
BOOST_DESCRIBE_STRUCT(Count, (), (entity, created, updated, unchanged))

class Counts {
public:
    Counts() = default;
    explicit Counts(std::vector<Count> all) : all_(std::move(all)) {}

    Count& of(std::string_view entity) {
        const auto found = std::ranges::find(all_, entity, &Count::entity);
        if (found != all_.end()) return *found;
        return all_.emplace_back(Count{.entity = std::string(entity)});
    }
    void add(const Counts& other) {
        for (const Count& count : other.all_) {
            auto& mine = of(count.entity);
            mine.created += count.created;
            mine.updated += count.updated;
            mine.unchanged += count.unchanged;
        }
    }
    const std::vector<Count>& all() const { return all_; }

private:
    std::vector<Count> all_;
};

}  // namespace tsunagi::intake
