// What the server may ask another house for (SSRF guard; OWASP ASVS 5.0, 1.3.6). Only https, on
// port 443 or 8443, without a user name, to a name; and only when every address that the name
// resolves to is one of the open internet. The connection is then made to the address that was
// judged, whatever the name says a moment later.
//
// Hosts that the operator lists in the configuration ("idp.internal:8080") are exempt from the
// rules of scheme, port and address, for that port only.
//
// Thread: any.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::outgoing {

struct OutgoingUrl {
    std::string scheme;  // https, or http to an exempt host
    std::string host;    // lower case
    int port = 443;
    std::string target;  // path and query, at least "/"

    std::string text() const;
};

// Hosts with their port that may be in this house: "idp.internal:8080".
using Exempt = std::vector<std::string>;
// The addresses of a name, as text. Throws Unavailable when there are none.
using Resolve = std::function<std::vector<std::string>(const std::string& host)>;

// Throws InvalidInput when it is no URL that may be asked.
OutgoingUrl parse_outgoing_url(std::string_view, const Exempt& = {});

// Whether an address is one of the open internet: no loopback, private, link-local, shared,
// documentation, multicast or unspecified one, also when it is mapped into IPv6, translated
// (64:ff9b::/96) or wrapped (6to4, Teredo).
bool is_public_address(std::string_view);

// The address to connect to. Throws Forbidden unless all addresses of the host are public or the
// host is exempt.
std::string judged_address(const OutgoingUrl&, const Exempt&, const Resolve&);

// What the machine's resolver says.
std::vector<std::string> resolve_with_system(const std::string& host);

}  // namespace tsunagi::outgoing
