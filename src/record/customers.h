// A Customer is a person the shop knows, with everything she can be reached by. Every phone, mail
// and name is kept as typed and beside it in its normal form, which matching and search use.
//
// Reads show a viewer only the rows and fields she may see (scope.h). Writes take a transaction, so
// that several compose; each bumps the version, keeps the search index and says what changed.
#pragma once

#include "base/viewer.h"
#include "record/page.h"
#include "store/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

BOOST_DEFINE_ENUM_CLASS(Sex, Female, Male, Other, Unknown)
BOOST_DEFINE_ENUM_CLASS(Channel, Phone, Mail, Chat, Line, Sms, Visit, Fax, Post)
BOOST_DEFINE_ENUM_CLASS(ConsentPurpose, Sales, Service)
// Of her best subscription; None: she never had one.
BOOST_DEFINE_ENUM_CLASS(CustomerStatus, Active, Paused, Cancelled, None)

struct Phone {
    std::string number;  // as typed
    std::string e164;    // made by us; empty when the number cannot be one
    std::string label;
    friend bool operator==(const Phone&, const Phone&) = default;
};
BOOST_DESCRIBE_STRUCT(Phone, (), (number, e164, label))

struct Email {
    std::string address;  // as typed
    std::string form;     // made by us; empty when the address cannot be one
    std::string label;
    friend bool operator==(const Email&, const Email&) = default;
};
BOOST_DESCRIBE_STRUCT(Email, (), (address, form, label))

struct Address {
    std::string postal_code;
    std::string prefecture;
    std::string line1;
    std::string line2;
    std::string recipient;
    std::string label;
    friend bool operator==(const Address&, const Address&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (postal_code, prefecture, line1, line2, recipient, label))

// A shop-defined attribute as known since `known_on`; the labels come from its definition.
struct Attribute {
    std::string name;
    std::string label_ja;
    std::string label_en;
    std::string value;
    std::optional<Day> known_on;  // absent in a write: today
    friend bool operator==(const Attribute&, const Attribute&) = default;
};
BOOST_DESCRIBE_STRUCT(Attribute, (), (name, label_ja, label_en, value, known_on))

struct Consent {
    Channel channel = Channel::Phone;
    ConsentPurpose purpose = ConsentPurpose::Sales;
    bool granted = false;
    std::optional<Instant> at;  // absent in a write: now
    std::string source;
    friend bool operator==(const Consent&, const Consent&) = default;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (channel, purpose, granted, at, source))

struct Customer {
    Id<Customer> id;
    std::int64_t version = 0;
    std::optional<std::string> external_key;
    std::string name;
    std::string kana;
    std::optional<Day> birthday;
    Sex sex = Sex::Unknown;
    std::string prefecture;
    std::string medium;
    std::string rank;
    std::string note;
    std::string caution;
    bool do_not_contact = false;
    std::optional<Day> registered_on;
    std::optional<Id<User>> owner_id;  // the person in charge of her, and the team
    std::optional<Id<Team>> team_id;
    Instant created_at;
    Instant updated_at;
    std::vector<Phone> phones;
    std::vector<Email> emails;
    std::vector<Address> addresses;
    std::vector<Attribute> attributes;  // in force today
    std::vector<Consent> consents;      // in force now
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, version, external_key, name, kana, birthday, sex, prefecture, medium,
                       rank, note, caution, do_not_contact, registered_on, owner_id, team_id,
                       created_at, updated_at, phones, emails, addresses, attributes, consents))

// A customer in a list. Phone and e-mail are the first ones, a Japanese phone with its hyphens.
struct CustomerRow {
    Id<Customer> id;
    std::string name;
    std::string kana;
    std::string phone;
    std::string email;
    std::string prefecture;
    std::string medium;
    CustomerStatus status = CustomerStatus::None;
    int delivery_number = 0;
    std::optional<Day> next_shipment_on;
};
BOOST_DESCRIBE_STRUCT(CustomerRow, (),
                      (id, name, kana, phone, email, prefecture, medium, status, delivery_number,
                       next_shipment_on))

// What a person may say of a customer, in a creation (name is then needed) or a correction: absent
// leaves, null clears. Lists are replaced whole, except that attributes and consents only add to
// their dated history.
struct CustomerPatch {
    Patch<std::string> external_key;
    Patch<std::string> name;
    Patch<std::string> kana;
    Patch<Day> birthday;
    Patch<Sex> sex;
    Patch<std::string> prefecture;
    Patch<std::string> medium;
    Patch<std::string> rank;
    Patch<std::string> note;
    Patch<std::string> caution;
    Patch<bool> do_not_contact;
    Patch<Day> registered_on;
    Patch<Id<User>> owner_id;
    Patch<Id<Team>> team_id;
    Patch<std::vector<Phone>> phones;
    Patch<std::vector<Email>> emails;
    Patch<std::vector<Address>> addresses;
    Patch<std::vector<Attribute>> attributes;
    Patch<std::vector<Consent>> consents;
};
BOOST_DESCRIBE_STRUCT(CustomerPatch, (),
                      (external_key, name, kana, birthday, sex, prefecture, medium, rank, note,
                       caution, do_not_contact, registered_on, owner_id, team_id, phones, emails,
                       addresses, attributes, consents))

