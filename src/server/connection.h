// Connection serves the requests of one TCP connection, one after the other, until either side
// wants no more. Inner header of the HTTP server.
//
// Thread: its I/O loop.
#pragma once

#include "base/address_block.h"
#include "server/handler.h"
#include "server/io_loop.h"
#include "server/request_reader.h"
#include "server/websocket.h"

#include <memory>
#include <span>
#include <string>

namespace tsunagi::server {

struct Peer {
    std::string address;
    bool loopback = false;
    bool secure = false;
    bool strict_transport = false;          // see HeadOptions
    std::span<const AddressBlock> proxies;  // the trusted ones when it is one of them
};

class Connection final : public std::enable_shared_from_this<Connection> {
public:
    Connection(IoLoop&, std::shared_ptr<Transport>, Peer);
    ~Connection();

    Task<void> run();
    // Ends when the current request is answered; at once when idle.
    void drain();
    void abort();

private:
    Task<bool> serve_request();
    Task<bool> read_head(RequestReader&);
    void introduce(Request&) const;
    Task<void> read_body(RequestReader&, const Admission&);
    Task<void> flush_to_sink(RequestReader&);
    Task<Response> answer(RequestReader&, const Admission&);
    Task<bool> send(const Request&, Response&);
    Task<bool> send_source(std::string head, Response&, bool chunked);
    Task<bool> write(std::string_view head, std::string_view body);
    Task<void> serve_socket(Request&);
    Task<bool> fill();
    Task<void> linger();
    void arm(std::int64_t after_ms);
    bool keeps_alive(const Request&, const Response&) const;

    IoLoop& loop_;
    std::shared_ptr<Transport> transport_;
    Peer peer_;
    std::string buffer_;   // read and not yet used
    std::string scratch_;  // where the transport reads to
    Deadline deadline_;
    std::shared_ptr<WebSocket> socket_;
    bool expired_ = false;
    bool idle_ = true;
    bool fresh_ = true;  // no request yet
};

}  // namespace tsunagi::server
