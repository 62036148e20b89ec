// Where log lines go, apart from the line itself so that tests can give it a pipe.
#pragma once

#include "base/log.h"
#include "base/time.h"

#include <climits>
#include <mutex>
#include <string>
#include <string_view>

namespace tsunagi {

// One event as one JSON line. A number that is not finite is null.
std::string log_line(Instant at, LogLevel, std::string_view event, LogFields);

// Writes lines to a descriptor that it does not own. Thread: any; `mutex_` guards the descriptor
// and `dropped_`. What a full pipe does not take is counted, and the count is the next line.
class LogSink {
public:
    static constexpr std::size_t kMaxLine = PIPE_BUF;

    explicit LogSink(int fd) : fd_(fd) {}
    void write(Instant at, std::string_view line);

private:
    bool try_write(std::string_view line) const;

    std::mutex mutex_;
    int fd_;
    std::int64_t dropped_ = 0;
};

}  // namespace tsunagi
