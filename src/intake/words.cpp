// The words of carts and call centres for the codes of the record. Forms are those of
// search_form(): NFKC, lower case, katakana, no white space.
#include "base/text.h"
#include "intake/values.h"

#include <array>
#include <charconv>
#include <span>

namespace tsunagi::intake {

namespace {

struct Word {
    std::string_view form;
    std::string_view code;
};

// The first word that the cell is, else the first it contains.
Parsed<std::string_view> code_of(std::string_view cell, std::span<const Word> words) {
    const auto form = search_form(cell);
    for (const Word& word : words) {
        if (form == word.form) return {.value = word.code};
    }
    for (const Word& word : words) {
        if (word.form.size() > 3 && form.find(word.form) != std::string::npos) {
            return {.value = word.code};
        }
    }
    return {{}, Fault::UnknownValue};
}

constexpr std::array kSexWords{Word{"", "unknown"},       Word{"男", "male"},
                               Word{"女", "female"},      Word{"男性", "male"},
                               Word{"女性", "female"},    Word{"male", "male"},
                               Word{"female", "female"},  Word{"m", "male"},
                               Word{"f", "female"},       Word{"ソノ他", "other"},
                               Word{"other", "other"},    Word{"不明", "unknown"},
                               Word{"未回答", "unknown"}, Word{"回答シナイ", "unknown"},
                               Word{"unknown", "unknown"}};

constexpr std::array kOrderWords{Word{"", "open"},
                                 Word{"open", "open"},
                                 Word{"shipped", "shipped"},
                                 Word{"cancelled", "cancelled"},
                                 Word{"returned", "returned"},
                                 Word{"未発送", "open"},
                                 Word{"未出荷", "open"},
                                 Word{"unfulfilled", "open"},
                                 Word{"partial", "open"},
                                 Word{"キャンセル", "cancelled"},
                                 Word{"取消", "cancelled"},
                                 Word{"取リ消シ", "cancelled"},
                                 Word{"canceled", "cancelled"},
                                 Word{"voided", "cancelled"},
                                 Word{"返品", "returned"},
                                 Word{"返金", "returned"},
                                 Word{"refunded", "returned"},
                                 Word{"発送済", "shipped"},
                                 Word{"出荷済", "shipped"},
                                 Word{"配送済", "shipped"},
                                 Word{"発送完了", "shipped"},
                                 Word{"出荷完了", "shipped"},
                                 Word{"fulfilled", "shipped"},
                                 Word{"completed", "shipped"},
                                 Word{"完了", "shipped"},
                                 Word{"新規", "open"},
                                 Word{"入金待チ", "open"},
                                 Word{"入金済", "open"},
                                 Word{"取リ寄セ", "open"},
                                 Word{"取寄", "open"},
                                 Word{"対応中", "open"},
                                 Word{"処理中", "open"},
                                 Word{"決済", "open"},
                                 Word{"購入", "open"},
                                 Word{"保留", "open"},
                                 Word{"受注", "open"},
                                 Word{"pending", "open"},
                                 Word{"processing", "open"},
                                 Word{"paid", "open"}};

constexpr std::array kSubscriptionWords{Word{"", "active"},
                                        Word{"active", "active"},
                                        Word{"paused", "paused"},
                                        Word{"cancelled", "cancelled"},
                                        Word{"無効", "cancelled"},
                                        Word{"解約", "cancelled"},
                                        Word{"キャンセル", "cancelled"},
                                        Word{"canceled", "cancelled"},
                                        Word{"終了", "cancelled"},
                                        Word{"削除", "cancelled"},
                                        Word{"expired", "cancelled"},
                                        Word{"停止", "paused"},
                                        Word{"休止", "paused"},
                                        Word{"onhold", "paused"},
                                        Word{"on-hold", "paused"},
                                        Word{"pause", "paused"},
                                        Word{"有効", "active"},
                                        Word{"継続", "active"},
                                        Word{"稼働", "active"},
                                        Word{"利用中", "active"},
                                        Word{"契約中", "active"}};

constexpr std::array kResultWords{Word{"", "answered"},
                                  Word{"解約", "cancel_accepted"},
                                  Word{"継続", "kept"},
                                  Word{"スキップ", "skipped"},
                                  Word{"休止", "paused"},
                                  Word{"変更", "changed"},
                                  Word{"注文", "ordered"},
                                  Word{"受注", "ordered"},
                                  Word{"返品", "returned"},
                                  Word{"完了", "answered"},
                                  Word{"問イ合ワセ", "answered"},
                                  Word{"見込", "prospect"},
                                  Word{"再コール", "recall"},
                                  Word{"折返", "recall"},
                                  Word{"放棄", "abandoned"},
                                  Word{"abandoned", "abandoned"},
                                  Word{"留守", "no_answer"},
                                  Word{"不在", "no_answer"},
                                  Word{"不通", "no_answer"},
                                  Word{"未応答", "no_answer"},
                                  Word{"応答ナシ", "no_answer"},
                                  Word{"不応答", "no_answer"},
                                  Word{"noanswer", "no_answer"},
                                  Word{"応答", "answered"},
                                  Word{"コール", "no_answer"},
                                  Word{"fax", "fax"},
                                  Word{"現アナ", "unreachable"},
                                  Word{"使ワレテイ", "unreachable"},
                                  Word{"クレーム", "complaint"},
                                  Word{"cancel_accepted", "cancel_accepted"},
                                  Word{"kept", "kept"},
                                  Word{"skipped", "skipped"},
                                  Word{"paused", "paused"},
                                  Word{"changed", "changed"},
                                  Word{"ordered", "ordered"},
                                  Word{"returned", "returned"},
                                  Word{"answered", "answered"},
                                  Word{"prospect", "prospect"},
                                  Word{"recall", "recall"},
                                  Word{"no_answer", "no_answer"},
                                  Word{"unreachable", "unreachable"},
                                  Word{"complaint", "complaint"}};

// Of a column that says what became of a call, or whether it was abandoned.
constexpr std::array kFateWords{
    Word{"", ""},
    Word{"1", "abandoned"},
    Word{"0", "answered"},
    Word{"true", "abandoned"},
    Word{"false", "answered"},
    Word{"yes", "abandoned"},
    Word{"no", "answered"},
    Word{"y", "abandoned"},
    Word{"n", "answered"},
    Word{"ハイ", "abandoned"},
    Word{"イイエ", "answered"},
    Word{"放棄", "abandoned"},
    Word{"切断", "abandoned"},
    Word{"不在", "abandoned"},
    Word{"未応答", "abandoned"},
    Word{"不応答", "abandoned"},
    Word{"応答ナシ", "abandoned"},
    Word{"応答", "answered"},
    Word{"完了", "answered"},
    Word{"abandon", "abandoned"},
    Word{"unanswered", "abandoned"},
    Word{"noanswer", "abandoned"},
    Word{"missed", "abandoned"},
    Word{"answered", "answered"},
};

constexpr std::array kPurposeWords{Word{"", "other"},
                                   Word{"解約", "cancel"},
                                   Word{"スキップ", "skip_pause"},
                                   Word{"休止", "skip_pause"},
                                   Word{"住所", "change_address"},
                                   Word{"変更", "change_plan"},
                                   Word{"注文", "order"},
                                   Word{"商品", "product_question"},
                                   Word{"使イ方", "usage"},
                                   Word{"請求", "billing"},
                                   Word{"支払", "billing"},
                                   Word{"配送", "delivery"},
                                   Word{"クレーム", "complaint"},
                                   Word{"引キ留メ", "retention_call"},
                                   Word{"掘リ起コシ", "win_back"},
                                   Word{"cancel", "cancel"},
                                   Word{"order", "order"},
                                   Word{"billing", "billing"},
                                   Word{"delivery", "delivery"},
                                   Word{"complaint", "complaint"},
                                   Word{"usage", "usage"},
                                   Word{"retention_call", "retention_call"},
                                   Word{"win_back", "win_back"},
                                   Word{"other", "other"}};

constexpr std::array kChannelWords{
    Word{"", "phone"},      Word{"電話", "phone"},    Word{"tel", "phone"},
    Word{"phone", "phone"}, Word{"メール", "mail"},   Word{"mail", "mail"},
    Word{"e-mail", "mail"}, Word{"チャット", "chat"}, Word{"chat", "chat"},
    Word{"line", "line"},   Word{"sms", "sms"},       Word{"来店", "visit"},
    Word{"訪問", "visit"},  Word{"visit", "visit"},   Word{"fax", "fax"},
    Word{"郵便", "post"},   Word{"手紙", "post"},     Word{"post", "post"}};

constexpr std::array kDirectionWords{
    Word{"", "inbound"},          Word{"着信", "inbound"},
    Word{"受信", "inbound"},      Word{"インバウンド", "inbound"},
    Word{"inbound", "inbound"},   Word{"in", "inbound"},
    Word{"発信", "outbound"},     Word{"架電", "outbound"},
    Word{"送信", "outbound"},     Word{"アウトバウンド", "outbound"},
    Word{"outbound", "outbound"}, Word{"out", "outbound"}};

// More particular reasons first.
constexpr std::array kReasonWords{Word{"使イ切レ", "slow_use"},
                                  Word{"量ガ多", "too_much"},
                                  Word{"余ッテ", "leftover"},
                                  Word{"溜マッテ", "leftover"},
                                  Word{"タマッテ", "leftover"},
                                  Word{"高イ", "too_expensive"},
                                  Word{"値段", "price"},
                                  Word{"価格", "price"},
                                  Word{"金銭", "income"},
                                  Word{"家計", "income"},
                                  Word{"経済", "income"},
                                  Word{"expensive", "too_expensive"},
                                  Word{"price", "price"},
                                  Word{"肌", "skin_trouble"},
                                  Word{"アレルギー", "skin_trouble"},
                                  Word{"カユ", "skin_trouble"},
                                  Word{"実感", "no_effect"},
                                  Word{"効果", "effect"},
                                  Word{"味", "taste_smell"},
                                  Word{"香リ", "taste_smell"},
                                  Word{"匂イ", "taste_smell"},
                                  Word{"ニオイ", "taste_smell"},
                                  Word{"他社", "competitor"},
                                  Word{"別ノ商品", "competitor"},
                                  Word{"周期", "timing"},
                                  Word{"届クノガ遅", "late"},
                                  Word{"配送", "delivery"},
                                  Word{"応対", "service"},
                                  Word{"対応ガ", "service"},
                                  Word{"引越", "moving"},
                                  Word{"引ッ越", "moving"},
                                  Word{"転居", "moving"},
                                  Word{"妊娠", "pregnancy"},
                                  Word{"出産", "pregnancy"},
                                  Word{"病気", "illness"},
                                  Word{"入院", "illness"},
                                  Word{"体調", "illness"},
                                  Word{"逝去", "death"},
                                  Word{"死亡", "death"},
                                  Word{"亡クナ", "death"},
                                  Word{"オ試シ", "trial_only"},
                                  Word{"試シ", "trial_only"},
                                  Word{"定期ト知ラ", "unintended"},
                                  Word{"定期ダト", "unintended"},
                                  Word{"知ラナカッタ", "unintended"},
                                  Word{"決済", "payment"},
                                  Word{"カード", "payment"},
                                  Word{"不明", "unknown"},
                                  Word{"unknown", "unknown"},
                                  Word{"理由ナシ", "unknown"}};

}  // namespace

Parsed<std::string_view> parse_sex(std::string_view cell) { return code_of(cell, kSexWords); }
Parsed<std::string_view> parse_order_status(std::string_view cell) {
    return code_of(cell, kOrderWords);
}
Parsed<std::string_view> parse_subscription_status(std::string_view cell) {
    return code_of(cell, kSubscriptionWords);
}
Parsed<std::string_view> parse_contact_result(std::string_view cell) {
    return code_of(cell, kResultWords);
}
Parsed<std::string_view> parse_call_fate(std::string_view cell) {
    return code_of(cell, kFateWords);
}
Parsed<std::string_view> parse_contact_purpose(std::string_view cell) {
    auto read = code_of(cell, kPurposeWords);
    return read ? read : Parsed<std::string_view>{.value = "other"};
}
Parsed<std::string_view> parse_channel(std::string_view cell) {
    return code_of(cell, kChannelWords);
}
Parsed<std::string_view> parse_direction(std::string_view cell) {
    return code_of(cell, kDirectionWords);
}

std::string_view reason_of(std::string_view words) {
    const auto form = search_form(words);
    if (form.empty()) return "unknown";
    for (const Word& word : kReasonWords) {
        if (form.find(word.form) != std::string::npos) return word.code;
    }
    return "other";
}

std::optional<Cycle> parse_cycle(std::string_view cell) {
    const auto form = search_form(cell);
    std::int64_t number = 0;
    const auto from = form.find_first_of("0123456789");
    if (from != std::string::npos) {
        std::from_chars(form.data() + from, form.data() + form.size(), number);
        if (number < 1 || number > 365) return std::nullopt;
    }
    const auto has = [&](std::string_view word) { return form.find(word) != std::string::npos; };
    const auto times = number == 0 ? 1 : number;
    if (has("週") || has("week")) return Cycle{"day", times * 7};
    if (has("月") || has("month")) return Cycle{"month", times};
    if (has("年") || has("year")) return Cycle{"month", times * 12};
    if (number == 0) return std::nullopt;
    return Cycle{"day", number};
}

}  // namespace tsunagi::intake
