// Errors as RFC 9457 problem details: one shape for programs (code), people (detail) and forms
// (errors with JSON pointers). Screens translate by code and args.
#pragma once

#include "base/described.h"
#include "server/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::server {

struct ProblemArg {
    std::string name;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(ProblemArg, (), (name, value))

struct ProblemField {
    std::string pointer;
    std::string code;
    std::string message;
    std::vector<ProblemArg> args;
};
BOOST_DESCRIBE_STRUCT(ProblemField, (), (pointer, code, message, args))

struct ProblemDetails {
    std::string type;
    std::string title;
    int status = 500;
    std::string detail;
    std::string code;
    std::vector<ProblemField> errors;
    std::optional<Json> current;  // the thing as it is now, when another version was changed
};
BOOST_DESCRIBE_STRUCT(ProblemDetails, (), (type, title, status, detail, code, errors, current))

// What a programmer or an operator may know of a failure of the server (500 and above) goes to the
// log; the answer says only which kind it is.
Response problem_response(const Error&);

}  // namespace tsunagi::server
