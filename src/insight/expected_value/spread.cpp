#include "insight/expected_value/spread.h"

#include "insight/cholesky.h"
#include "journey/journey.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kProbed = 200;  // their slopes stand for those of all
constexpr double kStep = 1e-3;

struct Probe {
    PurchaseHistory history;
    std::optional<Spending> spending;
};

std::vector<Probe> probes_of(std::span<const Buyer> buyers, int as_of) {
    std::vector<Probe> probes;
    const std::size_t n = std::min(kProbed, buyers.size());
    for (std::size_t i = 0; i < n; ++i) {
        const Buyer& buyer = buyers[i * buyers.size() / n];
        probes.push_back({buyer.history(as_of), buyer.spending()});
    }
    return probes;
}

std::vector<double> purchases_of(const std::vector<Probe>& probes, const BgNbd& model,
                                 double time) {
    std::vector<double> each;
    each.reserve(probes.size());
    for (const auto& [history, spending] : probes) {
        each.push_back(chance_alive(model, history) *
                       expected_if_alive(model, history.repeats, history.watched, time));
    }
    return each;
}

std::vector<double> prices_of(const std::vector<Probe>& probes, const GammaGamma& model) {
    const double usual = expected_spending_of_new(model).value_or(1);
    std::vector<double> each;
    each.reserve(probes.size());
    for (const auto& [history, spending] : probes) {
        each.push_back(spending ? expected_spending(model, *spending).value_or(usual) : usual);
    }
    return each;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

// gᵗ I⁻¹ g for the first parameters, as many as there are slopes.
double variance_of(const std::vector<double>& slopes, const std::vector<double>& information,
                   std::size_t row) {
    const std::size_t n = slopes.size();
    std::vector<double> matrix;
    matrix.reserve(n * n);
    for (std::size_t i = 0; i < n * n; ++i) matrix.push_back(information[i / n * row + i % n]);
    return std::max(0.0, product(slopes, Cholesky(matrix, n).solve(slopes)));
}

// What the probes buy with each of the first parameters a step above and below where it is.
struct Moved {
    std::vector<std::vector<double>> above{};
    std::vector<std::vector<double>> below{};

    Moved(const std::vector<Probe>& probes, const BgNbd& model, double time) {
        const auto at = scaled(model);
        const std::size_t told = tells_stopping_apart(model) ? at.size() : at.size() - 1;
        for (std::size_t i = 0; i < told; ++i) {
            for (const double step : {kStep, -kStep}) {
                auto there = at;
                there[i] += step;
                auto each = purchases_of(probes, from_scaled(there), time);
                (step > 0 ? above : below).push_back(std::move(each));
            }
        }
    }
    // How the logarithm of their sum, each at a price, grows with each parameter.
    std::vector<double> slopes(const std::vector<double>& prices) const {
        std::vector<double> slopes;
        slopes.reserve(above.size());
        for (std::size_t i = 0; i < above.size(); ++i) {
            slopes.push_back(std::log(product(above[i], prices) / product(below[i], prices)) /
                             (2 * kStep));
        }
        return slopes;
    }
};

std::vector<double> slopes_of_money(const std::vector<Probe>& probes, const GammaGamma& model,
                                    const std::vector<double>& purchases) {
    const auto at = scaled(model);
    std::vector<double> slopes;
    slopes.reserve(at.size());
    for (std::size_t i = 0; i < at.size(); ++i) {
        const auto sum = [&](double step) {
            auto there = at;
            there[i] += step;
            return product(purchases, prices_of(probes, from_scaled_spending(there)));
        };
        slopes.push_back(std::log(sum(kStep) / sum(-kStep)) / (2 * kStep));
    }
    return slopes;
}

// Whether the standard error of the last parameter is below 1.
bool knows_last(const std::vector<double>& information) {
    const auto n = static_cast<std::size_t>(std::sqrt(static_cast<double>(information.size())));
    const double variance = Cholesky(information, n).diagonal_of_inverse().back();
    return variance > 0 && variance < 1;
}

}  // namespace

Spread spread_of(const Fitted& fitted, std::span<const Buyer> buyers, int as_of, double time,
                 int threads) {
    const auto probes = probes_of(buyers, as_of);
    std::vector<double> information;
    std::vector<double> of_money;
    std::optional<Moved> moved;
    threads = std::min(2, threads);
    journey::on_threads(threads, [&](int worker) {
        if (worker == 0) information = information_of(fitted.purchases, fitted.histories);
        if (worker < threads - 1) return;
        moved.emplace(probes, fitted.purchases, time);
        if (fitted.money != nullptr) of_money = information_of(*fitted.money, fitted.spendings);
    });
    const auto variance = [&](const std::vector<double>& prices) {
        return variance_of(moved->slopes(prices), information, scaled(fitted.purchases).size());
    };
    Spread spread{.purchases = std::sqrt(variance(std::vector<double>(probes.size(), 1))),
                  .value = 0,
                  .tells_stopping_apart = tells_stopping_apart(fitted.purchases) &&
                                          knows_last(information)};
    if (fitted.money == nullptr) return spread;
    const auto slopes = slopes_of_money(probes, *fitted.money,
                                        purchases_of(probes, fitted.purchases, time));
    spread.value = std::sqrt(variance(prices_of(probes, *fitted.money)) +
                             variance_of(slopes, of_money, slopes.size()));
    return spread;
}

}  // namespace tsunagi::insight
