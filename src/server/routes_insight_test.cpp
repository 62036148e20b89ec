#include "server/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::server {

namespace {

constexpr std::string_view kInsight = "/api/v1/shops/1/insight";

class InsightRoutes : public OnServer {
protected:
    Response ask(std::string_view rest) {
        return get(kAdministrator, std::string(kInsight) + std::string(rest));
    }
};

}  // namespace

using testing::HasSubstr;

TEST_P(InsightRoutes, TheMenuNamesEveryAnalysis) {
    const auto menu = ask("");
    EXPECT_EQ(menu.status, 200) << menu.body;
    EXPECT_THAT(menu.body, HasSubstr(R"("name":"deciles")"));
}

TEST_P(InsightRoutes, AReportSaysItsDefinitionAndItsFigures) {
    const auto report = ask("/deciles");
    EXPECT_EQ(report.status, 200) << report.body;
    EXPECT_THAT(report.body, HasSubstr(R"("key":"deciles")"));
    EXPECT_THAT(report.body, HasSubstr(R"("key":"groups")"));
}

TEST_P(InsightRoutes, AnAnalysisThatDoesNotExistIsNotFound) {
    EXPECT_EQ(ask("/horoscope").status, 404);
    EXPECT_EQ(ask("/horoscope/people?cell=a").status, 404);
}

TEST_P(InsightRoutes, AChoiceThatDoesNotExistIsNamed) {
    const auto refused = ask("/deciles?choices=moon:full");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("there is no choice moon"));
}

TEST_P(InsightRoutes, PeopleOfACellThatDoesNotExistAreRefused) {
    const auto refused = ask("/deciles/people?cell=group/11");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("/cell"));
}

INSTANTIATE_ON_BOTH_DATABASES(InsightRoutes);

}  // namespace tsunagi::server
