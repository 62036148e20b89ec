// A Picture as SVG 1.1, for pages and mails. Pure; any thread.
#pragma once

#include "paper/picture.h"

#include <string>

namespace tsunagi::paper {

std::string svg_of(const Picture&);

}  // namespace tsunagi::paper
