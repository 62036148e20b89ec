// A Report of the catalogue as one asker sees it, and the file of it: the same on a screen, in a
// download and in a mail.
//
// Thread: any.
#pragma once

#include "insight/question.h"
#include "paper/report_file.h"
#include "server/insight_query.h"

namespace tsunagi::server {

struct ReportQuery : InsightQuery {
    std::optional<std::vector<std::string>> choices;  // "key:value"
};
BOOST_DESCRIBE_STRUCT(ReportQuery, (InsightQuery), (choices))

// Computes and says how long it took.
template <class F>
auto answer_timed(const Asker& asker, const InsightQuery& query, F&& f) {
    const auto scope = scope_of(asker, query);
    const auto began_us = asker.house().clock.steady_us();
    auto answer = f(scope, filter_of(query));
    const auto took_us = asker.house().clock.steady_us() - began_us;
    answer.meta.computed_ms = static_cast<double>(took_us) / 1000.0;
    return answer;
}

// Throws NotFound for an analysis or a segment that there is none of, Forbidden for one that shows
// money to who may not see it, Busy while the shop's journeys are being opened.
insight::Report report_for(const Asker&, std::string_view analysis, const ReportQuery&,
                           insight::Place = insight::Place::Page);
// A spreadsheet holds everything, paper what a page shows.
insight::Place place_of(paper::Format);

struct Answered {
    const insight::Report& report;
    std::string_view analysis;
    std::optional<std::int64_t> segment;
    const std::optional<segment::Condition>& condition;
};
paper::ReportFile file_for(const Asker&, paper::Format, const Answered&);

}  // namespace tsunagi::server
