// The name that somebody probably meant with a word that is none.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tsunagi::command {

// The one with the fewest letters to change (Levenshtein, over search forms), when that is at most
// two fifths of the word's; else one that begins with the word. Nothing when there is neither.
std::optional<std::string> nearest_to(std::string_view word, std::span<const std::string> names);

}  // namespace tsunagi::command
