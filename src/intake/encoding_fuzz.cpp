// Any bytes: detection ends, a valid CP932 text becomes valid UTF-8, cells read without faults.
#include "base/csv_cell.h"
#include "base/text.h"
#include "intake/encoding.h"
#include "intake/values.h"

#include <cstdlib>

using namespace tsunagi;
using namespace tsunagi::intake;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    detect_encoding(text);
    const auto utf8 = utf8_of_cp932(text);
    if (!is_utf8(utf8)) std::abort();
    if ((find_invalid(text, Encoding::Utf8) == std::string_view::npos) != is_utf8(text))
        std::abort();
    if (unguarded(guarded(text)) != text) std::abort();
    parse_moment(utf8, DayStyle::Auto);
    parse_moment(utf8, DayStyle::Dmy);
    parse_number(utf8, 4);
    parse_whole(utf8);
    parse_cycle(utf8);
    reason_of(utf8);
    return 0;
}
