// What a member sees and may do in her shop, when no session of hers asks: for what is sent to her.
#pragma once

#include "access/sessions.h"

namespace tsunagi::access {

// Thread: any. Throws NotFound when she is no active member of the shop.
InShop member_sight(store::Reader& control, Id<Shop>, Id<User>);

}  // namespace tsunagi::access
