// What another house says in JSON. Members that we do not know are no error there (RFC 6749, 5.1;
// RFC 7517, 4; RFC 7519, 4), while everything else must be as it is described.
#pragma once

#include "base/error.h"
#include "base/json.h"

#include <string>
#include <string_view>

namespace tsunagi::access {

// Throws Unauthenticated, naming `what`, when it cannot be read as a T.
template <class T>
T read_known(std::string_view json, const std::string& what) {
    T value{};
    for (const auto& error : read_json(type_of<T>(), json, &value)) {
        if (error.code == "unknown") continue;
        throw Error(Code::Unauthenticated,
                    "the sign-in at the other house is not taken: " + what + " cannot be read");
    }
    return value;
}

}  // namespace tsunagi::access
