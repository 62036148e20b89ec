// Any bytes are rows or an Error, in pieces of any size alike, and a reader can go on from any row.
#include "intake/csv_reader.h"

#include <cstdlib>

using namespace tsunagi;
using namespace tsunagi::intake;

namespace {

std::string rows_of(std::string_view text, CsvStyle style, std::size_t piece) {
    CsvReader reader(std::make_unique<TextSource>(text, piece), style);
    CsvRow row;
    std::string all;
    try {
        while (reader.next(row)) {
            all += std::to_string(row.place.byte) + ":" + std::to_string(row.place.line);
            for (const auto cell : row.cells) all.append("|").append(cell);
        }
    } catch (const Error& error) {
        all += error.what();
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 2, size - 2);
    const CsvStyle style{.delimiter = ",;\t"[bytes[0] % 3], .ends_in_cr = bytes[0] > 127};
    if (rows_of(text, style, 1 << 20) != rows_of(text, style, bytes[1] % 7 + 1u)) std::abort();
    return 0;
}
