#include "intake/encoding.h"

#include "base/error.h"
#include "base/utf8.h"
#include "intake/byte_source.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

namespace tsunagi::intake {

namespace {

constexpr auto kNone = std::string_view::npos;

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter converter_of(const char* name, bool strict) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &status));
    if (U_FAILURE(status)) throw Error(Code::Internal, std::string("ICU has no converter ") + name);
    if (strict) {
        ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                            &status);
    }
    return converter;
}

const char* icu_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::Utf8: return "UTF-8";
        case Encoding::Cp932: return "windows-31j";
        case Encoding::EucJp: return "EUC-JP";
        case Encoding::Iso2022Jp: return "ISO-2022-JP";
        case Encoding::Utf16Le: return "UTF-16LE";
        case Encoding::Utf16Be: return "UTF-16BE";
    }
    return "UTF-8";
}

bool is_lead(unsigned char byte) {
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

// Code points of all two-byte characters, made from ICU's windows-31j once. 0 where there is none.
class Cp932Table {
public:
    Cp932Table() : points_(0x10000, 0) {
        const auto converter = converter_of("windows-31j", true);
        for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
            if (!is_lead(static_cast<unsigned char>(lead))) continue;
            for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
                if (trail != 0x7F) add(converter.get(), lead, trail);
            }
        }
    }
    char16_t operator()(unsigned char lead, unsigned char trail) const {
        return points_[static_cast<std::size_t>(lead) << 8 | trail];
    }

private:
    void add(UConverter* converter, unsigned lead, unsigned trail) {
        const std::array<char, 2> bytes{static_cast<char>(lead), static_cast<char>(trail)};
        std::array<char16_t, 4> out{};
        UErrorCode status = U_ZERO_ERROR;
        const auto size = ucnv_toUChars(converter, out.data(), 4, bytes.data(), 2, &status);
        if (U_SUCCESS(status) && size == 1) points_[lead << 8 | trail] = out[0];
        ucnv_reset(converter);
    }

    std::vector<char16_t> points_;
};

const Cp932Table& cp932() {
    static const Cp932Table table;
    return table;
}

// First offset at or after `at` that is not ASCII.
std::size_t after_ascii(std::string_view bytes, std::size_t at) {
    while (at + 8 <= bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        if ((word & 0x8080808080808080u) != 0) break;
        at += 8;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    return at;
}

// Length of the well-formed character at `at`; 0 when there is none.
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
    const auto decoded = utf8::decode(bytes, at);
    return decoded.ok ? decoded.bytes : 0;
}

std::size_t cp932_length(std::string_view bytes, std::size_t at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead < 0x80 || (lead >= 0xA1 && lead <= 0xDF)) return 1;
    if (!is_lead(lead) || at + 1 >= bytes.size()) return 0;
    return cp932()(lead, static_cast<unsigned char>(bytes[at + 1])) != 0 ? 2 : 0;
}

bool is_euc_jp(std::string_view bytes) {
    const auto high = [&](std::size_t i) {
        return i < bytes.size() && static_cast<unsigned char>(bytes[i]) >= 0xA1 &&
               static_cast<unsigned char>(bytes[i]) <= 0xFE;
    };
    for (std::size_t at = after_ascii(bytes, 0); at < bytes.size(); at = after_ascii(bytes, at)) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const std::size_t length = lead == 0x8F ? 3 : 2;
        const bool ok = (lead == 0x8E || lead == 0x8F || high(at)) && high(at + 1) &&
                        (length == 2 || high(at + 2));
        if (!ok && at + length <= bytes.size()) return false;
        at += length;
    }
    return true;
}

// Whether `tail` can be the beginning of a character that the end of the sample cut.
bool is_cut_utf8(std::string_view tail) {
    const auto lead = static_cast<unsigned char>(tail[0]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || tail.size() >= length) return false;
    return std::ranges::all_of(tail.substr(1), [](char c) { return (c & 0xC0) == 0x80; });
}

bool fits_utf8(std::string_view sample) {
    const auto at = find_invalid(sample, Encoding::Utf8);
    return at == kNone || is_cut_utf8(sample.substr(at));
}

bool fits_cp932(std::string_view sample) {
    const auto at = find_invalid(sample, Encoding::Cp932);
    return at == kNone ||
           (at + 1 == sample.size() && is_lead(static_cast<unsigned char>(sample[at])));
}

