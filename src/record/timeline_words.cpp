#include "record/timeline_words.h"

#include "base/json.h"
#include "base/phrase.h"
#include "record/core_pick_lists.h"

#include <array>

namespace tsunagi::record {

namespace {

using Label = tsunagi::Phrase;

constexpr Label kContact{"{channel} {purpose} → {result}", "{channel}: {purpose} → {result}"};
constexpr Label kCallOut{"{channel}(発信) {purpose} → {result}",
                         "{channel} out: {purpose} → {result}"};
constexpr Label kOrder{"注文", "Order"};
constexpr Label kDeliveryOrder{"注文(定期{n}回目)", "Order (delivery {n})"};
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
};
static_assert(kEvents.size() == 1 + std::size_t(EventKind::Cancelled));
static_assert(kOrderStatus.size() == 1 + std::size_t(OrderStatus::Returned));

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
    return say(contact.direction == Direction::Outbound ? kCallOut : kContact, language_,
               {{"channel", std::string(label_of(contact.channel, language_))},
                {"purpose", std::string(label_of(contact.purpose, language_))},
                {"result", std::string(label_of(contact.result, language_))}});
}

std::string TimelineWords::detail(const Contact& contact) const {
    auto text = reason(contact.reason_code);
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
    add(event.detail, text);
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
