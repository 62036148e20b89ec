// The odds ratio common to several 2 × 2 tables: like is compared with like in each, where those
// with something and those without also differ in what made the tables.
//
// Estimate: N. Mantel, W. Haenszel, "Statistical aspects of the analysis of data from retrospective
// studies of disease", J. Natl. Cancer Inst. 22 (1959) 719-748. With R = a d / n and S = b c / n of
// each table: sum R / sum S.
// Interval: on the logarithm, which holds for a few large tables as for many small ones (J. Robins,
// N. Breslow, S. Greenland, "Estimators of the Mantel-Haenszel variance consistent in both sparse
// data and large-strata limiting models", Biometrics 42 (1986) 311-323). With P = (a + d) / n and
// Q = (b + c) / n:
//   var = sum P R / (2 (sum R)²) + sum (P S + Q R) / (2 sum R sum S) + sum Q S / (2 (sum S)²)
// which of one table is Woolf's 1/a + 1/b + 1/c + 1/d.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace tsunagi::insight {

struct TwoByTwo {
    std::int64_t a = 0;  // of those to whom it happened: with the sign
    std::int64_t b = 0;  // and without it
    std::int64_t c = 0;  // of the others: with the sign
    std::int64_t d = 0;  // and without it
};

struct CommonOdds {
    std::optional<double> value{};  // nothing where it would be 0 or without end
    std::optional<double> low{};
    std::optional<double> high{};
    std::int64_t n = 0;  // in the tables that say something: where a d or b c is not 0
    bool few = true;     // in those fewer than 30 to whom it happened, or of the others
};

CommonOdds common_odds_ratio(std::span<const TwoByTwo>);

}  // namespace tsunagi::insight
