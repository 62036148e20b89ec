// Written by bg_nbd_reference.R: R version 4.2.2 Patched (2022-11-10 r83330)
#pragma once

#include <array>

namespace tsunagi::insight::reference {

// clang-format off
inline constexpr double kBgNbdLogLikelihood = -24087.0165;
inline constexpr std::array<double, 4> kBgNbd{1.4577, 10.551, 0.33392, 0.62331};
inline constexpr std::array<double, 3> kExpectedIfAlive{
    0.4614425,
    2.269729,
    8.036061};
// clang-format on

}  // namespace tsunagi::insight::reference
