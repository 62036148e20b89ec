#include "access/presets.h"
#include "board/standard_dashboards.h"
#include "server/insight_testing.h"

#include <gmock/gmock.h>

namespace tsunagi::server {

namespace {

using testing::HasSubstr;
using testing::Not;

class BoardRoutes : public OnInsight {
protected:
    static std::string view(bool shared) {
        return std::string(R"({"name":"上位顧客","analysis":"deciles","note":"","shared":)") +
               (shared ? "true" : "false") +
               R"(,"query":{"product":[],"medium":["web"],"prefecture":[],"choices":[]}})";
    }
    static std::string kpi(std::string_view analysis, std::string_view headline) {
        return R"({"name":"指標","analysis":")" + std::string(analysis) + R"(","headline":")" +
               std::string(headline) +
               R"(","target":0.5,"baseline":0.7,"direction":"lower","from_on":"2026-01-01",)"
               R"("to_on":"2026-12-31","query":{"product":[],"medium":[],"prefecture":[],)"
               R"("choices":[]},"owner":1})";
    }
};

}  // namespace

TEST_P(BoardRoutes, APrivateViewIsItsOwnersAlone) {
    const auto made = post(kOperator, path("saved-views"), view(false));
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_THAT(made.body, HasSubstr(R"("medium":["web"])"));
    EXPECT_EQ(get(kOperator, path("saved-views/1")).status, 200);
    EXPECT_EQ(get(kAdministrator, path("saved-views/1")).status, 404);
    EXPECT_THAT(get(kAdministrator, path("saved-views")).body, HasSubstr(R"("items":[])"));
    EXPECT_EQ(post(kOperator, path("saved-views"), view(true)).status, 403);
    EXPECT_EQ(put(kOperator, "saved-views/1", 1, view(true)).status, 403);
    EXPECT_EQ(remove(kOperator, "saved-views/1").status, 204);
    EXPECT_EQ(get(kOperator, path("saved-views/1")).status, 404);
}

TEST_P(BoardRoutes, TilesAreArrangedAgainstTheVersionThatWasSeen) {
    EXPECT_EQ(post(kAdministrator, path("saved-views"), view(true)).status, 201);
    const std::string board = R"({"name":"朝会","for_role":"op","tiles":[)"
                              R"({"view_id":1,"shown":"groups","width":2,"height":2}]})";
    EXPECT_EQ(post(kOperator, path("dashboards"), board).status, 403);
    const auto made = post(kAdministrator, path("dashboards"), board);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(put(kAdministrator, "dashboards/1", 1, R"({"name":"朝会","tiles":[]})").status, 200);
    EXPECT_EQ(put(kAdministrator, "dashboards/1", 1, board).status, 409);
    EXPECT_EQ(put(kAdministrator, "dashboards/1", 2, board).status, 200);
    EXPECT_EQ(remove(kAdministrator, "saved-views/1").status, 409);
    EXPECT_THAT(get(kOperator, path("dashboards")).body,
                testing::StartsWith(R"({"items":[{"name":"朝会")"));
    const auto odd = post(kAdministrator, path("dashboards"),
                          R"({"name":"x","for_role":"pirate","tiles":[]})");
    EXPECT_EQ(odd.status, 422);
    EXPECT_THAT(odd.body, HasSubstr("/for_role"));
}

TEST_P(BoardRoutes, AStandardDashboardIsThereForEveryRoleThatLooks) {
    EXPECT_THAT(get(kOperator, path("dashboards")).body,
                testing::StartsWith(R"({"items":[{"name":"オペレーターのボード")"));
    for (const auto& board : board::standard_dashboards(Language::En)) {
        const auto rights = access::preset_rights(board.for_role.value());
        ASSERT_TRUE(rights) << *board.for_role;
        EXPECT_NE(rights->scope(Entity::Insight, access::Action::View), RowScope::None);
    }
}

