// Everything a database holds, as text: for tests that look for what must not be there.
#pragma once

#include "store/database.h"

#include <filesystem>
#include <map>
#include <string>

namespace tsunagi::store {

// "table.column" -> all its values, one a line. Virtual tables are left out.
std::map<std::string, std::string> dump(Database&);

// The first file below the folder whose bytes hold the text; empty when none does.
std::string file_holding(const std::filesystem::path& folder, std::string_view text);

}  // namespace tsunagi::store
