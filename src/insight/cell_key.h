// Keys of cells made of a word and whole numbers: "path/101/102/-1". An analysis gives them to its
// cells and reads them again when the people behind one are asked for.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::insight {

std::string cell_key(std::string_view kind, std::initializer_list<std::int64_t> numbers);

// The numbers of a key of that kind; nothing when it is of another kind or has not `count` of them.
std::optional<std::vector<std::int64_t>> numbers_of(std::string_view key, std::string_view kind,
                                                    std::size_t count);

}  // namespace tsunagi::insight
