// A file gives the same rows, or the same error at the same place, however its bytes arrive.
#include "intake/csv_reader.h"
#include "intake/encoding.h"

#include <cstdlib>

namespace {

using namespace tsunagi::intake;

std::string read_all(std::string_view text, std::size_t piece, CsvStyle style) {
    CsvReader reader(std::make_unique<TextSource>(text, piece), style);
    std::string seen;
    CsvRow row;
    try {
        while (reader.next(row)) {
            seen += std::to_string(row.place.byte) + ':' + std::to_string(row.place.line);
            for (const auto cell : row.cells) seen.append("|").append(cell);
            if (text.substr(row.place.byte, row.bytes.size()) != row.bytes) std::abort();
        }
    } catch (const tsunagi::Error& error) {
        seen += error.what();
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes + 1), size - 1);
    const CsvStyle style{.delimiter = (bytes[0] & 1) != 0 ? '\t' : ',',
                         .ends_in_cr = (bytes[0] & 2) != 0};
    const std::size_t piece = 1 + bytes[0] / 4;
    if (read_all(text, ~std::size_t{0}, style) != read_all(text, piece, style)) std::abort();
    if (const auto encoding = detect_encoding(text)) sample_as_utf8(text, *encoding);
    return 0;
}
