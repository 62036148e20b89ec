#include "paper/testing.h"
#include "record/tables.h"
#include "server/testing.h"
#include "store/bulk.h"

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
    // Subscribers from 2025-01-01 on, 60 who leave after the first delivery, 20 after the second,
    // 10 after the third; of the 30 who wait after the fourth the last has two subscriptions.
    void add_subscribers();
};

struct Subscribed {
    std::vector<record::table::Customer> customers;
    std::vector<record::table::Subscription> subscriptions;
    std::vector<record::table::SubscriptionEvent> events;

    void add(std::int64_t customer, int deliveries, bool stays) {
        const auto id = kFirst + static_cast<std::int64_t>(subscriptions.size());
        subscriptions.push_back({.id = id, .customer_id = customer, .product_id = kFirst});
        event(id, customer, "started", 0, 0);
        for (int number = 1; number <= deliveries; ++number) {
            event(id, customer, "delivered", number * 30, number);
        }
        if (!stays) event(id, customer, "cancelled", deliveries * 30 + 10, deliveries);
    }
    void event(std::int64_t subscription, std::int64_t customer, std::string kind, int day,
               int delivery) {
        constexpr Day kStart{20089};
        events.push_back({.id = kFirst + static_cast<std::int64_t>(events.size()),
                          .subscription_id = subscription,
                          .customer_id = customer,
                          .kind = std::move(kind),
                          .happened_on = kStart + day,
                          .known_on = kStart + day,
                          .delivery_number = delivery,
                          .product_id = kFirst});
    }
    static constexpr std::int64_t kFirst = 1001;
};

void InsightRoutes::add_subscribers() {
    Subscribed rows;
    const std::array lives{60, 20, 10, 30};
    for (int life = 1; life <= 4; ++life) {
        for (int i = 0; i < lives.at(static_cast<std::size_t>(life - 1)); ++i) {
            const auto id = Subscribed::kFirst + static_cast<std::int64_t>(rows.customers.size());
            rows.customers.push_back({.id = id, .name = "c"});
            rows.add(id, life, life == 4);
        }
    }
    rows.add(rows.customers.back().id, 4, true);
    shop_database().write({}, [&](store::Tx& tx) {
        const std::vector<record::table::Product> products{{.id = Subscribed::kFirst, .name = "p"}};
        store::insert_all(tx, "customer", rows.customers);
        store::insert_all(tx, "product", products);
        store::insert_all(tx, "subscription", rows.subscriptions);
        store::insert_all(tx, "subscription_event", rows.events);
        for (const auto& customer : rows.customers) {
            tx.changed({.entity = "customer", .id = customer.id});
        }
    });
}

}  // namespace

using testing::HasSubstr;
using testing::StartsWith;

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

TEST_P(InsightRoutes, ACommaBehindABackslashBelongsToAValueOfAList) {
    EXPECT_THAT(ask("/deciles?choices=moon,sun:x").body, HasSubstr("there is no choice moon\""));
    EXPECT_THAT(ask("/deciles?choices=moon%5C,sun:x").body,
                HasSubstr("there is no choice moon,sun"));
    EXPECT_EQ(ask("/deciles?medium=TV%5C,%20radio,web%5C%5C").status, 200);
}

TEST_P(InsightRoutes, APeriodThatEndsBeforeItStartsIsRefused) {
    for (const std::string rest : {"/recurring-revenue", "/totals", "/deciles"}) {
        const auto refused = ask(rest + "?from=2026-02-01&to=2026-01-31");
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.body, HasSubstr(R"("/to")"));
        EXPECT_THAT(refused.body, HasSubstr("ends_before_start"));
    }
    EXPECT_EQ(ask("/recurring-revenue?from=2026-01-31&to=2026-01-31").status, 200);
}

TEST_P(InsightRoutes, PeopleOfACellThatDoesNotExistAreRefused) {
    const auto refused = ask("/deciles/people?cell=group/11");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("/cell"));
}

