#include "journey/words.h"

namespace tsunagi::journey {

// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo): addresses of pages hold the ids, so they must not
// change with the library.
std::int64_t id_of_agent(std::string_view name) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return -1 - static_cast<std::int64_t>(hash >> 1);
}

int Dictionary::add(std::string_view text) {
    if (const auto known = find(text)) return *known;
    if (texts_.size() > limit_) return 0;
    const int number = size();
    texts_.emplace_back(text);
    numbers_.emplace(text, number);
    return number;
}

std::optional<int> Dictionary::find(std::string_view text) const {
    if (text.empty()) return 0;
    const auto found = numbers_.find(text);
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
}

int Products::add(std::int64_t id) {
    if (const auto known = find(id)) return *known;
    if (ids_.size() > 0xffff) return 0;
    const int number = size();
    ids_.push_back(id);
    numbers_.emplace(id, number);
    return number;
}

std::optional<int> Products::find(std::int64_t id) const {
    const auto found = numbers_.find(id);
    if (found == numbers_.end()) return std::nullopt;
    return found->second;
}

}  // namespace tsunagi::journey
