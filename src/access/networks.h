// From where the people of a shop may work: blocks of addresses (CIDR, RFC 4632 and 4291) for the
// whole shop, and narrower ones for a role. Who saves a list that does not hold her own address
// would lock herself out, and is refused.
//
// Functions take the control database's Reader or Tx; rights are checked by the caller.
#pragma once

#include "access/roles.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::access {

struct ShopNetwork {
    std::string block;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(ShopNetwork, (), (block, note))

struct ShopNetworks {
    std::vector<ShopNetwork> networks;  // none: from anywhere
};
BOOST_DESCRIBE_STRUCT(ShopNetworks, (), (networks))

ShopNetworks list_networks(store::Reader& control, Id<Shop>);
// Throws InvalidInput naming a wrong block, or when `address` is in none of them.
void set_networks(store::Tx& control, Id<Shop>, const ShopNetworks&, std::string_view address);

// Throws InvalidInput naming the wrong block at `pointer`.
void check_blocks(const std::vector<std::string>&, std::string_view pointer);
// Whether the address is in one of the blocks, or there are none.
bool is_within(const std::vector<std::string>& blocks, std::string_view address);
// For a role's networks: throws InvalidInput naming a wrong block, or when the viewer has the role
// and her address is in none of them.
void check_role_networks(store::Reader& control, const Viewer&, std::string_view role,
                         const std::vector<std::string>& blocks, std::string_view address);
// Whether a member with these roles may work from the address: the shop and every role that names
// networks have to agree.
bool may_work_from(store::Reader& control, Id<Shop>, const std::vector<std::string>& roles,
                   std::string_view address);

}  // namespace tsunagi::access

template <>
struct tsunagi::rules_of<tsunagi::access::ShopNetwork> {
    static constexpr std::array value{
        Rule{.field = "block", .min_length = 2, .max_length = 50, .ja = "接続元", .en = "Network"},
        Rule{.field = "note", .max_length = 100, .ja = "メモ", .en = "Note"}};
};
template <>
struct tsunagi::rules_of<tsunagi::access::ShopNetworks> {
    static constexpr std::array value{
        Rule{.field = "networks", .max_length = 100, .ja = "接続元", .en = "Networks"}};
};
