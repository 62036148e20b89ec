#include "server/http.h"

#include "base/text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tsunagi::server {

std::string_view text_of(Method method) {
    switch (method) {
        case Method::Get: return "GET";
        case Method::Head: return "HEAD";
        case Method::Post: return "POST";
        case Method::Put: return "PUT";
        case Method::Patch: return "PATCH";
        case Method::Delete: return "DELETE";
        case Method::Options: return "OPTIONS";
        case Method::Other: break;
    }
    return "OTHER";
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& field : headers) {
        if (field.name == name) return field.value;
    }
    return {};
}

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count(headers, name, &HeaderField::name));
}

std::string_view Request::path() const {
    return std::string_view(target).substr(0, target.find('?'));
}

const std::string* Request::parameter(std::string_view name) const {
    const auto found = std::ranges::find(query, name, &Parameter::name);
    return found == query.end() ? nullptr : &found->value;
}

static std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

enum class Plus { IsPlus, IsSpace };

static std::string percent_decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus == Plus::IsSpace) {
            out += ' ';
        } else if (text[at] != '%') {
            out += text[at];
        } else {
            const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
            const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
            if (!high || !low) throw Error(Code::InvalidInput, "the address has a broken % code");
            out += static_cast<char>(*high * 16 + *low);
            at += 2;
        }
    }
    if (out.find('\0') != std::string::npos || !is_utf8(out)) {
        throw Error(Code::InvalidInput, "the address is not UTF-8 text");
    }
    return out;
}

static void split_query(std::string_view text, std::vector<Parameter>& query) {
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        if (!pair.empty()) {
            const auto equals = pair.find('=');
            const auto value = equals == pair.npos ? std::string_view() : pair.substr(equals + 1);
            query.push_back({percent_decoded(pair.substr(0, equals), Plus::IsSpace),
                             percent_decoded(value, Plus::IsSpace)});
        }
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
}

void split_target(Request& request) {
    request.segments.clear();
    request.query.clear();
    std::string_view path = request.path();
    if (path.empty() || path[0] != '/') {
        throw Error(Code::InvalidInput, "the address does not begin with '/'");
    }
    path.remove_prefix(1);
    while (!path.empty()) {
        const auto end = path.find('/');
        request.segments.push_back(percent_decoded(path.substr(0, end), Plus::IsPlus));
        if (end == path.npos) break;
        path.remove_prefix(end + 1);
        if (path.empty()) request.segments.emplace_back();
    }
    const auto mark = request.target.find('?');
    if (mark != std::string::npos) {
        split_query(std::string_view(request.target).substr(mark + 1), request.query);
    }
}

Response& Response::set(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 101: return "Switching Protocols";
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 421: return "Misdirected Request";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 426: return "Upgrade Required";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "Status";
    }
}

std::string attachment(std::string_view file_name) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string plain;
    std::string encoded;
    for (const char c : file_name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool safe = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
        plain += safe ? c : '_';
        if (safe) {
            encoded += c;
        } else {
            encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

}  // namespace tsunagi::server
