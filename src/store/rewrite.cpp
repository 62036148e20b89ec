#include "store/rewrite.h"

#include "base/error.h"

#include <algorithm>
#include <bitset>
#include <cstring>

namespace tsunagi::store {

namespace {

constexpr std::size_t kMaxParameters = 256;

bool is_letter(char c) { return c == '_' || ((c | 32) >= 'a' && (c | 32) <= 'z'); }
bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// Position after the text that begins at `from`; the end when it is never closed.
std::size_t after_quoted(std::string_view sql, std::size_t from) {
    const char quote = sql[from];
    for (std::size_t i = from + 1; i < sql.size(); ++i) {
        if (sql[i] != quote) continue;
        if (i + 1 >= sql.size() || sql[i + 1] != quote) return i + 1;
        ++i;  // a doubled quote is a quote
    }
    return sql.size();
}
std::size_t after_mark(std::string_view sql, std::size_t from, std::string_view mark) {
    const auto at = sql.find(mark, from);
    return at == std::string_view::npos ? sql.size() : at + mark.size();
}

std::size_t position_of(std::vector<std::string>& names, std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return std::size_t(found - names.begin()) + 1;
    names.emplace_back(name);
    return names.size();
}

}  // namespace

Rewritten rewrite(std::string_view sql, Dialect dialect) {
    Rewritten out;
    out.sql.reserve(sql.size() + 16);
    for (std::size_t i = 0; i < sql.size();) {
        const char c = sql[i];
        const auto two = sql.substr(i, 2);
        auto end = i + 1;
        if (c == '\'' || c == '"') {
            end = after_quoted(sql, i);
            out.sql += sql.substr(i, end - i);
        } else if (two == "--" || two == "/*") {
            end = two == "--" ? after_mark(sql, i, "\n") : after_mark(sql, i + 2, "*/");
            out.sql += ' ';
        } else if (two == "$$") {
            end = after_mark(sql, i + 2, "$$");
            out.sql += sql.substr(i, end - i);
        } else if (two == "::") {
            end = i + 2;
            out.sql += two;
        } else if (c == ':' && end < sql.size() && is_letter(sql[end])) {
            while (end < sql.size() && is_name_character(sql[end])) ++end;
            const auto position = position_of(out.names, sql.substr(i + 1, end - i - 1));
            const auto from = out.sql.size();
            out.sql += dialect == Dialect::Postgres ? '$' : '?';
            out.sql += std::to_string(position);
            out.places.push_back({from, out.sql.size() - from, position - 1});
        } else {
            out.sql += c;
        }
        i = end;
    }
    return out;
}

void require_storable(std::string_view name, std::string_view text) {
    if (!text.empty() && std::memchr(text.data(), 0, text.size())) {
        throw Error(Code::InvalidInput, std::string(name) + " holds a NUL character");
    }
}

void order_values(std::string_view statement, std::span<const std::string> names, const Args& args,
                  std::vector<Value>& out) {
    out.assign(names.size(), Value{});
    ASSERT(names.size() <= kMaxParameters);
    std::bitset<kMaxParameters> given;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const Arg& arg = args[i];
        // Arguments mostly come in the order of the statement.
        auto at = i < names.size() && names[i] == arg.name ? names.begin() + std::ptrdiff_t(i)
                                                           : std::ranges::find(names, arg.name);
        if (at == names.end()) {
            if (arg.may_be_unused) continue;
            throw Error(Code::Internal,
                        std::string(statement) + " has no parameter :" + std::string(arg.name));
        }
        const auto* text = std::get_if<std::string_view>(&arg.value);
        if (text) require_storable(arg.name, *text);
        const auto position = std::size_t(at - names.begin());
        out[position] = arg.value;  // the last one counts: args_of(row, {…}) overrides fields
        given.set(position);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (given[i]) continue;
        throw Error(Code::Internal, std::string(statement) + " got no value for :" + names[i]);
    }
}

}  // namespace tsunagi::store
