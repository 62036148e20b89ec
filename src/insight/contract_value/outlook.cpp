#include "insight/contract_value/outlook.h"

#include "insight/cholesky.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tsunagi::insight {

namespace {

constexpr double kStep = 1e-3;  // of a logarithm

Cell with_error(Cell cell, double error) {
    if (!std::isfinite(error)) return cell;
    cell.low = *cell.value * std::exp(-kZ95 * error);
    cell.high = *cell.value * std::exp(kZ95 * error);
    return cell;
}

}  // namespace

Outlook::Outlook(const Sbg& model, std::span<const RiskSet> renewals, Cell mean)
    : model_(model), information_(information_of(model, renewals)), mean_(std::move(mean)) {}

double Outlook::error_of(const Deliveries& deliveries) const {
    if (deliveries(model_) <= 0) return 0;
    const auto at = [&](double of_alpha, double of_beta) {
        return std::log(deliveries(
            {.alpha = model_.alpha * std::exp(of_alpha), .beta = model_.beta * std::exp(of_beta)}));
    };
    const std::vector<double> slopes{(at(kStep, 0) - at(-kStep, 0)) / (2 * kStep),
                                     (at(0, kStep) - at(0, -kStep)) / (2 * kStep)};
    const auto solved = Cholesky(information_, slopes.size()).solve(slopes);
    return std::sqrt(std::max(0.0, slopes[0] * solved[0] + slopes[1] * solved[1]));
}

Cell Outlook::deliveries(const Deliveries& deliveries, std::int64_t n) const {
    return with_error(number_cell(deliveries(model_), n), error_of(deliveries));
}

Cell Outlook::worth(const Deliveries& deliveries, std::int64_t n) const {
    if (!mean_.value) return {};
    Cell cell = money_cell({.minor = std::llround(deliveries(model_) * *mean_.value)});
    cell.n = n;
    if (!mean_.high || *mean_.value <= 0) return cell;
    const double of_mean = (*mean_.high - *mean_.value) / kZ95 / *mean_.value;
    return with_error(std::move(cell), std::hypot(error_of(deliveries), of_mean));
}

}  // namespace tsunagi::insight
