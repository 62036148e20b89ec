#include "intake/mapping.h"

#include "base/error.h"
#include "base/json.h"
#include "base/testing.h"
#include "intake/preset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tsunagi::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Columns = std::vector<std::string>;

Columns columns_of(std::string_view header) {
    Columns columns;
    for (std::size_t at = 0; at <= header.size();) {
        const auto end = std::min(header.find(',', at), header.size());
        columns.emplace_back(header.substr(at, end - at));
        at = end + 1;
    }
    return column_names(columns);
}

std::string key_guessed(std::string_view header) {
    const auto* preset = guess_preset(columns_of(header));
    return preset == nullptr ? "none" : preset->key;
}

// The codes of a mapping's faults by their pointers.
std::map<std::string, std::string> faults(const Mapping& mapping, const Columns& columns) {
    std::map<std::string, std::string> found;
    try {
        check_mapping(mapping, columns);
    } catch (const Error& error) {
        for (const auto& field : error.fields()) found[field.path] = field.code;
    }
    return found;
}

constexpr std::string_view kEcCube4Orders =
    "注文ID,注文番号,会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),会社名,郵便番号,"
    "都道府県(ID),"
    "都道府県(名称),住所1,住所2,メールアドレス,TEL,性別(ID),性別(名称),職業(ID),職業(名称),誕生日,"
    "ショップ用メモ欄,小計,値引き,送料,税金,合計,支払合計,対応状況(ID),対応状況(名称),支払方法(ID),"
    "支払方法(名称),受注日,入金日,注文詳細ID,商品ID,商品規格ID,商品名,商品コード,規格名1,規格名2,"
    "規格分類名1,規格分類名2,価格,個数,税率,税率ルール(ID),明細区分(ID),明細区分(名称),出荷ID,"
    "お届け希望日,送料,発送日,出荷伝票番号,配達用メモ,出荷メール送信日";
constexpr std::string_view kShopifyOrders =
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts "
    "Marketing,Currency,"
    "Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,"
    "Billing Name,Billing Phone,Cancelled at,Notes,Source";

TEST(Presets, AreToldByTheHeadersOfTheirCarts) {
    EXPECT_EQ(key_guessed(kEcCube4Orders), "ec_cube_4_orders");
    EXPECT_EQ(
        key_guessed("会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),会社名,郵便番号,"
                    "都道府県(ID),都道府県(名称),住所1,住所2,メールアドレス,TEL,性別(ID),"
                    "性別(名称),会員ステータス(ID),会員ステータス(名称),登録日,更新日,ポイント"),
        "ec_cube_4_customers");
    EXPECT_EQ(key_guessed(kShopifyOrders), "shopify_orders");
    EXPECT_EQ(key_guessed("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,"
                          "Default Address Company,Phone,Total Spent,Total Orders,Note,Tags"),
              "shopify_customers");
    EXPECT_EQ(key_guessed("First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,"
                          "Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note"),
              "shopify_customers");
    EXPECT_EQ(
        key_guessed("受注ID,受注番号,顧客番号,定期受注番号,メールアドレス,小計,支払い合計,受注日,"
                    "購入商品（商品コード）,定期ステータス,定期回数"),
        "ecforce_orders");
    EXPECT_EQ(
        key_guessed("顧客番号,メールアドレス,お届け先（名前フル）,定期受注番号,定期受注ID,媒体,"
                    "ステータス,定期回数,配送サイクル,何ヶ月ごと,次回配送予定日,キャンセル日,"
                    "キャンセル理由,購入商品（商品コード）"),
        "ecforce_subscriptions");
    EXPECT_EQ(key_guessed("顧客番号,氏名,電話番号,最終コール日時,最終コール結果,担当者,メモ"),
              "call_list");
    EXPECT_EQ(key_guessed("a,b,c"), "none");
}

TEST(Presets, MatchBracketsAndDigitsOfAnyWidthInAnyOrder) {
    EXPECT_EQ(key_guessed("購入商品(商品コード),受注日,顧客番号,受注番号"), "ecforce_orders");
}

TEST(Presets, FitTheirOwnTargets) {
    for (const Preset& preset : core_presets()) {
        Columns columns;
        for (const auto& rule : preset.mapping.columns) columns.push_back(rule.column);
        EXPECT_THAT(faults(preset.mapping, columns), IsEmpty()) << preset.key;
        EXPECT_THAT(preset.ja, Not(IsEmpty()));
        EXPECT_THAT(preset.en, Not(IsEmpty()));
    }
}

TEST(Columns, OfOneNameAreToldApartByNumber) {
    EXPECT_THAT(columns_of("送料,x,送料,,送料"),
                ElementsAre("送料", "x", "送料#2", "column 4", "送料#3"));
    EXPECT_EQ(find_column(columns_of(kEcCube4Orders), "送料#2"), 50u);
    EXPECT_EQ(find_column({"住所１"}, "住所1"), 0u);
    EXPECT_EQ(find_column({"住所1"}, "住所2"), std::nullopt);
}

