#include "record/products.h"
#include "server/routes.h"

namespace tsunagi::server {

struct ProductQuery {
    std::optional<std::string> q;
    std::optional<std::string> cursor;
    std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(ProductQuery, (), (q, cursor, limit))

std::vector<Route> product_routes() {
    using record::Product;
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/products",
               .operation = "list_products",
               .right = may(Entity::Product, Action::View),
               .cost = Cost::List,
               .idempotency = Idempotency::Safe,
               .audit = "product.list"},
              [](Call& call, const ProductQuery& query) {
                  return call.read([&](store::Reader& reader) {
                      return record::list_products(reader, call.viewer(), query.q.value_or(""),
                                                   page_request(query));
                  });
              }),
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/products/{id}",
               .operation = "get_product",
               .right = may(Entity::Product, Action::View),
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "product.read"},
              [](Call& call) {
                  return call.read([&](store::Reader& reader) {
                      return record::find_product(reader, call.viewer(), call.id<Product>());
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/products",
               .operation = "create_product",
               .right = may(Entity::Product, Action::Create),
               .cost = Cost::Write,
               .idempotency = Idempotency::Keyed,
               .audit = "product.create",
               .status = 201},
              [](Call& call, const record::ProductPatch& patch) {
                  return call.write([&](store::Tx& tx) {
                      return record::create_product(tx, call.viewer(), patch);
                  });
              }),
        route({.method = Method::Patch,
               .pattern = "/api/v1/shops/{shop}/products/{id}",
               .operation = "change_product",
               .right = may(Entity::Product, Action::Edit),
               .cost = Cost::Write,
               .idempotency = Idempotency::Versioned,
               .audit = "product.update"},
              [](Call& call, const record::ProductPatch& patch) {
                  return call.write([&](store::Tx& tx) {
                      return record::change_product(tx, call.viewer(), call.id<Product>(),
                                                    call.version(), patch);
                  });
              }),
    };
}

}  // namespace tsunagi::server
