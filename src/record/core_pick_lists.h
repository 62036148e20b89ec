// The fixed core of the pick-lists: the words that mean the same in every shop.
#pragma once

#include "base/phrase.h"
#include "record/pick_lists.h"

#include <span>

namespace tsunagi::record::core {

struct CoreReason {
    std::string_view code;
    std::string_view parent;  // '' for a root
    tsunagi::Phrase label;
};
std::span<const CoreReason> reasons();

const tsunagi::Phrase& label(Purpose);
const tsunagi::Phrase& label(Result);
const tsunagi::Phrase& label(Channel);
const tsunagi::Phrase& label(Direction);
const tsunagi::Phrase& label(Emotion);
const tsunagi::Phrase& label(OfferAnswer);

struct CoreRule {
    Purpose purpose;
    std::string_view field;
    Need need;
};
std::span<const CoreRule> form_rules();

}  // namespace tsunagi::record::core
