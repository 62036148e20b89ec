#include "record/customers.h"

#include "base/json.h"
#include "base/text.h"
#include "record/changes.h"
#include "record/customers.sql.h"
#include "record/scope.h"
#include "record/search.h"
#include "record/settings.h"
#include "record/subscription_rules.h"
#include "record/versions.h"

#include <unordered_map>

namespace tsunagi::record {

namespace {

Customer stored_customer(store::Reader& reader, Id<Customer> id) {
    auto found = reader.one<Customer>(sql::find_customer, {{"id", id}});
    if (!found) {
        throw Error(Code::NotFound, "customer " + std::to_string(id.value) + " was not found");
    }
    Customer& customer = *found;
    const store::Args of{{"customer_id", id}};
    customer.phones = reader.all<Phone>(sql::list_phones, of);
    customer.emails = reader.all<Email>(sql::list_emails, of);
    customer.addresses = reader.all<Address>(sql::list_addresses, of);
    customer.attributes = reader.all<Attribute>(sql::list_attributes, of);
    customer.consents = reader.all<Consent>(sql::list_consents, of);
    return customer;
}

std::vector<Phone> phones_of(std::vector<Phone> said, const Settings& settings,
                             std::vector<FieldError>& errors) {
    for (std::size_t i = 0; i < said.size(); ++i) {
        Phone& phone = said[i];
        phone.number = trimmed(phone.number);
        phone.e164 = phone_e164(phone.number, settings.country_calling_code).value_or("");
        if (phone.number.find_first_of("0123456789") == std::string::npos && phone.e164.empty()) {
            errors.push_back({"/phones/" + std::to_string(i) + "/number",
                              "bad_phone",
                              "a phone number has digits",
                              {}});
        }
    }
    return said;
}

std::vector<Email> emails_of(std::vector<Email> said, std::vector<FieldError>& errors) {
    for (std::size_t i = 0; i < said.size(); ++i) {
        Email& email = said[i];
        email.address = trimmed(email.address);
        email.form = email_form(email.address).value_or("");
        if (email.form.empty()) {
            errors.push_back({"/emails/" + std::to_string(i) + "/address",
                              "bad_email",
                              "this is not an e-mail address",
                              {}});
        }
    }
    return said;
}

std::vector<Address> addresses_of(std::vector<Address> said) {
    for (Address& address : said) {
        address.postal_code = postal_code(address.postal_code).value_or(address.postal_code);
    }
    return said;
}

// The normal forms are ours: what a person says again, she says without them.
bool says_the_same(const Phone& a, const Phone& b) {
    return a.number == b.number && a.label == b.label;
}
bool says_the_same(const Email& a, const Email& b) {
    return a.address == b.address && a.label == b.label;
}
bool says_the_same(const Attribute& a, const Attribute& b) {
    return a.name == b.name && a.value == b.value;
}
bool says_the_same(const Consent& a, const Consent& b) {
    return a.channel == b.channel && a.purpose == b.purpose && a.granted == b.granted;
}
template <class V>
bool says_the_same(const V& a, const V& b) {
    return a == b;
}
template <class V>
bool says_the_same(const std::vector<V>& a, const std::vector<V>& b) {
    return std::ranges::equal(a, b, [](const V& x, const V& y) { return says_the_same(x, y); });
}

// A field that the viewer may not edit may say again what she was shown: it is then left as it is.
class FieldGuard {
public:
    explicit FieldGuard(const Viewer& viewer) : viewer_(viewer) {}