TEST_P(BoardRoutes, AKpiStandsWhereItsAnalysisSays) {
    const std::string kpi =
        R"({"name":"十分の一","analysis":"deciles","headline":"best_two","target":0.5,)"
        R"("baseline":0.7,"direction":"lower","from_on":"2026-01-01","to_on":"2026-12-31",)"
        R"("query":{"product":[],"medium":[],"prefecture":[],"choices":[]},"owner":1})";
    const auto made = post(kAdministrator, path("kpis"), kpi);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_THAT(made.body, HasSubstr(R"("owner_name":)"));
    const auto standing = get(kOperator, path("kpis/1/standing"));
    EXPECT_EQ(standing.status, 200) << standing.body;
    EXPECT_THAT(standing.body, HasSubstr(R"("as_of":"2026-11-22")"));
    EXPECT_THAT(standing.body, HasSubstr(R"("state":"not_enough_data")"));
    EXPECT_EQ(get(kOperator, path("kpis/2/standing")).status, 404);
    EXPECT_EQ(remove(kAdministrator, "kpis/1").status, 204);
}

TEST_P(BoardRoutes, AKpiOfMoneyIsNotThereForWhoDoesNotSeeMoney) {
    add_money_blind();
    ASSERT_EQ(post(kAdministrator, path("kpis"), kpi("deciles", "best_two")).status, 201);
    ASSERT_EQ(post(kAdministrator, path("kpis"), kpi("retention", "reached")).status, 201);
    const auto list = get(kMoneyBlind, path("kpis"));
    EXPECT_EQ(list.status, 200) << list.body;
    EXPECT_THAT(list.body, Not(HasSubstr("deciles")));
    EXPECT_THAT(list.body, HasSubstr("retention"));
    EXPECT_THAT(get(kAdministrator, path("kpis")).body, HasSubstr("deciles"));
    EXPECT_EQ(get(kMoneyBlind, path("kpis/1")).status, 403);
    EXPECT_EQ(get(kMoneyBlind, path("kpis/1/standing")).status, 403);
    EXPECT_EQ(get(kMoneyBlind, path("kpis/2")).status, 200);
    const auto made = post(kMoneyBlind, path("kpis"), kpi("deciles", "best_two"));
    EXPECT_EQ(made.status, 403) << made.body;
    EXPECT_EQ(put(kMoneyBlind, "kpis/1", 1, kpi("deciles", "best_two")).status, 403);
    EXPECT_EQ(put(kMoneyBlind, "kpis/1", 1, kpi("retention", "reached")).status, 403)
        << "what is changed is shown as it was";
}

TEST_P(BoardRoutes, AKpiStandsOnAHeadlineThatItsAnalysisHas) {
    EXPECT_EQ(post(kAdministrator, path("kpis"), kpi("rfm", "best")).status, 201);
    const auto misspelt = post(kAdministrator, path("kpis"), kpi("rfm", "bets"));
    EXPECT_EQ(misspelt.status, 422) << misspelt.body;
    EXPECT_THAT(misspelt.body, HasSubstr("/headline"));
    EXPECT_EQ(put(kAdministrator, "kpis/1", 1, kpi("rfm", "bets")).status, 422);
    const auto unknown = post(kAdministrator, path("kpis"), kpi("horoscope", "best_two"));
    EXPECT_EQ(unknown.status, 422) << unknown.body;
    EXPECT_THAT(unknown.body, HasSubstr("/analysis"));
}

TEST_P(BoardRoutes, AViewAsksASegmentThatIsThereAndKeepsIt) {
    const auto asking = [](int segment) {
        return R"({"name":"上位","analysis":"deciles","note":"","shared":true,)"
               R"("query":{"product":[],"medium":[],"prefecture":[],"choices":[],"segment":)" +
               std::to_string(segment) + "}}";
    };
    const auto nowhere = post(kAdministrator, path("saved-views"), asking(1));
    EXPECT_EQ(nowhere.status, 422) << nowhere.body;
    EXPECT_THAT(nowhere.body, HasSubstr("/query/segment"));
    EXPECT_THAT(nowhere.body, HasSubstr("unknown_segment"));
    ASSERT_EQ(post(kAdministrator, path("segments"),
                   R"({"name":"2回以上","note":"","condition":{"field":"order_count",)"
                   R"("op":"at_least","number":2}})")
                  .status,
              201);
    EXPECT_EQ(post(kAdministrator, path("saved-views"), asking(1)).status, 201);
    const auto kept = remove(kAdministrator, "segments/1");
    EXPECT_EQ(kept.status, 409) << kept.body;
    EXPECT_THAT(kept.body, HasSubstr("in_use_by_boards"));
    EXPECT_THAT(kept.body, HasSubstr("上位"));
    EXPECT_EQ(remove(kAdministrator, "saved-views/1").status, 204);
    EXPECT_EQ(remove(kAdministrator, "segments/1").status, 204);
}

