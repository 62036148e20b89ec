#include "store/shops.h"

#include "store/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::store {

namespace {

class ShopsOfAFolder : public OnBothDatabases {};
INSTANTIATE_ON_BOTH_DATABASES(ShopsOfAFolder);

constexpr Statement kCount{"test", "SELECT count(*) FROM change", "SELECT count(*) FROM change"};

TEST_P(ShopsOfAFolder, AreMadeOnceAndFoundAgain) {
    EXPECT_CODE(shops().shop({5}), Code::NotFound);
    shops().create_shop({5});
    EXPECT_CODE(shops().create_shop({5}), Code::Conflict);
    reopen();
    EXPECT_THAT(shops().all(), testing::ElementsAre(Id<Shop>{1}, Id<Shop>{5}));
    EXPECT_EQ(&shops().shop({5}), &shops().shop({5}));
}

TEST_P(ShopsOfAFolder, KnowNothingOfEachOther) {
    auto& other = shops().create_shop({2});
    other.write({}, [](Tx& tx) { tx.changed({.entity = "thing", .id = 1}); });
    const auto count = [](Database& database) {
        return database.read([](Reader& reader) { return reader.integer(kCount); });
    };
    EXPECT_EQ(count(other), 1);
    EXPECT_EQ(count(shop_database()), 0);
    EXPECT_EQ(count(control_database()), 0);
}

TEST_P(ShopsOfAFolder, ASecondServerOnTheFolderIsRefused) {
    const StoreOptions same{.data_folder = shops().data_folder()};
    EXPECT_CODE(Shops(same, clock, {}, {}), Code::Busy);
}

}  // namespace

}  // namespace tsunagi::store
