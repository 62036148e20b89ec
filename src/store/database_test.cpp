#include "store/testing.h"

#include "store/change_log.h"
#include "store/transaction.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <condition_variable>
#include <latch>
#include <numeric>
#include <thread>

namespace tsunagi::store {

namespace {

enum class Colour { Red, DarkGreen };
BOOST_DESCRIBE_ENUM(Colour, Red, DarkGreen)

struct Thing {
    Id<Thing> id;
    std::string name;
    std::optional<std::string> maker;
    double weight = 0;
    bool fragile = false;
    Colour colour = Colour::Red;
    Money price;
    Day made_on;
    std::int32_t count = 0;
    std::vector<std::string> tags;  // has a table of its own
    friend bool operator==(const Thing&, const Thing&) = default;
};
BOOST_DESCRIBE_STRUCT(Thing, (),
                      (id, name, maker, weight, fragile, colour, price, made_on, count, tags))

constexpr Migration kThings[] = {{1, "test/0001_thing", R"(
CREATE TABLE thing (
    id {id},
    name {text} NOT NULL,
    maker {text},
    weight {real} NOT NULL,
    fragile {int} NOT NULL,
    colour {text} NOT NULL,
    price {int} NOT NULL,
    made_on {int} NOT NULL,
    count {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX thing_name ON thing (name);
CREATE UNIQUE INDEX thing_maker_colour ON thing (maker, colour);
CREATE TABLE part (
    id {id},
    thing_id {int} NOT NULL REFERENCES thing (id),
    data {bytes}
) {strict};
)"}};

// The same text for both dialects.
struct Sql : Statement {
    constexpr Sql(std::string_view text) : Statement{"a statement of this test", text, text} {}
};

constexpr Sql kInsert("INSERT INTO thing (id, name, maker, weight, fragile, colour, price, made_on,"
                      " count) VALUES (:id, :name, :maker, :weight, :fragile, :colour, :price,"
                      " :made_on, :count)");
constexpr Sql kAll("SELECT * FROM thing ORDER BY id");
constexpr Sql kCount("SELECT count(*) FROM thing");
constexpr Sql kNames("SELECT name FROM thing ORDER BY name");
constexpr Sql kInsertPart("INSERT INTO part (id, thing_id, data) VALUES (:id, :thing_id, :data)");
constexpr Sql kSetCount("UPDATE thing SET count = :count WHERE id = :id");

const Actor kAnn{Actor::Kind::User, 7};

class Databases : public OnBothDatabases {
protected:
    std::span<const Migration> shop_migrations() const override { return kThings; }
    Database& db() { return shop_database(); }

    Id<Thing> add(const std::string& name) {
        return db().write(kAnn, [&](Tx& tx) { return add_in(tx, name); });
    }
    static Id<Thing> add_in(Tx& tx, const std::string& name) {
        Thing thing{.id = tx.next_id<Thing>("thing"), .name = name};
        tx.run(kInsert, args_of(thing));
        tx.changed({.entity = "thing", .id = thing.id.value, .after = "{}"});
        return thing.id;
    }
    std::vector<std::string> names() {
        return db().read([](Reader& reader) {
            std::vector<std::string> found;
            reader.rows(kNames, {}, [&](const Row& row) {
                found.emplace_back(row.text(0));
                return true;
            });
            return found;
        });
    }
    std::vector<LoggedChange> changes(std::int64_t after = 0) {
        std::vector<LoggedChange> found;
        db().read([&](Reader& reader) {
            read_changes(reader, after, db().log_head(), 1000, [&](const LoggedChange& change) {
                found.push_back(change);
                found.back().entity = found.back().before = found.back().after = {};
            });
        });
        return found;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Databases);

TEST_P(Databases, ARowComesBackAsItWasWritten) {
    Thing thing{.id = {5},
                .name = "髙島屋の石鹸 ' \" \\ \t\n",
                .maker = "花王",
                .weight = 0.1,
                .fragile = true,
                .colour = Colour::DarkGreen,
                .price = {-9'007'199'254'740'993},
                .made_on = {-1},
                .count = -2'000'000'000};
    Thing plain{.id = {6}, .name = ""};
    db().write(kAnn, [&](Tx& tx) {
        tx.run(kInsert, args_of(thing));
        tx.run(kInsert, args_of(plain));
    });
    const auto read = db().read([](Reader& reader) { return reader.all<Thing>(kAll); });
    EXPECT_EQ(read, (std::vector{thing, plain}));
}

TEST_P(Databases, BytesComeBackAsTheyWereWritten) {
    const auto id = add("box");
    const std::string data("\0\x01\xff\\x", 5);
    db().write(kAnn, [&](Tx& tx) {
        tx.run(kInsertPart, {{"id", 1}, {"thing_id", id}, {"data", Bytes{data}}});
    });
    const Sql select("SELECT data FROM part WHERE data = :data");
    const auto read = db().read(
        [&](Reader& reader) { return reader.text(select, {{"data", Bytes{data}}}); });
    EXPECT_EQ(read, data);
}

TEST_P(Databases, AWriteThatThrowsLeavesNothing) {
    EXPECT_CODE(db().write(kAnn,
                           [&](Tx& tx) {
                               add_in(tx, "soap");
                               throw Error(Code::Canceled, "changed my mind");
                           }),
                Code::Canceled);
    EXPECT_THAT(names(), testing::IsEmpty());
    EXPECT_THAT(changes(), testing::IsEmpty());
    add("cream");
    EXPECT_THAT(names(), testing::ElementsAre("cream"));
}

TEST_P(Databases, AWriteSeesItsOwnRowsAndAReadOnlyCommittedOnes) {
    db().write(kAnn, [&](Tx& tx) {
        add_in(tx, "soap");
        EXPECT_EQ(tx.integer(kCount), 1);
        EXPECT_EQ(db().read([](Reader& reader) { return reader.integer(kCount); }), 0);
    });
    EXPECT_EQ(db().read([](Reader& reader) { return reader.integer(kCount); }), 1);
}

TEST_P(Databases, AReadSeesOneStateHoweverLongItTakes) {
    add("soap");
    db().read([&](Reader& reader) {
        EXPECT_EQ(reader.integer(kCount), 1);
        add("cream");
        EXPECT_EQ(reader.integer(kCount), 1);
    });
}

TEST_P(Databases, AReaderCannotWrite) {
    EXPECT_ANY_THROW(db().read([&](Reader& reader) {
        reader.rows(kInsertPart, {{"id", 1}, {"thing_id", 1}, {"data", std::nullopt}},
                    [](const Row&) { return true; });
    }));
}

TEST_P(Databases, ATakenKeyIsAConflictThatNamesItsColumns) {
    const auto conflict = [&](const Thing& thing) -> std::string {
        try {
            db().write(kAnn, [&](Tx& tx) { tx.run(kInsert, args_of(thing)); });
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), Code::Conflict);
            return error.fields().at(0).code;
        }
        return "none";
    };
    EXPECT_EQ(conflict({.id = {1}, .name = "soap", .maker = "kao"}), "none");
    EXPECT_EQ(conflict({.id = {2}, .name = "soap"}), "thing.name");
    EXPECT_EQ(conflict({.id = {1}, .name = "cream"}), "thing.id");
    EXPECT_EQ(conflict({.id = {3}, .name = "oil", .maker = "kao"}), "thing.maker, thing.colour");
}

TEST_P(Databases, AReferenceToNothingIsAConflict) {
    const auto dangling = [&](Tx& tx) {
        tx.run(kInsertPart, {{"id", 1}, {"thing_id", 99}, {"data", std::nullopt}});
    };
    try {
        db().write(kAnn, dangling);
        FAIL() << "the row was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Conflict);
        EXPECT_EQ(error.fields().at(0).code, "foreign_key");
    }
}

TEST_P(Databases, ParametersAreCheckedByName) {
    const Args missing{{"id", 1}, {"thing_id", 2}};
    const Args unknown{{"id", 1}, {"thing_id", 2}, {"data", std::nullopt}, {"dota", 3}};
    EXPECT_CODE(db().write(kAnn, [&](Tx& tx) { tx.run(kInsertPart, missing); }), Code::Internal);
    EXPECT_CODE(db().write(kAnn, [&](Tx& tx) { tx.run(kInsertPart, unknown); }), Code::Internal);
}

TEST_P(Databases, TextWithANulIsRefusedEverywhere) {
    EXPECT_CODE(add(std::string("so\0ap", 5)), Code::InvalidInput);
}

TEST_P(Databases, AParameterMayBeNullNowAndAValueLater) {
    add("soap");
    const Sql find("SELECT name FROM thing WHERE :name IS NULL OR name = :name ORDER BY name");
    const auto found = [&](std::optional<std::string> name) {
        return db().read([&](Reader& reader) { return reader.text(find, {{"name", name}}); });
    };
    EXPECT_EQ(found(std::nullopt), "soap");
    EXPECT_EQ(found("cream"), std::nullopt);
    EXPECT_EQ(found(std::nullopt), "soap");
    EXPECT_EQ(found("soap"), "soap");
}

TEST_P(Databases, AStatementMayRunInsideTheRowsOfItself) {
    for (const auto* name : {"a", "b", "c"}) add(name);
    int pairs = 0;
    db().read([&](Reader& reader) {
        reader.rows(kNames, {}, [&](const Row& outer) {
            const std::string before(outer.text(0));
            reader.rows(kNames, {}, [&](const Row&) { return ++pairs > 0; });
            EXPECT_EQ(outer.text(0), before);
            return true;
        });
    });
    EXPECT_EQ(pairs, 9);
}

TEST_P(Databases, ReadingMayStopEarly) {
    for (const auto* name : {"a", "b", "c"}) add(name);
    db().read([&](Reader& reader) {
        int seen = 0;
        reader.rows(kNames, {}, [&](const Row&) { return ++seen < 2; });
        EXPECT_EQ(seen, 2);
        EXPECT_EQ(reader.integer(kCount), 3);
    });
}

TEST_P(Databases, ARowThatDoesNotFitItsStructIsAnError) {
    add("soap");
    const Sql more("SELECT *, 1 AS more FROM thing");
    const Sql fewer("SELECT id, name FROM thing");
    const Sql unknown("SELECT id, name, maker, weight, fragile, 'blue' AS colour, price, made_on,"
                      " count FROM thing");
    for (const auto& statement : {more, fewer, unknown}) {
        EXPECT_CODE(db().read([&](Reader& reader) { reader.one<Thing>(statement); }),
                    Code::Internal)
            << statement.sqlite;
    }
}

class Numbers final : public BulkRows {
public:
    explicit Numbers(std::int64_t count) : count_(count) {}
    bool next(std::vector<Value>& row) override {
        if (at_ == count_) return false;
        ++at_;
        name_ = "bulk\t\\N " + std::to_string(at_);
        row = {at_, name_, Value{}, 0.5, std::int64_t{0}, "red", at_ * 10, std::int64_t{1}, at_};
        return true;
    }

private:
    std::int64_t count_;
    std::int64_t at_ = 0;
    std::string name_;
};
constexpr std::array<std::string_view, 9> kColumns{
    "id", "name", "maker", "weight", "fragile", "colour", "price", "made_on", "count"};

TEST_P(Databases, ManyRowsAreInsertedAtOnce) {
    db().write(kAnn, [&](Tx& tx) {
        Numbers rows(1000);
        tx.bulk_insert("thing", kColumns, rows);
    });
    const auto read = db().read([](Reader& reader) { return reader.all<Thing>(kAll); });
    ASSERT_EQ(read.size(), 1000u);
    EXPECT_EQ(read[41].name, "bulk\t\\N 42");
    EXPECT_EQ(read[41].maker, std::nullopt);
    EXPECT_EQ(read[41].price, Money{420});
}

TEST_P(Databases, ABulkInsertThatMeetsATakenKeyLeavesNothing) {
    db().write(kAnn, [&](Tx& tx) { tx.run(kInsert, args_of(Thing{.id = {500}, .name = "x"})); });
    EXPECT_CODE(db().write(kAnn,
                           [&](Tx& tx) {
                               Numbers rows(1000);
                               tx.bulk_insert("thing", kColumns, rows);
                           }),
                Code::Conflict);
    EXPECT_THAT(names(), testing::ElementsAre("x"));
}

TEST_P(Databases, IdsAreConsecutiveWithinACallAndNeverGivenTwice) {
    const auto first = db().write(kAnn, [](Tx& tx) { return tx.next_ids("thing", 1000); });
    const auto second = db().write(kAnn, [](Tx& tx) { return tx.next_ids("thing"); });
    const auto third = db().write(kAnn, [](Tx& tx) { return tx.next_ids("thing", 10); });
    EXPECT_GE(first, 1);
    EXPECT_GE(second, first + 1000);
    EXPECT_GE(third, second + 1);
    reopen();
    EXPECT_GE(db().write(kAnn, [](Tx& tx) { return tx.next_ids("thing"); }), third + 10);
}

TEST_P(Databases, ManyThreadsWriteWithoutLosingAnything) {
    constexpr int kThreads = 8;
    constexpr int kWrites = 25;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < kWrites; ++i) add(std::to_string(t) + "-" + std::to_string(i));
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(names().size(), std::size_t(kThreads * kWrites));
    const auto logged = changes();
    ASSERT_EQ(logged.size(), std::size_t(kThreads * kWrites));
    EXPECT_TRUE(std::ranges::is_sorted(logged, std::ranges::less_equal{}, &LoggedChange::seq));
}

TEST_P(Databases, TwoWritesThatReadAndThenWriteTheSameRowBothCount) {
    const auto id = add("counter");
    const Sql read_count("SELECT count FROM thing WHERE id = :id");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                db().write(kAnn, [&](Tx& tx) {
                    const auto count = tx.integer(read_count, {{"id", id}});
                    tx.run(kSetCount, {{"id", id}, {"count", count + 1}});
                });
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(db().read([&](Reader& r) { return r.integer(read_count, {{"id", id}}); }), 40);
}

TEST_P(Databases, TheLogTellsWhoChangedWhatAndWhen) {
    clock.advance(1234);
    const auto id = db().write(kAnn, [&](Tx& tx) {
        const auto made = add_in(tx, "soap");
        tx.changed({.entity = "thing",
                    .id = made.value,
                    .customer_id = 3,
                    .kind = Change::Kind::Updated,
                    .version = 2,
                    .before = R"({"name":"soap"})",
                    .after = R"({"name":"cream"})"});
        return made;
    });
    std::vector<std::string> told;
    db().read([&](Reader& reader) {
        read_changes(reader, 0, db().log_head(), 10, [&](const LoggedChange& change) {
            EXPECT_EQ(change.actor.kind, Actor::Kind::User);
            EXPECT_EQ(change.actor.id, 7);
            EXPECT_EQ(change.at, clock.now());
            EXPECT_EQ(change.first_id, id.value);
            EXPECT_EQ(change.last_id, id.value);
            EXPECT_FALSE(change.bulk);
            told.push_back(std::string(word_of(change.kind)) + " " + std::string(change.entity) +
                           " v" + std::to_string(change.version) + " of " +
                           std::to_string(change.customer_id) + ": " + std::string(change.before) +
                           std::string(change.after));
        });
    });
    EXPECT_THAT(told,
                testing::ElementsAre("created thing v1 of 0: {}",
                                     R"(updated thing v2 of 3: {"name":"soap"}{"name":"cream"})"));
}

TEST_P(Databases, ABatchIsOneChangeWithItsItems) {
    const std::vector<BulkItem> items{
        {.entity = "orders", .first_id = 10, .last_id = 19},
        {.entity = "customer", .first_id = 4, .last_id = 4, .customer_id = 4, .before = "{}"}};
    const auto seq = db().write({Actor::Kind::Import, 3},
                                [&](Tx& tx) { return tx.changed_in_bulk("import", items); });
    std::vector<std::string> told;
    db().read([&](Reader& reader) {
        const auto reached = read_changes(reader, 0, seq, 10, [&](const LoggedChange& change) {
            EXPECT_TRUE(change.bulk);
            EXPECT_EQ(change.seq, seq);
            told.push_back(std::string(word_of(change.kind)) + " " + std::string(change.entity) +
                           " " + std::to_string(change.first_id) + "-" +
                           std::to_string(change.last_id));
        });
        EXPECT_EQ(reached, seq);
        EXPECT_EQ(read_changes(reader, seq, seq, 10, [](const LoggedChange&) { FAIL(); }), seq);
    });
    EXPECT_THAT(told, testing::ElementsAre("created orders 10-19", "updated customer 4-4"));
}

TEST_P(Databases, TheLogIsReadInPieces) {
    for (const auto* name : {"a", "b", "c"}) add(name);
    const auto all = changes();
    ASSERT_EQ(all.size(), 3u);
    db().read([&](Reader& reader) {
        std::vector<std::int64_t> seqs;
        const auto note = [&](const LoggedChange& change) { seqs.push_back(change.seq); };
        const auto reached = read_changes(reader, 0, db().log_head(), 2, note);
        EXPECT_EQ(reached, all[1].seq);
        EXPECT_EQ(read_changes(reader, reached, db().log_head(), 2, note), all[2].seq);
        EXPECT_THAT(seqs, testing::ElementsAre(all[0].seq, all[1].seq, all[2].seq));
    });
}

// Collects what a listener hears.
class Ear {
public:
    void hear(std::int64_t seq) {
        const std::lock_guard lock(mutex_);
        newest_ = std::max(newest_, seq);
        heard_.notify_all();
    }
    // False when `seq` was not heard within ten seconds.
    bool hears(std::int64_t seq) {
        std::unique_lock lock(mutex_);
        return heard_.wait_for(lock, std::chrono::seconds(10), [&] { return newest_ >= seq; });
    }
    std::int64_t newest() {
        const std::lock_guard lock(mutex_);
        return newest_;
    }

private:
    std::mutex mutex_;  // guards newest_
    std::condition_variable heard_;
    std::int64_t newest_ = 0;
};

TEST_P(Databases, CommitsAreHeardWithTheNewestSeq) {
    Ear ear;
    db().on_commit([&](std::int64_t seq) { ear.hear(seq); });
    add("soap");
    EXPECT_TRUE(ear.hears(db().log_head()));
    EXPECT_GT(ear.newest(), 0);
    add("cream");
    EXPECT_TRUE(ear.hears(changes().back().seq));
    reopen();  // ends the listener before the ear
}

TEST_P(Databases, TheHeadOfTheLogWaitsForTransactionsThatStillRun) {
    if (GetParam() == Dialect::Sqlite) {
        // One writer: nothing is ever open below a committed change.
        add("soap");
        EXPECT_EQ(db().log_head(), changes().back().seq);
        return;
    }
    const auto before = add("first");
    const auto head = db().log_head();
    std::latch numbered(1);
    std::latch go_on(1);
    std::thread slow([&] {
        db().write(kAnn, [&](Tx& tx) {
            add_in(tx, "slow");
            numbered.count_down();
            go_on.wait();
        });
    });
    numbered.wait();
    add("quick");  // has a greater seq and is committed, but "slow" may still come before it
    EXPECT_EQ(db().log_head(), head);
    EXPECT_EQ(changes().size(), 1u);
    go_on.count_down();
    slow.join();
    EXPECT_GT(db().log_head(), head);
    const auto all = changes();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].first_id, before.value);
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &LoggedChange::seq));
}

TEST_P(Databases, TheLogGoesOnAfterPlacesThatAnotherServerGave) {
    constexpr std::int64_t kFar = std::int64_t{1} << 61;
    const Sql far_ahead("INSERT INTO change (seq, at, actor_kind, actor_id, entity, entity_id,"
                        " customer_id, kind, version, bulk, before, after) VALUES (:seq, 0,"
                        " 'system', 0, 'thing', 1, 0, 'created', 1, 0, '', '')");
    db().write(kAnn, [&](Tx& tx) { tx.run(far_ahead, {{"seq", kFar}}); });
    reopen();
    EXPECT_EQ(db().log_head(), kFar);
    add("soap");
    EXPECT_GT(changes().back().seq, kFar);
    EXPECT_EQ(db().log_head(), changes().back().seq);
}

TEST_P(Databases, WhatWasCommittedIsThereAfterARestart) {
    add("soap");
    const auto head = db().log_head();
    reopen();
    EXPECT_THAT(names(), testing::ElementsAre("soap"));
    EXPECT_EQ(db().log_head(), head);
    add("cream");
    EXPECT_GT(db().log_head(), head);
}

TEST_P(Databases, AnErrorCaughtInsideAWriteCannotBeCommittedByMistake) {
    add("soap");
    const auto careless = [&](Tx& tx) {
        add_in(tx, "cream");
        EXPECT_CODE(add_in(tx, "soap"), Code::Conflict);
    };
    if (GetParam() == Dialect::Postgres) {
        EXPECT_CODE(db().write(kAnn, careless), Code::Internal);
        EXPECT_THAT(names(), testing::ElementsAre("soap"));
    } else {
        db().write(kAnn, careless);  // SQLite undoes the one statement
        EXPECT_THAT(names(), testing::ElementsAre("cream", "soap"));
    }
}

}  // namespace

}  // namespace tsunagi::store
