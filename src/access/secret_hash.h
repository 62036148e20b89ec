// BLAKE2b-256 of a secret under a purpose, as hex: what is stored in place of tokens.
#pragma once

#include <string>
#include <string_view>

namespace tsunagi::access {

std::string secret_hash(std::string_view purpose, std::string_view secret);

}  // namespace tsunagi::access
