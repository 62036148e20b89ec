// Retention as a Report: the curves of the largest groups, the rate of every group from delivery to
// delivery, and whether the groups differ (log_rank.h).
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kRetention;

}  // namespace tsunagi::insight
