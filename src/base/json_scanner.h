// The grammar of RFC 8259 over a text in memory, one step at a time, for the readers of JSON.
// A step that fails remembers why and where; every later step fails too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tsunagi {

class JsonScanner {
public:
    static constexpr int kMaxDepth = 32;

    explicit JsonScanner(std::string_view text) : text_(text) {}

    // The first byte of the next token; 0 at the end of the text or after a failure.
    char peek();
    // Consumes `c` if it is next. Only for the punctuation , : ] }.
    bool take(char c);
    // Consumes `c` or fails.
    bool expect(char c);
    // '{' or '[': fails deeper than kMaxDepth. leave() follows the closing bracket.
    bool enter(char open);
    void leave() { --depth_; }

    bool literal(std::string_view word);  // true, false, null
    bool number(std::string_view& token);
    // Escapes resolved, well-formed UTF-8. Fails on control characters and lone surrogates.
    bool string(std::string& out);
    // Any value, checked like the others, duplicate keys included.
    bool skip();
    // Nothing but white space is left.
    bool finish();

    std::size_t offset() const { return at_; }
    std::string_view text() const { return text_; }
    bool failed() const { return !reason_.empty(); }
    // "syntax", "too_deep", "invalid_utf8" or "duplicate".
    std::string_view code() const { return code_; }
    std::string_view reason() const { return reason_; }

private:
    bool fail(std::string_view code, std::string_view reason);
    bool escape(std::string& out);
    bool hex4(char32_t& unit);
    bool digits();
    bool skip_object();
    bool skip_array();

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
    std::string_view code_;
    std::string_view reason_;
};

}  // namespace tsunagi
