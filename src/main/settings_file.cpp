#include "main/settings_file.h"

#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace tsunagi::command {

static constexpr std::uint64_t kLargestFile = 64 * 1024;

static std::string without_quotes(std::string text) {
    const bool both = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return both ? text.substr(1, text.size() - 2) : text;
}

std::map<std::string, std::string> read_settings_file(const std::filesystem::path& path) {
    std::map<std::string, std::string> settings;
    const std::string text = read_file(path, kLargestFile);
    std::size_t from = 0;
    for (int number = 1; from < text.size(); ++number) {
        const auto end = std::min(text.find('\n', from), text.size());
        const std::string line = trimmed(text.substr(from, end - from));
        from = end + 1;
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find('=');
        if (equals == std::string::npos) {
            throw Error(Code::InvalidInput, path.string() + ", line " + std::to_string(number) +
                                                ": expected key = value");
        }
        settings[trimmed(line.substr(0, equals))] = without_quotes(
            trimmed(line.substr(equals + 1)));
    }
    return settings;
}

}  // namespace tsunagi::command
