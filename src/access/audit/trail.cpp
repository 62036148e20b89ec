#include "access/audit/trail.h"

#include "access/access.sql.h"
#include "access/audit/trail.sql.h"
#include "access/users.h"
#include "base/error.h"
#include "base/json.h"
#include "base/json_scanner.h"
#include "store/audit/event.h"

#include <algorithm>
#include <limits>
#include <map>

namespace tsunagi::access::audit {

namespace {

using store::audit::Event;

constexpr auto kMax = std::numeric_limits<std::int64_t>::max();

// A place in the merged list; greater is newer.
struct Key {
    std::int64_t at = kMax;
    int list = 0;
    std::int64_t seq = kMax;
    std::int64_t position = kMax;
    auto operator<=>(const Key&) const = default;
};
// Changes, their items and events of a shop have one order by seq; the control database another.
enum List { Control, Shop };

struct Found {
    Key key;
    TrailEntry entry;
};

struct ChangeColumn {
    enum {
        Seq,
        At,
        ActorKind,
        ActorId,
        Entity,
        EntityId,
        CustomerId,
        Kind,
        BulkOrPosition,
        Before,
        After
    };
};

template <class T>
std::optional<Id<T>> id_or_nothing(std::int64_t value) {
    return value == 0 ? std::nullopt : std::optional(Id<T>{value});
}

std::optional<std::int64_t> number_or_nothing(std::int64_t value) {
    return value == 0 ? std::nullopt : std::optional(value);
}

// The members of a JSON object; none when the text is not one.
std::map<std::string, std::string, std::less<>> members_of(std::string_view text) {
    std::map<std::string, std::string, std::less<>> members;
    JsonScanner scanner(text);
    if (text.empty() || !scanner.enter('{')) return members;
    while (scanner.peek() == '"') {
        std::string name;
        if (!scanner.string(name) || !scanner.expect(':')) break;
        scanner.peek();
        const auto begin = scanner.offset();
        if (!scanner.skip()) break;
        members[name] = text.substr(begin, scanner.offset() - begin);
        if (!scanner.take(',')) break;
    }
    return members;
}

std::optional<FieldGroup> group_in(std::string_view entity, std::string_view field) {
    if (entity == "customer" && field == "name") return FieldGroup::Name;
    return group_of(field);
}

std::vector<FieldChange> differences(const Viewer& viewer, std::string_view entity,
                                     std::string_view before, std::string_view after) {
    auto old = members_of(before);
    auto now = members_of(after);
    std::vector<FieldChange> all;
    const auto add = [&](const std::string& field) {
        const auto was = old.find(field);
        if (was != old.end() && now.contains(field) && was->second == now[field]) return;
        const auto group = group_in(entity, field);
        FieldChange change{.field = field, .before = {}, .after = {}};
        change.masked = group && !viewer.reads(*group);
        if (!change.masked) {
            if (was != old.end()) change.before.text = was->second;
            if (const auto found = now.find(field); found != now.end()) {
                change.after.text = found->second;
            }
        }
        all.push_back(std::move(change));
    };
    for (const auto& [field, value] : old) add(field);
    for (const auto& [field, value] : now) {
        if (!old.contains(field)) add(field);
    }
    return all;
}

class Search {
public:
    Search(const TrailView& view, const TrailFilter& filter, const record::PageRequest& asked)
        : view_(view), filter_(filter), asked_(asked), user_(filter.user.value_or(Id<User>{})) {
        start_.at = filter.to ? filter.to->ms : kMax;
        if (filter.to) start_ = {filter.to->ms, -1, -1, -1};
        if (asked.cursor.empty()) return;
        const auto cursor = record::Cursor::parse(asked.cursor, 4);
        start_ = std::min(start_, Key{cursor.integer(0), int(cursor.integer(1)), cursor.integer(2),
                                      cursor.integer(3)});
    }

    record::Page<TrailEntry> run() {
        for (const auto user : users()) read_of(user);
        std::ranges::sort(found_, std::ranges::greater(), &Found::key);
        if (found_.size() > std::size_t(asked_.rows_and_one())) {
            found_.resize(std::size_t(asked_.rows_and_one()));
        }
        auto page = record::page_of(std::move(found_), asked_, [](const Found& found) {
            const Key& key = found.key;
            return record::Cursor().add(key.at).add(key.list).add(key.seq).add(key.position);
        });
        record::Page<TrailEntry> entries;
        entries.next = page.next;
        for (auto& found : page.items) entries.items.push_back(std::move(found.entry));
        add_names(entries.items);
        return entries;
    }

private:
    // Whose doings are looked through; 0: everybody's.
    std::vector<Id<User>> users() const {
        const Viewer& viewer = view_.viewer;
        if (viewer.scope == RowScope::All) return {user_};
        auto mine = viewer.scope == RowScope::Team ? viewer.colleagues
                                                   : std::vector<Id<User>>{viewer.user};
        if (viewer.scope == RowScope::None) mine.clear();
        if (user_) std::erase_if(mine, [&](Id<User> id) { return id != user_; });
        return mine;
    }

