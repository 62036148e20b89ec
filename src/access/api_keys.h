// API keys: a program's way in. A key belongs to a shop, has the rights of one role, ends by
// itself, and is shown once, when it is made; stored is its hash. It is sent as
// `Authorization: Bearer tsn_…`. It works while who made it is an active member.
//
// Functions take the control database or its Reader or Tx; rights are checked by the caller.
#pragma once

#include "access/roles.h"
#include "access/sessions.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

struct ApiKey {
    Id<ApiKeyRow> id;
    std::string name;
    std::string hint;  // its first letters
    std::string role;
    std::string created_by;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> used_at;  // right to a minute
    std::string used_from;
    std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(ApiKey, (),
                      (id, name, hint, role, created_by, created_at, expires_at, used_at, used_from,
                       revoked_at))

struct ApiKeyList {
    std::vector<ApiKey> items;
};
BOOST_DESCRIBE_STRUCT(ApiKeyList, (), (items))

struct ApiKeyDraft {
    std::string name;
    std::string role;
    int valid_days = 90;
};
BOOST_DESCRIBE_STRUCT(ApiKeyDraft, (), (name, role, valid_days))

struct MadeApiKey {
    ApiKey key;
    std::string token;  // never shown again
};
BOOST_DESCRIBE_STRUCT(MadeApiKey, (), (key, token))

ApiKeyList list_api_keys(store::Reader& control, Id<Shop>);
// Throws NotFound for a role that the shop does not have, Forbidden for rights that `giver` does
// not have.
MadeApiKey create_api_key(store::Tx& control, Random&, const Viewer&, const Rights& giver,
                          const ApiKeyDraft&);
// Throws NotFound. Takes effect with the next request.
void revoke_api_key(store::Tx& control, Id<Shop>, Id<ApiKeyRow>);

// What a request with a key is.
struct KeyHolder {
    Id<ApiKeyRow> id;
    Id<Shop> shop_id;
    Id<User> user_id;  // who made it
    std::string name;
    std::string role;
};

// Nothing when the key is unknown, revoked or over. Notes that it was used.
std::optional<KeyHolder> find_api_key(store::Database& control, Instant now, std::string_view token,
                                      std::string_view address);
// Throws NotFound when the key is of another shop, Forbidden when it may not work from the address.
InShop viewer_of_key(store::Reader& control, const KeyHolder&, Id<Shop>, std::string_view address);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::ApiKeyDraft> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "名前", .en = "Name"},
        Rule{.field = "role", .min_length = 1, .max_length = 20, .ja = "役割", .en = "Role"},
        Rule{.field = "valid_days", .min = 1, .max = 730, .ja = "有効日数", .en = "Valid days"}};
};
