// The lane of contacts, and of the calls that nobody answered. Beside the side tables of every lane
// (lanes.h) it has one of answers: what customers answered when they were asked how satisfied they
// are. Few contacts carry one, and the others cost nothing.
#pragma once

#include "journey/lanes.h"

#include <optional>

namespace tsunagi::journey {

// What a customer answered in a contact, in a byte.
struct Answers {
    std::uint8_t code = 0;  // nps + 1 in the low four bits, csat above them; 0: none

    static Answers of(std::optional<int> nps, std::optional<int> csat) {
        return {static_cast<std::uint8_t>((nps ? *nps + 1 : 0) | csat.value_or(0) << 4)};
    }
    std::optional<int> nps() const {  // 0 … 10
        return (code & 15) == 0 ? std::nullopt : std::optional((code & 15) - 1);
    }
    std::optional<int> csat() const {  // 1 … 5
        return code >> 4 == 0 ? std::nullopt : std::optional(code >> 4);
    }
    friend bool operator==(const Answers&, const Answers&) = default;
};

// Contacts, by customer and day; the weekday follows from the day. Numbers of agents, offers,
// products and queues are those of Words, 0 unknown or none. Contacts of one day stand as they were
// recorded.
struct TouchLane {
    static constexpr int kTenths = 10;  // of an hour: six minutes
    static constexpr int kNoWait = 0;   // in `waited`: not told
    static constexpr std::uint8_t kInbound = 1;
    static constexpr std::uint8_t kNegative = 2;
    static constexpr std::uint8_t kPositive = 4;
    static constexpr std::uint8_t kAccepted = 8;
    static constexpr std::uint8_t kDeclined = 16;
    static constexpr std::uint8_t kPromised = 32;  // a next step is not done yet
    static constexpr std::uint8_t kAnswered = 64;  // the customer answered: see answers_at

    Column<Row> offsets;
    Column<LaneDay> day;
    Column<std::uint8_t> channel;
    Column<std::uint8_t> purpose;
    Column<std::uint8_t> reason;
    Column<std::uint8_t> result;
    Column<std::uint8_t> flags;
    Column<std::uint8_t> tenth;  // 0 … 239: of the day in the shop's zone, when it began
    Column<std::uint8_t> queue;
    Column<std::uint16_t> waited;    // seconds + 1, ≤ 65,535; kNoWait: not told
    Column<std::uint16_t> duration;  // seconds, ≤ 65,535; 0: not told
    Column<std::uint16_t> agent;
    Column<std::uint16_t> offer;
    Column<std::uint16_t> product;
    Column<Row> answer_row;  // ascending: the rows with kAnswered
    Column<std::uint8_t> answer;
    Late late;
    Extent extent;

    auto columns() const {
        return std::tie(day, channel, purpose, reason, result, flags, tenth, queue, waited,
                        duration, agent, offer, product);
    }
    auto columns() {
        return std::tie(day, channel, purpose, reason, result, flags, tenth, queue, waited,
                        duration, agent, offer, product);
    }
    int day_at(Row row) const { return day[row]; }
    Answers answers_at(Row row) const {
        return (flags[row] & kAnswered) == 0 ? Answers{} : told_at(row);
    }

private:
    // Pure: a fold that does not read the answers does not look for them.
    [[gnu::pure]] Answers told_at(Row) const;
};

struct Touch {
    int day;
    int channel;
    int purpose;
    int reason;
    int result;
    std::uint8_t flags;
    int tenth;  // six minutes of the day
    int hour;   // 0 … 23
    int queue;
    std::optional<int> waited;  // seconds
    int duration;               // seconds
    int agent;
    int offer;
    int product;
    Answers answers;
};
inline Touch at(const TouchLane& lane, Row row) {
    const int waited = lane.waited[row];
    return {lane.day[row],
            lane.channel[row],
            lane.purpose[row],
            lane.reason[row],
            lane.result[row],
            lane.flags[row],
            lane.tenth[row],
            lane.tenth[row] / TouchLane::kTenths,
            lane.queue[row],
            waited == TouchLane::kNoWait ? std::nullopt : std::optional(waited - 1),
            lane.duration[row],
            lane.agent[row],
            lane.offer[row],
            lane.product[row],
            lane.answers_at(row)};
}

}  // namespace tsunagi::journey
