// A spell is one unbroken run of a subscription: it starts with it, or with what follows a
// cancellation, and ends when a cancellation takes effect. A waiting is the part of a spell after
// one delivery was shipped and before the next is, or the cancellation; pauses and skips are in it.
//
//   started ── 1 ───── 2 ── skip ────── 3 ── cancelled        resumed ── 1 ──
//   [ wait 0 ][ wait 1 ][    wait 2    ][ wait 3 ]             [ wait 0 ][ wait 1 …
//   [                  spell                     ]             [    spell …
//
// Deliveries carry the number that the record gave them, so a history that begins in the middle
// counts from there (it enters the risk late). Wait 0 exists where the start is on record.
#pragma once

#include "journey/filter.h"

#include <cstdint>

namespace tsunagi::insight {

enum class Outcome { Open, Continued, Cancelled };  // Open: still waiting on the as-of day

struct Waiting {
    int spell_from;  // lane day
    int from;
    int to;  // of an open one: the as-of day
    int delivery;
    int product;
    Outcome outcome;
    int reason;        // of a cancellation
    int requested_on;  // of a cancellation; 0: not told
    int skips;         // while waiting
    int pauses;        // while waiting
    bool paused;       // at its end
    bool ends_spell;   // false only for Continued
    std::uint32_t subscription;
};

// Calls each(Waiting) for every waiting, in order; the spells of a journey end where ends_spell.
template <class Each>
void each_waiting(const journey::Journey& journey, Each each) {
    using journey::EventKind;
    constexpr int kNone = -1;
    Waiting now{};
    now.delivery = kNone;
    bool between_spells = true;
    const auto close = [&](int day, Outcome outcome) {
        if (now.delivery == kNone) return;
        now.to = day;
        now.outcome = outcome;
        now.ends_spell = outcome != Outcome::Continued;
        each(static_cast<const Waiting&>(now));
        now.delivery = kNone;
    };
    for (const journey::Event event : journey.events()) {
        if (event.first) close(journey.as_of(), Outcome::Open);
        between_spells |= event.first;
        if (between_spells && event.kind != EventKind::Cancelled) {
            now = {.spell_from = event.day,
                   .from = event.day,
                   .to = event.day,
                   .delivery = kNone,
                   .product = event.product,
                   .outcome = Outcome::Open,
                   .reason = 0,
                   .requested_on = 0,
                   .skips = 0,
                   .pauses = 0,
                   .paused = false,
                   .ends_spell = false,
                   .subscription = event.subscription};
            if (event.kind != EventKind::Delivered) now.delivery = 0;
            between_spells = false;
        }
        if (event.kind == EventKind::Delivered) {
            close(event.day, Outcome::Continued);
            now.from = event.day;
            now.delivery = event.delivery;
            now.product = event.product;
            now.skips = 0;
            now.pauses = 0;
            now.paused = false;
        } else if (event.kind == EventKind::Cancelled) {
            now.reason = event.reason;
            now.requested_on = event.requested_on;
            close(event.day, Outcome::Cancelled);
            between_spells = true;
        }
        now.skips += event.kind == EventKind::Skipped;
        now.pauses += event.kind == EventKind::Paused;
        now.paused = event.kind == EventKind::Paused ||
                     (now.paused && event.kind != EventKind::Resumed);
    }
    close(journey.as_of(), Outcome::Open);
}

}  // namespace tsunagi::insight
