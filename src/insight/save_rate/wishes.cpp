#include "insight/save_rate/wishes.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

constexpr int kComplaintDays = 30;

int purpose(const Question& question, std::string_view code) {
    return question.scope.words().purposes.find(code).value_or(-1);
}

}  // namespace

Wishes::Wishes(const Question& question)
    : scope_(&question.scope), cancel_(purpose_cancel(question.scope)),
      complaint_(purpose(question, "complaint")),
      unvoiced_(question.choices.word("unvoiced") == "count") {}

std::optional<ContactFate> Wishes::fate_of(const Events& events, int day, int as_of) const {
    ContactFate fate{.in_force = false, .cancelled = false, .waited = as_of - day};
    each_spell(events, [&](const Spell& spell) {
        if (spell.from > day || spell.decided.value_or(day) < day) return;
        fate.in_force = true;
        if (!spell.decided) return;
        fate.cancelled = true;
        fate.waited = std::min(fate.waited, *spell.decided - day);
    });
    if (!fate.in_force) return std::nullopt;
    return fate;
}

std::optional<bool> Wishes::complained(const Touches& touches, std::uint32_t first, int day,
                                       int as_of) const {
    if (day + kComplaintDays > as_of) return std::nullopt;
    for (std::uint32_t i = first; i < touches.size(); ++i) {
        const journey::Touch touch = touches[i];
        if (touch.purpose != complaint_) continue;
        if (day <= touch.day && touch.day <= day + kComplaintDays) return true;
    }
    return false;
}

}  // namespace tsunagi::insight
