#include "server/router.h"

#include <algorithm>
#include <set>

namespace tsunagi::server {

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)) {
    std::set<std::string_view> operations;
    for (const auto& route : routes_) {
        ASSERT(operations.insert(route.operation).second);
        const auto length = route.segments.size();
        if (by_length_.size() <= length) by_length_.resize(length + 1);
        by_length_[length].push_back(&route);
    }
    // A fixed segment wins over a variable: /imports/{id} does not hide /imports/fields.
    for (auto& group : by_length_) {
        std::ranges::sort(group, {}, [](const Route* route) {
            return std::ranges::count_if(route->segments,
                                         [](auto segment) { return segment.starts_with('{'); });
        });
    }
}

static bool matches(const Route& route, const std::vector<std::string>& segments) {
    return std::ranges::equal(route.segments, segments, [](auto pattern, const auto& segment) {
        return pattern.starts_with('{') ? !segment.empty() : pattern == segment;
    });
}

const Route* Router::find(const Request& request) const {
    const Method wanted = request.method == Method::Head ? Method::Get : request.method;
    if (request.segments.size() >= by_length_.size()) return nullptr;
    for (const Route* route : by_length_[request.segments.size()]) {
        if (route->method == wanted && matches(*route, request.segments)) return route;
    }
    return nullptr;
}

std::string Router::allowed(const Request& request) const {
    std::string methods;
    if (request.segments.size() >= by_length_.size()) return methods;
    for (const Route* route : by_length_[request.segments.size()]) {
        if (!matches(*route, request.segments)) continue;
        const auto method = text_of(route->method);
        if (methods.find(method) != std::string::npos) continue;
        methods.append(methods.empty() ? "" : ", ").append(method);
        if (route->method == Method::Get) methods.append(", HEAD");
    }
    if (!methods.empty()) methods += ", OPTIONS";
    return methods;
}

}  // namespace tsunagi::server
