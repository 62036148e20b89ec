// Whatever the bytes: every normal form is UTF-8 and the same when taken twice.
#include "base/error.h"
#include "base/money.h"
#include "base/text.h"
#include "base/time.h"
#include "base/tzif.h"

#include <cstdint>

namespace tsunagi {

namespace {

void check_form(std::string (*form)(std::string_view), std::string_view text) {
    const std::string once = form(text);
    ASSERT(is_utf8(once));
    ASSERT(form(once) == once);
}

void check_form(std::optional<std::string> (*form)(std::string_view), std::string_view text) {
    const auto once = form(text);
    if (once) ASSERT(form(*once) == once);
}

void check_phone(std::string_view text) {
    const auto number = phone_e164(text);
    if (!number) return;
    ASSERT(number->size() >= 8 && number->size() <= 16);
    ASSERT(phone_e164(*number) == number);
    ASSERT(phone_e164(phone_for_people(*number)) == number);
}

}  // namespace

}  // namespace tsunagi

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace tsunagi;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    check_form(trimmed, text);
    check_form(nfkc, text);
    check_form(search_form, text);
    check_form(kana_form, text);
    check_form(postal_code, text);
    check_form(email_form, text);
    check_phone(text);
    for (const std::string& gram : bigrams(search_form(text))) ASSERT(code_points(gram) <= 2);
    if (const auto price = parse_unit_price(text))
        ASSERT(parse_unit_price(to_text(*price)) == price);
    if (const auto at = parse_instant(text)) ASSERT(parse_instant(to_text(*at)) == at);
    tzif_offsets(text);
    return 0;
}
