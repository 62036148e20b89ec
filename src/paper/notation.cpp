#include "paper/notation.h"

#include "base/time.h"
#include "base/utf8.h"

#include <unicode/uchar.h>

#include <charconv>
#include <cmath>

namespace tsunagi::paper {

using insight::Cell;
using insight::Unit;

namespace {

constexpr std::string_view kNothing = "–";
constexpr std::string_view kCut = "…";

// "-1234.50" with the decimals asked for; never an exponent.
std::string fixed(double value, int decimals) {
    char text[400];
    const auto end =
        std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    std::string out(text, end);
    const bool zero = out.find_first_of("123456789") == out.npos;
    if (zero && out.starts_with('-')) out.erase(0, 1);
    return out;
}

// "1234567.8" -> "1,234,567.8".
std::string with_commas(std::string number) {
    const auto begin = number.starts_with('-') ? 1U : 0U;
    auto end = std::min(number.find('.'), number.size());
    while (end > begin + 3) {
        end -= 3;
        number.insert(end, ",");
    }
    return number;
}

std::string grouped(double value, int decimals) { return with_commas(fixed(value, decimals)); }

double major(double minor, const Currency& currency) {
    return minor / std::pow(10.0, currency.exponent);
}

std::string money_text(double minor, const Notation& notation) {
    const Currency& currency = notation.currency;
    const auto number = grouped(std::abs(major(minor, currency)), currency.exponent);
    const std::string sign = minor < 0 && number.find_first_of("123456789") != number.npos ? "-"
                                                                                           : "";
    if (currency.code == "JPY") return sign + "¥" + number;
    return sign + currency.code + " " + number;
}

std::string without_zeros(std::string number) {
    if (number.find('.') == number.npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return number;
}

bool is_wide(char32_t letter) {
    const auto width = u_getIntPropertyValue(UChar32(letter), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

int columns_of(char32_t letter) {
    const auto kind = u_charType(UChar32(letter));
    if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR) return 0;
    return is_wide(letter) ? 2 : 1;
}

double ems_of(char32_t letter) {
    constexpr double kNarrow = 0.56;  // of a digit or a Latin letter, on the safe side
    const bool half = letter < 0x2000 || (letter >= 0xFF61 && letter <= 0xFF9F);
    return half && !is_wide(letter) ? kNarrow : 1.0;
}

// The bytes of the beginning that stays within `room`, each letter measured by `measure`.
template <class Measure>
std::string cut(std::string_view text, double room, double ellipsis, Measure measure) {
    double used = 0;
    std::size_t fits = 0;  // the longest beginning that leaves room for the ellipsis
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = utf8::decode(text, at);
        used += measure(letter.code_point);
        if (used > room) return std::string(text.substr(0, fits)) + std::string(kCut);
        at += letter.bytes;
        if (used + ellipsis <= room) fits = at;
    }
    return std::string(text);
}

}  // namespace

std::string Notation::written(std::optional<double> value, Unit unit) const {
    if (!value || !std::isfinite(*value)) return std::string(kNothing);
    switch (unit) {
        case Unit::Count: return grouped(*value, 0);
        case Unit::Share: return grouped(*value * 100, 1) + "%";
        case Unit::Points: {
            const auto text = grouped(*value * 100, 1);
            return (*value > 0 && text != "0.0" ? "+" : "") + text + "pt";
        }
        case Unit::Money: return money_text(*value, *this);
        case Unit::Text:
        case Unit::Number: return without_zeros(grouped(*value, 2));
        case Unit::Days: return without_zeros(grouped(*value, 1)) + (ja() ? "日" : " d");
        case Unit::Day: return to_text(Day{static_cast<std::int32_t>(*value)});
        case Unit::Month: return to_text(Month{static_cast<std::int32_t>(*value)});
        case Unit::Delivery:
            return ja() ? grouped(*value, 0) + "回目" : "No. " + grouped(*value, 0);
    }
    return std::string(kNothing);
}

std::string Notation::written(const Cell& cell, Unit unit) const {
    return cell.text ? *cell.text : written(cell.value, unit);
}

std::string Notation::interval(const Cell& cell, Unit unit) const {
    std::string out;
    if (cell.low && cell.high) out = written(cell.low, unit) + "–" + written(cell.high, unit);
    if (cell.n) out += (out.empty() ? "n=" : ", n=") + grouped(static_cast<double>(*cell.n), 0);
    return out;
}

std::string Notation::raw(std::optional<double> value, Unit unit) const {
    if (!value || !std::isfinite(*value)) return "";
    if (unit == Unit::Day || unit == Unit::Month) return written(value, unit);
    if (unit == Unit::Money) {
        return without_zeros(fixed(major(*value, currency), currency.exponent + 2));
    }
    return without_zeros(fixed(*value, 6));
}

int columns_of(std::string_view text) {
    int columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = utf8::decode(text, at);
        columns += columns_of(letter.code_point);
        at += letter.bytes;
    }
    return columns;
}

std::string cut_to_columns(std::string_view text, int columns) {
    return cut(text, columns, 1,
               [](char32_t letter) { return static_cast<double>(columns_of(letter)); });
}

double estimated_width(std::string_view text, double size) {
    double ems = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto letter = utf8::decode(text, at);
        ems += ems_of(letter.code_point);
        at += letter.bytes;
    }
    return ems * size;
}

std::string cut_to_width(std::string_view text, double width, double size) {
    return cut(text, width / size, 1.0, ems_of);
}

}  // namespace tsunagi::paper
