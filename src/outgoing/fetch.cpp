#include "outgoing/fetch.h"

#include "base/error.h"

#include <curl/curl.h>

#include <memory>

namespace tsunagi::outgoing {

namespace {

// As the server's own (server/transport.cpp): forward secrecy and authenticated encryption.
constexpr const char* kCiphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Body {
    std::string text;
    std::size_t limit = 0;
    bool too_large = false;
};

std::size_t take_piece(char* bytes, std::size_t, std::size_t count, void* to) {
    auto& body = *static_cast<Body*>(to);
    body.too_large = body.text.size() + count > body.limit;
    if (body.too_large) return 0;  // ends the transfer
    body.text.append(bytes, count);
    return count;
}

void append(List& list, const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw Error(Code::Internal, "no memory for a request");
    if (!list) list.reset(longer);
}

void set_limits(CURL* curl, const FetchLimits& limits) {
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limits.total_ms);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, kCiphersOfTls12);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Tsunagi");
}

// "host:port:address": libcurl asks no resolver for it. An IPv6 address is in brackets.
std::string pinned(const OutgoingUrl& url, const std::string& address) {
    const bool v6 = address.find(':') != std::string::npos;
    return url.host + ":" + std::to_string(url.port) + ":" + (v6 ? "[" + address + "]" : address);
}

bool start_curl() { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

}  // namespace

Fetched Fetch::ask(const Asked& asked) const {
    static const bool started = start_curl();
    const auto url = parse_outgoing_url(asked.url, exempt_);
    const auto address = judged_address(url, exempt_, resolve_);
    const Handle curl(curl_easy_init(), &curl_easy_cleanup);
    if (!started || !curl) throw Error(Code::Internal, "libcurl cannot start");
    List pins(nullptr, &curl_slist_free_all);
    List headers(nullptr, &curl_slist_free_all);
    append(pins, pinned(url, address));
    for (const auto& line : asked.headers) append(headers, line);
    Body body{.limit = limits_.body_bytes};
    const std::string text = url.text();
    set_limits(curl.get(), limits_);
    curl_easy_setopt(curl.get(), CURLOPT_URL, text.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, url.scheme.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, pins.get());
    if (headers) curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (!asked.form.empty()) curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, asked.form.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take_piece);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode failed = curl_easy_perform(curl.get());
    if (body.too_large) throw Error(Code::TooLarge, url.host + " answers too much");
    if (failed != CURLE_OK) {
        throw Error(Code::Unavailable,
                    url.host + " does not answer: " + curl_easy_strerror(failed));
    }
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return {static_cast<int>(status), std::move(body.text)};
}

std::string form_of(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const auto& [name, value] : fields) {
        out.append(out.empty() ? "" : "&").append(name).append("=");
        for (const char c : value) {
            const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                               (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' ||
                               c == '~';
            const auto byte = static_cast<unsigned char>(c);
            if (plain) {
                out += c;
            } else {
                out += {'%', kHex[byte >> 4], kHex[byte & 15]};
            }
        }
    }
    return out;
}

}  // namespace tsunagi::outgoing
