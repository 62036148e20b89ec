// Error is the one exception of the house: what failed, for programs (code), for a person
// (message, in English, naming the thing and its value) and for a form (fields).
//
// A failure throws Error; a bug is an ASSERT that aborts; expected absence is std::optional.
// Errors are caught once at each border: HTTP request, WebSocket message, job, worker thread,
// command line. `status_of` and `exit_code_of` are the only tables from code to protocol.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

enum class Code {
    InvalidInput,     // the caller's value is wrong; `fields` names each place
    Unauthenticated,  // no valid session
    Forbidden,        // a session without the right
    NotFound,         // not there, or not yours: the same answer
    Conflict,         // the row has another version, or the key is taken
    TooLarge,         // over a stated limit
    TooMany,          // rate limit; retry_after_s says when to come back
    Busy,             // a queue is full or a lock is held; try again
    StorageFull,      // the disk has no room; nothing was changed
    Unavailable,      // a database or a peer cannot be reached, or writes are stopped
    Canceled,         // a person stopped it
    Corrupt,          // stored bytes do not match their checksum
    Internal,         // everything else; details are in the log only
};

// One wrong value. `path` is a JSON pointer ("/lines/3/price") or a place in a file
// ("line 12, column 受注日"). `code` is a stable word that screens translate; `args` fill the
// translation ("min" -> "0").
struct FieldError {
    struct Arg {
        std::string name;
        std::string value;
    };
    std::string path;
    std::string code;
    std::string message;
    std::vector<Arg> args;
};

class Error : public std::runtime_error {
public:
    Error(Code code, const std::string& message, std::vector<FieldError> fields = {});

    // Answer to a request that came too early: seconds to wait go to Retry-After.
    static Error busy(const std::string& message, int retry_after_s);
    static Error too_many(const std::string& message, int retry_after_s);

    Code code() const { return code_; }
    const std::vector<FieldError>& fields() const { return fields_; }
    int retry_after_s() const { return retry_after_s_; }

private:
    Code code_;
    std::vector<FieldError> fields_;
    int retry_after_s_ = 0;
};

std::string_view name_of(Code);  // "invalid_input": the last part of a problem type
int status_of(Code);             // HTTP status
int exit_code_of(Code);          // exit code of the command line, sysexits.h where one fits

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace tsunagi

// A broken invariant stops the process: state that cannot be trusted is not served.
#define ASSERT(expression) \
    ((expression) ? void(0) : ::tsunagi::assertion_failed(#expression, __FILE__, __LINE__))