    template <class V, class Shown>
    void check(FieldGroup group, std::string_view name, Patch<V>& said, const Shown& shown) {
        if (said.absent() || viewer_.edits(group)) return;
        const bool again = said.state == Patch<V>::State::Value && says_the_same(said.value, shown);
        if (!again && !(says_the_same(V{}, shown) && says_the_same(said.value, V{}))) {
            errors_.push_back(
                {"/" + std::string(name), "not_allowed", "this is not yours to change", {}});
        }
        said = {};
    }
    std::vector<FieldError> errors() { return std::move(errors_); }

private:
    const Viewer& viewer_;
    std::vector<FieldError> errors_;
};

// Throws InvalidInput naming every field that is not the viewer's to change.
CustomerPatch allowed_part(const Viewer& viewer, const Customer& stored, CustomerPatch said) {
    Customer shown = stored;
    mask(viewer, shown);
    FieldGuard guard(viewer);
    guard.check(FieldGroup::Name, "name", said.name, shown.name);
    guard.check(FieldGroup::Name, "kana", said.kana, shown.kana);
    guard.check(FieldGroup::Name, "birthday", said.birthday, shown.birthday.value_or(Day{}));
    guard.check(FieldGroup::Address, "prefecture", said.prefecture, shown.prefecture);
    guard.check(FieldGroup::Note, "note", said.note, shown.note);
    guard.check(FieldGroup::Note, "caution", said.caution, shown.caution);
    guard.check(FieldGroup::Phone, "phones", said.phones, shown.phones);
    guard.check(FieldGroup::Email, "emails", said.emails, shown.emails);
    guard.check(FieldGroup::Address, "addresses", said.addresses, shown.addresses);
    guard.check(FieldGroup::Attribute, "attributes", said.attributes, shown.attributes);
    refuse(guard.errors(), "a field may not be changed");
    return said;
}

void set_scalars(Customer& customer, const CustomerPatch& patch, std::vector<FieldError>& errors) {
    auto found = apply_patch(patch, customer);
    errors.insert(errors.end(), found.begin(), found.end());
    customer.name = trimmed(customer.name);
    customer.kana = kana_form(customer.kana);
    if (customer.external_key && trimmed(*customer.external_key).empty()) {
        customer.external_key.reset();
    }
    if (customer.name.empty()) {
        errors.push_back({"/name", "missing", "a customer needs a name", {}});
    }
}

// Lists that are replaced whole; attributes and consents are added by add_dated().
Customer patched(const Customer& stored, const CustomerPatch& patch, const Settings& settings) {
    Customer customer = stored;
    std::vector<FieldError> errors;
    auto scalars = patch;
    scalars.phones = {}, scalars.emails = {}, scalars.addresses = {};
    scalars.attributes = {}, scalars.consents = {};
    set_scalars(customer, scalars, errors);
    if (!patch.phones.absent()) {
        customer.phones = phones_of(patch.phones.value, settings, errors);
    }
    if (!patch.emails.absent()) customer.emails = emails_of(patch.emails.value, errors);
    if (!patch.addresses.absent()) {
        customer.addresses = addresses_of(patch.addresses.value);
        if (patch.prefecture.absent() && !customer.addresses.empty()) {
            customer.prefecture = customer.addresses[0].prefecture;
        }
    }
    refuse(std::move(errors), "the customer is not valid");
    return customer;
}

void write_phones(store::Tx& tx, const Customer& customer) {
    tx.run(sql::delete_phones, {{"customer_id", customer.id}});
    for (int position = 0; const Phone& phone : customer.phones) {
        tx.run(sql::insert_phone,
               store::args_of(phone, {{"customer_id", customer.id}, {"position", position++}}));
    }
}

void write_emails(store::Tx& tx, const Customer& customer) {
    tx.run(sql::delete_emails, {{"customer_id", customer.id}});
    for (int position = 0; const Email& email : customer.emails) {
        tx.run(sql::insert_email,
               store::args_of(email, {{"customer_id", customer.id}, {"position", position++}}));
    }
}

void write_addresses(store::Tx& tx, const Customer& customer) {
    tx.run(sql::delete_addresses, {{"customer_id", customer.id}});
    for (int position = 0; const Address& address : customer.addresses) {
        tx.run(sql::insert_address,
               store::args_of(address, {{"customer_id", customer.id}, {"position", position++}}));
    }
}

void write(store::Tx& tx, const store::Statement& statement, const Customer& before,
           const Customer& customer) {
    const auto form = search_form(customer.name);
    tx.run(statement, store::args_of(customer, {{"name_form", form}}));
    if (before.phones != customer.phones) write_phones(tx, customer);
    if (before.emails != customer.emails) write_emails(tx, customer);
    if (before.addresses != customer.addresses) write_addresses(tx, customer);
    const auto entry = SearchEntry::of(
        customer.id, {customer.name, customer.kana, customer.phones, customer.emails});
    index_customers(tx, std::span(&entry, 1), before.id ? Entries::Replace : Entries::AreNew);
}

template <class Item>
bool in_force(const std::vector<Item>& items, const Item& item) {
    return std::ranges::any_of(items,
                               [&](const Item& other) { return says_the_same(other, item); });
}

// What was added to the dated histories. It may lie before what is in force, and is then no
// difference of the customer as she is shown.
struct Added {
    std::vector<Attribute> attributes;
    std::vector<Consent> consents;
};
BOOST_DESCRIBE_STRUCT(Added, (), (attributes, consents))

Added add_dated(store::Tx& tx, const Customer& before, const CustomerPatch& patch, Day today) {
    Added added;
    for (const Attribute& attribute : patch.attributes.value) {
        if (in_force(before.attributes, attribute)) continue;
        tx.run(sql::define_attribute, {{"name", attribute.name}});
        tx.run(sql::put_attribute, {{"customer_id", before.id},
                                    {"name", attribute.name},
                                    {"known_on", attribute.known_on.value_or(today)},
                                    {"value", attribute.value}});
        added.attributes.push_back(attribute);
    }
    for (const Consent& consent : patch.consents.value) {
        if (in_force(before.consents, consent)) continue;
        tx.run(sql::put_consent, {{"customer_id", before.id},
                                  {"channel", consent.channel},
                                  {"purpose", consent.purpose},
                                  {"granted", consent.granted},
                                  {"at", consent.at.value_or(tx.now())},
                                  {"source", consent.source}});
        added.consents.push_back(consent);
    }
    return added;
}

void read_dated(store::Reader& reader, Customer& customer) {
    const store::Args of{{"customer_id", customer.id}};
    customer.attributes = reader.all<Attribute>(sql::list_attributes, of);
    customer.consents = reader.all<Consent>(sql::list_consents, of);
}

// 09012345678 as 090-1234-5678, however it was typed; a number from elsewhere stays as it is.
std::string phone_to_read(const std::string& number, const Settings& settings) {
    const auto e164 = phone_e164(number, settings.country_calling_code);
    return e164 && e164->starts_with("+81") ? phone_for_people(*e164) : number;
}

std::vector<CustomerRow> seen(store::Reader& reader, const Viewer& viewer,
                              std::vector<CustomerRow> rows) {
    const auto settings = read_settings(reader);
    for (CustomerRow& row : rows) {
        row.phone = phone_to_read(row.phone, settings);
        mask(viewer, row);
    }
    return rows;
}

std::vector<Id<Customer>> ids_with_status(store::Reader& reader, CustomerStatus status,
                                          std::int64_t after, int limit) {
    std::vector<Id<Customer>> ids;
    store::Args args{{"after_id", after}, {"limit", limit}};
    const bool none = status == CustomerStatus::None;
    if (!none) args.emplace_back("status", status);
    reader.rows(none ? sql::list_customer_ids_without_subscription
                     : sql::list_customer_ids_with_status,
                args, [&](const store::Row& row) {
                    ids.push_back({row.integer(0)});
                    return true;
                });
    return ids;
}

Page<CustomerRow> page_by_id(const PageRequest& asked, std::vector<CustomerRow> rows) {
    return page_of(std::move(rows), asked,
                   [](const CustomerRow& row) { return Cursor().add(row.id.value); });
}

std::int64_t last_id(const PageRequest& asked) {
    return asked.cursor.empty() ? 0 : Cursor::parse(asked.cursor, 1).integer(0);
}

Page<CustomerRow> list_with_status(store::Reader& reader, const Viewer& viewer,
                                   CustomerStatus status, const PageRequest& asked) {
    const auto ids = ids_with_status(reader, status, last_id(asked), asked.rows_and_one());
    return page_by_id(asked, customer_rows(reader, viewer, ids));
}

// A customer in the order of lists.
struct Ordered {
    std::string reading;
    Id<Customer> id;
    friend auto operator<=>(const Ordered&, const Ordered&) = default;
};

struct ReadingCursor {
    explicit ReadingCursor(const PageRequest& asked) {
        if (asked.cursor.empty()) return;
        const auto cursor = Cursor::parse(asked.cursor, 2);
        after = {cursor.word(0), {cursor.integer(1)}};
    }
    Ordered after;
};

// Portions of the seen customers after `after`, until a page is full: most have another status.
template <class Keep>
Page<CustomerRow> page_of_seen(store::Reader& reader, const Viewer& viewer,
                               std::span<const Id<Customer>> ids, const PageRequest& asked,
                               const Keep& keep) {
    constexpr std::size_t kPortion = 500;
    std::vector<CustomerRow> rows;
    while (!ids.empty() && rows.size() < std::size_t(asked.rows_and_one())) {
        const auto portion = ids.first(std::min(ids.size(), kPortion));
        ids = ids.subspan(portion.size());
        for (CustomerRow& row : customer_rows(reader, viewer, portion)) {
            if (keep(row)) rows.push_back(std::move(row));
        }
    }
    rows.resize(std::min(rows.size(), std::size_t(asked.rows_and_one())));
    return page_by_id(asked, std::move(rows));
}

// The customers of a limited viewer, by the index of their holders.
std::vector<Ordered> held_in_order(store::Reader& reader, const Viewer& viewer) {
    std::vector<Ordered> found;
    const std::string holders = holders_of(viewer, viewer.sees[Entity::Customer]);
    for (const auto holder : holder_ids(holders)) {
        reader.rows(sql::list_held_in_order, {{"holder", holder}}, [&](const store::Row& row) {
            found.push_back({std::string(row.text(1)), {row.integer(0)}});
            return true;
        });
    }
    std::ranges::sort(found);
    const auto rest = std::ranges::unique(found);
    found.erase(rest.begin(), rest.end());
    return found;
}

Page<CustomerRow> list_held_by_reading(store::Reader& reader, const Viewer& viewer,
                                       const PageRequest& asked) {
    const auto held = held_in_order(reader, viewer);
    const ReadingCursor cursor(asked);
    const auto from = std::ranges::upper_bound(held, cursor.after);
    const auto count = std::min<std::ptrdiff_t>(asked.rows(), held.end() - from);
    std::vector<Id<Customer>> ids;
    std::transform(from, from + count, std::back_inserter(ids), [](auto& one) { return one.id; });
    Page<CustomerRow> page{customer_rows(reader, viewer, ids), std::nullopt};
    if (from + count != held.end()) {
        const Ordered& last = *(from + count - 1);
        page.next = Cursor().add(last.reading).add(last.id.value).text();
    }
    return page;
}

// By id: whoever may not read names learns nothing from their order either.
Page<CustomerRow> list_by_id(store::Reader& reader, const Viewer& viewer,
                             const PageRequest& asked) {
    auto rows = reader.all<CustomerRow>(
        sql::list_customers_by_id, {{"after_id", last_id(asked)}, {"limit", asked.rows_and_one()}});
    return page_by_id(asked, seen(reader, viewer, std::move(rows)));
}

Page<CustomerRow> list_held(store::Reader& reader, const Viewer& viewer,
                            std::optional<CustomerStatus> status, const PageRequest& asked) {
    if (!status && viewer.reads(FieldGroup::Name)) {
        return list_held_by_reading(reader, viewer, asked);
    }
    const SeenCustomers held(reader, viewer, Entity::Customer);
    const auto from = std::ranges::upper_bound(held.ids(), Id<Customer>{last_id(asked)});
    return page_of_seen(reader, viewer, {from, held.ids().end()}, asked,
                        [&](const CustomerRow& row) { return !status || row.status == *status; });
}

}  // namespace

Customer find_customer(store::Reader& reader, const Viewer& viewer, Id<Customer> id) {
    require_customer(reader, viewer, Entity::Customer, "customer", id.value, id);
    auto customer = stored_customer(reader, id);
    mask(viewer, customer);
    return customer;
}

Page<CustomerRow> list_customers(store::Reader& reader, const Viewer& viewer,
                                 std::optional<CustomerStatus> status, const PageRequest& asked) {
    switch (viewer.sees[Entity::Customer]) {
        case RowScope::None: return {};
        case RowScope::Own:
        case RowScope::Team: return list_held(reader, viewer, status, asked);
        case RowScope::All: break;
    }
    if (status) return list_with_status(reader, viewer, *status, asked);
    if (!viewer.reads(FieldGroup::Name)) return list_by_id(reader, viewer, asked);
    const auto after = ReadingCursor(asked).after;
    auto rows = reader.all<CustomerRow>(sql::list_customers, {{"after_reading", after.reading},
                                                              {"after_id", after.id},
                                                              {"limit", asked.rows_and_one()}});
    auto page = page_of(std::move(rows), asked, [](const CustomerRow& row) {
        const auto reading = row.kana.empty() ? search_form(row.name) : row.kana;
        return Cursor().add(reading).add(row.id.value);
    });
    page.items = seen(reader, viewer, std::move(page.items));
    return page;
}

std::vector<CustomerRow> customer_rows(store::Reader& reader, const Viewer& viewer,
                                       std::span<const Id<Customer>> ids) {
    const SeenCustomers visible(reader, viewer, Entity::Customer);
    std::string list = "[";
    std::unordered_map<Id<Customer>, std::size_t> place;
    for (const auto id : ids) {
        if (!visible.has(id)) continue;
        if (!place.empty()) list += ',';
        list += std::to_string(id.value);
        place.emplace(id, place.size());
    }
    if (place.empty()) return {};
    list += "]";
    auto rows = reader.all<CustomerRow>(sql::list_customer_rows, {{"ids", list}});
    std::ranges::sort(rows, {}, [&](const CustomerRow& row) { return place.at(row.id); });
    return seen(reader, viewer, std::move(rows));
}

void require_customer(store::Reader& reader, const Viewer& viewer, Id<Customer> id) {
    if (!customer_rows(reader, viewer, std::span(&id, 1)).empty()) return;
    throw Error(Code::NotFound, "customer " + std::to_string(id.value) + " was not found");
}

Customer create_customer(store::Tx& tx, const Viewer& viewer, const CustomerPatch& patch) {
    const auto settings = read_settings(tx);
    Customer customer = patched({}, allowed_part(viewer, {}, patch), settings);
    // Who sees only some customers would not see the one she made.
    const bool limited = viewer.sees[Entity::Customer] != RowScope::All;
    if (limited && !customer.owner_id) customer.owner_id = viewer.user;
    customer.id = tx.next_id<Customer>("customer");
    customer.version = 1;
    customer.created_at = customer.updated_at = tx.now();
    write(tx, sql::insert_customer, {}, customer);
    Customer bare;
    bare.id = customer.id;
    add_dated(tx, bare, patch, day_of(settings, tx.now()));
    read_dated(tx, customer);
    const auto json = to_json(customer);
    tx.changed({.entity = "customer",
                .id = customer.id.value,
                .customer_id = customer.id.value,
                .after = json});
    mask(viewer, customer);
    return customer;
}

Customer change_customer(store::Tx& tx, const Viewer& viewer, Id<Customer> id, std::int64_t version,
                         const CustomerPatch& said) {
    require_customer(tx, viewer, Entity::Customer, "customer", id.value, id);
    const auto settings = read_settings(tx);
    const Customer before = stored_customer(tx, id);
    Customer shown = before;
    mask(viewer, shown);
    check_version("customer " + std::to_string(id.value), shown, version);
    const CustomerPatch patch = allowed_part(viewer, before, said);
    Customer after = patched(before, patch, settings);
    const auto added = add_dated(tx, before, patch, day_of(settings, tx.now()));
    read_dated(tx, after);
    auto changed = difference(before, after);
    if (changed.empty()) changed = difference(Added{}, added);
    if (changed.empty()) return shown;
    after.version = before.version + 1;
    after.updated_at = tx.now();
    write(tx, sql::update_customer, before, after);
    tx.changed({.entity = "customer",
                .id = id.value,
                .customer_id = id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    mask(viewer, after);
    return after;
}

}  // namespace tsunagi::record
