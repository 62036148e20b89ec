#include "record/call_lists.h"

#include "base/error.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CallLists : public OnRecord {
protected:
    CallList make(int people) {
        CallListDraft draft{.name = "今日", .source = {R"({"kind":"today","days":7})"}};
        for (int i = 0; i < people; ++i) {
            CallListEntry& entry = draft.entries.emplace_back();
            entry.customer_id = add_customer("顧客" + std::to_string(i)).id;
            entry.probability = 0.25;
            entry.expected_loss = {9800};
            entry.cutoff_on = today() + 2;
            entry.facts = {
                {"skipped", "余っている様子(2回スキップ)", {{"n", "2"}}, Strength::Warning}};
        }
        return write([&](store::Tx& tx) { return create_call_list(tx, viewer, draft); });
    }
    std::vector<CallListItem> items(Id<CallList> list, const CallListFilter& filter = {}) {
        PageRequest asked{.cursor = "", .limit = 2};
        std::vector<CallListItem> all;
        do {
            auto page = read([&](store::Reader& reader) {
                return list_call_list_items(reader, viewer, list, filter, asked);
            });
            for (auto& item : page.items) all.push_back(std::move(item));
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
        return all;
    }
    CallListItem change(const CallListItem& item, const CallListItemPatch& patch,
                        const std::optional<Assignee>& assignee = std::nullopt) {
        return write([&](store::Tx& tx) {
            return change_call_list_item(tx, viewer, item.id, item.version, patch, assignee);
        });
    }
    CallList found(Id<CallList> id) {
        return read([&](store::Reader& reader) { return find_call_list(reader, viewer, id); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(CallLists);

TEST_P(CallLists, KeepWhyEachPersonWasListed) {
    const auto list = make(3);
    const auto all = items(list.id);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].position, 2);
    EXPECT_EQ(all[2].customer.name, "顧客2");
    EXPECT_EQ(all[0].probability, 0.25);
    EXPECT_EQ(all[0].expected_loss, Money{9800});
    EXPECT_EQ(all[0].facts.at(0).args.at(0), (FactArg{"n", "2"}));
    EXPECT_EQ(all[0].facts[0].strength, Strength::Warning);
    EXPECT_EQ(found(list.id).open, 3);
    EXPECT_EQ(found(list.id).source.text, R"({"kind":"today","days":7})");
}

TEST_P(CallLists, AreListedNewestFirst) {
    const auto first = make(1);
    const auto second = make(1);
    PageRequest asked{.cursor = "", .limit = 1};
    const auto list = [&] {
        return read([&](store::Reader& reader) { return list_call_lists(reader, viewer, asked); });
    };
    EXPECT_EQ(list().items.at(0).id, second.id);
    asked.cursor = list().next.value();
    EXPECT_EQ(list().items.at(0).id, first.id);
    EXPECT_EQ(list().next, std::nullopt);
}

TEST_P(CallLists, OpenItemsAreDealtInTurnToThoseWhoCall) {
    const auto list = make(4);
    CallListItemPatch mine;
    mine.assigned_to = set(Id<User>{5});
    change(items(list.id)[1], mine, Assignee{{5}, "五"});
    const std::vector<Assignee> users{{{1}, "一"}, {{2}, "二"}};
    const auto assign = [&] {
        return write([&](store::Tx& tx) { return assign_call_list(tx, viewer, list.id, users); });
    };
    EXPECT_EQ(assign(), 3);
    std::vector<std::string> names;
    for (const auto& item : items(list.id)) names.push_back(item.assigned_name);
    EXPECT_THAT(names, ElementsAre("一", "五", "二", "一"));
    EXPECT_EQ(items(list.id, {.assigned_to = Id<User>{1}}).size(), 2U);
    EXPECT_EQ(assign(), 0);
    EXPECT_THAT(
        refusals([&] { write([&](store::Tx& tx) { assign_call_list(tx, viewer, list.id, {}); }); }),
        ElementsAre("/users missing"));
}

TEST_P(CallLists, TwoWhoWorkOffOneListNeverGetTheSameCustomer) {
    const auto list = make(3);
    Viewer colleague = viewer;
    colleague.user = {viewer.user.value + 1};
    colleague.user_name = "同僚";
    const auto next = [&](const Viewer& who, std::optional<Id<CallListItem>> passed = {}) {
        return write([&](store::Tx& tx) { return take_next_item(tx, who, list.id, passed); });
    };
    const auto mine = next(viewer);
    const auto hers = next(colleague);
    EXPECT_EQ(mine->position, 0);
    EXPECT_EQ(mine->assigned_to, viewer.user);
    EXPECT_EQ(hers->position, 1);
    EXPECT_EQ(hers->assigned_name, "同僚");
    EXPECT_EQ(next(viewer)->id, mine->id) << "what she has she works off first";
    const auto other = next(viewer, mine->id);
    EXPECT_EQ(other->position, 2);
    EXPECT_EQ(next(viewer, other->id)->id, mine->id) << "round to what was passed over";
    EXPECT_EQ(next(colleague, hers->id), std::nullopt);
}

TEST_P(CallLists, NobodyIsCalledWhoHasAskedSinceNotToBeContacted) {
    const auto list = make(2);
    const auto first = items(list.id)[0];
    write([&](store::Tx& tx) {
        const auto customer = find_customer(tx, viewer, first.customer.id);
        return change_customer(tx, viewer, customer.id, customer.version,
                               {.do_not_contact = set(true)});
    });
    const auto next = write([&](store::Tx& tx) { return take_next_item(tx, viewer, list.id, {}); });
    EXPECT_EQ(next->position, 1);
}

TEST_P(CallLists, AnItemOfAnotherListIsNoPlaceToGoOnFrom) {
    const auto list = make(2);
    const auto other = items(make(2).id)[0].id;
    EXPECT_CODE(write([&](store::Tx& tx) { return take_next_item(tx, viewer, list.id, other); }),
                Code::NotFound);
}

TEST_P(CallLists, ARecallComesFirstOnceItIsDue) {
    const auto list = make(2);
    CallListItemPatch later;
    later.status = set(ItemStatus::Recall);
    later.recall_at = set(Instant{clock.now() + 60'000});
    const auto second = change(items(list.id)[1], later);
    const auto next = [&] {
        return write([&](store::Tx& tx) { return take_next_item(tx, viewer, list.id, {}); });
    };
    EXPECT_EQ(next()->position, 0);
    clock.advance(60'000);
    EXPECT_EQ(next()->id, second.id);
}

TEST_P(CallLists, WhoDidNotAnswerIsTriedAgainAfterEverybodyElseLongestAgoFirst) {
    const auto list = make(3);
    const auto all = items(list.id);
    const auto no_answer = [&](const CallListItem& item, std::int64_t contact) {
        write([&](store::Tx& tx) {
            close_call_list_item(tx, item.id, {contact}, ItemStatus::Recall, std::nullopt);
        });
    };
    const auto next = [&] {
        return write([&](store::Tx& tx) { return take_next_item(tx, viewer, list.id, {}); });
    };
    no_answer(all[1], 1);
    no_answer(all[0], 2);
    EXPECT_EQ(next()->id, all[2].id);
    no_answer(all[2], 3);
    EXPECT_EQ(next()->id, all[1].id);
    no_answer(all[1], 4);
    EXPECT_EQ(next()->id, all[0].id);
}

TEST_P(CallLists, AnItemIsGivenBackPutOffAndClosedByHand) {
    const auto list = make(1);
    CallListItemPatch patch;
    patch.assigned_to = set(Id<User>{5});
    auto item = change(items(list.id)[0], patch, Assignee{{5}, "五"});
    EXPECT_EQ(item.assigned_name, "五");
    patch = {};
    patch.assigned_to = null<Id<User>>();
    patch.status = set(ItemStatus::Recall);
    patch.recall_at = set(Instant{clock.now() + 1000});
    item = change(item, patch);
    EXPECT_EQ(item.assigned_to, std::nullopt);
    EXPECT_EQ(item.assigned_name, "");
    EXPECT_EQ(item.recall_at, clock.now() + 1000);
    EXPECT_EQ(items(list.id, {.status = ItemStatus::Recall}).size(), 1U);
    patch = {};
    patch.status = set(ItemStatus::Done);
    item = change(item, patch);
    EXPECT_EQ(item.recall_at, std::nullopt);
    EXPECT_EQ(found(list.id).done, 1);
    EXPECT_EQ(item.version, 4);
    EXPECT_EQ(changes_of("call_list_item").size(), 3U);
}

TEST_P(CallLists, TwoPeopleCannotTakeTheSameItem) {
    const auto item = items(make(1).id)[0];
    CallListItemPatch patch;
    patch.assigned_to = set(Id<User>{5});
    change(item, patch, Assignee{{5}, "五"});
    patch.assigned_to = set(Id<User>{6});
    try {
        change(item, patch, Assignee{{6}, "六"});
        FAIL();
    } catch (const VersionConflict& conflict) {
        EXPECT_THAT(conflict.current_json(), testing::HasSubstr("五"));
    }
}

TEST_P(CallLists, TheDeskSeesTheOpenItemsOfACustomer) {
    const auto item = items(make(1).id)[0];
    const auto open = [&] {
        return read(
            [&](store::Reader& reader) { return open_items_of(reader, viewer, item.customer.id); });
    };
    EXPECT_THAT(open(), ElementsAre(item.id));
    CallListItemPatch done;
    done.status = set(ItemStatus::Done);
    change(item, done);
    EXPECT_THAT(open(), IsEmpty());
}

TEST_P(CallLists, AListNeedsANameAndPeople) {
    EXPECT_THAT(refusals([&] { write([&](store::Tx& tx) { create_call_list(tx, viewer, {}); }); }),
                ElementsAre("/name missing", "/source nobody"));
    const CallListDraft wordy{.name = std::string(201, 'x')};
    EXPECT_THAT(
        refusals([&] { write([&](store::Tx& tx) { create_call_list(tx, viewer, wordy); }); }),
        ElementsAre("/name too_long", "/source nobody"));
}

TEST_P(CallLists, AViewerWithoutRowsFindsNone) {
    const auto list = make(1);
    const auto item = items(list.id)[0];
    viewer = seeing_nothing();
    EXPECT_THROW(found(list.id), Error);
    EXPECT_THROW(change(item, {}), Error);
    EXPECT_THROW(read([&](store::Reader& reader) { find_call_list_item(reader, viewer, item.id); }),
                 Error);
    EXPECT_THAT(
        read([&](store::Reader& reader) { return list_call_lists(reader, viewer, {}); }).items,
        IsEmpty());
}

}  // namespace
}  // namespace tsunagi::record
