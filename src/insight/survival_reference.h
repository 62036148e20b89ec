// Written by survival_reference.R: R version 4.2.2 Patched (2022-11-10 r83330) with survival 3.5.3
#pragma once

#include <array>

namespace tsunagi::insight::reference {

// clang-format off
inline constexpr std::array<double, 5> kSurvival{
    0.904,
    0.757817939,
    0.663750806,
    0.482539612,
    0.185997079};
inline constexpr std::array<double, 5> kSurvivalError{
    0.00658726043,
    0.00990195615,
    0.0111652714,
    0.0124161326,
    0.0113691604};
inline constexpr std::array<double, 5> kSurvivalLow{
    0.890236902,
    0.737756413,
    0.641349738,
    0.457989137,
    0.164277577};
inline constexpr std::array<double, 5> kSurvivalHigh{
    0.916119428,
    0.776584849,
    0.685113867,
    0.506634028,
    0.208798079};
inline constexpr std::array<double, 1> kLogRank{
    61.5473411};
inline constexpr std::array<double, 1> kLogRankP{
    4.31682745e-14};
inline constexpr std::array<double, 3> kExpected{
    596.571515,
    404.249922,
    344.178563};
inline constexpr std::array<double, 4> kBeta{
    -0.00589854067,
    0.124359005,
    0.331271127,
    0.515538119};
inline constexpr std::array<double, 4> kBetaError{
    0.00188143567,
    0.0171260467,
    0.0683888606,
    0.0699241957};
inline constexpr std::array<double, 2> kLogLikelihood{
    -8870.89893,
    -8809.60128};
inline constexpr std::array<double, 5> kIncidence1{
    0.043,
    0.1133157,
    0.155299489,
    0.225871231,
    0.367657939};
inline constexpr std::array<double, 5> kIncidenceError1{
    0.00453602249,
    0.00731428139,
    0.00851551056,
    0.0101903333,
    0.0128993021};
inline constexpr std::array<double, 5> kIncidence2{
    0.043,
    0.101242665,
    0.139573945,
    0.221099284,
    0.337059885};
inline constexpr std::array<double, 5> kIncidenceError2{
    0.00453602249,
    0.00694515813,
    0.00813428506,
    0.010148781,
    0.0126009898};
inline constexpr std::array<double, 5> kIncidence3{
    0.01,
    0.0276236964,
    0.0413757597,
    0.070489873,
    0.109285097};
inline constexpr std::array<double, 5> kIncidenceError3{
    0.00222485955,
    0.00378377549,
    0.00469243406,
    0.00627430817,
    0.00830105838};
// clang-format on

}  // namespace tsunagi::insight::reference
