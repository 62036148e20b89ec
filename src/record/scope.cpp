#include "record/scope.h"

#include "base/error.h"
#include "base/utf8.h"

namespace tsunagi::record {

namespace {

constexpr std::string_view kStar = "*";
constexpr std::string_view kWideStar = "＊";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t first_code_point(std::string_view text) {
    return text.empty() ? 0 : utf8::decode(text, 0).bytes;
}

}  // namespace

bool sees_customers(const Viewer& viewer) { return viewer.sees[Entity::Customer] == RowScope::All; }

void require_customers(const Viewer& viewer, std::string_view what, std::int64_t id) {
    if (sees_customers(viewer)) return;
    throw Error(Code::NotFound, std::string(what) + " " + std::to_string(id) + " was not found");
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

void mask(const Viewer& viewer, Customer& customer) {
    if (!viewer.reads(FieldGroup::Name)) {
        customer.name = masked_name(customer.name);
        customer.kana = masked_name(customer.kana);
    }
    for (Phone& phone : customer.phones) {
        if (viewer.reads(FieldGroup::Phone)) break;
        phone.number = masked_phone(phone.number);
        phone.e164.clear();
    }
    for (Email& email : customer.emails) {
        if (viewer.reads(FieldGroup::Email)) break;
        email.address = masked_email(email.address);
        email.form.clear();
    }
    for (Address& address : customer.addresses) {
        if (viewer.reads(FieldGroup::Address)) break;
        address = {.postal_code = "",
                   .prefecture = address.prefecture,
                   .line1 = "***",
                   .line2 = "",
                   .recipient = "",
                   .label = address.label};
    }
}

void mask(const Viewer& viewer, CustomerRow& row) {
    if (!viewer.reads(FieldGroup::Name)) {
        row.name = masked_name(row.name);
        row.kana = masked_name(row.kana);
    }
    if (!viewer.reads(FieldGroup::Phone)) row.phone = masked_phone(row.phone);
    if (!viewer.reads(FieldGroup::Email)) row.email = masked_email(row.email);
}

}  // namespace tsunagi::record
