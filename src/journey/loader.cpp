#include "journey/loader.h"

#include "base/zone.h"
#include "journey/load.sql.h"
#include "record/settings.h"

#include <algorithm>
#include <limits>

namespace tsunagi::journey {

namespace {

using store::Args;
using store::Reader;
using store::Statement;

// The result of a call that ended before anybody answered (record/contacts.h).
constexpr std::string_view kAbandoned = "abandoned";

// Columns of load.sql by place: twenty million rows are read, so no name is looked up.
struct PersonColumn {
    enum { Id, Medium, Prefecture, RegisteredOn, Birthday, Sex, Rank };
};
struct LineColumn {
    enum { Order, Customer, OrderedOn, KnownOn, Void, Product, Amount, Quantity, Delivery };
};
struct EventColumn {
    enum {
        Id,
        Customer,
        Subscription,
        HappenedOn,
        KnownOn,
        RequestedOn,
        Kind,
        Delivery,
        Product,
        Reason,
        Change
    };
};
struct TermsColumn {
    enum { Subscription, Price, InDays, Cycle };
};
struct TouchColumn {
    enum {
        Id,
        Customer,
        StartedAt,
        CreatedAt,
        Channel,
        Purpose,
        Reason,
        Result,
        Flags,
        Seconds,
        Agent,
        Offer,
        Product,
        Answers,
        Queue,
        Waited,
        AgentName
    };
};

LaneDay day_in(const store::Row& row, int column) {
    return lane_day({static_cast<std::int32_t>(row.integer(column))});
}

// A number that fits into its cell: what is more stands as the most, what is less as 0.
template <class T>
T number_in(const store::Row& row, int column) {
    return static_cast<T>(
        std::clamp<std::int64_t>(row.integer(column), 0, std::numeric_limits<T>::max()));
}

// From customer ids, ascending, to their places: a table while ids are dense, else by search.
class Places {
public:
    explicit Places(std::vector<std::int64_t> ids) : ids_(std::move(ids)) {
        const auto last = ids_.empty() ? 0 : ids_.back();
        if (last > static_cast<std::int64_t>(ids_.size()) * 8 + 1'000'000) return;
        table_.resize(static_cast<std::size_t>(last) + 1, kNone);
        for (std::size_t i = 0; i < ids_.size(); ++i) {
            table_[static_cast<std::size_t>(ids_[i])] = static_cast<std::uint32_t>(i);
        }
    }
    std::uint32_t of(std::int64_t id) const {
        std::uint32_t place = kNone;
        if (!table_.empty()) {
            if (static_cast<std::size_t>(id) < table_.size()) {
                place = table_[static_cast<std::size_t>(id)];
            }
        } else {
            const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
            if (found != ids_.end() && *found == id) {
                place = static_cast<std::uint32_t>(found - ids_.begin());
            }
        }
        if (place == kNone) {
            throw Error(Code::Corrupt, "rows of customer " + std::to_string(id) +
                                           " are there, but not the customer");
        }
        return place;
    }

private:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::int64_t> ids_;
    std::vector<std::uint32_t> table_;
};

// Turns rows of the record into rows of lanes.
class Reading {
public:
    Reading(Reader& reader, Words& words, Places places, Rows rows)
        : words_(words), zone_(Zone::named(record::read_settings(reader).zone)),
          places_(std::move(places)), rows_(std::move(rows)) {}

