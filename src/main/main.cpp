#include "base/system.h"
#include "main/command_line.h"

#include <sys/stat.h>

#include <cstdlib>

int main(int argc, char** argv) {
    ::umask(0077);  // what it writes is for the user who runs it
    const tsunagi::SystemClock clock;
    tsunagi::SystemRandom random;
    const auto environment = [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    };
    return tsunagi::command::run(argc, argv, environment, clock, random);
}
