// The functions behind p-values, intervals and likelihoods, in double precision and re-entrant (the
// C library's lgamma writes a global).
//
// log_gamma, digamma: recurrence up to x >= 10, then Stirling's series (M. Abramowitz, I. A.
// Stegun, "Handbook of Mathematical Functions", 1964, 6.1.41 and 6.3.18). Incomplete gamma and
// beta: series or continued fraction by the modified Lentz method (ibid. 6.5.29, 6.5.31, 26.5.8;
// W. J. Lentz, Applied Optics 15 (1976) 668-671). Relative error about 1e-13.
#pragma once

namespace tsunagi::insight {

double log_gamma(double x);  // requires x > 0
double digamma(double x);    // requires x > 0

// Q(a, x): the part of a gamma(a) variable above x. Requires a > 0, x >= 0.
double gamma_above(double a, double x);
// I_x(a, b): the part of a beta(a, b) variable up to x. Requires a, b > 0 and 0 <= x <= 1.
double beta_below(double a, double b, double x);

// The part of each distribution above the value: a p-value. Requires degrees > 0.
double chi_square_above(double value, double degrees);
double normal_beyond(double z);  // two-sided: the part farther from 0 than |z|

// The value that the share p of a distribution does not exceed. Requires 0 < p < 1.
double beta_quantile(double p, double a, double b);
double student_quantile(double p, double degrees);

}  // namespace tsunagi::insight
