// An Event is one thing a person did that changed nothing, or that has to be told beside its
// changes: she looked at a customer, searched, exported, signed in, was refused.
//
// It names people by their numbers only. Its row commits with the transaction that writes it.
#pragma once

#include "store/database.h"

#include <span>

namespace tsunagi::store::audit {

struct Event {
    std::int64_t seq = 0;  // given when it is written
    Instant at;
    std::int64_t user_id = 0;  // 0: nobody was signed in
    std::string user_name;
    std::int64_t acting_for = 0;  // whose view it was; 0: her own
    std::int64_t session_id = 0;
    std::string address;
    std::int64_t shop_id = 0;  // in the control database
    std::string kind;          // a word of the room that writes it
    std::string operation;
    std::string entity;
    std::int64_t entity_id = 0;
    std::int64_t customer_id = 0;  // the one person it is about
    std::string customers;         // JSON list of those who were shown
    std::int64_t persons = 0;
    std::int64_t row_count = 0;
    std::int64_t status = 0;
    std::string reason;
    std::string detail;  // JSON; '' none
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (seq, at, user_id, user_name, acting_for, session_id, address, shop_id, kind,
                       operation, entity, entity_id, customer_id, customers, persons, row_count,
                       status, reason, detail))

// Writes the event as of now. `shown` are the customers it showed: they become its `customers`,
// and `persons` when that is 0. Returns its seq.
std::int64_t note(Tx&, Event, std::span<const std::int64_t> shown = {});

// The numbers of a list as `note` wrote it; a broken one ends where it breaks.
std::vector<std::int64_t> read_customers(std::string_view list);

}  // namespace tsunagi::store::audit
