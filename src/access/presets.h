// The roles that every shop has, and what they may do: one table, in presets.cpp.
//
//   adm  administrator           mgr  manager               sv  supervisor     op  operator
//   biz  client, looks on        by   back office           an  analyst
#pragma once

#include "access/rights.h"

#include <optional>
#include <span>
#include <string_view>

namespace tsunagi::access {

struct Preset {
    std::string_view key;
    std::string_view ja;
    std::string_view en;
};

std::span<const Preset> presets();
// Nothing for a key that is no preset's.
std::optional<Rights> preset_rights(std::string_view key);

inline constexpr std::string_view kAdministrator = "adm";

}  // namespace tsunagi::access
