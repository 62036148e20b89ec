// Cancellations as a Report: rates by any two axes, the reasons in falling order, and the months
// with the limits within which a rate moves by itself (control_limits.h).
#pragma once

#include "insight/catalogue.h"

namespace tsunagi::insight {

extern const Analysis kCancellations;

}  // namespace tsunagi::insight
