#include "server/http_server.h"

#include "base/log.h"
#include "base/published.h"
#include "server/connection.h"
#include "server/io_loop.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/context.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

namespace tsunagi::server {

using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;

// How many connections each address has. Thread: any.
class AddressBook {
public:
    bool enter(const std::string& address, std::size_t allowed, const Limits& limits) {
        const std::lock_guard lock(mutex_);
        auto& count = open_[address];
        if (total_ >= limits.connections || count >= allowed) {
            if (count == 0) open_.erase(address);
            return false;
        }
        ++count;
        ++total_;
        return true;
    }
    void leave(const std::string& address) {
        const std::lock_guard lock(mutex_);
        --total_;
        if (--open_[address] == 0) open_.erase(address);
    }

private:
    std::mutex mutex_;  // guards open_ and total_
    std::map<std::string, std::size_t> open_;
    std::size_t total_ = 0;
};

struct HttpServer::State {
    State(const ListenOptions& options, const Limits& limits_, const Clock& clock_,
          ThreadPool& workers, Handler& handler);

    void bind(const ListenOptions&);
    Task<void> accept();
    void serve(TcpSocket&&, IoLoop&);
    Task<void> tick(IoLoop&);
    std::span<const AddressBlock> proxies_for(const AddressBlock& peer) const;

    const Limits limits;
    const Clock& clock;
    Traffic traffic;
    AddressBook addresses;
    std::vector<std::unique_ptr<IoLoop>> loops;
    const std::vector<AddressBlock> proxies;
    Published<asio::ssl::context> tls;  // null: plain
    std::optional<Acceptor> acceptor;
    std::vector<std::thread> threads;
    std::size_t next_loop = 0;
    std::uint16_t port = 0;
    bool strict_transport = false;
    std::atomic<std::int64_t> stop_at_ms{0};  // 0: not stopping
};

HttpServer::State::State(const ListenOptions& options, const Limits& limits_, const Clock& clock_,
                         ThreadPool& workers, Handler& handler)
    : limits(limits_), clock(clock_), proxies(options.trusted_proxies) {
    for (int at = 0; at < limits.io_threads; ++at) {
        loops.push_back(std::make_unique<IoLoop>(limits, clock, workers, handler, traffic));
    }
    if (options.tls) tls.store(tls_context(options.identity));
    strict_transport = options.tls && !options.identity.self_signed;
    bind(options);
}

void HttpServer::State::bind(const ListenOptions& options) {
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(options.address, failure);
    if (failure) throw Error(Code::InvalidInput, "not an IP address: " + options.address);
    acceptor.emplace(loops[0]->context.get_executor());
    const Tcp::endpoint endpoint(address, options.port);
    acceptor->open(endpoint.protocol(), failure);
    if (!failure) acceptor->set_option(Tcp::acceptor::reuse_address(true), failure);
    if (!failure) acceptor->bind(endpoint, failure);
    if (!failure) acceptor->listen(1024, failure);
    if (failure) {
        throw Error(Code::Unavailable, "cannot listen on " + options.address + ":" +
                                           std::to_string(options.port) + ": " + failure.message());
    }
    port = acceptor->local_endpoint().port();
}

Task<void> HttpServer::State::accept() {
    Timer pause(loops[0]->context.get_executor());
    for (;;) {
        IoLoop& loop = *loops[next_loop++ % loops.size()];
        TcpSocket socket(loop.context.get_executor());
        auto [failure] = co_await acceptor->async_accept(socket, kAwaitTuple);
        if (!acceptor->is_open() || failure == asio::error::operation_aborted) co_return;
        if (failure) {  // out of descriptors, most likely: let some close
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(kAwaitTuple);
            continue;
        }
        auto moved = std::make_shared<TcpSocket>(std::move(socket));
        asio::post(loop.context, [this, moved, &loop] { serve(std::move(*moved), loop); });
    }
}

// None unless the peer is itself a trusted proxy.
std::span<const AddressBlock> HttpServer::State::proxies_for(const AddressBlock& peer) const {
    const bool trusted = std::ranges::any_of(
        proxies, [&](const AddressBlock& proxy) { return proxy.holds(peer); });
    return trusted ? std::span(proxies) : std::span<const AddressBlock>();
}

void HttpServer::State::serve(TcpSocket&& socket, IoLoop& loop) {
    boost::system::error_code failure;
    const auto endpoint = socket.remote_endpoint(failure);
    if (failure || loop.draining) return;
    const auto block = parse_block(endpoint.address().to_string());
    const std::string address = block ? address_text(*block) : endpoint.address().to_string();
    const auto trusted = block ? proxies_for(*block) : std::span<const AddressBlock>();
    const std::size_t allowed = trusted.empty() ? limits.connections_per_address
                                                : limits.connections;
    if (!addresses.enter(address, allowed, limits)) {
        ++traffic.refused;
        return;
    }
    ++traffic.accepted;
    socket.set_option(Tcp::no_delay(true), failure);
    const auto context = tls.load();
    auto transport = context ? tls_transport(std::move(socket), context)
                             : plain_transport(std::move(socket));
    auto connection = std::make_shared<Connection>(
        loop, std::move(transport),
        Peer{.address = address,
             .loopback = endpoint.address().is_loopback(),
             .secure = context != nullptr,
             .strict_transport = strict_transport,
             .proxies = trusted});
    asio::co_spawn(
        loop.context, connection->run(),
        [this, address, connection](const std::exception_ptr&) { addresses.leave(address); });
}

// Turns the wheel until the loop has nothing left to serve.
Task<void> HttpServer::State::tick(IoLoop& loop) {
    Timer timer(loop.context.get_executor());
    for (;;) {
        timer.expires_after(std::chrono::milliseconds(TimerWheel::kTickMs));
        co_await timer.async_wait(kAwaitTuple);
        loop.wheel.turn(clock.steady_ms());
        const auto stop_at = stop_at_ms.load();
        if (stop_at == 0) continue;
        if (!loop.draining) {
            loop.draining = true;
            for (auto* connection : loop.connections) connection->drain();
        }
        if (loop.connections.empty()) co_return;
        if (clock.steady_ms() < stop_at) continue;
        for (auto* connection : loop.connections) connection->abort();
    }
}

HttpServer::HttpServer(const ListenOptions& options, const Limits& limits, const Clock& clock,
                       ThreadPool& workers, Handler& handler)
    : state_(std::make_unique<State>(options, limits, clock, workers, handler)) {}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::port() const { return state_->port; }
const Traffic& HttpServer::traffic() const { return state_->traffic; }

void HttpServer::start() {
    State& state = *state_;
    asio::co_spawn(state.loops[0]->context, state.accept(), asio::detached);
    for (auto& loop : state.loops) {
        asio::co_spawn(loop->context, state.tick(*loop), asio::detached);
        state.threads.emplace_back([&context = loop->context] { context.run(); });
    }
}

void HttpServer::renew(const TlsIdentity& identity) { state_->tls.store(tls_context(identity)); }

void HttpServer::stop() {
    State& state = *state_;
    if (state.threads.empty()) return;
    asio::post(state.loops[0]->context, [&state] {
        boost::system::error_code ignored;
        state.acceptor->close(ignored);
    });
    state.stop_at_ms = state.clock.steady_ms() + state.limits.drain_ms;
    for (auto& thread : state.threads) thread.join();
    state.threads.clear();
}

}  // namespace tsunagi::server
