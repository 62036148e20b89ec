// A Report as lines for a terminal: headlines, then each figure as a table whose columns stand
// under each other also where letters are twice as wide. Pure; any thread.
#pragma once

#include "paper/report_file.h"

#include <string>

namespace tsunagi::paper {

inline constexpr int kWidestColumn = 40;  // columns of the terminal

std::string text_of(const Document&);

}  // namespace tsunagi::paper
