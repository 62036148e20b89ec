// Router finds the route of an address by its segments.
//
// Thread: immutable after construction.
#pragma once

#include "server/route.h"

#include <string>
#include <vector>

namespace tsunagi::server {

class Router {
public:
    explicit Router(std::vector<Route>);
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    const std::vector<Route>& routes() const { return routes_; }
    // Null when no route has this path and method; HEAD is a GET without its body.
    const Route* find(const Request&) const;
    // "GET, HEAD, OPTIONS" of the path; empty when no route has it.
    std::string allowed(const Request&) const;

private:
    std::vector<Route> routes_;
    std::vector<std::vector<const Route*>> by_length_;  // number of segments
};

}  // namespace tsunagi::server
