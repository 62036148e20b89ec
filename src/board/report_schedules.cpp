#include "board/report_schedules.h"

#include "board/report_schedules.sql.h"
#include "record/versions.h"

#include <algorithm>
#include <map>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "report_schedule";
// What was missed for longer is not sent any more: a month and a day, so that no monthly report is
// left out.
constexpr std::int64_t kLongestMissMs = 32LL * 24 * 3600 * 1000;
constexpr std::int64_t kLongestTryMs = 24LL * 3600 * 1000;
constexpr std::int64_t kFirstWaitMs = 60'000;
constexpr std::int64_t kLongestWaitMs = 3'600'000;

struct StoredRecipient : Person {
    Id<ReportSchedule> schedule_id;
};
BOOST_DESCRIBE_STRUCT(StoredRecipient, (Person), (schedule_id))

// A row: troubles are JSON.
struct StoredSchedule : ScheduleHead {
    Id<ReportSchedule> id;
    std::int64_t version = 0;
    std::optional<Instant> last_run;
    std::string troubles;
    Id<User> made_by;
    std::string made_by_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(StoredSchedule, (ScheduleHead),
                      (id, version, last_run, troubles, made_by, made_by_name, created_at,
                       updated_at))

// What JSON says of a list is said of an object that holds it.
struct Troubles {
    std::vector<Trouble> items;
};
BOOST_DESCRIBE_STRUCT(Troubles, (), (items))

struct RunOrder {
    Id<ReportSchedule> schedule;
    Instant due;
    std::vector<Delivery> deliveries;
};
BOOST_DESCRIBE_STRUCT(RunOrder, (), (schedule, due, deliveries))

ReportSchedule schedule_of(const StoredSchedule& row) {
    ReportSchedule schedule;
    static_cast<ScheduleHead&>(schedule) = static_cast<const ScheduleHead&>(row);
    schedule.id = row.id;
    schedule.version = row.version;
    schedule.last_run = row.last_run;
    if (!row.troubles.empty()) schedule.troubles = from_json<Troubles>(row.troubles).items;
    schedule.made_by = row.made_by;
    schedule.made_by_name = row.made_by_name;
    schedule.created_at = row.created_at;
    schedule.updated_at = row.updated_at;
    return schedule;
}

void note_run(store::Tx& tx, const ReportRun& run, const std::vector<Trouble>& troubles) {
    const auto json = troubles.empty() ? std::string() : to_json(Troubles{troubles});
    tx.run(sql::note_run, {{"id", run.schedule.id}, {"last_run", tx.now()}, {"troubles", json}});
}

std::vector<Trouble> troubles_of(const ReportRun& run) {
    std::vector<Trouble> troubles;
    for (const auto& delivery : run.deliveries) {
        if (delivery.trouble) troubles.push_back(*delivery.trouble);
    }
    return troubles;
}

ReportSchedule drafted(store::Tx& tx, ReportSchedule schedule, const ReportScheduleDraft& draft,
                       const std::vector<Person>& recipients) {
    static_cast<ScheduleHead&>(schedule) = static_cast<const ScheduleHead&>(draft);
    schedule.name = checked_name(draft.name);
    schedule.recipients = recipients;
    check_rhythm(schedule);
    if (schedule.view_id.has_value() == schedule.dashboard_id.has_value()) {
        throw record::invalid("/view_id", "view_or_dashboard",
                              "a schedule sends a view or a dashboard, one of them");
    }
    if (schedule.view_id) hold_shared(tx, *schedule.view_id, "/view_id");
    if (schedule.dashboard_id) hold_dashboard(tx, *schedule.dashboard_id, "/dashboard_id");
    if (recipients.empty()) throw record::invalid("/recipients", "nobody", "nobody gets the mail");
    return schedule;
}

void write_recipients(store::Tx& tx, const ReportSchedule& schedule) {
    tx.run(sql::delete_recipients, {{"schedule_id", schedule.id}});
    for (const Person& person : schedule.recipients) {
        tx.run(sql::insert_recipient, store::args_of(person, {{"schedule_id", schedule.id}}));
    }
}

// The latest instant that it was due.
std::optional<Instant> latest_due(const ReportSchedule& schedule, const Zone& zone, Instant now) {
    if (!schedule.active) return std::nullopt;
    const auto due = due_between(schedule, zone,
                                 std::max(schedule.updated_at, now + -kLongestMissMs), now);
    return due.empty() ? std::nullopt : std::optional(due.back());
}

std::string key_of(const ReportSchedule& schedule, Instant due) {
    return std::string(kReportJob) + " " + std::to_string(schedule.id.value) + " " + to_text(due);
}

bool order_run(store::Tx& tx, const ReportSchedule& schedule, const Zone& zone) {
    const auto due = latest_due(schedule, zone, tx.now());
    if (!due) return false;
    const auto key = key_of(schedule, *due);
    const auto payload = to_json(RunOrder{schedule.id, *due, {}});
    return store::enqueue(tx, {.key = key, .kind = kReportJob, .payload = payload, .run_at = *due});
}

}  // namespace

