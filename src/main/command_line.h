// The command line: flags, TSUNAGI_* variables and the settings file become one Config.
#pragma once

#include "main/commands.h"

#include <functional>
#include <optional>
#include <string>

namespace tsunagi::command {

// Looks up a variable of the environment; only main has the real one.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Runs the command and returns the exit code; everything that is thrown is told to the person.
int run(int argc, char** argv, const Environment&, const Clock&, Random&);

}  // namespace tsunagi::command
