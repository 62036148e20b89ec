// Analyses against their twins in SQL on lively shops (lively_shop_testing.h), looked at
// from several days and through several filters:
//
//   class LivelyTwins : public LivelyShops {};
//   TEST_P(LivelyTwins, SayTheSameOfDeliveries) {
//       each_look([&] {
//           EXPECT_EQ(told(report(kDeliveryFlow), "deliveries", {"delivery", "cancelled"}),
//                     asked(sql::twin_delivery_flow));
//       });
//   }
//   INSTANTIATE_ON_BOTH_DATABASES(LivelyTwins);
//
// Both come as lines "3|12|0.25" in the order of the alphabet; what has no value is "-".
#pragma once

#include "insight/twin_testing.h"

#include <functional>
#include <string>

namespace tsunagi::insight {

using Told = std::vector<std::string>;

// One view of a lively shop; days from kLivelyStart.
struct Look {
    unsigned seed;
    int as_of;
    std::optional<int> from{};
    std::optional<int> to{};
    std::int64_t product = 0;  // 0: all
    std::string medium{};      // empty: all
    std::string prefecture{};  // empty: all
};
std::string said(const Look&);
journey::Filter filter_of(const Look&);

struct Days {
    Day from;
    Day to;  // inclusive
};

enum class Counted { Staying, Happened };

class LivelyShops : public TwinShop {
protected:
    void make_shop() override;

    // Runs the test for every look, with a trace that says which. SQLite, which is quick at shops
    // as small as these, is asked of some looks made by chance too.
    void each_look(const std::function<void()>& test);
    const Look& look() const { return look_; }
    Day as_of() const { return scope().snapshot.as_of; }

    // The periods of a comparison (periods.h).
    Days now() const;
    Days before() const;
    Days a_year_before() const;

    // Numbers as they are, without the zeros that end them.
    Told asked(const store::Statement&, const store::Args& = {});

    // Of rows (group, days, whether it happened) the lines "group|n|happened|not|" with for each of
    // the days, the share to whom it has not happened (or has) by its end and how many still wait;
    // at last the day on which it has happened to half.
    Told curves(const store::Statement&, const std::vector<int>& days, Counted,
                const store::Args& = {});
    // That the figure "curves", where there is one, draws the same of the groups it has.
    void expect_drawn(const Report&, const store::Statement&, Counted, const store::Args& = {});

private:
    void fill(unsigned seed);
    void look_at(const Look&);

    Look look_{};
};

// Cells of the columns, by rows; "share.n" is the n of column "share", "share.grey" 1 where it is
// grey. Empty when the report has no figure at all, for there is nobody to tell of.
Told told(const Report&, std::string_view figure, const std::vector<std::string>& columns);
// The value and n of headlines, in their order: "0.25|12".
Told headlines(const Report&, const std::vector<std::string>& keys);
// What stands between the bars of a line.
std::vector<std::string> parted(const std::string& line);
// A number as the lines write it, to 9 digits.
std::string written(std::optional<double>);

}  // namespace tsunagi::insight
