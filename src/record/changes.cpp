#include "record/changes.h"

#include "base/json.h"

namespace tsunagi::record {

namespace {

void append_member(std::string_view name, std::string_view json, std::string& object) {
    object += object.empty() ? '{' : ',';
    append_json_string(name, object);
    object += ':';
    object += json;
}

std::string json_of(const Field& field, const void* object) {
    std::string out;
    write_json(*field.type, static_cast<const char*>(object) + field.offset, out);
    return out;
}

}  // namespace

Difference difference(const TypeTable& type, const void* before, const void* after) {
    Difference difference;
    for (const Field& field : type.fields) {
        const auto old_json = json_of(field, before);
        const auto json = json_of(field, after);
        if (old_json == json) continue;
        append_member(field.name, old_json, difference.before);
        append_member(field.name, json, difference.after);
    }
    if (difference.empty()) return difference;
    difference.before += '}';
    difference.after += '}';
    return difference;
}

Error invalid(std::string_view path, std::string_view code, const std::string& message) {
    return Error(Code::InvalidInput, message,
                 {{std::string(path), std::string(code), message, {}}});
}

void refuse(std::vector<FieldError> errors, const std::string& message) {
    if (!errors.empty()) throw Error(Code::InvalidInput, message, std::move(errors));
}

}  // namespace tsunagi::record
