#include "base/testing.h"

#include "base/json.h"
#include "base/json_scanner.h"

#include <map>

namespace tsunagi {

namespace {

bool append_canonical(JsonScanner& scanner, std::string& out);

bool append_object(JsonScanner& scanner, std::string& out) {
    if (!scanner.enter('{')) return false;
    std::map<std::string, std::string> members;
    std::string key;
    if (!scanner.take('}')) {
        do {
            std::string value;
            if (!scanner.string(key) || !scanner.expect(':')) return false;
            if (!append_canonical(scanner, value)) return false;
            members[key] = value;
        } while (scanner.take(','));
        if (!scanner.expect('}')) return false;
    }
    scanner.leave();
    out += '{';
    for (const auto& [name, value] : members) {
        if (out.back() != '{') out += ',';
        append_json_string(name, out);
        out += ':' + value;
    }
    out += '}';
    return true;
}

bool append_array(JsonScanner& scanner, std::string& out) {
    if (!scanner.enter('[')) return false;
    out += '[';
    if (!scanner.take(']')) {
        do {
            if (out.back() != '[') out += ',';
            if (!append_canonical(scanner, out)) return false;
        } while (scanner.take(','));
        if (!scanner.expect(']')) return false;
    }
    scanner.leave();
    out += ']';
    return true;
}

bool append_canonical(JsonScanner& scanner, std::string& out) {
    const char next = scanner.peek();
    if (next == '{') return append_object(scanner, out);
    if (next == '[') return append_array(scanner, out);
    if (next == '"') {
        std::string text;
        if (!scanner.string(text)) return false;
        append_json_string(text, out);
        return true;
    }
    const std::size_t from = scanner.offset();
    if (!scanner.skip()) return false;
    out += scanner.text().substr(from, scanner.offset() - from);
    return true;
}

}  // namespace

std::string canonical_json(std::string_view text) {
    JsonScanner scanner(text);
    std::string out;
    if (!append_canonical(scanner, out) || !scanner.finish()) {
        ADD_FAILURE() << "not JSON (" << scanner.reason() << "): " << text;
    }
    return out;
}

void SeededRandom::fill(std::span<std::byte> out) {
    for (std::byte& byte : out) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        byte = std::byte((z ^ (z >> 31)) & 0xFF);
    }
}

}  // namespace tsunagi
