#include "intake/people.h"

#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

constexpr std::size_t kName = 200;
constexpr std::size_t kNote = 10'000;
constexpr std::string_view kPhoneNote = "電話番号: ";

struct KeyedId {
    std::string key;
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(KeyedId, (), (key, id))

void set_if_said(std::string& field, const std::string& said) {
    if (!said.empty()) field = said;
}

template <class T>
void set_if_said(std::optional<T>& field, const std::optional<T>& said) {
    if (said) field = said;
}

bool has_digit(std::string_view text) {
    return nfkc(text).find_first_of("0123456789") != std::string::npos;
}

// What stands in the place of a phone number ("電話なし") is told as a note.
void note_phone(std::string_view words, std::string& note) {
    note.append(note.empty() ? "" : " / ").append(kPhoneNote).append(words);
}

// The file's first number or address comes first unless it is known already.
template <class Row, class Form>
void put_first(std::vector<Row>& rows, const std::vector<Row>& said, Form form) {
    for (const Row& row : said) {
        const bool known = std::ranges::any_of(
            rows, [&](const Row& mine) { return form(mine) == form(row); });
        if (!known) rows.insert(rows.begin(), row);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].position = static_cast<std::int64_t>(i);
}

void put_attribute(std::vector<table::Attribute>& rows, const table::Attribute& said) {
    const table::Attribute* newest = nullptr;
    for (const auto& row : rows) {
        if (row.name == said.name && (!newest || row.known_on > newest->known_on)) newest = &row;
    }
    if (newest != nullptr && newest->value == said.value) return;
    const auto same_day = std::ranges::find_if(rows, [&](const table::Attribute& row) {
        return row.name == said.name && row.known_on == said.known_on;
    });
    if (same_day != rows.end()) {
        same_day->value = said.value;
    } else {
        rows.push_back(said);
    }
}

using AddressPart = std::string table::Address::*;
constexpr AddressPart kAddressParts[]{&table::Address::postal_code, &table::Address::prefecture,
                                      &table::Address::line1, &table::Address::line2,
                                      &table::Address::recipient};

bool says_nothing(const table::Address& address) {
    return std::ranges::all_of(kAddressParts,
                               [&](AddressPart part) { return (address.*part).empty(); });
}

// Whether one of the two may be the other with parts left out.
bool agree(const table::Address& a, const table::Address& b) {
    return std::ranges::all_of(kAddressParts, [&](AddressPart part) {
        return (a.*part).empty() || (b.*part).empty() || a.*part == b.*part;
    });
}

// An address that is known, in part or wholly, is completed; another one comes first. So two files
// that name different addresses do not replace each other's for ever.
void put_address(std::vector<table::Address>& rows, const table::Address& said) {
    const auto known = std::ranges::find_if(
        rows, [&](const table::Address& mine) { return agree(mine, said); });
    if (known == rows.end()) {
        rows.insert(rows.begin(), said);
    } else {
        for (const AddressPart part : kAddressParts) {
            if (((*known).*part).empty()) (*known).*part = said.*part;
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].position = static_cast<std::int64_t>(i);
}

template <class Row>
void set_customer(std::vector<Row>& rows, std::int64_t id) {
    for (Row& row : rows) row.customer_id = id;
}

template <class Row>
void move_to(std::vector<Row>& rows, std::vector<Row>& to) {
    to.insert(to.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
}

}  // namespace

People::People(const TakerSetup& setup) : setup_(setup) {}

bool People::matches_by(CustomerMatch way) const {
    const auto& ways = setup_.mapping.match;
    return !ways || std::ranges::find(*ways, way) != ways->end();
}

std::optional<People::Found> People::identity_of(RowReader& row) {
    using enum FieldId;
    if (const auto key = row.text(CustomerKey); !key.empty() && matches_by(CustomerMatch::Key)) {
        return Found{Kind::Key, std::string(key)};
    }
    if (matches_by(CustomerMatch::Email)) {
        if (auto form = email_form(row.text(EmailAddress))) {
            return Found{Kind::Email, std::move(*form)};
        }
    }
    const auto phone = row.text(PhoneNumber);
    const auto name = row.text(CustomerName);
    if (phone.empty() || name.empty() || !matches_by(CustomerMatch::PhoneAndName)) return {};
    auto e164 = phone_e164(phone, setup_.country_calling_code);
    if (!e164) return std::nullopt;
    return Found{Kind::Phone, *e164 + "|" + search_form(name)};
}

People::Person* People::take(RowReader& row, bool& first) {
    first = false;
    const auto found = identity_of(row);
    if (!found) return nullptr;
    key_.assign(1, static_cast<char>('0' + static_cast<int>(found->kind))).append(found->match);
    const auto known = people_.find(key_);
    if (known != people_.end()) {
        Person& person = known->second;
        if (person.id == 0 && person.waiting < 0) {
            person.waiting = static_cast<int>(waiting_.size());
            waiting_.push_back({found->kind, found->match, &person, {}, true, false, row.line()});
        }
        return &person;
    }
    auto image = read(row, *found);
    if (row.rejected()) return nullptr;
    first = true;
    Person& person = people_.emplace(key_, Person{}).first->second;
    person.waiting = static_cast<int>(waiting_.size());
    const bool named = !row.text(FieldId::CustomerName).empty();
    waiting_.push_back(
        {found->kind, found->match, &person, std::move(image), false, named, row.line()});
    return &person;
}

bool People::pass_over(RowReader& row) {
    const auto found = identity_of(row);
    if (!found) return false;
    key_.assign(1, static_cast<char>('0' + static_cast<int>(found->kind))).append(found->match);
    people_.try_emplace(key_);
    return true;
}

CustomerImage People::read(RowReader& row, const Found& found) {
    using enum FieldId;
    CustomerImage image;
    auto& customer = image.customer;
    if (const auto key = row.words(CustomerKey, 100); !key.empty()) customer.external_key = key;
    if (found.kind == Kind::Key && customer.external_key != found.match) {
        row.reject(CustomerKey, found.match, Fault::BadCharacters);
    }
    customer.name = row.words(CustomerName, kName);
    customer.kana = row.words(CustomerKana, kName);
    customer.birthday = row.day(CustomerBirthday);
    customer.sex = row.maps(CustomerSex) ? row.code(CustomerSex, parse_sex) : "unknown";
    customer.medium = row.words(CustomerMedium, 100);
    customer.rank = row.words(CustomerRank, 40);
    customer.note = row.words(CustomerNote, kNote);
    customer.caution = row.words(CustomerCaution, 1000);
    customer.do_not_contact = row.boolean(CustomerDoNotContact).value_or(false);
    customer.registered_on = row.day(CustomerRegisteredOn);
    read_lists(row, image);
    if (customer.name.empty() && found.kind != Kind::Phone) {
        customer.name = row.words(AddressRecipient, kName);  // until somebody tells her name
        if (customer.name.empty()) customer.name = found.match;
    }
    customer.name_form = search_form(customer.name);
    return image;
}

void People::read_lists(RowReader& row, CustomerImage& image) {
    using enum FieldId;
    if (auto number = row.words(PhoneNumber, 40); !has_digit(number)) {
        if (!number.empty()) {
            note_phone(number, image.customer.note);
            row.warn(PhoneNumber, number, Fault::NoPhone);
        }
    } else {
        auto e164 = phone_e164(number, setup_.country_calling_code).value_or("");
        if (e164.empty()) row.warn(PhoneNumber, number, Fault::NotAPhone);
        image.phones.push_back({.number = std::move(number), .e164 = std::move(e164)});
    }
    if (auto address = row.words(EmailAddress, 254); !address.empty()) {
        auto form = email_form(address).value_or("");
        if (form.empty()) row.warn(EmailAddress, address, Fault::NotAMail);
        image.emails.push_back({.address = std::move(address), .form = std::move(form)});
    }
    table::Address address{.postal_code = row.words(AddressPostalCode, 16),
                           .prefecture = row.words(AddressPrefecture, 40),
                           .line1 = row.words(AddressLine1, 300),
                           .line2 = row.words(AddressLine2, 300),
                           .recipient = row.words(AddressRecipient, 200)};
    image.customer.prefecture = address.prefecture;
    if (!says_nothing(address)) image.addresses.push_back(std::move(address));
    for (auto& attribute : row.attributes()) {
        image.attributes.push_back({.name = std::string(attribute.name),
                                    .known_on = row.snapshot(),
                                    .value = std::move(attribute.text)});
    }
}

// Ids of the waiting persons that are in the record, 0 for the others.
std::vector<std::int64_t> People::look_up(store::Reader& reader) {
    TextMap<std::int64_t> ids[3];
    KeyList keys[3];
    for (const Draft& draft : waiting_) {
        const auto kind = static_cast<std::size_t>(draft.kind);
        if (draft.kind == Kind::Phone) {
            keys[kind].add(std::string_view(draft.match).substr(0, draft.match.find('|')));
        } else {
            keys[kind].add(draft.match);
        }
    }
    if (!keys[0].empty()) {
        for (const auto& row :
             reader.all<table::Customer>(sql::customers_by_key, {{"list", keys[0].text()}})) {
            ids[0].emplace(*row.external_key, row.id);
        }
    }
    const store::Statement* const statements[3] = {nullptr, &sql::customers_by_email,
                                                   &sql::customers_by_phone};
    for (std::size_t kind = 1; kind < 3; ++kind) {
        if (keys[kind].empty()) continue;
        for (auto& row : reader.all<KeyedId>(*statements[kind], {{"list", keys[kind].text()}})) {
            ids[kind].emplace(std::move(row.key), row.id);
        }
    }
    std::vector<std::int64_t> found;
    for (const Draft& draft : waiting_) {
        const auto& known = ids[static_cast<std::size_t>(draft.kind)];
        const auto at = known.find(draft.match);
        found.push_back(at == known.end() ? 0 : at->second);
    }
    return found;
}

void People::resolve(store::Reader& reader, IdSource& ids, Batch& batch) {
    if (waiting_.empty()) return;
    const auto found = look_up(reader);
    std::vector<std::int64_t> there;
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        if (found[i] != 0 && !waiting_[i].only_look_up) there.push_back(found[i]);
    }
    auto images = customer_images(reader, there);
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        Draft& draft = waiting_[i];
        draft.person->waiting = -1;
        draft.person->id = found[i];
        if (found[i] == 0) {
            create(draft, ids, batch);
        } else if (auto image = images.extract(found[i])) {
            compare(draft, std::move(image.mapped()), batch);  // once, by whatever way she is named
        }
    }
    waiting_.clear();
}

