// What an answer shows of persons, found by its description: whose rows, and which kinds of their
// values. An answer that nobody thought of is found as well as any other.
//
// A person is an object with a reading of its name (`kana`); `customer_id` names one.
#pragma once

#include "base/described.h"
#include "base/viewer.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::access::audit {

struct Shown {
    std::vector<std::int64_t> customers;          // may repeat
    Per<FieldGroup, bool, kFieldGroups> carried;  // the answer has a place for it
    Per<FieldGroup, bool, kFieldGroups> filled;   // and something stood there
};

void add_shown(const TypeTable&, const void* answer, Shown&);

template <class T>
Shown shown_in(const T& answer) {
    Shown shown;
    add_shown(type_of<T>(), &answer, shown);
    return shown;
}

// How much of one kind of value was shown, or would have been.
struct FieldShown {
    FieldGroup field = FieldGroup::Name;
    FieldRight right = FieldRight::Hidden;  // Read: in full
};
BOOST_DESCRIBE_STRUCT(FieldShown, (), (field, right))

std::vector<FieldShown> fields_of(const Shown&, const SeenFields&);

// What an event says beside its columns. No values of persons.
struct EventDetail {
    std::vector<FieldShown> fields;
    std::optional<int> search_length;  // in code points: what was typed is not kept
    std::optional<std::int64_t> api_key;
};
BOOST_DESCRIBE_STRUCT(EventDetail, (), (fields, search_length, api_key))

// The kind of personal value that a field of this name holds, in an answer or in a change.
std::optional<FieldGroup> group_of(std::string_view field);

}  // namespace tsunagi::access::audit
