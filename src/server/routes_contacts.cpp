#include "record/contacts.h"
#include "record/subscriptions.h"
#include "server/routes.h"

namespace tsunagi::server {

struct ContactQuery {
    std::optional<Instant> since;
    std::optional<Id<User>> agent;
    std::optional<record::Result> result;
    std::optional<bool> open_steps;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(ContactQuery, (), (since, agent, result, open_steps, cursor, limit))

// A contact may work off an item and cancel a subscription: that needs the right to, too.
static record::Contact save_contact(Call& call, const record::ContactDraft& draft) {
    Viewer viewer = call.viewer();
    if (draft.call_list_item_id) {
        viewer = call.narrowed(viewer, may(Entity::CallList, Action::Edit));
    }
    if (draft.subscription_id && draft.result == record::Result::CancelAccepted) {
        viewer = call.narrowed(viewer, may(Entity::Subscription, Action::Edit));
    }
    return call.write([&](store::Tx& tx) { return record::save_contact(tx, viewer, draft); });
}

static std::vector<Route> record_routes() {
    using record::Contact;
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/contacts",
               .operation = "list_contacts",
               .right = may(Entity::Contact, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "contact.list"},
              [](Call& call, const ContactQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      const record::ContactFilter filter{query.since, query.agent, query.result,
                                                         query.open_steps.value_or(false)};
                      return record::list_contacts(reader, call.viewer(), filter,
                                                   page_request(query));
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/contacts/{id}",
               .operation = "get_contact",
               .right = may(Entity::Contact, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "contact.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_contact(reader, call.viewer(), call.id<Contact>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/contacts",
               .operation = "save_contact",
               .right = may(Entity::Contact, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "contact.create",
               .status = 201},
              save_contact),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/contacts/{id}",
               .operation = "change_contact",
               .right = may(Entity::Contact, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "contact.update"},
              [](Call& call, const record::ContactPatch& patch) {
                  return call.write([&](store::Tx& tx) {
                      return record::change_contact(tx, call.viewer(), call.id<Contact>(),
                                                    call.version(), patch);
                  });
              }),
    };
}

static std::vector<Route> subscription_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/subscriptions/{id}",
               .operation = "get_subscription",
               .right = may(Entity::Subscription, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "subscription.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_subscription(reader, call.viewer(),
                                                       call.id<record::Subscription>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/subscriptions/{id}/actions",
               .operation = "act_on_subscription",
               .right = may(Entity::Subscription, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::KeyedAndVersioned,
               .audit = "subscription.act"},
              [](Call& call, const record::SubscriptionAction& action) {
                  return call.write([&](store::Tx& tx) {
                      return record::act(tx, call.viewer(), call.id<record::Subscription>(),
                                         call.version(), action);
                  });
              }),
    };
}

std::vector<Route> contact_routes() {
    auto routes = record_routes();
    for (auto& one : subscription_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
