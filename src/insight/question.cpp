#include "insight/question.h"

#include "base/error.h"
#include "insight/choice_words.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace tsunagi::insight {

static FieldError not_allowed(const ChoiceRule& rule, const std::string& value) {
    std::string message(rule.key);
    message.append(": ").append(value).append(" is not one of ").append(allowed_by(rule));
    return {"/choices", "not_in_list", std::move(message), {}};
}

Choices::Choices(std::span<const ChoiceRule> rules, const std::vector<std::string>& words)
    : rules_(rules) {
    for (const ChoiceRule& rule : rules) values_[std::string(rule.key)] = rule.otherwise;
    std::vector<FieldError> wrong;
    for (const std::string& word : words) {
        const auto colon = std::min(word.find(':'), word.size());
        const std::string key = word.substr(0, colon);
        const std::string value = word.substr(std::min(colon + 1, word.size()));
        const auto rule = std::ranges::find(rules, key, &ChoiceRule::key);
        if (rule == rules.end()) {
            wrong.push_back({"/choices", "unknown_choice", "there is no choice " + key, {}});
        } else if (!allows(*rule, value)) {
            wrong.push_back(not_allowed(*rule, value));
        } else {
            values_[key] = value;
        }
    }
    if (!wrong.empty()) throw Error(Code::InvalidInput, wrong.front().message, wrong);
}

int Choices::number(std::string_view key) const {
    return static_cast<int>(*whole_number(word(key)));
}

std::vector<std::int64_t> Choices::segments() const {
    const bool asked = std::ranges::any_of(rules_, [&](const ChoiceRule& rule) {
        return !rule.options.empty() && word(rule.key) == kBySegment;
    });
    const auto rule = std::ranges::find_if(rules_,
                                           [](const auto& one) { return one.segments > 0; });
    if (!asked || rule == rules_.end()) return {};
    return *ids_of(word(rule->key));
}

std::vector<ReportChoice> Choices::said_in(Language language) const {
    std::vector<ReportChoice> said;
    for (const ChoiceRule& rule : rules_) {
        ReportChoice choice{.key = std::string(rule.key),
                            .label = say(rule.label, language),
                            .value = std::string(word(rule.key)),
                            .options = {},
                            .min = rule.min,
                            .max = rule.max,
                            .segments = rule.segments};
        for (const OptionRule& option : rule.options) {
            choice.options.push_back({std::string(option.value), say(option.label, language)});
        }
        said.push_back(std::move(choice));
    }
    return said;
}

}  // namespace tsunagi::insight
