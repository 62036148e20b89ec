#include "segment/segments.h"

#include "base/json.h"
#include "journey/testing.h"
#include "record/migrations.h"
#include "segment/migrations.h"
#include "segment/resolve.h"
#include "store/at_once_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::segment {
namespace {

using testing::ElementsAre;

Viewer somebody() {
    Viewer viewer;
    viewer.user = {7};
    viewer.user_name = "青木";
    return viewer;
}

std::string of_segments(const std::string& ids) {
    return R"({"field":"segment","op":"any_of","ids":)" + ids + "}";
}
constexpr std::string_view kTwice = R"({"field":"order_count","op":"at_least","number":2})";

class Segments : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        static const auto all = [] {
            std::vector<store::Migration> joined;
            for (const auto room : {record::sql::migrations(), sql::migrations()}) {
                joined.insert(joined.end(), room.begin(), room.end());
            }
            return joined;
        }();
        return all;
    }
    Segment create(const std::string& name, std::string_view condition = kTwice) {
        return shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            return create_segment(
                tx, somebody(),
                {.name = name, .note = "", .condition = from_json<Condition>(condition)});
        });
    }
    Segment change(const Segment& segment, std::string_view patch) {
        return shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            return change_segment(tx, somebody(), segment.id, segment.version,
                                  from_json<SegmentPatch>(patch));
        });
    }
    void erase(const Segment& segment) {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            delete_segment(tx, segment.id, segment.version);
        });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Segments);

TEST_P(Segments, AreFoundAsTheyWereStored) {
    const auto made = create(" 2回以上 ");
    const auto found = shop_database().read(
        [&](store::Reader& reader) { return find_segment(reader, made.id); });
    EXPECT_EQ(found.name, "2回以上");
    EXPECT_EQ(found.version, 1);
    EXPECT_EQ(found.condition, from_json<Condition>(kTwice));
    EXPECT_EQ(found.created_by_name, "青木");
    EXPECT_EQ(store::refusal_of([&] {
                  shop_database().read(
                      [&](store::Reader& reader) { return find_segment(reader, {99}); });
              }),
              "not_found");
}

TEST_P(Segments, ChangeOnlyFromTheVersionThatWasSeen) {
    const auto made = create("A");
    const auto changed = change(made, R"({"note":"for the winter","condition":)" +
                                          std::string(R"({"field":"open_promise","op":"yes"}})"));
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(changed.condition.field, Field::OpenPromise);
    EXPECT_EQ(change(changed, R"({"note":"for the winter"})").version, 2) << "nothing changed";
    EXPECT_THROW(change(made, R"({"note":""})"), record::VersionConflict);
    EXPECT_THROW(erase(made), record::VersionConflict);
    erase(changed);
    EXPECT_EQ(store::refusal_of([&] { erase(changed); }), "not_found");
}

TEST_P(Segments, AreListedByName) {
    create("b");
    create("a");
    const auto all = shop_database().read(
        [](store::Reader& reader) { return list_segments(reader); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name + all[1].name, "ab");
}

TEST_P(Segments, TellEverythingThatIsWrong) {
    create("A");
    EXPECT_EQ(store::refusal_of([&] { create("A", R"({"field":"order_count","op":"yes"})"); }),
              "invalid_input /condition/op not_in_list /condition/number missing /name taken");
    EXPECT_EQ(store::refusal_of([&] { create("B", of_segments("[1,99]")); }),
              "invalid_input /condition/ids/1 unknown_segment");
    EXPECT_EQ(store::refusal_of([&] { create("  "); }), "invalid_input /name missing");
}

std::string of_cells(int first, int count) {
    std::string leaves;
    for (int i = first; i < first + count; ++i) {
        leaves +=
            std::string(leaves.empty() ? "" : ",") +
            R"({"field":"result","op":"any_of","cell":{"analysis":"rfm","choices":[],"key":")" +
            std::to_string(i) + R"("}})";
    }
    return leaves;
}

TEST_P(Segments, StandOnTenCellsOfAnalysesAtMost) {
    EXPECT_EQ(store::refusal_of([&] { create("all", R"({"all":[)" + of_cells(0, 11) + "]}"); }),
              "invalid_input /condition/all/10/cell too_many");
    create("six", R"({"all":[)" + of_cells(0, 6) + "]}");
    create("others", R"({"all":[)" + of_segments("[1]") + "," + of_cells(4, 6) + "]}");
    EXPECT_EQ(store::refusal_of([&] {
                  create("more", R"({"all":[)" + of_cells(8, 3) + "," + of_segments("[2]") + "]}");
              }),
              "invalid_input /condition/all/3/ids/0 too_many");
}

