// Dice are reproducible chance for the demo shop: the same seed throws the same life.
// SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tsunagi::demo {

class Dice {
public:
    // `stream` separates customers, so that each life is independent of the shop's size.
    Dice(std::uint64_t seed, std::uint64_t stream)
        : state_(seed * 0x9E3779B97F4A7C15ULL ^ (stream + 1) * 0xBF58476D1CE4E5B9ULL) {}

    std::uint64_t bits() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }  // [0, 1)
    bool happens(double probability) { return unit() < probability; }
    int below(int n) { return static_cast<int>(unit() * n); }
    int between(int first, int last) { return first + below(last - first + 1); }
    double exponential(double mean) { return -mean * std::log(1.0 - unit()); }
    // Index drawn in proportion to the weights.
    std::size_t pick(std::span<const double> weights) {
        double sum = 0;
        for (double weight : weights) sum += weight;
        double at = unit() * sum;
        for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
            at -= weights[i];
            if (at < 0) return i;
        }
        return weights.size() - 1;
    }

private:
    std::uint64_t state_;
};

}  // namespace tsunagi::demo
