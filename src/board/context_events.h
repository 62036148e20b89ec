// A ContextEvent is something of the shop's own history that its figures must be read with: a price
// change, a campaign. Every graph over time marks those of its days.
#pragma once

#include "board/kept.h"

#include <vector>

namespace tsunagi::board {

inline constexpr std::int64_t kMostContextEvents = 1000;

enum class ContextKind { PriceChange, Campaign, Renewal, Incident, Other };
BOOST_DESCRIBE_ENUM(ContextKind, PriceChange, Campaign, Renewal, Incident, Other)

struct ContextEventDraft {
    ContextKind kind = ContextKind::Other;
    Day from_on;
    Day to_on;  // the same day when it lasted one
    std::string name;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(ContextEventDraft, (), (kind, from_on, to_on, name, note))

struct ContextEvent : ContextEventDraft {
    Id<ContextEvent> id;
    std::int64_t version = 0;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(ContextEvent, (ContextEventDraft), (id, version, created_at, updated_at))

ContextEvent find_context_event(store::Reader&, Id<ContextEvent>);
// Those that touch the days, both inclusive, in the order of their first day. Absent: without end.
std::vector<ContextEvent> list_context_events(store::Reader&, std::optional<Day> from,
                                              std::optional<Day> to);

ContextEvent create_context_event(store::Tx&, const ContextEventDraft&);
ContextEvent change_context_event(store::Tx&, Id<ContextEvent>, std::int64_t version,
                                  const ContextEventDraft&);
void delete_context_event(store::Tx&, Id<ContextEvent>);

}  // namespace tsunagi::board

template <>
struct tsunagi::rules_of<tsunagi::board::ContextEventDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "note", .max_length = 2000, .ja = "メモ", .en = "Note"}};
};
