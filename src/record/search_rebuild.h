// The search index made anew from the customers: after a shop was moved to another database, whose
// index has another form (store/move.h).
#pragma once

#include "store/move.h"

namespace tsunagi::record {

// Requires an empty index. Writes in pieces; begin anew with an empty one when it was interrupted.
void rebuild_search(store::Database&);

// How a shop is moved, backed up and restored: the index is rebuilt, everything else copied.
store::MoveOptions move_options();

}  // namespace tsunagi::record
