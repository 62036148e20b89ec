#include "server/teller.h"

#include "access/audit/brake.h"
#include "access/secret_hash.h"
#include "base/json.h"
#include "base/log.h"
#include "record/settings.h"
#include "server/call.h"
#include "server/route.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

using access::audit::Doing;
using access::audit::EventDetail;
using access::audit::Kind;
using access::audit::Matter;
using store::audit::Event;

constexpr std::int64_t kOnce_ms = 60'000;
constexpr std::size_t kMostRemembered = 100'000;

// Nothing: the change log tells it, or there is nothing to tell.
std::optional<Kind> kind_of_change(const access::audit::AuditWord& word) {
    switch (word.matter) {
        case Matter::Rights:
            return word.verb.starts_with("viewed_as") ? Kind::ViewedAs : Kind::RightsChanged;
        case Matter::Configuration:
        case Matter::Privacy: return Kind::Configured;
        case Matter::Import: return Kind::Imported;
        default: return std::nullopt;
    }
}

std::optional<Kind> kind_of_session(const Call& call) {
    if (call.has_signed_in()) return Kind::SignedIn;
    if (call.route().audit.doing != Doing::Change) return std::nullopt;
    if (call.route().audit.verb == "delete") return Kind::SignedOut;
    return call.who().user ? std::optional(Kind::RightsChanged) : std::nullopt;
}

std::optional<Kind> kind_of(const Call& call) {
    const auto& word = call.route().audit;
    if (word.matter == Matter::Session) return kind_of_session(call);
    if (word.noun == "disclosure") return Kind::Disclosed;
    if (word.noun == "erasure") return std::nullopt;  // told in the transaction that erases
    if (word.doing == Doing::Change) return kind_of_change(word);
    if (word.matter == Matter::Trail) return Kind::TrailRead;
    if (word.doing == Doing::Export) return std::nullopt;  // told by begin_export
    if (call.search_length()) return Kind::Searched;
    if (call.shown().customers.empty()) return std::nullopt;
    const bool one = call.customer_of_path() != 0 || word.doing == Doing::Read;
    return one && word.matter == Matter::Person ? Kind::Viewed : Kind::Listed;
}

std::vector<std::int64_t> people_of(const Call& call) {
    auto people = call.shown().customers;
    std::ranges::sort(people);
    people.erase(std::ranges::unique(people).begin(), people.end());
    return people;
}

Event event_of(Call& call, Kind kind) {
    const Viewer& viewer = call.viewer();
    Event event;
    event.user_id = call.who().user.value;
    event.user_name = call.who().name;
    event.acting_for = viewer.acting_for ? viewer.user.value : 0;
    if (viewer.acting_for) event.user_id = viewer.acting_for.value;
    event.session_id = call.who().session.value;
    event.address = call.request().address;
    event.kind = word_of(kind);
    event.operation = call.route().operation;
    event.entity = call.route().audit.noun;
    event.entity_id = call.path_id();
    return event;
}

std::optional<std::int64_t> key_id(const Call& call) {
    const auto key = call.who().key;
    return key ? std::optional(key.value) : std::nullopt;
}

// The trail of a shop is in its database; of what concerns none, or somebody who has nothing to do
// with it, in the control database.
store::Database& trail_of(Call& call, Event& event) {
    if (call.viewer().shop) return call.shop();
    event.shop_id = call.shop_of_path();
    return call.control();
}

// Nothing: the error refuses nobody.
std::optional<Kind> kind_of_refusal(const Error& error, const Call& call) {
    const bool proves = call.route().audit.matter == Matter::Session &&
                        call.route().audit.doing == Doing::Change && !call.who().user;
    switch (error.code()) {
        case Code::Unauthenticated:
        case Code::TooMany: return proves ? Kind::SignInFailed : Kind::Denied;
        case Code::Forbidden: return Kind::Denied;
        case Code::NotFound:
            return call.who().user && (call.path_id() != 0 || !call.viewer().shop)
                       ? std::optional(Kind::Denied)
                       : std::nullopt;
        default: return std::nullopt;
    }
}

std::string key_of(const Event& event, std::span<const std::int64_t> customers) {
    std::string text = event.kind + ' ' + event.operation + ' ' + event.entity + ' ' +
                       event.address + ' ' + event.detail;
    for (const auto part : {event.session_id, event.user_id, event.acting_for, event.entity_id,
                            event.customer_id, event.status}) {
        text += ' ' + std::to_string(part);
    }
    for (const auto customer : customers) text += ',' + std::to_string(customer);
    return access::secret_hash("told", text);
}

}  // namespace

