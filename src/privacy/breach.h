// The breach desk answers, from what the trail has kept: this account, in this time, by this export
// — whose data were seen, and which kinds of them? (個人情報保護法 26 条, 施行規則 7・8 条: the
// report to the commission names the people's number and the items that leaked.)
//
// Counted is what left through the API: what was shown, listed, searched, exported, disclosed. Who
// changed a person's data is in the audit search.
//
// Thread: any.
#pragma once

#include "base/viewer.h"
#include "record/customers.h"
#include "record/page.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::privacy {

struct BreachFilter {
    std::optional<Id<User>> user;
    std::optional<Instant> from;
    std::optional<Instant> to;              // exclusive
    std::optional<std::int64_t> event_seq;  // one event of the trail, an export with its parts
};

struct AffectedPerson {
    Id<record::Customer> customer_id;
    std::string name;  // as the reader may see it
    std::int64_t times = 0;
    Instant first_at;
    Instant last_at;
    std::vector<FieldGroup> fields;  // kinds of values that were shown, masked or in full
};
BOOST_DESCRIBE_STRUCT(AffectedPerson, (), (customer_id, name, times, first_at, last_at, fields))

struct Breach {
    std::int64_t people = 0;
    std::int64_t events = 0;
    std::vector<FieldGroup> fields;  // of all of them
    std::vector<AffectedPerson> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Breach, (), (people, events, fields, items, next))

Breach find_breach(store::Reader&, const Viewer&, const BreachFilter&, const record::PageRequest&);

}  // namespace tsunagi::privacy
