#include "main/nearest.h"

#include "base/text.h"
#include "base/utf8.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace tsunagi::command {

namespace {

using Letters = std::vector<char32_t>;

Letters letters_of(std::string_view text) {
    const std::string form = search_form(text);
    Letters letters;
    for (std::size_t at = 0; at < form.size();) {
        const auto letter = utf8::decode(form, at);
        letters.push_back(letter.code_point);
        at += letter.bytes;
    }
    return letters;
}

std::size_t distance(const Letters& a, const Letters& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t before = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t other = before + (a[i] == b[j] ? 0 : 1);
            before = std::exchange(row[j + 1], std::min({other, row[j] + 1, row[j + 1] + 1}));
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string> nearest_to(std::string_view word, std::span<const std::string> names) {
    const Letters asked = letters_of(word);
    const std::string* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(1, asked.size() * 2 / 5) + 1;
    for (const std::string& name : names) {
        const std::size_t changed = distance(asked, letters_of(name));
        if (changed >= least) continue;
        least = changed;
        nearest = &name;
    }
    if (nearest != nullptr) return *nearest;
    for (const std::string& name : names) {
        const Letters letters = letters_of(name);
        const bool begins = std::ranges::mismatch(asked, letters).in1 == asked.end();
        if (!asked.empty() && begins) return name;
    }
    return std::nullopt;
}

}  // namespace tsunagi::command
