// What the shop's telephone system would tell of a life's calls: the queue, how long she waited,
// how long the call was worked on, and the tries that she gave up. Before noon, after lunch and on
// Mondays she waits longest.
#pragma once

#include "demo/dice.h"
#include "demo/life.h"

namespace tsunagi::demo {

void tell_calls(Life&, Dice);

}  // namespace tsunagi::demo
