// The head of an answer, with the security headers that every answer carries: pages, files, errors.
#pragma once

#include "server/http.h"

#include <string>
#include <string_view>

namespace tsunagi::server {

struct HeadOptions {
    bool keep_alive = true;
    bool chunked = false;
    bool strict_transport = false;  // RFC 6797: for a certificate that browsers trust
};

std::string response_head(const Response&, const HeadOptions&);
std::string upgrade_head(std::string_view accept_key);
// RFC 9110 6.4.1: 1xx, 204 and 304 have none.
bool may_have_body(int status);

// What every page may do; `nonce` allows the one style element of the application's shell.
std::string content_security_policy(std::string_view nonce = {});

}  // namespace tsunagi::server
