// Nothing is overwritten silently: a write names the version it was made from, and when the row has
// moved on it is refused with the row as it is now.
#pragma once

#include "base/error.h"
#include "base/json.h"

#include <cstdint>
#include <string>

namespace tsunagi::record {

// Conflict that carries the current thing as JSON, for the answer 409.
class VersionConflict : public Error {
public:
    VersionConflict(const std::string& message, std::string current_json)
        : Error(Code::Conflict, message), current_json_(std::move(current_json)) {}
    const std::string& current_json() const { return current_json_; }

private:
    std::string current_json_;
};

// Throws VersionConflict when `current` is not at `version`.
template <class T>
void check_version(std::string_view what, const T& current, std::int64_t version) {
    if (current.version == version) return;
    throw VersionConflict(std::string(what) + " is at version " + std::to_string(current.version) +
                              ", not " + std::to_string(version),
                          to_json(current));
}

}  // namespace tsunagi::record
