// RequestReader turns bytes into one HTTP/1.1 request (RFC 9112); it owns no socket and no clock.
// The message is framed by Beast's parser after the head as a whole was checked for what proxies
// and servers read differently: Content-Length beside Transfer-Encoding, folded lines, bare CR,
// a space before the colon, two lengths, more than one Host. Chunk extensions and trailer fields
// are read by few and differently: they are refused as well.
//
// Thread: one connection's.
#pragma once

#include "server/http.h"
#include "server/limits.h"

#include <memory>
#include <string_view>

namespace tsunagi::server {

class RequestReader {
public:
    enum class State { Head, Body, Done };

    explicit RequestReader(const Limits&);
    ~RequestReader();

    // Takes bytes and returns how many it used; it stops after the head and after the message, so
    // the rest belongs to the body or to the next request. Throws HttpError; then the connection
    // cannot be read any further.
    std::size_t put(std::string_view bytes);

    State state() const { return state_; }
    bool has_begun() const { return !head_.empty() || state_ != State::Head; }
    Request& request() { return request_; }  // complete but for its body in State::Body
    bool expects_continue() const { return expects_continue_; }

    // Before the first byte of the body. Throws HttpError 413 when the announced length is over it.
    void limit_body(std::uint64_t bytes);
    // Body bytes decoded so far; a streaming reader takes and clears them.
    std::string& body() { return body_; }
    std::uint64_t body_bytes() const { return body_bytes_; }

private:
    struct Parser;

    std::size_t put_head(std::string_view bytes);
    std::size_t put_body(std::string_view bytes);
    void read_head();
    void check_framing() const;

    const Limits& limits_;
    State state_ = State::Head;
    std::string head_;
    std::unique_ptr<Parser> parser_;
    Request request_;
    std::string body_;
    std::uint64_t body_bytes_ = 0;
    std::uint64_t body_limit_ = 0;
    bool expects_continue_ = false;
};

}  // namespace tsunagi::server