void People::create(Draft& draft, IdSource& ids, Batch& batch) {
    const auto id = ids.next("customer");
    draft.person->id = id;
    auto& [customer, phones, emails, addresses, attributes] = draft.image;
    customer.id = id;
    customer.created_at = setup_.now;
    customer.updated_at = setup_.now;
    set_customer(phones, id);
    set_customer(emails, id);
    set_customer(addresses, id);
    set_customer(attributes, id);
    std::vector<record::Phone> numbers;
    numbers.reserve(phones.size());
    for (const auto& phone : phones) numbers.push_back({phone.number, phone.e164, phone.label});
    std::vector<record::Email> mails;
    mails.reserve(emails.size());
    for (const auto& email : emails) mails.push_back({email.address, email.form, email.label});
    batch.entries.push_back(record::SearchEntry::of(
        {id}, {.name = customer.name, .kana = customer.kana, .phones = numbers, .emails = mails}));
    for (const auto& attribute : attributes) batch.attribute_names.insert(attribute.name);
    batch.customers.push_back(std::move(customer));
    move_to(phones, batch.phones);
    move_to(emails, batch.emails);
    move_to(addresses, batch.addresses);
    move_to(attributes, batch.attributes);
    ++batch.counts.of("customer").created;
}

void People::compare(Draft& draft, CustomerImage before, Batch& batch) {
    auto& said = draft.image.customer;
    const auto& known = before.customer;
    // A name that only repeats the key says nothing, that of who gets the parcel little.
    const bool unnamed = known.name.empty() || known.name == draft.match ||
                         known.name == known.external_key;
    if (said.name == draft.match || (!draft.is_named && !unnamed)) said.name.clear();
    if (said.note.starts_with(kPhoneNote) && !known.note.empty()) {
        const bool is_noted = known.note.find(said.note) != std::string::npos;
        said.note = is_noted ? "" : known.note + " / " + said.note;
    }
    // Where she came from is told by the files of customers; others only fill it in. What they
    // count of her at some order does not replace what is known of the same day.
    if (setup_.mapping.target != Target::Customers && !known.medium.empty()) said.medium.clear();
    if (setup_.mapping.target == Target::Orders) {
        std::erase_if(draft.image.attributes, [&](const table::Attribute& told) {
            return std::ranges::any_of(before.attributes, [&](const table::Attribute& mine) {
                return mine.name == told.name && mine.known_on >= told.known_on;
            });
        });
    }
    auto after = merged(before, draft.image);
    if (to_json(after) == to_json(before)) {
        ++batch.counts.of("customer").unchanged;
        return;
    }
    after.customer.updated_at = setup_.now;
    for (const auto& attribute : after.attributes) batch.attribute_names.insert(attribute.name);
    batch.customer_edits.push_back({std::move(before), std::move(after), draft.line});
    ++batch.counts.of("customer").updated;
}

