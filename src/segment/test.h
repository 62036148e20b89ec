// A Test is a leaf made ready for one state of the journeys: words are numbers, windows are lane
// days, named members are bitmaps.
#pragma once

#include "journey/journey.h"
#include "segment/evaluate.h"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace tsunagi::segment {

// Numbers of a dictionary that are asked for; at first all of them.
class Marks {
public:
    Marks() = default;
    explicit Marks(int size) : marks_(static_cast<std::size_t>(size)) {}

    void set(int number) { marks_[static_cast<std::size_t>(number)] = 1; }
    bool has(int number) const {
        return marks_.empty() || marks_[static_cast<std::size_t>(number)] != 0;
    }
    bool all() const { return marks_.empty(); }

private:
    std::vector<char> marks_;
};

struct Test {
    Field field = Field::Medium;
    Op op = Op::AnyOf;
    std::int64_t low = std::numeric_limits<std::int64_t>::min();  // of a number
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
    int from = 0;  // lane days of the window
    int to = journey::kLastLaneDay;
    int year = 0;            // of the as-of day
    std::size_t wanted = 0;  // how many different products, for all_of
    Marks product;
    Marks status;
    Marks word;  // of media, prefectures, ranks or sexes
    Marks offer;
    Marks reason;
    Marks purpose;
    Marks channel;
    Marks result;
    std::array<char, 32> touch{};                 // by the first five flags of a contact
    std::vector<const journey::Bitmap*> members;  // null: nobody
};

// `known` outlives the Test.
Test test_of(const Leaf&, const journey::Snapshot&, const KnownMembers& known);

// What a worker needs beside the journey: which products it has met in this one.
struct Scratch {
    std::vector<std::uint32_t> met;  // by product number: the last turn
    std::uint32_t turn = 0;
};

bool passes(const Test&, const journey::Journey&, Scratch&);
// How long it takes, roughly: what is cheap is asked first.
int cost_of(const Test&);

}  // namespace tsunagi::segment
