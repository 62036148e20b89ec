#include "record/timeline.h"

#include "record/contacts.sql.h"
#include "record/orders.sql.h"
#include "record/scope.h"
#include "record/settings.h"
#include "record/timeline.sql.h"
#include "record/timeline_words.h"

#include <limits>

namespace tsunagi::record {

namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

struct EventRow : SubscriptionEvent {
    std::string product_name;
};
BOOST_DESCRIBE_STRUCT(EventRow, (SubscriptionEvent), (product_name))

struct ChangeRow {
    std::int64_t id = 0;
    Instant at;
    std::string after;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (), (id, at, after))

// Entries are ordered by time, then kind, then id: the newest first, a contact before the order and
// the event it made in the same moment.
struct Key {
    std::int64_t at = kLast;
    std::int64_t kind = -1;  // of the last entry shown; -1: nothing was shown yet
    std::int64_t id = kLast;

    // The id before which entries of `kind` at the moment `at` come after this key.
    std::int64_t id_before(TimelineKind of) const {
        const auto rank = std::int64_t(of);
        if (rank == kind) return id;
        return rank < kind ? std::numeric_limits<std::int64_t>::min() : kLast;
    }
};

bool comes_first(const TimelineEntry& a, const TimelineEntry& b) {
    if (a.at != b.at) return a.at > b.at;
    if (a.kind != b.kind) return a.kind < b.kind;
    return a.id > b.id;
}

// Reads one page: from every kind as many entries as the page may need.
class Source {
public:
    Source(store::Reader& reader, const Viewer& viewer, Id<Customer> customer, const Key& after,
           const PageRequest& asked)
        : reader_(reader), viewer_(viewer), customer_(customer), after_(after),
          limit_(asked.rows_and_one()), zone_(Zone::named(read_settings(reader).zone)),
          words_(viewer.language, read_reasons(reader)) {}

    void read(TimelineKind kind) {
        switch (kind) {
            case TimelineKind::Contact: read_contacts(); break;
            case TimelineKind::Order: read_orders(); break;
            case TimelineKind::Subscription: read_events(); break;
            case TimelineKind::Attribute: read_attributes(); break;
            case TimelineKind::Change: read_changes(); break;
        }
    }

    std::vector<TimelineEntry> sorted() {
        std::ranges::sort(entries_, comes_first);
        return std::move(entries_);
    }

private:
    store::Args args_before(TimelineKind kind) const {
        return {{"customer_id", customer_},
                {"before", after_.at},
                {"before_id", after_.id_before(kind)},
                {"limit", limit_}};
    }

    TimelineEntry& add(TimelineKind kind, Instant at, Day on, std::int64_t id) {
        auto& entry = entries_.emplace_back();
        entry.at = at;
        entry.on = on;
        entry.kind = kind;
        entry.id = id;
        return entry;
    }

    void read_contacts() {
        constexpr auto kKind = TimelineKind::Contact;
        if (!sees_any(viewer_, Entity::Contact)) return;
        const std::string agents = agents_of(viewer_, viewer_.sees[Entity::Contact]);
        auto args = args_before(kKind);
        args.emplace_back("agents", agents);
        for (Contact& contact : reader_.all<Contact>(sql::list_contacts_of, args)) {
            mask(viewer_, contact);
            auto& entry = add(kKind, contact.started_at, zone_.day_of(contact.started_at),
                              contact.id.value);
            entry.title = words_.title(contact);
            entry.detail = words_.detail(contact);
            entry.contact = std::move(contact);
        }
    }

    void read_orders() {
        constexpr auto kKind = TimelineKind::Order;
        if (!sees_customer(reader_, viewer_, Entity::Order, customer_)) return;
        for (Order& order : reader_.all<Order>(sql::list_orders_of, args_before(kKind))) {
            order.lines = reader_.all<OrderLine>(sql::list_order_lines, {{"order_id", order.id}});
            mask(viewer_, order);
            auto& entry = add(kKind, order.ordered_at, order.ordered_on, order.id.value);
            entry.title = words_.title(order);
            entry.detail = words_.detail(order);
            if (viewer_.reads(FieldGroup::Money)) entry.amount = order.total;
            entry.order = std::move(order);
        }
    }

