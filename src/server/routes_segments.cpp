#include "board/saved_views.h"
#include "record/scope.h"
#include "segment/fields.h"
#include "segment/segments.h"
#include "server/insight_query.h"
#include "server/routes.h"
#include "server/segment_members.h"

#include <algorithm>

namespace tsunagi::server {

// What the builder of conditions is made from.
struct SegmentFields {
    std::vector<segment::FieldEntry> fields;
    std::vector<segment::FieldValue> topics;
    std::vector<segment::FieldValue> ops;
    std::vector<segment::FieldValue> statuses;
    std::vector<std::string> media;  // of this shop; those not told are not among them
    std::vector<std::string> prefectures;
    std::vector<std::string> ranks;
};
BOOST_DESCRIBE_STRUCT(SegmentFields, (), (fields, topics, ops, statuses, media, prefectures, ranks))

struct Segments {
    std::vector<segment::Segment> items;
};
BOOST_DESCRIBE_STRUCT(Segments, (), (items))

struct SegmentQuestion {
    segment::Condition condition;
    std::optional<Day> as_of;  // absent: today in the shop's zone
};
BOOST_DESCRIBE_STRUCT(SegmentQuestion, (), (condition, as_of))

struct SegmentCount {
    Day as_of;
    std::int64_t count = 0;      // of whom the viewer sees
    std::int64_t customers = 0;  // whom she sees in all
    double computed_ms = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentCount, (), (as_of, count, customers, computed_ms))

struct MembersQuery {
    std::optional<Day> as_of;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(MembersQuery, (), (as_of, cursor, limit))

// A page of the members. `members` are all whose figures the viewer sees, as count_segment counts
// them; `count` are those of them whom she may look at one by one.
struct Members {
    std::int64_t members = 0;
    std::int64_t count = 0;
    std::vector<record::CustomerRow> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Members, (), (members, count, items, next))

namespace {

std::vector<std::string> texts_of(const journey::Dictionary& words) {
    std::vector<std::string> texts;
    for (int number = 1; number < words.size(); ++number) texts.emplace_back(words.text(number));
    std::ranges::sort(texts);
    return texts;
}

SegmentFields list_fields(Call& call) {
    const auto snapshot = call.house().journeys->of(call.viewer().shop, today_of(call));
    const journey::Words& words = *snapshot.view->words;
    return {.fields = segment::field_entries(),
            .topics = segment::topic_labels(),
            .ops = segment::op_labels(),
            .statuses = segment::status_labels(),
            .media = texts_of(words.media),
            .prefectures = texts_of(words.prefectures),
            .ranks = texts_of(words.ranks)};
}

struct Present {
    std::int64_t count = 0;
    void operator()(const journey::Journey& journey) { count += journey.present(); }
    void merge(const Present& other) { count += other.count; }
};

SegmentCount count_members(Call& call, const SegmentQuestion& question) {
    record::refuse(segment::errors_of(question.condition, "/condition"),
                   "the condition is not valid");
    const auto snapshot = call.house().journeys->of(call.viewer().shop,
                                                    as_of_day(call, question.as_of));
    const auto began_us = call.house().clock.steady_us();
    auto members = members_of(call, snapshot, question.condition, "/condition");
    const auto seen = seen_in(call, *snapshot.view);
    if (seen) members.keep(*seen);
    const journey::FoldOptions hers{.only = seen ? &*seen : nullptr};
    SegmentCount answer{.as_of = snapshot.as_of,
                        .count = members.count(),
                        .customers = journey::fold(snapshot, Present{}, hers).count};
    answer.computed_ms = double(call.house().clock.steady_us() - began_us) / 1000.0;
    return answer;
}

Members list_members_of(Call& call, const MembersQuery& query) {
    const auto asked = page_request(query);
    const auto [members, ids] = people_of_segment(call, call.id<segment::Segment>(), query.as_of);
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    const auto from = std::ranges::upper_bound(ids, Id<record::Customer>{after});
    const auto left = ids.end() - from;
    const auto rows = std::min<std::ptrdiff_t>(left, asked.rows());
    const std::span<const Id<record::Customer>> shown(from, std::size_t(rows));
    Members page;
    page.members = members;
    page.count = std::ssize(ids);
    page.items = call.read(
        [&](store::Reader& reader) { return record::customer_rows(reader, call.viewer(), shown); });
    if (left > rows) page.next = record::Cursor().add(shown.back().value).text();
    return page;
}

// Throws Conflict that names the views and KPIs that ask the segment.
void require_unasked(const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    throw Error(Code::Conflict, "views or KPIs ask this segment: " + all,
                {{"/id", "in_use_by_boards", "views or KPIs ask this segment", {{"names", all}}}});
}

segment::Segment create(Call& call, const segment::SegmentDraft& draft) {
    if (segment::errors_of(draft.condition).empty()) {
        check_condition(call, draft.condition, "/condition");
    }
    return call.write(
        [&](store::Tx& tx) { return segment::create_segment(tx, call.viewer(), draft); });
}

segment::Segment change(Call& call, const segment::SegmentPatch& patch) {
    using State = Patch<segment::Condition>::State;
    if (patch.condition.state == State::Value &&
        segment::errors_of(patch.condition.value).empty()) {
        check_condition(call, patch.condition.value, "/condition");
    }
    return call.write([&](store::Tx& tx) {
        return segment::change_segment(tx, call.viewer(), call.id<segment::Segment>(),
                                       call.version(), patch);
    });
}

}  // namespace

static std::vector<Route> looking_at_segments() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/segment-fields",
               .operation = "get_segment_fields",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "segment.read"},
              list_fields),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/segments",
               .operation = "list_segments",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "segment.list"},
              [](Call& call) {
                  return Segments{call.read(
                      [](store::Reader& reader) { return segment::list_segments(reader); })};
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/segments/{id}",
               .operation = "get_segment",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "segment.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return segment::find_segment(reader, call.id<segment::Segment>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/segments/count",
               .operation = "count_segment",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Natural,
               .audit = "segment.read"},
              count_members),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/segments/{id}/people",
               .operation = "list_people_of_segment",
               .right = may(Entity::Insight, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "people.list"},
              list_members_of),
    };
}

static std::vector<Route> changing_segments() {
    return {
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/segments",
               .operation = "create_segment",
               .right = may(Entity::Insight, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "segment.create",
               .status = 201},
              create),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/segments/{id}",
               .operation = "change_segment",
               .right = may(Entity::Insight, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "segment.update"},
              change),
        route({.method = Method::Delete,
               .pattern = "/api/v1/shops/{shop}/segments/{id}",
               .operation = "delete_segment",
               .right = may(Entity::Insight, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "segment.delete"},
              [](Call& call) {
                  call.write([&](store::Tx& tx) {
                      const auto id = call.id<segment::Segment>();
                      require_unasked(board::names_that_ask(tx, call.viewer(), id.value));
                      segment::delete_segment(tx, id, call.version());
                  });
              }),
    };
}

std::vector<Route> segment_routes() {
    auto routes = looking_at_segments();
    for (auto& one : changing_segments()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
