// Rows of a lane that a fold walks over.
#pragma once

#include <cstdint>

namespace tsunagi::journey {

using Row = std::uint32_t;

// Consecutive rows of a lane as values. Fields that the loop does not read are never loaded.
template <class Lane>
class Range {
public:
    Range(const Lane& lane, Row first, Row last) : lane_(&lane), first_(first), last_(last) {}

    struct Iterator {
        const Lane* lane;
        Row row;
        auto operator*() const { return at(*lane, row); }
        Iterator& operator++() { return ++row, *this; }
        bool operator==(const Iterator& other) const { return row == other.row; }
    };
    Iterator begin() const { return {lane_, first_}; }
    Iterator end() const { return {lane_, last_}; }

    const Lane& lane() const { return *lane_; }
    Row first() const { return first_; }
    Row last() const { return last_; }
    std::uint32_t size() const { return last_ - first_; }
    bool empty() const { return first_ == last_; }
    auto operator[](std::uint32_t row) const { return at(*lane_, first_ + row); }
    auto front() const { return at(*lane_, first_); }
    auto back() const { return at(*lane_, last_ - 1); }

    // Rows whose day is in [from, to]; the lane must be sorted by day within a journey.
    Range between(int from, int to) const {
        Row first = first_;
        Row last = last_;
        while (first < last && lane_->day_at(first) < from) ++first;
        while (first < last && lane_->day_at(last - 1) > to) --last;
        return {*lane_, first, last};
    }

private:
    const Lane* lane_;
    Row first_;
    Row last_;
};

}  // namespace tsunagi::journey
