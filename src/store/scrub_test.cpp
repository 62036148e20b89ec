#include "store/scrub.h"

#include "base/files.h"
#include "store/testing.h"

namespace tsunagi::store {
namespace {

constexpr std::string_view kMakeText = "CREATE TABLE IF NOT EXISTS scrubbed (note TEXT NOT NULL)";
constexpr std::string_view kFillText = "INSERT INTO scrubbed (note) VALUES (:note)";
constexpr std::string_view kChangeText = "UPDATE scrubbed SET note = ''";
constexpr std::string_view kEmptyText = "DELETE FROM scrubbed";
constexpr std::string_view kDropText = "DROP TABLE IF EXISTS scrubbed";
constexpr Statement kMake{"make notes", kMakeText, kMakeText};
constexpr Statement kFill{"fill notes", kFillText, kFillText};
constexpr Statement kChange{"change notes", kChangeText, kChangeText};
constexpr Statement kEmpty{"empty notes", kEmptyText, kEmptyText};
constexpr Statement kDrop{"drop notes", kDropText, kDropText};

constexpr std::string_view kCanary = "\xE3\x82\xAB\xE3\x83\x8A\xE3\x83\xAA\xE3\x82\xA2-4711";

class Scrub : public OnBothDatabases {
protected:
    // A PostgreSQL of tests is used by the next one, in any order.
    void TearDown() override {
        shop_database().write({}, [](Tx& tx) { tx.run(kDrop); });
        OnBothDatabases::TearDown();
    }
    // Enough rows that pages are split and given back.
    void fill_and_forget() {
        shop_database().write({}, [&](Tx& tx) { tx.run(kMake); });
        for (int i = 0; i < 20; ++i) {
            shop_database().write({}, [&](Tx& tx) {
                for (int n = 0; n < 50; ++n) {
                    const std::string note = std::string(std::size_t(n) * 7, 'x') +
                                             std::string(kCanary);
                    tx.run(kFill, {{"note", note}});
                }
            });
        }
        shop_database().write({}, [&](Tx& tx) { tx.run(kChange); });
        shop_database().write({}, [&](Tx& tx) { tx.run(kEmpty); });
    }
    bool is_in_files() const {
        bool found = false;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            if (!entry.is_regular_file()) continue;
            found = found || read_file(entry.path(), 1 << 30).find(kCanary) != std::string::npos;
        }
        return found;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Scrub);

TEST_P(Scrub, LeavesNoByteOfADeletedRowInTheDataFolder) {
    fill_and_forget();
    EXPECT_TRUE(scrub(shop_database()));
    EXPECT_FALSE(is_in_files());
    EXPECT_GT(stored_bytes(shop_database()), 0);
}

TEST_P(Scrub, FindsTheBytesWithoutIt) {
    if (GetParam() == Dialect::Postgres) return;  // its files are not in the data folder
    fill_and_forget();
    EXPECT_TRUE(is_in_files());
}

TEST_P(Scrub, LeavesTheDatabaseFitForWriting) {
    fill_and_forget();
    scrub(shop_database());
    shop_database().write({}, [&](Tx& tx) { tx.run(kFill, {{"note", "later"}}); });
    EXPECT_TRUE(scrub(shop_database()));
}

}  // namespace
}  // namespace tsunagi::store
