// What `tsunagi analyse` says to a person, in both languages.
#pragma once

#include "base/phrase.h"

namespace tsunagi::command::text {

inline constexpr Phrase kMeant{"もしかして: {name}。", "Did you mean {name}? "};
inline constexpr Phrase kNameAnAnalysis{
    "分析の名前を指定してください。tsunagi analyse --list で一覧を表示します。",
    "Name an analysis: tsunagi analyse --list names them all."};
inline constexpr Phrase kNoAnalysis{
    "分析「{value}」はありません。{meant}tsunagi analyse --list で一覧を表示します。",
    "There is no analysis {value}. {meant}tsunagi analyse --list names them all."};
inline constexpr Phrase kNoChoice{
    "--choice「{value}」はこの分析にありません。{meant}指定できるもの: {all}",
    "This analysis has no choice {value}. {meant}It has: {all}"};
inline constexpr Phrase kNoChoices{"なし", "none"};
inline constexpr Phrase kNotAllowed{
    "--choice {key} に「{value}」は指定できません。{meant}指定できる値: {all}",
    "--choice {key} cannot be {value}. {meant}It can be: {all}"};
inline constexpr Phrase kBadFormat{
    "--format は table・csv・json のいずれかです(「{value}」ではありません)。",
    "--format is table, csv or json, not {value}."};
inline constexpr Phrase kBadDay{
    "{flag} は YYYY-MM-DD で指定してください(「{value}」ではありません)。",
    "{flag} is YYYY-MM-DD, not {value}."};
inline constexpr Phrase kAhead{"--as-of {value} は未来の日です。{today} までを指定してください。",
                               "--as-of {value} lies ahead: what happened is known until {today}."};
inline constexpr Phrase kBackwards{"--to {to} が --from {from} より前です。",
                                   "--to {to} is before --from {from}."};
inline constexpr Phrase kNoProduct{
    "商品「{value}」はありません。{meant}tsunagi analyse --product list で一覧を表示します。",
    "There is no product {value}. {meant}tsunagi analyse --product list shows them."};
inline constexpr Phrase kSeveralProducts{
    "商品「{value}」は{n}つあります。番号で指定してください: {all}",
    "{n} products are called {value}. Name one by its number: {all}"};
inline constexpr Phrase kNoMedium{
    "獲得媒体「{value}」の顧客はいません。{meant}tsunagi analyse --medium list "
    "で一覧を表示します。",
    "Nobody came by the medium {value}. {meant}tsunagi analyse --medium list shows them."};
inline constexpr Phrase kNoPrefecture{
    "都道府県「{value}」の顧客はいません。{meant}tsunagi analyse --prefecture list "
    "で一覧を表示します。",
    "Nobody lives in {value}. {meant}tsunagi analyse --prefecture list shows them."};
inline constexpr Phrase kNoSegment{
    "セグメント「{value}」はありません。{meant}tsunagi analyse --segment list で一覧を表示します。",
    "There is no segment {value}. {meant}tsunagi analyse --segment list shows them."};
inline constexpr Phrase kBadCondition{"--condition は条件の JSON ではありません: {why}",
                                      "--condition is not a condition in JSON: {why}"};
inline constexpr Phrase kBadCompare{
    "--compare は previous・last-year・segment:名前 のいずれかです(「{value}」ではありません)。",
    "--compare is previous, last-year or segment:NAME, not {value}."};

inline constexpr Phrase kNumbered{"{id}  {name}", "{id}  {name}"};
inline constexpr Phrase kProduct{"{id}  {code}  {name}", "{id}  {code}  {name}"};

}  // namespace tsunagi::command::text
