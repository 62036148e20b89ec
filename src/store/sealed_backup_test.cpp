#include "store/sealed_backup.h"

#include "base/files.h"
#include "store/dump_testing.h"
#include "store/testing.h"

namespace tsunagi::store {
namespace {

namespace fs = std::filesystem;

// A key as it is: a passphrase costs a moment each time.
constexpr std::string_view kKey =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr std::string_view kOtherKey =
    "100102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr std::string_view kSecret = "CANARY-4711-CANARY";

class SealedBackup : public testing::Test {
protected:
    SealedBackup() {
        fs::create_directories(backup() / "shops");
        write_atomically(backup() / "manifest.json", "{\"of\":\"" + std::string(kSecret) + "\"}");
        write_atomically(backup() / "control.db", kSecret);
        write_atomically(backup() / "shops/1.db", long_text());
        write_atomically(backup() / "shops/2.db", "");
    }
    fs::path backup() const { return folder_.path() / "backup"; }
    fs::path opened() const { return folder_.path() / "opened"; }
    static std::string long_text() {  // more than one piece, ending on the border of one
        std::string text;
        while (text.size() < 2 * 64 * 1024) text += kSecret;
        text.resize(2 * 64 * 1024);
        return text;
    }
    void seal(std::string_view key = kKey) { seal_backup(backup(), key, random_); }
    std::string text_of(const char* file) { return read_file(opened() / file, 1 << 20); }
    void change(const char* file, const std::function<void(std::string&)>& how) {
        auto bytes = read_file(backup() / file, 1 << 20);
        how(bytes);
        write_atomically(backup() / file, bytes);
    }

    TestFolder folder_;
    SeededRandom random_{3};
};

TEST_F(SealedBackup, GivesBackWhatWasSealed) {
    seal();
    EXPECT_TRUE(is_sealed(backup()));
    open_sealed_backup(backup(), kKey, opened());
    EXPECT_EQ(text_of("control.db"), kSecret);
    EXPECT_EQ(text_of("shops/1.db"), long_text());
    EXPECT_EQ(text_of("shops/2.db"), "");
}

TEST_F(SealedBackup, ShowsNothingWithoutTheKey) {
    seal();
    EXPECT_EQ(file_holding(backup(), kSecret), "");
}

TEST_F(SealedBackup, TakesAnyOtherTextAsAPassphrase) {
    seal("correct horse battery staple");
    EXPECT_CODE(open_sealed_backup(backup(), "correct horse battery stable", opened()),
                Code::InvalidInput);
    open_sealed_backup(backup(), "correct horse battery staple", opened());
    EXPECT_EQ(text_of("control.db"), kSecret);
}

TEST_F(SealedBackup, IsNotOpenedByAnotherKeyAndThenWritesNothing) {
    seal();
    EXPECT_CODE(open_sealed_backup(backup(), kOtherKey, opened()), Code::InvalidInput);
    EXPECT_FALSE(fs::exists(opened()));
}

TEST_F(SealedBackup, RefusesAShortPassphrase) {
    EXPECT_CODE(seal("hunter2"), Code::InvalidInput);
    EXPECT_TRUE(fs::exists(backup() / "control.db"));
}

TEST_F(SealedBackup, NoticesAChangedACutAndALengthenedFile) {
    const std::vector<std::function<void(std::string&)>> ways{
        [](std::string& bytes) { bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1); },
        [](std::string& bytes) { bytes.resize(bytes.size() - 64 * 1024 - 17); },
        [](std::string& bytes) { bytes += "x"; }};
    seal();
    const auto whole = read_file(backup() / "3.sealed", 1 << 20);
    for (const auto& way : ways) {
        change("3.sealed", way);
        EXPECT_CODE(open_sealed_backup(backup(), kKey, opened()), Code::Corrupt);
        EXPECT_FALSE(fs::exists(opened()));
        write_atomically(backup() / "3.sealed", whole);
    }
}

TEST_F(SealedBackup, NoticesFilesThatChangedPlaces) {
    seal();
    fs::rename(backup() / "2.sealed", backup() / "x");
    fs::rename(backup() / "3.sealed", backup() / "2.sealed");
    fs::rename(backup() / "x", backup() / "3.sealed");
    EXPECT_CODE(open_sealed_backup(backup(), kKey, opened()), Code::Corrupt);
}

}  // namespace
}  // namespace tsunagi::store