bool has_iso_2022_escape(std::string_view sample) {
    for (const std::string_view escape : {"\x1b$B", "\x1b$@", "\x1b(J", "\x1b(I"}) {
        if (sample.find(escape) != kNone) return true;
    }
    return false;
}

[[noreturn]] void bad_encoding(std::uint64_t line, Encoding encoding) {
    const auto where = "line " + std::to_string(line);
    const auto message = std::string("the text is not in ") + icu_name(encoding);
    throw Error(Code::InvalidInput, where + ": " + message,
                {{where, "bad_encoding", message, {{"line", std::to_string(line)}}}});
}

}  // namespace

std::size_t mark_bytes(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) return 3;
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ? 2 : 0;
}

std::optional<Encoding> detect_encoding(std::string_view sample) {
    if (sample.starts_with("\xEF\xBB\xBF")) return Encoding::Utf8;
    if (sample.starts_with("\xFF\xFE")) return Encoding::Utf16Le;
    if (sample.starts_with("\xFE\xFF")) return Encoding::Utf16Be;
    if (has_iso_2022_escape(sample)) return Encoding::Iso2022Jp;
    if (fits_utf8(sample)) return Encoding::Utf8;
    if (fits_cp932(sample)) return Encoding::Cp932;
    if (is_euc_jp(sample)) return Encoding::EucJp;
    return std::nullopt;
}

std::size_t find_invalid(std::string_view bytes, Encoding encoding) {
    const bool utf8 = encoding == Encoding::Utf8;
    for (auto at = after_ascii(bytes, 0); at < bytes.size(); at = after_ascii(bytes, at)) {
        const auto length = utf8 ? utf8_length(bytes, at) : cp932_length(bytes, at);
        if (length == 0) return at;
        at += length;
    }
    return kNone;
}

void append_cp932_as_utf8(std::string_view bytes, std::string& out) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto plain = after_ascii(bytes, at);
        out.append(bytes, at, plain - at);
        at = plain;
        if (at == bytes.size()) return;
        const auto length = cp932_length(bytes, at);
        const auto lead = static_cast<unsigned char>(bytes[at]);
        if (length == 0) {
            utf8::append(utf8::kReplacement, out);
        } else if (length == 1) {
            utf8::append(0xFF61u + (lead - 0xA1u), out);
        } else {
            utf8::append(cp932()(lead, static_cast<unsigned char>(bytes[at + 1])), out);
        }
        at += length == 0 ? 1 : length;
    }
}

std::string utf8_of_cp932(std::string_view bytes) {
    std::string out;
    append_cp932_as_utf8(bytes, out);
    return out;
}

std::string sample_as_utf8(std::string_view sample, Encoding encoding) {
    const auto to = converter_of("UTF-8", false);
    const auto from = converter_of(icu_name(encoding), false);
    std::string out(sample.size() * 3 + 16, '\0');
    const char* source = sample.data();
    char* target = out.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source,
                   sample.data() + sample.size(), nullptr, nullptr, nullptr, nullptr, true, true,
                   &status);
    out.resize(static_cast<std::size_t>(target - out.data()));
    return out;
}

void rewrite_as_utf8(const std::filesystem::path& from, Encoding encoding,
                     const std::filesystem::path& to) {
    constexpr std::size_t kPiece = 1 << 16;
    FileSource source(from, encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be ? 2 : 0);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    const auto reader = converter_of(icu_name(encoding), true);
    const auto writer = converter_of("UTF-8", false);
    std::vector<char> piece(kPiece);
    std::vector<char> text(kPiece * 4);
    std::vector<UChar> pivot(kPiece);
    UChar* pivot_from = pivot.data();
    UChar* pivot_to = pivot.data();
    std::uint64_t line = 1;
    for (bool last = false, begun = false; !last; begun = true) {
        const auto size = source.read(piece.data(), piece.size());
        last = size == 0;
        const char* at = piece.data();
        char* target = text.data();
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(writer.get(), reader.get(), &target, text.data() + text.size(), &at,
                       piece.data() + size, pivot.data(), &pivot_from, &pivot_to,
                       pivot.data() + pivot.size(), !begun, last, &status);
        line += static_cast<std::uint64_t>(std::count(std::as_const(piece).data(), at, '\n'));
        if (U_FAILURE(status)) bad_encoding(line, encoding);
        out.write(text.data(), target - text.data());
    }
    out.flush();
    if (!out) throw Error(Code::StorageFull, "no room to rewrite the file in UTF-8");
}

}  // namespace tsunagi::intake
