#include "store/examine.h"

#include "store/sqlite_connection.h"
#include "store/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::store {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Examine : public OnBothDatabases {
protected:
    // A transaction of three changes, another one with a bulk of two items.
    void SetUp() override {
        OnBothDatabases::SetUp();
        shop_database().write({}, [](Tx& tx) {
            const auto id = tx.next_ids("thing", 3);
            for (int at = 0; at < 3; ++at) tx.changed({.entity = "thing", .id = id + at});
        });
        shop_database().write({}, [](Tx& tx) {
            const std::array<BulkItem, 2> items{
                BulkItem{.entity = "thing", .first_id = 4, .last_id = 9},
                BulkItem{.entity = "thing", .first_id = 10, .last_id = 11}};
            tx.changed_in_bulk("thing", items);
        });
    }
    void harm(const char* text) {
        shop_database().write({}, [&](Tx& tx) { EXPECT_GT(tx.run({"harm", text, text}), 0); });
    }
    std::vector<std::string> found() {
        return shop_database().read([](Reader& reader) { return examine(reader); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Examine);

TEST_P(Examine, FindsNothingInASoundDatabase) { EXPECT_THAT(found(), IsEmpty()); }

TEST_P(Examine, MissesAChangeThatIsNotInTheLog) {
    harm("DELETE FROM change WHERE entity_id = 2");
    EXPECT_THAT(found(), ElementsAre(HasSubstr("the change log lacks 1 changes before number")));
}

TEST_P(Examine, MissesAnItemOfABulkChange) {
    harm("INSERT INTO change_item SELECT seq, position + 2, entity, first_id, last_id, "
         "customer_id, before FROM change_item WHERE first_id = 10");
    EXPECT_THAT(found(), ElementsAre(HasSubstr("lacks some of its items")));
}

TEST_P(Examine, SeesACounterThatWouldHandOutAnIdTwice) {
    harm("INSERT INTO id_block (name, next) VALUES ('job', 5)");
    EXPECT_THAT(found(), IsEmpty());
    harm("INSERT INTO job (id, key, kind, payload, run_at, leased_by, attempts, state, last_error,"
         " created_at) VALUES (5, 'a', 'a', '{}', 0, '', 0, 'done', '', 0)");
    EXPECT_THAT(found(), ElementsAre("table job has the row 5, but its counter stands at 5"));
}

TEST_P(Examine, SeesARowThatRefersToNothing) {
    if (GetParam() == Dialect::Postgres) return;  // it would refuse such a row
    SqliteConnection careless({.file = shops().data_folder() / "shops" / "1.db",
                               .access = SqliteOptions::Access::ReadWrite});
    careless.script("PRAGMA foreign_keys = OFF; DELETE FROM change WHERE bulk = 1");
    EXPECT_THAT(found(), Contains(HasSubstr("of table change_item refers to a missing row of "
                                            "change")));
}

}  // namespace

}  // namespace tsunagi::store
