#include "base/tzif.h"

#include "base/time.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tsunagi {

namespace {

constexpr int kLastYear = 2100;
constexpr std::int32_t kHourS = 3600;
constexpr std::int32_t kDayS = 86'400;
constexpr std::size_t kHeaderSize = 44;

// Big-endian numbers from the front of the bytes; zero and `failed` at their end.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t unsigned_number(std::size_t width) {
        const auto taken = take(width);
        std::uint64_t value = 0;
        for (const char c : taken) value = (value << 8) | static_cast<unsigned char>(c);
        return value;
    }
    std::int64_t number(std::size_t width) {
        const auto value = unsigned_number(width);
        return width == 4 ? std::int64_t(std::int32_t(value)) : std::int64_t(value);
    }
    std::string_view take(std::size_t count) {
        if (count > rest_.size()) {
            failed_ = true;
            return {};
        }
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    bool failed() const { return failed_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

struct Header {
    std::uint64_t utc_count, wall_count, leap_count, time_count, type_count, char_count;

    std::size_t body_size(std::size_t time_width) const {
        return time_count * (time_width + 1) + type_count * 6 + char_count +
               leap_count * (time_width + 4) + wall_count + utc_count;
    }
};

std::optional<Header> take_header(Bytes& bytes) {
    if (bytes.take(4) != "TZif") return std::nullopt;
    const auto version = bytes.take(1);
    if (version != "2" && version != "3" && version != "4") return std::nullopt;
    bytes.take(15);
    Header header{};
    header.utc_count = bytes.unsigned_number(4);
    header.wall_count = bytes.unsigned_number(4);
    header.leap_count = bytes.unsigned_number(4);
    header.time_count = bytes.unsigned_number(4);
    header.type_count = bytes.unsigned_number(4);
    header.char_count = bytes.unsigned_number(4);
    if (bytes.failed()) return std::nullopt;
    return header;
}

// "Mm.w.d[/time]": the w-th (5: last) weekday d of month m.
struct YearlyRule {
    int month = 0;
    int week = 0;
    int weekday = 0;
    std::int32_t time_s = 2 * kHourS;

    // Local seconds since the epoch.
    std::int64_t in_year(int year) const {
        const Day first = *day_of({year, month, 1});
        Day day = first + (weekday - weekday_of(first) + 7) % 7 + (week - 1) * 7;
        const Day next_month = add_months(first, 1);
        if (day >= next_month) day = day - 7;
        return std::int64_t(day.number) * kDayS + time_s;
    }
};

struct Footer {
    std::int32_t standard_s = 0;
    std::int32_t summer_s = 0;
    std::optional<YearlyRule> summer_begins;
    std::optional<YearlyRule> summer_ends;
};

// The grammar of POSIX TZ as far as tzdata uses it: names, offsets, M rules.
class FooterText {
public:
    explicit FooterText(std::string_view text) : rest_(text) {}

    std::optional<Footer> read() {
        Footer footer;
        if (!skip_name()) return std::nullopt;
        footer.standard_s = -time();
        if (!rest_.empty()) {
            if (!skip_name()) return std::nullopt;
            footer.summer_s = at_rule() ? footer.standard_s + kHourS : -time();
            footer.summer_begins = rule();
            footer.summer_ends = rule();
        }
        if (failed_ || !rest_.empty()) return std::nullopt;
        return footer;
    }

private:
    bool at_rule() const { return rest_.starts_with(','); }
    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // "JST" or "<+0530>".
    bool skip_name() {
        if (rest_.starts_with('<')) {
            rest_.remove_prefix(std::min(rest_.size(), rest_.find('>')));
            return take('>');
        }
        const auto end = rest_.find_first_of("+-0123456789,");
        if (end == 0 || rest_.empty()) return false;
        rest_.remove_prefix(std::min(end, rest_.size()));
        return true;
    }
    int digits() {
        int value = 0;
        std::size_t count = 0;
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9' && count < 4) {
            value = value * 10 + (rest_[0] - '0');
            rest_.remove_prefix(1);
            ++count;
        }
        if (count == 0) failed_ = true;
        return value;
    }
    // "[+-]h[:m[:s]]" as seconds.
    std::int32_t time() {
        const bool negative = take('-');
        if (!negative) take('+');
        std::int32_t seconds = digits() * kHourS;
        if (take(':')) seconds += digits() * 60;
        if (take(':')) seconds += digits();
        return negative ? -seconds : seconds;
    }
    std::optional<YearlyRule> rule() {
        YearlyRule rule;
        if (!take(',') || !take('M')) failed_ = true;
        rule.month = digits();
        if (!take('.')) failed_ = true;
        rule.week = digits();
        if (!take('.')) failed_ = true;
        rule.weekday = digits();
        if (take('/')) rule.time_s = time();
        if (rule.month < 1 || rule.month > 12 || rule.week < 1 || rule.week > 5 ||
            rule.weekday > 6) {
            failed_ = true;
        }
        if (failed_) return std::nullopt;
        return rule;
    }

    std::string_view rest_;
    bool failed_ = false;
};

void unroll(const Footer& footer, std::vector<ZoneOffset>& offsets) {
    if (!footer.summer_begins || !footer.summer_ends) {
        if (offsets.back().offset_s != footer.standard_s) {
            offsets.push_back({offsets.back().from_s + 1, footer.standard_s});
        }
        return;
    }
    const std::int64_t last = offsets.back().from_s;
    const auto first_year = std::max<std::int64_t>(last / kDayS, 0);
    for (int year = civil({std::int32_t(first_year)}).year; year <= kLastYear; ++year) {
        std::array<ZoneOffset, 2> both{
            ZoneOffset{footer.summer_begins->in_year(year) - footer.standard_s, footer.summer_s},
            ZoneOffset{footer.summer_ends->in_year(year) - footer.summer_s, footer.standard_s}};
        std::ranges::sort(both, {}, &ZoneOffset::from_s);
        for (const ZoneOffset& offset : both) {
            if (offset.from_s > last) offsets.push_back(offset);
        }
    }
}

}  // namespace

