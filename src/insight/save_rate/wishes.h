// When customers wished to leave, and what became of what they had.
//
//   in force   the subscription has started and no decision to cancel it was made before the day
//   decided    the day a cancellation was asked for, or took effect when that is not told; on a
//              contact's own day it counts as after the contact. A cancellation that was withdrawn
//              was none (contact_fate.h says the same of all products)
//   voiced     by a contact about cancelling; a cancellation that one came before, up to 90 days
//              and while the subscription ran, is that contact's
#pragma once

#include "insight/asked_in.h"
#include "insight/decisions.h"
#include "insight/question.h"

#include <optional>
#include <vector>

namespace tsunagi::insight {

struct Wish {
    journey::Touch touch;  // of one without a contact: its day, reason and product alone
    bool voiced;
    bool cancelled;
    int waited;                      // days to the decision, else to the as-of day
    std::optional<bool> complained;  // within 30 days; nothing while they last
};

class Wishes {
public:
    explicit Wishes(const Question&);

    // each(Wish) for every one of a journey, those with a contact first.
    template <class Each>
    void each(const journey::Journey& journey, Each each) const {
        const auto touches = journey.touches();
        Events events;
        each_decision(*scope_, journey,
                      [&](const journey::Event& event) { events.push_back(event); });
        for (std::uint32_t i = 0; i < touches.size(); ++i) {
            const journey::Touch touch = touches[i];
            if (touch.purpose != cancel_ || !scope_->covers(touch.day)) continue;
            if (const auto fate = fate_of(events, touch.day, journey.as_of())) {
                each(Wish{.touch = touch,
                          .voiced = true,
                          .cancelled = fate->cancelled,
                          .waited = fate->waited,
                          .complained = complained(touches, i + 1, touch.day, journey.as_of())});
            }
        }
        if (!unvoiced_) return;
        each_spell(events, [&](const Spell& spell) {
            if (!spell.decided || !scope_->covers(*spell.decided)) return;
            if (asked_in(touches, cancel_, {spell.from, *spell.decided, spell.product})) return;
            journey::Touch touch{};
            touch.day = *spell.decided;
            touch.reason = spell.reason;
            touch.product = spell.product;
            each(Wish{.touch = touch,
                      .voiced = false,
                      .cancelled = true,
                      .waited = 0,
                      .complained = complained(touches, 0, touch.day, journey.as_of())});
        });
    }

private:
    using Events = std::vector<journey::Event>;  // as each_decision tells them
    using Touches = journey::Range<journey::TouchLane>;

    struct Spell {
        int from = 0;
        std::optional<int> decided{};
        int product = 0;
        int reason = 0;
    };

    // each(Spell) for the spells of the scope's products.
    template <class Each>
    void each_spell(const Events& events, Each each) const {
        using journey::EventKind;
        Spell spell;
        bool open = false;
        const auto close = [&] {
            if (open && scope_->has(spell.product)) each(static_cast<const Spell&>(spell));
            open = false;
        };
        const auto size = events.size();
        for (std::size_t i = 0; i < size; ++i) {
            const journey::Event& event = events[i];
            if (event.first) close();
            if (event.kind != EventKind::Cancelled) {
                if (!open) spell = {.from = event.day};
                open = true;
                spell.product = event.product;
                continue;
            }
            const bool withdrawn = i + 1 < size && !events[i + 1].first &&
                                   events[i + 1].kind == EventKind::Withdrawn;
            if (withdrawn) continue;
            spell.decided = decided_on(event);
            spell.reason = event.reason;
            close();
        }
        close();
    }

    // Of the spells in force on a day; nothing when there were none.
    std::optional<ContactFate> fate_of(const Events&, int day, int as_of) const;
    // In a contact of that day or later, which is not before the one numbered `first`.
    std::optional<bool> complained(const Touches&, std::uint32_t first, int day, int as_of) const;

    const journey::Scope* scope_;
    int cancel_;
    int complaint_;
    bool unvoiced_;
};

}  // namespace tsunagi::insight
