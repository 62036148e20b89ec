#include "access/common_passwords.h"

#include <algorithm>
#include <vector>

namespace tsunagi::access {

static std::vector<std::string_view> split_lines() {
    std::vector<std::string_view> lines;
    for (auto left = common_password_lines(); !left.empty();) {
        const auto end = left.find('\n');
        lines.push_back(left.substr(0, end));
        left.remove_prefix(end + 1);
    }
    return lines;
}

bool is_common_password(std::string_view form) {
    static const auto lines = split_lines();
    return std::ranges::binary_search(lines, form);
}

}  // namespace tsunagi::access
