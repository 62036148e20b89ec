#include "intake/preset.h"

#include "base/json.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

std::vector<Preset> read_presets() {
    std::vector<Preset> presets;
    for (const auto text : preset_texts()) presets.push_back(from_json<Preset>(text));
    return presets;
}

}  // namespace

std::span<const Preset> core_presets() {
    static const auto presets = read_presets();
    return presets;
}

const Preset* find_core_preset(std::string_view key) {
    const auto presets = core_presets();
    const auto found = std::ranges::find(presets, key, &Preset::key);
    return found == presets.end() ? nullptr : &*found;
}

const Preset* guess_preset(const std::vector<std::string>& columns) {
    const Preset* best = nullptr;
    std::size_t best_size = 0;
    for (const Preset& preset : core_presets()) {
        const bool has_all = std::ranges::all_of(preset.signature, [&](const std::string& column) {
            return find_column(columns, column).has_value();
        });
        const auto size = has_all ? fitted_to(preset.mapping, columns).columns.size() : 0;
        if (size > best_size) {
            best = &preset;
            best_size = size;
        }
    }
    return best;
}

}  // namespace tsunagi::intake
