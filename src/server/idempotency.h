// The answers kept under Idempotency-Keys, in the database that the request changes (the shop's, or
// the control database for its members) so that they commit with the effect. Kept for at least
// three days.
#pragma once

#include "base/viewer.h"
#include "record/customers.h"
#include "store/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace tsunagi::server {

struct KeptAnswer {
    std::string key;
    Id<User> user_id;
    std::string route;
    std::string body_hash;
    Id<record::Customer> customer_id;  // whom the answer is about; 0: nobody in particular
    std::string sight;                 // what its reader saw then (sight_of)
    int status = 200;
    std::string answer;
    std::string etag;
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (),
                      (key, user_id, route, body_hash, customer_id, sight, status, answer, etag))

std::optional<KeptAnswer> find_answer(store::Reader&, std::string_view key, Id<User>);
// Throws Conflict when the key is taken.
void keep_answer(store::Tx&, const KeptAnswer&);

}  // namespace tsunagi::server
