#include "board/context_events.h"

#include "board/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

Day day(std::string_view iso) { return parse_day(iso).value(); }

class ContextEvents : public OnBoard {
protected:
    static ContextEventDraft event_of(std::string_view name, std::string_view from,
                                      std::string_view to) {
        ContextEventDraft draft;
        draft.kind = ContextKind::Campaign;
        draft.name = name;
        draft.from_on = day(from);
        draft.to_on = day(to);
        return draft;
    }
    ContextEvent add(std::string_view name, std::string_view from, std::string_view to) {
        return write(
            [&](store::Tx& tx) { return create_context_event(tx, event_of(name, from, to)); });
    }
    std::vector<std::string> between(std::optional<Day> from, std::optional<Day> to) {
        std::vector<std::string> names;
        for (const auto& event :
             read([&](store::Reader& reader) { return list_context_events(reader, from, to); })) {
            names.push_back(event.name);
        }
        return names;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(ContextEvents);

TEST_P(ContextEvents, AreListedByTheDaysTheyTouchInOrder) {
    add("値上げ", "2026-04-01", "2026-04-01");
    add("夏の企画", "2026-07-01", "2026-08-31");
    add("新春", "2026-01-01", "2026-01-15");
    EXPECT_THAT(between({}, {}), ElementsAre("新春", "値上げ", "夏の企画"));
    EXPECT_THAT(between(day("2026-01-15"), day("2026-04-01")), ElementsAre("新春", "値上げ"));
    EXPECT_THAT(between(day("2026-08-31"), {}), ElementsAre("夏の企画"));
    EXPECT_THAT(between(day("2026-01-16"), day("2026-03-31")), testing::IsEmpty());
}

TEST_P(ContextEvents, AreChangedAndDeletedByVersion) {
    const auto made = add("値上げ", "2026-04-01", "2026-04-01");
    auto draft = event_of("値上げ(送料も)", "2026-04-01", "2026-04-02");
    draft.kind = ContextKind::PriceChange;
    draft.note = "全商品";
    const auto change = [&] {
        return write(
            [&](store::Tx& tx) { return change_context_event(tx, made.id, made.version, draft); });
    };
    const auto changed = change();
    EXPECT_EQ(changed.version, 2);
    EXPECT_THROW(change(), record::VersionConflict);
    const auto stored = read(
        [&](store::Reader& reader) { return find_context_event(reader, made.id); });
    EXPECT_JSON(to_json(stored), to_json(changed));
    write([&](store::Tx& tx) { delete_context_event(tx, made.id); });
    EXPECT_THAT(between({}, {}), testing::IsEmpty());
    EXPECT_EQ(changes_of("context_event").size(), 3u);
}

TEST_P(ContextEvents, DoNotEndBeforeTheyStart) {
    EXPECT_THAT(record::refusals([&] { add("逆", "2026-04-02", "2026-04-01"); }),
                ElementsAre("/to_on ends_before_start"));
    EXPECT_THAT(record::refusals([&] { add(" ", "2026-04-02", "2026-04-02"); }),
                ElementsAre("/name missing"));
}

}  // namespace
}  // namespace tsunagi::board
