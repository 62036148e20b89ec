#include "insight/ratio.h"

#include "insight/rate.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

Cell ratio_cell(const RatioSums& sums, std::int64_t n) {
    if (n == 0 || sums.x <= 0) return {.n = n, .immature = true};
    const double share = sums.y / sums.x;
    const double squares = sums.yy - 2 * share * sums.xy + share * share * sums.xx;
    Cell cell{.value = share, .n = n, .immature = n < kFew};
    if (n < 2) return cell;
    const auto count = static_cast<double>(n);
    const double error = std::sqrt(std::max(squares, 0.0) * count / (count - 1)) / sums.x;
    cell.low = share - kZ95 * error;
    cell.high = share + kZ95 * error;
    return cell;
}

}  // namespace tsunagi::insight