ReportSchedule find_report_schedule(store::Reader& reader, Id<ReportSchedule> id) {
    const auto row = reader.one<StoredSchedule>(sql::find_report_schedule, {{"id", id}});
    if (!row) not_found("schedule", id.value);
    auto schedule = schedule_of(*row);
    schedule.recipients = reader.all<Person>(sql::recipients_of, {{"schedule_id", id}});
    return schedule;
}

std::vector<ReportSchedule> list_report_schedules(store::Reader& reader) {
    std::vector<ReportSchedule> all;
    for (const auto& row : reader.all<StoredSchedule>(sql::list_report_schedules)) {
        all.push_back(schedule_of(row));
    }
    std::map<Id<ReportSchedule>, std::vector<Person>> recipients;
    for (const auto& one : reader.all<StoredRecipient>(sql::list_recipients)) {
        recipients[one.schedule_id].push_back({one.user_id, one.name});
    }
    for (auto& schedule : all) schedule.recipients = std::move(recipients[schedule.id]);
    return all;
}

ReportSchedule create_report_schedule(store::Tx& tx, const Viewer& viewer,
                                      const ReportScheduleDraft& draft,
                                      const std::vector<Person>& recipients) {
    auto schedule = drafted(tx, {}, draft, recipients);
    check_room(tx.integer(sql::count_report_schedules), kMostSchedules, "schedules");
    schedule.id = tx.next_id<ReportSchedule>(kEntity);
    schedule.version = 1;
    schedule.made_by = viewer.user;
    schedule.made_by_name = viewer.user_name;
    schedule.created_at = tx.now();
    schedule.updated_at = tx.now();
    tx.run(sql::insert_report_schedule, store::args_of(schedule, {{"troubles", ""}}));
    write_recipients(tx, schedule);
    tell_created(tx, kEntity, schedule);
    return schedule;
}

ReportSchedule change_report_schedule(store::Tx& tx, Id<ReportSchedule> id, std::int64_t version,
                                      const ReportScheduleDraft& draft,
                                      const std::vector<Person>& recipients) {
    const auto before = find_report_schedule(tx, id);
    record::check_version("schedule " + std::to_string(id.value), before, version);
    auto after = drafted(tx, before, draft, recipients);
    if (record::difference(before, after).empty()) return after;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    tx.run(sql::update_report_schedule, store::args_of(after));
    write_recipients(tx, after);
    tell_updated(tx, kEntity, before, after);
    return after;
}

void delete_report_schedule(store::Tx& tx, Id<ReportSchedule> id) {
    const auto schedule = find_report_schedule(tx, id);
    tx.run(sql::delete_recipients, {{"schedule_id", id}});
    tx.run(sql::delete_report_schedule, {{"id", id}});
    tell_deleted(tx, kEntity, schedule);
}

