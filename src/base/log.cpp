#include "base/log.h"

#include "base/json.h"
#include "base/log_sink.h"
#include "base/system.h"

#include <atomic>
#include <charconv>
#include <cmath>
#include <poll.h>
#include <unistd.h>

namespace tsunagi {

namespace {

std::atomic<LogLevel> lowest_level{LogLevel::Info};

std::string_view word_of_level(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return "debug";
        case LogLevel::Info: return "info";
        case LogLevel::Warning: return "warning";
        case LogLevel::Failure: return "failure";
    }
    return "failure";
}

void append_value(const LogField& field, std::string& out) {
    if (const auto* word = std::get_if<Word>(&field.value)) {
        append_json_string(word->text, out);
        return;
    }
    char text[32];
    char* end = text;
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
        end = std::to_chars(text, text + sizeof text, *number).ptr;
    } else if (const double real = std::get<double>(field.value); std::isfinite(real)) {
        end = std::to_chars(text, text + sizeof text, real).ptr;
    }
    out += end == text ? std::string_view("null") : std::string_view(text, std::size_t(end - text));
}

}  // namespace

std::string log_line(Instant at, LogLevel level, std::string_view event, LogFields fields) {
    std::string line = R"({"at":")" + to_text(at) + R"(","level":")";
    line += word_of_level(level);
    line += R"(","event":)";
    append_json_string(event, line);
    for (const LogField& field : fields) {
        line += ',';
        append_json_string(field.name, line);
        line += ':';
        append_value(field, line);
    }
    line += "}\n";
    return line;
}

void LogSink::write(Instant at, std::string_view line) {
    const std::lock_guard lock(mutex_);
    if (dropped_ > 0) {
        const auto note = log_line(at, LogLevel::Warning, "log_dropped", {{"lines", dropped_}});
        if (!try_write(note)) {
            ++dropped_;
            return;
        }
        dropped_ = 0;
    }
    if (!try_write(line)) ++dropped_;
}

// A pipe that polls writable takes PIPE_BUF bytes in one piece without blocking (pipe(7)); files
// are always writable. Longer lines are dropped: they would be no line of ours.
bool LogSink::try_write(std::string_view line) const {
    if (line.size() > kMaxLine) return false;
    pollfd ready{.fd = fd_, .events = POLLOUT, .revents = 0};
    // A pipe without a reader also polls writable, with POLLERR: writing would raise SIGPIPE.
    if (::poll(&ready, 1, 0) != 1 || ready.revents != POLLOUT) return false;
    return ::write(fd_, line.data(), line.size()) == ssize_t(line.size());
}

void log(LogLevel level, std::string_view event, LogFields fields) {
    if (level < lowest_level.load(std::memory_order_relaxed)) return;
    static LogSink standard_error(STDERR_FILENO);
    const Instant now = SystemClock().now();
    standard_error.write(now, log_line(now, level, event, fields));
}

void set_log_level(LogLevel level) { lowest_level.store(level, std::memory_order_relaxed); }

}  // namespace tsunagi
