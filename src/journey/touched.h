// Which customers the change log names after a watermark: whose journeys have to be read again.
#pragma once

#include "store/database.h"

#include <cstdint>
#include <vector>

namespace tsunagi::journey {

struct Touched {
    std::vector<std::int64_t> customers;  // ascending, once each; 0 is the unknown one
    // Rows of a bulk change are gone (an import was undone), so nobody can say whose they were.
    bool unknown_extent = false;
};

// Changes with after < seq <= until.
Touched touched_customers(store::Reader&, std::int64_t after, std::int64_t until);

}  // namespace tsunagi::journey
