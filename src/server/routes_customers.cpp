#include "record/erased_people.h"
#include "record/orders.h"
#include "record/search.h"
#include "record/subscriptions.h"
#include "record/timeline.h"
#include "server/routes.h"

namespace tsunagi::server {

struct CustomerQuery {
    std::optional<std::string> q;
    std::optional<record::CustomerStatus> status;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(CustomerQuery, (), (q, status, cursor, limit))

struct TimelineQuery {
    std::optional<std::vector<record::TimelineKind>> kinds;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(TimelineQuery, (), (kinds, cursor, limit))

namespace {

using record::Customer;

record::Page<record::CustomerRow> list_customers(Call& call, const CustomerQuery& query) {
    return call.read([&](store::Reader& reader) {
        const auto asked = page_request(query);
        if (query.q && !query.q->empty()) {
            call.searched(*query.q);
            return record::search_customers(reader, call.viewer(), *query.q, query.status, asked);
        }
        return record::list_customers(reader, call.viewer(), query.status, asked);
    });
}

record::Page<record::Subscription> list_subscriptions(Call& call) {
    return call.read([&](store::Reader& reader) {
        record::require_customer(reader, call.viewer(), call.id<Customer>());
        return record::Page<record::Subscription>{
            record::subscriptions_of(reader, call.viewer(), call.id<Customer>()), std::nullopt};
    });
}

// Who is put in charge must be of the shop, and putting her there is a right of its own.
Viewer viewer_for(Call& call, const record::CustomerPatch& patch) {
    if (patch.owner_id.absent() && patch.team_id.absent()) return call.viewer();
    const Viewer viewer = call.narrowed(call.viewer(), may(Entity::Customer, Action::Assign));
    std::vector<FieldError> errors;
    call.control().read([&](store::Reader& reader) {
        const auto owner = patch.owner_id.value;
        if (owner && !access::has_active_member(reader, viewer.shop, owner)) {
            errors.push_back({"/owner_id", "not_in_list", "there is no such member", {}});
        }
        const auto team = patch.team_id.value;
        if (team && !access::has_team(reader, viewer.shop, team)) {
            errors.push_back({"/team_id", "not_in_list", "there is no such team", {}});
        }
    });
    if (!errors.empty()) throw Error(Code::InvalidInput, "the customer is not valid", errors);
    return viewer;
}

std::vector<Route> writing_routes() {
    return {
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/customers",
               .operation = "create_customer",
               .right = may(Entity::Customer, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "customer.create",
               .status = 201},
              [](Call& call, const record::CustomerPatch& patch) {
                  const Viewer viewer = viewer_for(call, patch);
                  return call.write([&](store::Tx& tx) {
                      auto made = record::create_customer(tx, viewer, patch);
                      record::refuse_erased(tx, erasure_key(call), made.id.value, patch);
                      return made;
                  });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/customers/{id}",
               .operation = "change_customer",
               .right = may(Entity::Customer, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "customer.update"},
              [](Call& call, const record::CustomerPatch& patch) {
                  const Viewer viewer = viewer_for(call, patch);
                  return call.write([&](store::Tx& tx) {
                      auto changed = record::change_customer(tx, viewer, call.id<Customer>(),
                                                             call.version(), patch);
                      record::refuse_erased(tx, erasure_key(call), changed.id.value, patch);
                      return changed;
                  });
              }),
    };
}

std::vector<Route> reading_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers",
               .operation = "list_customers",
               .right = may(Entity::Customer, Action::View),
               .cost = Cost::Search,
               .idempotency = Idempotency::Safe,
               .audit = "customer.list"},
              list_customers),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}",
               .operation = "get_customer",
               .right = may(Entity::Customer, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "customer.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_customer(reader, call.viewer(), call.id<Customer>());
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/timeline",
               .operation = "list_timeline",
               .right = may(Entity::Customer, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "timeline.list"},
              [](Call& call, const TimelineQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      record::require_customer(reader, call.viewer(), call.id<Customer>());
                      return record::timeline_of(
                          reader, call.viewer(), call.id<Customer>(),
                          query.kinds.value_or(std::vector<record::TimelineKind>()),
                          page_request(query));
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/subscriptions",
               .operation = "list_subscriptions",
               .right = may(Entity::Subscription, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "subscription.list"},
              list_subscriptions),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/orders",
               .operation = "list_orders",
               .right = may(Entity::Order, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "order.list"},
              [](Call& call, const PageQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      record::require_customer(reader, call.viewer(), call.id<Customer>());
                      return record::orders_of(reader, call.viewer(), call.id<Customer>(),
                                               page_request(query));
                  });
              }),
    };
}

}  // namespace

std::vector<Route> customer_routes() {
    auto routes = reading_routes();
    for (auto& one : writing_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
