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

// The token of a browser from which somebody has signed in before; it outlives sessions.
std::string_view device_token(const Request&);
std::string device_cookie(const Request&, std::string_view token);

// The state of a sign-in that was sent to another house. The way back comes from there, so the
// cookie is SameSite=Lax; it lasts ten minutes, an empty one ends it.
std::string_view visit_token(const Request&);
std::string visit_cookie(const Request&, std::string_view state);

// Throws Forbidden when Origin or Sec-Fetch-Site says that another site sent the request.
void check_same_origin(const Request&);

// Whether the value of a Host header is localhost, an address, or one of the names.
bool is_own_host(std::string_view host, std::span<const std::string> names);

// The first language of Accept-Language that we speak; Japanese by default.
Language language_of(const Request&);

}  // namespace tsunagi::server
