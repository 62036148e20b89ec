// Handler is what the transport asks of the application. Nothing here knows a socket library.
#pragma once

#include "server/http.h"
#include "server/websocket_frame.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tsunagi::server {

// The server's end of an open WebSocket.
//
// Thread: any. Frames are sent in order; a consumer that is too slow is closed.
class Socket {
public:
    virtual ~Socket() = default;
    // An encoded frame (text_frame), shared by all who get it.
    virtual void send(std::shared_ptr<const std::string> frame) = 0;
    virtual void close(CloseCode, std::string reason) = 0;
};

// What the application does with one WebSocket.
class SocketSession {
public:
    virtual ~SocketSession() = default;
    virtual void opened(std::shared_ptr<Socket>) = 0;  // I/O loop
    virtual void text(std::string message) = 0;        // I/O loop: must be quick
    virtual void closed() = 0;                         // I/O loop, once, always the last call
};

// How a request with this head is read and where it is answered.
struct Admission {
    enum class Body { Memory, Sink };
    enum class Where { Loop, Worker };

    std::uint64_t body_limit = 0;
    Body body = Body::Memory;
    Where where = Where::Worker;
    bool socket = false;  // a WebSocket upgrade is expected here
};

class Handler {
public:
    virtual ~Handler() = default;

    // I/O loop: no waiting. Throws Error to refuse the request before its body.
    virtual Admission admit(const Request& head) = 0;
    // Worker. Throws Error to refuse the upload before its first byte.
    virtual std::unique_ptr<BodySink> open_sink(const Request& head) = 0;
    // Worker, or I/O loop when admitted so. Does not throw.
    virtual Response answer(Request&) = 0;
    // Worker. Throws Error to refuse the upgrade.
    virtual std::unique_ptr<SocketSession> open_socket(const Request&) = 0;
    // The answer for an error of the transport or of admission. Does not throw.
    virtual Response problem(const Request&, const Error&) = 0;
};

}  // namespace tsunagi::server
