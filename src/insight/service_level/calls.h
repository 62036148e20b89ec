// What service_level.h counts of calls.
#pragma once

#include "insight/contact_groups.h"
#include "insight/mean.h"
#include "insight/ratio.h"
#include "insight/stretches.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tsunagi::insight {

// What is asked of waits, in seconds.
struct WaitLimits {
    int within;   // T
    int at_once;  // given up by then is not counted as given up
};

// A call that was offered: how long the caller waited, and whether somebody answered.
struct Offered {
    int waited;
    bool answered;
};

// Calls of one group.
struct CallTally {
    static constexpr std::size_t kLongest = 900;  // seconds, and more

    std::int64_t answered = 0;
    std::int64_t in_time = 0;  // of the answered
    std::int64_t given_up = 0;
    std::int64_t given_up_in_time = 0;
    std::int64_t given_up_at_once = 0;
    double waited = 0;  // of all
    Moments wait{};     // of the answered
    Moments handled{};
    std::vector<std::uint32_t> waits = std::vector<std::uint32_t>(kLongest + 1);  // of the answered

    std::int64_t offered() const { return answered + given_up; }
    void add(const Offered&, const journey::Touch&, const WaitLimits&);
    void merge(const CallTally&);
    // Seconds within which that share of the answered was.
    std::optional<double> quantile(int percent) const;
};

// How busy agents were: a pair for each day with enough calls.
struct Workload {
    RatioSums sums{};
    std::int64_t days = 0;
};

// Waits up to so many seconds, and longer ones.
inline constexpr std::array kWaitSteps{5, 10, 20, 30, 60, 120, 180, 300};
std::size_t wait_step_of(int seconds);

struct CallsOfWait {
    std::int64_t answered = 0;
    std::int64_t given_up = 0;
};

struct CallCounts {
    std::vector<CallTally> stretches;
    std::vector<CallTally> slots;  // of a day
    std::vector<CallTally> queues;
    std::vector<CallTally> agents;
    std::array<CallsOfWait, kWaitSteps.size() + 1> waits{};
    std::vector<Workload> work;              // by agent
    bool too_many_shifts = false;            // of agents and days: nobody's work is told
    std::int64_t given_up_without_wait = 0;  // counted nowhere else
};

// How a scope's calls are parted.
struct CallGroups {
    CallGroups(const Question&, const WaitLimits&);

    std::size_t slot(const journey::Touch& touch) const {
        return static_cast<std::size_t>(touch.tenth / tenths_of_slot);
    }
    bool by_phone(const journey::Touch&) const;
    // Nothing when it is no call that was offered, or its wait is not told.
    std::optional<Offered> offered(const journey::Touch&, bool answered) const;

    const journey::Scope& scope;
    WaitLimits limits;
    ContactGroups queues;
    ContactGroups agents;
    Stretches stretches;
    int tenths_of_slot;  // 5: half an hour
    int phone;           // number of the channel; -1: there is none
};

CallCounts count_calls(const CallGroups&);

}  // namespace tsunagi::insight
