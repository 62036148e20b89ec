// A ratio of sums over customers, R = sum y / sum x, with its interval (W. G. Cochran, "Sampling
// Techniques", 3rd ed. 1977, section 6.3):
//   s² = n / (n - 1) · sum (y - R x)² / (sum x)²,   R ± 1.96 s
#pragma once

#include "insight/report.h"

#include <cstdint>

namespace tsunagi::insight {

struct RatioSums {
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;

    // Adds the y of somebody whose x is added apart.
    void pair(double of_x, double its_y) {
        y += its_y;
        xy += of_x * its_y;
        yy += its_y * its_y;
    }
    void merge(const RatioSums& other) {
        x += other.x;
        y += other.y;
        xx += other.xx;
        xy += other.xy;
        yy += other.yy;
    }
};

// Empty without an x; grey when n < 30.
Cell ratio_cell(const RatioSums&, std::int64_t n);

}  // namespace tsunagi::insight