    void line(const store::Row& row) {
        const std::int64_t order = row.integer(LineColumn::Order);
        const bool first = order != last_order_;
        const bool voided = row.integer(LineColumn::Void) != 0;
        last_order_ = order;
        rows_.lines.push_back({.journey = places_.of(row.integer(LineColumn::Customer)),
                               .day = day_in(row, LineColumn::OrderedOn),
                               .known_on = day_in(row, LineColumn::KnownOn),
                               .product = product(row.integer(LineColumn::Product)),
                               .flags = static_cast<std::uint8_t>((first ? OrderLane::kFirst : 0) |
                                                                  (voided ? OrderLane::kVoid : 0)),
                               .delivery = number_in<std::uint8_t>(row, LineColumn::Delivery),
                               .quantity = number_in<std::int32_t>(row, LineColumn::Quantity),
                               .amount = row.integer(LineColumn::Amount)});
    }
    void event(const store::Row& row) {
        const bool requested = !row.is_null(EventColumn::RequestedOn);
        const std::int64_t subscription = row.integer(EventColumn::Subscription);
        ASSERT(subscription <= std::numeric_limits<std::uint32_t>::max());
        const std::uint32_t told = change(row.text(EventColumn::Change));
        std::string_view reason = row.text(EventColumn::Reason);
        if (reason.empty() && rows_.changes[told].only_price()) reason = kOnlyPrice;
        rows_.events.push_back(
            {.journey = places_.of(row.integer(EventColumn::Customer)),
             .subscription = static_cast<std::uint32_t>(subscription),
             .day = day_in(row, EventColumn::HappenedOn),
             .known_on = day_in(row, EventColumn::KnownOn),
             .requested_on = requested ? day_in(row, EventColumn::RequestedOn) : LaneDay{0},
             .product = product(row.integer(EventColumn::Product)),
             .kind = static_cast<std::uint8_t>(row.integer(EventColumn::Kind)),
             .delivery = number_in<std::uint8_t>(row, EventColumn::Delivery),
             .reason = word(words_.reasons, reason),
             .change = told});
    }
    void terms(const store::Row& row) {
        const bool in_days = row.integer(TermsColumn::InDays) != 0;
        rows_.terms.push_back(
            {.subscription = static_cast<std::uint32_t>(row.integer(TermsColumn::Subscription)),
             .terms = {.price = row.integer(TermsColumn::Price),
                       .in_days = in_days,
                       .cycle = number_in<std::int32_t>(row, TermsColumn::Cycle)}});
    }
    void touch(const store::Row& row) {
        constexpr std::int32_t kTenth = 3'600'000 / TouchLane::kTenths;
        const LocalTime began = zone_.local({row.integer(TouchColumn::StartedAt)});
        rows_.touches.push_back(
            {.journey = places_.of(row.integer(TouchColumn::Customer)),
             .day = lane_day(began.day),
             .known_on = lane_day(zone_.day_of({row.integer(TouchColumn::CreatedAt)})),
             .channel = word(words_.channels, row.text(TouchColumn::Channel)),
             .purpose = word(words_.purposes, row.text(TouchColumn::Purpose)),
             .reason = word(words_.reasons, row.text(TouchColumn::Reason)),
             .result = word(words_.results, row.text(TouchColumn::Result)),
             .flags = static_cast<std::uint8_t>(row.integer(TouchColumn::Flags)),
             .tenth = static_cast<std::uint8_t>(began.ms_of_day / kTenth),
             .queue = word(words_.queues, row.text(TouchColumn::Queue)),
             .waited = number_in<std::uint16_t>(row, TouchColumn::Waited),
             .duration = number_in<std::uint16_t>(row, TouchColumn::Seconds),
             .agent = agent(row.integer(TouchColumn::Agent), row.text(TouchColumn::AgentName)),
             .offer = number_of(words_.offers, row.integer(TouchColumn::Offer)),
             .product = number_of(words_.products, row.integer(TouchColumn::Product)),
             .answers = {static_cast<std::uint8_t>(row.integer(TouchColumn::Answers))},
             .given_up = row.text(TouchColumn::Result) == kAbandoned});
    }
    Part done() {
        std::ranges::sort(rows_.terms, {}, &PresentTerms::subscription);
        return build(std::move(rows_));
    }

private:
    std::uint16_t product(std::int64_t id) {
        if (id != last_product_id_) {
            last_product_id_ = id;
            last_product_ = static_cast<std::uint16_t>(words_.products.add(id));
        }
        return last_product_;
    }
    static std::uint16_t number_of(Products& numbers, std::int64_t id) {
        return static_cast<std::uint16_t>(id == 0 ? 0 : numbers.add(id));
    }
    std::uint16_t agent(std::int64_t id, std::string_view name) {
        if (id != 0 || name.empty()) return number_of(words_.agents, id);
        words_.agent_names.add(name);
        return number_of(words_.agents, id_of_agent(name));
    }
    std::uint32_t change(std::string_view detail) {
        if (detail.empty()) return 0;
        const TermsChange told = terms_change(detail);
        if (told.tells_nothing()) return 0;
        rows_.changes.push_back(told);
        return static_cast<std::uint32_t>(rows_.changes.size() - 1);
    }
    static std::uint8_t word(Dictionary& dictionary, std::string_view text) {
        return static_cast<std::uint8_t>(dictionary.add(text));
    }