TEST_P(Segments, NeverAskForEachOtherInACircle) {
    const auto a = create("A");
    const auto b = create("B", of_segments("[" + std::to_string(a.id.value) + "]"));
    const auto c = create("C", R"({"any":[)" + std::string(kTwice) + "," +
                                   of_segments("[" + std::to_string(b.id.value) + "]") + "]}");
    EXPECT_EQ(store::refusal_of([&] {
                  change(a, R"({"condition":{"all":[)" +
                                of_segments("[" + std::to_string(c.id.value) + "]") + "]}}");
              }),
              "invalid_input /condition/all/0/ids/0 circular");
    EXPECT_EQ(store::refusal_of([&] {
                  change(a, R"({"condition":)" +
                                of_segments("[" + std::to_string(a.id.value) + "]") + "}");
              }),
              "invalid_input /condition/ids/0 circular");
}

TEST_P(Segments, AreNotDeletedWhileOthersAskForThem) {
    const auto a = create("A");
    const auto b = create("B", of_segments("[" + std::to_string(a.id.value) + "]"));
    try {
        erase(a);
        FAIL() << "B asks for it";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Conflict);
        ASSERT_EQ(error.fields().size(), 1U);
        EXPECT_EQ(error.fields().front().code, "in_use");
        EXPECT_EQ(error.fields().front().args.front().value, "B");
    }
    erase(b);
    erase(a);
}

TEST_P(Segments, OfWhichOneIsDeletedWhileAnotherAsksForItLeaveNoGap) {
    const auto a = create("A");
    const auto [created, deleted] = store::refusals_at_once(
        shop_database(), GetParam(),
        [](store::Tx& tx) {
            create_segment(
                tx, somebody(),
                {.name = "B", .note = "", .condition = from_json<Condition>(of_segments("[1]"))});
        },
        [&](store::Tx& tx) { delete_segment(tx, a.id, a.version); });
    if (created == "") {
        EXPECT_EQ(deleted, "conflict /id in_use");
    } else {
        EXPECT_EQ(created, "invalid_input /condition/ids/0 unknown_segment");
        EXPECT_EQ(deleted, "");
    }
}

TEST_P(Segments, OfWhichEachIsToAskForTheOtherMakeNoCircle) {
    create("A");
    create("B");
    const auto asks = [](std::int64_t self, const std::string& other) {
        return [self, other](store::Tx& tx) {
            change_segment(tx, somebody(), {self}, 1,
                           from_json<SegmentPatch>(R"({"condition":)" + of_segments(other) + "}"));
        };
    };
    const auto refusals = store::refusals_at_once(shop_database(), GetParam(), asks(1, "[2]"),
                                                  asks(2, "[1]"));
    EXPECT_THAT(refusals,
                testing::UnorderedElementsAre("", "invalid_input /condition/ids/0 circular"));
}

TEST_P(Segments, AreSixtyFourKilobytesAtMost) {
    std::string values;
    for (int i = 0; i < 200; ++i) {
        values += (i == 0 ? "\"" : ",\"") + std::string(190, 'x') + std::to_string(i) + "\"";
    }
    const auto leaf = R"({"field":"medium","op":"any_of","values":[)" + values + "]}";
    create("one", leaf);
    EXPECT_EQ(store::refusal_of([&] { create("two", R"({"all":[)" + leaf + "," + leaf + "]}"); }),
              "invalid_input /condition too_long");
}

TEST_P(Segments, AreHeldOnlyWhenTheyAreThere) {
    create("A");
    const auto hold = [&](std::int64_t id) {
        return store::refusal_of([&] {
            shop_database().write({},
                                  [&](store::Tx& tx) { hold_segment(tx, {id}, "/query/segment"); });
        });
    };
    EXPECT_EQ(hold(1), "");
    EXPECT_EQ(hold(2), "invalid_input /query/segment unknown_segment");
}

TEST_P(Segments, AreFiveHundredAtMost) {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        for (int i = 0; i < kMostSegments; ++i) {
            create_segment(
                tx, somebody(),
                {.name = std::to_string(i), .note = "", .condition = from_json<Condition>(kTwice)});
        }
    });
    EXPECT_EQ(store::refusal_of([&] { create("one more"); }), "too_large");
}

