// Monthly cohorts as a Report: who came back in each month since the first order, and what they
// brought, as squares.
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCohorts;

}  // namespace tsunagi::insight
