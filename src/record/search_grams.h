// The pieces the search index is made of, and a query as pieces. Pure.
//
// Normal forms stand between bars, each cut in its own way:
//   佐藤花子       pairs      佐藤 藤花 花子      names, readings, local parts ("taro@")
//   819012345678   triples    819 190 901 …       the digits of E.164, any three or more
//   ^佐            whole                          the first letter of each word of a name
#pragma once

#include "record/search.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

// What must be found together: every gram, and every text as it stands.
struct Conjunction {
    std::vector<std::string> grams;  // one entry per word of the query, separated by spaces
    std::vector<std::string> texts;
    friend bool operator==(const Conjunction&, const Conjunction&) = default;
};

// One conjunction, or two when a word may be a number or a text. Empty: nothing can be found.
std::vector<Conjunction> conjunctions_of(std::string_view query);

// An FTS5 expression: ("佐藤 藤花" AND "901 012") OR (…).
std::string match_of(std::span<const Conjunction>);
// LIKE patterns of the texts, separated by spaces.
std::string patterns_of(const Conjunction&);

}  // namespace tsunagi::record
