// 国民の祝日 of Japan, 2010 to 2030: 国民の祝日に関する法律 (昭和23年法律第178号) with its special
// laws for 2019 (accession), 2020 and 2021 (Olympic Games). The equinoxes of the years to come are
// the computed ones; the Cabinet announces them each February.
#pragma once

#include "base/time.h"

#include <optional>
#include <string_view>

namespace tsunagi {

inline constexpr int kFirstHolidayYear = 2010;
inline constexpr int kLastHolidayYear = 2030;

// The Japanese name of a public holiday; nothing on other days and outside the years above.
std::optional<std::string_view> public_holiday(Day);

}  // namespace tsunagi
