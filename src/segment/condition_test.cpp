#include "segment/condition.h"

#include "base/json.h"
#include "segment/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::segment {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// "pointer code" of everything that is wrong.
std::vector<std::string> wrongs_of(std::string_view json) {
    std::vector<std::string> wrongs;
    Condition condition;
    auto errors = read_json(type_of<Condition>(), json, &condition);
    if (errors.empty()) errors = errors_of(condition);
    for (const auto& error : errors) wrongs.push_back(error.path + " " + error.code);
    return wrongs;
}

std::string nested(int groups) {
    std::string text;
    for (int i = 0; i < groups; ++i) text += R"({"all":[)";
    text += R"({"field":"open_promise","op":"yes"})";
    for (int i = 0; i < groups; ++i) text += "]}";
    return text;
}

TEST(Conditions, ThoseOfTheContractAreFlawless) {
    EXPECT_THAT(wrongs_of(R"({"field":"medium","op":"any_of","values":["web",""]})"), IsEmpty());
    EXPECT_THAT(wrongs_of(R"({"all":[
        {"field":"order_count","op":"between","number":2,"to":5,
         "of":{"product":[12]},"window":{"last_days":90}},
        {"any":[{"field":"segment","op":"none_of","ids":[3]},
                {"field":"contact_count","op":"at_least","number":1,
                 "of":{"purpose":["cancel"],"emotion":["negative"]},
                 "window":{"from":"2026-01-01","to":"2026-06-30"}}]},
        {"none":[{"field":"result","op":"any_of",
                  "cell":{"analysis":"deciles","choices":["by:sales"],"key":"1"}}]}]})"),
                IsEmpty());
}

TEST(Conditions, EveryErrorIsToldAtOnceWithItsPointer) {
    EXPECT_THAT(wrongs_of(R"({"all":[
        {"field":"order_count","op":"any_of","values":["x"]},
        {"field":"medium","op":"any_of","values":[],"window":{"last_days":3}},
        {"op":"yes"},
        {"field":"order_sales","op":"between","number":5,"to":1,"of":{"reason":["price"]}},
        {"field":"subscription_status","op":"any_of","values":["gone"]},
        {"field":"skip_count","op":"at_least","number":1,"window":{}},
        {"any":[]}]})"),
                UnorderedElementsAre("/all/0/op not_in_list", "/all/0/number missing",
                                     "/all/0/values not_allowed_here", "/all/1/values missing",
                                     "/all/1/window not_allowed_here", "/all/2/field missing",
                                     "/all/3/to too_small", "/all/3/of/reason not_allowed_here",
                                     "/all/4/values/0 not_in_list", "/all/5/window missing",
                                     "/all/6/any missing"));
}

TEST(Conditions, AreStrictAboutNamesAndTypes) {
    EXPECT_THAT(wrongs_of(R"({"field":"weight","op":"at_least","number":1})"),
                ElementsAre("/field not_in_list"));
    EXPECT_THAT(wrongs_of(R"({"any":[{"field":"order_count","op":"at_least","number":"1"}]})"),
                ElementsAre("/any/0/number wrong_type"));
    EXPECT_THAT(wrongs_of(R"({"field":"open_promise","op":"yes","why":1})"),
                ElementsAre("/why unknown"));
}

TEST(Conditions, AGroupIsNoLeafAndOnlyOneKindOfGroup) {
    EXPECT_THAT(wrongs_of(R"({"field":"open_promise","op":"yes",
                              "all":[{"field":"open_promise","op":"yes"}]})"),
                ElementsAre(" ambiguous"));
    EXPECT_THAT(wrongs_of(R"({"any":[{"field":"open_promise","op":"yes"}],
                              "none":[{"field":"open_promise","op":"yes"}]})"),
                ElementsAre(" ambiguous"));
    EXPECT_THAT(wrongs_of("{}"), ElementsAre("/field missing"));
}

TEST(Conditions, NestFourGroupsDeepAndNotFive) {
    EXPECT_THAT(wrongs_of(nested(4)), IsEmpty());
    EXPECT_THAT(wrongs_of(nested(5)), ElementsAre("/all/0/all/0/all/0/all/0/all too_deep"));
    EXPECT_THAT(wrongs_of(nested(6)),
                testing::Contains("/all/0/all/0/all/0/all/0/all/0/all unknown"));
}

