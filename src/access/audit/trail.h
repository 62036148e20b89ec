// The trail as it is read: changes with their before and after, and events, as one list, the newest
// first. It answers "who saw Mrs Sato's phone number last month" by her number, since an event
// names everybody it showed and which kinds of values were in full, masked or hidden.
//
// A reader of the trail sees values of persons no better here than in the record itself, and with
// the scope Own or Team only what she or her team did.
#pragma once

#include "access/audit/shown.h"
#include "access/audit/words.h"
#include "record/customers.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::access::audit {

BOOST_DEFINE_ENUM_CLASS(ActorKind, User, Import, Job, System)

struct FieldChange {
    std::string field;
    Json before;  // null: there was nothing
    Json after;
    bool masked = false;  // the reader may not see this kind of value: both are null
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after, masked))

struct TrailEntry {
    std::string id;  // of the entry, for its people
    Instant at;
    Kind kind = Kind::Viewed;
    ActorKind actor = ActorKind::User;
    std::optional<Id<User>> user_id;
    std::string user_name;
    std::optional<Id<User>> acting_for;  // whose view it was
    std::string acting_for_name;
    std::string address;
    std::string operation;
    std::string entity;
    std::optional<std::int64_t> entity_id;
    std::optional<Id<record::Customer>> customer_id;
    std::string customer_name;  // as the reader may see it
    std::int64_t persons = 0;   // shown or exported
    std::int64_t row_count = 0;
    std::int64_t status = 0;  // of a refusal: 401, 403, 404
    std::string reason;
    std::vector<FieldShown> fields;
    std::optional<int> search_length;
    std::optional<std::int64_t> api_key;  // the request came with it; user_name is then its name
    std::vector<FieldChange> changes;
};
BOOST_DESCRIBE_STRUCT(TrailEntry, (),
                      (id, at, kind, actor, user_id, user_name, acting_for, acting_for_name,
                       address, operation, entity, entity_id, customer_id, customer_name, persons,
                       row_count, status, reason, fields, search_length, api_key, changes))

struct TrailFilter {
    std::optional<Id<record::Customer>> customer;
    std::optional<Id<User>> user;
    std::optional<Kind> kind;
    std::string entity;  // '' any
    std::optional<Instant> from;
    std::optional<Instant> to;  // exclusive
};

// One state of both databases; `scope` is the reader's for Entity::Audit.
struct TrailView {
    store::Reader& shop;
    store::Reader& control;
    const Viewer& viewer;
};

record::Page<TrailEntry> search_trail(const TrailView&, const TrailFilter&,
                                      const record::PageRequest&);

// Whom an event showed, an export with all its parts; by number. Throws NotFound.
record::Page<record::CustomerRow> people_of_event(const TrailView&, const std::string& id,
                                                  const record::PageRequest&);

}  // namespace tsunagi::access::audit
