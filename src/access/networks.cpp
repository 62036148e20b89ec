#include "access/networks.h"

#include "access/networks.sql.h"
#include "access/users.h"
#include "base/address_block.h"
#include "base/error.h"
#include "base/json.h"

#include <algorithm>

namespace tsunagi::access {

void check_blocks(const std::vector<std::string>& blocks, std::string_view pointer) {
    std::vector<FieldError> errors;
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        if (parse_block(blocks[at])) continue;
        errors.push_back({std::string(pointer) + "/" + std::to_string(at),
                          "network",
                          "this is no block of addresses",
                          {}});
    }
    if (!errors.empty()) {
        throw Error(Code::InvalidInput, "a network is not written as 192.0.2.0/24", errors);
    }
}

bool is_within(const std::vector<std::string>& blocks, std::string_view address) {
    if (blocks.empty()) return true;
    const auto here = parse_block(address);
    if (!here) return false;
    return std::ranges::any_of(blocks, [&](const std::string& text) {
        const auto block = parse_block(text);
        return block && block->holds(*here);
    });
}

static std::vector<std::string> blocks_of(const ShopNetworks& networks) {
    std::vector<std::string> blocks;
    blocks.reserve(networks.networks.size());
    for (const auto& network : networks.networks) blocks.push_back(network.block);
    return blocks;
}

ShopNetworks list_networks(store::Reader& control, Id<Shop> shop) {
    return {control.all<ShopNetwork>(sql::list_networks, {{"shop_id", shop}})};
}

static void check_not_locked_out(const std::vector<std::string>& blocks, std::string_view address) {
    if (is_within(blocks, address)) return;
    const FieldError field{"/networks",
                           "locks_you_out",
                           "your own address is in none of these networks",
                           {{"address", std::string(address)}}};
    throw Error(Code::InvalidInput, "these networks would lock you out", {field});
}

void set_networks(store::Tx& control, Id<Shop> shop, const ShopNetworks& networks,
                  std::string_view address) {
    const auto blocks = blocks_of(networks);
    check_blocks(blocks, "/networks");
    check_not_locked_out(blocks, address);
    const std::string before = to_json(list_networks(control, shop));
    control.run(sql::delete_networks, {{"shop_id", shop}});
    for (const auto& network : networks.networks) {
        control.run(sql::insert_network,
                    {{"shop_id", shop}, {"block", network.block}, {"note", network.note}});
    }
    const std::string after = to_json(networks);
    control.changed({.entity = "shop_network",
                     .id = shop.value,
                     .kind = store::Change::Kind::Updated,
                     .before = before,
                     .after = after});
}

void check_role_networks(store::Reader& control, const Viewer& viewer, std::string_view role,
                         const std::vector<std::string>& blocks, std::string_view address) {
    check_blocks(blocks, "/networks");
    const auto mine = find_active_member(control, viewer.shop, viewer.user).roles;
    if (std::ranges::find(mine, role) != mine.end()) check_not_locked_out(blocks, address);
}

bool may_work_from(store::Reader& control, Id<Shop> shop, const std::vector<std::string>& roles,
                   std::string_view address) {
    if (!is_within(blocks_of(list_networks(control, shop)), address)) return false;
    const auto policy = sign_in_policy(control, shop, roles);
    return std::ranges::all_of(policy.networks,
                               [&](const auto& blocks) { return is_within(blocks, address); });
}

}  // namespace tsunagi::access
