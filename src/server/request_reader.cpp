#include "server/request_reader.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <optional>

namespace tsunagi::server {

namespace http = boost::beast::http;
using boost::beast::error_code;
using BeastText = boost::beast::string_view;

static Method method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get: return Method::Get;
        case http::verb::head: return Method::Head;
        case http::verb::post: return Method::Post;
        case http::verb::put: return Method::Put;
        case http::verb::patch: return Method::Patch;
        case http::verb::delete_: return Method::Delete;
        case http::verb::options: return Method::Options;
        default: return Method::Other;
    }
}

static std::string lower(BeastText text) {
    std::string out(text.data(), text.size());
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// Beast's push parser, writing straight into the reader's request and body.
struct RequestReader::Parser final : http::basic_parser<true> {
    explicit Parser(RequestReader& owner) : reader(owner) {}

    void on_request_impl(http::verb verb, BeastText, BeastText target, int version,
                         error_code&) override {
        reader.request_.method = method_of(verb);
        reader.request_.target.assign(target.data(), target.size());
        reader.request_.http_1_0 = version < 11;
    }
    void on_response_impl(int, BeastText, int, error_code&) override {}
    void on_field_impl(http::field, BeastText name, BeastText value, error_code& refusal) override {
        if (reader.state_ != State::Head) refusal = http::error::bad_field;  // a trailer
        reader.request_.headers.push_back({lower(name), {value.data(), value.size()}});
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(BeastText bytes, error_code&) override { return keep(bytes); }
    void on_chunk_header_impl(std::uint64_t, BeastText extensions, error_code& refusal) override {
        if (!extensions.empty()) refusal = http::error::bad_chunk_extension;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, BeastText bytes, error_code&) override {
        return keep(bytes);
    }
    void on_finish_impl(error_code&) override {}

    std::size_t keep(BeastText bytes) {
        reader.body_bytes_ += bytes.size();
        reader.body_.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    RequestReader& reader;
};

RequestReader::RequestReader(const Limits& limits)
    : limits_(limits), parser_(std::make_unique<Parser>(*this)) {
    parser_->eager(false);
    parser_->header_limit(static_cast<std::uint32_t>(limits.head_bytes) + 1024);
    parser_->body_limit(limits.upload_bytes);
    limit_body(limits.upload_bytes);
}

RequestReader::~RequestReader() = default;

std::size_t RequestReader::put(std::string_view bytes) {
    switch (state_) {
        case State::Head: return put_head(bytes);
        case State::Body: return put_body(bytes);
        case State::Done: break;
    }
    return 0;
}

// Bytes up to and with the empty line are collected first: a head is judged as a whole.
std::size_t RequestReader::put_head(std::string_view bytes) {
    std::size_t skipped = 0;
    if (head_.empty()) {  // RFC 9112 2.2: empty lines before the request line are ignored
        while (skipped < bytes.size() && (bytes[skipped] == '\r' || bytes[skipped] == '\n')) {
            ++skipped;
        }
        bytes.remove_prefix(skipped);
    }
    const std::size_t before = head_.size();
    const std::size_t room = limits_.head_bytes - std::min(limits_.head_bytes, before);
    head_.append(bytes.substr(0, room));
    const auto end = head_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end == std::string::npos) {
        const auto line = head_.find("\r\n");
        if (std::min(line, head_.size()) > limits_.target_bytes + 64) {
            throw HttpError(414, "uri_too_long", "the request line is too long");
        }
        if (head_.size() >= limits_.head_bytes) {
            throw HttpError(431, "head_too_large", "the request head is over its limit");
        }
        return skipped + head_.size() - before;
    }
    head_.resize(end + 4);
    read_head();
    return skipped + head_.size() - before;
}

static bool has_bare_control(std::string_view head) {
    for (std::size_t at = 0; at < head.size(); ++at) {
        const auto byte = static_cast<unsigned char>(head[at]);
        if (head[at] == '\r') {
            if (head[at + 1] != '\n') return true;  // the head ends with CRLF
            ++at;
        } else if ((byte < 32 && head[at] != '\t') || byte == 127) {
            return true;
        }
    }
    return false;
}

void RequestReader::read_head() {
    const HttpError bad(400, "bad_request", "the request head is not valid HTTP/1.1");
    if (has_bare_control(head_)) throw bad;
    if (head_.find("\r\n ") != std::string::npos || head_.find("\r\n\t") != std::string::npos) {
        throw HttpError(400, "bad_request", "folded header lines are not accepted");
    }
    if (head_.find("\r\n") > limits_.target_bytes + 64) {
        throw HttpError(414, "uri_too_long", "the request line is too long");
    }
    error_code failure;
    const std::size_t used = parser_->put(boost::asio::buffer(head_), failure);
    if (failure == http::error::bad_version) {
        throw HttpError(505, "version_not_supported", "only HTTP/1.1 is served");
    }
    if (failure == http::error::body_limit) {
        throw HttpError(413, "too_large", "the body is over its limit");
    }
    if ((failure && failure != http::error::need_more) || used != head_.size()) throw bad;
    if (request_.headers.size() > limits_.fields) {
        throw HttpError(431, "head_too_large", "the request has too many header fields");
    }
    check_framing();
    request_.keep_alive = parser_->keep_alive();
    expects_continue_ = !request_.http_1_0 && lower(request_.header("expect")) == "100-continue";
    const bool has_body = parser_->chunked() || parser_->content_length().value_or(0) > 0;
    state_ = has_body ? State::Body : State::Done;
}

// RFC 9112 6.1 and 6.3: a message whose length two readers could see differently is refused.
void RequestReader::check_framing() const {
    const auto codings = request_.count("transfer-encoding");
    const auto lengths = request_.count("content-length");
    if (codings + lengths > 1 || (codings == 1 && request_.http_1_0)) {
        throw HttpError(400, "bad_request", "the length of the body is given twice");
    }
    const auto length = request_.header("content-length");
    if (length.find_first_not_of("0123456789") != length.npos) {
        throw HttpError(400, "bad_request", "the length of the body is not a number");
    }
    if (codings == 1 && lower(request_.header("transfer-encoding")) != "chunked") {
        throw HttpError(501, "not_implemented", "only the chunked transfer coding is known");
    }
    const auto hosts = request_.count("host");
    if (hosts > 1 || (hosts == 0 && !request_.http_1_0)) {
        throw HttpError(400, "bad_request", "the request names no host, or two");
    }
    const auto expected = request_.header("expect");
    if (!expected.empty() && lower(expected) != "100-continue") {
        throw HttpError(417, "expectation_failed", "only 100-continue can be expected");
    }
}

void RequestReader::limit_body(std::uint64_t bytes) {
    body_limit_ = bytes;
    if (state_ == State::Head) return;
    if (parser_->content_length().value_or(0) > bytes) {
        throw HttpError(413, "too_large",
                        "the body is over its limit of " + std::to_string(bytes) + " bytes");
    }
}

// A chunked body that is not over has at least its last chunk, "0\r\n\r\n", to come. Beast asserts
// that it is shown so much once it has seen the beginning of it.
static constexpr std::size_t kLastChunkBytes = 5;

std::size_t RequestReader::put_body(std::string_view bytes) {
    const std::size_t least = parser_->chunked() ? kLastChunkBytes : 1;
    std::size_t used = 0;
    while (bytes.size() - used >= least && state_ == State::Body) {
        error_code failure;
        const auto taken = parser_->put(
            boost::asio::buffer(bytes.data() + used, bytes.size() - used), failure);
        used += taken;
        if (failure == http::error::body_limit || body_bytes_ > body_limit_) {
            throw HttpError(413, "too_large",
                            "the body is over its limit of " + std::to_string(body_limit_) +
                                " bytes");
        }
        if (failure && failure != http::error::need_more) {
            throw HttpError(400, "bad_request", "the body is not framed as announced");
        }
        if (parser_->is_done()) state_ = State::Done;
        if (taken == 0) break;
    }
    return used;
}

}  // namespace tsunagi::server
