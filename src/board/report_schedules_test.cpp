#include "board/report_schedules.h"

#include "board/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

// The clock stands at nine in the morning of Sunday 2026-11-22 in Tokyo.
class ReportSchedules : public OnBoard {
protected:
    const Zone zone_ = Zone::named("Asia/Tokyo");
    const std::vector<Person> people_{{{7}, "山本 恵"}, {{8}, "佐藤 光"}};

    ReportScheduleDraft every_morning(int hour = 10) {
        if (!view_) view_ = add_view("上位顧客").id;
        ReportScheduleDraft draft;
        draft.name = "朝の数字";
        draft.every = Every::Day;
        draft.hour = hour;
        draft.view_id = view_;
        draft.recipients = {{7}, {8}};
        return draft;
    }
    ReportSchedule add(const ReportScheduleDraft& draft) {
        return write(
            [&](store::Tx& tx) { return create_report_schedule(tx, viewer, draft, people_); });
    }
    ReportSchedule change(const ReportSchedule& schedule, const ReportScheduleDraft& draft) {
        return write([&](store::Tx& tx) {
            return change_report_schedule(tx, schedule.id, schedule.version, draft, people_);
        });
    }
    ReportSchedule stored(Id<ReportSchedule> id) {
        return read([&](store::Reader& reader) { return find_report_schedule(reader, id); });
    }
    int order() {
        return write([&](store::Tx& tx) { return order_due_reports(tx, zone_); });
    }
    bool is_unordered() {
        return read([&](store::Reader& reader) {
            return has_unordered_report(reader, zone_, clock.now());
        });
    }
    std::vector<std::string> troubles(Id<ReportSchedule> id) {
        std::vector<std::string> codes;
        for (const auto& trouble : stored(id).troubles) codes.push_back(trouble.code);
        return codes;
    }
    std::optional<ReportRun> take(std::string_view worker = "a") {
        return write([&](store::Tx& tx) { return claim_report(tx, worker, 10 * kHour); });
    }

private:
    std::optional<Id<SavedView>> view_;
};
INSTANTIATE_ON_BOTH_DATABASES(ReportSchedules);

TEST_P(ReportSchedules, AreKeptWithTheirRecipientsAndChangedByVersion) {
    const auto made = add(every_morning());
    EXPECT_JSON(to_json(stored(made.id)), to_json(made));
    EXPECT_EQ(made.recipients.size(), 2u);
    EXPECT_EQ(made.made_by_name, viewer.user_name);
    auto draft = every_morning(11);
    draft.format = ReportFormat::Xlsx;
    const auto changed = write([&](store::Tx& tx) {
        return change_report_schedule(tx, made.id, made.version, draft, {people_[1]});
    });
    EXPECT_EQ(changed.version, 2);
    const auto listed = read([](store::Reader& reader) { return list_report_schedules(reader); });
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_JSON(to_json(listed[0]), to_json(changed));
    EXPECT_EQ(listed[0].recipients.at(0).name, "佐藤 光");
    EXPECT_THROW(change(made, draft), record::VersionConflict);
    write([&](store::Tx& tx) { delete_report_schedule(tx, made.id); });
    EXPECT_CODE(stored(made.id), Code::NotFound);
}

TEST_P(ReportSchedules, NeedAViewOrADashboardAndSomebodyToWriteTo) {
    auto draft = every_morning();
    draft.dashboard_id = {1};
    EXPECT_THAT(record::refusals([&] { add(draft); }), ElementsAre("/view_id view_or_dashboard"));
    draft.dashboard_id.reset();
    draft.view_id = add_view("私の", false).id;
    EXPECT_THAT(record::refusals([&] { add(draft); }), ElementsAre("/view_id not_shared"));
    draft.view_id.reset();
    draft.dashboard_id = {7};
    EXPECT_THAT(record::refusals([&] { add(draft); }), ElementsAre("/dashboard_id not_in_list"));
    EXPECT_THAT(
        record::refusals([&] {
            write([&](store::Tx& tx) { create_report_schedule(tx, viewer, every_morning(), {}); });
        }),
        ElementsAre("/recipients nobody"));
}

TEST_P(ReportSchedules, ARunIsOrderedOnceAndClaimedByOne) {
    const auto schedule = add(every_morning());
    EXPECT_FALSE(is_unordered());
    EXPECT_EQ(order(), 0) << "an hour before its time";
    clock.advance(kHour);
    EXPECT_TRUE(is_unordered());
    EXPECT_EQ(order(), 1);
    EXPECT_FALSE(is_unordered());
    EXPECT_EQ(order(), 0) << "another server looks too";
    const auto run = take();
    ASSERT_TRUE(run);
    EXPECT_EQ(run->schedule.id, schedule.id);
    EXPECT_EQ(to_text(run->due), "2026-11-22T01:00:00.000Z");
    EXPECT_FALSE(take("b"));
    write([&](store::Tx& tx) { finish_report(tx, *run); });
    EXPECT_EQ(stored(schedule.id).last_run, clock.now());
    EXPECT_EQ(stored(schedule.id).version, 1) << "a run is no change";
    clock.advance(kDay);
    EXPECT_EQ(order(), 1);
    EXPECT_TRUE(take("b"));
}

