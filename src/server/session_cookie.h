// The session's cookie and the checks that a request was meant by a page of ours.
#pragma once

#include "base/viewer.h"
#include "server/http.h"

#include <string>
#include <string_view>

namespace tsunagi::server {

// The token in the request's cookie; empty when there is none.
std::string_view session_token(const Request&);
// Set-Cookie for a new session: HttpOnly, SameSite=Strict, and on TLS Secure with the __Host- name.
std::string session_cookie(const Request&, std::string_view token);
std::string ended_session_cookie(const Request&);

// The token of a browser from which somebody has signed in before; it outlives sessions.
std::string_view device_token(const Request&);
std::string device_cookie(const Request&, std::string_view token);

// Throws Forbidden when Origin or Sec-Fetch-Site says that another site sent the request.
void check_same_origin(const Request&);

// The first language of Accept-Language that we speak; Japanese by default.
Language language_of(const Request&);

}  // namespace tsunagi::server
