// Survival statistics against R: the expected values were written by survival_reference.R, whose
// first lines name the versions. Both sides make the same 2,000 rows.
#include "insight/survival_reference.h"

#include "insight/cox.h"
#include "insight/cumulative_incidence.h"
#include "insight/log_rank.h"
#include "insight/survival.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

constexpr std::size_t kRows = 2000;
constexpr std::array<std::size_t, 5> kTimes{1, 5, 10, 20, 40};

struct Rows {
    std::vector<std::uint16_t> times;
    std::vector<std::uint8_t> reasons;
    std::vector<std::size_t> groups;
    std::vector<float> properties;
};

class Shares {
public:
    double next() {
        state_ = state_ * 48271 % 2147483647;
        return static_cast<double>(state_) / 2147483647;
    }

private:
    std::uint64_t state_ = 20240229;
};

Rows rows() {
    Rows made;
    Shares shares;
    const auto squared = [&shares] {
        const double share = shares.next();
        return share * share;
    };
    for (std::size_t i = 0; i < kRows; ++i) {
        const double group = std::floor(3 * shares.next());
        const double age = std::floor(200 * shares.next()) / 4;
        const double orders = std::floor(6 * squared());
        const double speed = 1 + group / 4 + orders / 8 - age / 200;
        made.times.push_back(static_cast<std::uint16_t>(1 + std::floor(60 * squared() / speed)));
        const double left = shares.next();
        made.reasons.push_back(left < 0.3 ? 0 : left < 0.6 ? 1 : left < 0.9 ? 2 : 3);
        made.groups.push_back(static_cast<std::size_t>(group));
        for (const double property :
             {age, orders, group == 1 ? 1.0 : 0.0, group == 2 ? 1.0 : 0.0}) {
            made.properties.push_back(static_cast<float>(property));
        }
    }
    return made;
}

// Sets at the times 0, 1, 2 … of the rows that `takes`.
template <typename Takes>
std::vector<CompetingRiskSet> risk_sets(const Rows& rows, const Takes& takes) {
    std::vector<CompetingRiskSet> sets(100, {0, {0, 0, 0}});
    for (std::size_t i = 0; i < kRows; ++i) {
        if (!takes(i)) continue;
        for (std::size_t time = 0; time <= rows.times[i]; ++time) ++sets[time].at_risk;
        if (rows.reasons[i] > 0) ++sets[rows.times[i]].events[rows.reasons[i] - 1U];
    }
    return sets;
}

std::vector<RiskSet> of_any_reason(const std::vector<CompetingRiskSet>& sets) {
    std::vector<RiskSet> plain;
    for (const auto& set : sets) {
        plain.push_back({set.at_risk, set.events[0] + set.events[1] + set.events[2]});
    }
    return plain;
}

void expect_equal(double found, double expected) {
    EXPECT_NEAR(found, expected, 1e-7 * std::abs(expected));
}

TEST(KaplanMeier, EqualsSurvfitOfR) {
    const auto sets = risk_sets(rows(), [](std::size_t) { return true; });
    const auto curve = kaplan_meier(of_any_reason(sets));
    for (std::size_t i = 0; i < kTimes.size(); ++i) {
        const Survival& point = curve[kTimes.at(i)];
        expect_equal(point.value, reference::kSurvival.at(i));
        // R's summary gives the error of S itself.
        expect_equal(point.standard_error, reference::kSurvivalError.at(i));
        expect_equal(point.low, reference::kSurvivalLow.at(i));
        expect_equal(point.high, reference::kSurvivalHigh.at(i));
    }
}

TEST(LogRank, EqualsSurvdiffOfR) {
    const Rows made = rows();
    std::vector<std::vector<RiskSet>> groups;
    for (std::size_t group = 0; group < 3; ++group) {
        groups.push_back(
            of_any_reason(risk_sets(made, [&](std::size_t i) { return made.groups[i] == group; })));
    }
    const LogRank found = log_rank(groups);
    EXPECT_EQ(found.degrees, 2);
    expect_equal(found.chi_square, reference::kLogRank[0]);
    expect_equal(found.p.value(), reference::kLogRankP[0]);
    for (std::size_t group = 0; group < 3; ++group) {
        expect_equal(found.groups[group].expected, reference::kExpected.at(group));
    }
}

TEST(Cox, EqualsCoxphOfR) {
    const Rows made = rows();
    std::vector<std::uint8_t> events;
    for (const std::uint8_t reason : made.reasons) events.push_back(reason > 0 ? 1 : 0);
    const auto cox = fit_cox({made.times, events, made.properties, 4}).value();
    expect_equal(cox.log_likelihood_without, reference::kLogLikelihood[0]);
    expect_equal(cox.log_likelihood, reference::kLogLikelihood[1]);
    for (std::size_t j = 0; j < 4; ++j) {
        expect_equal(cox.effects[j].value().beta, reference::kBeta.at(j));
        expect_equal(cox.effects[j]->standard_error, reference::kBetaError.at(j));
    }
}

TEST(CumulativeIncidence, EqualsTheStatesOfSurvfitOfR) {
    const auto sets = risk_sets(rows(), [](std::size_t) { return true; });
    const auto found = cumulative_incidence(sets);
    const std::array values{reference::kIncidence1, reference::kIncidence2, reference::kIncidence3};
    const std::array errors{reference::kIncidenceError1, reference::kIncidenceError2,
                            reference::kIncidenceError3};
    for (std::size_t reason = 0; reason < 3; ++reason) {
        for (std::size_t i = 0; i < kTimes.size(); ++i) {
            const Incidence& point = found.reasons[reason][kTimes.at(i)];
            expect_equal(point.value, values.at(reason).at(i));
            expect_equal(point.standard_error, errors.at(reason).at(i));
        }
    }
}

}  // namespace tsunagi::insight
