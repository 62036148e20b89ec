#include "board/context_events.h"

#include "board/context_events.sql.h"
#include "record/versions.h"

#include <limits>

namespace tsunagi::board {

namespace {

constexpr std::string_view kEntity = "context_event";

ContextEvent drafted(ContextEvent event, const ContextEventDraft& draft) {
    static_cast<ContextEventDraft&>(event) = draft;
    event.name = checked_name(draft.name);
    if (event.to_on < event.from_on) {
        throw record::invalid("/to_on", "ends_before_start", "the event ends before it starts");
    }
    return event;
}

}  // namespace

ContextEvent find_context_event(store::Reader& reader, Id<ContextEvent> id) {
    auto event = reader.one<ContextEvent>(sql::find_context_event, {{"id", id}});
    if (!event) not_found("event", id.value);
    return *std::move(event);
}

std::vector<ContextEvent> list_context_events(store::Reader& reader, std::optional<Day> from,
                                              std::optional<Day> to) {
    using Limit = std::numeric_limits<std::int32_t>;
    return reader.all<ContextEvent>(
        sql::list_context_events,
        {{"from_on", from.value_or(Day{Limit::min()})}, {"to_on", to.value_or(Day{Limit::max()})}});
}

ContextEvent create_context_event(store::Tx& tx, const ContextEventDraft& draft) {
    auto event = drafted({}, draft);
    check_room(tx.integer(sql::count_context_events), kMostContextEvents, "events");
    event.id = tx.next_id<ContextEvent>(kEntity);
    event.version = 1;
    event.created_at = tx.now();
    event.updated_at = tx.now();
    tx.run(sql::insert_context_event, store::args_of(event));
    tell_created(tx, kEntity, event);
    return event;
}

ContextEvent change_context_event(store::Tx& tx, Id<ContextEvent> id, std::int64_t version,
                                  const ContextEventDraft& draft) {
    const auto before = find_context_event(tx, id);
    record::check_version("event " + std::to_string(id.value), before, version);
    auto after = drafted(before, draft);
    if (record::difference(before, after).empty()) return after;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    tx.run(sql::update_context_event, store::args_of(after));
    tell_updated(tx, kEntity, before, after);
    return after;
}

void delete_context_event(store::Tx& tx, Id<ContextEvent> id) {
    const auto event = find_context_event(tx, id);
    tx.run(sql::delete_context_event, {{"id", id}});
    tell_deleted(tx, kEntity, event);
}

}  // namespace tsunagi::board
