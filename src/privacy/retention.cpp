#include "privacy/retention.h"

#include "base/files.h"
#include "base/json.h"
#include "intake/layout.h"
#include "privacy/retention.sql.h"
#include "record/changes.h"
#include "record/versions.h"
#include "store/scrub.h"

#include <algorithm>
#include <array>

namespace tsunagi::privacy {

namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::string_view kSetting = "retention";

struct DefaultRule {
    PurgeKind kind;
    std::optional<int> days;
    int min_days;
    std::string_view ja;
    std::string_view en;
};

// Five years: the limitation of a claim (民法 166 条).
constexpr std::array kDefaults{
    DefaultRule{PurgeKind::Uploads, 90, 1, "取り込んだファイル・取り込めなかった値・取消用の控え",
                "uploaded files, rejected values, images for an undo"},
    DefaultRule{PurgeKind::ContactNotes, 1825, 90, "応対メモと済んだ約束の文面",
                "notes of contacts and kept promises"},
    DefaultRule{PurgeKind::KeptAnswers, 3, 3, "再送された依頼への回答の控え",
                "answers for requests sent again"},
    DefaultRule{PurgeKind::Customers, std::nullopt, 365,
                "注文・応対・契約のないお客様(本人の請求と同じように消去)",
                "people without order, contact or contract: erased as on demand"}};

struct StoredSetting {
    std::int64_t version = 0;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(StoredSetting, (), (version, value))

// What is removed one by one is listed; of the rest the database tells one number.
struct Tally {
    const store::Statement& statement;
    bool is_list = false;
};

Tally tally_of(PurgeKind kind) {
    switch (kind) {
        case PurgeKind::Uploads: return {sql::list_old_uploads, true};
        case PurgeKind::ContactNotes: return {sql::count_contact_notes};
        case PurgeKind::KeptAnswers: return {sql::count_kept_answers};
        case PurgeKind::Customers: break;
    }
    return {sql::list_inactive_customers, true};
}

PurgeCount counted(store::Reader& reader, const RetentionRule& rule, Instant now) {
    PurgeCount count{.kind = rule.kind, .before = {}, .rows = 0, .oldest = {}};
    if (!rule.days) return count;
    count.before = now + -*rule.days * kDayMs;
    const auto tally = tally_of(rule.kind);
    reader.rows(tally.statement, {{"before", *count.before}}, [&](const store::Row& row) {
        count.rows += tally.is_list ? 1 : row.integer(0);
        if (!row.is_null(1)) {
            const Instant at{row.integer(1)};
            count.oldest = std::min(count.oldest.value_or(at), at);
        }
        return true;
    });
    return count;
}

struct OldUpload {
    std::int64_t id = 0;
    Instant at;
    std::string stored_name;
};
BOOST_DESCRIBE_STRUCT(OldUpload, (), (id, at, stored_name))

// The file goes first: killed in between, the next purge finds the row again and no file.
void forget(const ErasurePlace& place, const OldUpload& upload) {
    for (const auto& entry : std::filesystem::directory_iterator(place.uploads)) {
        if (entry.path().filename().string().starts_with(upload.stored_name)) {
            std::filesystem::remove(entry.path());
        }
    }
    sync_folder(place.uploads);
    place.shop.write({}, [&](store::Tx& tx) {
        auto layout = from_json<intake::Layout>(
            tx.text(sql::find_layout, {{"id", upload.id}}).value_or("{}"));
        layout.sample.clear();
        const auto text = to_json(layout);
        tx.run(sql::forget_upload, {{"id", upload.id}, {"layout", text}});
        tx.run(sql::forget_rejections, {{"id", upload.id}});
        tx.run(sql::forget_preview, {{"id", upload.id}});
        tx.run(sql::forget_touches, {{"id", upload.id}});
    });
}

void purge_uploads(const ErasurePlace& place, Instant before) {
    if (!std::filesystem::exists(place.uploads)) return;
    const auto uploads = place.shop.read([&](store::Reader& reader) {
        return reader.all<OldUpload>(sql::list_old_uploads, {{"before", before}});
    });
    for (const auto& upload : uploads) forget(place, upload);
}

void purge_customers(const ErasurePlace& place, Instant before) {
    std::vector<Id<record::Customer>> inactive;
    place.shop.read([&](store::Reader& reader) {
        reader.rows(sql::list_inactive_customers, {{"before", before}}, [&](const auto& row) {
            inactive.push_back({row.integer(0)});
            return true;
        });
    });
    erase_people(place, inactive, "retention");
}

void purge_kind(const ErasurePlace& place, PurgeKind kind, Instant before) {
    const auto run = [&](std::initializer_list<const store::Statement*> statements) {
        place.shop.write({}, [&](store::Tx& tx) {
            for (const auto* statement : statements) tx.run(*statement, {{"before", before}});
        });
    };
    switch (kind) {
        case PurgeKind::Uploads: return purge_uploads(place, before);
        case PurgeKind::ContactNotes: return run({&sql::purge_contact_notes});
        case PurgeKind::KeptAnswers: return run({&sql::purge_kept_answers});
        case PurgeKind::Customers: return purge_customers(place, before);
    }
}

StoredSetting stored(store::Reader& reader, std::string_view name) {
    return reader.one<StoredSetting>(sql::find_retention, {{"name", name}})
        .value_or(StoredSetting{});
}

}  // namespace

RetentionRules read_retention(store::Reader& reader) {
    const auto setting = stored(reader, kSetting);
    RetentionRules rules{.version = setting.version, .rules = {}};
    const auto own = setting.value.empty() ? RetentionChange()
                                           : from_json<RetentionChange>(setting.value);
    for (const auto& rule : kDefaults) {
        auto& one = rules.rules.emplace_back();
        one.kind = rule.kind;
        one.days = one.default_days = rule.days;
        one.min_days = rule.min_days;
        one.ja = rule.ja;
        one.en = rule.en;
        const auto said = std::ranges::find(own.rules, rule.kind, &RetentionDays::kind);
        if (said != own.rules.end()) one.days = said->days;
    }
    return rules;
}

RetentionRules change_retention(store::Tx& tx, std::int64_t version,
                                const RetentionChange& change) {
    auto rules = read_retention(tx);
    record::check_version("retention", rules, version);
    std::vector<FieldError> errors;
    for (std::size_t i = 0; i < change.rules.size(); ++i) {
        const auto& said = change.rules[i];
        auto& rule = *std::ranges::find(rules.rules, said.kind, &RetentionRule::kind);
        if (said.days && *said.days < rule.min_days) {
            errors.push_back({"/rules/" + std::to_string(i) + "/days",
                              "too_small",
                              "at least " + std::to_string(rule.min_days) + " days",
                              {{"min", std::to_string(rule.min_days)}}});
        }
        rule.days = said.days;
    }
    record::refuse(std::move(errors), "the retention rules are not valid");
    RetentionChange all;
    for (const auto& rule : rules.rules) all.rules.push_back({rule.kind, rule.days});
    const auto before = stored(tx, kSetting).value;
    const auto value = to_json(all);
    tx.run(sql::put_retention, {{"name", kSetting}, {"version", version + 1}, {"value", value}});
    rules.version = version + 1;
    tx.changed({.entity = "retention",
                .id = 1,
                .kind = version == 0 ? store::Change::Kind::Created : store::Change::Kind::Updated,
                .version = version + 1,
                .before = before,
                .after = value});
    return rules;
}

Purge plan_purge(store::Reader& reader, Instant now) {
    Purge plan{.dry_run = true, .at = now, .counts = {}, .storage = Storage::Clean};
    for (const auto& rule : read_retention(reader).rules) {
        plan.counts.push_back(counted(reader, rule, now));
    }
    return plan;
}

Purge purge(const ErasurePlace& place, Instant now, std::int64_t largest_bytes) {
    auto done = place.shop.read([&](store::Reader& reader) { return plan_purge(reader, now); });
    done.dry_run = false;
    bool any = false;
    for (const auto& count : done.counts) {
        if (count.rows > 0) purge_kind(place, count.kind, *count.before);
        any = any || count.rows > 0;
    }
    done.storage = finish_erasures(place, largest_bytes).storage;
    const bool small = store::stored_bytes(place.shop) <= largest_bytes;
    if (any && small && !store::scrub(place.shop)) done.storage = Storage::Pending;
    return done;
}

}  // namespace tsunagi::privacy
