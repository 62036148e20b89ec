# Writes bg_nbd_reference.h: the most likely BG/NBD of the made-up histories of bg_nbd_agreement_test.cpp,
# found by R's own optimiser on the likelihood as it stands in the paper (equation 6), and
# expectations by R's numerical integration of Euler's integral.
#
#   Rscript src/insight/bg_nbd_reference.R > src/insight/bg_nbd_reference.h
state <- 20240229
next_share <- function() {
  state <<- (state * 48271) %% 2147483647
  state / 2147483647
}

rows <- 3000
x <- last <- watched <- numeric(rows)
for (i in seq_len(rows)) {
  watched[i] <- 20 + floor(80 * next_share()) / 4
  gap <- 2 + 30 * next_share()^2
  stops <- next_share()^2
  now <- 0
  repeat {
    now <- now + ceiling(8 * gap * next_share()) / 4
    if (now > watched[i]) break
    x[i] <- x[i] + 1
    last[i] <- now
    if (next_share() < stops) break
  }
}

likelihood <- function(logs) {
  p <- exp(logs)
  r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]
  common <- lgamma(r + x) - lgamma(r) + r * log(alpha)
  silent <- lbeta(a, b + x) - lbeta(a, b) + common - (r + x) * log(alpha + watched)
  stopped <- ifelse(x > 0, lbeta(a + 1, b + pmax(x, 1) - 1) - lbeta(a, b) + common -
                      (r + x) * log(alpha + last), -Inf)
  most <- pmax(silent, stopped)
  -sum(most + log(exp(silent - most) + exp(stopped - most)))
}

found <- optim(c(0, 2, 0, 1), likelihood, method = "L-BFGS-B", lower = -6, upper = 6,
               control = list(factr = 10, maxit = 1000))
found <- optim(found$par, likelihood, method = "Nelder-Mead",
               control = list(reltol = 1e-15, maxit = 5000))
p <- exp(found$par)
r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]

# 2F1(A, B; C; z) by Euler's integral, which needs C > B > 0: a > 1 here.
euler <- function(A, B, C, z) {
  integrate(function(t) t^(B - 1) * (1 - t)^(C - B - 1) * (1 - z * t)^(-A), 0, 1,
            rel.tol = 1e-10, subdivisions = 1000)$value / beta(B, C - B)
}
expected_if_alive <- function(r, alpha, a, b, x, watched, time) {
  (a + b + x - 1) / (a - 1) * (1 - ((alpha + watched) / (alpha + watched + time))^(r + x) *
    euler(r + x, b + x, a + b + x - 1, time / (alpha + watched + time)))
}

say <- function(name, values) {
  cat(sprintf("inline constexpr std::array<double, %d> %s{%s};\n", length(values), name,
              paste(sprintf("\n    %.7g", values), collapse = ",")))
}
cat("// Written by bg_nbd_reference.R:", R.version.string, "\n#pragma once\n\n#include <array>\n\n")
cat("namespace tsunagi::insight::reference {\n\n// clang-format off\n")
cat(sprintf("inline constexpr double kBgNbdLogLikelihood = %.9g;\n", -found$value))
cat(sprintf("inline constexpr std::array<double, 4> kBgNbd{%.5g, %.5g, %.5g, %.5g};\n", r, alpha, a, b))
say("kExpectedIfAlive", c(expected_if_alive(0.8, 5, 2.5, 3, 0, 30, 26),
                          expected_if_alive(0.8, 5, 2.5, 3, 4, 30, 26),
                          expected_if_alive(0.8, 5, 2.5, 3, 12, 52, 104)))
cat("// clang-format on\n\n}  // namespace tsunagi::insight::reference\n")