std::optional<std::vector<ZoneOffset>> tzif_offsets(std::string_view file) {
    Bytes bytes(file);
    const auto old = take_header(bytes);
    if (!old) return std::nullopt;
    bytes.take(old->body_size(4));
    const auto header = take_header(bytes);
    if (!header || header->body_size(8) > file.size() || header->type_count == 0) {
        return std::nullopt;
    }
    std::vector<ZoneOffset> offsets(header->time_count + 1);
    std::vector<std::uint64_t> types(header->time_count + 1, 0);
    offsets[0].from_s = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i].from_s = bytes.number(8);
    for (std::size_t i = 1; i < offsets.size(); ++i) types[i] = bytes.unsigned_number(1);
    std::vector<std::int32_t> of_type(header->type_count);
    for (auto& offset_s : of_type) {
        offset_s = std::int32_t(bytes.number(4));
        bytes.take(2);
    }
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        if (types[i] >= of_type.size()) return std::nullopt;
        offsets[i].offset_s = of_type[types[i]];
        if (i > 0 && offsets[i].from_s < offsets[i - 1].from_s) return std::nullopt;
    }
    bytes.take(header->body_size(8) - header->time_count * 9 - header->type_count * 6);
    if (bytes.failed() || bytes.take(1) != "\n") return std::nullopt;
    const auto footer_text = file.substr(kHeaderSize * 2 + old->body_size(4) +
                                         header->body_size(8) + 1);
    if (footer_text == "\n") return offsets;  // the file says nothing about later times
    const auto footer = FooterText(footer_text.substr(0, footer_text.find('\n'))).read();
    if (!footer) return std::nullopt;
    unroll(*footer, offsets);
    return offsets;
}

}  // namespace tsunagi
