// What the subscriptions of a customer did in which month (upsell.h): the walk over her events that
// every table of up-sell counts from.
#pragma once

#include "insight/grouping.h"
#include "insight/question.h"
#include "journey/terms.h"

#include <algorithm>
#include <array>
#include <cstdint>
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
        : months_(first_of(question), question.scope.as_of()),
          skipped_(std::max(1, months_.size() - kMostMonths)) {
        for (int i = 0; i < size(); ++i) {
            const int day = journey::lane_day(day_of(first_day(month(i))).value());
            if (question.scope.covers(day)) shown_ |= bits(i, i);
        }
    }

    int size() const { return std::max(0, months_.size() - skipped_); }
    // Below 0: before the months that are shown.
    int of(int day) const { return months_.of(day) - skipped_; }
    Month month(int index) const { return months_.month(index + skipped_); }
    // The filter chooses months by their first day.
    std::uint64_t shown() const { return shown_; }
    bool shown(int index) const { return 0 <= index && (shown_ >> index & 1) != 0; }
    // A set of months, from `since` to `until` < kMostMonths.
    static std::uint64_t bits(int since, int until) {
        if (until < since) return 0;
        return (std::uint64_t{2} << until) - (std::uint64_t{1} << since);
    }

private:
    static int first_of(const Question& question) {
        return Grouping(question, GroupBy::None).first_day();
    }

    journey::Months months_;
    int skipped_;
    std::uint64_t shown_ = 0;
};
static_assert(kMostMonths < 64);

// One subscription came to cost more or less.
struct Step {
    Move move;
    int day;
    int month;
    int product;  // at the month's beginning
};
// Months at whose beginning one was in force with a product; none where until < since.
struct Stretch {
    int since;
    int until;
    int product;
};

// What one customer did, by month. Reused from one to the next.
class Moves {
public:
    Moves(const journey::Scope& scope, const Window& window)
        : scope_(&scope), window_(&window),
          had_(static_cast<std::size_t>(scope.words().products.size())),
          only_price_(scope.words().reasons.find(journey::kOnlyPrice).value_or(-1)) {}

    // The set of months at whose beginning she had a subscription and in which she made the move.
    std::uint64_t months(Move move) const { return months_[at(move)]; }
    static std::size_t at(Move move) { return static_cast<std::size_t>(move); }

    // Tells `seen` of every subscription: stepped(journey, Step) for each move that counts,
    // ran(journey, Stretch), and turned(event, product, monthly) when another product, quantity or
    // cycle was chosen.
    template <class Seen>
    void read(const journey::Journey& journey, Seen& seen) {
        months_ = {};
        const auto events = journey.events();
        if (window_->size() == 0) return;
        for (std::uint32_t first = 0; first < events.size();) {
            std::uint32_t last = first + 1;
            while (last < events.size() && !events[last].first) ++last;
            subscription(journey, std::pair(events, std::pair(first, last)), seen);
            first = last;
        }
        if (months(Move::Subscribers) == 0) return;
        added(events);
        bought(journey);
    }

private:
    using Span =
        std::pair<journey::Range<journey::EventLane>, std::pair<std::uint32_t, std::uint32_t>>;
    template <class Seen>
    void subscription(const journey::Journey& journey, const Span& span, Seen& seen) {
        const auto& [events, rows] = span;
        bool running = false;
        int since = 0;  // the first month that finds it running with `product`
        int product = 0;
        int monthly = 0;
        int month = kBefore;
        bool asked = false;                      // counts in `month`
        int began = 0;                           // the product at its beginning
        std::array<int, 3> counted{-1, -1, -1};  // month in which each move was counted
        const auto ran = [&](int until) {
            if (!scope_->has(product)) return;
            const Stretch stretch{std::max(since, 0), until, product};
            months_[at(Move::Subscribers)] |= Window::bits(stretch.since, until);
            seen.ran(journey, stretch);
        };
        for (std::uint32_t i = rows.first; i < rows.second; ++i) {
            const journey::Event event = events[i];
            if (window_->of(event.day) != month) {
                month = window_->of(event.day);
                began = product;
                asked = month >= 0 && running && scope_->has(product);
            }
            const bool priced = event.reason == only_price_ && event.product == product;
            const Move move = priced                    ? Move::Priced
                              : event.monthly > monthly ? Move::Up
                                                        : Move::Down;
            const bool changed = running && event.kind == journey::EventKind::Changed &&
                                 monthly > 0 && event.monthly > 0 && event.monthly != monthly;
            int& last_counted = counted[at(move)];
            if (changed && asked && last_counted != month) {
                months_[at(move)] |= Window::bits(month, month);
                seen.stepped(journey, Step{move, event.day, month, began});
                last_counted = month;
            }
            const bool turns = running && event.kind == journey::EventKind::Changed;
            const bool chosen = event.product != product || (changed && !priced);
            if (turns && chosen) seen.turned(event, product, monthly);
            const bool goes_on = event.kind != journey::EventKind::Cancelled;
            if (running && !(goes_on && event.product == product)) {
                ran(month);
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
        if (running) ran(window_->size() - 1);
    }
    bool subscribes_in(int month) const {
        return month >= 0 && (months(Move::Subscribers) >> month & 1) != 0;
    }
    // Subscriptions are not in the order of their starts; one may have come to a product later.
    void added(const journey::Range<journey::EventLane>& events) {
        for (const journey::Event start : events) {
            if (!start.first) continue;
            const int month = window_->of(start.day);
            bool counts = subscribes_in(month);
            for (std::uint32_t i = 0; counts && i < events.size(); ++i) {
                const journey::Event event = events[i];
                counts = event.product != start.product || event.day >= start.day;
            }
            if (counts) months_[at(Move::Added)] |= Window::bits(month, month);
        }
    }
    void bought(const journey::Journey& journey) {
        bool counts = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counts = line.head;
            journey::CustomerCode& had = had_[static_cast<std::size_t>(line.product)];
            if (!counts || had == journey.code()) continue;
            had = journey.code();
            const int month = window_->of(line.day);
            if (subscribes_in(month)) months_[at(Move::Bought)] |= Window::bits(month, month);
        }
    }

    const journey::Scope* scope_;
    const Window* window_;
    std::array<std::uint64_t, kMoves> months_{};
    std::vector<journey::CustomerCode> had_;  // by product, the last customer who bought it
    int only_price_;                          // number of the reason
};

}  // namespace tsunagi::insight::upsell
