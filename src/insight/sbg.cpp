#include "insight/sbg.h"

#include "base/error.h"
#include "insight/minimise.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

// Minus the logarithm of the likelihood, at the logarithms of alpha and beta.
double unlikelihood(std::span<const RiskSet> renewals, const std::vector<double>& logs,
                    std::vector<double>& slopes) {
    const double alpha = std::exp(logs[0]);
    const double beta = std::exp(logs[1]);
    double value = 0;
    double of_alpha = 0;
    double of_beta = 0;
    for (std::size_t t = 0; t < renewals.size(); ++t) {
        const auto n = static_cast<double>(renewals[t].at_risk);
        const auto d = static_cast<double>(renewals[t].events);
        const double stays = beta + static_cast<double>(t);
        const double whole = alpha + stays;
        value += d * std::log(alpha) + (n - d) * std::log(stays) - n * std::log(whole);
        of_alpha += d / alpha - n / whole;
        of_beta += (n - d) / stays - n / whole;
    }
    slopes = {-of_alpha * alpha, -of_beta * beta};
    return -value;
}

}  // namespace

std::optional<Sbg> fit_sbg(std::span<const RiskSet> renewals) {
    double all = 0;
    double lost = 0;
    for (const RiskSet& set : renewals) {
        ASSERT(0 <= set.events && set.events <= set.at_risk);
        all += static_cast<double>(set.at_risk);
        lost += static_cast<double>(set.events);
    }
    if (lost == 0 || lost == all) return std::nullopt;
    const auto of_one = [&](const std::vector<double>& logs, std::vector<double>& slopes) {
        const double value = unlikelihood(renewals, logs, slopes) / all;
        for (double& slope : slopes) slope /= all;
        return value;
    };
    const Minimum minimum = minimise(of_one, {0, 0});
    const auto far = [](double log) { return std::abs(log) > 14; };
    if (!minimum.found || std::ranges::any_of(minimum.at, far)) return std::nullopt;
    return Sbg{.alpha = std::exp(minimum.at[0]),
               .beta = std::exp(minimum.at[1]),
               .log_likelihood = -minimum.value * all};
}

std::vector<double> information_of(const Sbg& model, std::span<const RiskSet> renewals) {
    const auto of_all = [&](const std::vector<double>& logs, std::vector<double>& slopes) {
        return unlikelihood(renewals, logs, slopes);
    };
    return curvature_at(of_all, {std::log(model.alpha), std::log(model.beta)});
}

double retention_at(const Sbg& model, int renewal) {
    ASSERT(renewal >= 1);
    return (model.beta + renewal - 1) / (model.alpha + model.beta + renewal - 1);
}

std::vector<double> survival_of(const Sbg& model, int renewals) {
    std::vector<double> survival{1};
    for (int t = 1; t <= renewals; ++t) {
        survival.push_back(survival.back() * retention_at(model, t));
    }
    return survival;
}

double renewals_expected(const Sbg& model, int done, int horizon) {
    double still = 1;
    double sum = 0;
    for (int t = 1; t <= horizon; ++t) {
        still *= retention_at(model, done + t);
        sum += still;
    }
    return sum;
}

}  // namespace tsunagi::insight
