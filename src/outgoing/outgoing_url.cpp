#include "outgoing/outgoing_url.h"

#include "base/error.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <memory>
#include <netdb.h>
#include <optional>

namespace tsunagi::outgoing {

namespace {

using Octets = std::array<unsigned char, 16>;

struct Block {
    std::array<unsigned char, 16> first;
    int prefix;
};

constexpr Block v4(unsigned char a, unsigned char b, unsigned char c, int prefix) {
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, 0}, 96 + prefix};
}

constexpr Block v6(unsigned a, unsigned b, int prefix) {
    return {{static_cast<unsigned char>(a >> 8), static_cast<unsigned char>(a),
             static_cast<unsigned char>(b >> 8), static_cast<unsigned char>(b)},
            prefix};
}

// IANA's registries of special-purpose addresses (RFC 6890 and its updates).
constexpr std::array kClosed{
    v4(0, 0, 0, 8),       v4(10, 0, 0, 8),     v4(100, 64, 0, 10),    v4(127, 0, 0, 8),
    v4(169, 254, 0, 16),  v4(172, 16, 0, 12),  v4(192, 0, 0, 24),     v4(192, 0, 2, 24),
    v4(192, 88, 99, 24),  v4(192, 168, 0, 16), v4(198, 18, 0, 15),    v4(198, 51, 100, 24),
    v4(203, 0, 113, 24),  v4(224, 0, 0, 4),    v4(240, 0, 0, 4),      v6(0x100, 0, 64),
    v6(0x64, 0xFF9B, 32), v6(0x2001, 0, 23),   v6(0x2001, 0xDB8, 32), v6(0x2002, 0, 16),
    v6(0x3FFF, 0, 20),    v6(0x5F00, 0, 16),   v6(0xFC00, 0, 7),      v6(0xFE80, 0, 10),
    v6(0xFEC0, 0, 10),    v6(0xFF00, 0, 8)};

bool is_in(const Octets& address, const Block& block) {
    for (int bit = 0; bit < block.prefix; ++bit) {
        const auto at = static_cast<std::size_t>(bit / 8);
        const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
        if ((address[at] & mask) != (block.first[at] & mask)) return false;
    }
    return true;
}

std::optional<Octets> octets_of(const std::string& text) {
    Octets octets{};
    if (::inet_pton(AF_INET6, text.c_str(), octets.data()) == 1) return octets;
    octets[10] = octets[11] = 0xFF;
    if (::inet_pton(AF_INET, text.c_str(), octets.data() + 12) == 1) return octets;
    return std::nullopt;
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(Code::InvalidInput, "the server does not ask there: " + why);
}

// A name of letters, digits, hyphens and dots whose last label is no number: what else inet_aton
// and friends take for an address (decimal, octal, short ones) is not a name.
void check_host(std::string_view host) {
    const bool fits = !host.empty() && host.size() <= 253 &&
                      host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == host.npos;
    if (!fits) refuse("the host is not a name");
    const auto last = host.substr(host.rfind('.') + 1);  // npos + 1 is 0
    if (last.empty() || (last.front() >= '0' && last.front() <= '9')) {
        refuse("the host is an address, not a name");
    }
}

bool is_exempt(const OutgoingUrl& url, const Exempt& exempt) {
    return std::ranges::find(exempt, url.host + ":" + std::to_string(url.port)) != exempt.end();
}

int port_of(std::string_view digits) {
    int port = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool whole = failure == std::errc() && end == digits.data() + digits.size();
    if (!whole || port < 1 || port > 65'535) refuse("the port is not a number");
    return port;
}

}  // namespace

std::string OutgoingUrl::text() const {
    const bool usual = (scheme == "https" && port == 443) || (scheme == "http" && port == 80);
    return scheme + "://" + host + (usual ? "" : ":" + std::to_string(port)) + target;
}

OutgoingUrl parse_outgoing_url(std::string_view text, const Exempt& exempt) {
    const bool plain = text.size() <= 2000 && std::ranges::all_of(text, [](char c) {
                           return c > ' ' && c < 0x7F && c != '\\';
                       });
    const auto colon = text.find("://");
    if (!plain || colon == text.npos) refuse("it is no URL");
    OutgoingUrl url;
    url.scheme = std::string(text.substr(0, colon));
    if (url.scheme != "https" && url.scheme != "http") refuse("it is not https");
    url.port = url.scheme == "https" ? 443 : 80;
    const auto rest = text.substr(colon + 3);
    const auto end = std::min(rest.find_first_of("/?#"), rest.size());
    auto authority = rest.substr(0, end);
    if (authority.find('@') != authority.npos) refuse("it names a user");
    if (const auto port = authority.find(':'); port != authority.npos) {
        url.port = port_of(authority.substr(port + 1));
        authority = authority.substr(0, port);
    }
    url.host = std::string(authority);
    std::ranges::transform(url.host, url.host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    url.target = std::string(rest.substr(end, rest.find('#') - end));
    if (!url.target.starts_with('/')) url.target.insert(0, "/");
    if (is_exempt(url, exempt)) return url;
    check_host(url.host);
    if (url.scheme != "https") refuse("it is not https");
    if (url.port != 443 && url.port != 8443) refuse("its port is neither 443 nor 8443");
    return url;
}

bool is_public_address(std::string_view text) {
    const auto octets = octets_of(std::string(text));
    if (!octets) return false;
    const bool mapped = is_in(*octets, v4(0, 0, 0, 0));
    // The first 96 bits zero: unspecified, ::1 and the old "compatible" addresses.
    if (!mapped && is_in(*octets, Block{{}, 96})) return false;
    return std::ranges::none_of(kClosed, [&](const Block& block) { return is_in(*octets, block); });
}

std::string judged_address(const OutgoingUrl& url, const Exempt& exempt, const Resolve& resolve) {
    const auto addresses = resolve(url.host);
    if (addresses.empty()) throw Error(Code::Unavailable, "there is no host " + url.host);
    const bool open = is_exempt(url, exempt) || std::ranges::all_of(addresses, is_public_address);
    if (!open) throw Error(Code::Forbidden, url.host + " is not in the open internet");
    return addresses.front();
}

std::vector<std::string> resolve_with_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) {
        throw Error(Code::Unavailable, "there is no host " + host);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    std::vector<std::string> addresses;
    for (const addrinfo* one = all.get(); one != nullptr; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (::getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                          NI_NUMERICHOST) == 0) {
            addresses.emplace_back(text.data());
        }
    }
    return addresses;
}

}  // namespace tsunagi::outgoing
