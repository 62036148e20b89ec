#include "record/search_grams.h"

#include "base/text.h"
#include "base/utf8.h"

namespace tsunagi::record {

namespace {

constexpr std::size_t kMaxWords = 8;
constexpr std::size_t kDigitsTogether = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_kept(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || is_digit(c) || c < 0 || c == '@' || c == '.' || c == '-' || c == '_' ||
           c == '+';
}

// A normal form without the signs that the index gives a meaning of its own.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : search_form(text)) {
        if (is_kept(c)) out += c;
    }
    return out;
}

std::string digits_of(std::string_view text) {
    std::string out;
    for (const char c : nfkc(text)) {
        if (is_digit(c)) out += c;
    }
    return out;
}

void append_part(std::string_view part, std::string& forms) {
    if (part.empty()) return;
    forms += part;
    forms += '|';
}

std::vector<std::string> words_of(std::string_view text) {
    const std::string typed = nfkc(text);
    std::vector<std::string> words;
    std::size_t begin = 0;
    while (begin < typed.size()) {
        const auto end = std::min(typed.find(' ', begin), typed.size());
        if (end > begin) words.push_back(typed.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::string first_letter(std::string_view form) {
    return std::string(form.substr(0, utf8::decode(form, 0).bytes));
}

void append_name(std::string_view name, std::string& forms) {
    append_part(plain(name), forms);
    for (const std::string& word : words_of(name)) {
        const auto form = plain(word);
        if (!form.empty()) append_part("^" + first_letter(form), forms);
    }
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

void append_gram(std::string_view gram, std::string& grams) {
    if (!grams.empty()) grams += ' ';
    grams += gram;
}

void append_triples(std::string_view digits, std::string& grams) {
    if (digits.size() < kDigitsTogether) return append_gram(digits, grams);
    for (std::size_t i = 0; i + kDigitsTogether <= digits.size(); ++i) {
        append_gram(digits.substr(i, kDigitsTogether), grams);
    }
}

void append_pairs(std::string_view text, std::string& grams) {
    for (const std::string& pair : bigrams(text)) append_gram(pair, grams);
}

// The digits of a word that may be part of a phone number, without what stands before the number
// of the country: +81 90…, 090… and 90… are then all parts of 8190….
std::string phone_part(std::string_view word) {
    const std::string typed = nfkc(word);
    const bool phone_signs = std::ranges::all_of(typed, [](char c) {
        return is_digit(c) || c == '-' || c == '(' || c == ')' || c == '+' || c == '.';
    });
    if (!phone_signs) return {};
    const auto digits = digits_of(typed);
    const auto first = digits.find_first_not_of('0');
    const auto part = first == std::string::npos ? std::string() : digits.substr(first);
    return part.size() < kDigitsTogether ? std::string() : part;
}

// Only the local part of an address is indexed: domains are of everybody.
std::string text_part(std::string_view word) {
    auto text = plain(word);
    const auto at = text.find('@');
    if (at != std::string::npos) text.resize(at + 1);
    return text;
}

void add_digits(const std::string& digits, Conjunction& conjunction) {
    std::string grams;
    append_triples(digits, grams);
    conjunction.grams.push_back(std::move(grams));
    conjunction.texts.push_back(digits);
}

void add_text(const std::string& text, Conjunction& conjunction) {
    if (code_points(text) == 1) {
        conjunction.grams.push_back("^" + text);
        return;
    }
    std::string grams;
    append_pairs(text, grams);
    conjunction.grams.push_back(std::move(grams));
    conjunction.texts.push_back(text);
}

}  // namespace

SearchEntry SearchEntry::of(Id<Customer> id, const Searchable& of) {
    std::string forms = "|";
    append_name(of.name, forms);
    append_name(of.kana, forms);
    for (const Email& email : of.emails) append_part(text_part(email.address), forms);
    for (const Phone& phone : of.phones) {
        append_part(digits_of(phone.e164.empty() ? phone.number : phone.e164), forms);
    }
    return {id, std::move(forms)};
}

std::string grams_of(std::string_view forms) {
    std::string grams;
    std::size_t begin = 0;
    while (begin < forms.size()) {
        const auto end = std::min(forms.find('|', begin), forms.size());
        const auto part = forms.substr(begin, end - begin);
        begin = end + 1;
        if (part.empty()) continue;
        if (!grams.empty()) append_gram("|", grams);  // no phrase runs from one part into the next
        if (part.front() == '^') {
            append_gram(part, grams);
        } else if (all_digits(part)) {
            append_triples(part, grams);
        } else {
            append_pairs(part, grams);
        }
    }
    return grams;
}

// The first number is looked for as both, further ones as phone numbers only.
std::vector<Conjunction> conjunctions_of(std::string_view query) {
    std::vector<Conjunction> ways(1);
    std::size_t words = 0;
    for (const std::string& word : words_of(query)) {
        const auto digits = phone_part(word);
        const auto text = text_part(word);
        if (digits.empty() && text.empty()) continue;
        if (++words > kMaxWords) break;
        if (!digits.empty() && ways.size() == 1) {
            ways.push_back(ways[0]);
            add_digits(digits, ways[0]);
            add_text(text, ways[1]);
            continue;
        }
        for (Conjunction& way : ways) {
            if (digits.empty()) {
                add_text(text, way);
            } else {
                add_digits(digits, way);
            }
        }
    }
    if (words == 0) ways.clear();
    return ways;
}

std::string match_of(std::span<const Conjunction> ways) {
    std::string match;
    for (const Conjunction& way : ways) {
        match += match.empty() ? "(" : " OR (";
        for (std::size_t i = 0; i < way.grams.size(); ++i) {
            if (i > 0) match += " AND ";
            match += '"' + way.grams[i] + '"';
        }
        match += ')';
    }
    return match;
}

std::string patterns_of(const Conjunction& way) {
    std::string patterns;
    for (const std::string& text : way.texts) {
        patterns += patterns.empty() ? "%" : " %";
        for (const char c : text) {
            if (c == '_') patterns += '\\';
            patterns += c;
        }
        patterns += '%';
    }
    return patterns;
}

}  // namespace tsunagi::record