int order_due_reports(store::Tx& tx, const Zone& zone) {
    int ordered = 0;
    for (const auto& schedule : list_report_schedules(tx)) {
        if (order_run(tx, schedule, zone)) ++ordered;
    }
    return ordered;
}

std::optional<Instant> next_run_of(const ReportSchedule& schedule, const Zone& zone, Instant now) {
    if (!schedule.active) return std::nullopt;
    const auto due = due_between(schedule, zone, now, now + kLongestMissMs);
    return due.empty() ? std::nullopt : std::optional(due.front());
}

void order_report_now(store::Tx& tx, Id<ReportSchedule> id) {
    const auto schedule = find_report_schedule(tx, id);
    if (!schedule.active) {
        throw Error(Code::Conflict, "the schedule is stopped",
                    {{"", "schedule_paused", "the schedule is stopped", {}}});
    }
    const auto key = std::string(kReportJob) + " " + std::to_string(id.value) + " at once " +
                     to_text(tx.now());
    const auto payload = to_json(RunOrder{id, tx.now(), {}});
    store::enqueue(tx, {.key = key, .kind = kReportJob, .payload = payload, .run_at = tx.now()});
}

bool has_unordered_report(store::Reader& reader, const Zone& zone, Instant now) {
    return std::ranges::any_of(list_report_schedules(reader), [&](const auto& schedule) {
        const auto due = latest_due(schedule, zone, now);
        return due && reader.integer(sql::is_ordered, {{"key", key_of(schedule, *due)}}) == 0;
    });
}

bool has_due_report(store::Reader& reader, Instant now) {
    return reader.integer(sql::has_due_report, {{"now", now}}) > 0;
}

Delivery ReportRun::delivery_to(Id<User> user) const {
    const auto found = std::ranges::find(deliveries, user, &Delivery::user);
    return found == deliveries.end() ? Delivery{.user = user, .trouble = {}} : *found;
}

std::optional<ReportRun> claim_report(store::Tx& tx, std::string_view worker,
                                      std::int64_t lease_ms) {
    while (auto job = store::claim(tx, kReportJob, worker, lease_ms)) {
        const auto order = from_json<RunOrder>(job->payload.text);
        if (tx.integer(sql::is_schedule_active, {{"id", order.schedule}}) == 1) {
            return ReportRun{*job, find_report_schedule(tx, order.schedule), order.due,
                             order.deliveries};
        }
        store::finish(tx, *job);
    }
    return std::nullopt;
}

void note_delivery(store::Tx& tx, ReportRun& run, const Delivery& delivery, std::int64_t lease_ms) {
    std::erase_if(run.deliveries, [&](const auto& one) { return one.user == delivery.user; });
    run.deliveries.push_back(delivery);
    const auto payload = to_json(RunOrder{run.schedule.id, run.due, run.deliveries});
    store::note_progress(tx, run.job, payload);
    store::renew(tx, run.job, lease_ms);
}

// A run is no change of the schedule: its version stays.
void finish_report(store::Tx& tx, const ReportRun& run) {
    store::finish(tx, run.job);
    note_run(tx, run, troubles_of(run));
}

void fail_report(store::Tx& tx, const ReportRun& run, const Trouble& trouble) {
    auto troubles = troubles_of(run);
    troubles.push_back(trouble);
    const bool given_up = tx.now().ms - run.job.created_at.ms > kLongestTryMs;
    if (given_up) {
        troubles.push_back({.code = "gave_up"});
        store::finish(tx, run.job);
    } else {
        const auto wait = std::min(kFirstWaitMs << std::clamp(run.job.attempts - 1, 0, 10),
                                   kLongestWaitMs);
        store::put_off(tx, run.job, tx.now() + wait, trouble.code);
    }
    note_run(tx, run, troubles);
}

void leave_report(store::Tx& tx, const ReportRun& run) {
    store::put_off(tx, run.job, tx.now(), "the server stopped");
}

}  // namespace tsunagi::board
