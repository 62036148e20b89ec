#include "store/jobs.h"

#include "base/error.h"
#include "store/jobs.sql.h"

#include <algorithm>

namespace tsunagi::store {

namespace {

void require_lease(std::int64_t rows, const Job& job) {
    if (rows == 1) return;
    throw Error(Code::Conflict, "the lease of job " + std::to_string(job.id.value) + " was lost");
}

void end_attempt(Tx& tx, const Job& job, JobState state, Instant run_at, std::string_view error) {
    require_lease(tx.run(sql::end_attempt, {{"id", job.id},
                                            {"worker", job.leased_by},
                                            {"attempts", job.attempts},
                                            {"state", state},
                                            {"run_at", run_at},
                                            {"last_error", error}}),
                  job);
}

}  // namespace

bool enqueue(Tx& tx, const JobOrder& order) {
    const Job job{.id = tx.next_id<Job>("job"),
                  .key = std::string(order.key),
                  .kind = std::string(order.kind),
                  .payload = {std::string(order.payload)},
                  .run_at = order.run_at,
                  .created_at = tx.now()};
    return tx.run(sql::insert_job, args_of(job)) == 1;
}

std::optional<Job> claim(Tx& tx, std::string_view kind, std::string_view worker,
                         std::int64_t lease_ms) {
    tx.run(sql::poison_lost_jobs, {{"kind", kind},
                                   {"now", tx.now()},
                                   {"most", kMaxAttempts},
                                   {"last_error", "its workers died"}});
    const auto id = tx.integer(sql::find_due_job, {{"kind", kind}, {"now", tx.now()}});
    if (id == 0) return std::nullopt;
    return tx.one<Job>(sql::lease_job,
                       {{"id", id}, {"worker", worker}, {"lease_until", tx.now() + lease_ms}});
}

void renew(Tx& tx, const Job& job, std::int64_t lease_ms) {
    require_lease(tx.run(sql::renew_job, {{"id", job.id},
                                          {"worker", job.leased_by},
                                          {"attempts", job.attempts},
                                          {"lease_until", tx.now() + lease_ms}}),
                  job);
}

void end_leases(Tx& tx) { tx.run(sql::end_leases, {{"now", tx.now()}}); }

void finish(Tx& tx, const Job& job) { end_attempt(tx, job, JobState::Done, job.run_at, ""); }

void note_progress(Tx& tx, const Job& job, std::string_view payload) {
    require_lease(tx.run(sql::note_progress, {{"id", job.id},
                                              {"worker", job.leased_by},
                                              {"attempts", job.attempts},
                                              {"payload", payload}}),
                  job);
}

void put_off(Tx& tx, const Job& job, Instant until, std::string_view error) {
    end_attempt(tx, job, JobState::Waiting, until, error);
}

void fail(Tx& tx, const Job& job, std::string_view error) {
    const auto state = job.attempts < kMaxAttempts ? JobState::Waiting : JobState::Poisoned;
    end_attempt(tx, job, state, tx.now() + back_off_ms(job.attempts), error);
}

std::int64_t back_off_ms(std::int32_t attempts) {
    constexpr std::int64_t kFirst = 5'000;
    constexpr std::int64_t kLongest = 3'600'000;
    return std::min(kFirst << std::clamp(attempts - 1, 0, 20), kLongest);
}

std::optional<Instant> next_due(Reader& reader) {
    const auto due = reader.integer(sql::find_next_due, {}, -1);
    return due < 0 ? std::nullopt : std::optional(Instant{due});
}

}  // namespace tsunagi::store
