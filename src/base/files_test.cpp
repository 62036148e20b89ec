#include "base/files.h"

#include "base/error.h"
#include "base/testing.h"

#include <array>
#include <unistd.h>

namespace tsunagi {

namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
protected:
    Files() : folder_(fs::path(testing::TempDir()) / unique_name()) {
        fs::create_directories(folder_);
    }
    ~Files() override { fs::remove_all(folder_); }

    fs::path in_folder(std::string_view name) const { return folder_ / name; }
    std::size_t files_in_folder() const {
        return std::size_t(std::distance(fs::directory_iterator(folder_), {}));
    }

private:
    static std::string unique_name() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        return std::string("tsunagi-files-") + test->name() + "-" + std::to_string(::getpid());
    }
    fs::path folder_;
};

}  // namespace

TEST_F(Files, WhatIsWrittenCanBeRead) {
    write_atomically(in_folder("a"), "one");
    EXPECT_EQ(read_file(in_folder("a"), 3), "one");
    File more = File::append(in_folder("a"));
    more.write(std::string_view(" two"));
    more.close();
    File file = File::open(in_folder("a"));
    EXPECT_EQ(file.size(), 7U);
    std::array<char, 4> start{};
    EXPECT_EQ(file.read(start), 4U);
    EXPECT_EQ(std::string_view(start.data(), 4), "one ");
}

TEST_F(Files, AnAtomicFileReplacesTheOldOneOnlyWhenCommitted) {
    write_atomically(in_folder("a"), "old");
    {
        AtomicFile unfinished(in_folder("a"));
        unfinished.file().write(std::string_view("half"));
        EXPECT_EQ(read_file(in_folder("a"), 100), "old");
    }
    EXPECT_EQ(read_file(in_folder("a"), 100), "old");
    EXPECT_EQ(files_in_folder(), 1U) << "the unfinished file is gone";
    write_atomically(in_folder("a"), "new");
    EXPECT_EQ(read_file(in_folder("a"), 100), "new");
    EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(Files, AFileIsForItsOwnerOnly) {
    write_atomically(in_folder("key"), "secret");
    EXPECT_EQ(fs::status(in_folder("key")).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(Files, EachFailureHasItsCode) {
    EXPECT_CODE(File::open(in_folder("none")), Code::NotFound);
    EXPECT_CODE(File::create(in_folder("none") / "a"), Code::NotFound);
    EXPECT_CODE(write_atomically(in_folder("."), "x"), Code::Unavailable);
    write_atomically(in_folder("a"), "four");
    EXPECT_CODE(read_file(in_folder("a"), 3), Code::TooLarge);
}

TEST(File, AFullDiskIsToldApart) {
    File full = File::create("/dev/full");
    EXPECT_CODE(full.write(std::string_view("x")), Code::StorageFull);
}

}  // namespace tsunagi
