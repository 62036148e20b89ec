// An analysis asked of journeys written as text (journey/testing.h), for tests of analyses.
//
//   const Asked asked(kDeciles, {{"ann", "soap=500@1"}}, 10);          // on day 10
//   const Asked asked(kDeciles, {…}, 10, {"by:product"}, filter);      // with choices and a filter
//   EXPECT_THAT(asked.column("groups", "sales"), ElementsAre(500));
//   EXPECT_THAT(asked.people("group/1"), ElementsAre("ann"));
//
// The kept segments are no. 1: those of medium "web", no. 2: every second customer from the first,
// no. 3: nobody.
#pragma once

#include "insight/catalogue.h"
#include "journey/testing.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tsunagi::insight {

class Asked {
public:
    Asked(const Analysis&, const std::vector<journey::TestCustomer>&, int day,
          const std::vector<std::string>& choices = {}, const journey::Filter& = {},
          const std::unordered_map<std::int64_t, Labels::Onboarding>& = {});

    const Report& report() const { return report_; }
    // What a file of it holds.
    Report filed() const;
    const journey::TestJourneys& journeys() const { return journeys_; }
    const Figure& figure(std::string_view key) const;
    // Rows count from 0. Throws when there is no such figure, row or column.
    const Cell& cell(std::string_view figure, std::size_t row, std::string_view column) const;
    // Values of a column; NaN where there is none.
    std::vector<double> column(std::string_view figure, std::string_view column) const;
    std::vector<std::string> texts(std::string_view figure, std::string_view column) const;
    double headline(std::string_view key) const;
    // Names in the order of the customers.
    std::vector<std::string> people(std::string_view key) const;
    std::vector<Expected> expected(std::string_view key) const;

private:
    const Analysis& analysis_;
    journey::TestJourneys journeys_;
    journey::Filter filter_;
    journey::Scope scope_;
    Labels labels_;
    Choices choices_;
    std::vector<KeptSegment> segments_;
    Question question_{scope_, filter_, labels_, choices_, true, segments_};
    Report report_;
};

}  // namespace tsunagi::insight
