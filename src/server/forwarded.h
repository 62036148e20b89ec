// For whom a proxy asks: Forwarded (RFC 7239), or X-Forwarded-For and X-Forwarded-Proto. Only a
// trusted peer is asked; each proxy appends the address it saw, so the list is read from the right
// and the first hop that is no trusted proxy is the client. What stands further left is the
// client's own word and is not read.
//
// Thread: any; a pure function.
#pragma once

#include "base/address_block.h"
#include "server/http.h"

#include <optional>
#include <span>
#include <string>

namespace tsunagi::server {

struct Asker {
    std::string address;
    std::optional<bool> secure;  // not said: as the proxy itself asked

    bool operator==(const Asker&) const = default;
};

// Nothing when the proxy asks for itself. Throws HttpError 400 for a list that cannot be read up to
// the client, and when both kinds of header are there and differ: then one of them is what the
// client sent and the proxy passed on.
std::optional<Asker> asker_of(const Request&, std::span<const AddressBlock> trusted);

}  // namespace tsunagi::server