TEST_P(BoardRoutes, AViewKeepsItsConditionAndTheSegmentsInIt) {
    add_money_blind();
    const auto asking = [](std::string_view condition) {
        return R"({"name":"上位","analysis":"deciles","note":"","shared":true,)"
               R"("query":{"product":[],"medium":[],"prefecture":[],"choices":[],"condition":)" +
               std::string(condition) + "}}";
    };
    const std::string in_first = R"({"field":"segment","op":"any_of","ids":[1]})";
    const auto nowhere = post(kAdministrator, path("saved-views"), asking(in_first));
    EXPECT_EQ(nowhere.status, 422) << nowhere.body;
    EXPECT_THAT(nowhere.body, HasSubstr("/query/condition"));
    EXPECT_THAT(nowhere.body, HasSubstr("unknown_segment"));
    const auto wrong = post(kAdministrator, path("saved-views"),
                            asking(R"({"field":"order_count","op":"yes"})"));
    EXPECT_EQ(wrong.status, 422) << wrong.body;
    EXPECT_THAT(wrong.body, HasSubstr("/query/condition/op"));
    ASSERT_EQ(post(kAdministrator, path("segments"),
                   R"({"name":"2回以上","note":"","condition":{"field":"order_count",)"
                   R"("op":"at_least","number":2}})")
                  .status,
              201);
    const auto kept = post(kAdministrator, path("saved-views"), asking(in_first));
    EXPECT_EQ(kept.status, 201) << kept.body;
    EXPECT_THAT(kept.body, HasSubstr(R"("field":"segment","op":"any_of")"));
    EXPECT_EQ(remove(kAdministrator, "segments/1").status, 409);
    const auto money = asking(R"({"field":"order_sales","op":"at_least","number":2000})");
    EXPECT_EQ(post(kMoneyBlind, path("saved-views"), money).status, 403);
}

TEST_P(BoardRoutes, EventsAreListedByPeriod) {
    const auto made = post(kAdministrator, path("context-events"),
                           R"({"kind":"price_change","from_on":"2026-04-01",)"
                           R"("to_on":"2026-04-01","name":"値上げ","note":""})");
    EXPECT_EQ(made.status, 201) << made.body;
    const auto april = get(kOperator, path("context-events?from=2026-04-01&to=2026-04-30"));
    EXPECT_THAT(april.body, HasSubstr("値上げ"));
    const auto may = get(kOperator, path("context-events?from=2026-05-01"));
    EXPECT_THAT(may.body, Not(HasSubstr("値上げ")));
}

TEST_P(BoardRoutes, OnlyMembersGetReportsByMail) {
    EXPECT_EQ(post(kAdministrator, path("saved-views"), view(true)).status, 201);
    const auto schedule = [](int user) {
        return R"({"name":"朝の数字","every":"week","weekday":1,"hour":8,"format":"pdf",)"
               R"("language":"ja","view_id":1,"active":true,"recipients":[)" +
               std::to_string(user) + "]}";
    };
    const auto stranger = post(kAdministrator, path("report-schedules"), schedule(99));
    EXPECT_EQ(stranger.status, 422) << stranger.body;
    EXPECT_THAT(stranger.body, HasSubstr("/recipients"));
    EXPECT_EQ(post(kAdministrator, path("report-schedules"), schedule(1)).status, 201);
    add_user("sv", "sv");
    EXPECT_EQ(post("sv", path("report-schedules"), schedule(1)).status, 403)
        << "figures leave, and she may not take them out";
    EXPECT_EQ(get(kOperator, path("report-schedules/1")).status, 200);
}

INSTANTIATE_ON_BOTH_DATABASES(BoardRoutes);

}  // namespace tsunagi::server
