// How many agents a queue needs, and what its callers meet.
//
// Erlang C (nobody hangs up): A. K. Erlang, "Solution of some problems in the theory of
// probabilities of significance in automatic telephone exchanges", 1917. With load A = calls ·
// handle time / interval and n agents, B(k) = A B(k-1) / (k + A B(k-1)), B(0) = 1:
//   P(wait) = n B(n) / (n - A (1 - B(n))),  P(wait > t) = P(wait) exp(-(n - A) t / handle time)
//
// Erlang A (callers leave after an exponential patience): C. Palm, "Methods of judging the
// annoyance caused by congestion", Tele 4 (1953) 1-20; O. Garnett, A. Mandelbaum, M. Reiman,
// "Designing a call center with impatient customers", Manufacturing & Service Operations
// Management 4 (2002) 208-227. With arrival rate l, service rate m, H(t) = (1 - exp(-t/patience))
// · patience, E = 1/B(n - 1) and J(t) = integral from t of exp(l H(x) - n m x) dx:
//   P(wait > 0) = l J(0) / (E + l J(0)),   P(leave) = (1 + (l - n m) J(0)) / (E + l J(0)),
//   P(served after t) = (n m J(t) - exp(l H(t) - n m t)) / (E + l J(0))
// (A. Mandelbaum, S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007).
#pragma once

#include <boost/describe.hpp>

#include <optional>

namespace tsunagi::insight {

struct Traffic {
    double calls = 0;                    // offered in one interval
    double interval_s = 1800;            // > 0
    double handle_s = 0;                 // mean talk + after-call work, > 0
    std::optional<double> patience_s{};  // mean time a caller waits before hanging up; nothing: all
                                         // wait for ever (Erlang C)
    // Erlangs: agents who would be busy all the time.
    double load() const { return calls * handle_s / interval_s; }
};

struct QueueState {
    double waiting = 0;        // share of callers who have to wait
    double service_level = 0;  // share answered within the time asked, of all offered
    double answer_s = 0;       // mean wait of those answered (Erlang C) or of all (Erlang A)
    double occupancy = 0;      // share of the agents' time that is busy
    double abandoned = 0;      // share of callers who hang up
};
BOOST_DESCRIBE_STRUCT(QueueState, (), (waiting, service_level, answer_s, occupancy, abandoned))

// Nothing when the queue grows without end: Erlang C with agents <= load. Requires agents >= 1.
std::optional<QueueState> queue_of(const Traffic&, int agents, double within_s);

struct ServiceTarget {
    double within_s = 20;
    double service_level = 0.8;
    double most_occupancy = 1;  // agents burn out above about 0.85
    double most_abandoned = 1;
};

struct Staffing {
    int agents = 0;  // at their desks
    QueueState state;
};
BOOST_DESCRIBE_STRUCT(Staffing, (), (agents, state))

inline constexpr int kMostAgents = 10'000;

// The fewest agents that meet the target; none are needed without calls. Nothing when even
// kMostAgents would not do.
std::optional<Staffing> staff_for(const Traffic&, const ServiceTarget&);

// People on the shift so that `agents` are at their desks when the share `shrinkage` of paid time
// goes to breaks, training and absence. Requires 0 <= shrinkage < 1.
int rostered(int agents, double shrinkage);

}  // namespace tsunagi::insight
