#include "access/common_passwords.h"

#include <algorithm>

namespace tsunagi::access {

bool is_common_password(std::string_view form) {
    return std::ranges::binary_search(common_passwords(), form);
}

}  // namespace tsunagi::access
