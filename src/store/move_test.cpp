#include "store/move.h"

#include "store/backup.h"
#include "store/sqlite_database.h"
#include "store/testing.h"

#include <gmock/gmock.h>

#include <fstream>

namespace tsunagi::store {

namespace {

constexpr Migration kThings[] = {{1, "test/0001_thing", R"(
CREATE TABLE maker (id {id}, name {text} NOT NULL) {strict};
CREATE TABLE thing (
    id {id},
    maker_id {int} NOT NULL REFERENCES maker (id),
    name {text},
    weight {real},
    photo {bytes}
) {strict};
CREATE TABLE tag (thing_id {int} NOT NULL REFERENCES thing (id), tag {text} NOT NULL,
    PRIMARY KEY (thing_id, tag)) {strict_without_rowid};
-- only: sqlite
CREATE VIRTUAL TABLE thing_search USING fts5 (grams);
-- only: postgres
CREATE TABLE thing_search (id BIGINT PRIMARY KEY, grams TEXT[]);
-- both
)"}};

struct Sql : Statement {
    constexpr Sql(std::string_view text) : Statement{"a statement of this test", text, text} {}
};
constexpr Sql kMaker("INSERT INTO maker (id, name) VALUES (:id, :name)");
constexpr Sql kThing("INSERT INTO thing (id, maker_id, name, weight, photo) VALUES (:id, :maker,"
                     " :name, :weight, :photo)");
constexpr Sql kTag("INSERT INTO tag (thing_id, tag) VALUES (:id, :tag)");
constexpr Sql kRename("UPDATE thing SET name = name || '!' WHERE id = 2");
constexpr Sql kCountThings("SELECT count(*) FROM thing");

class Moving : public OnBothDatabases {
protected:
    std::span<const Migration> shop_migrations() const override { return kThings; }

    MoveOptions options() const { return {.derived = {"thing_search"}}; }
    void fill() {
        shop_database().write({Actor::Kind::User, 1}, [](Tx& tx) {
            const auto maker = tx.next_ids("maker");
            tx.run(kMaker, {{"id", maker}, {"name", "花王"}});
            tx.changed({.entity = "maker", .id = maker});
            tx.next_ids("thing", 3);
            for (int id = 1; id <= 3; ++id) add_thing(tx, id, maker);
            tx.changed_in_bulk(
                "thing", std::vector<BulkItem>{{.entity = "thing", .first_id = 1, .last_id = 3}});
        });
    }
    static void add_thing(Tx& tx, int id, std::int64_t maker) {
        const std::string photo("\0\xff\n\\", 4);
        const auto odd = id % 2 == 1;
        tx.run(kThing, {{"id", id},
                        {"maker", maker},
                        {"name", odd ? std::optional<std::string>("tab\t\\N") : std::nullopt},
                        {"weight", id / 3.0},
                        {"photo", Bytes{photo}}});
        tx.run(kTag, {{"id", id}, {"tag", "new"}});
    }
    static std::vector<TableDigest> digests(Database& database, const MoveOptions& options) {
        return database.read([&](Reader& reader) { return digests_of(reader, options); });
    }
    std::unique_ptr<SqliteDatabase> open_file() {
        return std::make_unique<SqliteDatabase>(
            SqliteDatabaseOptions{.file = folder() / "moved.db"}, clock, kThings);
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Moving);

TEST_P(Moving, CopiesEveryRowToAnotherDatabaseAndBack) {
    fill();
    const auto before = digests(shop_database(), options());
    auto file = open_file();
    const auto copied = move_shop(shop_database(), *file, options());
    EXPECT_EQ(copied, before);
    EXPECT_EQ(std::ranges::find(copied, "thing", &TableDigest::table)->rows, 3);

    auto& back = shops().create_shop({2});
    EXPECT_EQ(move_shop(*file, back, options()), before);
}

TEST_P(Moving, TheLogAndTheIdsGoOnWhereTheyWere) {
    fill();
    auto file = open_file();
    move_shop(shop_database(), *file, options());
    file = open_file();
    EXPECT_EQ(file->log_head(), shop_database().log_head());
    file->write({}, [](Tx& tx) {
        EXPECT_GT(tx.next_ids("thing"), 3);
        tx.changed({.entity = "thing", .id = 4});
    });
    EXPECT_GT(file->log_head(), shop_database().log_head());

    auto& back = shops().create_shop({2});
    move_shop(*file, back, options());
    const auto head = file->log_head();
    reopen();
    auto& opened = shops().shop({2});
    EXPECT_EQ(opened.log_head(), head);
    opened.write({}, [](Tx& tx) { tx.changed({.entity = "thing", .id = 5}); });
    EXPECT_GT(opened.log_head(), head);
}

TEST_P(Moving, DerivedTablesAreRebuiltByTheCaller) {
    fill();
    auto file = open_file();
    auto with_rebuild = options();
    std::int64_t things_when_rebuilt = 0;
    with_rebuild.rebuild = [&](Database& target) {
        things_when_rebuilt = target.read([](Reader& r) { return r.integer(kCountThings); });
    };
    move_shop(shop_database(), *file, with_rebuild);
    EXPECT_EQ(things_when_rebuilt, 3);
}

TEST_P(Moving, ATargetThatIsNotEmptyIsRefused) {
    fill();
    auto file = open_file();
    move_shop(shop_database(), *file, options());
    EXPECT_CODE(move_shop(shop_database(), *file, options()), Code::Conflict);
}

TEST_P(Moving, ADigestChangesWithAnyValue) {
    fill();
    const auto before = digests(shop_database(), options());
    shop_database().write({}, [](Tx& tx) { tx.run(kRename); });
    const auto nameless = digests(shop_database(), options());
    EXPECT_EQ(nameless, before) << "null || '!' is null";
    shop_database().write({}, [](Tx& tx) {
        tx.run(Sql("UPDATE thing SET weight = weight + 0.000001 WHERE id = 3"));
    });
    EXPECT_NE(digests(shop_database(), options()), before);
}

TEST_P(Moving, ABackupHoldsEverythingAndIsRestoredIntoFiles) {
    fill();
    std::filesystem::create_directories(shops().files({1}));
    std::ofstream(shops().files({1}) / "upload.csv") << "a,b\n";
    const auto wanted = digests(shop_database(), options());
    const auto backup = folder() / "backup";
    const auto manifest = write_backup(shops(), backup, clock.now(), options());
    std::vector<std::string> paths;
    for (const auto& file : manifest.files) paths.push_back(file.path);
    EXPECT_THAT(paths, testing::ElementsAre("control.db", "files/1/upload.csv", "shops/1.db"));
    EXPECT_EQ(check_backup(backup).made_at, clock.now());

    restore_backup(backup, folder() / "restored");
    Shops restored({.data_folder = folder() / "restored"}, clock, {}, kThings);
    EXPECT_EQ(digests(restored.shop({1}), options()), wanted);
    EXPECT_TRUE(std::filesystem::exists(restored.files({1}) / "upload.csv"));
    EXPECT_CODE(restore_backup(backup, folder() / "restored"), Code::Conflict);
}

TEST_P(Moving, ADamagedBackupIsRefusedAndNamed) {
    fill();
    const auto backup = folder() / "backup";
    write_backup(shops(), backup, clock.now(), options());
    {
        std::fstream file(backup / "shops/1.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(5000);
        file.put('!');
    }
    try {
        restore_backup(backup, folder() / "restored");
        FAIL() << "it was restored";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Corrupt);
        EXPECT_THAT(error.what(), testing::HasSubstr("shops/1.db"));
    }
    EXPECT_FALSE(std::filesystem::exists(folder() / "restored" / "control.db"));
    std::filesystem::remove(backup / "manifest.json");
    EXPECT_CODE(check_backup(backup), Code::NotFound) << "a backup that was interrupted";
    EXPECT_CODE(write_backup(shops(), backup, clock.now(), options()), Code::Conflict);
}

TEST_P(Moving, ABackupTakenWhileOthersWriteIsOneState) {
    fill();
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (int id = 10; !stop; ++id) {
            shop_database().write({}, [&](Tx& tx) {
                add_thing(tx, id, 1);
                tx.changed({.entity = "thing", .id = id});
            });
        }
    });
    const auto backup = folder() / "backup";
    write_backup(shops(), backup, clock.now(), options());
    stop = true;
    writer.join();
    restore_backup(backup, folder() / "restored");
    Shops restored({.data_folder = folder() / "restored"}, clock, {}, kThings);
    restored.shop({1}).read([](Reader& reader) {
        const auto things = reader.integer(kCountThings);
        EXPECT_EQ(reader.integer(Sql("SELECT count(*) FROM tag")), things);
        EXPECT_EQ(reader.integer(Sql("SELECT count(*) FROM change WHERE NOT bulk = 1")),
                  things - 3 + 1);
    });
}

TEST_P(Moving, ABackupOfFilesIsRestoredIntoAnEmptyStoreOfEitherKind) {
    Shops source({.data_folder = folder() / "source"}, clock, {}, kThings);
    auto& shop = source.create_shop({7});
    shop.write({}, [](Tx& tx) {
        tx.run(kMaker, {{"id", 1}, {"name", "花王"}});
        add_thing(tx, 1, 1);
    });
    write_backup(source, folder() / "backup", clock.now(), options());
    restore_backup_into(folder() / "backup", shops(), clock, options());
    EXPECT_EQ(digests(shops().shop({7}), options()), digests(shop, options()));
    EXPECT_CODE(restore_backup_into(folder() / "backup", shops(), clock, options()),
                Code::Conflict);
}

}  // namespace

}  // namespace tsunagi::store
