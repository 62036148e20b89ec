// Transport is a byte stream, plain or TLS, so that everything above is instantiated once.
// Inner header of the HTTP server: the only files that include Asio include this one.
//
// Thread: one I/O loop's.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace boost::asio::ssl {
class context;
}

namespace tsunagi::server {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};
inline constexpr auto kAwaitTuple = asio::as_tuple(kAwait);  // errors as values

class Transport {
public:
    explicit Transport(TcpSocket&& socket) : socket_(std::move(socket)) {}
    virtual ~Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    virtual Task<bool> open();                             // the TLS handshake
    virtual Task<std::size_t> read(asio::mutable_buffer);  // 0: closed, failed or canceled
    virtual Task<bool> write(std::string_view first, std::string_view second);

    void cancel();  // a waiting read or write ends
    void finish();  // nothing more is written
    void close();
    Executor executor() { return socket_.get_executor(); }

protected:
    TcpSocket socket_;
};

std::shared_ptr<Transport> plain_transport(TcpSocket&&);
std::shared_ptr<Transport> tls_transport(TcpSocket&&, std::shared_ptr<asio::ssl::context>);

struct TlsIdentity;
// TLS 1.2 and 1.3. Throws InvalidInput for a certificate or key that cannot be read.
std::shared_ptr<asio::ssl::context> tls_context(const TlsIdentity&);

}  // namespace tsunagi::server
