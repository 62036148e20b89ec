#include "record/contacts.h"

#include "base/json.h"
#include "base/text.h"
#include "record/call_lists.h"
#include "record/changes.h"
#include "record/contact_form.h"
#include "record/contacts.sql.h"
#include "record/erased_people.h"
#include "record/scope.h"
#include "record/settings.h"
#include "record/subscriptions.h"
#include "record/versions.h"

#include <limits>

namespace tsunagi::record {

namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

struct Named {
    std::int64_t customers = 0;
    Id<Customer> subscription_customer;
    Id<Customer> order_customer;
    std::int64_t products = 0;
    std::int64_t offers = 0;
    Id<Customer> item_customer;
    Id<User> item_user;
};
BOOST_DESCRIBE_STRUCT(Named, (),
                      (customers, subscription_customer, order_customer, products, offers,
                       item_customer, item_user))

Contact stored_contact(store::Reader& reader, Id<Contact> id) {
    auto contact = reader.one<Contact>(sql::find_contact, {{"id", id}});
    if (!contact) {
        throw Error(Code::NotFound, "contact " + std::to_string(id.value) + " was not found");
    }
    return *contact;
}

// As stored; throws NotFound when the viewer does not see it.
Contact seen_contact(store::Reader& reader, const Viewer& viewer, Id<Contact> id) {
    auto contact = stored_contact(reader, id);
    if (!sees_work_of(viewer, Entity::Contact, contact.agent_id))
        fail_not_found("contact", id.value);
    require_customer(reader, viewer, Entity::Customer, "contact", id.value, contact.customer_id);
    return contact;
}

// Everything a contact names must be there, be of its customer and be seen by the viewer.
void check_names(store::Reader& reader, const Viewer& viewer, const ContactDraft& draft,
                 std::vector<FieldError>& errors) {
    const auto named = reader.one<Named>(
        sql::find_what_a_contact_names,
        {{"customer_id", draft.customer_id},
         {"subscription_id", draft.subscription_id.value_or(Id<Subscription>{})},
         {"order_id", draft.order_id.value_or(Id<Order>{})},
         {"product_id", draft.product_id.value_or(Id<Product>{})},
         {"offer_id", draft.offer_id.value_or(Id<Offer>{})},
         {"call_list_item_id", draft.call_list_item_id.value_or(Id<CallListItem>{})}});
    const auto require = [&](bool holds, std::string_view path, std::string_view what) {
        if (holds) return;
        errors.push_back({std::string(path),
                          "unknown",
                          "there is no such " + std::string(what) + " of this customer",
                          {}});
    };
    const auto customer = draft.customer_id;
    require(named->customers == 1, "/customer_id", "customer");
    require(!draft.subscription_id ||
                (named->subscription_customer == customer &&
                 sees_customer(reader, viewer, Entity::Subscription, customer)),
            "/subscription_id", "subscription");
    require(!draft.order_id || (named->order_customer == customer &&
                                sees_customer(reader, viewer, Entity::Order, customer)),
            "/order_id", "order");
    require(!draft.product_id || named->products == 1, "/product_id", "product");
    require(!draft.offer_id || named->offers == 1, "/offer_id", "offer");
    require(!draft.call_list_item_id || (named->item_customer == customer &&
                                         sees_work_of(viewer, Entity::CallList, named->item_user)),
            "/call_list_item_id", "call-list item");
    if (draft.reason_code.empty()) return;
    const auto reasons = read_reasons(reader);
    require(std::ranges::any_of(
                reasons, [&](const Reason& reason) { return reason.code == draft.reason_code; }),
            "/reason_code", "reason");
}

void check(store::Reader& reader, const Viewer& viewer, const ContactDraft& draft) {
    auto errors = form_errors(draft, core_form_rules());
    check_names(reader, viewer, draft, errors);
    refuse(std::move(errors), "the contact is not complete");
}

void check_notes(const Viewer& viewer, bool note, bool next_step) {
    std::vector<FieldError> errors;
    if (viewer.edits(FieldGroup::Note)) return;
    if (note) errors.push_back({"/note", "not_allowed", "this is not yours to change", {}});
    if (next_step) {
        errors.push_back({"/next_step", "not_allowed", "this is not yours to change", {}});
    }
    refuse(std::move(errors), "a field may not be changed");
}

// Free text that the viewer may not edit may say again what she was shown, and is left as it is.
ContactPatch allowed_part(const Viewer& viewer, const Contact& shown, ContactPatch said) {
    if (viewer.edits(FieldGroup::Note)) return said;
    check_notes(viewer, !said.note.absent() && said.note.value != shown.note,
                !said.next_step.absent() && said.next_step.value != shown.next_step);
    said.note = {}, said.next_step = {};
    return said;
}

// The cancellation that a contact records. Asked again for a subscription that is already
// cancelled it is only recorded: the contact must not be lost for it.
void cancel_subscription(store::Tx& tx, const Viewer& viewer, const Contact& contact) {
    if (contact.result != Result::CancelAccepted || !contact.subscription_id) return;
    const auto subscription = find_subscription(tx, viewer, *contact.subscription_id);
    if (subscription.status == SubscriptionStatus::Cancelled) return;
    const auto settings = read_settings(tx);
    SubscriptionAction cancel;
    cancel.kind = ActionKind::Cancel;
    cancel.reason_code = contact.reason_code;
    cancel.on = day_of(settings, contact.next_step_at.value_or(tx.now()));
    act(tx, viewer, subscription.id, subscription.version, cancel, contact.id);
}

void work_off_item(store::Tx& tx, const Contact& contact) {
    if (!contact.call_list_item_id) return;
    const bool again = contact.result == Result::Recall || contact.result == Result::NoAnswer;
    close_call_list_item(tx, *contact.call_list_item_id, contact.id,
                         again ? ItemStatus::Recall : ItemStatus::Done,
                         again ? contact.next_step_at : std::nullopt);
}

std::string_view word_of_result(const ContactFilter& filter) {
    return filter.result ? word_of(*filter.result) : "";
}

Page<ContactRow> list_promises(store::Reader& reader, const ContactFilter& filter,
                               const PageRequest& asked, store::Args args) {
    std::int64_t after = std::numeric_limits<std::int64_t>::min();
    std::int64_t after_id = 0;
    if (!asked.cursor.empty()) {
        const auto cursor = Cursor::parse(asked.cursor, 2);
        after = cursor.integer(0);
        after_id = cursor.integer(1);
    }
    args.emplace_back("agent", filter.agent.value_or(Id<User>{}));
    args.emplace_back("result", word_of_result(filter));
    args.emplace_back("after", after);
    args.emplace_back("after_id", after_id);
    return page_of(
        reader.all<ContactRow>(sql::list_promises, args), asked, [](const ContactRow& row) {
            return Cursor().add(row.next_step_at.value_or(Instant{kEnd}).ms).add(row.id.value);
        });
}

Page<ContactRow> list_newest(store::Reader& reader, const ContactFilter& filter,
                             const PageRequest& asked, store::Args args) {
    std::int64_t before = kEnd;
    std::int64_t before_id = kEnd;
    if (!asked.cursor.empty()) {
        const auto cursor = Cursor::parse(asked.cursor, 2);
        before = cursor.integer(0);
        before_id = cursor.integer(1);
    }
    args.emplace_back("before", before);
    args.emplace_back("before_id", before_id);
    if (filter.agent) args.emplace_back("agent", *filter.agent);
    if (filter.agent || filter.result) args.emplace_back("result", word_of_result(filter));
    const auto& statement = filter.agent    ? sql::list_contacts_of_agent
                            : filter.result ? sql::list_contacts_with_result
                                            : sql::list_contacts;
    return page_of(reader.all<ContactRow>(statement, args), asked, [](const ContactRow& row) {
        return Cursor().add(row.started_at.ms).add(row.id.value);
    });
}

}  // namespace

