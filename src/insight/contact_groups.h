// Contacts in groups: by what they were about, how, with whom, when.
#pragma once

#include "insight/question.h"
#include "journey/months.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::insight {

enum class ContactBy {
    None,
    Purpose,
    Reason,
    Channel,
    Queue,
    Direction,
    Result,
    Product,
    Agent,
    Offer,
    Answer,
    Emotion,
    Month,
    Medium  // of the customer
};
BOOST_DESCRIBE_ENUM(ContactBy, None, Purpose, Reason, Channel, Queue, Direction, Result, Product,
                    Agent, Offer, Answer, Emotion, Month, Medium)

class ContactGroups {
public:
    ContactGroups(const Question&, ContactBy);

    std::size_t size() const { return size_; }  // groups are 0 … size() - 1
    std::size_t of(const journey::Touch& touch) const {
        using journey::TouchLane;
        switch (by_) {
            case ContactBy::Purpose: return static_cast<std::size_t>(touch.purpose);
            case ContactBy::Reason: return static_cast<std::size_t>(touch.reason);
            case ContactBy::Channel: return static_cast<std::size_t>(touch.channel);
            case ContactBy::Queue: return static_cast<std::size_t>(touch.queue);
            case ContactBy::Result: return static_cast<std::size_t>(touch.result);
            case ContactBy::Product: return static_cast<std::size_t>(touch.product);
            case ContactBy::Agent: return static_cast<std::size_t>(touch.agent);
            case ContactBy::Offer: return static_cast<std::size_t>(touch.offer);
            case ContactBy::Month: return static_cast<std::size_t>(months_.of(touch.day));
            case ContactBy::Direction: return bit(touch, TouchLane::kInbound) ? 0 : 1;
            case ContactBy::Answer: return two(touch, TouchLane::kAccepted, TouchLane::kDeclined);
            case ContactBy::Emotion: return two(touch, TouchLane::kPositive, TouchLane::kNegative);
            case ContactBy::Medium:
            case ContactBy::None: break;
        }
        return 0;
    }
    // The same, also by what is known of the customer.
    std::size_t of(const journey::Journey& journey, const journey::Touch& touch) const {
        return by_ == ContactBy::Medium ? static_cast<std::size_t>(journey.medium()) : of(touch);
    }
    // Stays the same while the shop grows: id, code, "2026-10".
    std::string key(std::size_t group) const;
    std::string label(std::size_t group) const;
    // "group", of the labels.
    Column column() const;
    // Nothing but a month can be a part: the scope holds not all of it, or it is not over.
    bool whole(std::size_t group) const;
    // The cells of a group's row, grey where it is not whole.
    std::vector<Cell> row(std::size_t group, std::vector<Cell>) const;
    // The group of a key; nothing when there is none.
    std::optional<std::size_t> find(std::string_view key) const;

private:
    static bool bit(const journey::Touch& touch, std::uint8_t flag) {
        return (touch.flags & flag) != 0;
    }
    static std::size_t two(const journey::Touch& touch, std::uint8_t first, std::uint8_t second) {
        return bit(touch, first) ? 0 : bit(touch, second) ? 1 : 2;
    }
    std::string_view code(std::size_t group) const;  // of splits by texts and flags
    std::int64_t id(std::size_t group) const;        // of splits by ids

    const Question& question_;
    ContactBy by_;
    journey::Months months_;
    std::size_t size_ = 1;
};

// First day of any contact or call on record, as a lane day; the as-of day when there is none.
int first_contact_day(const journey::Scope&);

// 0 Monday … 6 Sunday.
inline int weekday_from_monday(int lane_day) {
    return (weekday_of(journey::from_lane(lane_day)) + 6) % 7;
}

// fold() over the scope's customers, and the contacts of nobody known where nobody is left out.
template <class Fold>
Fold fold_contacts(const journey::Scope& scope, const Fold& start) {
    Fold all = journey::fold(scope.snapshot, start, scope.options());
    if (!scope.customers) all.merge(journey::fold_one(scope.snapshot, 0, start));
    return all;
}

}  // namespace tsunagi::insight
