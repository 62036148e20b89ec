#include "intake/fields.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace tsunagi::intake {

namespace {

using enum FieldId;
using enum ValueKind;

constexpr std::array<FieldSpec, kFieldCount> kSpecs{{
    {CustomerKey, "customer.key", Text, "COST", "", "顧客番号", "Customer number",
     "|顧客番号|顧客id|会員id|会員番号|customerid|customer|customerno|購入者顧客id|顧客コード|"
     "ユーザーid|userid|"},
    {CustomerName, "customer.name", Text, "COST", " ", "氏名", "Name",
     "|氏名|名前|お名前|お客様名|顧客名|customername|name|fullname|請求先(名前フル)|購入者名前|"
     "担当者名様|"},
    {CustomerKana, "customer.kana", Text, "COST", " ", "フリガナ", "Reading",
     "|フリガナ|ふりがな|カナ|氏名カナ|お名前カナ|kana|請求先(カナフル)|"},
    {CustomerBirthday, "customer.birthday", Moment, "COST", "", "生年月日", "Birthday",
     "|生年月日|誕生日|birthday|birthdate|dateofbirth|"},
    {CustomerSex, "customer.sex", Code, "COST", "", "性別", "Sex", "|性別|性別(名称)|sex|gender|"},
    {CustomerRank, "customer.rank", Text, "COST", "", "ランク", "Rank",
     "|会員ランク名|会員ランク|ランク|rank|会員グループ|"},
    {CustomerMedium, "customer.medium", Text, "COST", "", "獲得媒体", "Medium",
     "|媒体|流入元|広告媒体|medium|source|"},
    {CustomerNote, "customer.note", Text, "CST", " / ", "メモ", "Note",
     "|顧客メモ|ショップ用メモ欄|メモ|備考|note|notes|"},
    {CustomerCaution, "customer.caution", Text, "C", " / ", "注意事項", "Caution",
     "|注意事項|注意|caution|"},
    {CustomerDoNotContact, "customer.do_not_contact", Boolean, "CT", "", "架電禁止",
     "Do not contact", "|架電禁止|連絡不可|donotcall|donotcontact|"},
    {CustomerRegisteredOn, "customer.registered_on", Moment, "COS", "", "登録日", "Registered on",
     "|登録日|会員登録日|入会日|registered|registrationdate|createdat|"},
    {PhoneNumber, "phone.number", Text, "COST", "-", "電話番号", "Phone number",
     "|電話番号|tel|電話|phone|phonenumber|携帯電話番号|携帯番号|電話番号1|請求先(電話番号フル)|"
     "購入者電話番号|発信者番号|発信元番号|発信番号|相手番号|相手先番号|callernumber|callerid|"},
    {EmailAddress, "email.address", Text, "COST", "", "メールアドレス", "E-mail address",
     "|メールアドレス|メール|email|mail|購入者メールアドレス|mailaddress|"},
    {AddressPostalCode, "address.postal_code", Text, "COST", "-", "郵便番号", "Postal code",
     "|郵便番号|〒|zip|postalcode|postcode|請求先(郵便番号フル)|購入者郵便番号|"},
    {AddressPrefecture, "address.prefecture", Text, "COST", "", "都道府県", "Prefecture",
     "|都道府県|都道府県(名称)|都道府県名|prefecture|請求先(都道府県)|購入者都道府県|country|"
     "region|"},
    {AddressLine1, "address.line1", Text, "COST", "", "住所1", "Address line 1",
     "|住所|住所1|address|address1|請求先(住所フル)|購入者住所|"},
    {AddressLine2, "address.line2", Text, "COST", " ", "住所2", "Address line 2",
     "|住所2|建物|address2|"},
    {AddressRecipient, "address.recipient", Text, "COST", " ", "宛名", "Recipient",
     "|宛名|お届け先名|recipient|"},
    {OrderKey, "order.key", Text, "O", "", "注文番号", "Order number",
     "|受注番号|注文番号|注文id|受注id|売上id|伝票番号|店舗伝票番号|invoiceno|invoice|orderid|"
     "orderno|ordernumber|"},
    {OrderOrderedAt, "order.ordered_at", Moment, "O", " ", "注文日時", "Ordered at",
     "|受注日|注文日|注文日時|受注日時|購入日|invoicedate|orderdate|orderedat|date|"},
    {OrderShippedOn, "order.shipped_on", Moment, "O", "", "発送日", "Shipped on",
     "|発送日|出荷日|shippeddate|shipdate|fulfilledat|"},
    {OrderStatus, "order.status", Code, "O", "", "注文の状態", "Order status",
     "|対応状況|対応状況(名称)|注文ステータス|ステータス|status|orderstatus|発送状態|発送状況|"},
    {OrderMedium, "order.medium", Text, "O", "", "注文の媒体", "Order medium",
     "|媒体|広告urlグループ名|受注経路|medium|channel|"},
    {OrderNote, "order.note", Text, "O", " / ", "注文の備考", "Order note",
     "|備考|通信欄|注文メモ|notes|"},
    {OrderTotal, "order.total", Money, "O", "", "合計", "Total",
     "|合計|支払い合計|総合計|総合計金額|合計金額|ordertotal|total|"},
    {OrderSubscriptionKey, "order.subscription_key", Text, "O", "", "定期番号",
     "Subscription number", "|定期受注番号|定期注文番号|subscriptionid|"},
    {OrderDeliveryNumber, "order.delivery_number", Number, "O", "", "定期回数", "Delivery number",
     "|定期回数|deliverynumber|"},
    {LineKind, "line.kind", Code, "O", "", "明細の区分", "Kind of line",
     "|明細区分|明細区分(名称)|"},
    {LineProductKey, "line.product_key", Text, "O", "", "商品コード", "SKU",
     "|商品コード|商品番号|sku|品番|stockcode|productcode|productid|商品id|購入商品(商品コード)|"
     "購入商品型番|"},
    {LineProductName, "line.product_name", Text, "O", " ", "商品名", "Product name",
     "|商品名|品名|description|productname|product|購入商品(商品名)|購入商品商品名|"},
    {LineCategory, "line.category", Text, "O", "", "商品分類", "Product category",
     "|商品カテゴリ|商品カテゴリー|カテゴリ|category|購入商品(商品カテゴリー)|"},
    {LineQuantity, "line.quantity", Number, "O", "", "数量", "Quantity",
     "|数量|個数|受注数量|quantity|qty|購入商品(個数)|購入商品販売個数|"},
    {LineUnitPrice, "line.unit_price", Money, "O", "", "単価", "Unit price",
     "|単価|価格|商品価格|販売価格|unitprice|price|購入商品(単価)|購入商品販売価格(消費税込)|"},
    {LineAmount, "line.amount", Money, "O", "", "明細の金額", "Line amount",
     "|明細金額|lineamount|amount|"},
    {SubscriptionKey, "subscription.key", Text, "S", "", "定期番号", "Subscription number",
     "|定期受注番号|定期受注id|定期注文番号|契約番号|subscriptionid|contractid|"},
    {SubscriptionStatus, "subscription.status", Code, "S", "", "定期の状態", "Subscription status",
     "|ステータス|定期ステータス|定期配送ステータス|契約状態|status|subscriptionstatus|"},
    {SubscriptionStartedOn, "subscription.started_on", Moment, "S", "", "開始日", "Started on",
     "|開始日|契約日|定期開始日|startdate|startedon|"},
    {SubscriptionCycle, "subscription.cycle", Text, "S", " ", "配送サイクル", "Cycle",
     "|配送サイクル|定期お届け周期|周期|cycle|billingperiod|"},
    {SubscriptionCycleDays, "subscription.cycle_days", Number, "S", "", "何日ごと", "Cycle in days",
     "|何日ごと|"},
    {SubscriptionCycleMonths, "subscription.cycle_months", Number, "S", "", "何ヶ月ごと",
     "Cycle in months", "|何ヶ月ごと|何か月ごと|"},
    {SubscriptionQuantity, "subscription.quantity", Number, "S", "", "数量", "Quantity",
     "|数量|個数|quantity|"},
    {SubscriptionPrice, "subscription.price", Money, "S", "", "1回の金額", "Price of a delivery",
     "|金額|定期金額|monthlycharges|price|amount|recurringprice|"},
    {SubscriptionMedium, "subscription.medium", Text, "S", "", "獲得媒体", "Medium",
     "|媒体|広告urlグループ|集客|medium|"},
    {SubscriptionDeliveryNumber, "subscription.delivery_number", Number, "S", "", "定期回数",
     "Deliveries so far", "|定期回数|定期内受注数|発送回数|deliverynumber|"},
    {SubscriptionNextShipmentOn, "subscription.next_shipment_on", Moment, "S", "", "次回発送日",
     "Next shipment on",
     "|次回配送予定日|次回発送予定日|次回お届け予定(最新)|nextpaymentdate|nextshipment|"},
    {SubscriptionCancelRequestedOn, "subscription.cancel_requested_on", Moment, "S", "",
     "解約受付日", "Cancellation requested on", "|解約受付日|解約申込日|cancelrequestedon|"},
    {SubscriptionCancelledOn, "subscription.cancelled_on", Moment, "S", "", "解約日",
     "Cancelled on", "|キャンセル日|解約日|停止日|cancelleddate|canceleddate|enddate|"},
    {SubscriptionCancelReason, "subscription.cancel_reason", Text, "S", " / ", "解約理由",
     "Reason of cancellation",
     "|キャンセル理由|解約理由|停止理由|cancelreason|cancellationreason|"},
    {SubscriptionProductKey, "subscription.product_key", Text, "S", "", "商品コード", "SKU",
     "|商品コード|購入商品(商品コード)|商品|sku|plan|contract|productid|"},
    {SubscriptionProductName, "subscription.product_name", Text, "S", " ", "商品名", "Product name",
     "|商品名|購入商品(商品名)|productname|product|"},
    {ContactKey, "contact.key", Text, "T", "", "応対番号", "Contact number",
     "|応対番号|応対id|案件番号|通話id|callid|contactid|"},
    {ContactStartedAt, "contact.started_at", Moment, "T", " ", "応対日時", "Started at",
     "|応対日時|対応日時|着信日時|着信時刻|入電日時|受電日時|架電日時|通話開始日時|通話日時|"
     "発信日時|最終架電日時|回答日時|回答日|"
     "calldate|"
     "startedat|answeredat|callstarttime|initiationtimestamp|"},
    {ContactEndedAt, "contact.ended_at", Moment, "T", " ", "終了日時", "Ended at",
     "|終了日時|通話終了日時|切断日時|切断時刻|endedat|callendtime|disconnecttimestamp|"},
    {ContactChannel, "contact.channel", Code, "T", "", "チャネル", "Channel",
     "|チャネル|応対種別|channel|"},
    {ContactDirection, "contact.direction", Code, "T", "", "発着", "Direction",
     "|発着|発着信|方向|direction|"},
    {ContactPurpose, "contact.purpose", Code, "T", "", "用件", "Purpose",
     "|用件|問い合わせ種別|purpose|分類|"},
    {ContactReason, "contact.reason", Text, "T", " / ", "理由", "Reason",
     "|理由|解約理由|理由コード|reason|"},
    {ContactResult, "contact.result", Code, "T", "", "結果", "Result",
     "|結果|結果ステータス|架電結果|通話結果|ステータス|対応結果|result|disposition|"
     "最終コール結果|"},
    {ContactEmotion, "contact.emotion", Code, "T", "", "感情", "Emotion", "|感情|emotion|"},
    {ContactNps, "contact.nps", Number, "T", "", "おすすめ度(NPS)", "Would recommend (NPS)",
     "|nps|npsスコア|nps点数|おすすめ度|推奨度|推奨意向|お勧め度|おすすめ度(nps)|推奨度(nps)|"
     "wouldrecommend(nps)|wouldrecommend|"},
    {ContactCsat, "contact.csat", Number, "T", "", "満足度(CSAT)", "Satisfaction (CSAT)",
     "|csat|csatスコア|満足度|顧客満足度|総合満足度|満足度(csat)|satisfaction(csat)|satisfaction|"},
    {ContactAgent, "contact.agent", Text, "T", " ", "担当者", "Agent",
     "|担当者|オペレーター|対応者|担当|agent|operator|"},
    {ContactQueue, "contact.queue", Text, "T", " ", "着信窓口", "Queue",
     "|着信窓口|キュー|キュー名|着信グループ|acdグループ|スキル|スキルグループ|"
     "queue|queuename|skill|skillgroup|huntgroup|"},
    {ContactWaited, "contact.waited", Duration, "T", "", "待ち時間", "Wait",
     "|待ち時間|待ち時間(秒)|待ち秒数|待機時間|応答待ち時間|呼出時間|鳴動時間|waittime|waitseconds|"
     "waitingtime|queueduration|queuetime|ringtime|speedofanswer|"},
    {ContactAnsweredAt, "contact.answered_at", Moment, "T", " ", "応答日時", "Answered at",
     "|応答日時|応答時刻|通話開始時刻|answertime|answerdate|"},
    {ContactTalk, "contact.talk", Duration, "T", "", "通話時間", "Talk time",
     "|通話時間|通話時間(秒)|通話秒数|処理時間(秒)|handlingseconds|talktime|talkseconds|"
     "talkduration|billsec|agentinteractionduration|"},
    {ContactHold, "contact.hold", Duration, "T", "", "保留時間", "Hold time",
     "|保留時間|保留時間(秒)|holdtime|holdseconds|customerholdduration|"},
    {ContactWrapUp, "contact.wrap_up", Duration, "T", "", "後処理時間", "After-call work",
     "|後処理時間|後処理時間(秒)|後処理|acw|wrapuptime|wrapup|aftercallwork|aftercallworktime|"
     "aftercontactworkduration|"},
    {ContactAbandoned, "contact.abandoned", Code, "T", "", "応答・放棄", "Abandoned",
     "|放棄|放棄呼|放棄フラグ|応答/放棄|応答・放棄|応答放棄区分|応答区分|応答状況|abandoned|"
     "isabandoned|abandonedinqueue|"},
    {ContactNote, "contact.note", Text, "T", " / ", "応対メモ", "Note",
     "|応対メモ|対応内容|応対内容|通話メモ|コメント|自由回答|自由記述|comment|memo|"},
    {ContactNextStep, "contact.next_step", Text, "T", " / ", "次の対応", "Next step",
     "|次の対応|次回アクション|nextstep|"},
    {ContactNextStepAt, "contact.next_step_at", Moment, "T", " ", "次の対応日時", "Next step at",
     "|再コール日時|次回架電日時|次回予定日時|nextstepat|"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kSpecs.size(); ++i) {
        if (static_cast<std::size_t>(kSpecs[i].id) != i) return false;
    }
    return true;
}
static_assert(in_order());

constexpr std::string_view kLetters = "COST";  // of the targets, in their order

constexpr std::string_view kind_word(ValueKind kind) {
    switch (kind) {
        case Text: return "text";
        case Moment: return "moment";
        case Money: return "money";
        case Number: return "number";
        case Boolean: return "boolean";
        case Code: return "code";
        case Duration: return "duration";
    }
    return "text";
}

}  // namespace

std::span<const FieldSpec> field_specs() { return kSpecs; }

const FieldSpec& spec_of(FieldId id) { return kSpecs[static_cast<std::size_t>(id)]; }

const FieldSpec* find_field(std::string_view name) {
    const auto* found = std::ranges::find(kSpecs, name, &FieldSpec::name);
    return found == kSpecs.end() ? nullptr : found;
}

bool takes(Target target, const FieldSpec& spec) {
    return spec.targets.find(kLetters[static_cast<std::size_t>(target)]) != std::string_view::npos;
}

std::vector<ImportField> import_fields() {
    std::vector<ImportField> fields;
    for (const FieldSpec& spec : kSpecs) {
        ImportField field{.name = std::string(spec.name),
                          .kind = std::string(kind_word(spec.kind)),
                          .targets = {},
                          .ja = std::string(spec.ja),
                          .en = std::string(spec.en)};
        for (const auto& target : type_of<Target>().values) {
            if (takes(static_cast<Target>(target.value), spec))
                field.targets.push_back(target.name);
        }
        fields.push_back(std::move(field));
    }
    return fields;
}

std::string header_form(std::string_view column) {
    std::string form;
    for (const char c : nfkc(column)) {
        if (c == ' ' || c == '_' || c == '-' || c == '\'') continue;
        form.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    return form;
}

}  // namespace tsunagi::intake
