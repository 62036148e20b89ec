#include "board/kpi_standing.h"
#include "board/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

#include <limits>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

Day day(std::string_view iso) { return parse_day(iso).value(); }

// From 20 % to 10 % in the hundred days from 2026-01-01. Its analysis measures the period so far.
KpiDraft fewer_cancellations() {
    KpiDraft draft;
    draft.name = "解約率を半分に";
    draft.analysis = "cancellations";
    draft.headline = "now";
    draft.target = 0.10;
    draft.baseline = 0.20;
    draft.direction = Direction::Lower;
    draft.from_on = day("2026-01-01");
    draft.to_on = day("2026-04-10");
    draft.alert_at = 0.19;
    return draft;
}

insight::Report report_of(std::optional<double> value, std::int64_t n = 500) {
    insight::Report report;
    auto cell = insight::number_cell(value, n);
    cell.low = 0.1;
    cell.high = 0.2;
    report.headlines.push_back(
        {.key = "now", .label = "解約率", .unit = insight::Unit::Share, .cell = cell});
    return report;
}

KpiStanding standing(std::optional<double> value, std::string_view as_of, std::int64_t n = 500) {
    Kpi kpi;
    static_cast<KpiDraft&>(kpi) = fewer_cancellations();
    kpi.id = {4};
    return standing_of(kpi, report_of(value, n), day(as_of));
}

TEST(KpiStanding, IsOnTrackWhenAsMuchOfTheWayAsOfTheTimeIsBehindIt) {
    const auto half = standing(0.15, "2026-02-19");  // day 50 of 100
    EXPECT_NEAR(half.progress.value(), 0.5, 1e-9);
    EXPECT_DOUBLE_EQ(half.elapsed, 0.5);
    EXPECT_EQ(half.label, "解約率");
    EXPECT_EQ(half.cell.n, 500);
    EXPECT_EQ(half.cell.low, 0.1);
    EXPECT_EQ(standing(0.1499, "2026-02-19").state, KpiState::OnTrack);
    EXPECT_EQ(standing(0.1501, "2026-02-19").state, KpiState::Behind);
}

TEST(KpiStanding, IsReachedAtTheTargetWhenever) {
    EXPECT_EQ(standing(0.10, "2026-02-01").state, KpiState::Reached);
    EXPECT_EQ(standing(0.02, "2026-02-01").progress, 1);
}

TEST(KpiStanding, IsNotJudgedBeforeItsFirstWholeMonthIsOver) {
    for (const auto* day_text : {"2026-01-01", "2026-01-31"}) {
        for (const double value : {0.005, 0.19, 0.3}) {
            const auto early = standing(value, day_text);
            EXPECT_EQ(early.state, KpiState::TooEarly) << day_text << " " << value;
            EXPECT_EQ(early.progress, std::nullopt);
            EXPECT_FALSE(early.alert);
            EXPECT_EQ(early.judged_on, day("2026-02-01"));
            EXPECT_EQ(early.cell.value, value);
        }
    }
    EXPECT_EQ(standing(0.3, "2026-02-01").state, KpiState::Behind);
    EXPECT_TRUE(standing(0.3, "2026-02-01").alert);
}

TEST(KpiStanding, IsJudgedOnItsLastDayWhenNoWholeMonthLiesInThePeriod) {
    Kpi kpi;
    static_cast<KpiDraft&>(kpi) = fewer_cancellations();
    kpi.from_on = day("2026-01-05");
    kpi.to_on = day("2026-02-20");
    EXPECT_EQ(standing_of(kpi, report_of(0.05), day("2026-02-19")).state, KpiState::TooEarly);
    EXPECT_EQ(standing_of(kpi, report_of(0.05), day("2026-02-20")).state, KpiState::Reached);
}

// From 23 November until 21 February, as the dialog offers it on that day.
Kpi monthly_kpi() {
    Kpi kpi;
    static_cast<KpiDraft&>(kpi) = fewer_cancellations();
    kpi.analysis = "cancellation-change";
    kpi.from_on = day("2026-11-23");
    kpi.to_on = day("2027-02-21");
    return kpi;
}

