// Monthly cohorts: customers by the month of their first order, and what they did in each month
// since.
//
//   active   placed an order that counts in that month
//   sales    amounts of that month, credit notes subtracted; what came before the first order that
//            counts belongs to no cohort
//   age      months since the cohort's month; 0 is that month
#pragma once

#include "base/money.h"
#include "insight/meta.h"
#include "insight/rate.h"

#include <vector>

namespace tsunagi::insight {

struct CohortCell {
    int age = 0;
    std::int64_t active_customers = 0;
    Rate rate{};  // active / customers of the cohort
    Money sales{};
    bool immature = false;  // the month is not over on the as-of day
};
BOOST_DESCRIBE_STRUCT(CohortCell, (), (age, active_customers, rate, sales, immature))

struct Cohort {
    Month month;
    std::int64_t customers = 0;
    Money sales0{};  // of the cohort's own month
    std::vector<CohortCell> cells{};
};
BOOST_DESCRIBE_STRUCT(Cohort, (), (month, customers, sales0, cells))

struct Cohorts {
    Meta meta;
    std::vector<Cohort> months;
};
BOOST_DESCRIBE_STRUCT(Cohorts, (), (meta, months))

// The filter's days and products choose customers by their first order (starts.h).
Cohorts cohorts(const journey::Scope&, const journey::Filter& = {});

// Customers of a cohort who were active at an age.
std::vector<journey::CustomerCode> cohort_people(const journey::Scope&, Month, int age);

}  // namespace tsunagi::insight
