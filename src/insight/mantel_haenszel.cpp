#include "insight/mantel_haenszel.h"

#include "insight/rate.h"

#include <cmath>

namespace tsunagi::insight {

CommonOdds common_odds_ratio(std::span<const TwoByTwo> tables) {
    CommonOdds odds;
    std::int64_t happened = 0;
    double r = 0;
    double s = 0;
    double pr = 0;
    double mixed = 0;
    double qs = 0;
    for (const TwoByTwo& table : tables) {
        const auto a = static_cast<double>(table.a);
        const auto b = static_cast<double>(table.b);
        const auto c = static_cast<double>(table.c);
        const auto d = static_cast<double>(table.d);
        if (a * d == 0 && b * c == 0) continue;
        odds.n += table.a + table.b + table.c + table.d;
        happened += table.a + table.b;
        const double n = a + b + c + d;
        r += a * d / n;
        s += b * c / n;
        pr += (a + d) / n * (a * d / n);
        mixed += (a + d) / n * (b * c / n) + (b + c) / n * (a * d / n);
        qs += (b + c) / n * (b * c / n);
    }
    odds.few = happened < kFew || odds.n - happened < kFew;
    if (r == 0 || s == 0) return odds;
    const double variance = pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s);
    const double width = std::exp(kZ95 * std::sqrt(variance));
    odds.value = r / s;
    odds.low = r / s / width;
    odds.high = r / s * width;
    return odds;
}

}  // namespace tsunagi::insight
