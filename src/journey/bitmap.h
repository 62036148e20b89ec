// A Bitmap is a set of customers of one View, a bit per code.
#pragma once

#include "journey/lanes.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace tsunagi::journey {

class Bitmap {
public:
    explicit Bitmap(std::uint32_t size) : words_((size + 63) / 64) {}

    void set(CustomerCode code) { words_[code / 64] |= std::uint64_t{1} << (code % 64); }
    bool test(CustomerCode code) const { return (words_[code / 64] >> (code % 64) & 1) != 0; }
    void merge(const Bitmap& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    }
    void keep(const Bitmap& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    }
    std::uint32_t count() const {
        std::uint32_t bits = 0;
        for (const std::uint64_t word : words_) bits += static_cast<unsigned>(std::popcount(word));
        return bits;
    }

private:
    std::vector<std::uint64_t> words_;
};

}  // namespace tsunagi::journey
