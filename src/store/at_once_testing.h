// Two writes that begin with the same sight of a shop, for tests of what two people do at once.
#pragma once

#include "store/database.h"
#include "store/testing.h"

#include <array>
#include <functional>
#include <string>

namespace tsunagi::store {

// "conflict /id in_use" of what `f` throws; empty when it throws nothing.
std::string refusal_of(const std::function<void()>& f);

// What each of them was refused with. On PostgreSQL neither writes before both have looked; SQLite
// has one writer, and there is nothing to wait for.
std::array<std::string, 2> refusals_at_once(Database&, Dialect,
                                            const std::function<void(Tx&)>& first,
                                            const std::function<void(Tx&)>& second);

}  // namespace tsunagi::store
