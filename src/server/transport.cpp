#include "server/transport.h"

#include "base/error.h"
#include "server/http_server.h"

#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <utility>

namespace tsunagi::server {

Task<bool> Transport::open() { co_return true; }

Task<std::size_t> Transport::read(asio::mutable_buffer buffer) {
    auto [failure, size] = co_await socket_.async_read_some(buffer, kAwaitTuple);
    co_return failure ? 0 : size;
}

Task<bool> Transport::write(std::string_view first, std::string_view second) {
    const std::array buffers{asio::const_buffer(first.data(), first.size()),
                             asio::const_buffer(second.data(), second.size())};
    auto [failure, size] = co_await asio::async_write(socket_, buffers, kAwaitTuple);
    co_return !failure;
}

void Transport::cancel() {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

void Transport::finish() {
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void Transport::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

namespace {

class TlsTransport final : public Transport {
public:
    TlsTransport(TcpSocket&& socket, std::shared_ptr<asio::ssl::context> context)
        : Transport(std::move(socket)), context_(std::move(context)), stream_(socket_, *context_) {}

    Task<bool> open() override {
        auto [failure] = co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                                          kAwaitTuple);
        co_return !failure;
    }
    Task<std::size_t> read(asio::mutable_buffer buffer) override {
        auto [failure, size] = co_await stream_.async_read_some(buffer, kAwaitTuple);
        co_return failure ? 0 : size;
    }
    // One record instead of two: head and body are joined.
    Task<bool> write(std::string_view first, std::string_view second) override {
        std::string joined;
        joined.reserve(first.size() + second.size());
        joined.append(first).append(second);
        auto [failure, size] = co_await asio::async_write(stream_, asio::buffer(joined),
                                                          kAwaitTuple);
        co_return !failure;
    }

private:
    const std::shared_ptr<asio::ssl::context> context_;  // another may be in use by now
    asio::ssl::stream<TcpSocket&> stream_;
};

}  // namespace

std::shared_ptr<Transport> plain_transport(TcpSocket&& socket) {
    return std::make_shared<Transport>(std::move(socket));
}

std::shared_ptr<Transport> tls_transport(TcpSocket&& socket,
                                         std::shared_ptr<asio::ssl::context> context) {
    return std::make_shared<TlsTransport>(std::move(socket), std::move(context));
}

// Forward secrecy and authenticated encryption, the strongest first; TLS 1.3 has nothing else.
static constexpr const char* kCiphersOfTls12 = "ECDHE+AESGCM+AES256:ECDHE+CHACHA20:ECDHE+AESGCM";

std::shared_ptr<asio::ssl::context> tls_context(const TlsIdentity& identity) {
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    boost::system::error_code failure;
    context->use_certificate_chain(asio::buffer(identity.certificate_pem), failure);
    if (!failure) {
        context->use_private_key(asio::buffer(identity.key_pem), asio::ssl::context::pem, failure);
    }
    if (failure) {
        throw Error(Code::InvalidInput, "the TLS certificate cannot be used: " + failure.message());
    }
    auto* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
    if (SSL_CTX_set_cipher_list(native, kCiphersOfTls12) != 1) {
        throw Error(Code::Internal, "OpenSSL knows none of our cipher suites");
    }
    return context;
}

}  // namespace tsunagi::server
