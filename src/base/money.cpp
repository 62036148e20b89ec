#include "base/money.h"

#include "base/error.h"
#include "base/utf8.h"

#include <array>
#include <charconv>
#include <limits>

namespace tsunagi {

namespace {

constexpr int kMaxWholeDigits = 14;  // with four decimals they fit 64 bits

// ISO 4217 list one, active currencies, by number of minor decimals.
constexpr std::string_view kNoDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
constexpr std::string_view kThreeDecimals = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view kFourDecimals = "CLF UYW ";
constexpr std::string_view kTwoDecimals =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
    "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS "
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
    "XCD XCG YER ZAR ZMW ZWG ";

bool is_code(std::string_view text) {
    if (text.size() != 3) return false;
    for (const char c : text) {
        if (c < 'A' || c > 'Z') return false;
    }
    return true;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

// One typed character as the ASCII one that means the same in a number; 0 when it is none.
char number_character(char32_t c) {
    if (c >= U'0' && c <= U'9') return char(c);
    if (c >= U'０' && c <= U'９') return char('0' + (c - U'０'));
    switch (c) {
        case U',':
        case U'，': return ',';
        case U'.':
        case U'．': return '.';
        case U'-':
        case U'－':
        case U'−':
        case U'▲':
        case U'△': return '-';
        case U'+':
        case U'＋': return '+';
        case U'\\':
        case U'¥':
        case U'￥':
        case U'$':
        case U'£':
        case U'€': return '$';
        case U'円': return 'Y';
        case U' ':
        case U'\t':
        case U'　':
        case U'\u00A0': return ' ';
        default: return 0;
    }
}

// A typed number as the pieces of its grammar: sign, currency, digits, decimals.
class TypedNumber {
public:
    static constexpr std::size_t kMaxCharacters = 40;

    // False when a character has no place in a number.
    bool load(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const auto decoded = utf8::decode(text, at);
            const char c = decoded.ok ? number_character(decoded.code_point) : char(0);
            if (c == 0 || size_ == kMaxCharacters) return false;
            characters_[size_++] = c;
            at += decoded.bytes;
        }
        return true;
    }

    std::optional<std::int64_t> value(int decimals) {
        take_spaces();
        bool negative = take('-');
        if (!negative) take('+');
        if (take('$') && !negative) negative = take('-');
        take_spaces();
        if (!take_whole() || !take_decimals(decimals)) return std::nullopt;
        take_spaces();
        take('Y');
        take_spaces();
        if (at_ != size_) return std::nullopt;
        return negative ? -value_ : value_;
    }

private:
    bool next_is_digit() const {
        return at_ < size_ && characters_[at_] >= '0' && characters_[at_] <= '9';
    }
    bool take(char c) {
        if (at_ >= size_ || characters_[at_] != c) return false;
        ++at_;
        return true;
    }
    void take_spaces() {
        while (take(' ')) {
        }
    }
    void take_digit() { value_ = value_ * 10 + (characters_[at_++] - '0'); }
    // Digits, or groups of three parted by commas ("1,234,567").
    bool take_whole() {
        int digits = 0;
        int group = 0;
        bool grouped = false;
        while (next_is_digit() || (at_ < size_ && characters_[at_] == ',')) {
            if (take(',')) {
                if (group == 0 || group > 3 || (grouped && group != 3)) return false;
                grouped = true;
                group = 0;
                continue;
            }
            if (++digits > kMaxWholeDigits) return false;
            take_digit();
            ++group;
        }
        return group > 0 && (!grouped || group == 3);
    }
    bool take_decimals(int decimals) {
        int taken = 0;
        if (take('.')) {
            if (!next_is_digit()) return false;
            while (next_is_digit()) {
                if (taken == decimals) {
                    if (characters_[at_++] != '0') return false;  // would have to be rounded
                    continue;
                }
                take_digit();
                ++taken;
            }
        }
        for (; taken < decimals; ++taken) value_ *= 10;
        return true;
    }

    std::array<char, kMaxCharacters> characters_{};
    std::size_t size_ = 0;
    std::size_t at_ = 0;
    std::int64_t value_ = 0;
};

std::string scaled_text(std::int64_t value, int decimals) {
    if (decimals == 0) return std::to_string(value);
    std::string digits = std::to_string(value < 0 ? -std::uint64_t(value) : std::uint64_t(value));
    if (digits.size() <= std::size_t(decimals)) {
        digits.insert(0, std::size_t(decimals) + 1 - digits.size(), '0');
    }
    digits.insert(digits.size() - std::size_t(decimals), ".");
    return (value < 0 ? "-" : "") + digits;
}

}  // namespace

Currency currency_of(std::string_view iso_code) {
    const auto listed = [&](std::string_view list) {
        return is_code(iso_code) && list.find(iso_code) != std::string_view::npos;
    };
    if (listed(kNoDecimals)) return {std::string(iso_code), 0};
    if (listed(kTwoDecimals)) return {std::string(iso_code), 2};
    if (listed(kThreeDecimals)) return {std::string(iso_code), 3};
    if (listed(kFourDecimals)) return {std::string(iso_code), 4};
    throw Error(Code::InvalidInput, "there is no currency '" + std::string(iso_code) + "'");
}

Money line_amount(std::int64_t quantity, UnitPrice price, const Currency& currency) {
    __extension__ using Wide = __int128;
    const Wide exact = Wide(quantity) * price.ten_thousandths;
    const Wide divisor = power_of_ten(4 - currency.exponent);
    const Wide half = exact < 0 ? -(divisor / 2) : divisor / 2;
    const Wide rounded = divisor == 1 ? exact : (exact + half) / divisor;
    using Limits = std::numeric_limits<std::int64_t>;
    if (rounded > Limits::max() || rounded < Limits::min()) {
        throw Error(Code::InvalidInput, "the amount of " + std::to_string(quantity) + " x " +
                                            to_text(price) + " is too large");
    }
    return {std::int64_t(rounded)};
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int decimals) {
    ASSERT(decimals >= 0 && decimals <= 4);
    TypedNumber number;
    if (!number.load(text)) return std::nullopt;
    return number.value(decimals);
}

std::optional<Money> parse_money(std::string_view text, const Currency& currency) {
    const auto minor = parse_decimal(text, currency.exponent);
    if (!minor) return std::nullopt;
    return Money{*minor};
}

std::optional<UnitPrice> parse_unit_price(std::string_view text) {
    const auto ten_thousandths = parse_decimal(text, 4);
    if (!ten_thousandths) return std::nullopt;
    return UnitPrice{*ten_thousandths};
}

std::string to_text(Money money, const Currency& currency) {
    return scaled_text(money.minor, currency.exponent);
}

std::string to_text(UnitPrice price) { return scaled_text(price.ten_thousandths, 4); }

}  // namespace tsunagi