TEST(KpiStanding, OfAMonthlyRateIsThatOfTheLastWholeMonth) {
    const Kpi kpi = monthly_kpi();
    const auto days = [&](std::string_view today) {
        const auto query = query_of(kpi, day(today));
        return to_text(*query.from) + " " + to_text(*query.to);
    };
    EXPECT_EQ(days("2026-11-23"), "2026-11-23 2027-02-21");
    EXPECT_EQ(days("2026-12-31"), "2026-11-23 2027-02-21");
    EXPECT_EQ(days("2027-01-01"), "2026-12-01 2026-12-31");
    EXPECT_EQ(days("2027-01-31"), "2026-12-01 2026-12-31");
    EXPECT_EQ(days("2027-02-01"), "2027-01-01 2027-01-31");
    EXPECT_EQ(days("2027-06-01"), "2027-01-01 2027-01-31");
}

TEST(KpiStanding, OfAMonthlyRateIsJudgedByTheTimeUntilTheEndOfItsMonth) {
    const Kpi kpi = monthly_kpi();
    const auto on = [&](std::string_view as_of, double value) {
        return standing_of(kpi, report_of(value), day(as_of));
    };
    EXPECT_EQ(on("2026-11-23", 0.0059).state, KpiState::TooEarly);
    EXPECT_EQ(on("2026-12-31", 0.0059).state, KpiState::TooEarly);
    const auto december = on("2027-01-20", 0.15);
    EXPECT_EQ(december.measured_from, day("2026-12-01"));
    EXPECT_EQ(december.measured_to, day("2026-12-31"));
    EXPECT_DOUBLE_EQ(december.elapsed, 39.0 / 91.0);
    EXPECT_EQ(december.state, KpiState::OnTrack) << "half of the way after 43 % of the time";
    EXPECT_EQ(on("2027-01-20", 0.16).state, KpiState::Behind);
    EXPECT_TRUE(on("2027-01-20", 0.19).alert);
}

// Of 1,000 in force 50 leave and 50 come in a month: the rate of the period grows with it, to 23 %
// after six months, though no month was worse than another.
TEST(KpiStanding, OfTheCancellationRateIsThatOfAMonthThatIsOver) {
    Kpi kpi;
    static_cast<KpiDraft&>(kpi) = fewer_cancellations();
    kpi.headline = "rate";
    kpi.to_on = day("2026-12-31");
    const auto query = query_of(kpi, day("2026-07-01"));
    EXPECT_EQ(query.from, day("2026-06-01"));
    EXPECT_EQ(query.to, day("2026-06-30"));
    kpi.headline = "left";
    EXPECT_EQ(query_of(kpi, day("2026-07-01")).from, day("2026-01-01"));
}

TEST(KpiStanding, OfAMonthlyRateCountsAMonthThatEndsWithThePeriod) {
    Kpi kpi = monthly_kpi();
    kpi.from_on = day("2026-12-01");
    kpi.to_on = day("2026-12-31");
    const auto query = query_of(kpi, day("2027-01-05"));
    EXPECT_EQ(query.as_of, day("2027-01-01"));
    EXPECT_EQ(query.from, day("2026-12-01"));
    EXPECT_EQ(query.to, day("2026-12-31"));
    const auto over = standing_of(kpi, report_of(0.05), day("2027-01-01"));
    EXPECT_EQ(over.state, KpiState::Reached);
    EXPECT_EQ(over.judged_on, day("2027-01-01"));
    EXPECT_EQ(over.elapsed, 1);
    EXPECT_EQ(standing_of(kpi, report_of(0.05), day("2026-12-31")).state, KpiState::TooEarly);
}

// On 31 December the month is not over: MRR would be that of November for ever.
TEST(KpiStanding, OfRevenueIsReadOnTheDayAfterItsLastMonth) {
    Kpi kpi = monthly_kpi();
    kpi.analysis = "recurring-revenue";
    kpi.headline = "mrr";
    kpi.from_on = day("2026-10-01");
    kpi.to_on = day("2026-12-31");
    const auto query = query_of(kpi, day("2027-01-05"));
    EXPECT_EQ(query.as_of, day("2027-01-01"));
    EXPECT_EQ(query.from, day("2026-12-01"));
}

