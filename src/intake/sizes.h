// How large the tables are that an import filled or emptied: what a database's planner has to know
// before anybody looks for the people in them. SQLite plans without.
#pragma once

#include "intake/import_row.h"

namespace tsunagi::intake {

// Has the database count the tables of which the import touched many rows; few change no plan.
void learn_sizes(store::Tx&, const ImportRow&);

}  // namespace tsunagi::intake
