// What two shares, or the two ends of a scale, say together, with intervals that hold for few.
//
// Difference: R. G. Newcombe, "Interval estimation for the difference between independent
// proportions", Statistics in Medicine 17 (1998) 873-890, method 10. With shares p, q and their
// Wilson limits (l, u), (m, v):
//   low  = p - q - sqrt((p - l)² + (v - q)²),   high = p - q + sqrt((u - p)² + (q - m)²)
//
// Net promoter score: F. F. Reichheld, "The one number you need to grow", Harvard Business Review
// 81/12 (2003): 100 (share answering 9 or 10 - share answering 0 to 6). Both shares come from the
// same answers, so the interval takes their correlation into account (G. Y. Zou, A. Donner,
// "Construction of confidence limits about effect measures", Statistics in Medicine 27 (2008)
// 1693-1702): a term -2 r (p - l)(v - q) under the root, with
//   r = -sqrt(p q / ((1 - p)(1 - q))).
//
// Answers needed: n = z² s² / margin², with s² = p (1 - p) of a share and p + q - (p - q)² of a
// score; of a population of N, n / (1 + (n - 1) / N) (W. G. Cochran, "Sampling Techniques", 3rd
// ed. 1977, sections 4.4 and 4.5).
#pragma once

#include "insight/rate.h"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>

namespace tsunagi::insight {

struct Difference {
    std::optional<double> value{};  // first - second; nothing when one of them is of nobody
    std::optional<double> low{};
    std::optional<double> high{};
    std::optional<double> p{};  // of "they are equal": chi-square without correction
    bool few = true;            // one of the two is of fewer than 30
};
BOOST_DESCRIBE_STRUCT(Difference, (), (value, low, high, p, few))

Difference difference_of(const Rate& first, const Rate& second);

struct PromoterScore {
    std::int64_t promoters = 0;
    std::int64_t passives = 0;
    std::int64_t detractors = 0;
    std::optional<double> value{};  // -100 to 100; nothing when nobody answered
    std::optional<double> low{};
    std::optional<double> high{};
    bool few = true;
};
BOOST_DESCRIBE_STRUCT(PromoterScore, (), (promoters, passives, detractors, value, low, high, few))

PromoterScore promoter_score_of(std::int64_t promoters, std::int64_t passives,
                                std::int64_t detractors);

struct Wish {
    double margin = 0.05;                      // half the interval wished for: 0.05 is ±5 points
    std::optional<std::int64_t> population{};  // all there are to ask; nothing: without end
};

// Answers needed to know a share that is about `share` to ± margin. Requires margin > 0.
std::int64_t answers_needed_for_share(double share, const Wish&);
// The same for a share seen so far, which may be anywhere in its interval: of its shares the one
// that needs the most. Nobody among twelve does not mean that one answer will do.
std::int64_t answers_needed_for_share(const Rate&, const Wish&);
// The same for a score, whose margin is also in shares: 0.05 is ±5 points of the score.
std::int64_t answers_needed_for_score(double promoters, double detractors, const Wish&);
// The same for a score seen so far: of the shares that may be, those that need the most.
std::int64_t answers_needed_for_score(const PromoterScore&, const Wish&);

}  // namespace tsunagi::insight