TEST(Mapping, TellsEveryFaultAtItsPlace) {
    Mapping mapping;
    mapping.columns = {{.column = "注文番号", .field = "order.key"},
                       {.column = "ない", .field = "order.nothing"},
                       {.column = "日", .field = "subscription.key"},
                       {.column = "日", .field = "attribute.日", .transform = "guess"}};
    const std::map<std::string, std::string> expected{{"/columns/1/column", "unknown_column"},
                                                      {"/columns/1/field", "unknown_field"},
                                                      {"/columns/2/field", "wrong_target"},
                                                      {"/columns/3/transform", "unknown_transform"},
                                                      {"/columns", "missing_field"}};
    EXPECT_EQ(faults(mapping, {"注文番号", "日"}), expected);
}

TEST(Mapping, IsSuggestedBySynonyms) {
    const auto mapping = suggest_mapping(
        {"注文番号", "購入日", "品番", "個数", "単価", "お客様名", "TEL", "謎"});
    EXPECT_EQ(mapping.target, Target::Orders);
    std::map<std::string, std::string> fields;
    for (const auto& rule : mapping.columns) fields[rule.column] = rule.field;
    EXPECT_EQ(fields["購入日"], "order.ordered_at");
    EXPECT_EQ(fields["品番"], "line.product_key");
    EXPECT_EQ(fields["お客様名"], "customer.name");
    EXPECT_FALSE(fields.contains("謎"));
}

TEST(Mapping, ForAFileOfPeopleIsOfCustomers) {
    EXPECT_EQ(suggest_mapping({"顧客番号", "氏名", "フリガナ", "電話番号"}).target,
              Target::Customers);
    EXPECT_EQ(suggest_mapping({"契約番号", "顧客番号", "商品", "解約日"}).target,
              Target::Subscriptions);
}

TEST(Mapping, ForAFileOfAnswersIsOfContacts) {
    const auto mapping = suggest_mapping(
        {"顧客番号", "回答日時", "おすすめ度(NPS)", "満足度", "自由記述"});
    EXPECT_EQ(mapping.target, Target::Contacts);
    std::map<std::string, std::string> fields;
    for (const auto& rule : mapping.columns) fields[rule.column] = rule.field;
    EXPECT_EQ(fields["回答日時"], "contact.started_at");
    EXPECT_EQ(fields["おすすめ度(NPS)"], "contact.nps");
    EXPECT_EQ(fields["満足度"], "contact.csat");
    EXPECT_EQ(fields["自由記述"], "contact.note");
    for (const std::string_view column : {"NPS", "推奨度", "おすすめ度", "Would recommend (NPS)"}) {
        const auto rules = suggest_mapping({"顧客番号", "応対日時", std::string(column)}).columns;
        EXPECT_EQ(rules.back().field, "contact.nps") << column;
    }
}

TEST(Mapping, ForACallLogIsOfContactsWhateverThePbxCallsItsColumns) {
    const auto fields_of = [](const std::vector<std::string>& columns) {
        const auto mapping = suggest_mapping(columns);
        EXPECT_EQ(mapping.target, Target::Contacts) << columns.front();
        std::vector<std::string> fields;
        for (const auto& rule : mapping.columns) fields.push_back(rule.field);
        return fields;
    };
    EXPECT_THAT(fields_of({"着信日時", "発信者番号", "着信窓口", "待ち時間(秒)", "通話時間",
                           "保留時間", "後処理時間", "応答/放棄", "オペレーター"}),
                testing::UnorderedElementsAre("contact.started_at", "phone.number", "contact.queue",
                                              "contact.waited", "contact.talk", "contact.hold",
                                              "contact.wrap_up", "contact.abandoned",
                                              "contact.agent"));
    EXPECT_THAT(fields_of({"Initiation Timestamp", "Queue", "Queue Duration", "Agent",
                           "Agent Interaction Duration", "Customer Hold Duration",
                           "After Contact Work Duration", "Disconnect Timestamp"}),
                testing::UnorderedElementsAre(
                    "contact.started_at", "contact.queue", "contact.waited", "contact.agent",
                    "contact.talk", "contact.hold", "contact.wrap_up", "contact.ended_at"));
    check_mapping(suggest_mapping({"着信日時", "待ち時間"}), {"着信日時", "待ち時間"});
}

TEST(Mapping, ComesBackFromItsJson) {
    const auto& mapping = find_core_preset("telco_churn")->mapping;
    EXPECT_EQ(from_json<Mapping>(to_json(mapping)), mapping);
    EXPECT_FULLY_DESCRIBED(Mapping);
    EXPECT_FULLY_DESCRIBED(ColumnRule);
    EXPECT_FULLY_DESCRIBED(Preset);
}

TEST(Fields, HaveLabelsInBothLanguages) {
    for (const auto& field : import_fields()) {
        EXPECT_THAT(field.ja, Not(IsEmpty())) << field.name;
        EXPECT_THAT(field.en, Not(IsEmpty())) << field.name;
        EXPECT_THAT(field.targets, Not(IsEmpty())) << field.name;
    }
}

}  // namespace
}  // namespace tsunagi::intake
