// Strict JSON for described structs. Reading reports every error at once, each with its JSON
// pointer (RFC 6901): unknown, missing, wrong type, out of range, too long, not in the list,
// duplicate key, invalid UTF-8, deeper than 32. Numbers are never rounded.
#pragma once

#include "base/described.h"
#include "base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

// Fills `out` (a value of the described type) and returns the errors; empty means well read.
std::vector<FieldError> read_json(const TypeTable&, std::string_view text, void* out);
void write_json(const TypeTable&, const void* value, std::string& out);

// Throws InvalidInput with every field error.
template <class T>
T from_json(std::string_view text) {
    T value{};
    auto errors = read_json(type_of<T>(), text, &value);
    if (!errors.empty()) {
        throw Error(Code::InvalidInput, "the JSON value is not valid", std::move(errors));
    }
    return value;
}

template <class T>
std::string to_json(const T& value) {
    std::string out;
    write_json(type_of<T>(), &value, out);
    return out;
}

void append_json_string(std::string_view text, std::string& out);

}  // namespace tsunagi
