#include "insight/catalogue.h"
#include "insight/totals.h"
#include "server/report_answer.h"
#include "server/routes.h"
#include "server/teller.h"

#include <algorithm>

namespace tsunagi::server {

struct ReportFileQuery : ReportQuery {
    std::optional<paper::Format> format;  // absent: csv
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ReportFileQuery, (ReportQuery), (format, reason))

struct Catalogue {
    std::vector<insight::CatalogueEntry> items;
};
BOOST_DESCRIBE_STRUCT(Catalogue, (), (items))

// What customers may be filtered by beside products and segments.
struct FilterValues {
    std::vector<std::string> media;
    std::vector<std::string> prefectures;
};
BOOST_DESCRIBE_STRUCT(FilterValues, (), (media, prefectures))

// A page of the people behind a cell, and how many there are in all.
struct People {
    std::int64_t count = 0;
    std::vector<record::CustomerRow> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(People, (), (count, items, next))

namespace {

using Words = std::vector<std::string>;

// The menu of analyses that the viewer may see.
Catalogue list_analyses(Call& call) {
    Catalogue menu;
    for (const insight::Analysis* analysis : insight::catalogue()) {
        const bool hidden = analysis->needs == insight::Needs::Money &&
                            !call.viewer().reads(FieldGroup::Money);
        if (!hidden) menu.items.push_back(insight::entry_of(*analysis, call.language()));
    }
    return menu;
}

Words texts_of(const journey::Dictionary& dictionary) {
    Words texts;
    for (int number = 1; number < dictionary.size(); ++number) {
        texts.emplace_back(dictionary.text(number));
    }
    std::ranges::sort(texts);
    return texts;
}

FilterValues list_filter_values(Call& call) {
    const auto snapshot = call.house().journeys->of(call.viewer().shop, today_of(call));
    const journey::Words& words = *snapshot.view->words;
    return {.media = texts_of(words.media), .prefectures = texts_of(words.prefectures)};
}

insight::Report get_report(Call& call, const ReportQuery& query) {
    return report_for(call, call.word("analysis"), query);
}

// The same Report as get_report() gives, with the words that a file needs to stand alone.
Response export_report(Call& call, const ReportFileQuery& query) {
    require_reason(query.reason.value_or(""));
    const auto report = get_report(call, query);
    auto file = file_for(call, query.format.value_or(paper::Format::Csv),
                         {report, call.word("analysis"), query.segment});
    call.house().teller->begin_export(
        call, {.reason = query.reason.value_or(""), .persons = 0, .rows = file.rows});
    Response response;
    response.set("content-type", std::string(file.type));
    response.set("content-disposition", attachment(file.name));
    response.body = std::move(file.bytes);
    return response;
}

People list_people(Call& call, const PeopleQuery& query) {
    const auto asked = page_request(query);
    auto ids = people_behind(call, call.word("analysis"), query);
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    const auto from = std::ranges::upper_bound(ids, Id<record::Customer>{after});
    const auto left = static_cast<int>(std::min<std::ptrdiff_t>(ids.end() - from, 1000));
    const std::span<const Id<record::Customer>> shown(
        from, static_cast<std::size_t>(std::min(left, asked.rows())));
    People page;
    page.count = std::ssize(ids);
    page.items = call.read(
        [&](store::Reader& reader) { return record::customer_rows(reader, call.viewer(), shown); });
    if (left > asked.rows()) page.next = record::Cursor().add(shown.back().value).text();
    return page;
}

}  // namespace

std::vector<Route> insight_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight/totals",
               .operation = "get_totals",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "totals.read"},
              [](Call& call, const InsightQuery& query) {
                  auto answer = answer_timed(
                      call, query, [&](const auto& scope, const auto& filter) {
                          return insight::totals(scope, filter, labels_of(call));
                      });
                  if (!call.viewer().reads(FieldGroup::Money)) answer.sales = {};
                  return answer;
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight",
               .operation = "list_analyses",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "analysis.list"},
              list_analyses),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight/filter-values",
               .operation = "list_filter_values",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "analysis.list"},
              list_filter_values),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight/{analysis}",
               .operation = "get_report",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "report.read"},
              get_report),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight/{analysis}/file",
               .operation = "export_report",
               .right = may(Entity::Insight, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "report.export",
               .answer_type = "application/octet-stream",
               .step_up = StepUp::Needed},
              export_report),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/insight/{analysis}/people",
               .operation = "list_people",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "people.list"},
              list_people),
    };
}

}  // namespace tsunagi::server
