#include "board/report_schedules.h"

#include "board/report_schedules.sql.h"
#include "record/versions.h"

#include <map>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "report_schedule";
// What was missed for longer is not sent any more: a month and a day, so that no monthly report is
// left out.
constexpr std::int64_t kLongestMissMs = 32LL * 24 * 3600 * 1000;

struct StoredRecipient : Person {
    Id<ReportSchedule> schedule_id;
};
BOOST_DESCRIBE_STRUCT(StoredRecipient, (Person), (schedule_id))

struct RunOrder {
    Id<ReportSchedule> schedule;
    Instant due;
};
BOOST_DESCRIBE_STRUCT(RunOrder, (), (schedule, due))

ReportSchedule drafted(store::Reader& reader, ReportSchedule schedule,
                       const ReportScheduleDraft& draft, const std::vector<Person>& recipients) {
    static_cast<ScheduleHead&>(schedule) = static_cast<const ScheduleHead&>(draft);
    schedule.name = checked_name(draft.name);
    schedule.recipients = recipients;
    check_rhythm(schedule);
    if (schedule.view_id.has_value() == schedule.dashboard_id.has_value()) {
        throw record::invalid("/view_id", "view_or_dashboard",
                              "a schedule sends a view or a dashboard, one of them");
    }
    if (schedule.view_id) require_shared(reader, *schedule.view_id, "/view_id");
    if (schedule.dashboard_id) find_dashboard(reader, *schedule.dashboard_id);
    if (recipients.empty()) throw record::invalid("/recipients", "nobody", "nobody gets the mail");
    return schedule;
}

void write_recipients(store::Tx& tx, const ReportSchedule& schedule) {
    tx.run(sql::delete_recipients, {{"schedule_id", schedule.id}});
    for (const Person& person : schedule.recipients) {
        tx.run(sql::insert_recipient, store::args_of(person, {{"schedule_id", schedule.id}}));
    }
}

bool order_run(store::Tx& tx, const ReportSchedule& schedule, const Zone& zone) {
    const auto due = due_between(
        schedule, zone, std::max(schedule.updated_at, tx.now() + -kLongestMissMs), tx.now());
    if (due.empty()) return false;
    const auto key = std::string(kReportJob) + " " + std::to_string(schedule.id.value) + " " +
                     to_text(due.back());
    const auto payload = to_json(RunOrder{schedule.id, due.back()});
    return store::enqueue(
        tx, {.key = key, .kind = kReportJob, .payload = payload, .run_at = due.back()});
}

}  // namespace

ReportSchedule find_report_schedule(store::Reader& reader, Id<ReportSchedule> id) {
    auto schedule = reader.one<ReportSchedule>(sql::find_report_schedule, {{"id", id}});
    if (!schedule) not_found("schedule", id.value);
    schedule->recipients = reader.all<Person>(sql::recipients_of, {{"schedule_id", id}});
    return *std::move(schedule);
}

std::vector<ReportSchedule> list_report_schedules(store::Reader& reader) {
    auto all = reader.all<ReportSchedule>(sql::list_report_schedules);
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
    tx.run(sql::insert_report_schedule, store::args_of(schedule));
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
        if (schedule.active && order_run(tx, schedule, zone)) ++ordered;
    }
    return ordered;
}

std::optional<ReportRun> claim_report(store::Tx& tx, std::string_view worker,
                                      std::int64_t lease_ms) {
    while (auto job = store::claim(tx, kReportJob, worker, lease_ms)) {
        const auto order = from_json<RunOrder>(job->payload.text);
        if (tx.integer(sql::is_schedule_active, {{"id", order.schedule}}) == 1) {
            return ReportRun{*job, find_report_schedule(tx, order.schedule), order.due};
        }
        store::finish(tx, *job);
    }
    return std::nullopt;
}

// A run is no change of the schedule: its version stays.
void finish_report(store::Tx& tx, const ReportRun& run) {
    store::finish(tx, run.job);
    tx.run(sql::note_run, {{"id", run.schedule.id}, {"last_run", tx.now()}, {"last_error", ""}});
}

void fail_report(store::Tx& tx, const ReportRun& run, std::string_view error) {
    store::fail(tx, run.job, error);
    tx.run(sql::note_run, {{"id", run.schedule.id}, {"last_run", tx.now()}, {"last_error", error}});
}

}  // namespace tsunagi::board
