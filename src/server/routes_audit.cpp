#include "access/audit/check.h"
#include "access/audit/trail.h"
#include "base/csv_cell.h"
#include "record/customers.h"
#include "server/routes.h"
#include "server/teller.h"

namespace tsunagi::server {

struct AuditQuery {
    std::optional<Id<record::Customer>> customer;
    std::optional<Id<User>> user;
    std::optional<access::audit::Kind> kind;
    std::optional<std::string> entity;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (), (customer, user, kind, entity, from, to, cursor, limit))

struct AuditExportQuery {
    std::optional<Id<record::Customer>> customer;
    std::optional<Id<User>> user;
    std::optional<access::audit::Kind> kind;
    std::optional<std::string> entity;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(AuditExportQuery, (), (customer, user, kind, entity, from, to, reason))

namespace {

using access::audit::TrailEntry;
using access::audit::TrailFilter;
using Trail = record::Page<TrailEntry>;

template <class Q>
TrailFilter filter_of(const Q& query) {
    return {.customer = query.customer,
            .user = query.user,
            .kind = query.kind,
            .entity = query.entity.value_or(""),
            .from = query.from,
            .to = query.to};
}

template <class F>
auto with_trail(House& house, const Viewer& viewer, F&& f) {
    return house.shops.shop(viewer.shop).read([&](store::Reader& shop) {
        return house.shops.control().read([&](store::Reader& control) {
            return f(access::audit::TrailView{shop, control, viewer});
        });
    });
}

Trail search(Call& call, const TrailFilter& filter, const record::PageRequest& asked) {
    return with_trail(call.house(), call.viewer(), [&](const access::audit::TrailView& view) {
        return access::audit::search_trail(view, filter, asked);
    });
}

Trail list_audit(Call& call, const AuditQuery& query) {
    return search(call, filter_of(query), page_request(query));
}

Trail list_audit_of_customer(Call& call, const PageQuery& query) {
    const auto id = call.id<record::Customer>();
    call.read([&](store::Reader& reader) { record::find_customer(reader, call.viewer(), id); });
    return search(call, {.customer = id}, page_request(query));
}

Trail list_exports(Call& call, const PageQuery& query) {
    return search(call, {.kind = access::audit::Kind::Exported}, page_request(query));
}

record::Page<record::CustomerRow> list_people_of_entry(Call& call, const PageQuery& query) {
    return with_trail(call.house(), call.viewer(), [&](const access::audit::TrailView& view) {
        return access::audit::people_of_event(view, call.word("entry"), page_request(query));
    });
}

// The trail page by page, as it would be shown.
class TrailCsv final : public BodySource {
public:
    TrailCsv(House& house, const Viewer& viewer, TrailFilter filter)
        : house_(house), viewer_(viewer), filter_(std::move(filter)) {}

    bool next(std::string& out) override {
        if (asked_.cursor.empty()) append_head(out);
        const auto page = with_trail(house_, viewer_, [&](const access::audit::TrailView& view) {
            return access::audit::search_trail(view, filter_, asked_);
        });
        for (const auto& entry : page.items) append_entry(entry, out);
        asked_.cursor = page.next.value_or("");
        return page.next.has_value();
    }

private:
    void append_head(std::string& out) const {
        const bool ja = viewer_.language == Language::Ja;
        out += kByteOrderMark;
        out += ja ? "日時,種類,実行者ID,実行者,代理表示,接続元,操作,対象,対象ID,顧客ID,氏名,人数,"
                    "件数,理由,項目,変更\r\n"
                  : "At,Kind,User,User name,Seen as,Address,Operation,Entity,Entity number,"
                    "Customer,Name,Persons,Rows,Reason,Fields,Changes\r\n";
    }
    static std::string number(std::int64_t value) {
        return value == 0 ? std::string() : std::to_string(value);
    }
    static void append_entry(const TrailEntry& entry, std::string& out) {
        std::string fields;
        for (const auto& shown : entry.fields) {
            fields.append(fields.empty() ? "" : " ").append(word_of(shown.field));
            fields.append("=").append(word_of(shown.right));
        }
        std::string changes;
        for (const auto& change : entry.changes) {
            changes.append(changes.empty() ? "" : " / ").append(change.field);
            if (change.masked) continue;
            changes.append(": ").append(change.before.text).append(" -> ");
            changes.append(change.after.text);
        }
        append_csv_row(
            std::vector<std::string>{
                to_text(entry.at), std::string(word_of(entry.kind)),
                number(entry.user_id.value_or(Id<User>{}).value), entry.user_name,
                entry.acting_for_name, entry.address, entry.operation, entry.entity,
                number(entry.entity_id.value_or(0)),
                number(entry.customer_id.value_or(Id<record::Customer>{}).value),
                entry.customer_name, number(entry.persons), number(entry.row_count), entry.reason,
                fields, changes},
            out);
    }