void Teller::answered(Call& call, const Response& response) {
    const auto kind = kind_of(call);
    if (!kind || response.status >= 400) return;
    Event event = event_of(call, *kind);
    const auto people = people_of(call);
    event.customer_id = call.customer_of_path();
    if (event.customer_id == 0 && *kind == Kind::Viewed && people.size() == 1) {
        event.customer_id = people.front();
    }
    event.row_count = std::int64_t(call.shown().customers.size());
    event.status = response.status;
    event.reason = call.reason();
    if (const auto& subject = call.subject()) {
        event.user_id = subject->id.value;
        event.user_name = subject->name;
    }
    const EventDetail detail{access::audit::fields_of(call.shown(), call.viewer().fields),
                             call.search_length(), key_id(call)};
    if (!detail.fields.empty() || detail.search_length || detail.api_key)
        event.detail = to_json(detail);
    auto& trail = trail_of(call, event);
    const bool reading = *kind == Kind::Viewed || *kind == Kind::Listed ||
                         *kind == Kind::Searched || *kind == Kind::TrailRead;
    const auto key = reading ? key_of(event, people) : std::string();
    if (reading && told_lately(key)) return;
    write(trail, event, people);
    if (reading) remember(key);
}

void Teller::refused(Call& call, const Error& error) noexcept {
    try {
        const auto kind = kind_of_refusal(error, call);
        if (!kind) return;
        Event event = event_of(call, *kind);
        if (const auto& subject = call.subject()) {
            event.user_id = subject->id.value;
            event.user_name = subject->name;
        }
        event.status = status_of(error.code());
        // Who asks too fast is told once, not for each thing that she asks for.
        if (error.code() == Code::TooMany && !call.viewer().shop) event.entity_id = 0;
        auto& trail = trail_of(call, event);
        // Each guess at a password is told, and those at an unknown log-in like all others: an
        // answer that comes sooner would tell which log-ins exist.
        const auto key = *kind == Kind::SignInFailed ? std::string() : key_of(event, {});
        if (!key.empty() && told_lately(key)) return;
        if (!call.who().user && !may_tell_of_a_stranger()) return;
        write(trail, event);
        if (!key.empty()) remember(key);
    } catch (const std::exception&) {
        log_failure("refusal_not_told", {{"route", Word{call.route().operation}}});
    }
}

void require_reason(std::string_view reason) {
    constexpr std::size_t kLongestReason = 500;
    if (!reason.empty() && reason.size() <= kLongestReason * 4) return;
    throw Error(Code::InvalidInput, "an export needs a reason",
                {{"/reason", "required", "say what the file is for", {}}});
}

ExportLog Teller::begin_export(Call& call, const ExportOrder& order) {
    require_reason(order.reason);
    Event event = event_of(call, Kind::Exported);
    event.persons = order.persons;
    event.row_count = order.rows;
    event.reason = order.reason;
    event.status = 200;
    const EventDetail detail{access::audit::fields_of(order.shown, call.viewer().fields),
                             std::nullopt, key_id(call)};
    event.detail = to_json(detail);
    const auto settings = call.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    const Day today = record::day_of(settings, call.now());
    const auto next_day = Zone::named(settings.zone).instant(Day{today.number + 1});
    const auto seq = call.shop().write(call.actor(), [&](store::Tx& tx) {
        access::audit::take_from_brake(tx, {event.user_id}, today, order.persons,
                                       settings.export_persons_per_day,
                                       (next_day - call.now()) / 1000 + 1);
        return store::audit::note(tx, event);
    });
    event.kind = word_of(Kind::ExportPart);
    event.entity_id = seq;
    event.persons = 0;
    event.row_count = 0;
    event.reason.clear();
    return {call.shop(), event};
}

void ExportLog::page(std::span<const std::int64_t> customers) {
    if (customers.empty()) return;
    part_.row_count = std::int64_t(customers.size());
    shop_.write({store::Actor::Kind::User, part_.user_id, true},
                [&](store::Tx& tx) { store::audit::note(tx, part_, customers); });
}

bool Teller::told_lately(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = told_.find(key);
    return found != told_.end() && house_.clock.steady_ms() - found->second < kOnce_ms;
}

void Teller::remember(const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (told_.size() >= kMostRemembered) told_.clear();
    told_[key] = house_.clock.steady_ms();
}

// Who is nobody must not be able to fill the disk.
bool Teller::may_tell_of_a_stranger() {
    constexpr int kMostStrangers = 300;
    const auto now = house_.clock.steady_ms();
    const std::lock_guard lock(mutex_);
    if (now - strangers_since_ >= kOnce_ms) {
        strangers_since_ = now;
        strangers_ = 0;
    }
    return ++strangers_ <= kMostStrangers;
}

void Teller::write(store::Database& trail, const Event& event,
                   std::span<const std::int64_t> customers) {
    const store::Actor actor{store::Actor::Kind::User, event.user_id, true};
    trail.write(actor, [&](store::Tx& tx) { store::audit::note(tx, event, customers); });
}

}  // namespace tsunagi::server
