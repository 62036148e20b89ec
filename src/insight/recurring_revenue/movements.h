// Every customer's recurring revenue at the ends of months, and how it moved from one to the next:
// the counting behind recurring_revenue.h.
#pragma once

#include "insight/question.h"
#include "insight/ratio.h"
#include "journey/months.h"

#include <array>
#include <optional>
#include <vector>

namespace tsunagi::insight {

enum class Movement { New, Reactivation, PriceRise, Expansion, Contraction, Paused, Churn };
BOOST_DESCRIBE_ENUM(Movement, New, Reactivation, PriceRise, Expansion, Contraction, Paused, Churn)
inline constexpr std::size_t kMovements = 7;

// A customer whose prices rose may have moved in another way too.
struct Moved {
    std::int64_t customers = 0;
    std::int64_t amount = 0;  // minor units, what was lost below 0
};

struct RevenueMonth {
    std::int64_t customers = 0;  // who pay at its end
    std::int64_t held = 0;       // those, and who paid for what is paused then
    std::int64_t amount = 0;
    std::array<Moved, kMovements> moved{};
    // x: what customers paid the month before, y: what became less.
    RatioSums gross;
    RatioSums chosen;  // less what customers chose to pay more
    RatioSums net;     // and less what they pay more because prices rose

    const Moved& of(Movement movement) const { return moved[static_cast<std::size_t>(movement)]; }
    void add_moved(Movement movement, std::int64_t by) {
        Moved& one = moved[static_cast<std::size_t>(movement)];
        ++one.customers;
        one.amount += by;
    }
};

// One RevenueMonth for each of `months`, which begin with the first event on record.
std::vector<RevenueMonth> revenue_months(const journey::Scope&, const journey::Months&);

// Who moved so in a month of `months`.
std::vector<journey::CustomerCode> who_moved(const journey::Scope&, const journey::Months&,
                                             Movement, int month);
// Who paid at the end of a month.
std::vector<journey::CustomerCode> who_paid(const journey::Scope&, const journey::Months&,
                                            int month);

}  // namespace tsunagi::insight
