// Calls that the shop makes of its own accord: after a trial, to offer its subscription, and soon
// after a start, to show how the article is used. What they come to follows from the life that is
// already told, with dice of their own: nothing else in it depends on them.
#pragma once

#include "demo/dice.h"
#include "demo/life.h"

namespace tsunagi::demo {

// Contacts stay in the order of days and minutes.
void add_care_calls(Life&, Dice, Day today);

}  // namespace tsunagi::demo
