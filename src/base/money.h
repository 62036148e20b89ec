// Money is an integer count of the shop currency's minor unit (yen, or pence): sums stay exact.
// UnitPrice keeps four decimals of the major unit, as price lists do (0.1234); a line amount is
// quantity x unit price, rounded half away from zero once.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi {

// An ISO 4217 currency; exponent is its number of minor decimals (JPY 0, GBP 2).
struct Currency {
    std::string code = "JPY";
    int exponent = 0;
    friend bool operator==(const Currency&, const Currency&) = default;
};

// Throws InvalidInput for a code that is not in ISO 4217's list of active currencies.
Currency currency_of(std::string_view iso_code);

struct Money {
    std::int64_t minor = 0;

    friend auto operator<=>(Money, Money) = default;
    friend Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
    friend Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
    Money& operator+=(Money other) { return minor += other.minor, *this; }
};

struct UnitPrice {
    std::int64_t ten_thousandths = 0;
    friend auto operator<=>(UnitPrice, UnitPrice) = default;
};

// quantity x price in minor units, half away from zero. Throws InvalidInput on overflow.
Money line_amount(std::int64_t quantity, UnitPrice, const Currency&);

// Reads "1,234", "￥1,234円", "12.345", "-5", full-width digits. Empty optional for anything else:
// exponents ("1e999"), words, decimals beyond `decimals` other than zeros ("1.5" in yen), more
// than 14 digits before the point. "▲5" is minus five; a comma must part groups of three.
std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals);
std::optional<Money> parse_money(std::string_view text, const Currency&);
std::optional<UnitPrice> parse_unit_price(std::string_view text);

// "1234", "12.34": for CSV and JSON, without separators or signs of currency.
std::string to_text(Money, const Currency&);
std::string to_text(UnitPrice);

}  // namespace tsunagi
