// HttpServer listens, reads requests, calls the Handler and writes its answers: HTTP/1.1 with
// keep-alive, WebSocket, TLS. Everything that includes Asio is behind it.
//
// Thread: made, started and stopped by one thread; serves on its own I/O threads.
#pragma once

#include "base/address_block.h"
#include "base/clock.h"
#include "base/thread_pool.h"
#include "server/handler.h"
#include "server/limits.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tsunagi::server {

// Counters for /metrics. Thread: any.
struct Traffic {
    std::atomic<std::int64_t> connections{0};  // open now
    std::atomic<std::int64_t> sockets{0};      // open now
    std::atomic<std::int64_t> accepted{0};
    std::atomic<std::int64_t> refused{0};  // connections over a limit
    std::atomic<std::int64_t> timed_out{0};
    std::atomic<std::int64_t> slow_consumers{0};
    std::atomic<std::int64_t> bytes_in{0};
    std::atomic<std::int64_t> bytes_out{0};
};

struct TlsIdentity {
    std::string certificate_pem;
    std::string key_pem;
    bool self_signed = false;  // browsers are then not told to insist on TLS
};

struct ListenOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    bool tls = false;
    TlsIdentity identity;
    std::vector<AddressBlock> trusted_proxies;  // whose word is taken for whom they ask
};

class HttpServer {
public:
    // Binds at once. Throws Unavailable when the address is taken or not ours.
    HttpServer(const ListenOptions&, const Limits&, const Clock&, ThreadPool&, Handler&);
    ~HttpServer();  // stop()

    std::uint16_t port() const;
    const Traffic& traffic() const;

    void start();
    // Connections from now on see the other certificate; those that are open live on as they are.
    // Throws InvalidInput when it cannot be used; then nothing changes. Thread: any.
    void renew(const TlsIdentity&);
    // Accepts no more, lets requests end, closes sockets with 1001; returns when all is closed, at
    // the latest after limits.drain_ms.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi::server
