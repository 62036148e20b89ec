// Why a figure moved, in parts that add up to the whole change, to the last digit.
//
// Rate: E. M. Kitagawa, "Components of a difference between two rates", JASA 50 (1955) 1168-1194.
// With shares s of the people in each cell and rates r there, before (0) and after (1):
//   mix of a cell  = (s1 - s0) ((r0 + r1) / 2 - m)     more people where the rate is above m
//   rate of a cell = (r1 - r0) (s0 + s1) / 2           the same people behave otherwise
// m, the mean of the two whole rates, changes no sum, since the shares add up to 1 both times; it
// makes a cell that grew count only by how much it differs. A cell with nobody on one side has no
// rate there: it takes the other side's, so all of it is mix.
//
// Product: the Shapley value, each factor's change averaged over all orders of changing them
// (L. S. Shapley, "A value for n-person games", 1953; for rates P. Das Gupta, "Standardization and
// Decomposition of Rates: A User's Manual", US Census Bureau P23-186, 1993, chapter 2, has the same
// formulas). Unlike the log-mean Divisia index it takes zeros and negative values.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

// One cell of the two groups: a product × delivery number, a medium, whatever splits everybody.
struct MixCell {
    std::int64_t events_before = 0;
    std::int64_t n_before = 0;
    std::int64_t events_after = 0;
    std::int64_t n_after = 0;
};

struct Contribution {
    double mix = 0;
    double rate = 0;

    double total() const { return mix + rate; }
};
BOOST_DESCRIBE_STRUCT(Contribution, (), (mix, rate))

struct RateChange {
    double before = 0;
    double after = 0;
    Contribution all;                 // all.mix + all.rate = after - before
    std::vector<Contribution> cells;  // in the order given; they add up to `all`
};

// Nothing when there is nobody before, or nobody after. Events may exceed n (orders per customer).
std::optional<RateChange> change_of_rate(std::span<const MixCell>);

// How much of product(after) - product(before) each factor explains, in order; for LTV = value per
// order × orders per month × months. Requires equal sizes of at most 12.
std::vector<double> change_of_product(std::span<const double> before,
                                      std::span<const double> after);

}  // namespace tsunagi::insight
