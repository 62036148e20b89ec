// A password that whoever runs a command gives in a file or types.
#pragma once

#include "main/commands.h"

#include <string_view>
#include <vector>

namespace tsunagi::command {

// The first line of the file, or of Machine::answers when it is "-". Throws InvalidInput when it is
// no good password (access/password_rules.h) for the person whom the words name.
std::string password_from(const Machine&, const std::filesystem::path& file,
                          const std::vector<std::string_view>& words);

}  // namespace tsunagi::command
