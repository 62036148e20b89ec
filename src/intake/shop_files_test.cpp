// The files of one shop one after the other, as its cart exports them: subscriptions without price,
// start and customer names, then orders, then subscriptions that tell more.
#include "base/json.h"
#include "intake/testing.h"
#include "intake/testing.sql.h"
#include "intake/totals.h"
#include "record/products.h"
#include "record/search.h"
#include "record/timeline_words.h"

#include <gmock/gmock.h>

namespace tsunagi::intake {
namespace {

constexpr std::string_view kSubscriptions =
    "顧客番号,お届け先（名前フル）,お届け先（都道府県）,お届け先（住所フル）,"
    "お届け先（電話番号フル）,媒体,会員ランク名,定期受注番号,ステータス,定期回数,"
    "何ヶ月ごと,次回配送予定日,キャンセル日,キャンセル理由,購入商品（商品コード）\n"
    "c1,山田 花子,東京都,渋谷区神宮前1-2-3,090-1111-2222,検索広告,一般,s1,有効,2,1,2026-12-01,,,"
    "SERUM\n"
    "c2,佐藤 恵子,大阪府,梅田2-4-9,電話なし,検索広告,一般,s2,キャンセル,1,1,,2026-10-20,"
    "価格が高い,SERUM\n";

constexpr std::string_view kOrders =
    "顧客番号,請求先（名前フル）,請求先（都道府県）,請求先（住所フル）,"
    "請求先（電話番号フル）,受注番号,受注日,発送日,支払い合計,対応状況,取消日,"
    "購入商品（商品コード）,購入商品（商品名）,購入商品（単価）,購入商品（個数）,"
    "定期受注番号,定期回数,媒体\n"
    "c1,山田 花子,東京都,渋谷区神宮前1-2-3,090-1111-2222,o1,2026/09/10 10:00,2026/09/11,2490,"
    "発送済み,,SERUM,うるおい美容液,4980,1,s1,1,SNS広告\n"
    "c2,佐藤 恵子,大阪府,梅田2-4-9,06-6000-0000,o2,2026/09/20 10:00,2026/09/21,2490,発送済み,,"
    "SERUM,うるおい美容液,4980,1,s2,1,SNS広告\n"
    "c1,山田 花子,東京都,渋谷区神宮前1-2-3,090-1111-2222,o3,2026/10/30 10:00,2026/10/31,4980,"
    "発送済み,,SERUM,うるおい美容液,4980,1,s1,2,SNS広告\n";

constexpr std::string_view kWithStarts =
    "顧客番号,お届け先（名前フル）,定期受注番号,ステータス,定期回数,作成日,何ヶ月ごと,"
    "次回配送予定日,キャンセル日,キャンセル理由,購入商品（商品コード）\n"
    "c1,山田 花子,s1,有効,2,2026-09-08,1,2026-12-05,,,SERUM\n"
    "c2,佐藤 恵子,s2,キャンセル,1,2026-09-19,1,,2026-10-21,価格が高い,SERUM\n";

class AShopsFiles : public OnImports {
protected:
    Import import_file(std::string_view text) {
        const auto import = upload(text);
        EXPECT_EQ(step(import, Step::Plan).rejected, 0);
        return step(import, Step::Apply);
    }
    RecordTotals totals() {
        return read([](store::Reader& r) { return record_totals(r); });
    }
    record::Customer customer(std::string_view key) {
        return read([&](store::Reader& reader) {
            for (const auto& row : record::list_customers(reader, viewer, std::nullopt, {}).items) {
                auto found = record::find_customer(reader, viewer, row.id);
                if (found.external_key == key) return found;
            }
            return record::Customer{};
        });
    }
    record::Subscription subscription_of(std::string_view key) {
        const auto id = customer(key).id;
        return read([&](store::Reader& reader) {
            return record::subscriptions_of(reader, viewer, id).at(0);
        });
    }
    // "started 2026-09-10; delivered 2026-09-11 (order); …"
    std::string history_of(std::string_view key) {
        std::string text;
        for (const auto& event : subscription_of(key).events) {
            text += (text.empty() ? "" : "; ") + std::string(word_of(event.kind)) + " " +
                    to_text(event.happened_on);
            if (event.order_id) text += " order";
            if (!event.detail.empty()) text += " " + event.detail;
        }
        return text;
    }
    std::vector<std::string> reasons_of(const Import& import) {
        std::vector<std::string> texts;
        for (const auto& one : imports().conflicts(import.id, {}).items) {
            texts.push_back(one.entity + " " + one.reason);
        }
        return texts;
    }
    // What the files come to in a new shop, in this order.
    std::vector<std::string> told_by(std::int64_t shop, std::vector<std::string_view> files) {
        auto& database = shops().create_shop({shop});
        auto imports = imports_in(database);
        for (const auto text : files) {
            auto upload = imports.begin_upload();
            upload.write(text);
            const auto id = imports.finish_upload(std::move(upload), viewer, "file.csv").id;
            for (const auto step : {Step::Plan, Step::Apply}) {
                imports.begin(id, step);
                EXPECT_FALSE(imports.run(id).problem);
            }
        }
        return told_in(database);
    }
    static std::vector<std::string> told_in(store::Database& database) {
        std::vector<std::string> lines;
        database.read([&](store::Reader& reader) {
            reader.rows(sql::told_of_subscriptions, {}, [&](const store::Row& row) {
                lines.emplace_back(row.text(0));
                return true;
            });
        });
        return lines;
    }
    static void expect_nothing_changed(const Import& import) {
        for (const auto& count : import.counts) {
            EXPECT_EQ(count.created + count.updated, 0) << count.entity;
        }
    }
};
INSTANTIATE_ON_BOTH_DATABASES(AShopsFiles);

TEST_P(AShopsFiles, SayWhichDaysAreEstimatedUntilOrdersTellThem) {
    import_file(kSubscriptions);
    EXPECT_EQ(history_of("c1"), "started 2026-10-01 estimated; delivered 2026-10-01 estimated; "
                                "delivered 2026-11-01 estimated");
    const auto derived = subscription_of("c1").events.front();
    EXPECT_EQ(record::TimelineWords(Language::Ja, {}).detail(derived, ""), "推定");
    import_file(kOrders);
    EXPECT_EQ(history_of("c1"),
              "started 2026-09-10; delivered 2026-09-11 order; delivered 2026-10-31 order");
    EXPECT_EQ(to_text(subscription_of("c1").started_on), "2026-09-10");
}

TEST_P(AShopsFiles, PutTheToldStartInThePlaceOfAnEstimatedOne) {
    import_file(kSubscriptions);
    const auto second = import_file(kWithStarts);
    EXPECT_EQ(history_of("c1"), "started 2026-09-08; delivered 2026-09-08 estimated; "
                                "delivered 2026-10-08 estimated");
    EXPECT_EQ(step(second, Step::Undo).conflicts, 0);
    EXPECT_EQ(history_of("c1"), "started 2026-10-01 estimated; delivered 2026-10-01 estimated; "
                                "delivered 2026-11-01 estimated");
}

TEST_P(AShopsFiles, LearnThePriceAndTheNameOfAProductFromItsOrders) {
    import_file(kSubscriptions);
    EXPECT_EQ(subscription_of("c1").price.minor, 0);
    EXPECT_EQ(subscription_of("c1").product_name, "SERUM");
    const auto orders = import_file(kOrders);
    EXPECT_EQ(subscription_of("c1").price.minor, 4980);
    EXPECT_EQ(subscription_of("c1").product_name, "うるおい美容液");
    EXPECT_EQ(step(orders, Step::Undo).conflicts, 0);
    EXPECT_EQ(subscription_of("c1").price.minor, 0);
    EXPECT_EQ(subscription_of("c1").product_name, "SERUM");
    EXPECT_EQ(totals().orders, 0);
}

TEST_P(AShopsFiles, GiveASubscriptionWithoutPriceThatOfItsProduct) {
    import_file(kOrders);
    import_file(kSubscriptions);
    EXPECT_EQ(subscription_of("c2").price.minor, 4980);
}

TEST_P(AShopsFiles, TellTheSameOfASubscriptionWhicheverCameFirst) {
    const auto subscriptions_first = told_by(2, {kSubscriptions, kOrders});
    EXPECT_EQ(told_by(3, {kOrders, kSubscriptions}), subscriptions_first);
    EXPECT_EQ(told_by(4, {kOrders, kSubscriptions, kOrders, kSubscriptions}), subscriptions_first);
    EXPECT_THAT(subscriptions_first, testing::Contains("order o3 s1 4980"));
    EXPECT_EQ(told_by(5, {kOrders, kWithStarts}), told_by(6, {kWithStarts, kOrders}));
}

TEST_P(AShopsFiles, LearnAPriceFromTheLatestOrderThatCameBeforeTheSubscription) {
    std::string reduced(kOrders);  // the first order of s1 was cheaper
    reduced.replace(reduced.find("4980,1,s1,1"), 4, "0980");
    EXPECT_EQ(told_by(2, {reduced, kSubscriptions}), told_by(3, {kSubscriptions, reduced}));
    import_file(reduced);
    import_file(kSubscriptions);
    EXPECT_EQ(subscription_of("c1").price.minor, 4980);
}

TEST_P(AShopsFiles, LeaveOrdersAsTheyWereWhenTheirSubscriptionsAreTakenBack) {
    import_file(kOrders);
    const auto orders_alone = told_in(shop_database());
    const auto second = import_file(kSubscriptions);
    const auto both = told_in(shop_database());
    EXPECT_EQ(counts_of(second), "customer 0/2/0 order 0/3/0 product 0/0/1 subscription 2/0/0");
    EXPECT_EQ(step(second, Step::Undo).conflicts, 0);
    EXPECT_EQ(told_in(shop_database()), orders_alone);
    import_file(kSubscriptions);
    EXPECT_EQ(told_in(shop_database()), both) << "the orders were waiting again";
}

TEST_P(AShopsFiles, LeaveNothingWhenTheyAreTakenBackOneByOne) {
    const auto orders = import_file(kOrders);
    const auto subscriptions = import_file(kSubscriptions);
    for (int twice = 0; twice < 2; ++twice) {  // each undo leaves the orders two versions on
        EXPECT_EQ(step(subscriptions, Step::Undo).conflicts, 0);
        step(subscriptions, Step::Plan);
        step(subscriptions, Step::Apply);
    }
    EXPECT_EQ(step(subscriptions, Step::Undo).conflicts, 0);
    EXPECT_EQ(step(orders, Step::Undo).conflicts, 0);
    EXPECT_EQ(totals(), RecordTotals{});
}

TEST_P(AShopsFiles, KeepAnOrderThatSomebodyChangedBesideWhatWasTakenBack) {
    const auto orders = import_file(kOrders);
    const auto subscriptions = import_file(kSubscriptions);
    EXPECT_EQ(step(subscriptions, Step::Undo).conflicts, 0);
    write([&](store::Tx& tx) { return tx.run(sql::note_order, {{"key", "o3"}}); });
    step(orders, Step::Undo);
    EXPECT_EQ(totals().orders, 1);
    EXPECT_THAT(reasons_of(orders), testing::Contains("orders edited_later"));
}

TEST_P(AShopsFiles, TellThatALaterFileChangedWhatAnotherHadAndGaveBack) {
    const auto orders = import_file(kOrders);
    EXPECT_EQ(step(import_file(kSubscriptions), Step::Undo).conflicts, 0);
    std::string noted(kOrders);
    noted.replace(noted.find("2026/10/31"), 10, "2026/11/01");
    import_file(noted);
    step(orders, Step::Undo);
    EXPECT_EQ(totals().orders, 1);
    EXPECT_THAT(reasons_of(orders), testing::Contains("orders changed_by_import"));
}

TEST_P(AShopsFiles, MakeAnOrderAwaitTheSubscriptionThatItNamedLast) {
    constexpr std::string_view kHead = "顧客番号,請求先（名前フル）,受注番号,受注日,対応状況,"
                                       "購入商品（商品コード）,定期受注番号,定期回数\n";
    const auto naming = [&](std::string_view key) {
        return std::string(kHead) + "c1,山田 花子,o1,2026/09/10,発送済み,SERUM," +
               std::string(key) + ",1\n";
    };
    import_file(naming("s9"));
    import_file(naming("s1"));
    import_file(naming("s1"));
    import_file(kSubscriptions);
    EXPECT_THAT(told_in(shop_database()), testing::Contains("order o1 s1 0"));
    EXPECT_EQ(history_of("c1"), "started 2026-09-10; delivered 2026-09-10 order; "
                                "delivered 2026-11-01 estimated");
}

TEST_P(AShopsFiles, KeepASubscriptionOfWhichAnOrderWasChangedSince) {
    import_file(kOrders);
    const auto second = import_file(kSubscriptions);
    std::string noted(kOrders);
    noted.replace(noted.find("2026/10/31"), 10, "2026/11/01");
    import_file(noted);
    const auto told = told_in(shop_database());
    step(second, Step::Undo);
    EXPECT_THAT(reasons_of(second), testing::Contains("orders changed_by_import"));
    EXPECT_THAT(told_in(shop_database()), testing::Contains("order o3 s1 4980"));
    EXPECT_THAT(history_of("c1"), testing::HasSubstr("delivered 2026-11-01 order"));
}

TEST_P(AShopsFiles, NameACustomerByWhoGetsTheParcelUntilHerNameIsTold) {
    import_file(kSubscriptions);
    EXPECT_EQ(customer("c1").name, "山田 花子");
    import_file("顧客番号,請求先（名前フル）,受注番号,受注日,購入商品（商品コード）\n"
                "c1,山田 はな子,o9,2026/10/30,SERUM\n");
    EXPECT_EQ(customer("c1").name, "山田 はな子");
    import_file(kWithStarts);
    EXPECT_EQ(customer("c1").name, "山田 はな子");
}

TEST_P(AShopsFiles, KeepAPhoneCellWithoutDigitsAsANote) {
    import_file(kSubscriptions);
    EXPECT_THAT(customer("c2").phones, testing::IsEmpty());
    EXPECT_EQ(customer("c2").note, "電話番号: 電話なし");
}

TEST_P(AShopsFiles, WarnOfAPhoneCellWithoutDigitsAndOfAMailThatIsNone) {
    const auto planned = step(upload(kSubscriptions), Step::Plan);
    EXPECT_EQ(planned.warned, 1);
    EXPECT_EQ(planned.rejected, 0);
    const auto warnings = imports().preview(planned.id).warnings;
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_EQ(to_json(warnings[0]),
              R"({"line":3,"column":"お届け先（電話番号フル）","value":"電話なし",)"
              R"("code":"no_phone","message":"no phone number; it is kept as a note"})");
    EXPECT_EQ(step(planned, Step::Apply).warned, 1);
    const auto people = step(upload("顧客番号,氏名,電話番号,メールアドレス\n"
                                    "c8,一,12,none\nc9,二,03-1111-2222,a@example.com\n"),
                             Step::Plan);
    EXPECT_EQ(people.warned, 1) << "one row, two warnings";
    std::vector<std::string> codes;
    for (const auto& one : imports().preview(people.id).warnings) codes.push_back(one.code);
    EXPECT_THAT(codes, testing::ElementsAre("not_a_phone", "not_a_mail"));
}

TEST_P(AShopsFiles, ShowWhatAPlanWouldChangeFieldByField) {
    import_file(kSubscriptions);
    EXPECT_TRUE(imports().preview(imports().list({}).items[0].id).changes.empty());
    std::string postponed(kSubscriptions);
    postponed.replace(postponed.find("2026-12-01"), 10, "2026-12-09");
    postponed.replace(postponed.find("090-1111-2222"), 13, "090-9999-2222");
    const auto planned = step(upload(postponed), Step::Plan);
    std::vector<std::string> told;
    for (const auto& one : imports().preview(planned.id).changes) {
        told.push_back(std::to_string(one.line) + " " + one.entity + " " + one.key + " " +
                       one.field + " " + one.before + " -> " + one.after);
    }
    EXPECT_THAT(told, testing::ElementsAre(
                          "2 customer c1 phones 090-1111-2222 -> 090-9999-2222, 090-1111-2222",
                          "2 subscription s1 next_shipment_on 2026-12-01 -> 2026-12-09"));
    EXPECT_EQ(to_text(*subscription_of("c1").next_shipment_on), "2026-12-01") << "only shown";
}

TEST_P(AShopsFiles, ShowFiftyChangesAtMostInTheOrderOfTheirLines) {
    std::string first = "顧客番号,氏名\n";
    for (int i = 0; i < 80; ++i) first += "k" + std::to_string(i) + ",名\n";
    import_file(first);
    std::string second = "顧客番号,氏名\n";
    for (int i = 0; i < 80; ++i) second += "k" + std::to_string(i) + ",新しい名\n";
    const auto changes = imports().preview(step(upload(second), Step::Plan).id).changes;
    ASSERT_EQ(changes.size(), 50u);
    EXPECT_EQ(changes.back().line, 51);
    EXPECT_EQ(changes.back().key, "k49");
}

TEST_P(AShopsFiles, DoNotOverwriteEachOtherForEver) {
    import_file(kSubscriptions);
    import_file(kOrders);
    import_file(kSubscriptions);
    const auto before = totals();
    expect_nothing_changed(import_file(kOrders));
    expect_nothing_changed(import_file(kSubscriptions));
    expect_nothing_changed(import_file(kOrders));
    EXPECT_EQ(totals(), before);
}

TEST_P(AShopsFiles, AreKeptWholeWhenLaterFilesStandOnThem) {
    const auto first = import_file(kSubscriptions);
    import_file(kOrders);
    import_file(kWithStarts);
    const auto before = totals();
    const auto history = history_of("c2");
    const auto undone = step(first, Step::Undo);
    EXPECT_EQ(undone.state, ImportState::Applied) << "nothing could be taken back";
    ASSERT_TRUE(undone.problem);
    EXPECT_EQ(undone.problem->code, "all_kept");
    EXPECT_EQ(totals(), before);
    EXPECT_EQ(history_of("c2"), history);
    EXPECT_THAT(reasons_of(first), testing::Contains("subscription changed_by_import"));
    EXPECT_THAT(reasons_of(first), testing::Not(testing::Contains(testing::HasSubstr("edited"))));
    EXPECT_EQ(step(first, Step::Undo).conflicts, undone.conflicts) << "told once";
}

TEST_P(AShopsFiles, AnUpdateIsKeptWholeWhenALaterFileUpdatedTheSameRow) {
    import_file(kSubscriptions);
    const auto second = import_file(kWithStarts);
    std::string postponed(kWithStarts);
    postponed.replace(postponed.find("2026-12-05"), 10, "2026-12-09");
    import_file(postponed);
    step(second, Step::Undo);
    EXPECT_THAT(reasons_of(second), testing::Contains("subscription changed_by_import"));
    EXPECT_EQ(to_text(subscription_of("c1").next_shipment_on.value()), "2026-12-09");
}

TEST_P(AShopsFiles, BringBackTheEventsThatAreMissing) {
    import_file(kSubscriptions);
    const auto before = totals();
    const auto history = history_of("c1") + history_of("c2");
    write([&](store::Tx& tx) { return tx.run(sql::lose_events); });
    EXPECT_EQ(counts_of(import_file(kSubscriptions)),
              "customer 0/0/2 product 0/0/1 subscription 0/2/0");
    EXPECT_EQ(history_of("c1") + history_of("c2"), history);
    EXPECT_EQ(totals(), before);
}

TEST_P(AShopsFiles, AreTakenBackInPartWhereNothingStandsOnThem) {
    const auto first = import_file(kSubscriptions);
    import_file("顧客番号,請求先（名前フル）,受注番号,受注日,対応状況,購入商品（商品コード）,"
                "定期受注番号,定期回数\n"
                "c1,山田 花子,o1,2026/09/10,発送済み,SERUM,s1,1\n");
    const auto history = history_of("c1");
    EXPECT_EQ(step(first, Step::Undo).state, ImportState::Undone);
    EXPECT_EQ(history_of("c1"), history) << "her subscription stays with all its events";
    EXPECT_EQ(totals().subscriptions, 1);
    EXPECT_EQ(step(first, Step::Plan).state, ImportState::Planned);
    step(first, Step::Apply);
    EXPECT_EQ(totals().subscriptions, 2);
    EXPECT_EQ(history_of("c1"), history);
}

}  // namespace
}  // namespace tsunagi::intake
