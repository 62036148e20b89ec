// What only PostgreSQL has: several nodes, connections that are lost.
#include "store/postgres_database.h"

#include "store/change_log.h"
#include "store/postgres_connection.h"
#include "store/testing.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <cstdlib>
#include <set>
#include <thread>

namespace tsunagi::store {

namespace {

constexpr Statement kEndOthers{"test",
                               {},
                               "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                               " WHERE pid <> pg_backend_pid() AND datname = current_database()"};
constexpr Statement kOthers{"test",
                            {},
                            "SELECT count(*) FROM pg_stat_activity"
                            " WHERE pid <> pg_backend_pid() AND datname = current_database()"};

class PostgresNodes : public OnBothDatabases {
protected:
    // Returns when they are gone; asks again and again.
    void end_other_connections() {
        control_database().read([](Reader& reader) { reader.integer(kEndOthers); });
        for (int tries = 0; tries < 20'000; ++tries) {
            const auto others = control_database().read(
                [](Reader& reader) { return reader.integer(kOthers); });
            if (others == 0) return;
        }
        FAIL() << "they did not end";
    }
    static std::int64_t add(Database& database) {
        return database.write({}, [](Tx& tx) {
            const auto id = tx.next_ids("thing");
            tx.changed({.entity = "thing", .id = id});
            return id;
        });
    }
    std::unique_ptr<Shops> another_node() {
        auto options = store_options();
        options.data_folder = folder() / "another node";
        return std::make_unique<Shops>(options, clock, control_migrations(), shop_migrations());
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, PostgresNodes, testing::Values(Dialect::Postgres));

// The newest seq a listener heard.
class Ear {
public:
    void hear(std::int64_t seq) {
        const std::lock_guard lock(mutex_);
        newest_ = seq;
        heard_.notify_all();
    }
    bool hears(std::int64_t seq) {
        std::unique_lock lock(mutex_);
        return heard_.wait_for(lock, std::chrono::seconds(20), [&] { return newest_ >= seq; });
    }

private:
    std::mutex mutex_;  // guards newest_
    std::condition_variable heard_;
    std::int64_t newest_ = 0;
};

TEST_P(PostgresNodes, AConnectionLostWhileIdleIsReplacedUnnoticed) {
    const auto first = add(shop_database());
    end_other_connections();
    const auto second = add(shop_database());
    EXPECT_GT(second, first);
    EXPECT_GT(shop_database().log_head(), 0);
}

TEST_P(PostgresNodes, AConnectionLostInsideAWriteIsUnavailableAndNothingIsWritten) {
    const auto lose_it = [&](Tx& tx) {
        tx.changed({.entity = "thing", .id = 1});
        end_other_connections();
        tx.changed({.entity = "thing", .id = 2});
    };
    EXPECT_CODE(shop_database().write({}, lose_it), Code::Unavailable);
    EXPECT_EQ(shop_database().log_head(), 0);
    add(shop_database());
    EXPECT_GT(shop_database().log_head(), 0);
}

TEST_P(PostgresNodes, ANodeHearsTheCommitsOfTheOthers) {
    const auto node = another_node();
    Ear ear;
    node->shop(shop_id()).on_commit([&](std::int64_t seq) { ear.hear(seq); });
    add(shop_database());
    EXPECT_TRUE(ear.hears(shop_database().log_head()));
}

TEST_P(PostgresNodes, ANodeThatLostItsConnectionHearsWhatItMissed) {
    Ear ear;
    shop_database().on_commit([&](std::int64_t seq) { ear.hear(seq); });
    add(shop_database());
    EXPECT_TRUE(ear.hears(shop_database().log_head()));
    end_other_connections();
    add(shop_database());
    EXPECT_TRUE(ear.hears(shop_database().log_head()));
    reopen();  // ends the listener before the ear
}

TEST_P(PostgresNodes, IdsOfTwoNodesNeverClash) {
    const auto node = another_node();
    std::set<std::int64_t> ids;
    for (int i = 0; i < 200; ++i) {
        ids.insert(add(shop_database()));
        ids.insert(add(node->shop(shop_id())));
    }
    EXPECT_EQ(ids.size(), 400u);
}

TEST_P(PostgresNodes, AnUnreachableServerIsUnavailable) {
    EXPECT_CODE(PostgresConnection("host=127.0.0.1 port=1 connect_timeout=2", "public"),
                Code::Unavailable);
}

// Variables of libpq that nobody else in this process sets; gone when it goes.
class Environment {
public:
    Environment() = default;
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        for (const auto& name : set_) ::unsetenv(name.c_str());
    }
    void set(const std::string& name, const char* value) {
        ::setenv(name.c_str(), value, 1);
        set_.insert(name);
    }

private:
    std::set<std::string> set_;
};

TEST(PostgresUrl, LetsNoVariableLeadToAnotherMachineInClearText) {
    const auto refused = [](const std::string& url) {
        try {
            PostgresConnection connection(url, "public");
        } catch (const Error& error) {
            return error.code() == Code::InvalidInput;
        }
        return false;
    };
    EXPECT_TRUE(refused("postgres://db.invalid/shop"));
    EXPECT_TRUE(refused("postgres://db.invalid/shop?sslmode=verify-full&sslmode=disable"));
    EXPECT_TRUE(refused("postgres:///shop?service=shop"));
    EXPECT_FALSE(refused("postgres://db.invalid/shop?sslmode=verify-full"));  // cannot be reached
    {
        Environment environment;
        environment.set("PGHOST", "db.invalid");
        EXPECT_TRUE(refused("postgres:///shop"));
        EXPECT_FALSE(refused("postgres://127.0.0.1:1/shop"));
        environment.set("PGSSLMODE", "verify-full");
        EXPECT_FALSE(refused("postgres:///shop"));
    }
    Environment environment;
    environment.set("PGHOSTADDR", "192.0.2.1");
    EXPECT_TRUE(refused("postgres://127.0.0.1/shop"));
}

}  // namespace

}  // namespace tsunagi::store
