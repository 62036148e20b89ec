// What only SQLite has: one writer, group commit, checkpoints, disks that fill up or fail.
#include "store/sqlite_database.h"

#include "base/system.h"
#include "store/fault_vfs_testing.h"
#include "store/testing.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <latch>
#include <thread>

namespace tsunagi::store {

namespace {

constexpr Migration kNotes[] = {
    {1, "test/0001_note", "CREATE TABLE note (id {id}, text {text} NOT NULL) {strict};"}};
constexpr Statement kInsert{"test", "INSERT INTO note (id, text) VALUES (:id, :text)", {}};
constexpr Statement kCount{"test", "SELECT count(*) FROM note", {}};

class SqliteFile : public testing::Test {
protected:
    void SetUp() override {
        set_disk_fault(DiskFault::None);
        open();
    }
    void TearDown() override {
        set_disk_fault(DiskFault::None);
        database_.reset();
    }
    void open(const SqliteWriterOptions& writer = {}) {
        database_.reset();
        database_ = std::make_unique<SqliteDatabase>(
            SqliteDatabaseOptions{.file = file(), .readers = 2, .writer = writer, .vfs = kFaultVfs},
            clock_, kNotes);
    }
    std::filesystem::path file() const { return folder_.path() / "test.db"; }

    void add(const std::string& text = "x") {
        database_->write({}, [&](Tx& tx) {
            const auto id = tx.next_ids("note");
            tx.run(kInsert, {{"id", id}, {"text", text}});
            tx.changed({.entity = "note", .id = id});
        });
    }
    void add_pages(int pages) {
        const std::string page(4000, 'x');
        database_->write({}, [&](Tx& tx) {
            const auto first = tx.next_ids("note", pages);
            for (int i = 0; i < pages; ++i) {
                tx.run(kInsert, {{"id", first + i}, {"text", page}});
            }
        });
    }
    std::uintmax_t wal_size() const { return std::filesystem::file_size(file().string() + "-wal"); }
    std::int64_t count() {
        return database_->read([](Reader& reader) { return reader.integer(kCount); });
    }

