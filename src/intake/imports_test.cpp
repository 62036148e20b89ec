#include "intake/imports.h"

#include "base/json.h"
#include "intake/testing.h"
#include "intake/testing.sql.h"
#include "intake/totals.h"
#include "record/search.h"
#include "store/change_log.h"

#include <gmock/gmock.h>

namespace tsunagi::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kOrders =
    "no,day,who,sku,qty,price\n"
    "1,2026-01-02,ann,soap,2,500\n"
    "1,2026-01-02,ann,soap,2,500\n"  // an equal line stays
    "2,2026-01-03 10:00,bob,cream,1,1200\n"
    "3,2026-01-04,,soap,1,500\n"         // nobody
    "1,2026-01-09,ann,cream,-1,1200\n";  // order 1 again: its first line's day stays

class ImportOfAFile : public OnImports {
protected:
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    std::string csv_of_rejections(const Import& import, Language language) {
        auto rows = imports().rejections_csv(import.id, language);
        std::string csv;
        while (rows.next(csv)) {
        }
        return csv;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(ImportOfAFile);

TEST_P(ImportOfAFile, IsPlannedWithoutTouchingTheRecord) {
    const auto planned = step(upload(kOrders, simple_orders()), Step::Plan);
    EXPECT_EQ(planned.state, ImportState::Planned);
    EXPECT_EQ(counts_of(planned), "customer 2/0/0 order 3/0/0 order_line 5/0/0 product 2/0/0");
    EXPECT_EQ(planned.without_customer, 1);
    EXPECT_EQ(planned.rejected, 0);
    EXPECT_EQ(planned.progress.rows, 5);
    EXPECT_EQ(totals(), RecordTotals{});
}

TEST_P(ImportOfAFile, WritesWhatItPlanned) {
    const auto applied = imported(kOrders, simple_orders());
    EXPECT_EQ(applied.state, ImportState::Applied);
    EXPECT_EQ(counts_of(applied), "customer 2/0/0 order 3/0/0 order_line 5/0/0 product 2/0/0");
    const auto now = totals();
    EXPECT_EQ(now.customers, 2);
    EXPECT_EQ(now.orders, 3);
    EXPECT_EQ(now.order_lines, 5);
    EXPECT_EQ(now.amount.minor, 1000 + 1000 + 1200 + 500 - 1200);
    EXPECT_EQ(now.lines_without_customer, 1);
    const auto found = read([&](store::Reader& reader) {
        return record::search_customers(reader, viewer, "ann", std::nullopt, {});
    });
    ASSERT_EQ(found.items.size(), 1u);
    const auto orders = read([&](store::Reader& reader) {
        return record::orders_of(reader, viewer, found.items[0].id, {});
    });
    ASSERT_EQ(orders.items.size(), 1u);
    EXPECT_EQ(orders.items[0].total.minor, 800);
    EXPECT_EQ(to_text(orders.items[0].ordered_on), "2026-01-02");
    EXPECT_EQ(orders.items[0].lines.size(), 3u);
}

TEST_P(ImportOfAFile, ChangesNothingTheSecondTime) {
    imported(kOrders, simple_orders());
    const auto before = totals();
    const auto again = imported(kOrders, simple_orders());
    EXPECT_EQ(counts_of(again), "customer 0/0/2 order 0/0/3 order_line 0/0/5 product 0/0/2");
    EXPECT_EQ(totals(), before);
}

TEST_P(ImportOfAFile, UpdatesWhatAnotherFileSaysOtherwise) {
    imported(kOrders, simple_orders());
    const auto second = imported("no,day,who,sku,qty,price\n"
                                 "2,2026-01-03 10:00,bob,cream,3,1200\n"
                                 "4,2026-01-05,bob,soap,1,500\n",
                                 simple_orders());
    EXPECT_EQ(counts_of(second), "customer 0/0/1 order 1/1/0 order_line 1/1/0 product 0/0/2");
    EXPECT_EQ(totals().amount.minor, 2500 + 2 * 1200 + 500);
}

TEST_P(ImportOfAFile, IsUndoneUpdatesIncluded) {
    const auto first = imported(kOrders, simple_orders());
    const auto before = totals();
    const auto second = imported("no,day,who,sku,qty,price\n"
                                 "2,2026-01-03 10:00,bob,cream,3,1200\n"
                                 "4,2026-01-05,cid,lotion,1,500\n",
                                 simple_orders());
    const auto undone = step(second, Step::Undo);
    EXPECT_EQ(undone.state, ImportState::Undone);
    EXPECT_EQ(undone.conflicts, 0);
    EXPECT_EQ(totals(), before);
    EXPECT_EQ(step(first, Step::Undo).conflicts, 0) << "order 2 is as the first file made it";
    EXPECT_EQ(totals(), RecordTotals{});
}

TEST_P(ImportOfAFile, TellsWhoseOrdersItsUndoTook) {
    const auto import = imported(kOrders, simple_orders());
    const auto before = shop_database().log_head();
    step(import, Step::Undo);
    std::vector<std::string> taken;
    read([&](store::Reader& reader) {
        return store::read_changes(reader, before, shop_database().log_head(), 1000,
                                   [&](const store::LoggedChange& change) {
                                       if (change.entity == "orders" && change.bulk) {
                                           taken.emplace_back(change.before);
                                       }
                                   });
    });
    EXPECT_THAT(taken, testing::UnorderedElementsAre(HasSubstr(R"("customer_id":1)"),
                                                     HasSubstr(R"("customer_id":2)"),
                                                     HasSubstr(R"("customer_id":null)")));
}

TEST_P(ImportOfAFile, IsUndoneWholly) {
    const auto import = imported(kOrders, simple_orders());
    EXPECT_EQ(step(import, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals(), RecordTotals{});
    const auto found = read([&](store::Reader& reader) {
        return record::search_customers(reader, viewer, "ann", std::nullopt, {});
    });
    EXPECT_THAT(found.items, IsEmpty());
    EXPECT_EQ(step(import, Step::Plan).state, ImportState::Planned);
    EXPECT_EQ(step(import, Step::Apply).state, ImportState::Applied);
    EXPECT_EQ(totals().order_lines, 5);
}

TEST_P(ImportOfAFile, LetsTheDatabaseKnowHowMuchItBroughtAndTook) {
    std::string file = "no,day,who,sku,qty,price\n";
    for (int i = 0; i < 1'000; ++i) file += std::to_string(i) + ",2026-01-02,ann,soap,1,500\n";
    const auto import = imported(file, simple_orders());
    EXPECT_EQ(count(sql::planned_orders), 1'000);
    step(import, Step::Undo);
    EXPECT_EQ(count(sql::planned_orders), 0);
}

TEST_P(ImportOfAFile, RejectsRowsWithLineColumnValueAndReason) {
    auto mapping = simple_orders();
    const auto planned = step(upload("no,day,who,sku,qty,price\n"
                                     "1,2026-01-02,ann,soap,1,500\n"
                                     "2,soon,ann,soap,1,500\n"
                                     "3,2026-01-02,ann,soap,many,500\n"
                                     "4,2026-01-02,ann,soap,1,1e999\n"
                                     "5,2026-01-02,ann\n"
                                     "6,2026-01-02,ann,,1,500\n",
                                     mapping),
                              Step::Plan);
    EXPECT_THAT(rejections_of(planned),
                ElementsAre("3 not_a_day day=soon", "4 not_a_number qty=many",
                            "5 number_too_large price=1e999", "6 too_few_cells =3",
                            "7 no_product sku="));
    EXPECT_EQ(counts_of(planned), "customer 1/0/0 order 1/0/0 order_line 1/0/0 product 1/0/0");
    EXPECT_EQ(step(planned, Step::Apply).rejected, 5);
    EXPECT_EQ(totals().orders, 1);
}

TEST_P(ImportOfAFile, RejectsAnOrderWholly) {
    const auto applied = imported("no,day,who,sku,qty,price\n"
                                  "1,2026-01-02,ann,soap,1,500\n"
                                  "2,2026-01-02,bob,soap,1,500\n"
                                  "1,2026-01-02,ann,soap,x,500\n"
                                  "1,2026-01-02,ann,cream,1,500\n",
                                  simple_orders());
    EXPECT_THAT(rejections_of(applied), ElementsAre("2 order_rejected no=1", "4 not_a_number qty=x",
                                                    "5 order_rejected no=1"));
    EXPECT_EQ(totals().orders, 1);
    EXPECT_EQ(totals().customers, 1);
    const auto csv = csv_of_rejections(applied, Language::En);
    EXPECT_EQ(csv,
              "\xEF\xBB\xBFno,day,who,sku,qty,price,line,column,reason\r\n"
              "1,2026-01-02,ann,soap,1,500,2,no,another line of the same order was rejected\r\n"
              "1,2026-01-02,ann,soap,x,500,4,qty,this is not a number\r\n"
              "1,2026-01-02,ann,cream,1,500,5,no,another line of the same order was rejected\r\n");
}

TEST_P(ImportOfAFile, GuardsFormulasInTheRejectedRows) {
    const auto planned = step(upload("no,day,who,sku,qty,price\n"
                                     "=1+1,x,+81,\"-a,b\",1,1\n",
                                     simple_orders()),
                              Step::Plan);
    const auto csv = csv_of_rejections(planned, Language::Ja);
    EXPECT_THAT(csv, HasSubstr("\r\n'=1+1,x,'+81,\"'-a,b\",1,1,2,day,日付として読めません\r\n"));
}

TEST_P(ImportOfAFile, FailsNamingThePlace) {
    std::string mixed = "no,day,who,sku,qty,price\n";
    while (mixed.size() < 300'000) mixed += "1,2026-01-02,ann,石鹸,1,500\n";
    const auto lines = std::ranges::count(mixed, '\n');
    const auto broken = step(
        upload(mixed + "2,2026-01-02,\x8E\x52\x93\x63,soap,1,500\n", simple_orders()), Step::Plan);
    EXPECT_EQ(broken.problem->code, "bad_encoding");
    EXPECT_EQ(broken.problem->line, lines + 1);
    EXPECT_EQ(totals(), RecordTotals{});
}

TEST_P(ImportOfAFile, IsRefusedAtTheDoorWhenItsBeginningCannotBeRead) {
    try {
        upload("no,day,who,sku,qty,price\n1,2026-01-02,\"ann,soap,1,500\n");
        FAIL() << "a quote is open";
    } catch (const Error& error) {
        EXPECT_EQ(error.fields().at(0).code, "unclosed_quote");
        EXPECT_EQ(error.fields().at(0).path, "line 2");
    }
    EXPECT_CODE(upload(std::string(10'000, ',') + "\n"), Code::InvalidInput);
    EXPECT_CODE(upload(std::string_view("a,b\n1,\0\n", 8)), Code::InvalidInput);
    EXPECT_CODE(upload(""), Code::InvalidInput);
    EXPECT_THAT(imports().list({}).items, IsEmpty());
    EXPECT_TRUE(std::filesystem::is_empty(folder() / "imports"));
}

TEST_P(ImportOfAFile, IsRefusedWithItsKindWhenItIsNoTextAtAll) {
    try {
        upload("\x89PNG\r\n\x1A\n and so on", "orders.csv");
        FAIL() << "a picture is no table";
    } catch (const Error& error) {
        EXPECT_EQ(error.fields().at(0).code, "not_a_table");
        EXPECT_EQ(error.fields().at(0).args.at(0).value, "PNG");
    }
    EXPECT_CODE(upload("PK\x03\x04 a workbook", "orders.csv"), Code::InvalidInput);
    EXPECT_TRUE(std::filesystem::is_empty(folder() / "imports"));
}

TEST_P(ImportOfAFile, IsRefusedWhileTheSameFileIsOnItsWay) {
    const auto first = upload(kOrders);
    try {
        upload(kOrders);
        FAIL() << "the same bytes are uploaded already";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Conflict);
        EXPECT_EQ(error.fields().at(0).code, "already_uploaded");
        EXPECT_EQ(error.fields().at(0).args.at(0).value, std::to_string(first.id.value));
    }
}

TEST_P(ImportOfAFile, CannotBeAppliedTwiceOrBeforeItIsPlanned) {
    const auto import = upload(kOrders, simple_orders());
    EXPECT_CODE(imports().begin(import.id, Step::Apply), Code::Conflict);
    step(import, Step::Plan);
    imports().begin(import.id, Step::Apply);
    EXPECT_CODE(imports().begin(import.id, Step::Apply), Code::Conflict);
    imports().run(import.id);
    EXPECT_CODE(imports().begin(import.id, Step::Apply), Code::Conflict);
    EXPECT_CODE(imports().begin({99}, Step::Plan), Code::NotFound);
}

TEST_P(ImportOfAFile, IsCancelledWhileItIsPlanned) {
    const auto import = upload(kOrders, simple_orders());
    imports().begin(import.id, Step::Plan);
    EXPECT_EQ(imports().cancel(import.id).state, ImportState::Canceled);
    EXPECT_EQ(imports().run(import.id).state, ImportState::Canceled);
    EXPECT_EQ(step(import, Step::Plan).state, ImportState::Planned);
}

TEST_P(ImportOfAFile, GoesOnAfterItsProcessEnded) {
    const auto import = upload(kOrders, simple_orders());
    imports().begin(import.id, Step::Plan);
    EXPECT_THAT(imports().unfinished(), ElementsAre(import.id));
    EXPECT_EQ(imports().run(import.id, {}, true).state, ImportState::Planned);
    EXPECT_THAT(imports().unfinished(), IsEmpty());
}

TEST_P(ImportOfAFile, ReadsCp932WithItsTraps) {
    // 番号,日付,氏名,商品,数量,単価 / 表(955C)田 髙(FBFC)橋 ～(8160) ①(8740)
    const std::string text =
        "no,day,who,name,sku,qty,price\n"
        "1,2026/1/2,k1,\x95\x5C\x93\x63,\x87\x40\x90\xCE\x8C\xB2\x81\x60,1,500\n"
        "2,2026/1/2,k2,\xFB\xFC\x8B\xB4,\x83\x5C\x81\x5B\x83\x76,1,500\n";
    auto mapping = simple_orders();
    mapping.columns.push_back({.column = "name", .field = "customer.name"});
    const auto applied = imported(text, mapping);
    EXPECT_EQ(applied.layout.encoding, "cp932");
    const auto rows = read([&](store::Reader& reader) {
        return record::list_customers(reader, viewer, std::nullopt, {});
    });
    std::vector<std::string> names;
    for (const auto& row : rows.items) names.push_back(row.name);
    EXPECT_THAT(names, testing::UnorderedElementsAre("表田", "髙橋"));
    const auto products = read(
        [&](store::Reader& reader) { return record::list_products(reader, viewer, "", {}); });
    names.clear();
    for (const auto& row : products.items) names.push_back(row.name);
    EXPECT_THAT(names, testing::UnorderedElementsAre("①石鹸～", "ソープ"));
}

TEST_P(ImportOfAFile, NamesAndCountsTheOnlyProductOfAListColumn) {
    const std::vector<std::string> columns{
        "顧客番号",           "受注番号",         "受注日",          "購入商品（商品コード）",
        "購入商品（商品名）", "購入商品（個数）", "購入商品（単価）"};
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "" : ",") + column;
    text += "\nann,1,2026/01/02,S-1,美容液,2,500\n"
            "ann,2,2026/01/02,\"S-1,S-2\",美容液ほか,9,500\n"
            "ann,3,2026/01/02,S-1,美容液,たくさん,500\n";
    const auto applied = imported(text,
                                  fitted_to(find_core_preset("ecforce_orders")->mapping, columns));
    EXPECT_EQ(applied.rejected, 1);
    EXPECT_EQ(totals().order_lines, 3);
    const auto products = read(
        [&](store::Reader& reader) { return record::list_products(reader, viewer, "", {}); });
    std::vector<std::string> names;
    for (const auto& row : products.items) names.push_back(row.name);
    EXPECT_THAT(names, testing::UnorderedElementsAre("美容液", "S-2"));
}

TEST_P(ImportOfAFile, SavesItsMappingAsAPresetOfTheShop) {
    const auto saved = shop_database().write({}, [&](store::Tx& tx) {
        return imports().save_preset(tx, {.name = "うちのカート", .mapping = simple_orders()});
    });
    EXPECT_TRUE(saved.own);
    const auto presets = imports().presets();
    EXPECT_EQ(presets[0].ja, "うちのカート");
    EXPECT_GT(presets.size(), 8u);
    const auto import = upload(kOrders);
    ImportChange change;
    change.preset_key = saved.key;
    const auto changed = imports().change(import.id, import.version, change);
    EXPECT_EQ(changed.preset_key, saved.key);
    EXPECT_EQ(*changed.mapping, simple_orders());
    change.preset_key = "nothing";
    EXPECT_CODE(imports().change(import.id, changed.version, change), Code::NotFound);
    EXPECT_CODE(imports().change(import.id, import.version, change), Code::Conflict);
}

TEST_P(ImportOfAFile, IsListedWithTheNewestFirst) {
    const auto first = upload("a,b\n1,2\n", "first.csv");
    const auto second = upload("a,b\n1,3\n", "second.csv");
    const auto page = imports().list({.cursor = "", .limit = 1});
    ASSERT_EQ(page.items.size(), 1u);
    EXPECT_EQ(page.items[0].id, second.id);
    const auto rest = imports().list({.cursor = *page.next, .limit = 1});
    EXPECT_EQ(rest.items.at(0).file_name, "first.csv");
    EXPECT_FALSE(rest.next);
}

}  // namespace
}  // namespace tsunagi::intake
