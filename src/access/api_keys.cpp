#include "access/api_keys.h"

#include "access/api_keys.sql.h"
#include "access/networks.h"
#include "access/secret_hash.h"
#include "base/error.h"
#include "base/json.h"

namespace tsunagi::access {

static constexpr std::string_view kPrefix = "tsn_";
static constexpr std::size_t kSecretBytes = 32;
static constexpr std::size_t kHintLetters = 9;
static constexpr std::int64_t kTouchMs = 60'000;
static constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

namespace {

struct StoredKey {
    Id<ApiKeyRow> id;
    Id<Shop> shop_id;
    Id<User> user_id;
    std::string name;
    std::string role;
    std::optional<Instant> used_at;
};
BOOST_DESCRIBE_STRUCT(StoredKey, (), (id, shop_id, user_id, name, role, used_at))

std::optional<ApiKey> find_key(store::Reader& control, Id<Shop> shop, Id<ApiKeyRow> id) {
    return control.one<ApiKey>(sql::find_api_key, {{"shop_id", shop}, {"id", id}});
}

}  // namespace

ApiKeyList list_api_keys(store::Reader& control, Id<Shop> shop) {
    return {control.all<ApiKey>(sql::list_api_keys, {{"shop_id", shop}})};
}

MadeApiKey create_api_key(store::Tx& control, Random& random, const Viewer& viewer,
                          const Rights& giver, const ApiKeyDraft& draft) {
    check_covers(giver, rights_of_role(control, viewer.shop, draft.role));
    const std::string token = std::string(kPrefix) + random_token(random, kSecretBytes);
    const std::string hash = secret_hash("api key", token);
    const auto id = control.next_id<ApiKeyRow>("api_key");
    control.run(sql::insert_api_key, {{"id", id},
                                      {"shop_id", viewer.shop},
                                      {"name", draft.name},
                                      {"hint", std::string_view(token).substr(0, kHintLetters)},
                                      {"secret_hash", hash},
                                      {"role", draft.role},
                                      {"created_by", viewer.user},
                                      {"now", control.now()},
                                      {"expires_at", control.now() + draft.valid_days * kDayMs}});
    MadeApiKey made{find_key(control, viewer.shop, id).value(), token};
    const std::string after = to_json(made.key);
    control.changed({.entity = "api_key", .id = id.value, .after = after});
    return made;
}

void revoke_api_key(store::Tx& control, Id<Shop> shop, Id<ApiKeyRow> id) {
    const auto rows = control.run(sql::revoke_api_key,
                                  {{"shop_id", shop}, {"id", id}, {"now", control.now()}});
    if (rows != 1) throw Error(Code::NotFound, "there is no key " + std::to_string(id.value));
    control.changed(
        {.entity = "api_key", .id = id.value, .kind = store::Change::Kind::Updated, .version = 2});
}

std::optional<KeyHolder> find_api_key(store::Database& control, Instant now, std::string_view token,
                                      std::string_view address) {
    if (!token.starts_with(kPrefix)) return std::nullopt;
    const std::string hash = secret_hash("api key", token);
    const auto stored = control.read([&](store::Reader& reader) {
        return reader.one<StoredKey>(sql::find_valid_api_key,
                                     {{"secret_hash", hash}, {"now", now}});
    });
    if (!stored) return std::nullopt;
    if (!stored->used_at || now - *stored->used_at >= kTouchMs) {
        control.write({}, [&](store::Tx& tx) {
            tx.run(sql::touch_api_key, {{"id", stored->id}, {"now", now}, {"used_from", address}});
        });
    }
    return KeyHolder{stored->id, stored->shop_id, stored->user_id, stored->name, stored->role};
}

InShop viewer_of_key(store::Reader& control, const KeyHolder& holder, Id<Shop> shop,
                     std::string_view address) {
    if (shop != holder.shop_id) {
        throw Error(Code::NotFound, "there is no shop " + std::to_string(shop.value));
    }
    if (!may_work_from(control, shop, {holder.role}, address)) {
        throw Error(Code::Forbidden, "the key may not be used from here");
    }
    InShop made;
    made.viewer.user = holder.user_id;
    made.viewer.user_name = holder.name;
    made.viewer.shop = shop;
    made.rights = rights_of_role(control, shop, holder.role);
    return made;
}

}  // namespace tsunagi::access
