// The Teller writes into the trail what a request did, before its answer leaves: what its route
// declares (access/audit/words.h) of whom the answer shows. An answer that cannot be told is not
// given.
//
// The same view by the same session within a minute is told once; of people who are not signed in
// 300 refusals a minute are told.
//
// Thread: any. `mutex_` guards `told_` and the count of strangers.
#pragma once

#include "access/audit/shown.h"
#include "access/audit/words.h"
#include "server/house.h"
#include "server/http.h"
#include "store/audit/event.h"

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

namespace tsunagi::server {

class Call;

// An export under way: each page is told before it leaves.
class ExportLog {
public:
    ExportLog(store::Database& shop, store::audit::Event part)
        : shop_(shop), part_(std::move(part)) {}
    void page(std::span<const std::int64_t> customers);

private:
    store::Database& shop_;
    store::audit::Event part_;
};

struct ExportOrder {
    std::string reason;
    std::int64_t persons = 0;
    std::int64_t rows = 0;
    access::audit::Shown shown{};  // which fields the file has
};

// Throws InvalidInput without a reason, or with one that is too long to be told.
void require_reason(std::string_view);

class Teller {
public:
    explicit Teller(House& house) : house_(house) {}

    void answered(Call&, const Response&);
    // Does not throw: the refusal is given whether or not it could be told.
    void refused(Call&, const Error&) noexcept;
    // Before the first row leaves. Throws TooMany when the day's brake holds, InvalidInput without
    // a reason.
    ExportLog begin_export(Call&, const ExportOrder&);

private:
    bool told_lately(const std::string& key);
    void remember(const std::string& key);
    bool may_tell_of_a_stranger();
    void write(store::Database&, const store::audit::Event&,
               std::span<const std::int64_t> customers = {});

    House& house_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> told_;  // what by which session → steady ms
    int strangers_ = 0;
    std::int64_t strangers_since_ = 0;  // steady ms
};

}  // namespace tsunagi::server
