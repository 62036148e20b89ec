#include "server/forwarded.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tsunagi::server {

namespace {

// One proxy's word.
struct Hop {
    std::string node;
    std::string proto;
};

[[noreturn]] void refuse() {
    throw HttpError(400, "bad_request", "the proxy does not say for whom it asks");
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

// Fields of one name are one list (RFC 9110 section 5.3).
std::string joined(const Request& request, std::string_view name) {
    std::string list;
    for (const auto& field : request.headers) {
        if (field.name == name) list.append(list.empty() ? "" : ",").append(field.value);
    }
    return list;
}

std::string without_space(std::string_view text) {
    const auto first = std::min(text.find_first_not_of(" \t"), text.size());
    return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

// Splits where `mark` stands outside of a quoted string, and trims.
std::vector<std::string> split(std::string_view text, char mark) {
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') quoted = !quoted;
        if (c == mark && !quoted) {
            parts.emplace_back();
            continue;
        }
        parts.back() += c;
        if (quoted && c == '\\' && at + 1 < text.size()) parts.back() += text[++at];
    }
    if (quoted) refuse();
    for (auto& part : parts) part = without_space(part);
    return parts;
}

std::string unquoted(std::string_view text) {
    if (!text.starts_with('"')) return std::string(text);
    if (text.size() < 2 || !text.ends_with('"')) refuse();
    std::string out;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '\\') ++at;
        out += text[at];
    }
    return out;
}

Hop read_element(std::string_view element) {
    Hop hop;
    for (const auto& pair : split(element, ';')) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos) refuse();
        const std::string name = lower(pair.substr(0, equals));
        std::string* field = name == "for" ? &hop.node : name == "proto" ? &hop.proto : nullptr;
        if (field == nullptr) continue;
        if (!field->empty()) refuse();
        *field = unquoted(std::string_view(pair).substr(equals + 1));
    }
    return hop;
}

std::vector<Hop> read_forwarded(const Request& request) {
    std::vector<Hop> hops;
    for (const auto& element : split(joined(request, "forwarded"), ',')) {
        hops.push_back(read_element(element));
    }
    return hops;
}

// Not every proxy appends to the list of protocols: the nearest word stands for a missing one.
std::vector<Hop> read_x_forwarded(const Request& request) {
    const auto nodes = split(joined(request, "x-forwarded-for"), ',');
    const std::string list = joined(request, "x-forwarded-proto");
    const auto protos = list.empty() ? std::vector<std::string>() : split(list, ',');
    std::vector<Hop> hops(nodes.size());
    for (std::size_t back = 0; back < nodes.size(); ++back) {
        Hop& hop = hops[nodes.size() - 1 - back];
        hop.node = nodes[nodes.size() - 1 - back];
        if (protos.empty()) continue;
        hop.proto = protos[protos.size() - 1 - std::min(back, protos.size() - 1)];
        if (hop.proto.empty()) hop.proto = "?";
    }
    return hops;
}

// "192.0.2.7", "192.0.2.7:4711", "2001:db8::1", "[2001:db8::1]:4711".
AddressBlock address_of(std::string_view node) {
    if (node.starts_with('[')) {
        const auto end = node.find(']');
        if (end == node.npos || (end + 1 < node.size() && node[end + 1] != ':')) refuse();
        node = node.substr(1, end - 1);
    } else if (std::ranges::count(node, ':') == 1) {
        node = node.substr(0, node.find(':'));
    }
    const auto address = node.find('/') == node.npos ? parse_block(node) : std::nullopt;
    if (!address) refuse();
    return *address;
}

std::optional<bool> security_of(const std::string& proto) {
    if (proto.empty()) return std::nullopt;
    const std::string word = lower(proto);
    if (word != "https" && word != "http") refuse();
    return word == "https";
}

Asker client_of(const std::vector<Hop>& hops, std::span<const AddressBlock> trusted) {
    std::size_t at = hops.size() - 1;
    AddressBlock address = address_of(hops[at].node);
    const auto is_proxy = [&](const AddressBlock& block) { return block.holds(address); };
    while (at > 0 && std::ranges::any_of(trusted, is_proxy)) address = address_of(hops[--at].node);
    return {address_text(address), security_of(hops[at].proto)};
}

}  // namespace

std::optional<Asker> asker_of(const Request& request, std::span<const AddressBlock> trusted) {
    std::optional<Asker> asker;
    if (request.count("forwarded") > 0) asker = client_of(read_forwarded(request), trusted);
    if (request.count("x-forwarded-for") + request.count("x-forwarded-proto") == 0) return asker;
    Asker other = client_of(read_x_forwarded(request), trusted);
    if (asker && *asker != other) refuse();
    return other;
}

}  // namespace tsunagi::server
