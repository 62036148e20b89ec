// The one writer of an SQLite database: a thread that owns the writing connection and is alone in
// checkpointing. It takes every waiting write, runs each in a savepoint, commits them together and
// only then lets their callers return.
//
// Thread: write() from any thread but the writer's own.
#pragma once

#include "base/clock.h"
#include "store/listeners.h"
#include "store/sqlite_connection.h"
#include "store/transaction.h"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace tsunagi::store {

struct SqliteWriterOptions {
    std::size_t max_waiting = 1024;
    // The WAL is moved into the file in steps that nobody notices: between small writes as soon as
    // `step_wal_pages` wait. What writes bigger than a step leave waits until nobody has written
    // for a moment, or until there are `most_wal_pages`. Pages are 4 KiB.
    int step_wal_pages = 512;
    int idle_wal_pages = 1000;
    int most_wal_pages = 16384;
};

class SqliteWriter {
public:
    // The connection's schema is up to date.
    SqliteWriter(std::unique_ptr<SqliteConnection>, const Clock&, Listeners&,
                 const SqliteWriterOptions&);
    // Finishes the waiting writes, empties the WAL.
    ~SqliteWriter();

    // Returns when the write is durable; throws what it threw, or why it could not be committed.
    void write(const Actor&, const std::function<void(Tx&)>&);
    // VACUUM between two writes, then the WAL is emptied; false when a reader was in its way.
    bool scrub();
    // The newest committed change.
    std::int64_t committed_seq() const { return committed_seq_; }

private:
    struct Waiting {
        Actor actor;
        const std::function<void(Tx&)>* work;  // null: a scrub
        std::promise<void> done;
        std::exception_ptr failure{};
        std::int64_t last_seq = 0;  // of its changes
    };
    using Group = std::vector<Waiting>;
    class Numbers;

    void run();
    bool take_group(Group&, bool may_tend_wal);
    void write_group(std::span<Waiting>);
    std::span<Waiting> write_transaction(std::span<Waiting>);
    void wait_for(Waiting);
    void scrub_one(Waiting&);
    void run_one(Waiting&, bool alone);
    void undo_one(bool alone);
    void commit(std::span<Waiting>);
    void tend_wal(int from_pages);
    int worth_moving(int before) const;
    bool restart_is_due();
    void close();
    void note_failure(const SqliteError&);

    std::unique_ptr<SqliteConnection> connection_;
    const Clock& clock_;
    Listeners& listeners_;
    const SqliteWriterOptions options_;
    int restart_from_;              // pages of the WAL
    std::int64_t next_seq_ = 1;     // also of what is no change
    std::int64_t settled_seq_ = 1;  // next_seq_ as it was when the last commit was done
    std::atomic<std::int64_t> committed_seq_ = 0;
    std::atomic<bool> broken_ = false;        // set once: after a commit of unknown outcome
    std::atomic<bool> wal_is_empty_ = false;  // after the last scrub

    std::mutex mutex_;  // guards waiting_ and stopping_
    std::condition_variable wake_;
    Group waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tsunagi::store
