// The operator's configuration file: `key = value` lines, `#` begins a comment. Keys are the long
// names of the flags of `tsunagi serve`; what a flag or TSUNAGI_<KEY> says wins over the file.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace tsunagi::command {

// Throws InvalidInput naming the line.
std::map<std::string, std::string> read_settings_file(const std::filesystem::path&);

}  // namespace tsunagi::command
