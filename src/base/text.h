// Normal forms of what people type. Matching and search use the normal form; screens show what
// was typed. All functions take and return UTF-8 and never throw on ill-formed input: ill-formed
// bytes become U+FFFD. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

bool is_utf8(std::string_view);
std::size_t code_points(std::string_view utf8);

// Trims Unicode white space at both ends and drops control and invisible formatting characters; a
// tab becomes a space, every kind of line break '\n'.
std::string trimmed(std::string_view);

// NFKC (UAX #15), then hyphen-like signs to '-', wave dashes to '~', then trimmed.
std::string nfkc(std::string_view);

// For search and comparison of names: nfkc, lower case, hiragana to katakana, variant kanji of
// names (髙 -> 高, 﨑 -> 崎, 邉 -> 辺 …) unified, white space removed, a hyphen after katakana
// taken for the long vowel it stands for.
std::string search_form(std::string_view);

// Katakana reading: nfkc, hiragana to katakana, one space between family and given name.
std::string kana_form(std::string_view);

// E.164 ("+81312345678") of a number typed in any of its spellings; nothing when it cannot be
// one. Without a country prefix the number is of `country_calling_code` and a lost leading zero
// (Excel) is given back: 03-1234-5678 = 0312345678 = 312345678 = ＋８１３１２３４５６７８.
// ITU-T E.164: at most 15 digits.
std::optional<std::string> phone_e164(std::string_view,
                                      std::string_view country_calling_code = "81");

// "03-1234-5678" for a Japanese E.164 number, by the length of its area code; others unchanged.
std::string phone_for_people(std::string_view e164);

// Seven digits of a Japanese postal code, nothing otherwise. Six digits without a hyphen have lost
// their leading zero (Excel) and get it back.
std::optional<std::string> postal_code(std::string_view);

// nfkc and lower case of an address with one '@' and a dotted domain; nothing otherwise.
std::optional<std::string> email_form(std::string_view);

// Overlapping pairs of code points of search_form(text), one for a single code point, for the
// search index: "ヤマダ" -> "ヤマ","マダ".
std::vector<std::string> bigrams(std::string_view search_form);

}  // namespace tsunagi
