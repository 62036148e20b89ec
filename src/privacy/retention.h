// How long what is kept, by the shop's own rules, and the purge that follows them (個人情報保護法
// 22 条: 利用する必要がなくなったときは、遅滞なく消去するよう努める). A dry run says what would go
// and how old the oldest of it is.
//
//   uploads        files of finished imports, the values they were rejected for, what an undo needs
//   contact_notes  words typed about contacts; the figures stay
//   kept_answers   answers for requests sent again; never less than three days
//   customers      people without order, contact or contract: erased like on demand (off at first)
//
// The trail (changes with their values, who saw what) has its own rule in the settings, since its
// chain must hold: audit_retention_days.
//
// Thread: any.
#pragma once

#include "privacy/erasure.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::privacy {

BOOST_DEFINE_ENUM_CLASS(PurgeKind, Uploads, ContactNotes, KeptAnswers, Customers)

struct RetentionRule {
    PurgeKind kind = PurgeKind::Uploads;
    std::optional<int> days;  // null: for ever
    std::optional<int> default_days;
    int min_days = 0;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(RetentionRule, (), (kind, days, default_days, min_days, ja, en))

struct RetentionRules {
    std::int64_t version = 0;  // 0: the defaults
    std::vector<RetentionRule> rules;
};
BOOST_DESCRIBE_STRUCT(RetentionRules, (), (version, rules))

struct RetentionDays {
    PurgeKind kind = PurgeKind::Uploads;
    std::optional<int> days;
};
BOOST_DESCRIBE_STRUCT(RetentionDays, (), (kind, days))

struct RetentionChange {
    std::vector<RetentionDays> rules;  // what is not named stays
};
BOOST_DESCRIBE_STRUCT(RetentionChange, (), (rules))

RetentionRules read_retention(store::Reader&);
// Throws VersionConflict, InvalidInput for days below the least.
RetentionRules change_retention(store::Tx&, std::int64_t version, const RetentionChange&);

struct PurgeCount {
    PurgeKind kind = PurgeKind::Uploads;
    std::optional<Instant> before;  // what is older goes; null: nothing does
    std::int64_t rows = 0;
    std::optional<Instant> oldest;
};
BOOST_DESCRIBE_STRUCT(PurgeCount, (), (kind, before, rows, oldest))

struct Purge {
    bool dry_run = true;
    Instant at;
    std::vector<PurgeCount> counts;
    Storage storage = Storage::Clean;
};
BOOST_DESCRIBE_STRUCT(Purge, (), (dry_run, at, counts, storage))

struct PurgeOrder {
    bool dry_run = true;
};
BOOST_DESCRIBE_STRUCT(PurgeOrder, (), (dry_run))

// What a purge would take now.
Purge plan_purge(store::Reader&, Instant now);
// Takes it, and completes unfinished erasures. Each kind is its own transaction: a purge that was
// killed is simply run again.
Purge purge(const ErasurePlace&, Instant now, std::int64_t largest_bytes);

}  // namespace tsunagi::privacy
