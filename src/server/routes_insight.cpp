#include "insight/beside.h"
#include "insight/catalogue.h"
#include "insight/totals.h"
#include "segment/segments.h"
#include "server/report_answer.h"
#include "server/routes.h"
#include "server/teller.h"

#include <algorithm>

namespace tsunagi::server {

// Compared with the same so much earlier, or with the members of another segment.
struct ReportFileQuery : ReportQuery {
    std::optional<paper::Format> format;  // absent: csv
    std::optional<std::string> reason;
    std::optional<int> back_months;
    std::optional<int> back_days;
    std::optional<std::int64_t> compare_segment;
};
BOOST_DESCRIBE_STRUCT(ReportFileQuery, (ReportQuery),
                      (format, reason, back_months, back_days, compare_segment))

}  // namespace tsunagi::server

template <>
struct tsunagi::rules_of<tsunagi::server::ReportFileQuery> {
    static constexpr std::array value{
        Rule{.field = "back_months", .min = 0, .max = 1200, .ja = "月数", .en = "Months"},
        Rule{.field = "back_days", .min = 0, .max = 36'600, .ja = "日数", .en = "Days"}};
};

namespace tsunagi::server {

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

// What is expected of one of them.
struct ExpectedOfPerson {
    Id<record::Customer> customer;
    std::optional<double> purchases;
    std::optional<Money> value;
};
BOOST_DESCRIBE_STRUCT(ExpectedOfPerson, (), (customer, purchases, value))

// A page of the people behind a cell, and how many there are in all.
struct People {
    std::int64_t count = 0;
    std::vector<record::CustomerRow> items;
    std::vector<ExpectedOfPerson> expected;  // of the page; empty where nothing is foretold
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(People, (), (count, items, expected, next))

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

std::string name_of_segment(Call& call, std::int64_t id) {
    return call.read(
        [&](store::Reader& reader) { return segment::find_segment(reader, {id}).name; });
}

std::string text_of(const insight::Meta& meta) {
    const auto& [from, to] = std::pair(meta.filter.from, meta.filter.to);
    if (!from && !to) return to_text(meta.as_of);
    return (from ? to_text(*from) : "") + "–" + to_text(to.value_or(meta.as_of));
}

// The report that the page shows, with what it is compared with beside it.
insight::Report report_beside(Call& call, const ReportFileQuery& query) {
    const auto report_of = [&](const ReportQuery& asked) {
        const auto place = place_of(query.format.value_or(paper::Format::Csv));
        return report_for(call, call.word("analysis"), asked, place);
    };
    auto report = report_of(query);
    const insight::Back back{query.back_months.value_or(0), query.back_days.value_or(0)};
    ReportFileQuery asked = query;
    if (query.compare_segment) {
        asked.segment = query.compare_segment;
        asked.condition.reset();  // the other group takes the place of whoever is asked about
        const auto label = name_of_segment(call, *query.compare_segment);
        const auto other = report_of(asked);
        return insight::beside(std::move(report), {other, label, {}, call.language()});
    }
    if (back.months == 0 && back.days == 0) return report;
    // What was then is judged by what was known then.
    asked.as_of = insight::moved_back(as_of_day(call, query.as_of), back);
    if (query.from) asked.from = insight::moved_back(*query.from, back);
    if (query.to) asked.to = insight::moved_back(*query.to, back);
    const auto other = report_of(asked);
    return insight::beside(std::move(report), {other, text_of(other.meta), back, call.language()});
}

// The same Report as its page shows, with the words that a file needs to stand alone.
Response export_report(Call& call, const ReportFileQuery& query) {
    require_reason(query.reason.value_or(""));
    const auto report = report_beside(call, query);
    auto file = file_for(call, query.format.value_or(paper::Format::Csv),
                         {report, call.word("analysis"), query.segment, query.condition});
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
    const auto people = people_behind(call, call.word("analysis"), query);
    auto from = people.begin();
    if (!asked.cursor.empty()) {
        // After the last of the page before, wherever she stands by now.
        const Id<record::Customer> last{record::Cursor::parse(asked.cursor, 1).integer(0)};
        from = std::ranges::find(people, last, &PersonBehind::id);
        if (from != people.end()) ++from;
    }
    const auto left = static_cast<int>(std::min<std::ptrdiff_t>(people.end() - from, 1000));
    std::vector<Id<record::Customer>> shown;
    People page;
    page.count = std::ssize(people);
    for (const PersonBehind& person :
         std::span(from, people.end())
             .first(static_cast<std::size_t>(std::min(left, asked.rows())))) {
        shown.push_back(person.id);
        if (!person.purchases) continue;
        page.expected.push_back({person.id, person.purchases, person.value});
    }
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
