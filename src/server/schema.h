// The schemas of the control database and of a shop, with the migrations of every room in order.
#pragma once

#include "store/statement.h"

#include <span>

namespace tsunagi::server {

std::span<const store::Migration> control_migrations();
std::span<const store::Migration> shop_migrations();

}  // namespace tsunagi::server