    House& house_;
    const Viewer viewer_;
    const TrailFilter filter_;
    record::PageRequest asked_{.cursor = {}, .limit = record::PageRequest::kMaxLimit};
};

Response audit_csv(Call& call, const AuditExportQuery& query) {
    call.house().teller->begin_export(call, {.reason = query.reason.value_or("")});
    Response response;
    response.set("content-type", "text/csv; charset=utf-8");
    response.set("content-disposition", attachment("audit.csv"));
    response.source = std::make_unique<TrailCsv>(call.house(), call.viewer(), filter_of(query));
    return response;
}

// Null: nobody has checked the trail yet.
struct TrailState {
    std::optional<access::audit::TrailCheck> last;
};
BOOST_DESCRIBE_STRUCT(TrailState, (), (last))

TrailState trail_state(Call& call) {
    return {call.read([](store::Reader& reader) { return access::audit::last_check(reader); })};
}

access::audit::TrailCheck verify_audit(Call& call) {
    store::audit::Event asked;
    asked.user_id = call.who().user.value;
    asked.user_name = call.who().name;
    asked.session_id = call.who().session.value;
    asked.address = call.request().address;
    asked.status = 200;
    return access::audit::check_trail(call.house().shops, call.viewer().shop, asked);
}

std::vector<Route> check_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/audit/verification",
               .operation = "get_audit_verification",
               .right = may(Entity::Audit, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "audit.list"},
              trail_state),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/audit/verification",
               .operation = "verify_audit",
               .right = may(Entity::Audit, Action::View),
               .cost = Cost::File,
               .idempotency = Idempotency::Natural,
               .audit = "audit.confirm"},
              verify_audit),
    };
}

Route reading_route(std::string_view pattern, std::string_view operation,
                    Trail (*list)(Call&, const PageQuery&)) {
    return route({.method = Method::Get,
                  .pattern = pattern,
                  .operation = operation,
                  .right = may(Entity::Audit, Action::View),
                  .cost = Cost::Search,
                  .idempotency = Idempotency::Safe,
                  .audit = "audit.list"},
                 list);
}

std::vector<Route> reading_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/audit",
               .operation = "list_audit",
               .right = may(Entity::Audit, Action::View),
               .cost = Cost::Search,
               .idempotency = Idempotency::Safe,
               .audit = "audit.list"},
              list_audit),
        reading_route("/api/v1/shops/{shop}/audit/exports", "list_exports", list_exports),
        reading_route("/api/v1/shops/{shop}/customers/{id}/audit", "list_audit_of_customer",
                      list_audit_of_customer),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/audit/entries/{entry}/people",
               .operation = "list_people_of_entry",
               .right = may(Entity::Audit, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "audit.list"},
              list_people_of_entry),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/audit.csv",
               .operation = "export_audit",
               .right = may(Entity::Audit, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "audit.export",
               .answer_type = "text/csv; charset=utf-8",
               .step_up = StepUp::Needed},
              audit_csv),
    };
}

}  // namespace

std::vector<Route> audit_routes() {
    auto routes = check_routes();
    for (auto& one : reading_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
