#include "record/scope.h"

#include "base/error.h"
#include "base/utf8.h"
#include "record/scope.sql.h"
#include "record/subscription_rules.h"

#include <charconv>

namespace tsunagi::record {

namespace {

constexpr std::string_view kStar = "*";
constexpr std::string_view kWideStar = "＊";

std::string between_commas(std::int64_t id) { return "," + std::to_string(id) + ","; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t first_code_point(std::string_view text) {
    return text.empty() ? 0 : utf8::decode(text, 0).bytes;
}

}  // namespace

RowScope customers_with(const Viewer& viewer, Entity entity) {
    return std::min(viewer.sees[Entity::Customer], viewer.sees[entity]);
}

bool sees_any(const Viewer& viewer, Entity entity) {
    return customers_with(viewer, entity) != RowScope::None;
}

std::string holders_of(const Viewer& viewer, RowScope scope) {
    if (scope == RowScope::None || scope == RowScope::All) return "";
    std::string holders = between_commas(viewer.user.value);
    if (scope == RowScope::Own) return holders;
    if (viewer.team) holders += std::to_string(-viewer.team.value) + ",";
    for (const auto colleague : viewer.colleagues) {
        holders += std::to_string(colleague.value) + ",";
    }
    return holders;
}

std::vector<std::int64_t> holder_ids(std::string_view holders) {
    std::vector<std::int64_t> ids;
    const char* at = holders.data();
    const char* const end = at + holders.size();
    while (at < end) {
        std::int64_t id = 0;
        const auto [after, failure] = std::from_chars(at + 1, end, id);
        if (failure != std::errc()) break;
        ids.push_back(id);
        at = after;
    }
    return ids;
}

std::string agents_of(const Viewer& viewer, RowScope scope) {
    if (scope == RowScope::All) return "";
    if (scope == RowScope::None) return ",";  // of nobody
    std::string agents = between_commas(viewer.user.value);
    if (scope == RowScope::Own) return agents;
    for (const auto colleague : viewer.colleagues) {
        agents += std::to_string(colleague.value) + ",";
    }
    return agents;
}

store::Args scope_args(const Viewer& viewer, Entity work, ScopeTexts& texts) {
    const RowScope customers = viewer.sees[Entity::Customer];
    texts.holders = holders_of(viewer, customers);
    texts.agents = agents_of(viewer, viewer.sees[work]);
    return {{"every", customers == RowScope::All},
            {"holders", texts.holders},
            {"agents", texts.agents}};
}

bool sees_work_of(const Viewer& viewer, Entity entity, Id<User> user) {
    switch (viewer.sees[entity]) {
        case RowScope::All: return true;
        case RowScope::Team:
            if (std::ranges::find(viewer.colleagues, user) != viewer.colleagues.end()) return true;
            return user == viewer.user;
        case RowScope::Own: return user == viewer.user;
        case RowScope::None: break;
    }
    return false;
}

bool sees_customer(store::Reader& reader, const Viewer& viewer, Entity entity, Id<Customer> id) {
    const RowScope scope = customers_with(viewer, entity);
    if (scope == RowScope::All) return true;
    if (scope == RowScope::None) return false;
    const std::string holders = holders_of(viewer, scope);
    return reader.integer(sql::count_holdings, {{"customer_id", id}, {"holders", holders}}) > 0;
}

void fail_not_found(std::string_view what, std::int64_t id) {
    throw Error(Code::NotFound, std::string(what) + " " + std::to_string(id) + " was not found");
}

void require_customer(store::Reader& reader, const Viewer& viewer, Entity entity,
                      std::string_view what, std::int64_t id, Id<Customer> customer) {
    if (!sees_customer(reader, viewer, entity, customer)) fail_not_found(what, id);
}

SeenCustomers::SeenCustomers(store::Reader& reader, const Viewer& viewer, RowScope scope)
    : all_(scope == RowScope::All) {
    if (all_ || scope == RowScope::None) return;
    for (const auto holder : holder_ids(holders_of(viewer, scope))) {
        reader.rows(sql::list_held_customers, {{"holder", holder}}, [&](const store::Row& row) {
            ids_.push_back({row.integer(0)});
            return true;
        });
    }
    std::ranges::sort(ids_);
    const auto rest = std::ranges::unique(ids_);
    ids_.erase(rest.begin(), rest.end());
}

// The first three and the last four digits stay: enough to tell two numbers of a person apart.
std::string masked_phone(std::string_view number) {
    const auto digits = std::size_t(std::count_if(number.begin(), number.end(), is_digit));
    std::string out;
    std::size_t seen = 0;
    for (const char c : number) {
        if (!is_digit(c)) {
            out += c;
            continue;
        }
        const bool shown = digits >= 9 && (seen < 3 || seen + 4 >= digits);
        out += shown ? c : '*';
        ++seen;
    }
    return out;
}

std::string masked_email(std::string_view address) {
    if (address.empty()) return {};
    const auto at = address.find('@');
    std::string out(address.substr(0, first_code_point(address)));
    out += "***";
    if (at != std::string_view::npos) out += address.substr(at);
    return out;
}

std::string masked_name(std::string_view name) {
    if (name.empty()) return {};
    const auto shown = first_code_point(name);
    std::string out(name.substr(0, shown));
    const std::string_view star = shown > 1 ? kWideStar : kStar;
    for (int i = 0; i < 3; ++i) out += star;
    return out;
}

std::string seen_text(const Viewer& viewer, FieldGroup group, std::string text) {
    if (viewer.reads(group) || text.empty()) return text;
    return viewer.fields[group] == FieldRight::Masked ? "***" : "";
}

namespace {

using Mask = std::string (*)(std::string_view);

std::string seen_as(const Viewer& viewer, FieldGroup group, std::string text, Mask masked) {
    if (viewer.reads(group)) return text;
    return viewer.fields[group] == FieldRight::Masked ? masked(text) : "";
}

void mask_phones(const Viewer& viewer, std::vector<Phone>& phones) {
    if (viewer.reads(FieldGroup::Phone)) return;
    if (viewer.fields[FieldGroup::Phone] == FieldRight::Hidden) return phones.clear();
    for (Phone& phone : phones) {
        phone.number = masked_phone(phone.number);
        phone.e164.clear();
    }
}

void mask_emails(const Viewer& viewer, std::vector<Email>& emails) {
    if (viewer.reads(FieldGroup::Email)) return;
    if (viewer.fields[FieldGroup::Email] == FieldRight::Hidden) return emails.clear();
    for (Email& email : emails) {
        email.address = masked_email(email.address);
        email.form.clear();
    }
}

void mask_addresses(const Viewer& viewer, std::vector<Address>& addresses) {
    if (viewer.fields[FieldGroup::Address] == FieldRight::Hidden) return addresses.clear();
    for (Address& address : addresses) {
        address.recipient = seen_as(viewer, FieldGroup::Name, address.recipient, masked_name);
        if (viewer.reads(FieldGroup::Address)) continue;
        address = {.postal_code = "",
                   .prefecture = address.prefecture,
                   .line1 = "***",
                   .line2 = "",
                   .recipient = "",
                   .label = address.label};
    }
}

}  // namespace

void mask(const Viewer& viewer, Attribute& attribute) {
    attribute.value = seen_text(viewer, FieldGroup::Attribute, std::move(attribute.value));
}

void mask(const Viewer& viewer, Customer& customer) {
    customer.name = seen_as(viewer, FieldGroup::Name, customer.name, masked_name);
    customer.kana = seen_as(viewer, FieldGroup::Name, customer.kana, masked_name);
    if (!viewer.reads(FieldGroup::Name)) customer.birthday.reset();
    customer.note = seen_text(viewer, FieldGroup::Note, customer.note);
    customer.caution = seen_text(viewer, FieldGroup::Note, customer.caution);
    mask_phones(viewer, customer.phones);
    mask_emails(viewer, customer.emails);
    mask_addresses(viewer, customer.addresses);
    for (Attribute& attribute : customer.attributes) mask(viewer, attribute);
    if (viewer.fields[FieldGroup::Attribute] == FieldRight::Hidden) customer.attributes.clear();
}

void mask(const Viewer& viewer, CustomerRow& row) {
    row.name = seen_as(viewer, FieldGroup::Name, row.name, masked_name);
    row.kana = seen_as(viewer, FieldGroup::Name, row.kana, masked_name);
    row.phone = seen_as(viewer, FieldGroup::Phone, row.phone, masked_phone);
    row.email = seen_as(viewer, FieldGroup::Email, row.email, masked_email);
}

void mask(const Viewer& viewer, Contact& contact) {
    contact.note = seen_text(viewer, FieldGroup::Note, contact.note);
    contact.next_step = seen_text(viewer, FieldGroup::Note, contact.next_step);
}

void mask(const Viewer& viewer, ContactRow& row) {
    mask(viewer, static_cast<Contact&>(row));
    row.customer_name = seen_as(viewer, FieldGroup::Name, row.customer_name, masked_name);
}

void mask(const Viewer& viewer, Order& order) {
    order.note = seen_text(viewer, FieldGroup::Note, order.note);
    if (viewer.reads(FieldGroup::Money)) return;
    order.total = {};
    for (OrderLine& line : order.lines) line.unit_price = {}, line.amount = {};
}

// Leaves out what a change tells of prices.
static std::string without_prices(std::string_view detail) {
    std::string kept;
    while (!detail.empty()) {
        const auto end = std::min(detail.find("; "), detail.size());
        const auto part = detail.substr(0, end);
        detail.remove_prefix(std::min(end + 2, detail.size()));
        if (part.starts_with("price ")) continue;
        if (!kept.empty()) kept += "; ";
        kept += part;
    }
    return kept;
}

void mask(const Viewer& viewer, SubscriptionEvent& event) {
    event.detail = seen_text(viewer, FieldGroup::Note, event.detail);
    if (!viewer.reads(FieldGroup::Money)) event.detail = without_prices(event.detail);
}

void mask(const Viewer& viewer, Subscription& subscription) {
    for (SubscriptionEvent& event : subscription.events) mask(viewer, event);
    if (!viewer.reads(FieldGroup::Money)) subscription.price = {};
}

}  // namespace tsunagi::record
