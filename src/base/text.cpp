#include "base/text.h"

#include "base/utf8.h"

namespace tsunagi {

bool is_utf8(std::string_view text) {
    return utf8::first_ill_formed(text) == text.size();
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

}  // namespace tsunagi
