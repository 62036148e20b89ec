// The OpenAPI 3.1 document of a table of routes, and the same as a page for people.
#pragma once

#include "server/route.h"

#include <span>
#include <string>

namespace tsunagi::server {

std::string openapi_document(std::span<const Route>);
std::string api_page(std::span<const Route>);  // HTML without scripts

}  // namespace tsunagi::server
