#include "store/audit/event.h"

#include "store/audit/event.sql.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tsunagi::store::audit {

namespace {

constexpr std::array<std::string_view, 3> kSeenColumns{"customer_id", "at", "seq"};

class SeenRows final : public BulkRows {
public:
    SeenRows(const Event& event, std::span<const std::int64_t> people)
        : event_(event), people_(people) {}
    bool next(std::vector<Value>& row) override {
        if (at_ == people_.size()) return false;
        row = {people_[at_++], event_.at.ms, event_.seq};
        return true;
    }

private:
    const Event& event_;
    std::span<const std::int64_t> people_;
    std::size_t at_ = 0;
};

std::string list_of(std::span<const std::int64_t> people) {
    std::string list;
    for (const auto id : people) list.append(list.empty() ? "[" : ",") += std::to_string(id);
    return list.empty() ? list : list + ']';
}

}  // namespace

std::int64_t note(Tx& tx, Event event, std::span<const std::int64_t> shown) {
    std::vector<std::int64_t> people(shown.begin(), shown.end());
    std::ranges::sort(people);
    people.erase(std::ranges::unique(people).begin(), people.end());
    event.customers = list_of(people);
    if (event.persons == 0) event.persons = std::int64_t(people.size());
    const bool apart = event.customer_id != 0 &&
                       !std::ranges::binary_search(people, event.customer_id);
    if (apart) people.push_back(event.customer_id);
    event.at = tx.now();
    event.seq = tx.next_seq();
    tx.run(sql::insert_audit_event, args_of(event));
    if (people.size() == 1) {
        tx.run(sql::insert_audit_seen,
               {{"customer_id", people.front()}, {"at", event.at}, {"seq", event.seq}});
    } else if (!people.empty()) {
        SeenRows rows(event, people);
        tx.bulk_insert("audit_seen", kSeenColumns, rows);
    }
    return event.seq;
}

std::vector<std::int64_t> read_customers(std::string_view list) {
    std::vector<std::int64_t> people;
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at < end && *at != ']') {
        std::int64_t id = 0;
        const auto [after, failure] = std::from_chars(at + 1, end, id);
        if (failure != std::errc()) break;
        people.push_back(id);
        at = after;
    }
    return people;
}

}  // namespace tsunagi::store::audit