TEST_P(InsightRoutes, WhatIsExpectedOfEachStandsBesideThePeopleTheMostFirst) {
    add_subscribers();
    const std::string cell = "/contract-value/people?cell=waiting/4&as_of=2025-05-06&limit=1";
    const auto first = ask(cell);
    EXPECT_EQ(first.status, 200) << first.body;
    EXPECT_THAT(first.body, HasSubstr(R"("count":30)"));
    EXPECT_THAT(first.body, HasSubstr(R"("expected":[{"customer":1120,"purchases":)"));
    const auto by_id = ask(cell + "&order=id");
    EXPECT_THAT(by_id.body, HasSubstr(R"("expected":[{"customer":1091,"purchases":)"));
    const std::string_view word = R"("next":")";
    const auto from = by_id.body.find(word) + word.size();
    const auto cursor = by_id.body.substr(from, by_id.body.find('"', from) - from);
    const auto next = ask(cell + "&order=id&cursor=" + cursor);
    EXPECT_THAT(next.body, HasSubstr(R"("customer":1092)"));
    EXPECT_THAT(ask("/retention/people?cell=at_risk/1/all").body, HasSubstr(R"("expected":[])"));
    EXPECT_EQ(ask(cell + "&order=moon").status, 422);
}

TEST_P(InsightRoutes, AReportLeavesAsAFileWithItsReasonInTheTrail) {
    const auto csv = ask("/deciles/file?reason=month-end");
    EXPECT_EQ(csv.status, 200) << csv.body;
    EXPECT_THAT(csv.body, StartsWith("\xEF\xBB\xBFデシル分析\r\n"));
    const auto workbook = ask("/deciles/file?format=xlsx&reason=month-end&from=2026-01-01");
    EXPECT_EQ(workbook.status, 200) << workbook.body;
    EXPECT_THAT(paper::file_in_zip(workbook.body, "xl/sharedStrings.xml"),
                HasSubstr("2026-01-01〜"));
    const auto pdf = ask("/deciles/file?format=pdf&reason=month-end");
    EXPECT_EQ(pdf.status, 200) << pdf.body;
    EXPECT_THAT(pdf.body, StartsWith("%PDF-"));
    const auto trail = get(kAdministrator, "/api/v1/shops/1/audit/exports");
    EXPECT_THAT(trail.body, HasSubstr(R"("operation":"export_report")"));
    EXPECT_THAT(trail.body, HasSubstr(R"("reason":"month-end")"));
}

TEST_P(InsightRoutes, AFileHasWhatThePageIsComparedWith) {
    const auto alone = ask("/satisfaction/file?reason=x");
    ASSERT_EQ(alone.status, 200) << alone.body;
    const auto year = ask("/satisfaction/file?reason=x&back_months=12");
    ASSERT_EQ(year.status, 200) << year.body;
    EXPECT_THAT(year.body, HasSubstr("の差"));
    EXPECT_THAT(alone.body, testing::Not(HasSubstr("の差")));
    const auto kept = post(kAdministrator, "/api/v1/shops/1/segments",
                           R"({"name":"未購入","note":"",)"
                           R"("condition":{"field":"order_count","op":"exactly","number":0}})");
    ASSERT_EQ(kept.status, 201) << kept.body;
    const auto group = ask("/satisfaction/file?reason=x&compare_segment=1");
    ASSERT_EQ(group.status, 200) << group.body;
    EXPECT_THAT(group.body, HasSubstr("(未購入)"));
    EXPECT_EQ(ask("/satisfaction/file?reason=x&compare_segment=99").status, 404);
    EXPECT_EQ(ask("/satisfaction/file?reason=x&back_months=-1").status, 422);
}

TEST_P(InsightRoutes, AFileNeedsItsReasonARightAndAKnownFormat) {
    EXPECT_EQ(ask("/deciles/file?format=csv").status, 422);
    const auto first = ask("/deciles/file?choices=moon:full");
    EXPECT_THAT(first.body, HasSubstr("/reason")) << "before anything is computed";
    EXPECT_EQ(ask("/deciles/file?format=docx&reason=x").status, 422);
    EXPECT_EQ(ask("/horoscope/file?reason=x").status, 404);
    EXPECT_EQ(get(kOperator, std::string(kInsight) + "/deciles/file?reason=x").status, 403);
}

INSTANTIATE_ON_BOTH_DATABASES(InsightRoutes);

}  // namespace tsunagi::server
