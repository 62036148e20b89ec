#include "main/password_from.h"

#include "access/password_rules.h"
#include "base/files.h"

#include <istream>

namespace tsunagi::command {

std::string password_from(const Machine& machine, const std::filesystem::path& file,
                          const std::vector<std::string_view>& words) {
    constexpr std::uint64_t kLongest = 4096;
    std::string text;
    if (file == "-") {
        if (machine.answers) std::getline(*machine.answers, text);
    } else {
        text = read_file(file, kLongest);
    }
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    access::check_new_password(text, words, "--password-from");
    return text;
}

}  // namespace tsunagi::command
