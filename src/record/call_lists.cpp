#include "record/call_lists.h"

#include "base/json.h"
#include "base/text.h"
#include "record/call_lists.sql.h"
#include "record/changes.h"
#include "record/scope.h"
#include "record/versions.h"
#include "store/bulk.h"

#include <limits>

namespace tsunagi::record {

namespace {

constexpr std::size_t kMaxEntries = 100'000;
constexpr std::size_t kMaxName = 200;

// An item as its table has it.
struct ItemRow {
    Id<CallListItem> id;
    std::int64_t version = 1;
    Id<CallList> call_list_id;
    int position = 0;
    Id<Customer> customer_id;
    std::optional<Id<Subscription>> subscription_id;
    std::optional<Id<User>> assigned_to;
    std::string assigned_name;
    ItemStatus status = ItemStatus::Open;
    std::optional<Instant> recall_at;
    std::optional<Day> cutoff_on;
    std::optional<Day> next_shipment_on;
    std::optional<double> probability;
    Money expected_loss;
    std::string facts;
    std::optional<Id<Contact>> contact_id;
};
BOOST_DESCRIBE_STRUCT(ItemRow, (),
                      (id, version, call_list_id, position, customer_id, subscription_id,
                       assigned_to, assigned_name, status, recall_at, cutoff_on, next_shipment_on,
                       probability, expected_loss, facts, contact_id))

struct ItemFacts {
    std::vector<Fact> facts;
};
BOOST_DESCRIBE_STRUCT(ItemFacts, (), (facts))

ItemRow stored_item(store::Reader& reader, Id<CallListItem> id) {
    auto item = reader.one<ItemRow>(sql::find_call_list_item, {{"id", id}});
    if (!item) {
        throw Error(Code::NotFound,
                    "call-list item " + std::to_string(id.value) + " was not found");
    }
    return *item;
}

// The items of the rows whose customers the viewer sees.
std::vector<CallListItem> items_of(store::Reader& reader, const Viewer& viewer,
                                   std::span<const ItemRow> rows) {
    std::vector<Id<Customer>> ids;
    for (const ItemRow& row : rows) ids.push_back(row.customer_id);
    std::unordered_map<Id<Customer>, CustomerRow> customers;
    for (CustomerRow& customer : customer_rows(reader, viewer, ids)) {
        customers.emplace(customer.id, std::move(customer));
    }
    std::vector<CallListItem> items;
    for (const ItemRow& row : rows) {
        const auto customer = customers.find(row.customer_id);
        if (customer == customers.end()) continue;
        items.push_back({.id = row.id,
                         .version = row.version,
                         .call_list_id = row.call_list_id,
                         .position = row.position,
                         .customer = customer->second,
                         .subscription_id = row.subscription_id,
                         .assigned_to = row.assigned_to,
                         .assigned_name = row.assigned_name,
                         .status = row.status,
                         .recall_at = row.recall_at,
                         .cutoff_on = row.cutoff_on,
                         .next_shipment_on = row.next_shipment_on,
                         .probability = row.probability,
                         .expected_loss = row.expected_loss,
                         .facts = from_json<ItemFacts>(row.facts).facts,
                         .contact_id = row.contact_id});
        if (!viewer.reads(FieldGroup::Money)) items.back().expected_loss = {};
    }
    return items;
}

void write_item(store::Tx& tx, const ItemRow& before, ItemRow& after) {
    const auto changed = difference(before, after);
    if (changed.empty()) return;
    after.version = before.version + 1;
    tx.run(sql::update_call_list_item, store::args_of(after));
    tx.changed({.entity = "call_list_item",
                .id = after.id.value,
                .customer_id = after.customer_id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
}

bool sees_everything(const Viewer& viewer) {
    return customers_with(viewer, Entity::CallList) == RowScope::All;
}

struct Counted {
    int open = 0;
    int recall = 0;
    int done = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (open, recall, done))

// The list with the counts of the items that the viewer sees; false when she sees none of it. What
// it was made from names people she may not know of.
bool narrow(store::Reader& reader, const Viewer& viewer, CallList& list) {
    if (sees_everything(viewer)) return true;
    ScopeTexts texts;
    store::Args args = scope_args(viewer, Entity::CallList, texts);
    args.emplace_back("call_list_id", list.id);
    const auto counted = reader.one<Counted>(sql::count_seen_items, args).value_or(Counted{});
    list.open = counted.open;
    list.recall = counted.recall;
    list.done = counted.done;
    list.source = {};
    return list.open + list.recall + list.done > 0;
}

// Whom the viewer may put on a list. Throws InvalidInput for one she does not see.
void check_seen(store::Reader& reader, const Viewer& viewer, const CallListDraft& draft) {
    const SeenCustomers seen(reader, viewer, Entity::Customer);
    for (const CallListEntry& entry : draft.entries) {
        if (!seen.has(entry.customer_id)) {
            throw invalid("/source", "unknown", "there is no such customer");
        }
    }
}

CallListItem shown(store::Reader& reader, const Viewer& viewer, const ItemRow& row) {
    if (!sees_work_of(viewer, Entity::CallList, row.assigned_to.value_or(Id<User>{}))) {
        fail_not_found("call-list item", row.id.value);
    }
    auto items = items_of(reader, viewer, std::span(&row, 1));
    if (items.empty()) fail_not_found("call-list item", row.id.value);
    return std::move(items.front());
}

// The answer of a change, which may have taken the item out of the viewer's sight.
CallListItem changed_item(store::Reader& reader, const Viewer& viewer, const ItemRow& row) {
    Viewer then = viewer;
    then.sees[Entity::CallList] = then.sees[Entity::Customer] = RowScope::All;
    return shown(reader, then, row);
}

void check(const CallListDraft& draft) {
    std::vector<FieldError> errors;
    if (trimmed(draft.name).empty()) {
        errors.push_back({"/name", "missing", "a call list needs a name", {}});
    }
    if (code_points(draft.name) > kMaxName) {
        errors.push_back({"/name",
                          "too_long",
                          "a name has at most 200 characters",
                          {{"max", std::to_string(kMaxName)}}});
    }
    if (draft.entries.empty()) {
        errors.push_back({"/source", "nobody", "nobody would be on this list", {}});
    }
    if (draft.entries.size() > kMaxEntries) {
        errors.push_back({"/source",
                          "too_many",
                          "a call list holds at most 100000 people",
                          {{"max", std::to_string(kMaxEntries)}}});
    }
    refuse(std::move(errors), "the call list is not valid");
}

void insert_items(store::Tx& tx, Id<CallList> list, std::span<const CallListEntry> entries) {
    const auto first_id = tx.next_ids("call_list_item", std::int64_t(entries.size()));
    std::vector<ItemRow> rows;
    for (const CallListEntry& entry : entries) {
        ItemRow& row = rows.emplace_back();
        row.position = int(rows.size()) - 1;
        row.id = {first_id + row.position};
        row.call_list_id = list;
        row.customer_id = entry.customer_id;
        row.subscription_id = entry.subscription_id;
        row.cutoff_on = entry.cutoff_on;
        row.next_shipment_on = entry.next_shipment_on;
        row.probability = entry.probability;
        row.expected_loss = entry.expected_loss;
        row.facts = to_json(ItemFacts{entry.facts});
    }
    store::insert_all(tx, "call_list_item", rows);
}

}  // namespace

CallList find_call_list(store::Reader& reader, const Viewer& viewer, Id<CallList> id) {
    auto list = reader.one<CallList>(sql::find_call_list, {{"id", id}});
    if (!list || !narrow(reader, viewer, *list)) fail_not_found("call list", id.value);
    return *list;
}

Page<CallList> list_call_lists(store::Reader& reader, const Viewer& viewer,
                               const PageRequest& asked) {
    if (!sees_any(viewer, Entity::CallList)) return {};
    const auto before = asked.cursor.empty() ? std::numeric_limits<std::int64_t>::max()
                                             : Cursor::parse(asked.cursor, 1).integer(0);
    auto rows = reader.all<CallList>(sql::list_call_lists,
                                     {{"before_id", before}, {"limit", asked.rows_and_one()}});
    auto page = page_of(std::move(rows), asked,
                        [](const CallList& list) { return Cursor().add(list.id.value); });
    std::erase_if(page.items, [&](CallList& list) { return !narrow(reader, viewer, list); });
    return page;
}

Page<CallListItem> list_call_list_items(store::Reader& reader, const Viewer& viewer,
                                        Id<CallList> list, const CallListFilter& filter,
                                        const PageRequest& asked) {
    find_call_list(reader, viewer, list);
    const auto after = asked.cursor.empty() ? -1 : Cursor::parse(asked.cursor, 1).integer(0);
    ScopeTexts texts;
    store::Args args = scope_args(viewer, Entity::CallList, texts);
    args.emplace_back("call_list_id", list);
    args.emplace_back("after", after);
    args.emplace_back("status", filter.status ? word_of(*filter.status) : "");
    args.emplace_back("assigned_to", filter.assigned_to.value_or(Id<User>{}));
    args.emplace_back("limit", asked.rows_and_one());
    auto rows = page_of(reader.all<ItemRow>(sql::list_call_list_items, args), asked,
                        [](const ItemRow& row) { return Cursor().add(row.position); });
    return {items_of(reader, viewer, rows.items), rows.next};
}

CallListItem find_call_list_item(store::Reader& reader, const Viewer& viewer, Id<CallListItem> id) {
    return shown(reader, viewer, stored_item(reader, id));
}

std::vector<Id<CallListItem>> open_items_of(store::Reader& reader, const Viewer& viewer,
                                            Id<Customer> customer) {
    require_customer(reader, viewer, Entity::Customer, "customer", customer.value, customer);
    const std::string agents = agents_of(viewer, viewer.sees[Entity::CallList]);
    const store::Args args{{"customer_id", customer}, {"agents", agents}};
    std::vector<Id<CallListItem>> ids;
    reader.rows(sql::list_open_items_of, args, [&](const store::Row& row) {
        ids.push_back({row.integer(0)});
        return true;
    });
    return ids;
}

CallList create_call_list(store::Tx& tx, const Viewer& viewer, const CallListDraft& draft) {
    check(draft);
    check_seen(tx, viewer, draft);
    CallList list{.id = tx.next_id<CallList>("call_list"),
                  .version = 1,
                  .name = trimmed(draft.name),
                  .source = draft.source,
                  .closed = false,
                  .created_at = tx.now(),
                  .open = int(draft.entries.size()),
                  .recall = 0,
                  .done = 0};
    tx.run(sql::insert_call_list, store::args_of(list, {{"created_by", viewer.user}}));
    insert_items(tx, list.id, draft.entries);
    const auto json = to_json(list);
    tx.changed({.entity = "call_list", .id = list.id.value, .after = json});
    return list;
}

CallListItem change_call_list_item(store::Tx& tx, const Viewer& viewer, Id<CallListItem> id,
                                   std::int64_t version, const CallListItemPatch& patch,
                                   const std::optional<Assignee>& assignee) {
    const ItemRow before = stored_item(tx, id);
    check_version("call-list item " + std::to_string(id.value), shown(tx, viewer, before), version);
    ItemRow after = before;
    refuse(apply_patch(patch, after), "the item is not valid");
    if (!patch.assigned_to.absent()) after.assigned_name = assignee ? assignee->name : "";
    if (after.status != ItemStatus::Recall) after.recall_at.reset();
    write_item(tx, before, after);
    return changed_item(tx, viewer, after);
}

void close_call_list_item(store::Tx& tx, Id<CallListItem> id, Id<Contact> contact,
                          ItemStatus status, std::optional<Instant> recall_at) {
    const ItemRow before = stored_item(tx, id);
    ItemRow after = before;
    after.status = status;
    after.recall_at = recall_at;
    after.contact_id = contact;
    write_item(tx, before, after);
}

static int position_in(store::Reader& reader, Id<CallList> list, Id<CallListItem> id) {
    const ItemRow item = stored_item(reader, id);
    if (item.call_list_id == list) return item.position;
    throw Error(Code::NotFound, "the list has no item " + std::to_string(id.value));
}

std::optional<CallListItem> take_next_item(store::Tx& tx, const Viewer& viewer, Id<CallList> list,
                                           std::optional<Id<CallListItem>> passed) {
    if (find_call_list(tx, viewer, list).closed) return std::nullopt;
    if (passed) find_call_list_item(tx, viewer, *passed);
    ScopeTexts texts;
    store::Args args = scope_args(viewer, Entity::CallList, texts);
    args.emplace_back("call_list_id", list);
    args.emplace_back("me", viewer.user);
    args.emplace_back("now", tx.now());
    args.emplace_back("passed", passed ? position_in(tx, list, *passed) : -1);
    const auto next = tx.one<ItemRow>(sql::find_next_item, args);
    if (!next) return std::nullopt;
    ItemRow taken = *next;
    taken.assigned_to = viewer.user;
    taken.assigned_name = viewer.user_name;
    write_item(tx, *next, taken);
    return shown(tx, viewer, taken);
}

int assign_call_list(store::Tx& tx, const Viewer& viewer, Id<CallList> list,
                     std::span<const Assignee> users) {
    find_call_list(tx, viewer, list);
    if (users.empty()) throw invalid("/users", "missing", "name at least one user");
    std::vector<std::int64_t> ids;
    ScopeTexts texts;
    store::Args args = scope_args(viewer, Entity::CallList, texts);
    args.emplace_back("call_list_id", list);
    tx.rows(sql::list_unassigned_items, args, [&](const store::Row& row) {
        ids.push_back(row.integer(0));
        return true;
    });
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Assignee& user = users[i % users.size()];
        tx.run(sql::assign_item,
               {{"id", ids[i]}, {"assigned_to", user.id}, {"assigned_name", user.name}});
    }
    if (!ids.empty()) {
        tx.changed({.entity = "call_list", .id = list.value, .kind = store::Change::Kind::Updated});
    }
    return int(ids.size());
}

}  // namespace tsunagi::record
