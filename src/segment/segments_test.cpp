#include "segment/segments.h"

#include "base/json.h"
#include "journey/testing.h"
#include "record/migrations.h"
#include "segment/migrations.h"
#include "segment/resolve.h"
#include "store/testing.h"

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
    // "code: pointer code …" of what `f` throws.
    template <class F>
    static std::string refusal(F&& f) {
        try {
            f();
        } catch (const Error& error) {
            std::string text(name_of(error.code()));
            for (const auto& field : error.fields()) text += " " + field.path + " " + field.code;
            return text;
        }
        return "nothing";
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
    EXPECT_EQ(refusal([&] {
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
    EXPECT_EQ(refusal([&] { erase(changed); }), "not_found");
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
    EXPECT_EQ(refusal([&] { create("A", R"({"field":"order_count","op":"yes"})"); }),
              "invalid_input /condition/op not_in_list /condition/number missing /name taken");
    EXPECT_EQ(refusal([&] { create("B", of_segments("[1,99]")); }),
              "invalid_input /condition/ids/1 unknown_segment");
    EXPECT_EQ(refusal([&] { create("  "); }), "invalid_input /name missing");
}

TEST_P(Segments, NeverAskForEachOtherInACircle) {
    const auto a = create("A");
    const auto b = create("B", of_segments("[" + std::to_string(a.id.value) + "]"));
    const auto c = create("C", R"({"any":[)" + std::string(kTwice) + "," +
                                   of_segments("[" + std::to_string(b.id.value) + "]") + "]}");
    EXPECT_EQ(refusal([&] {
                  change(a, R"({"condition":{"all":[)" +
                                of_segments("[" + std::to_string(c.id.value) + "]") + "]}}");
              }),
              "invalid_input /condition/all/0/ids/0 circular");
    EXPECT_EQ(refusal([&] {
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

TEST_P(Segments, AreFiveHundredAtMost) {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        for (int i = 0; i < kMostSegments; ++i) {
            create_segment(
                tx, somebody(),
                {.name = std::to_string(i), .note = "", .condition = from_json<Condition>(kTwice)});
        }
    });
    EXPECT_EQ(refusal([&] { create("one more"); }), "too_large");
}

class NoResults final : public Results {
public:
    std::vector<journey::CustomerCode> people(const journey::Snapshot& snapshot,
                                              const ResultCell& cell) override {
        if (cell.analysis != "everybody") throw Error(Code::NotFound, "there is no such analysis");
        std::vector<journey::CustomerCode> all;
        for (journey::CustomerCode code = 1; code < snapshot.view->size(); ++code) {
            all.push_back(code);
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

TEST(SegmentsInACircle, AreRefusedRatherThanWaitedFor) {
    const auto shop = journey::journeys_of({{"ann", "soap@1"}});
    const std::map<std::int64_t, Condition> circle{{1, from_json<Condition>(of_segments("[2]"))},
                                                   {2, from_json<Condition>(of_segments("[1]"))}};
    NoResults results;
    EXPECT_THROW(
        resolved_members(shop.at(9), from_json<Condition>(of_segments("[1]")), circle, results),
        Error);
}

}  // namespace
}  // namespace tsunagi::segment
