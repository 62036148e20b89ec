// A Phrase is one text for people in both languages; rooms keep constexpr tables of them.
// `{name}` in a text is replaced by the argument of that name.
#pragma once

#include "base/viewer.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace tsunagi {

struct Phrase {
    std::string_view ja;
    std::string_view en;
};

struct PhraseArg {
    std::string_view name;
    std::string value;
};

std::string say(const Phrase&, Language, std::initializer_list<PhraseArg> = {});

}  // namespace tsunagi
