// One request to another house, over libcurl: to the judged address, with the certificate of the
// name, no redirect, no proxy, at most a megabyte and ten seconds.
//
// Thread: any; the caller waits.
#pragma once

#include "outgoing/outgoing_url.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi::outgoing {

struct FetchLimits {
    std::size_t body_bytes = 1024UL * 1024;
    long connect_ms = 5'000;
    long total_ms = 10'000;
};

struct Asked {
    std::string url;
    std::vector<std::string> headers{};  // "Accept: application/json"
    std::string form{};                  // not empty: a POST of application/x-www-form-urlencoded
};

struct Fetched {
    int status = 0;
    std::string body;
};

class Fetch {
public:
    explicit Fetch(Exempt exempt, Resolve resolve = resolve_with_system, FetchLimits limits = {})
        : exempt_(std::move(exempt)), resolve_(std::move(resolve)), limits_(limits) {}
    virtual ~Fetch() = default;

    // Throws as parse_outgoing_url() and judged_address() do; Unavailable when there is no answer
    // in time, TooLarge for a longer body. Any status is an answer.
    virtual Fetched ask(const Asked&) const;

private:
    const Exempt exempt_;
    const Resolve resolve_;
    const FetchLimits limits_;
};

// "a=1&b=%20": the fields of a form, percent-encoded.
std::string form_of(const std::vector<std::pair<std::string_view, std::string_view>>& fields);

}  // namespace tsunagi::outgoing
