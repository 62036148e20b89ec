// Requests and responses as the rest of the server sees them: plain values, no sockets.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::server {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options, Other };

std::string_view text_of(Method);  // "GET"
inline bool is_safe(Method method) {
    return method == Method::Get || method == Method::Head || method == Method::Options;
}

// A refusal that has an HTTP status of its own (405, 415, 431 …) which no Code stands for.
class HttpError : public Error {
public:
    HttpError(int status, std::string_view problem, const std::string& message)
        : Error(status >= 500 ? Code::Internal : Code::InvalidInput, message), status_(status),
          problem_(problem) {}

    int status() const { return status_; }
    std::string_view problem() const { return problem_; }  // "method_not_allowed"

private:
    int status_;
    std::string_view problem_;
};

struct HeaderField {
    std::string name;  // lower case
    std::string value;
};

// Takes a streamed body. Thread: a worker, one call at a time.
class BodySink {
public:
    virtual ~BodySink() = default;
    virtual void write(std::string_view bytes) = 0;
};

struct Parameter {
    std::string name;
    std::string value;
};

struct Request {
    Method method = Method::Other;
    std::string target;                 // as sent
    std::vector<std::string> segments;  // of the path, percent-decoded
    std::vector<Parameter> query;
    std::vector<HeaderField> headers;
    std::string body;  // empty when it went to the sink
    std::unique_ptr<BodySink> sink;
    std::string address;     // of the peer, or whom a trusted proxy names
    bool loopback = false;   // of the peer itself
    bool secure = false;     // over TLS, also when a trusted proxy says so
    bool forwarded = false;  // address and secure are the word of a trusted proxy
    bool keep_alive = true;
    bool http_1_0 = false;
    std::int64_t started_us = 0;  // steady clock
    std::int64_t queued_us = 0;   // waited for a worker

    std::string_view header(std::string_view lower_case_name) const;  // "" when absent
    std::size_t count(std::string_view lower_case_name) const;
    std::string_view path() const;  // the target before '?'
    const std::string* parameter(std::string_view name) const;
};

// Fills segments and query from the target. Throws InvalidInput for a broken percent code, a NUL
// or ill-formed UTF-8.
void split_target(Request&);

// Gives a streamed answer piece by piece. Thread: a worker, one call at a time.
class BodySource {
public:
    virtual ~BodySource() = default;
    // Puts the next piece into `out`; false at the end.
    virtual bool next(std::string& out) = 0;
};

struct Response {
    int status = 200;
    std::vector<HeaderField> headers;
    std::string body;
    std::shared_ptr<const std::string> shared_body;  // instead of body: a static file
    std::unique_ptr<BodySource> source;              // instead of body: chunked
    bool close = false;

    Response& set(std::string name, std::string value);
    std::string_view body_view() const { return shared_body ? *shared_body : body; }
};

std::string_view reason_phrase(int status);

// Quotes a file name for Content-Disposition: attachment (RFC 6266, RFC 8187).
std::string attachment(std::string_view file_name);

}  // namespace tsunagi::server
