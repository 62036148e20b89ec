#include "access/audit/shown.h"
#include "access/audit/words.h"
#include "base/json.h"
#include "privacy/comeback.h"
#include "privacy/disclosure.h"
#include "privacy/erasure.h"
#include "privacy/privacy_map.h"
#include "privacy/retention.h"
#include "server/routes.h"
#include "store/audit/event.h"

#include <algorithm>
#include <iterator>

namespace tsunagi::server {

namespace {

using record::Customer;

// What a person waits for at the screen; the night has more time.
constexpr std::int64_t kLargestAtOnce = std::int64_t{256} << 20;

privacy::ErasurePlace place_of(Call& call) {
    auto& house = call.house();
    const auto shop = call.viewer().shop;
    return {call.shop(), shop, house.shops.data_folder(), house.shops.files(shop), house.random};
}

// Told before it leaves: a disclosure has every field of a person.
void tell(Call& call, const privacy::Disclosure& disclosure) {
    access::audit::EventDetail detail;
    for (std::size_t i = 0; i < kFieldGroups; ++i) {
        detail.fields.push_back({FieldGroup(i), FieldRight::Read});
    }
    store::audit::Event event;
    event.user_id = call.who().user.value;
    event.user_name = call.who().name;
    event.session_id = call.who().session.value;
    event.address = call.request().address;
    event.kind = word_of(access::audit::Kind::Disclosed);
    event.operation = call.route().operation;
    event.entity = "customer";
    event.entity_id = event.customer_id = disclosure.customer_id.value;
    event.persons = 1;
    event.detail = to_json(detail);
    call.shop().write(call.actor(), [&](store::Tx& tx) {
        store::audit::note(tx, event, std::array{event.customer_id});
    });
}

privacy::Disclosure disclosure_of(Call& call) {
    auto disclosure = call.read([&](store::Reader& reader) {
        return privacy::disclosure_of(reader, call.viewer(), call.id<Customer>(), call.now());
    });
    tell(call, disclosure);
    return disclosure;
}

std::vector<Route> person_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/erasure",
               .operation = "preview_erasure",
               .right = may(Entity::Privacy, Action::Delete),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "erasure.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return privacy::preview_erasure(reader, call.viewer(), call.id<Customer>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/erasure",
               .operation = "erase_customer",
               .right = may(Entity::Privacy, Action::Delete),
               .cost = Cost::Secret,
               .idempotency = Idempotency::Versioned,
               .audit = "erasure.create",
               .step_up = StepUp::Needed},
              [](Call& call, const privacy::ErasureOrder& order) {
                  return privacy::erase(place_of(call), call.viewer(), call.id<Customer>(),
                                        call.version(), order);
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/disclosure.json",
               .operation = "get_disclosure",
               .right = may(Entity::Privacy, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "disclosure.read",
               .step_up = StepUp::Needed},
              [](Call& call) { return disclosure_of(call); }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/customers/{id}/disclosure.pdf",
               .operation = "get_disclosure_pdf",
               .right = may(Entity::Privacy, Action::Export),
               .cost = Cost::File,
               .idempotency = Idempotency::Safe,
               .audit = "disclosure.read",
               .answer_type = "application/pdf",
               .step_up = StepUp::Needed},
              [](Call& call) {
                  const auto disclosure = disclosure_of(call);
                  Response response;
                  response.set("content-type", "application/pdf");
                  response.set("content-disposition",
                               "attachment; filename=\"disclosure-" +
                                   std::to_string(disclosure.customer_id.value) + ".pdf\"");
                  response.body = privacy::disclosure_pdf(disclosure, call.language(),
                                                          privacy::kDisclosureFont);
                  return response;
              }),
    };
}

std::vector<Route> shop_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/map",
               .operation = "get_privacy_map",
               .right = may(Entity::Privacy, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "privacy.list"},
              [](Call&) { return privacy::privacy_map(); }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/erasures",
               .operation = "list_erasures",
               .right = may(Entity::Privacy, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "erasure.list"},
              [](Call& call, const PageQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      return privacy::list_erasures(reader, page_request(query));
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/privacy/erasures/lifted",
               .operation = "lift_erasure",
               .right = may(Entity::Privacy, Action::Delete),
               .cost = Cost::Secret,
               .idempotency = Idempotency::Natural,
               .audit = "erasure.update",
               .step_up = StepUp::Needed},
              [](Call& call, const privacy::ComebackOrder& order) {
                  return privacy::lift_tombstones(place_of(call), call.viewer(), order);
              }),
    };
}

std::vector<Route> retention_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/retention",
               .operation = "get_retention_rules",
               .right = may(Entity::Privacy, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "privacy.read"},
              [](Call& call) {
                  return call.read(
                      [](store::Reader& reader) { return privacy::read_retention(reader); });
              }),
        route({.method = Method::Put,
               .pattern = "/api/v1/shops/{shop}/privacy/retention",
               .operation = "change_retention_rules",
               .right = may(Entity::Privacy, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "privacy.update",
               .step_up = StepUp::Needed},
              [](Call& call, const privacy::RetentionChange& change) {
                  return call.write([&](store::Tx& tx) {
                      return privacy::change_retention(tx, call.version(), change);
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/privacy/purge",
               .operation = "preview_purge",
               .right = may(Entity::Privacy, Action::View),
               .cost = Cost::Report,
               .idempotency = Idempotency::Safe,
               .audit = "privacy.list"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return privacy::plan_purge(reader, call.now());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/privacy/purge",
               .operation = "purge",
               .right = may(Entity::Privacy, Action::Delete),
               .cost = Cost::Report,
               .idempotency = Idempotency::Natural,
               .audit = "privacy.purge",
               .step_up = StepUp::Needed},
              [](Call& call, const privacy::PurgeOrder& order) {
                  if (!order.dry_run) {
                      return privacy::purge(place_of(call), call.now(), kLargestAtOnce);
                  }
                  return call.read([&](store::Reader& reader) {
                      return privacy::plan_purge(reader, call.now());
                  });
              }),
    };
}

}  // namespace

record::ErasureKey erasure_key(Call& call) {
    return privacy::TombstoneFolder(call.house().shops.data_folder()).key(call.viewer().shop);
}

std::vector<Route> privacy_routes() {
    auto routes = person_routes();
    for (auto* more : {shop_routes, retention_routes}) {
        std::ranges::move(more(), std::back_inserter(routes));
    }
    return routes;
}

}  // namespace tsunagi::server
