// The numbers beyond which the server refuses, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tsunagi::server {

struct Limits {
    std::size_t head_bytes = 16UL * 1024;
    std::size_t target_bytes = 8UL * 1024;  // RFC 9112 section 3: at least 8000 bytes
    std::size_t fields = 100;
    std::uint64_t body_bytes = 1024UL * 1024;  // unless the route says otherwise
    std::uint64_t upload_bytes = 4ULL * 1024 * 1024 * 1024;

    std::size_t connections = 4096;
    std::size_t connections_per_address = 256;

    std::int64_t handshake_ms = 10'000;
    std::int64_t head_ms = 10'000;   // from the first byte of a request to its empty line
    std::int64_t idle_ms = 60'000;   // between requests
    std::int64_t read_ms = 30'000;   // silence inside a body
    std::int64_t write_ms = 30'000;  // one slice of an answer
    std::int64_t body_grace_ms = 10'000;
    std::int64_t body_bytes_per_s = 4L * 1024;  // slower bodies are cut after the grace
    // What is still read and thrown away after an answer that was given before the whole request
    // came, so that the peer gets to read it (RFC 9112 section 9.6).
    std::uint64_t linger_bytes = 256ULL * 1024 * 1024;
    std::int64_t linger_ms = 30'000;
    std::int64_t drain_ms = 10'000;  // from the stop signal to the hard end

    std::size_t message_bytes = 64UL * 1024;  // WebSocket, from the browser
    std::int64_t messages_per_s = 20;
    std::int64_t message_burst = 100;
    std::size_t queued_frames = 256;  // beyond it a slow consumer is closed
    std::size_t queued_bytes = 4UL * 1024 * 1024;
    std::int64_t ping_ms = 25'000;
    std::int64_t silence_ms = 60'000;

    int io_threads = 2;
    int workers = 8;
    std::size_t waiting_requests = 512;  // for a worker; beyond it 503
};

}  // namespace tsunagi::server
