// The session's cookie and the checks that a request was meant by a page of ours.
#pragma once

#include "base/viewer.h"
#include "server/http.h"

#include <span>
#include <string>
#include <string_view>

namespace tsunagi::server {

// The token in the request's cookie; empty when there is none.
std::string_view session_token(const Request&);
// Set-Cookie for a new session: HttpOnly, SameSite=Strict, and on TLS Secure with the __Host- name.
std::string session_cookie(const Request&, std::string_view token);
std::string ended_session_cookie(const Request&);

// Throws Forbidden when Origin or Sec-Fetch-Site says that another site sent the request.
void check_same_origin(const Request&);

// Whether the value of a Host header is localhost, an address, or one of the names.
bool is_own_host(std::string_view host, std::span<const std::string> names);

// The first language of Accept-Language that we speak; Japanese by default.
Language language_of(const Request&);

}  // namespace tsunagi::server
