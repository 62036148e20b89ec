// Metrics counts the answers of every route and how long they took, for Prometheus (text format
// 0.0.4).
//
// Thread: any.
#pragma once

#include "server/http_server.h"
#include "server/router.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace tsunagi::server {

class Metrics {
public:
    explicit Metrics(std::size_t routes);

    void count(std::size_t route, int status, std::int64_t took_us);
    std::string text(const Router&, const Traffic*) const;

private:
    static constexpr std::array<std::int64_t, 9> kBoundsMs{1, 5, 10, 20, 50, 100, 250, 1000, 5000};
    struct Counts {
        std::array<std::atomic<std::int64_t>, 6> by_class{};  // [2] is 2xx
        std::array<std::atomic<std::int64_t>, kBoundsMs.size() + 1> at_most{};
        std::atomic<std::int64_t> sum_us{0};
    };
    const std::size_t size_;
    std::unique_ptr<Counts[]> counts_;
};

}  // namespace tsunagi::server
