// Encodings of the files shops send: which one a file is in, and its cells as UTF-8.
//
// Detection (ICU's is unfit: half-width kana becomes an IBM code page): byte order mark;
// ISO-2022-JP escapes; valid UTF-8; strict windows-31j; EUC-JP; else unknown, and a person is
// asked. It looks at a sample, so every row is verified again while it is read.
//
// CP932 means windows-31j, Microsoft's mapping: 0x8160 is U+FF5E, NEC and IBM characters (①, 髙)
// and the private area 0xF040–0xF9FC are mapped; 0x80, 0xA0, 0xFD–0xFF are refused. The second
// byte of a character may be 0x5C (表, 十, ソ): nothing here takes it for a backslash.
// Pure; any thread.
#pragma once

#include <boost/describe.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::intake {

enum class Encoding { Utf8, Cp932, EucJp, Iso2022Jp, Utf16Le, Utf16Be };
BOOST_DESCRIBE_ENUM(Encoding, Utf8, Cp932, EucJp, Iso2022Jp, Utf16Le, Utf16Be)

// How a sample from the beginning of a file is encoded; nothing when no encoding fits. A character
// cut by the end of the sample does not count against one.
std::optional<Encoding> detect_encoding(std::string_view sample);

// Bytes of a byte order mark in front of the text: 0, 2 or 3.
std::size_t mark_bytes(std::string_view text);

// Whether the row reader can work on the bytes as they are; the other encodings are rewritten.
inline bool reads_directly(Encoding encoding) {
    return encoding == Encoding::Utf8 || encoding == Encoding::Cp932;
}

// Offset of the first byte that is not of the encoding (Utf8 or Cp932); npos when all are.
std::size_t find_invalid(std::string_view bytes, Encoding);

// A valid Cp932 text as UTF-8. Bytes that are none become U+FFFD.
void append_cp932_as_utf8(std::string_view bytes, std::string& out);
std::string utf8_of_cp932(std::string_view bytes);

// The file rewritten in UTF-8 beside it, without a mark. Throws InvalidInput (bad_encoding, with
// the line) when it is not in `encoding`.
void rewrite_as_utf8(const std::filesystem::path& from, Encoding, const std::filesystem::path& to);

// For EUC-JP, ISO-2022-JP and UTF-16 samples; ill-formed bytes become U+FFFD.
std::string sample_as_utf8(std::string_view sample, Encoding);

}  // namespace tsunagi::intake
