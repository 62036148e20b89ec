#include "insight/choice_words.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::insight {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::vector<std::int64_t>> ids_of(std::string_view text) {
    std::vector<std::int64_t> ids;
    while (!text.empty()) {
        const auto dot = std::min(text.find('.'), text.size());
        const auto id = whole_number(text.substr(0, dot));
        if (!id || *id <= 0 || std::ranges::find(ids, *id) != ids.end()) return std::nullopt;
        ids.push_back(*id);
        if (dot + 1 == text.size()) return std::nullopt;
        text.remove_prefix(std::min(dot + 1, text.size()));
    }
    return ids;
}

bool allows(const ChoiceRule& rule, std::string_view value) {
    if (rule.segments > 0) {
        const auto ids = ids_of(value);
        return ids && std::ssize(*ids) <= rule.segments;
    }
    if (rule.options.empty()) {
        if (value.empty()) return rule.otherwise.empty();
        const auto number = whole_number(value);
        return number && rule.min <= *number && *number <= rule.max;
    }
    return std::ranges::find(rule.options, value, &OptionRule::value) != rule.options.end();
}

std::string allowed_by(const ChoiceRule& rule) {
    if (rule.segments > 0) {
        return std::string("at most ").append(std::to_string(rule.segments)).append(" segments");
    }
    if (rule.options.empty()) {
        return std::to_string(rule.min) + " to " + std::to_string(rule.max);
    }
    std::string all;
    for (const OptionRule& option : rule.options) {
        if (!all.empty()) all += ", ";
        all += option.value;
    }
    return all;
}

}  // namespace tsunagi::insight
