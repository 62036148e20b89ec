// A ReportSchedule sends a shared view or a dashboard by mail to members of the shop, in a rhythm.
//
// The sender answers each recipient's mail with that recipient's own rights: a schedule gives
// nobody more than she could open herself. A run is a job (store/jobs.h) named by the schedule and
// the instant it was due, so it is ordered once however many servers look; of several that were
// missed, because no server ran, the latest is sent. A member may also order a run at once.
//
// A run is done at least once for every recipient, and once for those of whom the job remembers it:
// when a server dies after a mail server took a letter and before that was written down, that one
// recipient gets it twice.
#pragma once

#include "board/dashboards.h"
#include "board/rhythm.h"
#include "board/trouble.h"
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
    Language language = Language::Ja;  // of the letter and its file
};
BOOST_DESCRIBE_STRUCT(ScheduleHead, (Rhythm),
                      (name, view_id, dashboard_id, format, active, language))

struct ReportScheduleDraft : ScheduleHead {
    std::vector<Id<User>> recipients;
};
BOOST_DESCRIBE_STRUCT(ReportScheduleDraft, (ScheduleHead), (recipients))

struct ReportSchedule : ScheduleHead {
    Id<ReportSchedule> id;
    std::int64_t version = 0;
    std::vector<Person> recipients;
    std::optional<Instant> next_run;  // filled in by who knows the zone; not stored
    std::optional<Instant> last_run;
    std::vector<Trouble> troubles;  // of the last run: who did not get it
    Id<User> made_by;
    std::string made_by_name;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ReportSchedule, (ScheduleHead),
                      (id, version, recipients, next_run, last_run, troubles, made_by, made_by_name,
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

// When it is due next; nothing while it is stopped.
std::optional<Instant> next_run_of(const ReportSchedule&, const Zone&, Instant now);

// Orders the jobs of all active schedules that are due by now; how many are new.
int order_due_reports(store::Tx&, const Zone&);
// A run as of now. Throws NotFound, and Conflict for a schedule that is stopped.
void order_report_now(store::Tx&, Id<ReportSchedule>);
// Whether order_due_reports() would order one, and whether claim_report() would look at one: asked
// often, so that nothing is written when nothing is due.
bool has_unordered_report(store::Reader&, const Zone&, Instant now);
bool has_due_report(store::Reader&, Instant now);

// How far a run is with one recipient.
struct Delivery {
    Id<User> user;
    bool told = false;  // to the trail, which is before the letter leaves
    bool done = false;  // it left, or never will
    std::optional<Trouble> trouble;
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (user, told, done, trouble))

// A run that `worker` holds for `lease_ms`.
struct ReportRun {
    store::Job job;
    ReportSchedule schedule;
    Instant due;
    std::vector<Delivery> deliveries;  // of those who had their turn

    Delivery delivery_to(Id<User>) const;
};
// Nothing when none is due. A job whose schedule was deleted or stopped since is finished unsent.
std::optional<ReportRun> claim_report(store::Tx&, std::string_view worker, std::int64_t lease_ms);
// These four throw Conflict when the lease was lost meanwhile.
// Remembered by the job, which is held for `lease_ms` from now.
void note_delivery(store::Tx&, ReportRun&, const Delivery&, std::int64_t lease_ms);
void finish_report(store::Tx&, const ReportRun&);
// To be tried again with those who had no turn, after a minute, two, four … an hour; given up a day
// after it was ordered.
void fail_report(store::Tx&, const ReportRun&, const Trouble&);
// The server stops: whoever comes next goes on at once.
void leave_report(store::Tx&, const ReportRun&);

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
