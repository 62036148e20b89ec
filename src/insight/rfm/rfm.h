// RFM: customers in 5 x 5 x 5 cells by how lately, how often and for how much they ordered.
//
//   recency    days from the last order that counts to the as-of day; 5 is the latest fifth
//   frequency  orders that count (cancelled and returned ones do not)
//   monetary   sales: sums of line amounts, credit notes subtracted
//
// Classes are fifths (quarters, thirds) of the customers who ordered: the cut k is the smallest
// value that at least k/5 of them do not exceed (exact, SQL's quantile_disc); who is above k cuts
// has class k + 1. Equal customers always share a class, so fifths are not of equal size. After J.
// R. Bult, T. Wansbeek, "Optimal selection for direct mail", Marketing Science 14 (1995) 378-394.
// Fixed cuts are days, orders and amounts: the best class begins at the one that is hardest to
// reach.
#pragma once

#include "base/money.h"
#include "insight/catalogue.h"
#include "insight/quintiles.h"

#include <array>
#include <optional>
#include <vector>

namespace tsunagi::insight {

struct RfmLimits {
    std::array<int, 4> recency_days{};  // up to the first: the best class
    std::array<int, 4> orders{};        // from the first: not the worst class any more
    std::array<std::int64_t, 4> sales{};
};

// Into how many classes each axis is cut, and where; 1: not at all.
struct RfmRule {
    int r = 5;
    int f = 5;
    int m = 5;
    std::optional<RfmLimits> fixed{};  // the first r - 1, f - 1, m - 1 of them; nothing: quantiles
};

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
Rfm rfm(const journey::Scope&, const journey::Filter& = {}, const RfmRule& = {});

// Codes of the customers of one cell; 0 for any class.
std::vector<journey::CustomerCode> rfm_people(const journey::Scope&, int r, int f, int m,
                                              const RfmRule& = {});

extern const Analysis kRfm;

}  // namespace tsunagi::insight
