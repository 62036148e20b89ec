// Whether they spoke in a contact: not where nobody answered, or the number is not in use.
#pragma once

#include "journey/lanes.h"
#include "journey/words.h"

#include <optional>

namespace tsunagi::insight {

class Spoke {
public:
    explicit Spoke(const journey::Words& words)
        : no_answer_(words.results.find("no_answer")),
          unreachable_(words.results.find("unreachable")) {}

    bool operator()(const journey::Touch& touch) const {
        return touch.result != no_answer_ && touch.result != unreachable_;
    }

private:
    std::optional<int> no_answer_;  // numbers of results; nothing: no contact has it
    std::optional<int> unreachable_;
};

}  // namespace tsunagi::insight
