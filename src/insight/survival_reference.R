# Writes survival_reference.h: what R's survival package says of the rows of
# agreement_with_r_test.cpp, made here once more by the same arithmetic.
#
#   Rscript src/insight/survival_reference.R > src/insight/survival_reference.h
suppressMessages(library(survival))

state <- 20240229
next_share <- function() {
  state <<- (state * 48271) %% 2147483647
  state / 2147483647
}

rows <- 2000
time <- reason <- group <- age <- orders <- numeric(rows)
for (i in seq_len(rows)) {
  group[i] <- floor(3 * next_share())
  age[i] <- floor(200 * next_share()) / 4
  orders[i] <- floor(6 * next_share()^2)
  speed <- 1 + group[i] / 4 + orders[i] / 8 - age[i] / 200
  time[i] <- 1 + floor(60 * next_share()^2 / speed)
  left <- next_share()
  reason[i] <- if (left < 0.3) 0 else if (left < 0.6) 1 else if (left < 0.9) 2 else 3
}
event <- as.numeric(reason > 0)

say <- function(name, values) {
  cat(sprintf("inline constexpr std::array<double, %d> %s{%s};\n", length(values), name,
              paste(sprintf("\n    %.9g", values), collapse = ",")))
}

cat("// Written by survival_reference.R:", R.version.string, "with survival",
    as.character(packageVersion("survival")), "\n#pragma once\n\n#include <array>\n\n")
cat("namespace tsunagi::insight::reference {\n\n// clang-format off\n")

times <- c(1, 5, 10, 20, 40)
curve <- summary(survfit(Surv(time, event) ~ 1, conf.type = "log-log"), times = times)
say("kSurvival", curve$surv)
say("kSurvivalError", curve$std.err)
say("kSurvivalLow", curve$lower)
say("kSurvivalHigh", curve$upper)

test <- survdiff(Surv(time, event) ~ group)
say("kLogRank", test$chisq)
say("kLogRankP", pchisq(test$chisq, 2, lower.tail = FALSE))
say("kExpected", test$exp)

model <- coxph(Surv(time, event) ~ age + orders + I(group == 1) + I(group == 2), ties = "efron")
say("kBeta", coef(model))
say("kBetaError", sqrt(diag(vcov(model))))
say("kLogLikelihood", model$loglik)

reasons <- factor(reason, 0:3)
states <- summary(survfit(Surv(time, reasons) ~ 1), times = times)
for (k in 1:3) {
  say(paste0("kIncidence", k), states$pstate[, k + 1])
  say(paste0("kIncidenceError", k), states$std.err[, k + 1])
}
cat("// clang-format on\n\n}  // namespace tsunagi::insight::reference\n")
