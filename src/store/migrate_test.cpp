#include "store/migrate.h"

#include "store/sqlite_connection.h"
#include "store/testing.h"
#include "store/transaction.h"

#include <gmock/gmock.h>

namespace tsunagi::store {

namespace {

TEST(MigrationText, TypeWordsAreOfTheDialect) {
    const auto* sql = "CREATE TABLE t (id {id}, n {int}, r {real}, s {text}, b {bytes}) {strict};";
    EXPECT_EQ(expand_migration(sql, Dialect::Sqlite),
              "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, n INTEGER, r REAL, s TEXT, b BLOB)"
              " STRICT;\n");
    EXPECT_EQ(expand_migration(sql, Dialect::Postgres),
              "CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, n BIGINT, r DOUBLE PRECISION,"
              " s TEXT, b BYTEA) ;\n");
}

TEST(MigrationText, SectionsAreForOneDialect) {
    const auto* sql = "a;\n-- only: sqlite\nb;\n-- only: postgres\nc;\n-- both\nd; -- {odd}\n";
    EXPECT_EQ(expand_migration(sql, Dialect::Sqlite), "a;\nb;\nd; \n");
    EXPECT_EQ(expand_migration(sql, Dialect::Postgres), "a;\nc;\nd; \n");
}

TEST(MigrationText, UnknownWordsAndSectionsAreRefused) {
    EXPECT_CODE(expand_migration("x {integer}", Dialect::Sqlite), Code::Internal);
    EXPECT_CODE(expand_migration("x {int", Dialect::Sqlite), Code::Internal);
    EXPECT_CODE(expand_migration("-- only: oracle", Dialect::Sqlite), Code::Internal);
}

constexpr Migration kFirst{1, "test/0001_first", "CREATE TABLE first (id {id}) {strict};"};
constexpr Migration kSecond{2, "test/0002_second", "CREATE TABLE second (id {id}) {strict};"};
constexpr Migration kBroken{3, "test/0003_broken",
                            "CREATE TABLE third (id {id}); CREATE nonsense;"};
constexpr std::array kOld{kFirst};
constexpr std::array kNew{kFirst, kSecond};
constexpr std::array kFailing{kFirst, kSecond, kBroken};

class Migrations : public OnBothDatabases {
protected:
    std::span<const Migration> shop_migrations() const override { return current_; }
    bool has_table(std::string_view table) {
        const std::string sql = "SELECT count(*) FROM " + std::string(table);
        try {
            shop_database().read([&](Reader& r) { r.integer({"test", sql, sql}); });
            return true;
        } catch (const Error&) {
            return false;
        }
    }
    std::span<const Migration> current_ = kOld;
};
INSTANTIATE_ON_BOTH_DATABASES(Migrations);

TEST_P(Migrations, NewOnesAreAppliedWhenADatabaseIsOpened) {
    EXPECT_TRUE(has_table("first"));
    EXPECT_FALSE(has_table("second"));
    current_ = kNew;
    reopen();
    EXPECT_TRUE(has_table("second"));
    reopen();
    EXPECT_TRUE(has_table("second"));
}

TEST_P(Migrations, ADatabaseOfANewerVersionIsRefused) {
    current_ = kNew;
    reopen();
    current_ = kOld;
    try {
        reopen();
        FAIL() << "it was opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Unavailable);
        EXPECT_THAT(error.what(), testing::HasSubstr("newer version"));
        EXPECT_THAT(error.what(), testing::HasSubstr("test/0002_second"));
    }
}

TEST_P(Migrations, OneThatFailsLeavesNothingOfItself) {
    current_ = kFailing;
    try {
        reopen();
        FAIL() << "it was opened";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("test/0003_broken"));
    }
    current_ = kNew;
    reopen();
    EXPECT_TRUE(has_table("second"));
    EXPECT_FALSE(has_table("third"));
}

}  // namespace

}  // namespace tsunagi::store
