#include "board/kpi_standing.h"
#include "board/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

#include <limits>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

Day day(std::string_view iso) { return parse_day(iso).value(); }

// From 20 % to 10 % in the hundred days from 2026-01-01.
KpiDraft fewer_cancellations() {
    KpiDraft draft;
    draft.name = "解約率を半分に";
    draft.analysis = "cancellation-change";
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
    EXPECT_EQ(standing(0.10, "2026-01-01").state, KpiState::Reached);
    EXPECT_EQ(standing(0.02, "2026-01-01").progress, 1);
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
