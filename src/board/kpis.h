// A Kpi is a headline of an analysis with a target to be reached within a period, a baseline that
// it started from and an owner. What it is worth now is not stored: kpi_standing.h works it out.
#pragma once

#include "board/kept.h"
#include "board/query.h"

#include <vector>

namespace tsunagi::board {

inline constexpr std::int64_t kMostKpis = 100;

enum class Direction { Higher, Lower };  // which is better
BOOST_DESCRIBE_ENUM(Direction, Higher, Lower)

struct KpiHead {
    std::string name;
    std::string analysis;
    std::string headline;  // key
    double target = 0;     // in the headline's unit: a share from 0 to 1, money in minor units
    double baseline = 0;   // where it stood at the start
    Direction direction = Direction::Higher;
    Day from_on;
    Day to_on;
    std::optional<double> alert_at;  // a value that is as bad as this, or worse, is an alert
};
BOOST_DESCRIBE_STRUCT(KpiHead, (),
                      (name, analysis, headline, target, baseline, direction, from_on, to_on,
                       alert_at))

// The query has no days: the KPI's own period is asked.
struct KpiDraft : KpiHead {
    SavedQuery query;
    Id<User> owner;
};
BOOST_DESCRIBE_STRUCT(KpiDraft, (KpiHead), (query, owner))

struct Kpi : KpiDraft {
    Id<Kpi> id;
    std::int64_t version = 0;
    std::string owner_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Kpi, (KpiDraft), (id, version, owner_name, created_at, updated_at))

Kpi find_kpi(store::Reader&, Id<Kpi>);
// Oldest first.
std::vector<Kpi> list_kpis(store::Reader&);

// `owner` is the member of the draft, as the control database has her. Throw InvalidInput when the
// target does not lie on the better side of the baseline.
Kpi create_kpi(store::Tx&, const KpiDraft&, const Person& owner);
Kpi change_kpi(store::Tx&, Id<Kpi>, std::int64_t version, const KpiDraft&, const Person& owner);
void delete_kpi(store::Tx&, Id<Kpi>);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::KpiDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "analysis", .max_length = 100, .ja = "分析", .en = "Analysis"},
        Rule{.field = "headline",
             .min_length = 1,
             .max_length = 100,
             .ja = "見出しの数字",
             .en = "Headline"}};
};
