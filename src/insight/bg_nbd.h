// Who buys again without a contract, and how often: the BG/NBD model.
//
// A customer buys at a rate that differs between customers as gamma(r, alpha), and after each
// purchase stops for good with a chance that differs as beta(a, b). Of a history only the repeat
// purchases x, the time t of the last one and the time T watched since the first matter:
//   likelihood = B(a, b + x)/B(a, b) · G(r + x) alpha^r / (G(r) (alpha + T)^(r + x))
//     + [x > 0] B(a + 1, b + x - 1)/B(a, b) · G(r + x) alpha^r / (G(r) (alpha + t)^(r + x))
// P. S. Fader, B. G. S. Hardie, K. L. Lee, "'Counting your customers' the easy way: an alternative
// to the Pareto/NBD model", Marketing Science 24 (2005) 275-284: equations 6 (likelihood), 9
// (expected purchases of a new customer) and 10 (of a known one); alive: P. S. Fader, B. G. S.
// Hardie, K. L. Lee, "Computing P(alive) using the BG/NBD model" (2008).
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tsunagi::insight {

struct PurchaseHistory {
    std::uint32_t repeats = 0;  // x: purchases after the first
    float last = 0;             // t: from the first purchase to the last; 0 without repeats
    float watched = 0;          // T: from the first purchase to the end of the watch
};

struct BgNbd {
    double r = 0;
    double alpha = 0;  // in the unit of time of the histories
    double a = 0;
    double b = 0;
    double log_likelihood = 0;
    std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(BgNbd, (), (r, alpha, a, b, log_likelihood, n))

// The most likely parameters. Nothing when nobody bought again or there is no maximum (all alike).
// Requires 0 <= last <= watched.
std::optional<BgNbd> fit_bg_nbd(std::span<const PurchaseHistory>, int threads);

// Whether it is seen that customers stop with different chances. Where all stop alike a and b grow
// without end and only a / (a + b), the one chance of all, is known: beyond 10,000 for a + b the
// chances differ by less than half a point.
bool tells_stopping_apart(const BgNbd&);

// The parameters in which their errors are near normal: log r, log alpha, log(a / b), and, last as
// nothing may be known of it, log(a + b).
std::vector<double> scaled(const BgNbd&);
BgNbd from_scaled(const std::vector<double>&);
// How sharply the histories tell them: the second slopes of minus the log-likelihood, row by row.
std::vector<double> information_of(const BgNbd&, std::span<const PurchaseHistory>);

// Purchases expected of a customer in a time after the first purchase.
double expected_of_new(const BgNbd&, double time);
// The chance that the customer has not stopped.
double chance_alive(const BgNbd&, const PurchaseHistory&);
// Purchases expected in the time after the watch if the customer has not stopped; times
// chance_alive it is what is expected of the customer. It depends on repeats and watched alone.
double expected_if_alive(const BgNbd&, std::uint32_t repeats, double watched, double time);

}  // namespace tsunagi::insight
