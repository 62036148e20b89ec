#include "base/error.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace tsunagi {

namespace {

struct CodeRow {
    Code code;
    std::string_view name;
    int status;
    int exit_code;
};

// Exit codes are those of sysexits.h; a cancelled command ends like one stopped by SIGINT.
constexpr std::array kCodes{
    CodeRow{Code::InvalidInput, "invalid_input", 422, 65},
    CodeRow{Code::Unauthenticated, "unauthenticated", 401, 77},
    CodeRow{Code::Forbidden, "forbidden", 403, 77},
    CodeRow{Code::NotFound, "not_found", 404, 66},
    CodeRow{Code::Conflict, "conflict", 409, 73},
    CodeRow{Code::TooLarge, "too_large", 413, 65},
    CodeRow{Code::TooMany, "too_many", 429, 75},
    CodeRow{Code::Busy, "busy", 503, 75},
    CodeRow{Code::StorageFull, "storage_full", 507, 74},
    CodeRow{Code::Unavailable, "unavailable", 503, 69},
    CodeRow{Code::Canceled, "canceled", 409, 130},
    CodeRow{Code::Corrupt, "corrupt", 500, 74},
    CodeRow{Code::Internal, "internal", 500, 70},
};

constexpr const CodeRow& row_of(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

constexpr bool in_order() {
    for (std::size_t i = 0; i < kCodes.size(); ++i) {
        if (kCodes[i].code != static_cast<Code>(i)) return false;
    }
    return kCodes.back().code == Code::Internal;
}
static_assert(in_order(), "kCodes has one row per Code, in its order");

}  // namespace

Error::Error(Code code, const std::string& message, std::vector<FieldError> fields)
    : std::runtime_error(message), code_(code), fields_(std::move(fields)) {}

Error Error::busy(const std::string& message, int retry_after_s) {
    Error error(Code::Busy, message);
    error.retry_after_s_ = retry_after_s;
    return error;
}

Error Error::too_many(const std::string& message, int retry_after_s) {
    Error error(Code::TooMany, message);
    error.retry_after_s_ = retry_after_s;
    return error;
}

std::string_view name_of(Code code) { return row_of(code).name; }

int status_of(Code code) { return row_of(code).status; }

int exit_code_of(Code code) { return row_of(code).exit_code; }

void assertion_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    std::abort();
}

}  // namespace tsunagi
