#include "record/core_pick_lists.h"

#include <array>

namespace tsunagi::record::core {

namespace {

using Label = tsunagi::Phrase;

// In the order of the enumerators.
constexpr std::array kPurposes{
    Label{"解約", "Cancel"},
    Label{"スキップ・休止", "Skip or pause"},
    Label{"コース・周期の変更", "Change of plan"},
    Label{"住所の変更", "Change of address"},
    Label{"注文", "Order"},
    Label{"商品の質問", "Question about a product"},
    Label{"使い方", "How to use"},
    Label{"請求・支払い", "Billing"},
    Label{"配送", "Delivery"},
    Label{"クレーム", "Complaint"},
    Label{"継続のご案内", "Retention call"},
    Label{"掘り起こし", "Win-back"},
    Label{"その他", "Other"},
};
constexpr std::array kResults{
    Label{"解約受付", "Cancellation accepted"},
    Label{"継続", "Kept"},
    Label{"スキップ", "Skipped"},
    Label{"休止", "Paused"},
    Label{"変更", "Changed"},
    Label{"注文", "Ordered"},
    Label{"返品", "Returned"},
    Label{"問い合わせ完了", "Answered"},
    Label{"見込", "Prospect"},
    Label{"再コール", "Call again"},
    Label{"不通", "No answer"},
    Label{"FAX", "Fax"},
    Label{"現アナ(現在使われていない)", "Number not in use"},
    Label{"クレーム", "Complaint"},
    Label{"放棄呼(応答前に切断)", "Abandoned"},
};
constexpr std::array kChannels{
    Label{"電話", "Phone"}, Label{"メール", "E-mail"}, Label{"チャット", "Chat"},
    Label{"LINE", "LINE"},  Label{"SMS", "SMS"},       Label{"来店・訪問", "Visit"},
    Label{"FAX", "Fax"},    Label{"郵便", "Post"},
};
constexpr std::array kDirections{Label{"受信", "Inbound"}, Label{"発信", "Outbound"}};
constexpr std::array kEmotions{Label{"好意的", "Positive"}, Label{"ふつう", "Neutral"},
                               Label{"不満", "Negative"}};
constexpr std::array kOfferAnswers{Label{"受け入れ", "Accepted"}, Label{"お断り", "Declined"}};

template <class E>
constexpr std::size_t enumerators =
    boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;
static_assert(kPurposes.size() == enumerators<Purpose>);
static_assert(kResults.size() == enumerators<Result>);
static_assert(kChannels.size() == enumerators<Channel>);
static_assert(kDirections.size() == enumerators<Direction>);
static_assert(kEmotions.size() == enumerators<Emotion>);
static_assert(kOfferAnswers.size() == enumerators<OfferAnswer>);

// Parents before their children, in the order a form shows them.
constexpr std::array kReasons{
    CoreReason{"leftover", "", {"余っている", "Too much left"}},
    CoreReason{"slow_use", "leftover", {"使い切れない", "Uses it slowly"}},
    CoreReason{"too_much", "leftover", {"量が多い", "Too large a quantity"}},
    CoreReason{"price", "", {"価格", "Price"}},
    CoreReason{"too_expensive", "price", {"高い", "Too expensive"}},
    CoreReason{"income", "price", {"家計の事情", "Household income"}},
    CoreReason{"effect", "", {"効果", "Effect"}},
    CoreReason{"no_effect", "effect", {"実感がない", "No effect felt"}},
    CoreReason{"skin_trouble", "effect", {"肌・体に合わない", "Does not suit her"}},
    CoreReason{"taste_smell", "", {"味・香り", "Taste or smell"}},
    CoreReason{"competitor", "", {"他社商品", "Another maker's product"}},
    CoreReason{"delivery", "", {"配送", "Delivery"}},
    CoreReason{"timing", "delivery", {"周期が合わない", "The cycle does not fit"}},
    CoreReason{"late", "delivery", {"届くのが遅い", "Arrives late"}},
    CoreReason{"service", "", {"応対", "Service"}},
    CoreReason{"life", "", {"生活の変化", "Change of life"}},
    CoreReason{"moving", "life", {"引越し", "Moving house"}},
    CoreReason{"pregnancy", "life", {"妊娠・出産", "Pregnancy"}},
    CoreReason{"illness", "life", {"病気・入院", "Illness"}},
    CoreReason{"death", "life", {"逝去", "Death"}},
    CoreReason{"trial_only", "", {"お試しのつもり", "Meant as a trial"}},
    CoreReason{"unintended", "", {"定期と知らなかった", "Did not know it was a subscription"}},
    CoreReason{"payment", "", {"決済", "Payment"}},
    CoreReason{"other", "", {"その他", "Other"}},
    CoreReason{"unknown", "", {"不明", "Unknown"}},
};

// A field without a rule is optional.
constexpr std::array kFormRules{
    CoreRule{Purpose::Cancel, "reason_code", Need::Required},
    CoreRule{Purpose::Cancel, "order_id", Need::Hidden},
    CoreRule{Purpose::SkipPause, "order_id", Need::Hidden},
    CoreRule{Purpose::ChangePlan, "order_id", Need::Hidden},
    CoreRule{Purpose::ChangeAddress, "reason_code", Need::Hidden},
    CoreRule{Purpose::ChangeAddress, "order_id", Need::Hidden},
    CoreRule{Purpose::ChangeAddress, "offer_id", Need::Hidden},
    CoreRule{Purpose::ChangeAddress, "offer_answer", Need::Hidden},
    CoreRule{Purpose::Order, "reason_code", Need::Hidden},
    CoreRule{Purpose::ProductQuestion, "order_id", Need::Hidden},
    CoreRule{Purpose::Billing, "offer_id", Need::Hidden},
    CoreRule{Purpose::Billing, "offer_answer", Need::Hidden},
    CoreRule{Purpose::Complaint, "note", Need::Required},
    CoreRule{Purpose::Complaint, "offer_id", Need::Hidden},
    CoreRule{Purpose::Complaint, "offer_answer", Need::Hidden},
    CoreRule{Purpose::RetentionCall, "order_id", Need::Hidden},
    CoreRule{Purpose::WinBack, "order_id", Need::Hidden},
};

}  // namespace

std::span<const CoreReason> reasons() { return kReasons; }
std::span<const CoreRule> form_rules() { return kFormRules; }

const Label& label(Purpose value) { return kPurposes.at(std::size_t(value)); }
const Label& label(Result value) { return kResults.at(std::size_t(value)); }
const Label& label(Channel value) { return kChannels.at(std::size_t(value)); }
const Label& label(Direction value) { return kDirections.at(std::size_t(value)); }
const Label& label(Emotion value) { return kEmotions.at(std::size_t(value)); }
const Label& label(OfferAnswer value) { return kOfferAnswers.at(std::size_t(value)); }

}  // namespace tsunagi::record::core
