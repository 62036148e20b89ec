// Any Cookie header: what is read from it is one whole value of it, and our own cookie is found
// among whatever stands beside it.
#include "server/session_cookie.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace tsunagi::server;
    if (size < 1) return 0;
    const std::string any(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    Request request;
    request.secure = bytes[0] % 2 == 1;
    const std::string name = request.secure ? "__Host-tsunagi=" : "tsunagi=";

    request.headers = {{"cookie", any}};
    const std::string token(session_token(request));
    ASSERT(token.find(';') == token.npos);
    if (!token.empty()) ASSERT((any + ';').find(name + token + ';') != any.npos);

    std::string ours = session_cookie(request, "0123456789abcdef");
    ours.resize(ours.find(';'));
    request.headers = {{"cookie", ours + "; " + any}};
    ASSERT(session_token(request) == "0123456789abcdef");
    request.headers = {{"cookie", any + "; " + ours}};
    ASSERT(!session_token(request).empty() || (any + ';').find(name + ';') != any.npos);
    return 0;
}
