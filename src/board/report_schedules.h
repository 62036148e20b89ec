// A ReportSchedule sends a shared view or a dashboard by mail to members of the shop, in a rhythm.
//
// The sender answers each recipient's mail with that recipient's own rights: a schedule gives
// nobody more than she could open herself. A run is a job (store/jobs.h) named by the schedule and
// the instant it was due, so it is ordered once however many servers look; of several that were
// missed, because no server ran, the latest is sent.
#pragma once

#include "board/dashboards.h"
#include "board/rhythm.h"
#include "store/jobs.h"

namespace tsunagi::board {

inline constexpr std::int64_t kMostSchedules = 100;
inline constexpr std::string_view kReportJob = "report";

enum class ReportFormat { Pdf, Xlsx, Csv };
BOOST_DESCRIBE_ENUM(ReportFormat, Pdf, Xlsx, Csv)

struct ScheduleHead : Rhythm {
    std::string name;
    std::optional<Id<SavedView>> view_id;  // or a dashboard, never both
    std::optional<Id<Dashboard>> dashboard_id;
    ReportFormat format = ReportFormat::Pdf;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(ScheduleHead, (Rhythm), (name, view_id, dashboard_id, format, active))

struct ReportScheduleDraft : ScheduleHead {
    std::vector<Id<User>> recipients;
};
BOOST_DESCRIBE_STRUCT(ReportScheduleDraft, (ScheduleHead), (recipients))

struct ReportSchedule : ScheduleHead {
    Id<ReportSchedule> id;
    std::int64_t version = 0;
    std::vector<Person> recipients;
    std::optional<Instant> last_run;
    std::string last_error;  // '' when the last run went well
    Id<User> made_by;
    std::string made_by_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ReportSchedule, (ScheduleHead),
                      (id, version, recipients, last_run, last_error, made_by, made_by_name,
                       created_at, updated_at))

ReportSchedule find_report_schedule(store::Reader&, Id<ReportSchedule>);
// Oldest first.
std::vector<ReportSchedule> list_report_schedules(store::Reader&);

// `recipients` are the members of the draft, as the control database has them.
ReportSchedule create_report_schedule(store::Tx&, const Viewer&, const ReportScheduleDraft&,
                                      const std::vector<Person>& recipients);
// What was due before the change is due no more.
ReportSchedule change_report_schedule(store::Tx&, Id<ReportSchedule>, std::int64_t version,
                                      const ReportScheduleDraft&,
                                      const std::vector<Person>& recipients);
void delete_report_schedule(store::Tx&, Id<ReportSchedule>);

// Orders the jobs of all active schedules that are due by now; how many are new.
int order_due_reports(store::Tx&, const Zone&);

// A run that `worker` holds for `lease_ms`.
struct ReportRun {
    store::Job job;
    ReportSchedule schedule;
    Instant due;
};
// Nothing when none is due. A job whose schedule was deleted or stopped since is finished unsent.
std::optional<ReportRun> claim_report(store::Tx&, std::string_view worker, std::int64_t lease_ms);
// Throw Conflict when the lease was lost meanwhile.
void finish_report(store::Tx&, const ReportRun&);
// To be tried again later, as jobs are.
void fail_report(store::Tx&, const ReportRun&, std::string_view error);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::ReportScheduleDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "weekday", .min = 0, .max = 6, .ja = "曜日", .en = "Weekday"},
        Rule{.field = "day_of_month", .min = 1, .max = 31, .ja = "日", .en = "Day of the month"},
        Rule{.field = "hour", .min = 0, .max = 23, .ja = "時", .en = "Hour"},
        Rule{.field = "recipients",
             .min_length = 1,
             .max_length = 50,
             .ja = "宛先",
             .en = "Recipients"}};
};