Contact find_contact(store::Reader& reader, const Viewer& viewer, Id<Contact> id) {
    auto contact = seen_contact(reader, viewer, id);
    mask(viewer, contact);
    return contact;
}

Page<ContactRow> list_contacts(store::Reader& reader, const Viewer& viewer,
                               const ContactFilter& filter, const PageRequest& asked) {
    if (!sees_any(viewer, Entity::Contact)) return {};
    ScopeTexts texts;
    store::Args args = scope_args(viewer, Entity::Contact, texts);
    args.emplace_back("since", filter.since.value_or(Instant{0}));
    args.emplace_back("limit", asked.rows_and_one());
    auto page = filter.open_steps ? list_promises(reader, filter, asked, args)
                                  : list_newest(reader, filter, asked, args);
    for (ContactRow& row : page.items) mask(viewer, row);
    return page;
}

Contact save_contact(store::Tx& tx, const Viewer& viewer, const ContactDraft& draft) {
    require_customer(tx, viewer, Entity::Customer, "customer", draft.customer_id.value,
                     draft.customer_id);
    check_notes(viewer, !draft.note.empty(), !draft.next_step.empty());
    check(tx, viewer, draft);
    require_not_erased(tx, draft.customer_id.value);
    Contact contact;
    static_cast<ContactDraft&>(contact) = draft;
    contact.id = tx.next_id<Contact>("contact");
    contact.version = 1;
    contact.agent_id = viewer.user;
    contact.agent_name = viewer.user_name;
    contact.created_at = contact.updated_at = tx.now();
    tx.run(sql::insert_contact, store::args_of(contact));
    const auto json = to_json(contact);
    tx.changed({.entity = "contact",
                .id = contact.id.value,
                .customer_id = contact.customer_id.value,
                .after = json});
    cancel_subscription(tx, viewer, contact);
    work_off_item(tx, contact);
    mask(viewer, contact);
    return contact;
}

Contact change_contact(store::Tx& tx, const Viewer& viewer, Id<Contact> id, std::int64_t version,
                       const ContactPatch& said) {
    const Contact before = seen_contact(tx, viewer, id);
    Contact shown = before;
    mask(viewer, shown);
    check_version("contact " + std::to_string(id.value), shown, version);
    const ContactPatch patch = allowed_part(viewer, shown, said);
    Contact after = before;
    refuse(apply_patch(patch, after), "the contact is not valid");
    const auto changed = difference(before, after);
    if (changed.empty()) return shown;
    check(tx, viewer, after);
    after.version = before.version + 1;
    after.updated_at = tx.now();
    tx.run(sql::update_contact, store::args_of(after));
    tx.changed({.entity = "contact",
                .id = id.value,
                .customer_id = after.customer_id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    mask(viewer, after);
    return after;
}

}  // namespace tsunagi::record
