// Any lists from a trusted proxy, two lines: an address in the one way of writing it, or a refusal.
// What a client sends before the proxy's own element never changes who is named.
#include "server/forwarded.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tsunagi::server {

static std::optional<Asker> ask(std::vector<HeaderField> fields) {
    static const std::vector<AddressBlock> trusted{parse_block("10.0.0.0/8").value()};
    Request request;
    request.headers = std::move(fields);
    try {
        return asker_of(request, trusted);
    } catch (const HttpError&) {
        return std::nullopt;
    }
}

static void check(std::string_view text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string first(text.substr(0, end));
    const std::string second(text.substr(std::min(end + 1, text.size())));
    for (const auto* name : {"forwarded", "x-forwarded-for"}) {
        const auto asker = ask({{name, first}, {"x-forwarded-proto", second}});
        if (!asker) continue;
        const auto address = parse_block(asker->address);
        ASSERT(address && address_text(*address) == asker->address);
    }
    const auto appended = ask({{"forwarded", first}, {"forwarded", "for=192.0.2.7;proto=http"}});
    ASSERT(!appended || appended == (Asker{"192.0.2.7", false}));
    const auto x_appended = ask({{"x-forwarded-for", first}, {"x-forwarded-for", "192.0.2.7"}});
    ASSERT(!x_appended || x_appended->address == "192.0.2.7");
}

}  // namespace tsunagi::server

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    tsunagi::server::check({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
