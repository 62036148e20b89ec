// A Viewer is who looks: every read of record, journey and insight takes one. It says which rows of
// each kind of thing she may see, and how much of each kind of personal value.
// Plain data; only `access` makes one from a session (tests and jobs use the named makers there).
#pragma once

#include "base/id.h"

#include <boost/describe/enum.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tsunagi {

struct User;
struct Shop;
struct Team;

enum class Language { Ja, En };
BOOST_DESCRIBE_ENUM(Language, Ja, En)

// The kinds of things that rights are about.
BOOST_DEFINE_ENUM_CLASS(Entity, Customer, Order, Subscription, Contact, CallList, Product, Insight,
                        Import, PickList, Settings, Member, Role, Audit, Privacy, ApiKey)
inline constexpr std::size_t kEntities = std::size_t(Entity::ApiKey) + 1;

// Which rows, from the narrowest to the widest.
BOOST_DEFINE_ENUM_CLASS(RowScope, None, Own, Team, All)

// The kinds of values of which a person may see less than all, and how much of each she may, from
// the least to the most. Name: with its reading. Note: all free text. Money: sales and margins.
BOOST_DEFINE_ENUM_CLASS(FieldGroup, Name, Phone, Email, Address, Note, Attribute, Money)
BOOST_DEFINE_ENUM_CLASS(FieldRight, Hidden, Masked, Read, Edit)
inline constexpr std::size_t kFieldGroups = std::size_t(FieldGroup::Money) + 1;

// One value of T per enumerator of E.
template <class E, class T, std::size_t N>
struct Per {
    std::array<T, N> values{};
    constexpr T& operator[](E key) { return values.at(std::size_t(key)); }
    constexpr const T& operator[](E key) const { return values.at(std::size_t(key)); }
    friend constexpr bool operator==(const Per&, const Per&) = default;
};
using SeenRows = Per<Entity, RowScope, kEntities>;  // at first: nothing
using SeenFields = Per<FieldGroup, FieldRight, kFieldGroups>;

struct Viewer {
    Id<User> user;
    std::string user_name;
    Id<Shop> shop;
    Id<Team> team;                     // 0: none
    std::vector<Id<User>> colleagues;  // of her team, herself among them; only for RowScope::Team
    RowScope scope = RowScope::None;   // of what the request asks
    SeenRows sees;                     // of each kind of thing, not wider than `scope` for its own
    SeenFields fields;
    Language language = Language::Ja;
    Id<User> acting_for;  // this is what `user` sees, shown to an administrator: no writing

    bool reads(FieldGroup group) const { return fields[group] >= FieldRight::Read; }
    bool edits(FieldGroup group) const { return fields[group] == FieldRight::Edit; }
};

// Sees all rows and edits all fields: for jobs, the command line and tests.
constexpr SeenRows all_rows() {
    SeenRows rows;
    rows.values.fill(RowScope::All);
    return rows;
}
constexpr SeenFields all_fields() {
    SeenFields fields;
    fields.values.fill(FieldRight::Edit);
    return fields;
}

}  // namespace tsunagi
