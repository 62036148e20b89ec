// Rights say what a person may do: per kind of thing and action the rows, per kind of personal
// value how much of it. `decide` is the only place that answers whether she may: what is not
// granted is denied, and so is what cannot be decided. Every route names the Right it needs.
#pragma once

#include "base/viewer.h"

#include <array>
#include <string>

namespace tsunagi::access {

BOOST_DEFINE_ENUM_CLASS(Action, View, Create, Edit, Delete, Export, Import, Call, Assign, Listen)
inline constexpr std::size_t kActions = std::size_t(Action::Listen) + 1;

// What an action on a kind of thing may be narrowed to.
enum class Reach {
    Never,   // there is no such action
    Whole,   // all or nothing: the thing is the shop's, not a person's
    ByRows,  // own, of the team, all
};

struct Pair {
    Entity entity;
    Action action;
    Reach reach;
};

// Every pair that can be granted.
inline constexpr std::array kPairs{
    Pair{Entity::Customer, Action::View, Reach::ByRows},
    Pair{Entity::Customer, Action::Create, Reach::Whole},
    Pair{Entity::Customer, Action::Edit, Reach::ByRows},
    Pair{Entity::Customer, Action::Delete, Reach::ByRows},
    Pair{Entity::Customer, Action::Export, Reach::ByRows},
    Pair{Entity::Customer, Action::Call, Reach::ByRows},
    Pair{Entity::Customer, Action::Assign, Reach::ByRows},
    Pair{Entity::Order, Action::View, Reach::ByRows},
    Pair{Entity::Order, Action::Export, Reach::ByRows},
    Pair{Entity::Subscription, Action::View, Reach::ByRows},
    Pair{Entity::Subscription, Action::Edit, Reach::ByRows},
    Pair{Entity::Subscription, Action::Export, Reach::ByRows},
    Pair{Entity::Contact, Action::View, Reach::ByRows},
    Pair{Entity::Contact, Action::Create, Reach::ByRows},
    Pair{Entity::Contact, Action::Edit, Reach::ByRows},
    Pair{Entity::Contact, Action::Delete, Reach::ByRows},
    Pair{Entity::Contact, Action::Export, Reach::ByRows},
    Pair{Entity::Contact, Action::Listen, Reach::ByRows},
    Pair{Entity::CallList, Action::View, Reach::ByRows},
    Pair{Entity::CallList, Action::Create, Reach::Whole},
    Pair{Entity::CallList, Action::Edit, Reach::ByRows},
    Pair{Entity::CallList, Action::Export, Reach::ByRows},
    Pair{Entity::CallList, Action::Assign, Reach::Whole},
    Pair{Entity::Product, Action::View, Reach::Whole},
    Pair{Entity::Product, Action::Create, Reach::Whole},
    Pair{Entity::Product, Action::Edit, Reach::Whole},
    Pair{Entity::Insight, Action::View, Reach::ByRows},
    Pair{Entity::Insight, Action::Export, Reach::ByRows},
    Pair{Entity::Insight, Action::Edit, Reach::Whole},  // segments, boards
    Pair{Entity::Import, Action::View, Reach::Whole},
    Pair{Entity::Import, Action::Import, Reach::Whole},
    Pair{Entity::Import, Action::Export, Reach::Whole},
    Pair{Entity::PickList, Action::View, Reach::Whole},
    Pair{Entity::PickList, Action::Create, Reach::Whole},
    Pair{Entity::PickList, Action::Edit, Reach::Whole},
    Pair{Entity::Settings, Action::View, Reach::Whole},
    Pair{Entity::Settings, Action::Edit, Reach::Whole},
    Pair{Entity::Member, Action::View, Reach::Whole},
    Pair{Entity::Member, Action::Create, Reach::Whole},
    Pair{Entity::Member, Action::Edit, Reach::Whole},
    Pair{Entity::Role, Action::View, Reach::Whole},
    Pair{Entity::Role, Action::Create, Reach::Whole},
    Pair{Entity::Role, Action::Edit, Reach::Whole},
    Pair{Entity::Role, Action::Delete, Reach::Whole},
    Pair{Entity::Audit, Action::View, Reach::ByRows},
    Pair{Entity::Audit, Action::Export, Reach::ByRows},
    Pair{Entity::Privacy, Action::View, Reach::Whole},
    Pair{Entity::Privacy, Action::Edit, Reach::Whole},
    Pair{Entity::Privacy, Action::Delete, Reach::Whole},
    Pair{Entity::Privacy, Action::Export, Reach::Whole},
    Pair{Entity::ApiKey, Action::View, Reach::Whole},
    Pair{Entity::ApiKey, Action::Create, Reach::Whole},
    Pair{Entity::ApiKey, Action::Delete, Reach::Whole},
};

constexpr Reach reach_of(Entity entity, Action action) {
    for (const Pair& pair : kPairs) {
        if (pair.entity == entity && pair.action == action) return pair.reach;
    }
    return Reach::Never;
}

// What a route needs: nobody in particular, a signed-in person (of the shop, when it is in one), or
// an action on a kind of thing.
struct Right {
    enum class Kind { Anyone, SignedIn, May };
    Kind kind = Kind::May;
    Entity entity = Entity::Customer;
    Action action = Action::View;
    friend constexpr bool operator==(const Right&, const Right&) = default;
};
inline constexpr Right anyone{.kind = Right::Kind::Anyone};
inline constexpr Right signed_in{.kind = Right::Kind::SignedIn};
// Does not compile for a pair that can never be granted.
consteval Right may(Entity entity, Action action) {
    if (reach_of(entity, action) == Reach::Never) throw "there is no such action on this thing";
    return {Right::Kind::May, entity, action};
}

// At first nothing.
struct Rights {
    Per<Entity, Per<Action, RowScope, kActions>, kEntities> scopes;
    SeenFields fields;

    constexpr RowScope scope(Entity entity, Action action) const { return scopes[entity][action]; }
    friend constexpr bool operator==(const Rights&, const Rights&) = default;
};

// The widest of each.
Rights merge(const Rights&, const Rights&);
// The narrowest of each: what both may do.
Rights narrowest(const Rights&, const Rights&);
// Without all that is more than looking.
Rights only_viewing(const Rights&);
// Whether any right of these is of this scope.
bool has_scope(const Rights&, RowScope);
// Whether `wide` has everything of `narrow`: nobody gives more than she has.
bool covers(const Rights& wide, const Rights& narrow);

enum class Reason { Granted, OpenToAll, NotGranted, NoSuchAction };
struct Decision {
    bool allowed = false;
    RowScope scope = RowScope::None;
    Reason reason = Reason::NotGranted;
};

// The one decision.
Decision decide(const Rights&, Right) noexcept;

// "customer.view": for messages, the API's document and the audit trail.
std::string name_of(Right);

// The viewer of a request that was allowed: no wider for the thing asked for than the decision.
Viewer narrowed(const Viewer&, const Rights&, Right, const Decision&);

}  // namespace tsunagi::access
