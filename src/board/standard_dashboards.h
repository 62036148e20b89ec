// The dashboards that are there without any set-up: one for every preset role that looks at
// figures, made of analyses that answer right after an import. They are not stored; changing one
// means keeping a copy of it for the same role, which then takes its place.
#pragma once

#include "board/dashboards.h"

namespace tsunagi::board {

std::vector<Dashboard> standard_dashboards(Language);

}  // namespace tsunagi::board
