// Cancellations by operator and by segment, and why their rate moved by delivery, operator and
// segment: analyses and their twins in SQL.
#include "insight/cancellation_change/cancellation_change.h"
#include "insight/cancellation_change/cancellation_change_twin.sql.h"
#include "insight/cancellations/cancellations.h"
#include "insight/cancellations/cancellations_report.h"
#include "insight/cancellations/cancellations_twin.sql.h"
#include "insight/lively_shop_testing.h"
#include "insight/lively_testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

namespace {

Day first_of(Month month) { return day_of(first_day(month)).value(); }

class CancellationTwins : public LivelyShops {
protected:
    // The days compared: those of the look, which are no whole months, and as many before them, or,
    // of a month that has only begun, the same of the month before; the last two whole months where
    // it has none.
    store::Args periods() const {
        Month month = month_of(as_of());
        Day to = first_of(month) - 1;
        Day from = first_of(month_of(to));
        Day before = first_of(month_of(from - 1));
        Day until = from - 1;
        if (look().from || look().to) {
            to = std::min(look().to ? kLivelyStart + *look().to : as_of(), as_of());
            from = look().from ? kLivelyStart + *look().from : first_of(month_of(to));
            before = from - (to.number - from.number + 1);
            until = from - 1;
            if (from == first_of(month_of(to))) {
                before = add_months(from, -1);
                until = add_months(to, -1);
            }
        }
        return {{"from", before}, {"to", until}, {"now_from", from}, {"now_to", to}};
    }
    void expect_cancellations();
    void expect_squares(Axis by, Axis across);
    void expect_change();
};

void CancellationTwins::expect_cancellations() {
    EXPECT_EQ(told(report(kCancellations, {"by:agent", "across:none"}), "rates",
                   {"row", "events", "to_all.n"}),
              asked(sql::twin_cancellations_by_agent));
    auto segments = told(report(kCancellations, {"by:segment", "across:none", "segments:1.2"}),
                         "rates", {"row", "events", "spells"});
    std::erase_if(segments, [](const auto& line) { return line.ends_with("|0|0"); });
    EXPECT_EQ(segments, asked(sql::twin_cancellations_by_segment));
}

void CancellationTwins::expect_squares(Axis by, Axis across) {
    Told squares;
    for (const CancellationCell& cell : cancellations(scope(), {}, {by, across}, {}).cells) {
        if (cell.events == 0) continue;
        squares.push_back(cell.row + "|" + cell.column + "|" + std::to_string(cell.events) + "|" +
                          std::to_string(cell.at_risk));
    }
    std::ranges::sort(squares);
    EXPECT_EQ(squares, asked(sql::twin_cancellation_squares,
                             {{"by", word_of(by)}, {"across", word_of(across)}}))
        << word_of(by) << " " << word_of(across);
}

void CancellationTwins::expect_change() {
    for (const std::string by : {"delivery", "segment"}) {
        const auto found = report(kCancellationChange, {"by:" + by, "segment:1"});
        if (found.figures.empty()) return;
        auto args = periods();
        args.emplace_back("by", by);
        EXPECT_EQ(told(found, "parts",
                       {"cell", "left_before", "before", "before.n", "left_now", "now", "now.n"}),
                  asked(sql::twin_left_by_part, args))
            << by;
    }
    auto agents = told(report(kCancellationChange, {"by:agent"}), "agents",
                       {"agent", "before", "now"});
    std::erase_if(agents, [](const auto& line) {  // the two ends of the bridge
        return line.ends_with("|-") || line.find("|-|") != line.npos;
    });
    EXPECT_EQ(agents, asked(sql::twin_left_by_agent, periods()));
}

}  // namespace

TEST_P(CancellationTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            for (const store::Statement* statement :
                 {&sql::drop_twin_in_force, &sql::twin_in_force, &sql::drop_twin_asked_in,
                  &sql::twin_asked_in}) {
                tx.run(*statement);
            }
        });
        expect_cancellations();
        for (const Axis across : {Axis::Product, Axis::Medium, Axis::Prefecture, Axis::Month}) {
            for (const Axis by : {Axis::Reason, Axis::Product, Axis::Medium, Axis::Prefecture}) {
                if (by != across) expect_squares(by, across);
            }
        }
        expect_change();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(CancellationTwins);

}  // namespace tsunagi::insight