    bool wants_changes() const {
        return !filter_.kind || *filter_.kind == Kind::Created || *filter_.kind == Kind::Updated ||
               *filter_.kind == Kind::Deleted;
    }
    bool wants_events() const { return !filter_.kind || !wants_changes(); }

    void read_of(Id<User> user) {
        user_ = user;
        if (wants_changes()) {
            add_changes();
            if (filter_.customer && !user) add_items();
        }
        if (!wants_events()) return;
        add_events(view_.shop, Shop, shop_events());
        if (filter_.customer) return;
        add_events(view_.control, Control,
                   user ? sql::trail_control_events_of_user : sql::trail_control_events);
    }

    const store::Statement& shop_events() const {
        if (filter_.customer) return sql::trail_events_of_customer;
        if (filter_.kind) return sql::trail_events_of_kind;
        return user_ ? sql::trail_events_of_user : sql::trail_events;
    }

    // What is asked of one list: what comes behind `start_` in the merged one.
    store::Args args(List list) const {
        Key from = start_;
        if (list < start_.list) from.seq = from.position = kMax;
        if (list > start_.list) from.seq = from.position = -1;
        const auto since = filter_.from ? filter_.from->ms : std::numeric_limits<int>::min();
        store::Args args{{"at", from.at},
                         {"seq", from.seq},
                         {"position", from.position},
                         {"from", since},
                         {"kind", filter_.kind ? word_of(*filter_.kind) : std::string_view()},
                         {"entity", filter_.entity},
                         {"user_id", user_},
                         {"shop_id", view_.viewer.shop},
                         {"customer_id", filter_.customer.value_or(Id<record::Customer>{})},
                         {"limit", asked_.rows_and_one()}};
        for (auto& arg : args) arg.may_be_unused = true;
        return args;
    }

    TrailEntry entry_of_change(const store::Row& row) const {
        TrailEntry entry;
        entry.id = "c" + std::to_string(row.integer(ChangeColumn::Seq));
        entry.at = {row.integer(ChangeColumn::At)};
        entry.kind = parse_enum<Kind>(row.text(ChangeColumn::Kind)).value_or(Kind::Updated);
        entry.actor =
            parse_enum<ActorKind>(row.text(ChangeColumn::ActorKind)).value_or(ActorKind::System);
        if (entry.actor == ActorKind::User) {
            entry.user_id = id_or_nothing<User>(row.integer(ChangeColumn::ActorId));
        }
        entry.entity = row.text(ChangeColumn::Entity);
        entry.entity_id = number_or_nothing(row.integer(ChangeColumn::EntityId));
        entry.customer_id = id_or_nothing<record::Customer>(row.integer(ChangeColumn::CustomerId));
        return entry;
    }

    void add_changes() {
        const auto& statement = filter_.customer ? sql::trail_changes_of_customer
                                : user_          ? sql::trail_changes_of_user
                                                 : sql::trail_changes;
        view_.shop.rows(statement, args(Shop), [&](const store::Row& row) {
            auto entry = entry_of_change(row);
            entry.changes = differences(view_.viewer, entry.entity, row.text(ChangeColumn::Before),
                                        row.text(ChangeColumn::After));
            const Key key{entry.at.ms, Shop, row.integer(ChangeColumn::Seq), 0};
            found_.push_back({key, std::move(entry)});
            return true;
        });
    }

    void add_items() {
        view_.shop.rows(sql::trail_items_of_customer, args(Shop), [&](const store::Row& row) {
            auto entry = entry_of_change(row);
            const auto position = row.integer(ChangeColumn::BulkOrPosition);
            entry.id += "." + std::to_string(position);
            entry.changes = differences(view_.viewer, entry.entity, row.text(ChangeColumn::Before),
                                        "");
            const Key key{entry.at.ms, Shop, row.integer(ChangeColumn::Seq), position};
            found_.push_back({key, std::move(entry)});
            return true;
        });
    }

    void add_events(store::Reader& reader, List list, const store::Statement& statement) {
        for (auto& event : reader.all<Event>(statement, args(list))) {
            const Key key{event.at.ms, list, event.seq, 0};
            if (event.kind == word_of(Kind::ExportPart)) event = whole_export(reader, event);
            TrailEntry entry;
            entry.id = (list == Shop ? "e" : "s") + std::to_string(event.seq);
            entry.at = event.at;
            entry.kind = parse_enum<Kind>(event.kind).value_or(Kind::Viewed);
            entry.user_id = id_or_nothing<User>(event.user_id);
            entry.user_name = event.user_name;
            entry.acting_for = id_or_nothing<User>(event.acting_for);
            entry.address = event.address;
            entry.operation = event.operation;
            entry.entity = event.entity;
            entry.entity_id = number_or_nothing(event.entity_id);
            entry.customer_id = id_or_nothing<record::Customer>(event.customer_id);
            entry.persons = event.persons;
            entry.row_count = event.row_count;
            entry.status = event.status;
            entry.reason = event.reason;
            EventDetail detail;
            if (read_json(type_of<EventDetail>(), event.detail, &detail).empty()) {
                entry.fields = std::move(detail.fields);
                entry.search_length = detail.search_length;
                entry.api_key = detail.api_key;
            }
            if (entry.kind == Kind::RightsChanged) add_rights(event, entry);
            found_.push_back({key, std::move(entry)});
        }
    }