    // Events have days: a day lies before the key when its beginning does.
    void read_events() {
        constexpr auto kKind = TimelineKind::Subscription;
        if (!sees_customer(reader_, viewer_, Entity::Subscription, customer_)) return;
        const bool first = after_.at == kLast;
        const Day day = first ? Day{std::numeric_limits<std::int32_t>::max()}
                              : zone_.day_of(Instant{after_.at});
        const bool at_beginning = !first && zone_.instant(day).ms == after_.at;
        auto rows = reader_.all<EventRow>(
            sql::list_events_of, {{"customer_id", customer_},
                                  {"before", day},
                                  {"before_id", at_beginning ? after_.id_before(kKind) : kLast},
                                  {"limit", limit_}});
        for (EventRow& row : rows) {
            mask(viewer_, row);
            auto& entry = add(kKind, zone_.instant(row.happened_on), row.happened_on, row.id.value);
            entry.title = words_.title(row);
            entry.detail = words_.detail(row, row.product_name);
            entry.event = row;
        }
    }

    // A customer has few attributes; their ordinals in time stand for ids.
    void read_attributes() {
        constexpr auto kKind = TimelineKind::Attribute;
        if (viewer_.fields[FieldGroup::Attribute] == FieldRight::Hidden) return;
        std::map<std::string, std::string> former;
        std::int64_t ordinal = 0;
        for (Attribute& attribute :
             reader_.all<Attribute>(sql::list_attribute_history, {{"customer_id", customer_}})) {
            ++ordinal;
            mask(viewer_, attribute);
            const auto at = zone_.instant(*attribute.known_on);
            const auto before = former.find(attribute.name);
            const bool is_after = at.ms < after_.at ||
                                  (at.ms == after_.at && ordinal < after_.id_before(kKind));
            if (is_after) {
                auto& entry = add(kKind, at, *attribute.known_on, ordinal);
                entry.title = words_.title(attribute);
                if (before != former.end()) entry.detail = words_.detail_of_former(before->second);
            }
            former[attribute.name] = attribute.value;
        }
    }

    void read_changes() {
        constexpr auto kKind = TimelineKind::Change;
        for (const ChangeRow& row :
             reader_.all<ChangeRow>(sql::list_customer_changes, args_before(kKind))) {
            auto& entry = add(kKind, row.at, zone_.day_of(row.at), row.id);
            entry.title = words_.title_of_change();
            entry.detail = words_.detail_of_change(row.after);
        }
    }

    store::Reader& reader_;
    const Viewer& viewer_;
    Id<Customer> customer_;
    Key after_;
    int limit_;
    Zone zone_;
    TimelineWords words_;
    std::vector<TimelineEntry> entries_;
};

constexpr std::array kAllKinds{TimelineKind::Contact, TimelineKind::Order,
                               TimelineKind::Subscription, TimelineKind::Attribute,
                               TimelineKind::Change};

}  // namespace

Page<TimelineEntry> timeline_of(store::Reader& reader, const Viewer& viewer, Id<Customer> customer,
                                std::span<const TimelineKind> kinds, const PageRequest& asked) {
    find_customer(reader, viewer, customer);
    Key after;
    if (!asked.cursor.empty()) {
        const auto cursor = Cursor::parse(asked.cursor, 3);
        after = {cursor.integer(0), cursor.integer(1), cursor.integer(2)};
    }
    Source source(reader, viewer, customer, after, asked);
    for (const TimelineKind kind : kinds.empty() ? std::span(kAllKinds) : kinds) source.read(kind);
    return page_of(source.sorted(), asked, [](const TimelineEntry& entry) {
        return Cursor().add(entry.at.ms).add(std::int64_t(entry.kind)).add(entry.id);
    });
}

}  // namespace tsunagi::record
