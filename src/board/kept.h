// What all kept things do alike: a shop keeps so many of each, the change log tells of them, and
// names of people are given beside their ids.
#pragma once

#include "base/json.h"
#include "base/viewer.h"
#include "record/changes.h"
#include "store/database.h"

#include <string>
#include <string_view>

namespace tsunagi::board {

// A member as the control database knows her; the name is kept beside the id.
struct Person {
    Id<User> user_id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (user_id, name))

// Without white space around it. Throws InvalidInput at "/name" when nothing is left.
std::string checked_name(std::string_view);
// Throws Conflict when the shop has `most` of them already.
void check_room(std::int64_t count, std::int64_t most, std::string_view what);
[[noreturn]] void not_found(std::string_view what, std::int64_t id);

template <class T>
void tell_created(store::Tx& tx, std::string_view entity, const T& thing) {
    const auto json = to_json(thing);
    tx.changed({.entity = entity, .id = thing.id.value, .after = json});
}

// Requires that the versions differ by one.
template <class T>
void tell_updated(store::Tx& tx, std::string_view entity, const T& before, const T& after) {
    const auto changed = record::difference(before, after);
    tx.changed({.entity = entity,
                .id = after.id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
}

template <class T>
void tell_deleted(store::Tx& tx, std::string_view entity, const T& thing) {
    const auto json = to_json(thing);
    tx.changed({.entity = entity,
                .id = thing.id.value,
                .kind = store::Change::Kind::Deleted,
                .version = thing.version,
                .before = json});
}

}  // namespace tsunagi::board
