// A Preset is a mapping with a name. Those of the known carts come with the program as data
// (presets/*.json); a shop's own are rows of its database.
#pragma once

#include "intake/mapping.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::intake {

// As in presets/*.json. A file is of this kind when its header has every column of `signature`.
struct Preset {
    std::string key;
    std::string ja;
    std::string en;
    std::vector<std::string> signature;
    Mapping mapping;
};
BOOST_DESCRIBE_STRUCT(Preset, (), (key, ja, en, signature, mapping))

std::span<const std::string_view> preset_texts();  // generated from presets/

// The presets of the program, read once. Any thread.
std::span<const Preset> core_presets();
const Preset* find_core_preset(std::string_view key);  // null when there is none

// The preset whose signature the header has, the one with most mapped columns; null when none.
const Preset* guess_preset(const std::vector<std::string>& columns);

}  // namespace tsunagi::intake
