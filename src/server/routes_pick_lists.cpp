#include "record/pick_lists.h"
#include "server/routes.h"

namespace tsunagi::server {

struct PhraseText {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(PhraseText, (), (text))

static std::vector<Route> reason_routes() {
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/pick-lists",
               .operation = "get_pick_lists",
               .right = may(Entity::PickList, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "pick_list.read"},
              [](Call& call) {
                  return call.read(
                      [](store::Reader& reader) { return record::read_pick_lists(reader); });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/reasons",
               .operation = "create_reason",
               .right = may(Entity::PickList, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "reason.create",
               .status = 201},
              [](Call& call, const record::ReasonDraft& draft) {
                  return call.write(
                      [&](store::Tx& tx) { return record::create_reason(tx, draft); });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/reasons/{code}",
               .operation = "change_reason",
               .right = may(Entity::PickList, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "reason.update"},
              [](Call& call, const record::ReasonPatch& patch) {
                  return call.write([&](store::Tx& tx) {
                      return record::change_reason(tx, call.word("code"), patch);
                  });
              }),
    };
}

static std::vector<Route> offer_and_phrase_routes() {
    return {
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/offers",
               .operation = "create_offer",
               .right = may(Entity::PickList, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "offer.create",
               .status = 201},
              [](Call& call, const record::OfferDraft& draft) {
                  return call.write([&](store::Tx& tx) { return record::create_offer(tx, draft); });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/offers/{id}",
               .operation = "change_offer",
               .right = may(Entity::PickList, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "offer.update"},
              [](Call& call, const record::OfferPatch& patch) {
                  return call.write([&](store::Tx& tx) {
                      return record::change_offer(tx, call.id<record::Offer>(), call.version(),
                                                  patch);
                  });
              }),
        route({.method = Method::Put,
               .pattern = "/api/v1/shops/{shop}/phrases/{key}",
               .operation = "put_phrase",
               .right = may(Entity::PickList, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Natural,
               .audit = "phrase.update"},
              [](Call& call, const PhraseText& body) {
                  return call.write([&](store::Tx& tx) {
                      return record::put_phrase(tx, {call.word("key"), body.text});
                  });
              }),
    };
}

std::vector<Route> pick_list_routes() {
    auto routes = reason_routes();
    for (auto& one : offer_and_phrase_routes()) routes.push_back(std::move(one));
    return routes;
}

}  // namespace tsunagi::server
