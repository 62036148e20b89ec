#include "access/presets.h"

#include <algorithm>

namespace tsunagi::access {

namespace {

constexpr std::array kPresets{Preset{"adm", "管理者", "Administrator"},
                              Preset{"mgr", "マネージャー", "Manager"},
                              Preset{"sv", "スーパーバイザー", "Supervisor"},
                              Preset{"op", "オペレーター", "Operator"},
                              Preset{"biz", "クライアント", "Client"},
                              Preset{"by", "事務", "Back office"},
                              Preset{"an", "分析", "Analyst"}};

struct Grant {
    Entity entity;
    Action action;
    std::string_view scopes;
};

using enum Action;

// a all, t team, o own, - no; one letter per preset.
// clang-format off
constexpr std::array kGrants{
    //                                  adm mgr sv  op  biz by  an
    Grant{Entity::Customer,     View,   "a   a   a   a   a   a   a"},
    Grant{Entity::Customer,     Create, "a   a   a   a   -   -   -"},
    Grant{Entity::Customer,     Edit,   "a   a   a   a   -   -   -"},
    Grant{Entity::Customer,     Delete, "a   a   -   -   -   -   -"},
    Grant{Entity::Customer,     Export, "a   a   -   -   -   -   -"},
    Grant{Entity::Customer,     Call,   "a   a   a   a   -   -   -"},
    Grant{Entity::Customer,     Assign, "a   a   a   -   -   -   -"},
    Grant{Entity::Order,        View,   "a   a   a   a   a   a   a"},
    Grant{Entity::Order,        Export, "a   a   -   -   -   -   -"},
    Grant{Entity::Subscription, View,   "a   a   a   a   a   a   a"},
    Grant{Entity::Subscription, Edit,   "a   a   a   a   -   -   -"},
    Grant{Entity::Subscription, Export, "a   a   -   -   -   -   -"},
    Grant{Entity::Contact,      View,   "a   a   a   a   a   a   -"},
    Grant{Entity::Contact,      Create, "a   a   a   a   -   -   -"},
    Grant{Entity::Contact,      Edit,   "a   a   a   a   -   a   -"},
    Grant{Entity::Contact,      Delete, "a   a   -   -   -   -   -"},
    Grant{Entity::Contact,      Export, "a   a   -   -   -   -   -"},
    Grant{Entity::Contact,      Listen, "a   a   t   o   -   -   -"},
    Grant{Entity::CallList,     View,   "a   a   a   a   -   -   a"},
    Grant{Entity::CallList,     Create, "a   a   a   -   -   -   -"},
    Grant{Entity::CallList,     Edit,   "a   a   a   a   -   -   -"},
    Grant{Entity::CallList,     Export, "a   a   -   -   -   -   -"},
    Grant{Entity::CallList,     Assign, "a   a   a   -   -   -   -"},
    Grant{Entity::Product,      View,   "a   a   a   a   a   a   a"},
    Grant{Entity::Product,      Create, "a   a   -   -   -   -   -"},
    Grant{Entity::Product,      Edit,   "a   a   -   -   -   -   -"},
    Grant{Entity::Insight,      View,   "a   a   a   a   a   -   a"},
    Grant{Entity::Insight,      Export, "a   a   -   -   -   -   a"},
    Grant{Entity::Insight,      Edit,   "a   a   a   -   -   -   a"},
    Grant{Entity::Import,       View,   "a   a   -   -   -   -   -"},
    Grant{Entity::Import,       Import, "a   a   -   -   -   -   -"},
    Grant{Entity::Import,       Export, "a   a   -   -   -   -   -"},
    Grant{Entity::PickList,     View,   "a   a   a   a   a   a   a"},
    Grant{Entity::PickList,     Create, "a   a   -   -   -   -   -"},
    Grant{Entity::PickList,     Edit,   "a   a   -   -   -   -   -"},
    Grant{Entity::Settings,     View,   "a   a   a   a   a   a   a"},
    Grant{Entity::Settings,     Edit,   "a   a   -   -   -   -   -"},
    Grant{Entity::Member,       View,   "a   a   a   a   -   a   -"},
    Grant{Entity::Member,       Create, "a   a   -   -   -   -   -"},
    Grant{Entity::Member,       Edit,   "a   a   -   -   -   -   -"},
    Grant{Entity::Role,         View,   "a   a   -   -   -   -   -"},
    Grant{Entity::Role,         Create, "a   -   -   -   -   -   -"},
    Grant{Entity::Role,         Edit,   "a   -   -   -   -   -   -"},
    Grant{Entity::Role,         Delete, "a   -   -   -   -   -   -"},
    Grant{Entity::Audit,        View,   "a   a   t   -   -   -   -"},
    Grant{Entity::Audit,        Export, "a   a   -   -   -   -   -"},
    Grant{Entity::Privacy,      View,   "a   -   -   -   -   -   -"},
    Grant{Entity::Privacy,      Edit,   "a   -   -   -   -   -   -"},
    Grant{Entity::Privacy,      Delete, "a   -   -   -   -   -   -"},
    Grant{Entity::Privacy,      Export, "a   -   -   -   -   -   -"},
    Grant{Entity::ApiKey,       View,   "a   -   -   -   -   -   -"},
    Grant{Entity::ApiKey,       Create, "a   -   -   -   -   -   -"},
    Grant{Entity::ApiKey,       Delete, "a   -   -   -   -   -   -"},
};

struct FieldGrant {
    FieldGroup group;
    std::string_view rights;
};

// e edit, r read, m masked, - hidden.
constexpr std::array kFieldGrants{
    //                             adm mgr sv  op  biz by  an
    FieldGrant{FieldGroup::Name,      "e   e   e   e   r   r   m"},
    FieldGrant{FieldGroup::Phone,     "e   e   e   e   r   r   m"},
    FieldGrant{FieldGroup::Email,     "e   e   e   e   r   r   m"},
    FieldGrant{FieldGroup::Address,   "e   e   e   e   r   r   m"},
    FieldGrant{FieldGroup::Note,      "e   e   e   e   r   e   -"},
    FieldGrant{FieldGroup::Attribute, "e   e   e   e   r   r   r"},
    FieldGrant{FieldGroup::Money,     "e   e   e   e   r   r   r"},
};
// clang-format on

constexpr char letter(std::string_view cells, std::size_t preset) { return cells.at(preset * 4); }

constexpr RowScope scope_of(char cell) {
    switch (cell) {
        case 'a': return RowScope::All;
        case 't': return RowScope::Team;
        case 'o': return RowScope::Own;
        case '-': return RowScope::None;
        default: throw "a cell is a, t, o or -";
    }
}

constexpr FieldRight field_right_of(char cell) {
    switch (cell) {
        case 'e': return FieldRight::Edit;
        case 'r': return FieldRight::Read;
        case 'm': return FieldRight::Masked;
        case '-': return FieldRight::Hidden;
        default: throw "a cell is e, r, m or -";
    }
}

consteval std::array<Rights, kPresets.size()> rights_of_presets() {
    std::array<Rights, kPresets.size()> all;
    for (std::size_t preset = 0; preset < kPresets.size(); ++preset) {
        for (const Grant& grant : kGrants) {
            all.at(preset).scopes[grant.entity][grant.action] = scope_of(
                letter(grant.scopes, preset));
        }
        for (const FieldGrant& grant : kFieldGrants) {
            all.at(preset).fields[grant.group] = field_right_of(letter(grant.rights, preset));
        }
    }
    return all;
}

consteval bool names_every_pair_once() {
    for (const Pair& pair : kPairs) {
        if (std::ranges::count_if(kGrants, [&](const Grant& grant) {
                return grant.entity == pair.entity && grant.action == pair.action;
            }) != 1) {
            return false;
        }
    }
    return kGrants.size() == kPairs.size() && kFieldGrants.size() == kFieldGroups;
}
static_assert(names_every_pair_once());

constexpr auto kRights = rights_of_presets();

}  // namespace

std::span<const Preset> presets() { return kPresets; }

std::optional<Rights> preset_rights(std::string_view key) {
    const auto found = std::ranges::find(kPresets, key, &Preset::key);
    if (found == kPresets.end()) return std::nullopt;
    return kRights.at(std::size_t(found - kPresets.begin()));
}

}  // namespace tsunagi::access
