#include "intake/call_log.h"

#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

#include <algorithm>
#include <limits>

namespace tsunagi::intake {

namespace {

using enum FieldId;

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kEarly = 300 * kSecond;  // an agent's record may begin before the call
constexpr std::int64_t kLate = 900 * kSecond;   // and so long after it
constexpr std::string_view kAbandoned = "abandoned";

struct NumberedCaller {
    std::string key;
    std::int64_t id = 0;
    std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(NumberedCaller, (), (key, id, people))

// Seconds from one instant to the other; a row whose times run backwards is rejected.
std::optional<std::int64_t> between(RowReader& row, FieldId field, Instant from,
                                    std::optional<Instant> to) {
    if (!to) return std::nullopt;
    if (*to < from) row.reject(field, row.text(field), Fault::NotADuration);
    return (*to - from) / kSecond;
}

// Nobody answered: a call that came in was given up, one that went out had no answer.
void settle_result(RowReader& row, table::Contact& call) {
    const bool abandoned = row.code(ContactAbandoned, parse_call_fate) == kAbandoned;
    const bool unanswered = abandoned || call.result == kAbandoned || call.result == "no_answer";
    if (unanswered) call.result = call.direction == "inbound" ? kAbandoned : "no_answer";
}

Instant end_of(const table::Contact& call) {
    const auto seconds = call.waited_seconds.value_or(0) + call.handled_seconds.value_or(0);
    return std::max(call.ended_at.value_or(call.started_at), call.started_at + seconds * kSecond);
}

}  // namespace

bool tells_calls(const RowReader& row) {
    return row.maps(ContactWaited) || row.maps(ContactAnsweredAt) || row.maps(ContactAbandoned);
}

bool names_people(const RowReader& row) { return row.maps(CustomerName) || row.maps(EmailAddress); }

void read_call(RowReader& row, table::Contact& call) {
    call.queue = row.words(ContactQueue, 100);
    if (tells_calls(row)) settle_result(row, call);
    const auto answered_at = row.instant(ContactAnsweredAt);
    const bool abandoned = call.result == kAbandoned;
    call.waited_seconds = row.seconds(ContactWaited);
    if (!call.waited_seconds && abandoned) {
        call.waited_seconds = between(row, ContactEndedAt, call.started_at, call.ended_at);
    } else if (!call.waited_seconds) {
        call.waited_seconds = between(row, ContactAnsweredAt, call.started_at, answered_at);
    }
    const auto talk = row.seconds(ContactTalk);
    const auto after = row.seconds(ContactHold).value_or(0) +
                       row.seconds(ContactWrapUp).value_or(0);
    if (abandoned) return;
    if (talk) {
        call.handled_seconds = *talk + after;
    } else if (answered_at && call.ended_at) {
        const auto talked = between(row, ContactEndedAt, *answered_at, call.ended_at);
        call.handled_seconds = talked.value_or(0) + row.seconds(ContactWrapUp).value_or(0);
    }
}

std::string call_key(RowReader& row) {
    std::string key = "log:";
    for (const auto field : {ContactStartedAt, ContactEndedAt, ContactAnsweredAt, ContactQueue,
                             ContactWaited, ContactTalk, ContactAgent}) {
        key.append(row.text(field)).append("|");
    }
    return key;
}

Caller caller_of(RowReader& row, const std::string& country_calling_code) {
    return {.key = std::string(row.text(CustomerKey)),
            .e164 = phone_e164(row.text(PhoneNumber), country_calling_code).value_or("")};
}

Callers::Callers(store::Reader& reader, std::span<const Caller> callers) {
    KeyList keys;
    KeyList numbers;
    for (const Caller& caller : callers) {
        if (!caller.key.empty()) {
            keys.add(caller.key);
        } else if (!caller.e164.empty()) {
            numbers.add(caller.e164);
        }
    }
    if (!keys.empty()) {
        const auto list = keys.text();
        for (const auto& row :
             reader.all<table::Customer>(sql::customers_by_key, {{"list", list}})) {
            by_key_.emplace(*row.external_key, row.id);
        }
    }
    if (numbers.empty()) return;
    const auto list = numbers.text();
    for (const auto& row : reader.all<NumberedCaller>(sql::callers_by_phone, {{"list", list}})) {
        if (row.people == 1) by_number_.emplace(row.key, row.id);
    }
}

std::optional<std::int64_t> Callers::customer(const Caller& caller) const {
    const auto& known = caller.key.empty() ? by_number_ : by_key_;
    const auto found = known.find(caller.key.empty() ? caller.e164 : caller.key);
    return found == known.end() ? std::nullopt : std::optional(found->second);
}

void WrittenCalls::look_up(store::Reader& reader, std::span<const table::Contact> calls) {
    by_customer_.clear();
    KeyList customers;
    Instant from{std::numeric_limits<std::int64_t>::max()};
    Instant until{0};
    for (const table::Contact& call : calls) {
        if (!call.customer_id || call.result == kAbandoned) continue;
        customers.add(*call.customer_id);
        from = std::min(from, call.started_at + -kEarly);
        until = std::max(until, end_of(call) + kLate);
    }
    if (customers.empty()) return;
    const auto list = customers.text();
    for (auto& row : reader.all<Written>(sql::written_calls,
                                         {{"list", list}, {"from", from}, {"until", until}})) {
        by_customer_[*row.customer_id].push_back(std::move(row));
    }
}

std::optional<ContactGaps> WrittenCalls::take(const table::Contact& call) {
    if (!call.customer_id || call.result == kAbandoned) return std::nullopt;
    const auto found = by_customer_.find(*call.customer_id);
    if (found == by_customer_.end()) return std::nullopt;
    const Written* nearest = nullptr;
    const auto off = [&](const Written& one) { return std::abs(one.started_at - call.started_at); };
    for (const Written& one : found->second) {
        const bool same = one.direction == call.direction &&
                          call.started_at + -kEarly <= one.started_at &&
                          one.started_at <= end_of(call) + kLate;
        if (!same || taken_.contains(one.id)) continue;
        if (nearest == nullptr || off(one) < off(*nearest)) nearest = &one;
    }
    if (nearest == nullptr) return std::nullopt;
    taken_.insert(nearest->id);
    return *nearest;
}

}  // namespace tsunagi::intake