CustomerImage merged(const CustomerImage& before, const CustomerImage& said) {
    CustomerImage after = before;
    auto& customer = after.customer;
    const auto& news = said.customer;
    set_if_said(customer.external_key, news.external_key);
    set_if_said(customer.name, news.name);
    set_if_said(customer.kana, news.kana);
    set_if_said(customer.birthday, news.birthday);
    if (news.sex != "unknown") customer.sex = news.sex;
    set_if_said(customer.prefecture, news.prefecture);
    set_if_said(customer.medium, news.medium);
    set_if_said(customer.rank, news.rank);
    set_if_said(customer.note, news.note);
    set_if_said(customer.caution, news.caution);
    set_if_said(customer.registered_on, news.registered_on);
    customer.do_not_contact = customer.do_not_contact || news.do_not_contact;
    customer.name_form = search_form(customer.name);
    put_first(after.phones, said.phones,
              [](const auto& phone) { return phone.e164.empty() ? phone.number : phone.e164; });
    put_first(after.emails, said.emails,
              [](const auto& email) { return email.form.empty() ? email.address : email.form; });
    for (const auto& address : said.addresses) put_address(after.addresses, address);
    if (!after.addresses.empty() && !after.addresses.front().prefecture.empty()) {
        customer.prefecture = after.addresses.front().prefecture;
    }
    for (const auto& attribute : said.attributes) put_attribute(after.attributes, attribute);
    set_customer(after.phones, customer.id);
    set_customer(after.emails, customer.id);
    set_customer(after.addresses, customer.id);
    set_customer(after.attributes, customer.id);
    return after;
}

std::unordered_map<std::int64_t, CustomerImage> customer_images(
    store::Reader& reader, const std::vector<std::int64_t>& ids) {
    std::unordered_map<std::int64_t, CustomerImage> images;
    if (ids.empty()) return images;
    KeyList keys;
    for (const auto id : ids) keys.add(id);
    const auto list = keys.text();
    const store::Args args{{"list", list}};
    for (auto& row : reader.all<table::Customer>(sql::customers_by_id, args)) {
        const auto id = row.id;
        images[id].customer = std::move(row);
    }
    const auto give = [&](auto rows, auto CustomerImage::* member) {
        for (auto& row : rows) (images[row.customer_id].*member).push_back(std::move(row));
    };
    give(reader.all<table::Phone>(sql::phones_of, args), &CustomerImage::phones);
    give(reader.all<table::Email>(sql::emails_of, args), &CustomerImage::emails);
    give(reader.all<table::Address>(sql::addresses_of, args), &CustomerImage::addresses);
    give(reader.all<table::Attribute>(sql::attributes_of, args), &CustomerImage::attributes);
    return images;
}

}  // namespace tsunagi::intake
