#include "access/password_rules.h"

#include "access/common_passwords.h"
#include "base/error.h"
#include "base/text.h"

#include <algorithm>

namespace tsunagi::access {

static constexpr std::size_t kLongestPeriod = 6;  // bytes
static constexpr std::size_t kShortestWord = 3;

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Without the digits and signs at both ends.
static std::string_view core_of(std::string_view form) {
    while (!form.empty() && !is_letter(form.front())) form.remove_prefix(1);
    while (!form.empty() && !is_letter(form.back())) form.remove_suffix(1);
    return form;
}

static std::size_t period_of(std::string_view form) {
    for (std::size_t period = 1; period < form.size(); ++period) {
        if (form.substr(period) == form.substr(0, form.size() - period)) return period;
    }
    return form.size();
}

static bool is_repetition(std::string_view form) {
    const auto period = period_of(form);
    return period * 2 <= form.size() &&
           (period <= kLongestPeriod || is_common_password(form.substr(0, period)));
}

// "abcdefghijkl", "987654321098": each character follows the one before, digits in a ring.
static bool is_run(std::string_view form) {
    const auto steps = [&](int step) {
        return std::ranges::adjacent_find(form, [step](char a, char b) {
                   const bool digits = a >= '0' && a <= '9' && b >= '0' && b <= '9';
                   return digits ? (a - '0' + step + 10) % 10 != b - '0' : a + step != b;
               }) == form.end();
    };
    return form.size() > 1 && (steps(1) || steps(-1));
}

static void erase_all(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
        text.erase(at, word.size());
    }
}

// The form without the words of the person and her shop, and the parts of an e-mail address.
static std::string without(std::string form, const std::vector<std::string_view>& words) {
    for (const auto word : words) {
        const std::string whole = search_form(word);
        if (whole.size() >= kShortestWord) erase_all(form, whole);
        const auto local = std::string_view(whole).substr(0, whole.find('@'));
        if (local.size() >= kShortestWord) erase_all(form, local);
    }
    erase_all(form, "tsunagi");
    return form;
}

static bool is_guessable(std::string_view password, const std::vector<std::string_view>& words) {
    const std::string form = search_form(password);
    if (is_common_password(form) || is_repetition(form) || is_run(form)) return true;
    const auto core = core_of(form);
    if (!core.empty() && (is_common_password(core) || is_run(core) || is_repetition(core))) {
        return true;
    }
    const std::string rest = without(form, words);
    const auto left = core_of(rest);
    return rest != form && (left.empty() || is_common_password(left));
}

void check_new_password(std::string_view password, const std::vector<std::string_view>& words,
                        std::string_view pointer) {
    const auto refuse = [&](std::string_view code, const std::string& message) {
        const FieldError field{std::string(pointer), std::string(code), message, {}};
        throw Error(Code::InvalidInput, message, {field});
    };
    const auto length = code_points(password);
    if (length < kShortestPassword) {
        refuse("password_too_short", "a password has at least 12 characters");
    }
    if (length > kLongestPassword) {
        refuse("password_too_long", "a password has at most 200 characters");
    }
    if (is_guessable(password, words))
        refuse("password_guessable", "this password is guessed first");
}

}  // namespace tsunagi::access