TEST(Conditions, TakeACellAsItsAnalysisWasFiltered) {
    const auto cell = [](const std::string& filter) {
        return R"({"field":"result","op":"any_of",)"
               R"("cell":{"analysis":"rfm","choices":[],"key":"1")" +
               filter + "}}";
    };
    EXPECT_THAT(wrongs_of(cell(R"(,"as_of":"2026-11-22","from":"2026-10-01","to":"2026-10-01",
                          "product":[3],"medium":["web"],"prefecture":[""],"segment":2)")),
                IsEmpty());
    EXPECT_THAT(wrongs_of(cell(R"(,"from":"2026-10-02","to":"2026-10-01","product":[],"medium":[],
                                   "prefecture":[")" +
                               std::string(201, 'x') + R"("])")),
                UnorderedElementsAre("/cell/to ends_before_start", "/cell/product missing",
                                     "/cell/medium missing", "/cell/prefecture/0 too_long"));
    EXPECT_THAT(wrongs_of(cell(R"(,"as_of":"yesterday")")),
                ElementsAre("/cell/as_of invalid_format"));
}

TEST(Conditions, HaveAtMostFiftyLeaves) {
    Condition condition;
    condition.any.emplace(50);
    for (auto& leaf : *condition.any) {
        leaf.field = Field::OpenPromise;
        leaf.op = Op::Yes;
    }
    EXPECT_THAT(errors_of(condition), IsEmpty());
    condition.any->push_back(condition.any->front());
    const auto errors = errors_of(condition, "/condition");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors.front().path + " " + errors.front().code, "/condition too_many");
}

TEST(Conditions, SayWhichSegmentsAndCellsTheyName) {
    const auto condition = from_json<Condition>(R"({"all":[
        {"field":"segment","op":"any_of","ids":[7,3]},{"field":"segment","op":"none_of","ids":[3]},
        {"field":"result","op":"any_of","cell":{"analysis":"rfm","choices":[],"key":"555",
                                                  "segment":9}}]})");
    const Named named = named_in(condition);
    EXPECT_THAT(named.segments, ElementsAre(3, 7, 9));
    ASSERT_EQ(named.cells.size(), 1U);
    EXPECT_EQ(named.cells.front().key, "555");
}

TEST(Conditions, SayWhatIsNeededToBeToldOfThem) {
    EXPECT_THAT(needs_of(from_json<Condition>(R"({"field":"medium","op":"any_of",
                                                  "values":["web"]})")),
                IsEmpty());
    EXPECT_THAT(needs_of(from_json<Condition>(R"({"all":[
        {"field":"contact_count","op":"at_least","number":1},
        {"none":[{"field":"order_sales","op":"at_least","number":1},
                 {"field":"open_promise","op":"yes"}]},
        {"field":"age","op":"at_least","number":30}]})")),
                ElementsAre(Need::Contacts, Need::Money, Need::Name));
}

TEST(Conditions, AnHeapOfLeavesIsRefusedWithoutLookingAtEachOfThem) {
    std::string heap = "{}";
    for (int i = 1; i < 1000; ++i) heap += ",{}";
    EXPECT_THAT(wrongs_of(R"({"all":[)" + heap + "]}"), ElementsAre("/all too_long"));
    Condition condition;
    condition.all.emplace(40);
    for (auto& group : *condition.all) group.any.emplace(40);
    const auto errors = errors_of(condition, "/condition");
    EXPECT_EQ(errors.size(), 51U);
    EXPECT_EQ(errors.front().path, "/condition/all/0/any/0/field");
    EXPECT_EQ(errors.back().path + " " + errors.back().code, "/condition too_many");
}

TEST(Conditions, KeepNoWordBeyondTwoHundredCharacters) {
    std::string word;
    for (int i = 0; i < 200; ++i) word += "語";
    EXPECT_THAT(wrongs_of(R"({"field":"medium","op":"any_of","values":[")" + word + R"("]})"),
                IsEmpty());
    EXPECT_THAT(
        wrongs_of(R"({"field":"medium","op":"any_of","values":["web",")" + word + R"(x"]})"),
        ElementsAre("/values/1 too_long"));
    EXPECT_THAT(
        wrongs_of(R"({"field":"cancel_count","op":"at_least","number":1,"of":{"reason":[")" + word +
                  R"(x"]}})"),
        ElementsAre("/of/reason/0 too_long"));
    EXPECT_THAT(wrongs_of(R"({"field":"result","op":"any_of","cell":{"analysis":"rfm","key":"1",)"
                          R"("choices":[")" +
                          word + R"(x"]}})"),
                ElementsAre("/cell/choices/0 too_long"));
}

TEST(Conditions, TellAHundredErrorsAtMost) {
    Leaf leaf{.field = Field::Sex, .op = Op::AnyOf, .values = {}};
    leaf.values.emplace(kMostValues, "gone");
    Condition condition;
    static_cast<Leaf&>(condition) = leaf;
    EXPECT_EQ(errors_of(condition).size(), 100U);
}

TEST(Conditions, SurviveBeingWrittenAndReadAgain) {
    const auto condition = from_json<Condition>(R"({"all":[{"any":[
        {"field":"cancel_count","op":"exactly","number":1,"of":{"reason":["price"]}}]}]})");
    EXPECT_EQ(from_json<Condition>(to_json(condition)), condition);
}

TEST(FieldCatalogue, HasWordsForEveryFieldInBothLanguages) {
    for (const FieldEntry& entry : field_entries()) {
        EXPECT_FALSE(entry.ja.empty() || entry.en.empty() || entry.meaning_ja.empty() ||
                     entry.meaning_en.empty() || entry.ops.empty())
            << word_of(entry.field);
    }
    EXPECT_EQ(topic_labels().size(), type_of<FieldTopic>().values.size());
    EXPECT_EQ(op_labels().size(), type_of<Op>().values.size());
    EXPECT_EQ(status_labels().size(), type_of<record::CustomerStatus>().values.size());
}

}  // namespace
}  // namespace tsunagi::segment
