// The passwords that every list of guesses begins with (common_passwords.txt, compiled in).
#pragma once

#include <span>
#include <string_view>

namespace tsunagi::access {

// In alphabetical order, lower case.
std::span<const std::string_view> common_passwords();

// Whether the form (base/text.h: search_form) is one of them. Thread: any.
bool is_common_password(std::string_view form);

}  // namespace tsunagi::access
