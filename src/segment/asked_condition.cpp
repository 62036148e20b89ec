#include "segment/asked_condition.h"

#include "base/json.h"
#include "record/changes.h"

#include <algorithm>

namespace tsunagi::segment {

namespace {

// The end of the string that begins here, behind its closing quote.
std::size_t string_end(std::string_view json, std::size_t at) {
    for (++at; json[at] != '"'; ++at) {
        if (json[at] == '\\') ++at;
    }
    return at + 1;
}

bool is_plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' || letter == '.';
}

std::size_t bytes_in_address(std::string_view text) {
    const auto plain = static_cast<std::size_t>(std::ranges::count_if(text, is_plain));
    return plain + 3 * (text.size() - plain);
}

}  // namespace

std::string text_of(const Condition& condition) {
    constexpr std::string_view kNothing = ":null";
    const std::string json = to_json(condition);
    std::string text;
    for (std::size_t at = 0; at < json.size();) {
        if (json[at] != '"') {
            // A comma stays between what stays.
            const bool ends = json[at] == '}' || json[at] == ']';
            if (ends && text.back() == ',') text.pop_back();
            text += json[at++];
            continue;
        }
        const std::size_t end = string_end(json, at);
        if (json.compare(end, kNothing.size(), kNothing) == 0) {
            at = end + kNothing.size();
            if (json[at] == ',') ++at;
            continue;
        }
        text.append(json, at, end - at);
        at = end;
    }
    return text;
}

void check_asked(const Condition& condition, std::string_view at) {
    record::refuse(errors_of(condition, at), "the condition is not valid");
    if (bytes_in_address(text_of(condition)) <= kMostAskedBytes) return;
    throw record::invalid(at, "condition_too_long",
                          "the condition is too long for an address: keep it as a segment");
}

}  // namespace tsunagi::segment
