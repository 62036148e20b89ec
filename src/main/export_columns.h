// The columns of the exported files: name and order as in export.sql, and the header in the file.
// Where an import knows the field, the header is one it guesses it by, so that a file goes back in
// as it came out. States and sexes are the record's codes in both languages.
#pragma once

#include "base/phrase.h"

#include <array>
#include <span>
#include <string_view>

namespace tsunagi::command {

struct ExportColumn {
    enum class Kind { Text, Word, Whole, Flag, OnDay, At, Sum, Price };  // Word: of a pick-list
    std::string_view name;
    Kind kind = Kind::Text;
    Phrase header;
};

using enum ExportColumn::Kind;

inline constexpr std::array kCustomerColumns{
    ExportColumn{"external_key", Text, {"顧客番号", "Customer ID"}},
    ExportColumn{"name", Text, {"氏名", "Name"}},
    ExportColumn{"kana", Text, {"フリガナ", "Kana"}},
    ExportColumn{"birthday", OnDay, {"生年月日", "Birthday"}},
    ExportColumn{"sex", Text, {"性別", "Sex"}},
    ExportColumn{"rank", Text, {"ランク", "Rank"}},
    ExportColumn{"medium", Text, {"広告媒体", "Medium"}},
    ExportColumn{"note", Text, {"メモ", "Note"}},
    ExportColumn{"caution", Text, {"注意事項", "Caution"}},
    ExportColumn{"do_not_contact", Flag, {"架電禁止", "Do not contact"}},
    ExportColumn{"registered_on", OnDay, {"登録日", "Registered"}},
    ExportColumn{"phone", Text, {"電話番号", "Phone"}},
    ExportColumn{"email", Text, {"メールアドレス", "Email"}},
    ExportColumn{"postal_code", Text, {"郵便番号", "Postal code"}},
    ExportColumn{"prefecture", Text, {"都道府県", "Prefecture"}},
    ExportColumn{"line1", Text, {"住所1", "Address 1"}},
    ExportColumn{"line2", Text, {"住所2", "Address 2"}},
    ExportColumn{"recipient", Text, {"宛名", "Recipient"}}};
// Behind them: the second and further numbers, addresses and mails of a customer in one column,
// which an import leaves alone, and a column attribute.<name> for each of the shop's attributes.
inline constexpr Phrase kFurtherWays{"その他の連絡先", "Further numbers and addresses"};

inline constexpr std::array kOrderColumns{
    ExportColumn{"external_key", Text, {"注文番号", "Order ID"}},
    ExportColumn{"ordered_at", At, {"注文日時", "Ordered at"}},
    ExportColumn{"shipped_on", OnDay, {"発送日", "Ship date"}},
    ExportColumn{"status", Text, {"注文ステータス", "Order status"}},
    ExportColumn{"customer_key", Text, {"顧客番号", "Customer ID"}},
    ExportColumn{"customer_name", Text, {"氏名", "Name"}},
    ExportColumn{"phone", Text, {"電話番号", "Phone"}},
    ExportColumn{"email", Text, {"メールアドレス", "Email"}},
    ExportColumn{"medium", Text, {"受注経路", "Channel"}},
    ExportColumn{"subscription_key", Text, {"定期受注番号", "Subscription ID"}},
    ExportColumn{"delivery_number", Whole, {"定期回数", "Delivery number"}},
    ExportColumn{"product_key", Text, {"商品コード", "SKU"}},
    ExportColumn{"product_name", Text, {"商品名", "Product name"}},
    ExportColumn{"category", Text, {"商品カテゴリ", "Category"}},
    ExportColumn{"quantity", Whole, {"数量", "Quantity"}},
    ExportColumn{"unit_price", Price, {"単価", "Unit price"}},
    ExportColumn{"amount", Sum, {"明細金額", "Line amount"}},
    ExportColumn{"total", Sum, {"合計", "Order total"}},
    ExportColumn{"note", Text, {"備考", "Notes"}}};

inline constexpr std::array kSubscriptionColumns{
    ExportColumn{"external_key", Text, {"定期受注番号", "Subscription ID"}},
    ExportColumn{"status", Text, {"定期ステータス", "Subscription status"}},
    ExportColumn{"customer_key", Text, {"顧客番号", "Customer ID"}},
    ExportColumn{"customer_name", Text, {"氏名", "Name"}},
    ExportColumn{"phone", Text, {"電話番号", "Phone"}},
    ExportColumn{"email", Text, {"メールアドレス", "Email"}},
    ExportColumn{"product_key", Text, {"商品コード", "SKU"}},
    ExportColumn{"product_name", Text, {"商品名", "Product name"}},
    ExportColumn{"started_on", OnDay, {"開始日", "Start date"}},
    ExportColumn{"cycle", Text, {"配送サイクル", "Cycle"}},
    ExportColumn{"quantity", Whole, {"数量", "Quantity"}},
    ExportColumn{"price", Sum, {"金額", "Price"}},
    ExportColumn{"medium", Text, {"媒体", "Medium"}},
    ExportColumn{"delivery_number", Whole, {"定期回数", "Delivery number"}},
    ExportColumn{"next_shipment_on", OnDay, {"次回発送予定日", "Next shipment"}},
    ExportColumn{"cancel_requested_on", OnDay, {"解約受付日", "Cancel requested on"}},
    ExportColumn{"cancel_effective_on", OnDay, {"解約日", "Cancelled date"}},
    ExportColumn{"reason", Word, {"解約理由", "Cancel reason"}}};

inline constexpr std::array kContactColumns{
    ExportColumn{"external_key", Text, {"応対番号", "Contact ID"}},
    ExportColumn{"started_at", At, {"応対日時", "Started at"}},
    ExportColumn{"ended_at", At, {"終了日時", "Ended at"}},
    ExportColumn{"channel", Word, {"チャネル", "Channel"}},
    ExportColumn{"direction", Word, {"方向", "Direction"}},
    ExportColumn{"customer_key", Text, {"顧客番号", "Customer ID"}},
    ExportColumn{"customer_name", Text, {"氏名", "Name"}},
    ExportColumn{"phone", Text, {"電話番号", "Phone"}},
    ExportColumn{"email", Text, {"メールアドレス", "Email"}},
    ExportColumn{"purpose", Word, {"用件", "Purpose"}},
    ExportColumn{"reason", Word, {"理由", "Reason"}},
    ExportColumn{"result", Word, {"結果", "Result"}},
    ExportColumn{"emotion", Word, {"感情", "Emotion"}},
    ExportColumn{"nps", Whole, {"おすすめ度(NPS)", "NPS"}},
    ExportColumn{"csat", Whole, {"満足度(CSAT)", "CSAT"}},
    ExportColumn{"offer", Text, {"提案", "Offer"}},
    ExportColumn{"offer_answer", Word, {"提案の回答", "Answer to the offer"}},
    ExportColumn{"product_name", Text, {"対象商品", "Product"}},
    ExportColumn{"subscription_key", Text, {"対象の定期", "Subscription"}},
    ExportColumn{"agent_name", Text, {"担当者", "Agent"}},
    ExportColumn{"queue", Text, {"着信窓口", "Queue"}},
    ExportColumn{"waited_seconds", Whole, {"待ち時間(秒)", "Wait seconds"}},
    ExportColumn{"handled_seconds", Whole, {"処理時間(秒)", "Handling seconds"}},
    ExportColumn{"note", Text, {"応対メモ", "Memo"}},
    ExportColumn{"next_step", Text, {"次の対応", "Next step"}},
    ExportColumn{"next_step_at", At, {"次回予定日時", "Next step at"}},
    ExportColumn{"next_step_done", Flag, {"対応済", "Done"}}};

}  // namespace tsunagi::command
