#include "server/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::server {

namespace {

using testing::HasSubstr;

constexpr std::string_view kShop = "/api/v1/shops/1";
constexpr std::string_view kNever = R"({"field":"order_count","op":"exactly","number":0})";

class SegmentRoutes : public OnServer {
protected:
    Response ask(std::string_view rest) {
        return get(kAdministrator, std::string(kShop) + std::string(rest));
    }
    Response send(std::string_view rest, std::string body) {
        return post(kAdministrator, std::string(kShop) + std::string(rest), std::move(body));
    }
    Response keep(const std::string& name, std::string_view condition) {
        return send("/segments", R"({"name":")" + name + R"(","note":"","condition":)" +
                                     std::string(condition) + "}");
    }
};
INSTANTIATE_ON_BOTH_DATABASES(SegmentRoutes);

TEST_P(SegmentRoutes, TheBuilderIsToldEveryField) {
    const auto fields = ask("/segment-fields");
    EXPECT_EQ(fields.status, 200) << fields.body;
    EXPECT_THAT(fields.body, HasSubstr(R"("field":"order_count")"));
    EXPECT_THAT(fields.body, HasSubstr(R"("media":[)"));
}

TEST_P(SegmentRoutes, ASegmentIsKeptListedAndCounted) {
    const auto made = keep("未購入", kNever);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_THAT(ask("/segments").body, HasSubstr("未購入"));
    EXPECT_THAT(ask("/segments/1").body, HasSubstr(R"("field":"order_count")"));
    const auto people = ask("/segments/1/people");
    EXPECT_EQ(people.status, 200) << people.body;
    const auto count = send("/segments/count", R"({"condition":)" + std::string(kNever) + "}");
    EXPECT_EQ(count.status, 200) << count.body;
    EXPECT_THAT(count.body, HasSubstr(R"("count":)"));
}

TEST_P(SegmentRoutes, AConditionIsRefusedWithEveryPointer) {
    const std::string wrong = R"({"all":[{"field":"order_count","op":"yes"},{"any":[]}]})";
    for (const auto& refused :
         {send("/segments/count", R"({"condition":)" + wrong + "}"), keep("wrong", wrong)}) {
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/0/op"));
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/0/number"));
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/1/any"));
    }
}

TEST_P(SegmentRoutes, ACellOfAnAnalysisIsACondition) {
    const auto cell = [](std::string_view analysis, std::string_view key) {
        return R"({"condition":{"none":[{"field":"result","op":"any_of","cell":{"analysis":")" +
               std::string(analysis) + R"(","choices":[],"key":")" + std::string(key) + R"("}}]}})";
    };
    const auto counted = send("/segments/count", cell("deciles", "group/1"));
    EXPECT_EQ(counted.status, 200) << counted.body;
    for (const auto& wrong : {cell("horoscope", "a"), cell("deciles", "group/11")}) {
        const auto refused = send("/segments/count", wrong);
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.body, HasSubstr("/condition/none/0/cell"));
        EXPECT_THAT(refused.body, HasSubstr("unknown_result"));
    }
}

TEST_P(SegmentRoutes, EveryAnalysisIsFilteredByASegment) {
    ASSERT_EQ(keep("nobody", R"({"field":"order_count","op":"at_least","number":9999})").status,
              201);
    EXPECT_THAT(ask("/insight/deciles?segment=1").body, HasSubstr(R"("n":0)"));
    EXPECT_EQ(ask("/insight/rfm?segment=1").status, 200);
    EXPECT_EQ(ask("/insight/rfm?segment=99").status, 404);
}

}  // namespace

}  // namespace tsunagi::server
