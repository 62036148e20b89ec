#include "store/sqlite_writer.h"

#include "base/log.h"
#include "store/change_log.sql.h"
#include "store/ids.sql.h"
#include "store/tables.sql.h"

namespace tsunagi::store {

namespace {

// Beyond 256 MiB the writer waits a moment for readers, so that the WAL can begin anew; when they
// do not go, again after some more pages.
constexpr int kPagesToRestart = 65536;
constexpr int kPagesToRestartAgain = 2048;

constexpr Statement kBegin{"begin", "BEGIN IMMEDIATE", {}};
constexpr Statement kCommit{"commit", "COMMIT", {}};
constexpr Statement kRollback{"rollback", "ROLLBACK", {}};
constexpr Statement kSavepoint{"savepoint", "SAVEPOINT one_write", {}};
constexpr Statement kRelease{"release", "RELEASE one_write", {}};
constexpr Statement kVacuum{"vacuum", "VACUUM", {}};
constexpr Statement kRollbackTo{"rollback to", "ROLLBACK TO one_write", {}};

std::int64_t newest(SqliteConnection& connection, const Statement& statement) {
    return ConnectionReader(connection).integer(statement);
}

// The entries of deleted rows leave an FTS5 index only when its parts are merged.
void merge_indexes(SqliteConnection& connection) {
    std::vector<std::string> names;
    connection.rows(sql::list_full_text_indexes, {}, [&](const Row& row) {
        names.emplace_back(row.text(0));
        return true;
    });
    for (const auto& name : names) {
        connection.script("INSERT INTO " + name + " (" + name + ") VALUES ('optimize')");
    }
}

// A template, since what waits is the writer's own business.
template <class Waiting>
void fail_all(std::span<Waiting> group, const std::exception_ptr& reason) {
    for (auto& one : group) {
        if (!one.failure) one.failure = reason;
    }
}

}  // namespace

// A single writer makes numbering plain: seq is the order of writing, and an id is spent when its
// transaction commits.
class SqliteWriter::Numbers final : public Numbering {
public:
    explicit Numbers(std::int64_t& next_seq) : next_seq_(next_seq) {}
    std::int64_t first_id(Connection& connection, std::string_view table,
                          std::int64_t count) override {
        std::int64_t first = 0;
        connection.rows(sql::take_ids, {{"name", table}, {"count", count}}, [&](const Row& row) {
            first = row.integer(0);
            return true;
        });
        return first;
    }
    std::int64_t next_seq(Connection&) override { return next_seq_++; }

private:
    std::int64_t& next_seq_;
};

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection, const Clock& clock,
                           Listeners& listeners, const SqliteWriterOptions& options)
    : connection_(std::move(connection)), clock_(clock), listeners_(listeners), options_(options),
      restart_from_(kPagesToRestart) {
    committed_seq_ = newest(*connection_, sql::find_last_seq);
    next_seq_ = settled_seq_ = newest(*connection_, sql::find_last_place) + 1;
    thread_ = std::thread([this] { run(); });
}

SqliteWriter::~SqliteWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void SqliteWriter::write(const Actor& actor, const std::function<void(Tx&)>& work) {
    wait_for({actor, &work, {}, {}});
}

bool SqliteWriter::scrub() {
    wait_for({{}, nullptr, {}, {}});
    return wal_is_empty_;
}

void SqliteWriter::wait_for(Waiting mine) {
    // A write inside a write would wait for itself.
    ASSERT(std::this_thread::get_id() != thread_.get_id());
    auto done = mine.done.get_future();
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw Error(Code::Unavailable, "the database is being closed");
        if (waiting_.size() >= options_.max_waiting) {
            throw Error::busy(std::to_string(options_.max_waiting) + " writes are waiting already",
                              1);
        }
        waiting_.push_back(std::move(mine));
    }
    wake_.notify_one();
    done.get();
}

void SqliteWriter::run() {
    Group group;
    bool wal_was_tended = true;  // since the last write
    while (take_group(group, !wal_was_tended)) {
        wal_was_tended = group.empty();
        if (wal_was_tended) {
            tend_wal(options_.idle_wal_pages);
        } else {
            const int before = connection_->wal().pages;
            write_group(group);
            group.clear();
            tend_wal(worth_moving(before));
        }
    }
    close();
}

// Waits for writes; false when none are left and the writer is to end. When the WAL may be tended,
// it comes back without writes after a moment of quiet.
bool SqliteWriter::take_group(Group& group, bool may_tend_wal) {
    constexpr std::chrono::milliseconds kQuiet{20};
    std::unique_lock lock(mutex_);
    const auto something = [&] { return stopping_ || !waiting_.empty(); };
    if (!may_tend_wal) {
        wake_.wait(lock, something);
    } else if (!wake_.wait_for(lock, kQuiet, something)) {
        return true;
    }
    group.swap(waiting_);
    return !group.empty();
}

