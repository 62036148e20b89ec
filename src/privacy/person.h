// A Person is what one customer is known by, read in full whoever looks: for erasing and finding
// again, never to be shown. Thread: values.
#pragma once

#include "record/erased_people.h"

#include <optional>

namespace tsunagi::privacy {

struct PersonRow {
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::string external_key;
    std::string name;
    std::string kana;
    Instant created_at;
    std::optional<Day> registered_on;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (id, version, external_key, name, kana, created_at, registered_on))

struct Person {
    PersonRow row;
    std::vector<std::string> typed;  // phones and e-mails as somebody typed them
    std::vector<std::string> phones;
    std::vector<std::string> emails;

    record::SaidOfPerson said() const;
    // The row itself: the same customer in an older copy of the database.
    std::string row_form() const;
};

// Throws NotFound.
Person read_person(store::Reader&, std::int64_t customer_id);
Person read_person(store::Reader&, PersonRow);

// Every tombstone of her, also of her orders, subscriptions and contacts.
std::vector<record::Tombstone> tombstones_of(store::Reader&, const record::ErasureKey&,
                                             const Person&, Instant erased_at);

}  // namespace tsunagi::privacy
