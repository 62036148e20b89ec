// The world of the access matrix: a shop with two teams, another shop, and a role for every preset
// and some narrow ones, each with a user who is in charge of a customer. Every customer carries
// values (canaries) that occur nowhere else.
#pragma once

#include "access/presets.h"
#include "record/call_lists.h"
#include "record/subscriptions.h"
#include "server/access_matrix_entries.h"
#include "server/dispatcher.h"
#include "server/import_runner.h"
#include "server/journeys.h"
#include "server/live.h"
#include "server/routes.h"
#include "server/schema.h"
#include "store/testing.h"

#include <deque>
#include <map>

namespace tsunagi::server {

using access::Rights;

inline constexpr std::int64_t kNobody = 987654;

// What is only of one customer, and the right that shows it.
struct Canary {
    FieldGroup group;
    Entity entity;  // with whose rows it comes
    std::string text;
};

struct Person {
    Id<record::Customer> customer;
    std::int64_t order = 0;
    std::int64_t subscription = 0;
    std::int64_t contact = 0;
    std::int64_t list = 0;
    std::int64_t item = 0;
    std::vector<Canary> canaries;

    std::int64_t number(Aim aim) const {
        switch (aim) {
            case Aim::Order: return order;
            case Aim::Subscription: return subscription;
            case Aim::Contact: return contact;
            case Aim::CallList: return list;
            case Aim::Item: return item;
            default: return customer.value;
        }
    }
};

struct Role {
    std::string name;
    std::string key;
    std::string login;
    access::RightsList rights;
    Person own;

    RowScope scope(Entity entity, Action action) const {
        for (const auto& grant : rights.grants) {
            if (grant.entity == entity && grant.action == action) return grant.scope;
        }
        return RowScope::None;
    }
    FieldRight field(FieldGroup group) const {
        for (const auto& field : rights.fields) {
            if (field.field == group) return field.right;
        }
        return FieldRight::Hidden;
    }
};

bool reaches(RowScope, Place);
// The rows that a right on a kind of thing reaches: with the customer's, and with those she views.
RowScope rows_of(const Role&, Entity, Action);

template <class V>
Patch<V> said(V value) {
    return {Patch<V>::State::Value, std::move(value)};
}

class AccessMatrix : public store::OnBothDatabases {
protected:
    void SetUp() override;
    void TearDown() override;
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }
    static constexpr Id<Shop> kOtherShop{2};
    Id<User> add_user(const std::string& login, const std::string& role, Id<Team> team);
    void make_people();
    void add_role(const std::string& name, const std::string& key);
    void add_own_role(const std::string& name, const Rights& rights);
    // Every right that has rows, narrowed.
    static Rights narrowed_to(std::string_view preset, RowScope scope);
    void add_own_roles();
    // A customer of whom somebody is in charge, with one of everything, full of canaries.
    Person add_person(store::Database& shop, const std::string& name, int number, Id<User> user);
    static void add_purchases(store::Tx& tx, const Viewer& viewer, Person& person,
                              const std::string& tail);
    static void add_work(store::Tx& tx, const Viewer& viewer, Person& person,
                         const std::string& tail);
    const Person& person_at(const Role& role, Place place) const;
    std::string target_of(const Route& route, const Entry& entry, std::int64_t number,
                          Place place) const;
    Request request_for(const Route& route, const Entry& entry, const Role& role, Place place);
    void sign_in(Request& request, const std::string& login);
    // What the transport does, to the last byte of a file.
    Response answer(Request request);
    Request request_to(const Role& role, Method method, const std::string& path);
    std::string get(const Role& role, const std::string& path) {
        return answer(request_to(role, Method::Get, path)).body;
    }
    static bool is_searched(FieldGroup group);
    std::string search(const Role& role, const std::string& query);
    // The roles of this test by their names; presets by their keys.
    const Role& role_named(std::string_view name) const;
    const Route& route_named(std::string_view operation) const {
        return *std::ranges::find(router_->routes(), operation, &Route::operation);
    }
    Id<User> user_id(std::string_view login);
    Id<User> user_of(const Role& role) { return user_id(role.login); }
    // To the other team, with what there is to do for her.
    void give_away(const Person& person);
    const Entry* entry_of(const Route& route) const;
    RowScope rows_asked(const Route& route, const Entry& entry, const Role& role) const;
    void check_status(const Route& route, const Entry& entry, const Role& role, Place place,
                      int status);
    // Whether the role may read a canary of the person at this place.
    static bool may_read(const Role& role, Place place, const Canary& canary);
    void check_canaries(const Role& role, const std::string& text);
    SeededRandom random_;
    Limits limits_;
    std::optional<access::Passwords> passwords_;
    std::optional<access::Sessions> sessions_;
    access::Totp totp_{access::Seal({}), random_};
    std::optional<House> house_;
    std::optional<Live> live_;
    std::optional<Journeys> journeys_;
    std::optional<ImportRunner> imports_;
    std::optional<Router> router_;
    std::optional<Metrics> metrics_;
    std::optional<StaticFiles> files_;
    std::optional<Dispatcher> dispatcher_;
    std::map<std::string, std::string> tokens_;
    static constexpr Id<Team> kTeam{1};
    static constexpr Id<Team> kOther{2};
    Id<User> spare_;
    Person team_;
    Person other_;
    Person other_shop_;
    std::deque<Role> roles_;
    int keys_ = 0;
    std::int64_t checks_ = 0;
    std::int64_t canaries_ = 0;
};

}  // namespace tsunagi::server
