// Retention by delivery number: of those who were shipped delivery n, how many go on to n + 1.
// Kaplan-Meier over delivery numbers; who is at risk and what is an event: delivery_table.h.
#pragma once

#include "insight/delivery_table.h"
#include "insight/labels.h"
#include "insight/meta.h"
#include "insight/rate.h"

#include <vector>

namespace tsunagi::insight {

struct SurvivalPoint {
    int delivery = 0;
    std::int64_t at_risk = 0;   // shipped delivery n
    std::int64_t events = 0;    // cancelled before n + 1
    std::int64_t censored = 0;  // still waiting for n + 1
    Rate rate{};                // of continuing from n to n + 1: 1 - events / at_risk
    double survival = 1;        // share that reaches delivery n; 1 for the first
    double low = 1;             // Greenwood, log-log, 95 %
    double high = 1;
    // `survival` rests on a step with fewer than 30 at risk, or where many still wait.
    bool immature = false;
};
BOOST_DESCRIBE_STRUCT(SurvivalPoint, (),
                      (delivery, at_risk, events, censored, rate, survival, low, high, immature))

struct SurvivalCurve {
    std::string key;
    std::string label;
    std::int64_t n = 0;  // spells that were shipped the first delivery on record
    std::vector<SurvivalPoint> points;
};
BOOST_DESCRIBE_STRUCT(SurvivalCurve, (), (key, label, n, points))

struct RetentionHeadline {
    int delivery = 3;
    double survival = 1;
    double low = 1;
    double high = 1;
    std::int64_t n = 0;
    bool immature = false;  // few, or a step before rests on few or most of it still wait
};
BOOST_DESCRIBE_STRUCT(RetentionHeadline, (), (delivery, survival, low, high, n, immature))

struct Retention {
    Meta meta;
    std::vector<SurvivalCurve> curves;  // the largest first
    RetentionHeadline headline;         // of all curves together
};
BOOST_DESCRIBE_STRUCT(Retention, (), (meta, curves, headline))

Retention retention(const journey::Scope&, const journey::Filter&, SplitBy, const Labels&);

// The points of one group of a table, up to the delivery that nobody is past.
std::vector<SurvivalPoint> survival_points(const DeliveryTable&, int group);

enum class Who { AtRisk, Event, Censored };
BOOST_DESCRIBE_ENUM(Who, AtRisk, Event, Censored)

struct RetentionCell {
    SplitBy by = SplitBy::None;
    std::string key;  // of the curve
    int delivery = 1;
    Who outcome = Who::AtRisk;
};

// Customers behind a point; one who has two such subscriptions stands once.
std::vector<journey::CustomerCode> retention_people(const journey::Scope&, const RetentionCell&);

}  // namespace tsunagi::insight
