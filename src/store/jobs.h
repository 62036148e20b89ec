// Jobs are delayed and recurring work as rows: scenario steps, deliveries, purges. Whoever claims a
// job holds it for the time of its lease; when a worker dies, the lease runs out and another one
// claims it, so a job's work must bear being done twice. A key makes a step happen once.
//
// Times come from the transaction (Tx::now). Job rows are not in the change log.
#pragma once

#include "store/database.h"

#include <string>
#include <string_view>

namespace tsunagi::store {

enum class JobState { Waiting, Running, Done, Poisoned };
BOOST_DESCRIBE_ENUM(JobState, Waiting, Running, Done, Poisoned)

struct Job {
    Id<Job> id;
    std::string key;
    std::string kind;
    Json payload;
    Instant run_at;
    std::optional<Instant> lease_until;
    std::string leased_by;  // '' while nobody holds it
    std::int32_t attempts = 0;
    JobState state = JobState::Waiting;
    std::string last_error;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, key, kind, payload, run_at, lease_until, leased_by, attempts, state,
                       last_error, created_at))

struct JobOrder {
    std::string_view key;
    std::string_view kind;
    std::string_view payload = "{}";  // JSON
    Instant run_at{};                 // not before
};

// False when a job of that key is known already, in whatever state: nothing changes then.
bool enqueue(Tx&, const JobOrder&);

// The job of the kind that has been due longest and that nobody holds, now held by `worker` for
// `lease_ms` and with one more attempt; nothing when none is due.
std::optional<Job> claim(Tx&, std::string_view kind, std::string_view worker,
                         std::int64_t lease_ms);

// Holds it for `lease_ms` from now. Each of these five throws Conflict when the lease was lost to
// another worker meanwhile: its transaction must not commit what the job did.
void renew(Tx&, const Job&, std::int64_t lease_ms);
void finish(Tx&, const Job&);
// What was done so far becomes the payload, for who goes on when this worker dies.
void note_progress(Tx&, const Job&, std::string_view payload);
// To be tried again at `until`, however often it was tried.
void put_off(Tx&, const Job&, Instant until, std::string_view error);
// To be tried again after back_off_ms(attempts); poisoned, and left alone, after kMaxAttempts.
void fail(Tx&, const Job&, std::string_view error);

// Leases of workers that cannot live any more run out now: for who opens a database that nobody
// else has open, so that what a killed server had begun goes on at once.
void end_leases(Tx&);

constexpr std::int32_t kMaxAttempts = 8;
// 5 s doubled with every attempt, at most one hour.
std::int64_t back_off_ms(std::int32_t attempts);

// When the next job becomes due or a lease runs out; nothing when no job is left.
std::optional<Instant> next_due(Reader&);

}  // namespace tsunagi::store
