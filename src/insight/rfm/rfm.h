// RFM: customers in 5 x 5 x 5 cells by how lately, how often and for how much they ordered.
//
//   recency    days from the last order that counts to the as-of day; 5 is the latest fifth
//   frequency  orders that count (cancelled and returned ones do not)
//   monetary   sales: sums of line amounts, credit notes subtracted
//
// Classes are fifths of the customers who ordered: the cut k is the smallest value that at least
// k/5 of them do not exceed (exact, SQL's quantile_disc); who is above k cuts has class k + 1.
// Equal customers always share a class, so fifths are not of equal size. After J. R. Bult, T.
// Wansbeek, "Optimal selection for direct mail", Marketing Science 14 (1995) 378-394.
#pragma once

#include "base/money.h"
#include "insight/meta.h"

#include <vector>

namespace tsunagi::insight {

struct RfmCell {
    int r = 0;
    int f = 0;
    int m = 0;
    std::int64_t customers = 0;
    Money sales{};
};
BOOST_DESCRIBE_STRUCT(RfmCell, (), (r, f, m, customers, sales))

struct RfmCuts {
    std::vector<int> recency_days;  // descending: more than cut 1 days ago is class 1
    std::vector<int> frequency;
    std::vector<Money> monetary;
};
BOOST_DESCRIBE_STRUCT(RfmCuts, (), (recency_days, frequency, monetary))

struct Rfm {
    Meta meta;
    RfmCuts cuts;  // empty when nobody ordered
    std::vector<RfmCell> cells;
    Money unknown_customer_sales;
};
BOOST_DESCRIBE_STRUCT(Rfm, (), (meta, cuts, cells, unknown_customer_sales))

// Orders of the filter's days, of customers who ordered one of its products on any day.
Rfm rfm(const journey::Scope&, const journey::Filter& = {});

// Codes of the customers of one cell; 0 for any class.
std::vector<journey::CustomerCode> rfm_people(const journey::Scope&, int r, int f, int m);

}  // namespace tsunagi::insight