void SqliteWriter::write_group(std::span<Waiting> group) {
    for (auto rest = group; !rest.empty();) {
        if (rest[0].work == nullptr) {
            scrub_one(rest[0]);
            rest = rest.subspan(1);
            continue;
        }
        const auto scrub = std::ranges::find_if(
            rest, [](const Waiting& one) { return one.work == nullptr; });
        const auto writes = std::size_t(scrub - rest.begin());
        const auto left = write_transaction(rest.first(writes)).size();
        rest = rest.subspan(writes - left);
    }
    auto newest = committed_seq_.load();
    for (const auto& one : group) {
        if (!one.failure) newest = std::max(newest, one.last_seq);
    }
    const bool changed = committed_seq_.exchange(newest) != newest;
    for (auto& one : group) {
        if (one.failure) {
            one.done.set_exception(one.failure);
        } else {
            one.done.set_value();
        }
    }
    if (changed) listeners_.tell(newest);
}

// Writes what it can in one transaction and returns the rest: when the disk is full or fails,
// SQLite undoes the whole transaction, and those after the culprit begin anew.
std::span<SqliteWriter::Waiting> SqliteWriter::write_transaction(std::span<Waiting> group) {
    const bool alone = group.size() == 1;
    try {
        if (broken_) {
            throw Error(Code::Unavailable, "the database stopped accepting writes because its disk "
                                           "failed; restart the server");
        }
        connection_->run(kBegin, {});
    } catch (...) {
        fail_all(group, std::current_exception());
        return {};
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
        run_one(group[i], alone);
        if (connection_->in_transaction()) continue;
        fail_all(group.first(i + 1), group[i].failure);
        next_seq_ = settled_seq_;
        return group.subspan(i + 1);
    }
    commit(group);
    return {};
}

void SqliteWriter::scrub_one(Waiting& one) {
    try {
        if (broken_) throw Error(Code::Unavailable, "the disk failed; nothing is written");
        merge_indexes(*connection_);
        connection_->run(kVacuum, {});
        wal_is_empty_ = connection_->checkpoint(SqliteConnection::Checkpoint::Truncate);
    } catch (const SqliteError& error) {
        note_failure(error);
        one.failure = std::current_exception();
    } catch (...) {
        one.failure = std::current_exception();
    }
}

// Runs one write; when it fails, it is undone and remembers why.
void SqliteWriter::run_one(Waiting& one, bool alone) {
    Numbers numbers(next_seq_);
    const auto first_seq = next_seq_;
    try {
        if (!alone) connection_->run(kSavepoint, {});
        Transaction transaction(*connection_, numbers, one.actor, clock_.now());
        (*one.work)(transaction);
        one.last_seq = transaction.last_seq();
        if (!alone) connection_->run(kRelease, {});
        return;
    } catch (const SqliteError& error) {
        note_failure(error);
        one.failure = std::current_exception();
    } catch (...) {
        one.failure = std::current_exception();
    }
    next_seq_ = first_seq;
    undo_one(alone);
}

void SqliteWriter::undo_one(bool alone) {
    if (!connection_->in_transaction()) return;
    try {
        if (alone) {
            connection_->run(kRollback, {});
        } else {
            connection_->run(kRollbackTo, {});
            connection_->run(kRelease, {});
        }
    } catch (const SqliteError& error) {
        note_failure(error);
        broken_ = true;  // what the transaction holds now is unknown
    }
}

void SqliteWriter::commit(std::span<Waiting> group) {
    try {
        if (broken_) throw Error(Code::Unavailable, "the disk failed; nothing was written");
        connection_->run(kCommit, {});
        settled_seq_ = next_seq_;
        return;
    } catch (const SqliteError& error) {
        note_failure(error);
        fail_all(group, std::current_exception());
    } catch (...) {
        fail_all(group, std::current_exception());
    }
    next_seq_ = settled_seq_;
    undo_one(true);
}

// A full disk leaves no doubt about what is stored; a failed read, write or fsync does, and then
// nothing may be written any more: a later fsync would not tell of the pages that were lost.
void SqliteWriter::note_failure(const SqliteError& error) {
    if (!error.leaves_doubt() || broken_.exchange(true)) return;
    log_failure("sqlite_writes_stopped", {{"code", error.native()}});
}

// Readers only hold back how much of the WAL can be moved; that is tried again after later writes.
void SqliteWriter::tend_wal(int from_pages) {
    const auto& wal = connection_->wal();
    const bool restart = restart_is_due();
    if (broken_ || (!restart && wal.pages - wal.moved < from_pages)) return;
    using enum SqliteConnection::Checkpoint;
    try {
        connection_->checkpoint(restart ? Restart : Passive);
    } catch (const SqliteError& error) {
        note_failure(error);
    }
}

bool SqliteWriter::restart_is_due() {
    const int pages = connection_->wal().pages;
    if (pages < kPagesToRestart) restart_from_ = kPagesToRestart;
    if (pages < restart_from_) return false;
    restart_from_ = pages + kPagesToRestartAgain;
    return true;
}

// From how many pages on the WAL is moved after a write, before which it was so long. A few pages
// often are soon moved and keep it short; of big writes the same page would be moved many times.
int SqliteWriter::worth_moving(int before) const {
    const auto& wal = connection_->wal();
    const int written = wal.pages > before ? wal.pages - before : wal.pages;
    const bool small = written < options_.step_wal_pages &&
                       wal.pages - wal.moved < 4 * options_.step_wal_pages;
    return small ? options_.step_wal_pages : options_.most_wal_pages;
}

void SqliteWriter::close() {
    try {
        if (!broken_) connection_->checkpoint(SqliteConnection::Checkpoint::Truncate);
    } catch (const SqliteError& error) {
        note_failure(error);
    }
    connection_.reset();
}

}  // namespace tsunagi::store
