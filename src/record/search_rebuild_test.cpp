#include "record/search_rebuild.h"

#include "record/search.h"
#include "record/testing.h"
#include "store/sqlite_database.h"

namespace tsunagi::record {

namespace {

class MovedShop : public OnRecord {
protected:
    std::size_t hits(store::Database& database, std::string_view query) {
        return database.read([&](store::Reader& reader) {
            return search_customers(reader, viewer, query, std::nullopt, {}).items.size();
        });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(MovedShop);

TEST_P(MovedShop, IsSearchedAsBeforeOnEitherDatabase) {
    const auto hanako = add_customer("佐藤 花子", "さとう はなこ", "03-1234-5678", "h@example.jp");
    add_customer("鈴木 一郎");
    add_subscription(hanako.id, add_product("石鹸").id, today());

    store::SqliteDatabase file({.file = folder() / "moved.db"}, clock, shop_migrations());
    const auto copied = store::move_shop(shop_database(), file, move_options());
    auto& back = shops().create_shop({2});
    EXPECT_EQ(store::move_shop(file, back, move_options()), copied);

    for (auto* database : {&shop_database(), static_cast<store::Database*>(&file), &back}) {
        EXPECT_EQ(hits(*database, "花子"), 1u);
        EXPECT_EQ(hits(*database, "345678"), 1u);
        EXPECT_EQ(hits(*database, "鈴木"), 1u);
        EXPECT_EQ(hits(*database, "田中"), 0u);
    }
}

}  // namespace

}  // namespace tsunagi::record