    Words& words_;
    Zone zone_;
    Places places_;
    Rows rows_;
    std::int64_t last_order_ = -1;
    std::int64_t last_product_id_ = -1;
    std::uint16_t last_product_ = 0;
};

std::int16_t birth_year(const store::Row& row) {
    if (row.is_null(PersonColumn::Birthday)) return 0;
    const Day day{static_cast<std::int32_t>(row.integer(PersonColumn::Birthday))};
    return static_cast<std::int16_t>(civil(day).year);
}

PersonRow person(const store::Row& row, Words& words) {
    return {.id = row.integer(PersonColumn::Id),
            .medium = static_cast<std::uint16_t>(words.media.add(row.text(PersonColumn::Medium))),
            .prefecture = static_cast<std::uint16_t>(
                words.prefectures.add(row.text(PersonColumn::Prefecture))),
            .registered_on = row.is_null(PersonColumn::RegisteredOn)
                                 ? LaneDay{0}
                                 : day_in(row, PersonColumn::RegisteredOn),
            .birth_year = birth_year(row),
            .sex = static_cast<std::uint8_t>(row.integer(PersonColumn::Sex)),
            .rank = static_cast<std::uint16_t>(words.ranks.add(row.text(PersonColumn::Rank)))};
}

std::vector<std::int64_t> ids_of(const std::vector<PersonRow>& people) {
    std::vector<std::int64_t> ids;
    ids.reserve(people.size());
    for (const PersonRow& row : people) ids.push_back(row.id);
    return ids;
}

// Reads a table by ranges of its key, so that no answer has to fit into memory at once.
template <class Each>
void scan(Reader& reader, const Statement& statement, std::int64_t last, Each each) {
    constexpr std::int64_t kStep = 100'000;
    for (std::int64_t after = 0; after < last; after += kStep) {
        reader.rows(statement, {{"after", after}, {"until", after + kStep}},
                    [&](const store::Row& row) {
                        each(row);
                        return true;
                    });
    }
}

// "[1,2,3]": both databases read a list of ids from JSON text.
std::string json_of(std::span<const std::int64_t> ids) {
    std::string text = "[";
    for (const std::int64_t id : ids) {
        if (text.size() > 1) text += ',';
        text += std::to_string(id);
    }
    return text + ']';
}

template <class Each>
void read_of(Reader& reader, const Statement& statement, std::span<const std::int64_t> ids,
             Each each) {
    constexpr std::size_t kAtOnce = 1000;
    for (std::size_t first = 0; first < ids.size(); first += kAtOnce) {
        const auto some = ids.subspan(first, std::min(kAtOnce, ids.size() - first));
        reader.rows(statement, {{"ids", json_of(some)}}, [&](const store::Row& row) {
            each(row);
            return true;
        });
    }
}

}  // namespace

std::shared_ptr<View> load_view(Reader& reader, std::int64_t watermark) {
    struct LastIds {
        std::int64_t customer = 0, orders = 0, subscription_event = 0, contact = 0,
                     subscription = 0;
    } last;
    reader.rows(sql::last_ids, {}, [&](const store::Row& row) {
        last = {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)};
        return false;
    });
    Words words;
    Rows rows;
    rows.people.push_back({});
    scan(reader, sql::people_between, last.customer,
         [&](const store::Row& row) { rows.people.push_back(person(row, words)); });
    Places places(ids_of(rows.people));
    Reading reading(reader, words, std::move(places), std::move(rows));
    scan(reader, sql::lines_between, last.orders,
         [&](const store::Row& row) { reading.line(row); });
    scan(reader, sql::events_between, last.subscription_event,
         [&](const store::Row& row) { reading.event(row); });
    scan(reader, sql::terms_between, last.subscription,
         [&](const store::Row& row) { reading.terms(row); });
    scan(reader, sql::touches_between, last.contact,
         [&](const store::Row& row) { reading.touch(row); });
    return view_of(reading.done(), std::move(words), watermark);
}

Part load_journeys(Reader& reader, std::span<const std::int64_t> ids, Words& words) {
    Rows rows;
    for (const std::int64_t id : ids) {
        rows.people.push_back({.id = id, .present = id == 0 ? std::uint8_t{1} : std::uint8_t{0}});
    }
    Places places({ids.begin(), ids.end()});
    read_of(reader, sql::people_of, ids, [&](const store::Row& row) {
        const PersonRow read = person(row, words);
        rows.people[places.of(read.id)] = read;
    });
    Reading reading(reader, words, std::move(places), std::move(rows));
    const auto line = [&](const store::Row& row) { reading.line(row); };
    const auto touch = [&](const store::Row& row) { reading.touch(row); };
    read_of(reader, sql::lines_of, ids, line);
    read_of(reader, sql::events_of, ids, [&](const store::Row& row) { reading.event(row); });
    read_of(reader, sql::terms_of, ids, [&](const store::Row& row) { reading.terms(row); });
    read_of(reader, sql::touches_of, ids, touch);
    if (!ids.empty() && ids.front() == 0) {
        reader.rows(sql::lines_of_unknown, {},
                    [&](const store::Row& row) { return line(row), true; });
        reader.rows(sql::touches_of_unknown, {},
                    [&](const store::Row& row) { return touch(row), true; });
    }
    return reading.done();
}

}  // namespace tsunagi::journey
