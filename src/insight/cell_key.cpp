#include "insight/cell_key.h"

#include <charconv>

namespace tsunagi::insight {

std::string cell_key(std::string_view kind, std::initializer_list<std::int64_t> numbers) {
    std::string key(kind);
    for (const std::int64_t number : numbers) key += '/' + std::to_string(number);
    return key;
}

std::optional<std::vector<std::int64_t>> numbers_of(std::string_view key, std::string_view kind,
                                                    std::size_t count) {
    if (!key.starts_with(kind)) return std::nullopt;
    key.remove_prefix(kind.size());
    std::vector<std::int64_t> numbers;
    while (!key.empty()) {
        if (key.front() != '/') return std::nullopt;
        std::int64_t number = 0;
        const auto [end, failed] = std::from_chars(key.data() + 1, key.data() + key.size(), number);
        if (failed != std::errc{}) return std::nullopt;
        numbers.push_back(number);
        key.remove_prefix(static_cast<std::size_t>(end - key.data()));
    }
    if (numbers.size() != count) return std::nullopt;
    return numbers;
}

}  // namespace tsunagi::insight
