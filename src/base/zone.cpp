#include "base/zone.h"

#include "base/error.h"
#include "base/tzif.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tsunagi {

namespace {

constexpr std::int64_t kDayS = 86'400;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// IANA names are words of letters, digits, '_', '+' and '-' parted by '/'.
bool is_zone_name(std::string_view name) {
    if (name.empty() || name.front() == '/' || name.size() > 100) return false;
    for (const char c : name) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        const bool digit = c >= '0' && c <= '9';
        if (!letter && !digit && c != '_' && c != '+' && c != '-' && c != '/') return false;
    }
    return true;
}

// Empty when there is no such file.
std::string bytes_of_file(const std::string& path) {
    if (!std::filesystem::is_regular_file(path)) return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Zone::Zone(std::string name, std::vector<Transition> transitions)
    : name_(std::move(name)),
      transitions_(std::make_shared<const std::vector<Transition>>(std::move(transitions))) {}

Zone Zone::named(std::string_view iana_name) {
    const Error unknown(Code::InvalidInput,
                        "there is no time zone '" + std::string(iana_name) + "'");
    if (!is_zone_name(iana_name)) throw unknown;
    const auto bytes = bytes_of_file("/usr/share/zoneinfo/" + std::string(iana_name));
    const auto offsets = tzif_offsets(bytes);
    if (!offsets) throw unknown;
    std::vector<Transition> transitions;
    for (const auto& [at_s, offset_s] : *offsets) transitions.push_back({at_s, offset_s});
    return {std::string(iana_name), std::move(transitions)};
}

std::int32_t Zone::offset_s(std::int64_t utc_s) const {
    const auto after = std::ranges::upper_bound(*transitions_, utc_s, {}, &Transition::at_s);
    ASSERT(after != transitions_->begin());
    return std::prev(after)->offset_s;
}

LocalTime Zone::local(Instant at) const {
    const std::int64_t ms = at.ms + std::int64_t(offset_s(floor_div(at.ms, 1000))) * 1000;
    const std::int64_t day = floor_div(ms, kDayS * 1000);
    return {{std::int32_t(day)}, std::int32_t(ms - day * kDayS * 1000)};
}

Instant Zone::instant(Day day, std::int32_t ms_of_day) const {
    const std::int64_t local_s = day.number * kDayS + ms_of_day / 1000;
    const std::int32_t before = offset_s(local_s - kDayS);
    const std::int32_t after = offset_s(local_s + kDayS);
    const std::int64_t ms = ms_of_day % 1000;
    for (const std::int32_t offset : {std::max(before, after), std::min(before, after)}) {
        const std::int64_t utc_s = local_s - offset;
        if (offset_s(utc_s) == offset) return {utc_s * 1000 + ms};
    }
    // In a gap: its end is the transition after what the later offset would make of the time.
    const auto end = std::ranges::upper_bound(*transitions_, local_s - after, {},
                                              &Transition::at_s);
    ASSERT(end != transitions_->end());
    return {end->at_s * 1000};
}

}  // namespace tsunagi