std::string everybody_of(const std::string& filter) {
    return R"({"field":"result","op":"any_of",)"
           R"("cell":{"analysis":"everybody","choices":[],"key":"1")" +
           filter + "}}";
}

TEST_P(Segments, AreNamedByTheCellsThatTheyFilter) {
    const auto twice = create("twice");
    const auto filtered = create("filtered",
                                 everybody_of(R"(,"segment":)" + std::to_string(twice.id.value)));
    EXPECT_EQ(store::refusal_of([&] { erase(twice); }), "conflict /id in_use");
    EXPECT_EQ(store::refusal_of([&] {
                  change(twice,
                         R"({"condition":)" +
                             everybody_of(R"(,"segment":)" + std::to_string(filtered.id.value)) +
                             "}");
              }),
              "invalid_input /condition/cell/segment circular");
    EXPECT_EQ(store::refusal_of([&] { create("lost", everybody_of(R"(,"segment":99)")); }),
              "invalid_input /condition/cell/segment unknown_segment");
}

class NoResults final : public Results {
public:
    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell,
                                              const journey::Bitmap* among) override {
        if (cell.analysis != "everybody") throw Error(Code::NotFound, "there is no such analysis");
        std::vector<journey::CustomerCode> all;
        for (journey::CustomerCode code = 1; code < snapshot.view->size(); ++code) {
            if (among == nullptr || among->test(code)) all.push_back(code);
        }
        return all;
    }
};

TEST_P(Segments, AreWorkedOutThroughOthers) {
    const auto shop = journey::journeys_of(
        {{"ann", "soap@1 soap@2", "web"}, {"bob", "soap@1 soap@2", "tv"}, {"cho", "", "web"}});
    const auto twice = create("twice");
    const auto others = create(
        "others", R"({"none":[)" + of_segments("[" + std::to_string(twice.id.value) + "]") + "]}");
    const auto either = from_json<Condition>(
        R"({"all":[{"field":"medium","op":"any_of","values":["web"]},
                   {"field":"result","op":"any_of",
                    "cell":{"analysis":"everybody","choices":[],"key":"1"}},)" +
        of_segments("[" + std::to_string(others.id.value) + "," + std::to_string(twice.id.value) +
                    "]") +
        "]}");
    const auto behind = shop_database().read(
        [&](store::Reader& reader) { return conditions_behind(reader, either); });
    EXPECT_EQ(behind.size(), 2U);
    NoResults results;
    const auto found = resolved_members(shop.at(9), either, behind, results);
    EXPECT_EQ(found.count(), 2U);
    EXPECT_TRUE(found.test(shop.code("ann")) && found.test(shop.code("cho")));
}

// Day 9 of the texts is 2024-01-10.
TEST_P(Segments, FilterACellAsTheyWereOnItsDay) {
    const auto shop = journey::journeys_of({{"ann", "soap@1 soap@2"}, {"bob", "soap@1 soap@8"}});
    const auto twice = create("twice");
    const auto of_twice = R"(,"segment":)" + std::to_string(twice.id.value);
    NoResults results;
    const auto found = [&](const std::string& filter) {
        const auto condition = from_json<Condition>(everybody_of(of_twice + filter));
        const auto behind = shop_database().read(
            [&](store::Reader& reader) { return conditions_behind(reader, condition); });
        const auto members = resolved_members(shop.at(9), condition, behind, results);
        return std::pair(members.test(shop.code("ann")), members.test(shop.code("bob")));
    };
    EXPECT_EQ(found(""), std::pair(true, true));
    EXPECT_EQ(found(R"(,"as_of":"2024-01-04")"), std::pair(true, false));
}

TEST(SegmentsInACircle, AreRefusedRatherThanWaitedFor) {
    const auto shop = journey::journeys_of({{"ann", "soap@1"}});
    const std::map<std::int64_t, Condition> circle{{1, from_json<Condition>(of_segments("[2]"))},
                                                   {2, from_json<Condition>(of_segments("[1]"))}};
    NoResults results;
    EXPECT_THROW(
        resolved_members(shop.at(9), from_json<Condition>(of_segments("[1]")), circle, results),
        Error);
    const auto itself = from_json<Condition>(everybody_of(R"(,"segment":1)"));
    EXPECT_THROW(resolved_members(shop.at(9), itself, {{1, itself}}, results), Error);
}

}  // namespace
}  // namespace tsunagi::segment
