#include "insight/contact_groups.h"

#include "insight/periods.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

constexpr std::array kDirections{OptionRule{"in", {"受信", "Inbound"}},
                                 OptionRule{"out", {"発信", "Outbound"}}};
constexpr std::array kAnswers{OptionRule{"accepted", {"受け入れ", "Accepted"}},
                              OptionRule{"declined", {"お断り", "Declined"}},
                              OptionRule{"none", {"ご案内なし", "No offer"}}};
constexpr std::array kEmotions{OptionRule{"positive", {"好意的", "Positive"}},
                               OptionRule{"negative", {"不満", "Negative"}},
                               OptionRule{"neutral", {"ふつう・記録なし", "Neutral or not told"}}};

std::span<const OptionRule> options_of(ContactBy by) {
    switch (by) {
        case ContactBy::Direction: return kDirections;
        case ContactBy::Answer: return kAnswers;
        case ContactBy::Emotion: return kEmotions;
        default: return {};
    }
}

template <class Words>
std::size_t count_of(const Words& words) {
    return static_cast<std::size_t>(words.size());
}

Phrase name_of(ContactBy by) {
    switch (by) {
        case ContactBy::None: break;
        case ContactBy::Purpose: return {"用件", "Purpose"};
        case ContactBy::Reason: return {"理由", "Reason"};
        case ContactBy::Channel: return {"窓口", "Channel"};
        case ContactBy::Queue: return {"着信窓口", "Queue"};
        case ContactBy::Direction: return {"受発信", "Direction"};
        case ContactBy::Result: return {"結果", "Result"};
        case ContactBy::Product: return {"商品", "Product"};
        case ContactBy::Agent: return {"担当者", "Operator"};
        case ContactBy::Offer: return {"特典", "Offer"};
        case ContactBy::Answer: return {"返事", "Answer"};
        case ContactBy::Emotion: return {"感情", "Emotion"};
        case ContactBy::Month: return {"月", "Month"};
        case ContactBy::Medium: return {"獲得媒体", "Medium"};
    }
    return {"グループ", "Group"};
}

}  // namespace

int first_contact_day(const journey::Scope& scope) {
    const auto& view = scope.view();
    int first = scope.as_of();
    for (const journey::Part* part : {&*view.base, &view.delta->part}) {
        first = std::min(
            {first, int{part->touches.extent.first}, int{part->given_up.extent.first}});
    }
    return first;
}

ContactGroups::ContactGroups(const Question& question, ContactBy by)
    : question_(question), by_(by),
      months_(first_contact_day(question.scope), question.scope.as_of()) {
    const journey::Words& words = question.scope.words();
    switch (by) {
        case ContactBy::None: break;
        case ContactBy::Purpose: size_ = count_of(words.purposes); break;
        case ContactBy::Reason: size_ = count_of(words.reasons); break;
        case ContactBy::Channel: size_ = count_of(words.channels); break;
        case ContactBy::Queue: size_ = count_of(words.queues); break;
        case ContactBy::Result: size_ = count_of(words.results); break;
        case ContactBy::Product: size_ = count_of(words.products); break;
        case ContactBy::Agent: size_ = count_of(words.agents); break;
        case ContactBy::Offer: size_ = count_of(words.offers); break;
        case ContactBy::Month: size_ = count_of(months_); break;
        case ContactBy::Medium: size_ = count_of(words.media); break;
        case ContactBy::Direction:
        case ContactBy::Answer:
        case ContactBy::Emotion: size_ = options_of(by).size(); break;
    }
}

std::string_view ContactGroups::code(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    switch (by_) {
        case ContactBy::Purpose: return words.purposes.text(number);
        case ContactBy::Reason: return words.reasons.text(number);
        case ContactBy::Channel: return words.channels.text(number);
        case ContactBy::Queue: return words.queues.text(number);
        case ContactBy::Result: return words.results.text(number);
        case ContactBy::Medium: return words.media.text(number);
        case ContactBy::Direction:
        case ContactBy::Answer:
        case ContactBy::Emotion: return options_of(by_)[group].value;
        default: return "all";
    }
}

std::int64_t ContactGroups::id(std::size_t group) const {
    const journey::Words& words = question_.scope.words();
    const int number = static_cast<int>(group);
    if (by_ == ContactBy::Product) return words.products.id(number);
    if (by_ == ContactBy::Agent) return words.agents.id(number);
    return words.offers.id(number);
}

std::string ContactGroups::key(std::size_t group) const {
    switch (by_) {
        case ContactBy::Product:
        case ContactBy::Agent:
        case ContactBy::Offer: return std::to_string(id(group));
        case ContactBy::Month: return to_text(months_.month(static_cast<int>(group)));
        default: return std::string(code(group));
    }
}

std::string ContactGroups::label(std::size_t group) const {
    const Labels& labels = question_.labels;
    switch (by_) {
        case ContactBy::None: return question_.said({"全体", "All"});
        case ContactBy::Product: return labels.product(id(group));
        case ContactBy::Agent: return labels.agent(id(group));
        case ContactBy::Offer: return labels.offer(id(group));
        case ContactBy::Month: {
            auto month = key(group);
            std::ranges::replace(month, '-', '/');
            return month;
        }
        case ContactBy::Purpose: return labels.purpose(key(group));
        case ContactBy::Reason: return labels.reason(key(group));
        case ContactBy::Channel: return labels.channel(key(group));
        case ContactBy::Result: return labels.result(key(group));
        case ContactBy::Queue:
        case ContactBy::Medium: return labels.text(key(group));
        case ContactBy::Direction:
        case ContactBy::Answer:
        case ContactBy::Emotion: break;
    }
    return question_.said(options_of(by_)[group].label);
}

Column ContactGroups::column() const { return {"group", question_.said(name_of(by_)), Unit::Text}; }

bool ContactGroups::whole(std::size_t group) const {
    return by_ != ContactBy::Month ||
           holds_whole(question_.scope, months_.month(static_cast<int>(group)));
}

std::vector<Cell> ContactGroups::row(std::size_t group, std::vector<Cell> cells) const {
    for (Cell& cell : cells) cell.immature |= !whole(group);
    return cells;
}

std::optional<std::size_t> ContactGroups::find(std::string_view wanted) const {
    for (std::size_t group = 0; group < size_; ++group) {
        if (key(group) == wanted) return group;
    }
    return std::nullopt;
}

}  // namespace tsunagi::insight
