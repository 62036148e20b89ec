#include "board/kpis.h"

#include "board/kpis.sql.h"
#include "record/versions.h"

#include <cmath>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "kpi";

struct StoredKpi : KpiHead {
    Id<Kpi> id;
    std::int64_t version = 0;
    Json query;
    Id<User> owner;
    std::string owner_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(StoredKpi, (KpiHead),
                      (id, version, query, owner, owner_name, created_at, updated_at))

Kpi kpi_of(const StoredKpi& row) {
    Kpi kpi;
    static_cast<KpiHead&>(kpi) = static_cast<const KpiHead&>(row);
    kpi.query = from_json<SavedQuery>(row.query.text);
    kpi.owner = row.owner;
    kpi.id = row.id;
    kpi.version = row.version;
    kpi.owner_name = row.owner_name;
    kpi.created_at = row.created_at;
    kpi.updated_at = row.updated_at;
    return kpi;
}

void check_numbers(const KpiDraft& draft) {
    std::vector<FieldError> errors;
    if (draft.to_on < draft.from_on) {
        errors.push_back({"/to_on", "ends_before_start", "the period ends before it starts", {}});
    }
    const bool higher = draft.direction == Direction::Higher;
    const bool better = higher ? draft.target > draft.baseline : draft.target < draft.baseline;
    if (!better || !std::isfinite(draft.target - draft.baseline)) {
        errors.push_back(
            {"/target", "not_better", "the target is not better than the baseline", {}});
    }
    const auto& query = draft.query;
    if (query.as_of || query.from || query.to || query.period || query.compare ||
        query.compare_segment) {
        errors.push_back(
            {"/query", "kpi_has_period", "the period of a KPI is its own, not its query's", {}});
    }
    record::refuse(std::move(errors), "the KPI is not valid");
}

Kpi drafted(Kpi kpi, const KpiDraft& draft, const Person& owner) {
    static_cast<KpiDraft&>(kpi) = draft;
    kpi.name = checked_name(draft.name);
    kpi.owner = owner.user_id;
    kpi.owner_name = owner.name;
    check_numbers(draft);
    check_query(kpi.analysis, kpi.query);
    return kpi;
}

void write(store::Tx& tx, const store::Statement& statement, const Kpi& kpi) {
    const auto query = to_json(kpi.query);
    tx.run(statement, store::args_of(kpi, {{"query", query}}));
}

}  // namespace

Kpi find_kpi(store::Reader& reader, Id<Kpi> id) {
    const auto row = reader.one<StoredKpi>(sql::find_kpi, {{"id", id}});
    if (!row) not_found("KPI", id.value);
    return kpi_of(*row);
}

std::vector<Kpi> list_kpis(store::Reader& reader) {
    std::vector<Kpi> kpis;
    for (const auto& row : reader.all<StoredKpi>(sql::list_kpis)) kpis.push_back(kpi_of(row));
    return kpis;
}

Kpi create_kpi(store::Tx& tx, const KpiDraft& draft, const Person& owner) {
    auto kpi = drafted({}, draft, owner);
    check_room(tx.integer(sql::count_kpis), kMostKpis, "KPIs");
    kpi.id = tx.next_id<Kpi>(kEntity);
    kpi.version = 1;
    kpi.created_at = tx.now();
    kpi.updated_at = tx.now();
    write(tx, sql::insert_kpi, kpi);
    tell_created(tx, kEntity, kpi);
    return kpi;
}

Kpi change_kpi(store::Tx& tx, Id<Kpi> id, std::int64_t version, const KpiDraft& draft,
               const Person& owner) {
    const auto before = find_kpi(tx, id);
    record::check_version("KPI " + std::to_string(id.value), before, version);
    auto after = drafted(before, draft, owner);
    if (record::difference(before, after).empty()) return after;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    write(tx, sql::update_kpi, after);
    tell_updated(tx, kEntity, before, after);
    return after;
}

void delete_kpi(store::Tx& tx, Id<Kpi> id) {
    const auto kpi = find_kpi(tx, id);
    tx.run(sql::delete_kpi, {{"id", id}});
    tell_deleted(tx, kEntity, kpi);
}

}  // namespace tsunagi::board