    FixedClock clock_;
    TestFolder folder_;
    std::unique_ptr<SqliteDatabase> database_;
};

TEST(Sqlite, TheLinkedLibraryHasTheFixForTheWalResetBug) {
    EXPECT_GE(sqlite3_libversion_number(), 3051003);
    EXPECT_EQ(std::string(sqlite3_libversion()), SQLITE_VERSION) << "header and library differ";
    require_sound_sqlite();
}

TEST_F(SqliteFile, IsInWalModeAndSyncsEveryCommit) {
    const auto setting = [](Tx& tx, const char* pragma) {
        const std::string sql = std::string("PRAGMA ") + pragma;
        return tx.text({"test", sql, {}}).value_or("none");
    };
    database_->write({}, [&](Tx& tx) {
        EXPECT_EQ(setting(tx, "journal_mode"), "wal");
        EXPECT_EQ(setting(tx, "synchronous"), "2");
        EXPECT_EQ(setting(tx, "foreign_keys"), "1");
        EXPECT_EQ(setting(tx, "wal_autocheckpoint"), "0");
    });
}

TEST_F(SqliteFile, WritesThatWaitTogetherAreCommittedTogetherAndFailAlone) {
    constexpr int kWriters = 6;
    std::latch first_runs(1);
    std::latch others_wait(1);
    std::vector<std::thread> writers;
    writers.emplace_back([&] {
        database_->write({}, [&](Tx&) {
            first_runs.count_down();
            others_wait.wait();
        });
    });
    first_runs.wait();
    std::atomic<int> failed = 0;
    for (int i = 0; i < kWriters; ++i) {
        writers.emplace_back([&, i] {
            try {
                database_->write({}, [&](Tx& tx) {
                    tx.run(kInsert, {{"id", i + 1}, {"text", "x"}});
                    tx.changed({.entity = "note", .id = i + 1});
                    if (i % 2 == 1) throw Error(Code::Canceled, "no");
                });
            } catch (const Error&) {
                ++failed;
            }
        });
    }
    others_wait.count_down();
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(failed, kWriters / 2);
    EXPECT_EQ(count(), kWriters / 2);
    EXPECT_EQ(database_->log_head(), kWriters / 2);
}

TEST_F(SqliteFile, TooManyWaitingWritesAreRefused) {
    open({.max_waiting = 1});
    std::latch runs(1);
    std::latch go_on(1);
    std::thread slow([&] {
        database_->write({}, [&](Tx&) {
            runs.count_down();
            go_on.wait();
        });
    });
    runs.wait();
    // One may wait; the second one finds the queue full. Which comes first is open.
    std::atomic<int> refused = 0;
    const auto try_to_add = [&] {
        if (code_thrown_by([&] { add(); }) != Code::Busy) return;
        ++refused;
        go_on.count_down();
    };
    std::thread one(try_to_add);
    std::thread other(try_to_add);
    slow.join();
    one.join();
    other.join();
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(count(), 1);
}

TEST_F(SqliteFile, AFullDiskRefusesTheWriteAndLaterOnesWorkAgain) {
    add();
    const auto head = database_->log_head();
    set_disk_fault(DiskFault::Full);
    EXPECT_CODE(add(), Code::StorageFull);
    EXPECT_CODE(add(std::string(10'000'000, 'x')), Code::StorageFull) << "fails before the commit";
    EXPECT_GT(failed_disk_calls(), 0);
    EXPECT_EQ(count(), 1) << "reading goes on";
    EXPECT_EQ(database_->log_head(), head);
    set_disk_fault(DiskFault::None);
    add();
    EXPECT_EQ(count(), 2);
    open();
    EXPECT_EQ(count(), 2);
}

TEST_F(SqliteFile, WritesStopForGoodAfterAFailedSync) {
    add();
    set_disk_fault(DiskFault::FailingSync);
    EXPECT_CODE(add(), Code::Unavailable);
    EXPECT_GT(failed_disk_calls(), 0);
    set_disk_fault(DiskFault::None);
    EXPECT_CODE(add(), Code::Unavailable) << "a later fsync would not tell what was lost";
    EXPECT_EQ(count(), 1) << "reading goes on";
    open();
    add();
    EXPECT_GE(count(), 2) << "a restart reads what the disk holds";
}

TEST_F(SqliteFile, AReadThatTheDiskFailsIsAnErrorAndLaterOnesWorkAgain) {
    add_pages(50);
    EXPECT_THROW(database_->read([](Reader& reader) {
        set_disk_fault(DiskFault::FailingRead);
        return reader.integer(kCount);
    }),
                 Error);
    set_disk_fault(DiskFault::None);
    EXPECT_EQ(count(), 50);
}

TEST_F(SqliteFile, TheWalIsMovedIntoTheFileBetweenWritesWhenItIsLong) {
    open({.idle_wal_pages = 1 << 30, .most_wal_pages = 500});
    for (int i = 0; i < 20; ++i) {
        add_pages(200);
        EXPECT_EQ(count(), 200 * (i + 1)) << "readers come and go";
    }
    EXPECT_LT(wal_size(), 6u << 20) << "16 MB of rows were written";
    EXPECT_GT(std::filesystem::file_size(file()), 12u << 20);
}

TEST_F(SqliteFile, SmallWritesMoveTheWalInSmallStepsSoThatItStaysShort) {
    open({.step_wal_pages = 50, .idle_wal_pages = 1 << 30, .most_wal_pages = 1 << 30});
    for (int i = 0; i < 300; ++i) add_pages(5);
    EXPECT_LT(wal_size(), 1u << 20) << "6 MB of rows were written";
    EXPECT_GT(std::filesystem::file_size(file()), 5u << 20);
    EXPECT_EQ(count(), 1500);
}

TEST_F(SqliteFile, BigWritesAreNotMovedInSmallSteps) {
    open({.step_wal_pages = 50, .idle_wal_pages = 1 << 30, .most_wal_pages = 1 << 30});
    for (int i = 0; i < 5; ++i) add_pages(300);
    add();
    EXPECT_GT(wal_size(), 5u << 20);
    EXPECT_EQ(count(), 1501);
}

TEST_F(SqliteFile, AReaderThatStaysHoldsUpTheWalButNoWrite) {
    open({.step_wal_pages = 50, .idle_wal_pages = 1 << 30, .most_wal_pages = 1000});
    add_pages(5);
    database_->read([&](Reader& reader) {
        EXPECT_EQ(reader.integer(kCount), 5);
        for (int i = 0; i < 100; ++i) add_pages(5);
        EXPECT_EQ(reader.integer(kCount), 5);
    });
    EXPECT_GT(wal_size(), 1u << 20);
    for (int i = 0; i < 100; ++i) add_pages(5);
    EXPECT_LT(wal_size(), 5u << 20) << "it began anew";
    EXPECT_EQ(count(), 1005);
}

TEST_F(SqliteFile, TheWalIsMovedIntoTheFileWhenNobodyWrites) {
    open({.idle_wal_pages = 100, .most_wal_pages = 1 << 30});
    const SystemClock real_clock;
    const auto deadline = real_clock.steady_ms() + 20'000;
    add_pages(300);
    const auto moved = [&] { return std::filesystem::file_size(file()) > 1u << 20; };
    while (!moved() && real_clock.steady_ms() < deadline) std::this_thread::yield();
    EXPECT_TRUE(moved());
}

TEST_F(SqliteFile, AnotherFileThanADatabaseIsRefused) {
    database_.reset();
    std::filesystem::resize_file(file(), 0);
    {
        std::FILE* out = std::fopen(file().c_str(), "w");
        std::fputs("this is not a database, but it is long enough to be looked at", out);
        std::fclose(out);
    }
    EXPECT_CODE(open(), Code::Corrupt);
}

}  // namespace

}  // namespace tsunagi::store