TEST_P(ReportSchedules, OfSeveralMissedRunsTheLatestIsSent) {
    add(every_morning());
    clock.advance(5 * kDay + 2 * kHour);
    EXPECT_EQ(order(), 1);
    EXPECT_EQ(to_text(take()->due), "2026-11-27T01:00:00.000Z");
    EXPECT_FALSE(take());
}

TEST_P(ReportSchedules, AFailureIsToldAndTriedAgain) {
    const auto schedule = add(every_morning());
    clock.advance(kHour);
    order();
    const auto run = take().value();
    const Trouble away{.code = "mail_unreachable", .server = "smtp.example:587"};
    write([&](store::Tx& tx) { fail_report(tx, run, away); });
    EXPECT_THAT(troubles(schedule.id), ElementsAre("mail_unreachable"));
    EXPECT_FALSE(take());
    clock.advance(kMinute);
    const auto again = take().value();
    write([&](store::Tx& tx) { finish_report(tx, again); });
    EXPECT_THAT(troubles(schedule.id), ElementsAre());
}

TEST_P(ReportSchedules, AFailingRunIsTriedLessAndLessAndGivenUpAfterADay) {
    const auto schedule = add(every_morning());
    clock.advance(kHour);
    order();
    int tries = 0;
    for (int minute = 0; minute < 48 * 60; ++minute) {
        if (const auto run = take()) {
            ++tries;
            write([&](store::Tx& tx) { fail_report(tx, *run, {.code = "mail_unreachable"}); });
        }
        clock.advance(kMinute);
    }
    EXPECT_EQ(tries, 30) << "after 1, 2, 4, 8, 16, 32 minutes and then every hour";
    EXPECT_THAT(troubles(schedule.id), ElementsAre("mail_unreachable", "gave_up"));
}

TEST_P(ReportSchedules, WhoHadHerTurnIsRememberedByTheRun) {
    const auto schedule = add(every_morning());
    clock.advance(kHour);
    order();
    auto run = take().value();
    EXPECT_FALSE(run.delivery_to({7}).done);
    write([&](store::Tx& tx) {
        note_delivery(tx, run, {.user = {7}, .told = true, .done = false, .trouble = {}}, kHour);
        note_delivery(tx, run, {.user = {7}, .told = true, .done = true, .trouble = {}}, kHour);
    });
    clock.advance(kHour);
    EXPECT_TRUE(read([&](store::Reader& reader) { return has_due_report(reader, clock.now()); }));
    auto again = take("b").value();
    EXPECT_TRUE(again.delivery_to({7}).done);
    EXPECT_FALSE(again.delivery_to({8}).done);
    EXPECT_CODE(write([&](store::Tx& tx) { finish_report(tx, run); }), Code::Conflict);
    write([&](store::Tx& tx) {
        note_delivery(tx, again, {.user = {8}, .done = true, .trouble = Trouble{.code = "left"}},
                      kHour);
        leave_report(tx, again);
    });
    const auto last = take("c").value();
    EXPECT_EQ(last.deliveries.size(), 2u);
    write([&](store::Tx& tx) { finish_report(tx, last); });
    EXPECT_THAT(troubles(schedule.id), ElementsAre("left"));
    EXPECT_FALSE(read([&](store::Reader& reader) { return has_due_report(reader, clock.now()); }));
}

TEST_P(ReportSchedules, ARunIsOrderedAtOnceUnlessTheScheduleIsStopped) {
    const auto schedule = add(every_morning());
    write([&](store::Tx& tx) { order_report_now(tx, schedule.id); });
    EXPECT_EQ(take().value().due, clock.now());
    EXPECT_EQ(next_run_of(schedule, zone_, clock.now()), clock.now() + kHour);
    auto draft = every_morning();
    draft.active = false;
    const auto stopped = change(schedule, draft);
    EXPECT_EQ(next_run_of(stopped, zone_, clock.now()), std::nullopt);
    EXPECT_CODE(write([&](store::Tx& tx) { order_report_now(tx, schedule.id); }), Code::Conflict);
}

TEST_P(ReportSchedules, WhatWasStoppedChangedOrDeletedIsNotSent) {
    const auto stopped = add(every_morning());
    const auto deleted = add(every_morning());
    clock.advance(kHour);
    EXPECT_EQ(order(), 2);
    auto draft = every_morning();
    draft.active = false;
    const auto changed = change(stopped, draft);
    write([&](store::Tx& tx) { delete_report_schedule(tx, deleted.id); });
    EXPECT_FALSE(take());
    clock.advance(2 * kDay);
    EXPECT_EQ(order(), 0);
    draft.active = true;
    change(changed, draft);
    EXPECT_EQ(order(), 0) << "what was due while it was stopped is not sent late";
}

TEST_P(ReportSchedules, ADashboardThatIsSentStays) {
    DashboardDraft board;
    board.name = "朝会";
    const auto made = write([&](store::Tx& tx) { return create_dashboard(tx, board); });
    auto draft = every_morning();
    draft.view_id.reset();
    draft.dashboard_id = made.id;
    add(draft);
    EXPECT_CODE(write([&](store::Tx& tx) { delete_dashboard(tx, made.id); }), Code::Conflict);
}

}  // namespace
}  // namespace tsunagi::board
