// The checks of `tsunagi doctor`, on open databases: its own or those of a running server.
#pragma once

#include "base/viewer.h"
#include "store/shops.h"

#include <string>

namespace tsunagi::command {

struct Checkup {
    std::string words;  // lines for a person
    int exit_code = 0;  // 0: all is well, else that of Corrupt or StorageFull
};

// Disk space, every database (store/examine.h), the search index against the customers, the
// uploaded files against the imports. A file that no import knows is told but is no fault: it is
// what an upload that was killed leaves behind.
Checkup check_up(store::Shops&, Language);

}  // namespace tsunagi::command
