#include "segment/fields.h"

#include <algorithm>
#include <array>

namespace tsunagi::segment {

namespace {

constexpr std::array kOneOf{Op::AnyOf, Op::NoneOf};
constexpr std::array kSomeOf{Op::AnyOf, Op::NoneOf, Op::AllOf};
constexpr std::array kCompared{Op::AtLeast, Op::AtMost, Op::Between, Op::Exactly};
constexpr std::array kAnswered{Op::Yes, Op::No};

constexpr std::array kByProduct{Narrowing::Product};
constexpr std::array kBySubscription{Narrowing::Product, Narrowing::Status};
constexpr std::array kByCancellation{Narrowing::Product, Narrowing::Reason};
constexpr std::array kByContact{Narrowing::Purpose, Narrowing::Reason,  Narrowing::Channel,
                                Narrowing::Emotion, Narrowing::Answer,  Narrowing::Direction,
                                Narrowing::Result,  Narrowing::Product, Narrowing::Offer};
constexpr std::array kByOffer{Narrowing::Purpose,   Narrowing::Reason,  Narrowing::Channel,
                              Narrowing::Direction, Narrowing::Product, Narrowing::Offer};

constexpr std::array kFields{
    FieldRule{Field::Medium,
              FieldTopic::Customer,
              {"獲得媒体", "Medium"},
              {"その顧客を獲得した媒体", "The medium that brought the customer"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Medium},
    FieldRule{Field::Prefecture,
              FieldTopic::Customer,
              {"都道府県", "Prefecture"},
              {"顧客の住所の都道府県", "The prefecture the customer lives in"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Prefecture},
    FieldRule{Field::Rank,
              FieldTopic::Customer,
              {"ランク", "Rank"},
              {"顧客ランク(今の値)", "The customer's rank, as it stands now"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Rank},
    FieldRule{Field::Sex,
              FieldTopic::Customer,
              {"性別", "Sex"},
              {"顧客の性別", "The customer's sex"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Sex},
    FieldRule{Field::Age,
              FieldTopic::Customer,
              {"年齢", "Age"},
              {"基準日の年に迎える年齢。生年月日が不明なら当てはまらない",
               "The age reached in the year of the as-of day; nobody without a birthday"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Years,
              FieldSource::None,
              {},
              false,
              Need::Name},
    FieldRule{Field::RegisteredDays,
              FieldTopic::Customer,
              {"登録からの日数", "Days since registration"},
              {"顧客登録日から基準日までの日数", "Days from registration to the as-of day"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days},
    FieldRule{Field::OrderCount,
              FieldTopic::Orders,
              {"注文回数", "Orders"},
              {"キャンセル・返品を除く注文の件数。商品で絞ると、その商品を含む注文の件数",
               "Orders neither cancelled nor returned; of a product: those that contain it"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Orders,
              FieldSource::None,
              kByProduct,
              true},
    FieldRule{Field::OrderSales,
              FieldTopic::Orders,
              {"購入金額", "Sales"},
              {"購入金額の合計。返金は差し引く", "Sum of what was bought, less what was paid back"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Money,
              FieldSource::None,
              kByProduct,
              true,
              Need::Money},
    FieldRule{Field::OrderProduct,
              FieldTopic::Orders,
              {"購入商品", "Products bought"},
              {"キャンセル・返品を除き、購入したことのある商品",
               "Products bought in an order neither cancelled nor returned"},
              ValueKind::Ids,
              kSomeOf,
              FieldUnit::None,
              FieldSource::Product,
              {},
              true},
    FieldRule{Field::OrderProducts,
              FieldTopic::Orders,
              {"購入商品の種類数", "Different products"},
              {"購入した商品の種類の数", "How many different products were bought"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Products,
              FieldSource::None,
              {},
              true},
    FieldRule{Field::FirstOrderDays,
              FieldTopic::Orders,
              {"初回購入からの日数", "Days since the first order"},
              {"最初の注文日から基準日までの日数", "Days from the first order to the as-of day"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days,
              FieldSource::None,
              kByProduct},
    FieldRule{Field::LastOrderDays,
              FieldTopic::Orders,
              {"最終購入からの日数", "Days since the last order"},
              {"最後の注文日から基準日までの日数", "Days from the last order to the as-of day"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days,
              FieldSource::None,
              kByProduct},
    FieldRule{Field::SubscriptionStatus,
              FieldTopic::Subscriptions,
              {"定期の状態", "Subscription status"},
              {"基準日の状態。複数の定期があれば、継続中・休止中・解約済みの順に優先。"
               "解約は発効日から",
               "On the as-of day; of several subscriptions active comes before paused before "
               "cancelled. A cancellation counts from the day it takes effect"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Status,
              kByProduct},
    FieldRule{Field::SubscriptionProduct,
              FieldTopic::Subscriptions,
              {"定期の商品", "Subscribed products"},
              {"基準日に継続中または休止中の定期の商品",
               "Products of subscriptions active or paused on the as-of day"},
              ValueKind::Ids,
              kSomeOf,
              FieldUnit::None,
              FieldSource::Product},
    FieldRule{Field::DeliveryNumber,
              FieldTopic::Subscriptions,
              {"お届け回数", "Delivery number"},
              {"定期が到達したお届け回数。複数の定期があれば最大",
               "The delivery a subscription has reached; of several the furthest"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Delivery,
              FieldSource::None,
              kBySubscription},
    FieldRule{Field::StartedDays,
              FieldTopic::Subscriptions,
              {"定期開始からの日数", "Days since the start"},
              {"定期の開始(再開契約を含む)から基準日までの日数。複数あれば最後の開始",
               "Days from the start of a subscription, or of its new start after a cancellation, "
               "to the as-of day; of several the last"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days,
              FieldSource::None,
              kBySubscription},
    FieldRule{Field::SkipCount,
              FieldTopic::Subscriptions,
              {"スキップ回数", "Skips"},
              {"お届けを1回休んだ回数", "How often a delivery was skipped"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Times,
              FieldSource::None,
              kByProduct,
              true},
    FieldRule{Field::PauseCount,
              FieldTopic::Subscriptions,
              {"休止回数", "Pauses"},
              {"定期を休止した回数", "How often a subscription was paused"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Times,
              FieldSource::None,
              kByProduct,
              true},
    FieldRule{Field::CancelCount,
              FieldTopic::Subscriptions,
              {"解約回数", "Cancellations"},
              {"発効した解約の件数。理由・商品・期間で絞れる",
               "Cancellations that took effect, by reason, product and days"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Times,
              FieldSource::None,
              kByCancellation,
              true},
    FieldRule{Field::CancelledDays,
              FieldTopic::Subscriptions,
              {"解約からの日数", "Days since a cancellation"},
              {"最後の解約の発効日から基準日までの日数",
               "Days from the last cancellation taking effect to the as-of day"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days,
              FieldSource::None,
              kByCancellation},
    FieldRule{Field::ContactCount,
              FieldTopic::Contacts,
              {"応対回数", "Contacts"},
              {"応対の件数。目的・理由・感情などで絞れる",
               "Contacts, by purpose, reason, emotion and more"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Times,
              FieldSource::None,
              kByContact,
              true,
              Need::Contacts},
    FieldRule{Field::LastContactDays,
              FieldTopic::Contacts,
              {"最終応対からの日数", "Days since the last contact"},
              {"最後の応対日から基準日までの日数", "Days from the last contact to the as-of day"},
              ValueKind::Number,
              kCompared,
              FieldUnit::Days,
              FieldSource::None,
              kByContact,
              false,
              Need::Contacts},
    FieldRule{Field::LastNps,
              FieldTopic::Contacts,
              {"最新のおすすめ度(NPS)", "Last NPS answer"},
              {"お客様が最後に答えたおすすめ度。0〜10(批判者は6以下、推奨者は9以上)",
               "What she last answered, 0 to 10 (detractors to 6, promoters from 9)"},
              ValueKind::Number,
              kCompared,
              FieldUnit::None,
              FieldSource::None,
              kByContact,
              true,
              Need::Contacts},
    FieldRule{Field::LastCsat,
              FieldTopic::Contacts,
              {"最新の満足度(CSAT)", "Last CSAT answer"},
              {"お客様が最後に答えた満足度。1〜5(満足は4以上)",
               "What she last answered, 1 to 5 (satisfied from 4)"},
              ValueKind::Number,
              kCompared,
              FieldUnit::None,
              FieldSource::None,
              kByContact,
              true,
              Need::Contacts},
    FieldRule{Field::OfferAnswer,
              FieldTopic::Contacts,
              {"提案への返答", "Answer to an offer"},
              {"応対での引き止め提案への返答", "What was answered to an offer in a contact"},
              ValueKind::Words,
              kOneOf,
              FieldUnit::None,
              FieldSource::Answer,
              kByOffer,
              true,
              Need::Contacts},
    FieldRule{Field::OpenPromise,
              FieldTopic::Contacts,
              {"未完了の約束", "Open promise"},
              {"次の対応が約束され、まだ済んでいない(今の状態)",
               "A next step was promised and is not done, as it stands now"},
              ValueKind::YesNo,
              kAnswered,
              FieldUnit::None,
              FieldSource::None,
              {},
              false,
              Need::Contacts},
    FieldRule{Field::Segment,
              FieldTopic::Others,
              {"セグメント", "Segment"},
              {"保存した他のセグメントに入っている", "Is in another segment that was saved"},
              ValueKind::Ids,
              kSomeOf,
              FieldUnit::None,
              FieldSource::Segment},
    FieldRule{Field::Result,
              FieldTopic::Others,
              {"分析の結果", "Result of an analysis"},
              {"分析の表の1つのセルに入っている顧客(店舗全体を基準日で分析した結果)",
               "Is behind one cell of an analysis of the whole shop on the as-of day"},
              ValueKind::Cell,
              kOneOf,
              FieldUnit::None,
              FieldSource::Analysis},
};

consteval bool has_every_field_once() {
    std::array<int, kFields.size()> seen{};
    for (const FieldRule& rule : kFields) ++seen.at(std::size_t(rule.field));
    return std::ranges::all_of(seen, [](int times) { return times == 1; }) &&
           kFields.size() == std::size_t(Field::Result) + 1;
}
static_assert(has_every_field_once());

template <class E>
FieldValue value_of(E value, const Phrase& label) {
    return {std::string(word_of(value)), std::string(label.ja), std::string(label.en)};
}

std::vector<FieldValue> values_of(FieldSource source) {
    using record::OfferAnswer;
    if (source == FieldSource::Status) return status_labels();
    if (source == FieldSource::Answer) {
        return {value_of(OfferAnswer::Accepted, {"受け入れた", "Accepted"}),
                value_of(OfferAnswer::Declined, {"断った", "Declined"})};
    }
    if (source == FieldSource::Sex) {
        using enum record::Sex;
        return {value_of(Female, {"女性", "Female"}), value_of(Male, {"男性", "Male"}),
                value_of(Other, {"その他", "Other"}), value_of(Unknown, {"不明", "Not told"})};
    }
    return {};
}

template <class T>
std::vector<T> copied(std::span<const T> values) {
    return {values.begin(), values.end()};
}

}  // namespace

std::span<const FieldRule> fields() { return kFields; }

const FieldRule& rule_of(Field field) {
    return *std::ranges::find(kFields, field, &FieldRule::field);
}

std::vector<FieldEntry> field_entries() {
    std::vector<FieldEntry> entries;
    for (const FieldRule& rule : kFields) {
        entries.push_back({.field = rule.field,
                           .topic = rule.topic,
                           .ja = std::string(rule.label.ja),
                           .en = std::string(rule.label.en),
                           .meaning_ja = std::string(rule.meaning.ja),
                           .meaning_en = std::string(rule.meaning.en),
                           .kind = rule.kind,
                           .ops = copied(rule.ops),
                           .unit = rule.unit,
                           .source = rule.source,
                           .values = values_of(rule.source),
                           .narrowed_by = copied(rule.narrowed_by),
                           .window = rule.window,
                           .needs = rule.needs});
    }
    return entries;
}

std::vector<FieldValue> topic_labels() {
    return {value_of(FieldTopic::Customer, {"顧客", "Customer"}),
            value_of(FieldTopic::Orders, {"購入", "Orders"}),
            value_of(FieldTopic::Subscriptions, {"定期", "Subscriptions"}),
            value_of(FieldTopic::Contacts, {"応対", "Contacts"}),
            value_of(FieldTopic::Others, {"セグメント・分析", "Segments and analyses"})};
}

std::vector<FieldValue> op_labels() {
    return {value_of(Op::AnyOf, {"いずれかに当てはまる", "is any of"}),
            value_of(Op::NoneOf, {"どれにも当てはまらない", "is none of"}),
            value_of(Op::AllOf, {"すべてに当てはまる", "has all of"}),
            value_of(Op::AtLeast, {"以上", "at least"}),
            value_of(Op::AtMost, {"以下", "at most"}),
            value_of(Op::Between, {"の範囲", "between"}),
            value_of(Op::Exactly, {"ちょうど", "exactly"}),
            value_of(Op::Yes, {"あり", "yes"}),
            value_of(Op::No, {"なし", "no"})};
}

std::vector<FieldValue> status_labels() {
    using enum record::CustomerStatus;
    return {value_of(Active, {"継続中", "Active"}), value_of(Paused, {"休止中", "Paused"}),
            value_of(Cancelled, {"解約済み", "Cancelled"}),
            value_of(None, {"定期なし", "No subscription"})};
}

}  // namespace tsunagi::segment
