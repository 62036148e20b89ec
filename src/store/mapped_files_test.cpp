#include "store/mapped_files.h"

#include "store/sqlite_database.h"
#include "store/testing.h"
#include "store/warmer.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

namespace tsunagi::store {

namespace {

constexpr Migration kNotes[] = {
    {1, "test/0001_note", "CREATE TABLE note (id {id}, text {text} NOT NULL) {strict};"}};
constexpr Statement kInsert{"test", "INSERT INTO note (id, text) VALUES (:id, :text)", {}};
constexpr Statement kChange{"test", "UPDATE note SET text = :text", {}};
constexpr Statement kDelete{"test", "DELETE FROM note WHERE id > 1", {}};
constexpr Statement kSum{"test", "SELECT coalesce(sum(length(text)), 0) FROM note", {}};
constexpr Statement kTexts{"test", "SELECT min(text) || max(text) FROM note", {}};

constexpr Statement kMakeIndex{"test", "CREATE VIRTUAL TABLE note_search USING fts5 (text)", {}};

class MappedFiles : public testing::Test {
protected:
    std::filesystem::path file() const { return folder_.path() / "test.db"; }
    void add(int pages, char letter = 'x') {
        const std::string page(4000, letter);
        database_->write({}, [&](Tx& tx) {
            const auto first = tx.next_ids("note", pages);
            for (int i = 0; i < pages; ++i) tx.run(kInsert, {{"id", first + i}, {"text", page}});
        });
    }
    std::int64_t sum() {
        return database_->read([](Reader& reader) { return reader.integer(kSum); });
    }
    // How many POSIX locks this machine holds on the file.
    int locks() const {
        struct stat which{};
        EXPECT_EQ(::stat(file().c_str(), &which), 0);
        const auto wanted = ":" + std::to_string(which.st_ino) + " ";
        int found = 0;
        std::ifstream all("/proc/locks");
        for (std::string line; std::getline(all, line);) found += line.find(wanted) != line.npos;
        return found;
    }

    TestFolder folder_;
    FixedClock clock_;
    std::unique_ptr<SqliteDatabase> database_ = std::make_unique<SqliteDatabase>(
        SqliteDatabaseOptions{.file = file(), .writer = {.step_wal_pages = 4}}, clock_, kNotes);
};

TEST_F(MappedFiles, AReaderSeesWhatWasCommittedAfterTheFileWasMapped) {
    add(50, 'a');
    for (const char letter : {'b', 'c', 'd'}) {
        EXPECT_EQ(sum(), 50 * 4000);
        const std::string page(4000, letter);
        database_->write({}, [&](Tx& tx) { tx.run(kChange, {{"text", page}}); });
        EXPECT_EQ(database_->read([](Reader& reader) { return reader.text(kTexts); }), page + page);
    }
}

TEST_F(MappedFiles, AReadGoesOnToSeeItsStateWhileOthersWriteAndMoveTheWal) {
    add(50, 'a');
    database_->read([&](Reader& reader) {
        EXPECT_EQ(reader.integer(kSum), 50 * 4000);
        for (int i = 0; i < 20; ++i) add(3, 'b');
        EXPECT_EQ(sum(), 110 * 4000) << "another connection";
        EXPECT_EQ(reader.integer(kSum), 50 * 4000);
        EXPECT_EQ(reader.text(kTexts), std::string(8000, 'a'));
    });
}

TEST_F(MappedFiles, AFileMayOutgrowItsMappingAndShrinkAgain) {
    add(1);
    EXPECT_EQ(sum(), 4000);
    constexpr int kPages = 20'000;  // more than there was room for
    add(kPages);
    EXPECT_EQ(sum(), (kPages + 1) * 4000LL);
    const auto grown = std::filesystem::file_size(file());
    database_->write({}, [](Tx& tx) { tx.run(kDelete); });
    EXPECT_TRUE(database_->scrub());
    EXPECT_LT(std::filesystem::file_size(file()), grown / 100);
    EXPECT_EQ(sum(), 4000);
    add(kPages);
    EXPECT_EQ(sum(), (kPages + 1) * 4000LL);
}

TEST_F(MappedFiles, ClosingOneConnectionLeavesTheLocksOfTheOthers) {
    add(10);
    EXPECT_EQ(sum(), 10 * 4000);
    const int held = locks();
    EXPECT_GT(held, 0);
    {
        const SqliteConnection another({.file = file()});
    }
    EXPECT_EQ(locks(), held);
    database_.reset();
    EXPECT_EQ(locks(), 0);
}

TEST_F(MappedFiles, AFileThatTookThePlaceOfAnotherIsItself) {
    add(10, 'a');
    EXPECT_EQ(sum(), 10 * 4000);
    database_.reset();
    std::filesystem::remove(file());
    database_ = std::make_unique<SqliteDatabase>(SqliteDatabaseOptions{.file = file()}, clock_,
                                                 kNotes);
    add(3, 'b');
    EXPECT_EQ(sum(), 3 * 4000);
}

TEST_F(MappedFiles, APartIsReadOfAFileThatSomebodyHasOpen) {
    add(500);
    EXPECT_TRUE(database_->scrub()) << "moves the WAL into the file";
    constexpr std::int64_t kStep = 1L << 20;
    EXPECT_TRUE(read_into_mapping(file(), 0, kStep));
    EXPECT_TRUE(read_into_mapping(file(), kStep, 100 * kStep)) << "up to its end";
    EXPECT_FALSE(read_into_mapping(file(), 100 * kStep, kStep)) << "behind its end";
    EXPECT_FALSE(read_into_mapping(folder_.path() / "none.db", 0, kStep));
    database_.reset();
    EXPECT_FALSE(read_into_mapping(file(), 0, kStep)) << "nobody has it open";
}

TEST_F(MappedFiles, WarmingAFileChangesNothingAndGivesUpNoLock) {
    database_->write({}, [](Tx& tx) { tx.run(kMakeIndex); });
    add(500);
    const int held = locks();
    warm(file(), 1L << 30, {});
    EXPECT_EQ(sum(), 500 * 4000);
    EXPECT_EQ(locks(), held);
    warm(folder_.path() / "none.db", 1L << 30, {});
    EXPECT_FALSE(std::filesystem::exists(folder_.path() / "none.db"));
}

TEST_F(MappedFiles, AServerIsReadyWhateverItsShopsAre) {
    const StoreOptions options{.data_folder = folder_.path() / "data"};
    Shops shops(options, clock_, kNotes, kNotes);
    const Warmer of_none(shops);
    shops.create_shop({1});
    const Warmer of_one(shops);
    EXPECT_EQ(shops.all().size(), 1u);
}

}  // namespace

}  // namespace tsunagi::store
