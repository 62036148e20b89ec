#include "server/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tsunagi::server {

Metrics::Metrics(std::size_t routes) : size_(routes), counts_(new Counts[routes]) {}

void Metrics::count(std::size_t route, int status, std::int64_t took_us) {
    Counts& counts = counts_[route];
    ++counts.by_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))];
    const auto bound = std::ranges::find_if(kBoundsMs,
                                            [&](std::int64_t ms) { return took_us <= ms * 1000; });
    ++counts.at_most[static_cast<std::size_t>(bound - kBoundsMs.begin())];
    counts.sum_us += took_us;
}

static void add_traffic(std::string& out, const Traffic& traffic) {
    const auto line = [&](std::string_view name, std::string_view type,
                          const std::atomic<std::int64_t>& value) {
        fmt::format_to(std::back_inserter(out), "# TYPE {0} {1}\n{0} {2}\n", name, type,
                       value.load());
    };
    line("tsunagi_connections", "gauge", traffic.connections);
    line("tsunagi_sockets", "gauge", traffic.sockets);
    line("tsunagi_connections_accepted_total", "counter", traffic.accepted);
    line("tsunagi_connections_refused_total", "counter", traffic.refused);
    line("tsunagi_timeouts_total", "counter", traffic.timed_out);
    line("tsunagi_slow_consumers_total", "counter", traffic.slow_consumers);
    line("tsunagi_received_bytes_total", "counter", traffic.bytes_in);
    line("tsunagi_sent_bytes_total", "counter", traffic.bytes_out);
}

std::string Metrics::text(const Router& router, const Traffic* traffic) const {
    std::string out;
    if (traffic) add_traffic(out, *traffic);
    const auto put = std::back_inserter(out);
    out += "# TYPE tsunagi_answers_total counter\n";
    for (std::size_t at = 0; at < size_; ++at) {
        for (std::size_t group = 1; group <= 5; ++group) {
            const auto count = counts_[at].by_class[group].load();
            if (count == 0) continue;
            fmt::format_to(put, "tsunagi_answers_total{{route=\"{}\",status=\"{}xx\"}} {}\n",
                           router.routes()[at].operation, group, count);
        }
    }
    out += "# TYPE tsunagi_answer_seconds histogram\n";
    for (std::size_t at = 0; at < size_; ++at) {
        const auto name = router.routes()[at].operation;
        std::int64_t total = 0;
        std::string buckets;
        for (std::size_t bound = 0; bound < kBoundsMs.size(); ++bound) {
            total += counts_[at].at_most[bound].load();
            fmt::format_to(std::back_inserter(buckets),
                           "tsunagi_answer_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", name,
                           static_cast<double>(kBoundsMs[bound]) / 1000.0, total);
        }
        total += counts_[at].at_most.back().load();
        if (total == 0) continue;
        out += buckets;
        fmt::format_to(put, "tsunagi_answer_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", name,
                       total);
        fmt::format_to(put, "tsunagi_answer_seconds_sum{{route=\"{}\"}} {}\n", name,
                       static_cast<double>(counts_[at].sum_us.load()) / 1e6);
        fmt::format_to(put, "tsunagi_answer_seconds_count{{route=\"{}\"}} {}\n", name, total);
    }
    return out;
}

}  // namespace tsunagi::server