TEST(KpiStanding, WorseThanTheBaselineIsNoProgress) {
    const auto worse = standing(0.3, "2026-02-19");
    EXPECT_EQ(worse.progress, 0);
    EXPECT_EQ(worse.state, KpiState::Behind);
}

TEST(KpiStanding, SoundsTheAlertAtTheThresholdAndBeyond) {
    EXPECT_TRUE(standing(0.19, "2026-02-19").alert);
    EXPECT_TRUE(standing(0.25, "2026-02-19").alert);
    EXPECT_FALSE(standing(0.18, "2026-02-19").alert);
}

TEST(KpiStanding, SaysNotEnoughRatherThanANumberFromFew) {
    const auto few = standing(0.05, "2026-02-19", 12);
    EXPECT_EQ(few.state, KpiState::NotEnoughData);
    EXPECT_EQ(few.progress, std::nullopt);
    EXPECT_FALSE(few.alert);
    EXPECT_EQ(standing(std::nullopt, "2026-02-19").state, KpiState::NotEnoughData);
    Kpi other;
    static_cast<KpiDraft&>(other) = fewer_cancellations();
    other.headline = "gone";
    EXPECT_EQ(standing_of(other, report_of(0.1), day("2026-02-19")).state, KpiState::NotEnoughData);
}

TEST(KpiStanding, IsAskedWithinThePeriodAndStandsStillAfterIt) {
    Kpi kpi;
    static_cast<KpiDraft&>(kpi) = fewer_cancellations();
    kpi.query.medium = {"web"};
    const auto running = query_of(kpi, day("2026-02-01"));
    EXPECT_EQ(running.as_of, day("2026-02-01"));
    EXPECT_EQ(running.from, day("2026-01-01"));
    EXPECT_EQ(running.to, day("2026-04-10"));
    EXPECT_THAT(running.medium, ElementsAre("web"));
    EXPECT_EQ(query_of(kpi, day("2026-11-22")).as_of, day("2026-04-10"));
}

class Kpis : public OnBoard {
protected:
    const Person owner_{{7}, "山本 恵"};

    Kpi add(const KpiDraft& draft) {
        return write([&](store::Tx& tx) { return create_kpi(tx, draft, owner_); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Kpis);

TEST_P(Kpis, AreKeptChangedAndDeletedByVersion) {
    auto draft = fewer_cancellations();
    draft.query.product = {3};
    const auto made = add(draft);
    EXPECT_EQ(made.owner_name, "山本 恵");
    const auto listed = read([](store::Reader& reader) { return list_kpis(reader); });
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_JSON(to_json(listed[0]), to_json(made));
    draft.target = 0.08;
    draft.alert_at.reset();
    const auto change = [&](const Kpi& kpi) {
        return write([&](store::Tx& tx) {
            return change_kpi(tx, kpi.id, kpi.version, draft, {{8}, "佐藤 光"});
        });
    };
    const auto changed = change(made);
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(changed.owner, Id<User>{8});
    EXPECT_THROW(change(made), record::VersionConflict);
    EXPECT_JSON(to_json(read([&](store::Reader& reader) { return find_kpi(reader, made.id); })),
                to_json(changed));
    write([&](store::Tx& tx) { delete_kpi(tx, made.id); });
    EXPECT_CODE(write([&](store::Tx& tx) { delete_kpi(tx, made.id); }), Code::NotFound);
}

TEST_P(Kpis, NeedATargetOnTheBetterSideAndAPeriodOfTheirOwn) {
    auto draft = fewer_cancellations();
    draft.direction = Direction::Higher;
    draft.to_on = day("2025-12-31");
    draft.query.period = QuickPeriod::Month;
    EXPECT_THAT(
        record::refusals([&] { add(draft); }),
        ElementsAre("/to_on ends_before_start", "/target not_better", "/query kpi_has_period"));
    draft = fewer_cancellations();
    draft.target = draft.baseline;
    EXPECT_THAT(record::refusals([&] { add(draft); }), ElementsAre("/target not_better"));
    draft.target = -std::numeric_limits<double>::infinity();
    EXPECT_THAT(record::refusals([&] { add(draft); }), ElementsAre("/target not_better"));
}

}  // namespace
}  // namespace tsunagi::board
