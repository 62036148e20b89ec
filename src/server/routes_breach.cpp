#include "base/csv_cell.h"
#include "privacy/breach.h"
#include "server/routes.h"
#include "server/teller.h"

#include <charconv>

namespace tsunagi::server {

struct BreachQuery {
    std::optional<Id<User>> user;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<std::string> event;  // "e18": an entry of the audit search
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(BreachQuery, (), (user, from, to, event, cursor, limit))

struct BreachExportQuery {
    std::optional<Id<User>> user;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<std::string> event;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(BreachExportQuery, (), (user, from, to, event, reason))

namespace {

// "e18" -> 18. Throws InvalidInput.
std::int64_t seq_of(const std::string& entry) {
    std::int64_t seq = 0;
    const auto* const end = entry.data() + entry.size();
    const bool event = entry.starts_with('e');
    const auto read = std::from_chars(entry.data() + (event ? 1 : 0), end, seq);
    if (event && read.ec == std::errc{} && read.ptr == end && seq > 0) return seq;
    throw Error(Code::InvalidInput, "event is an entry of the trail such as e18",
                {{"/event", "not_an_event", "event is an entry of the trail such as e18", {}}});
}

template <class Q>
privacy::BreachFilter filter_of(const Q& query) {
    privacy::BreachFilter filter{
        .user = query.user, .from = query.from, .to = query.to, .event_seq = {}};
    if (query.event && !query.event->empty()) filter.event_seq = seq_of(*query.event);
    return filter;
}

// The affected people page by page, as they would be shown.
class BreachCsv final : public BodySource {
public:
    BreachCsv(store::Database& shop, const Viewer& viewer, privacy::BreachFilter filter,
              ExportLog log)
        : shop_(shop), viewer_(viewer), filter_(std::move(filter)), log_(std::move(log)) {}

    bool next(std::string& out) override {
        if (asked_.cursor.empty()) append_head(out);
        const auto page = shop_.read([&](store::Reader& reader) {
            return privacy::find_breach(reader, viewer_, filter_, asked_);
        });
        log_.page(access::audit::shown_in(page).customers);
        for (const auto& person : page.items) append(person, out);
        asked_.cursor = page.next.value_or("");
        return page.next.has_value();
    }

private:
    void append_head(std::string& out) const {
        out += kByteOrderMark;
        out += viewer_.language == Language::Ja ? "顧客ID,氏名,回数,最初,最後,項目\r\n"
                                                : "Customer,Name,Times,First,Last,Fields\r\n";
    }
    static void append(const privacy::AffectedPerson& person, std::string& out) {
        std::string fields;
        for (const auto field : person.fields) {
            fields.append(fields.empty() ? "" : " ").append(word_of(field));
        }
        append_csv_row(std::vector<std::string>{std::to_string(person.customer_id.value),
                                                person.name, std::to_string(person.times),
                                                to_text(person.first_at), to_text(person.last_at),
                                                fields},
                       out);
    }

    store::Database& shop_;
    const Viewer viewer_;
    const privacy::BreachFilter filter_;
    ExportLog log_;
    record::PageRequest asked_{.cursor = {}, .limit = record::PageRequest::kMaxLimit};
};

// The brake of the day does not hold it back: it is needed when too much has left already.
Response breach_csv(Call& call, const BreachExportQuery& query) {
    const auto filter = filter_of(query);
    const auto first = call.read([&](store::Reader& reader) {
        return privacy::find_breach(reader, call.viewer(), filter, {.cursor = {}, .limit = 1});
    });
    auto log = call.house().teller->begin_export(call, {.reason = query.reason.value_or(""),
                                                        .persons = 0,
                                                        .rows = first.people,
                                                        .shown = access::audit::shown_in(first)});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment("breach.csv"));
    response.source = std::make_unique<BreachCsv>(call.shop(), call.viewer(), filter,
                                                  std::move(log));
    return response;
}

}  // namespace

std::vector<Route> breach_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/breach",
               .operation = "find_breach",
               .right = may(Entity::Privacy, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "breach.list"},
              [](Call& call, const BreachQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      return privacy::find_breach(reader, call.viewer(), filter_of(query),
                                                  page_request(query));
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/breach.csv",
               .operation = "export_breach",
               .right = may(Entity::Privacy, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "breach.export",
               .answer_type = "text/csv",
               .step_up = StepUp::Needed},
              breach_csv),
    };
}

}  // namespace tsunagi::server
