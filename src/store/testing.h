// Fixture for tests of stored behaviour: every TEST_P runs on SQLite and on PostgreSQL.
//
//   class Contacts : public store::OnBothDatabases {};
//   INSTANTIATE_ON_BOTH_DATABASES(Contacts);
//   TEST_P(Contacts, ...) { auto& db = shop_database(); ... }
//
// PostgreSQL comes from the URL in TSUNAGI_TEST_POSTGRES (tools/with-postgres sets it); without it
// the PostgreSQL half fails, it is never skipped silently. Each test gets an empty shop of its own.
// A room with a schema has a fixture that overrides shop_migrations() (control_migrations()).
//
// While the fixture is in use, every statement that ran is noted per dialect in
// $TSUNAGI_BUILD/statements/<executable>.txt; tools/check_statements.py reads those notes.
#pragma once

#include "base/testing.h"
#include "store/shops.h"

#include <gtest/gtest.h>

#include <string>

namespace tsunagi::store {

// An empty folder that goes with the object. In memory: on /dev/shm where the machine has it.
class TestFolder {
public:
    enum class Place { InMemory, OnDisk };
    explicit TestFolder(Place = Place::InMemory);
    ~TestFolder();
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class OnBothDatabases : public testing::TestWithParam<Dialect> {
public:
    ~OnBothDatabases() override;

protected:
    OnBothDatabases();
    void SetUp() override;
    void TearDown() override;

    Shops& shops();
    Database& control_database();
    Database& shop_database();
    Id<Shop> shop_id() const { return {1}; }
    const StoreOptions& store_options() const;    // to open another node on the same database
    const std::filesystem::path& folder() const;  // of this test; removed with it
    // Closes everything and opens it again, as after a restart.
    void reopen();
    FixedClock clock;  // 2026-11-22T00:00:00Z unless a test moves it

    // Schema of the rooms under test; the default is the store's own tables.
    virtual std::span<const Migration> shop_migrations() const;
    virtual std::span<const Migration> control_migrations() const;

private:
    std::string all_migrations() const;

    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi::store

#define INSTANTIATE_ON_BOTH_DATABASES(Fixture)                                                   \
    INSTANTIATE_TEST_SUITE_P(                                                                    \
        Databases, Fixture,                                                                      \
        testing::Values(::tsunagi::store::Dialect::Sqlite, ::tsunagi::store::Dialect::Postgres), \
        [](const auto& parameter) {                                                              \
            return parameter.param == ::tsunagi::store::Dialect::Sqlite ? "Sqlite" : "Postgres"; \
        })
