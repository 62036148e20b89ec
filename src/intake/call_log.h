// The call log of a telephone system (PBX, ACD): a file of contacts whose rows say how long callers
// waited, when they were answered or that nobody answered them.
//
//   who      a file with names or mail addresses is one of people too. Else the customer whose
//            number of the shop the row tells, or the only one who has the phone number; of a
//            phone number that nobody or several have, nobody. A log makes no customers and keeps
//            no phone number.
//   result   abandoned (record/contacts.h): a call that came in and was given up or not answered
//   waited   as told, else from its begin to its answer, or to its end when nobody answered
//   handled  talk, hold and after-call work as told, else from the answer to the end
//   twice    a call that an agent wrote down herself, of the same customer and direction, begun
//            from 5 minutes before the call to 15 after it, is the same: that record takes what
//            the log tells
//
// Thread: one.
#pragma once

#include "intake/row_taker.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tsunagi::intake {

bool tells_calls(const RowReader&);
bool names_people(const RowReader&);

// Queue, wait and handling, and of a file that tells calls the result. Needs started_at, ended_at,
// direction and result.
void read_call(RowReader&, table::Contact&);

// Tells the row's call from the others, without the number of who called.
std::string call_key(RowReader&);

struct Caller {
    std::string key;   // the shop's number of the customer
    std::string e164;  // looked at when there is no key
};
Caller caller_of(RowReader&, const std::string& country_calling_code);

// Customers of callers, by key or number.
class Callers {
public:
    Callers(store::Reader&, std::span<const Caller>);
    std::optional<std::int64_t> customer(const Caller&) const;

private:
    std::unordered_map<std::string, std::int64_t> by_key_;
    std::unordered_map<std::string, std::int64_t> by_number_;
};

// What agents wrote down of calls that a log tells again.
class WrittenCalls {
public:
    // Looks for those of the calls, which have their customers.
    void look_up(store::Reader&, std::span<const table::Contact>);
    // The nearest of the same call, once; nothing when nobody wrote it down.
    std::optional<ContactGaps> take(const table::Contact& call);

private:
    struct Written : ContactGaps {
        Instant started_at;
        std::string direction;
        BOOST_DESCRIBE_CLASS(Written, (ContactGaps), (started_at, direction), (), ())
    };
    std::unordered_map<std::int64_t, std::vector<Written>> by_customer_;
    std::set<std::int64_t> taken_;  // ids; of the whole file, since batches are written later
};

}  // namespace tsunagi::intake
