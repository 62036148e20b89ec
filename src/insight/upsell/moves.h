// What the subscriptions of a customer did in which month (upsell.h): the walk over her events that
// every table of up-sell counts from.
#pragma once

#include "insight/grouping.h"
#include "insight/question.h"
#include "journey/terms.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tsunagi::insight::upsell {

enum class Move { Up, Down, Priced, Added, Bought, Subscribers };
BOOST_DESCRIBE_ENUM(Move, Up, Down, Priced, Added, Bought, Subscribers)
inline constexpr std::size_t kMoves = 6;
inline constexpr int kMostMonths = 60;
inline constexpr int kBefore = -100'000;  // a month before all

// The last months up to the as-of day; the first of them follows the first event on record.
class Window {
public:
    explicit Window(const Question& question)
        : scope_(&question.scope), months_(first_of(question), question.scope.as_of()),
          skipped_(std::max(1, months_.size() - kMostMonths)) {}

    int size() const { return std::max(0, months_.size() - skipped_); }
    // Below 0: before the months that are shown.
    int of(int day) const { return months_.of(day) - skipped_; }
    Month month(int index) const { return months_.month(index + skipped_); }
    int first_day(int index) const {
        return journey::lane_day(day_of(tsunagi::first_day(month(index))).value());
    }
    bool shown(int index) const {
        return 0 <= index && index < size() && scope_->covers(first_day(index));
    }

private:
    static int first_of(const Question& question) {
        return Grouping(question, GroupBy::None).first_day();
    }

    const journey::Scope* scope_;
    journey::Months months_;
    int skipped_;
};

// What one customer did, by month. Reused from one to the next.
struct Moves {
    std::vector<std::array<std::uint16_t, kMoves>> months;
    std::vector<std::uint16_t> in_force;  // subscriptions at the month's beginning
    std::vector<int> known;               // products

    Moves(const journey::Scope& scope, const Window& window)
        : months(static_cast<std::size_t>(window.size())), in_force(months.size()),
          only_price_(scope.words().reasons.find(journey::kOnlyPrice).value_or(-1)) {}

    // False when she has no subscription.
    bool read(const journey::Scope& scope, const Window& window, const journey::Journey& journey) {
        const auto events = journey.events();
        if (events.empty() || months.empty()) return false;
        std::ranges::fill(months, std::array<std::uint16_t, kMoves>{});
        std::ranges::fill(in_force, std::uint16_t{0});
        Tally tally{*this};
        follow(scope, window, journey, tally);
        for (std::size_t i = 0; i < months.size(); ++i) {
            months[i][at(Move::Subscribers)] = in_force[i] > 0;
        }
        added(window, events);
        bought(window, journey);
        return true;
    }
    bool did(int month, Move move) const {
        const auto i = static_cast<std::size_t>(month);
        return in_force[i] > 0 && months[i][at(move)] > 0;
    }
    static std::size_t at(Move move) { return static_cast<std::size_t>(move); }

    // Tells `seen` of every subscription: stepped(move, event, month, product) for each move that
    // counts, ran(since, until, product) for the months at whose beginning it was in force with a
    // product, and turned(event, product, monthly) when another product, quantity or
    // cycle was chosen.
    template <class Seen>
    void follow(const journey::Scope& scope, const Window& window, const journey::Journey& journey,
                Seen& seen) const {
        const auto events = journey.events();
        for (std::uint32_t first = 0; first < events.size();) {
            std::uint32_t last = first + 1;
            while (last < events.size() && !events[last].first) ++last;
            subscription(scope, window, std::pair(events, std::pair(first, last)), seen);
            first = last;
        }
    }

private:
    using Span =
        std::pair<journey::Range<journey::EventLane>, std::pair<std::uint32_t, std::uint32_t>>;
    struct Tally {
        Moves& moves;
        void stepped(Move move, const journey::Event&, int month, int) {
            ++moves.months[static_cast<std::size_t>(month)][at(move)];
        }
        void ran(int since, int until, int) {
            for (int month = since; month <= until; ++month) {
                ++moves.in_force[static_cast<std::size_t>(month)];
            }
        }
        void turned(const journey::Event&, int, int) {}
    };
    template <class Seen>
    void subscription(const journey::Scope& scope, const Window& window, const Span& span,
                      Seen& seen) const {
        const auto& [events, rows] = span;
        bool running = false;
        int since = 0;  // the first month that finds it running with `product`
        int product = 0;
        int monthly = 0;
        int month = kBefore;
        bool asked = false;                      // counts in `month`
        int began = 0;                           // the product at its beginning
        std::array<int, 3> counted{-1, -1, -1};  // month in which each move was counted
        for (std::uint32_t i = rows.first; i < rows.second; ++i) {
            const journey::Event event = events[i];
            if (window.of(event.day) != month) {
                month = window.of(event.day);
                began = product;
                asked = month >= 0 && running && scope.has(product);
            }
            const bool priced = event.reason == only_price_ && event.product == product;
            const Move move = priced                    ? Move::Priced
                              : event.monthly > monthly ? Move::Up
                                                        : Move::Down;
            const bool changed = running && event.kind == journey::EventKind::Changed &&
                                 monthly > 0 && event.monthly > 0 && event.monthly != monthly;
            int& last_counted = counted[at(move)];
            if (changed && asked && last_counted != month) {
                seen.stepped(move, event, month, began);
                last_counted = month;
            }
            const bool turns = running && event.kind == journey::EventKind::Changed;
            const bool chosen = event.product != product || (changed && !priced);
            if (turns && chosen) seen.turned(event, product, monthly);
            const bool goes_on = event.kind != journey::EventKind::Cancelled;
            if (running && !(goes_on && event.product == product)) {
                if (scope.has(product)) seen.ran(std::max(since, 0), month, product);
                running = false;
            }
            if (!goes_on) continue;
            if (!running) {
                since = month + 1;
                product = event.product;
            }
            running = true;
            monthly = event.monthly;
        }
        if (running && scope.has(product)) {
            seen.ran(std::max(since, 0), window.size() - 1, product);
        }
    }
    // Whether it was not known; then it is.
    bool learn(int product) {
        if (std::ranges::find(known, product) != known.end()) return false;
        known.push_back(product);
        return true;
    }
    // Subscriptions are not in the order of their starts; one may have come to a product later.
    void added(const Window& window, const journey::Range<journey::EventLane>& events) {
        known.clear();
        for (const journey::Event start : events) {
            if (!start.first || !learn(start.product)) continue;
            int earliest = start.day;
            int started = start.day;
            for (const journey::Event event : events) {
                if (event.product != start.product) continue;
                earliest = std::min(earliest, event.day);
                if (event.first) started = std::min(started, event.day);
            }
            const int month = window.of(earliest);
            if (started == earliest && month >= 0) {
                ++months[static_cast<std::size_t>(month)][at(Move::Added)];
            }
        }
    }
    void bought(const Window& window, const journey::Journey& journey) {
        known.clear();
        bool counts = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counts = line.head;
            if (!counts || !learn(line.product)) continue;
            const int month = window.of(line.day);
            if (month >= 0) ++months[static_cast<std::size_t>(month)][at(Move::Bought)];
        }
    }

    int only_price_;  // number of the reason
};

}  // namespace tsunagi::insight::upsell
