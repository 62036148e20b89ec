// kill -9 at any moment: what a process was told is written is there when the file is opened again.
#include "base/system.h"
#include "store/migrate.h"
#include "store/sqlite_database.h"
#include "store/testing.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace tsunagi::store {

namespace {

constexpr int kKills = 500;
constexpr std::int64_t kLongest_ms = 55'000;
constexpr int kWriters = 3;
constexpr int kMostAcknowledged = 40;  // before a kill

constexpr Migration kNotes[] = {
    {1, "test/0001_note", "CREATE TABLE note (id {id}, text {text} NOT NULL) {strict};"}};
constexpr Statement kInsert{"test", "INSERT INTO note (id, text) VALUES (:id, :text)", {}};
constexpr Statement kHas{"test", "SELECT count(*) FROM note WHERE id = :id", {}};
constexpr Statement kHalfDone{
    "test", "SELECT (SELECT count(*) FROM note) - (SELECT count(*) FROM change)", {}};
constexpr Statement kSound{"test", "PRAGMA quick_check", {}};

// The process that is killed: writes for ever and tells the pipe every id that is durable. The
// first word, 0, says that it is about to open the file.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, int pipe_end) {
    const auto tell = [pipe_end](std::int64_t id) {
        if (::write(pipe_end, &id, sizeof id) != sizeof id) _exit(1);
    };
    tell(0);
    const FixedClock clock;
    // A short WAL, so that it is often being moved when the end comes.
    const SqliteWriterOptions writer{.idle_wal_pages = 50, .most_wal_pages = 200};
    SqliteDatabase database({.file = file, .readers = 1, .writer = writer}, clock, kNotes);
    const std::string text(3000, 'x');
    const auto work = [&] {
        for (;;) {
            tell(database.write({}, [&](Tx& tx) {
                const auto id = tx.next_ids("note");
                tx.run(kInsert, {{"id", id}, {"text", text}});
                tx.changed({.entity = "note", .id = id});
                return id;
            }));
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < kWriters; ++i) threads.emplace_back(work);
    work();
    _exit(0);
}

class Killing : public testing::Test {
protected:
    std::filesystem::path file() const { return folder_.path() / "test.db"; }

    // Kills a writing process after it acknowledged `count` writes; all that it acknowledged.
    std::vector<std::int64_t> kill_after(std::size_t count) {
        int ends[2];
        EXPECT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(file(), ends[1]);
        }
        close(ends[1]);
        std::vector<std::int64_t> acknowledged;
        std::int64_t id = 0;
        bool killed = false;
        while (read(ends[0], &id, sizeof id) == sizeof id) {
            if (id > 0) acknowledged.push_back(id);
            if (!killed && acknowledged.size() >= count) killed = kill(child, SIGKILL) == 0;
        }
        EXPECT_TRUE(killed) << "it ended by itself";
        int status = 0;
        waitpid(child, &status, 0);
        close(ends[0]);
        return acknowledged;
    }

    TestFolder folder_{TestFolder::Place::OnDisk};
};

TEST_F(Killing, LosesNothingThatWasAcknowledgedAndLeavesNothingHalfDone) {
    const SystemClock real_clock;
    const auto begin = real_clock.steady_ms();
    SeededRandom random;
    std::size_t acknowledged = 0;
    std::size_t lost = 0;
    int kills = 0;
    while (kills < kKills && real_clock.steady_ms() - begin < kLongest_ms) {
        const auto written = kill_after(random_u64(random) % kMostAcknowledged);
        ++kills;
        acknowledged += written.size();
        SqliteConnection connection({.file = file(), .access = SqliteOptions::Access::ReadWrite});
        migrate(connection, kNotes, {});  // the first kill may come before the tables
        ConnectionReader reader(connection);
        for (const auto id : written) lost += reader.integer(kHas, {{"id", id}}) == 1 ? 0 : 1;
        ASSERT_EQ(reader.integer(kHalfDone), 0) << "after kill " << kills;
        if (kills % 50 == 0) ASSERT_EQ(reader.text(kSound), "ok") << "after kill " << kills;
    }
    std::printf("%d kills, %zu writes acknowledged, %zu lost\n", kills, acknowledged, lost);
    EXPECT_EQ(lost, 0u);
    EXPECT_GT(kills, 50);
    EXPECT_GT(acknowledged, std::size_t(kills));
}

}  // namespace

}  // namespace tsunagi::store
