// The log: one JSON line per event on standard error, without personal data. Values are passed as
// named numbers or as `Word`s (identifiers made by us); free text does not compile.
//
//   log_info("import_applied", {{"shop", shop.value}, {"rows", rows}});
//
// Thread: any. A full pipe drops lines and counts them; it never blocks a request.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <variant>

namespace tsunagi {

// A word of the program itself: an error code, a route pattern, an entity name. Never user input.
struct Word {
    std::string_view text;
};

struct LogField {
    std::string_view name;
    std::variant<std::int64_t, double, Word> value;

    template <class T>
        requires(std::is_integral_v<T>)
    LogField(std::string_view field, T number) : name(field), value(std::int64_t(number)) {}
    LogField(std::string_view field, double number) : name(field), value(number) {}
    LogField(std::string_view field, Word word) : name(field), value(word) {}
};

using LogFields = std::initializer_list<LogField>;

enum class LogLevel { Debug, Info, Warning, Failure };

void log(LogLevel, std::string_view event, LogFields = {});
inline void log_info(std::string_view event, LogFields fields = {}) {
    log(LogLevel::Info, event, fields);
}
inline void log_warning(std::string_view event, LogFields fields = {}) {
    log(LogLevel::Warning, event, fields);
}
inline void log_failure(std::string_view event, LogFields fields = {}) {
    log(LogLevel::Failure, event, fields);
}
void set_log_level(LogLevel);

}  // namespace tsunagi
