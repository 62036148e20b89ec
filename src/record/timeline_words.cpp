#include "record/timeline_words.h"

#include "base/json.h"
#include "base/phrase.h"
#include "record/core_pick_lists.h"

#include <algorithm>
#include <array>

namespace tsunagi::record {

namespace {

using Label = tsunagi::Phrase;

constexpr Label kContact{"{channel} {purpose} → {result}", "{channel}: {purpose} → {result}"};
constexpr Label kCallOut{"{channel}(発信) {purpose} → {result}",
                         "{channel} out: {purpose} → {result}"};
constexpr Label kAbandoned{"{channel} 応答前に切断(放棄呼)", "{channel}: given up unanswered"};
constexpr Label kOrder{"注文", "Order"};
constexpr Label kDeliveryOrder{"注文(定期{n}回目)", "Order (delivery {n})"};
constexpr Label kCycle{"周期", "cycle"};
constexpr Label kQuantity{"数量", "quantity"};
constexpr Label kPrice{"価格", "price"};
constexpr Label kProduct{"商品", "product"};
constexpr Label kShipment{"次回お届け", "next delivery"};
constexpr Label kEstimated{"推定", "estimated"};
constexpr Label kCancellationOn{"{day}付の解約", "cancellation as of {day}"};
constexpr Label kDays{"{n}日", "{n} days"};
constexpr Label kMonths{"{n}か月", "{n} months"};
constexpr Label kNps{"おすすめ度(NPS) {n}", "Would recommend (NPS) {n}"};
constexpr Label kCsat{"満足度(CSAT) {n}", "Satisfaction (CSAT) {n}"};
constexpr Label kWaited{"待ち {n}秒", "waited {n} s"};
constexpr Label kFormer{"変更前: {value}", "Before: {value}"};
constexpr Label kChange{"顧客情報の変更", "Customer changed"};
constexpr std::array kOrderStatus{Label{"受付", "open"}, Label{"出荷済み", "shipped"},
                                  Label{"キャンセル", "cancelled"}, Label{"返品", "returned"}};
constexpr std::array kEvents{
    Label{"定期を開始", "Subscription started"},
    Label{"お届け {n}回目", "Delivery {n}"},
    Label{"次回をスキップ", "Delivery skipped"},
    Label{"休止", "Paused"},
    Label{"再開", "Resumed"},
    Label{"定期の内容を変更", "Subscription changed"},
    Label{"解約", "Cancelled"},
    Label{"解約の申し出を取り下げた", "Cancellation withdrawn"},
};
static_assert(kEvents.size() == 1 + std::size_t(EventKind::Withdrawn));
static_assert(kOrderStatus.size() == 1 + std::size_t(OrderStatus::Returned));

// 2026-12-01 as 2026/12/01, "2 month" as 2か月; anything else as it is.
std::string value_in_words(std::string_view value, Language language) {
    if (parse_day(value)) {
        std::string day(value);
        std::ranges::replace(day, '-', '/');
        return day;
    }
    const auto space = value.find(' ');
    const auto n = std::string(value.substr(0, space));
    if (value.ends_with(" day")) return say(kDays, language, {{"n", n}});
    if (value.ends_with(" month")) return say(kMonths, language, {{"n", n}});
    return std::string(value);
}

std::string change_in_words(std::string_view change, Language language) {
    const auto arrow = change.find(" -> ");
    if (arrow == std::string_view::npos) return value_in_words(change, language);
    return value_in_words(change.substr(0, arrow), language) + " → " +
           value_in_words(change.substr(arrow + 4), language);
}

// One part of what an event of subscription_rules.h says of itself; what it does not know, such as
// a person's note, stays as it is.
std::string detail_part(std::string_view part, Language language) {
    static constexpr std::array<std::pair<std::string_view, const Label*>, 5> kFields{
        {{"cycle ", &kCycle},
         {"quantity ", &kQuantity},
         {"price ", &kPrice},
         {"product ", &kProduct},
         {"shipment ", &kShipment}}};
    if (part == "estimated") return say(kEstimated, language);
    if (part.starts_with("cancellation ") && parse_day(part.substr(13))) {
        return say(kCancellationOn, language, {{"day", value_in_words(part.substr(13), language)}});
    }
    for (const auto& [name, label] : kFields) {
        if (!part.starts_with(name) || part.find(" -> ") == std::string_view::npos) continue;
        return say(*label, language) + " " + change_in_words(part.substr(name.size()), language);
    }
    return change_in_words(part, language);
}

void add(std::string_view words, std::string& text) {
    if (words.empty()) return;
    if (!text.empty()) text += " · ";
    text += words;
}

}  // namespace

TimelineWords::TimelineWords(Language language, const std::vector<Reason>& reasons)
    : language_(language) {
    for (const Reason& reason : reasons) {
        reasons_.emplace(reason.code, language == Language::Ja ? reason.ja : reason.en);
    }
}

// A reason that is not in the lists any more is shown by its code.
std::string TimelineWords::reason(std::string_view code) const {
    const auto found = reasons_.find(code);
    return found == reasons_.end() ? std::string(code) : found->second;
}

std::string TimelineWords::title(const Contact& contact) const {
    const Label& label = contact.result == Result::Abandoned        ? kAbandoned
                         : contact.direction == Direction::Outbound ? kCallOut
                                                                    : kContact;
    return say(label, language_,
               {{"channel", std::string(label_of(contact.channel, language_))},
                {"purpose", std::string(label_of(contact.purpose, language_))},
                {"result", std::string(label_of(contact.result, language_))}});
}

std::string TimelineWords::detail(const Contact& contact) const {
    auto text = reason(contact.reason_code);
    const auto add_number = [&](const Label& label, std::optional<int> number) {
        if (number) add(say(label, language_, {{"n", std::to_string(*number)}}), text);
    };
    add(contact.queue, text);
    add_number(kWaited, contact.waited_seconds);
    add_number(kNps, contact.nps);
    add_number(kCsat, contact.csat);
    add(contact.note, text);
    return text;
}

std::string TimelineWords::title(const Order& order) const {
    return say(order.delivery_number > 0 ? kDeliveryOrder : kOrder, language_,
               {{"n", std::to_string(order.delivery_number)}});
}

std::string TimelineWords::detail(const Order& order) const {
    auto text = say(kOrderStatus.at(std::size_t(order.status)), language_);
    for (const OrderLine& line : order.lines) {
        add(line.product_name + " × " + std::to_string(line.quantity), text);
    }
    return text;
}

std::string TimelineWords::title(const SubscriptionEvent& event) const {
    return say(kEvents.at(std::size_t(event.kind)), language_,
               {{"n", std::to_string(event.delivery_number)}});
}

std::string TimelineWords::detail(const SubscriptionEvent& event,
                                  std::string_view product_name) const {
    std::string text(product_name);
    add(reason(event.reason_code), text);
    for (std::string_view left = event.detail; !left.empty();) {
        const auto end = std::min(left.find("; "), left.size());
        add(detail_part(left.substr(0, end), language_), text);
        left.remove_prefix(std::min(end + 2, left.size()));
    }
    return text;
}

std::string TimelineWords::title(const Attribute& attribute) const {
    return (language_ == Language::Ja ? attribute.label_ja : attribute.label_en) + ": " +
           attribute.value;
}

std::string TimelineWords::detail_of_former(std::string_view former_value) const {
    return say(kFormer, language_, {{"value", std::string(former_value)}});
}

std::string TimelineWords::title_of_change() const { return say(kChange, language_); }

std::string TimelineWords::detail_of_change(std::string_view after_json) const {
    CustomerPatch changed;
    read_json(type_of<CustomerPatch>(), after_json, &changed);
    std::string text;
    for (const Field& field : type_of<CustomerPatch>().fields) {
        const void* member = reinterpret_cast<const char*>(&changed) + field.offset;
        if (field.type->count(member) == 0) continue;
        if (field.rule) {
            add(language_ == Language::Ja ? field.rule->ja : field.rule->en, text);
        } else {
            add(field.name, text);
        }
    }
    return text;
}

}  // namespace tsunagi::record