    // Rights are kept in the control database, their events with the shop.
    void add_rights(const Event& event, TrailEntry& entry) const {
        constexpr std::int64_t kLongest_ms = 2000;  // from the change to its event
        const store::Args change{{"user_id", event.user_id},
                                 {"since", event.at.ms - kLongest_ms},
                                 {"at", event.at},
                                 {"entity_id", event.entity_id}};
        view_.control.rows(sql::find_change_of_rights, change, [&](const store::Row& row) {
            entry.changes = differences(view_.viewer, row.text(0), row.text(1), row.text(2));
            return true;
        });
    }

    // A part names the persons; the export they are of has the reason and the numbers.
    static Event whole_export(store::Reader& reader, const Event& part) {
        return reader.one<Event>(sql::find_audit_event, {{"seq", part.entity_id}}).value_or(part);
    }

    // Names of those who did it, and of those it concerns as the reader may see them.
    void add_names(std::vector<TrailEntry>& entries) {
        std::vector<Id<record::Customer>> customers;
        for (auto& entry : entries) {
            if (entry.user_name.empty() && entry.user_id) entry.user_name = name_of(*entry.user_id);
            if (entry.acting_for) entry.acting_for_name = name_of(*entry.acting_for);
            if (entry.customer_id) customers.push_back(*entry.customer_id);
        }
        std::ranges::sort(customers);
        customers.erase(std::ranges::unique(customers).begin(), customers.end());
        std::map<Id<record::Customer>, std::string> names;
        for (auto& row : record::customer_rows(view_.shop, view_.viewer, customers)) {
            names[row.id] = std::move(row.name);
        }
        for (auto& entry : entries) {
            if (entry.customer_id) entry.customer_name = names[*entry.customer_id];
        }
    }

    const std::string& name_of(Id<User> user) {
        auto [known, fresh] = names_.try_emplace(user);
        if (fresh) {
            const auto row = view_.control.one<UserRow>(sql::find_user, {{"id", user}});
            if (row) known->second = row->name;
        }
        return known->second;
    }

    const TrailView& view_;
    const TrailFilter& filter_;
    const record::PageRequest& asked_;
    Id<User> user_;
    Key start_;
    std::vector<Found> found_;
    std::map<Id<User>, std::string> names_;
};

}  // namespace

record::Page<TrailEntry> search_trail(const TrailView& view, const TrailFilter& filter,
                                      const record::PageRequest& asked) {
    return Search(view, filter, asked).run();
}

record::Page<record::CustomerRow> people_of_event(const TrailView& view, const std::string& id,
                                                  const record::PageRequest& asked) {
    const auto nothing = [&] { return Error(Code::NotFound, "entry " + id + " was not found"); };
    if (!id.starts_with('e') || id.size() > 20) throw nothing();
    std::int64_t seq = 0;
    for (const char c : std::string_view(id).substr(1)) {
        if (c < '0' || c > '9') throw nothing();
        seq = seq * 10 + (c - '0');
    }
    const auto event = view.shop.one<Event>(sql::find_audit_event, {{"seq", seq}});
    const Viewer& viewer = view.viewer;
    const bool mine = event &&
                      (viewer.scope == RowScope::All || event->user_id == viewer.user.value ||
                       (viewer.scope == RowScope::Team &&
                        std::ranges::find(viewer.colleagues, Id<User>{event->user_id}) !=
                            viewer.colleagues.end()));
    if (!mine) throw nothing();
    auto people = store::audit::read_customers(event->customers);
    if (event->customer_id != 0) people.push_back(event->customer_id);
    if (event->kind == word_of(Kind::Exported)) {
        for (const auto& part :
             view.shop.all<Event>(sql::list_export_parts, {{"seq", seq}, {"at", event->at}})) {
            const auto more = store::audit::read_customers(part.customers);
            people.insert(people.end(), more.begin(), more.end());
        }
    }
    std::ranges::sort(people);
    people.erase(std::ranges::unique(people).begin(), people.end());
    const auto after = asked.cursor.empty() ? 0 : record::Cursor::parse(asked.cursor, 1).integer(0);
    std::vector<Id<record::Customer>> next;
    for (auto at = std::ranges::upper_bound(people, after);
         at != people.end() && next.size() < std::size_t(asked.rows_and_one()); ++at) {
        next.push_back({*at});
    }
    const auto page = record::page_of(std::move(next), asked, [](Id<record::Customer> last) {
        return record::Cursor().add(last.value);
    });
    return {record::customer_rows(view.shop, view.viewer, page.items), page.next};
}

}  // namespace tsunagi::access::audit