// Where a customer stands with the shop: the record's part of her header.
struct CustomerStanding {
    CustomerStatus status = CustomerStatus::None;
    int delivery_number = 0;
    std::optional<Day> next_shipment_on;
    std::optional<Day> cutoff_on;  // last day on which the next shipment can be changed
    std::optional<int> days_left;  // business days until the cut-off; negative when it is over
    Money sales_to_date;           // orders that were not cancelled
    int orders = 0;
    std::optional<Day> first_order_on;
    std::optional<Day> last_order_on;
    int promises = 0;   // open next steps
    std::string phone;  // as in CustomerRow
};
BOOST_DESCRIBE_STRUCT(CustomerStanding, (),
                      (status, delivery_number, next_shipment_on, cutoff_on, days_left,
                       sales_to_date, orders, first_order_on, last_order_on, promises, phone))

// Throws NotFound when there is no such customer or the viewer may not see her.
Customer find_customer(store::Reader&, const Viewer&, Id<Customer>);
CustomerStanding customer_standing(store::Reader&, const Viewer&, Id<Customer>, Day today);

// Customers by reading (五十音), who has none by name; with a status by id, newest last.
Page<CustomerRow> list_customers(store::Reader&, const Viewer&,
                                 std::optional<CustomerStatus> status, const PageRequest&);
// Rows of the given customers in the given order; unknown and unseen ones are left out.
std::vector<CustomerRow> customer_rows(store::Reader&, const Viewer&,
                                       std::span<const Id<Customer>>);
// Throws NotFound when there is no such customer, or none that the viewer sees.
void require_customer(store::Reader&, const Viewer&, Id<Customer>);

// Throws InvalidInput with every wrong field, Conflict when the external key is taken.
Customer create_customer(store::Tx&, const Viewer&, const CustomerPatch&);
// Throws VersionConflict when the customer is not at `version` any more; InvalidInput for a field
// that the viewer may not edit, unless it says what she was shown.
Customer change_customer(store::Tx&, const Viewer&, Id<Customer>, std::int64_t version,
                         const CustomerPatch&);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::CustomerPatch> {
    static constexpr std::array value{
        Rule{.field = "external_key", .max_length = 100, .ja = "顧客番号", .en = "Customer number"},
        Rule{.field = "name", .min_length = 1, .max_length = 200, .ja = "氏名", .en = "Name"},
        Rule{.field = "kana", .max_length = 200, .ja = "フリガナ", .en = "Reading"},
        Rule{.field = "prefecture", .max_length = 40, .ja = "都道府県", .en = "Prefecture"},
        Rule{.field = "medium", .max_length = 100, .ja = "獲得媒体", .en = "Medium"},
        Rule{.field = "rank", .max_length = 40, .ja = "ランク", .en = "Rank"},
        Rule{.field = "note", .max_length = 10000, .ja = "メモ", .en = "Note"},
        Rule{.field = "caution", .max_length = 1000, .ja = "注意事項", .en = "Caution"},
        Rule{.field = "phones", .max_length = 20, .ja = "電話番号", .en = "Phone numbers"},
        Rule{.field = "emails", .max_length = 20, .ja = "メール", .en = "E-mail addresses"},
        Rule{.field = "addresses", .max_length = 20, .ja = "住所", .en = "Addresses"},
        Rule{.field = "attributes", .max_length = 200, .ja = "属性", .en = "Attributes"},
        Rule{.field = "consents", .max_length = 40, .ja = "同意", .en = "Consents"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::Phone> {
    static constexpr std::array value{
        Rule{.field = "number",
             .min_length = 1,
             .max_length = 40,
             .format = "phone",
             .ja = "電話番号",
             .en = "Phone number"},
        Rule{.field = "e164", .ja = "電話番号(国際)", .en = "E.164 number", .read_only = true},
        Rule{.field = "label", .max_length = 40, .ja = "区分", .en = "Label"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::Email> {
    static constexpr std::array value{
        Rule{.field = "address",
             .min_length = 1,
             .max_length = 254,
             .format = "email",
             .ja = "メールアドレス",
             .en = "E-mail address"},
        Rule{.field = "form", .ja = "検索用", .en = "Normal form", .read_only = true},
        Rule{.field = "label", .max_length = 40, .ja = "区分", .en = "Label"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::Address> {
    static constexpr std::array value{
        Rule{.field = "postal_code", .max_length = 16, .ja = "郵便番号", .en = "Postal code"},
        Rule{.field = "prefecture", .max_length = 40, .ja = "都道府県", .en = "Prefecture"},
        Rule{.field = "line1", .max_length = 300, .ja = "住所1", .en = "Address line 1"},
        Rule{.field = "line2", .max_length = 300, .ja = "住所2", .en = "Address line 2"},
        Rule{.field = "recipient", .max_length = 200, .ja = "宛名", .en = "Recipient"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::Attribute> {
    static constexpr std::array value{
        Rule{.field = "name", .min_length = 1, .max_length = 100, .ja = "属性名", .en = "Name"},
        Rule{.field = "label_ja", .ja = "表示名(日)", .en = "Japanese label", .read_only = true},
        Rule{.field = "label_en", .ja = "表示名(英)", .en = "English label", .read_only = true},
        Rule{.field = "value", .max_length = 1000, .ja = "値", .en = "Value"}};
};
template <>
struct tsunagi::rules_of<tsunagi::record::Consent> {
    static constexpr std::array value{
        Rule{.field = "source", .max_length = 200, .ja = "取得元", .en = "Source"}};
};
