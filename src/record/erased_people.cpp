#include "record/erased_people.h"

#include "base/text.h"
#include "record/changes.h"
#include "record/customers.h"
#include "record/erased_people.sql.h"
#include "record/settings.h"

#include <sodium.h>

#include <algorithm>

namespace tsunagi::record {

namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string phone_and_name(std::string_view phone, std::string_view name) {
    return std::string(phone) + "|" + std::string(name);
}

// The hashes of which one alone says that it is she.
std::vector<std::string> telling_hashes(const ErasureKey& key, const SaidOfPerson& said) {
    using enum TombstoneMark;
    std::vector<std::string> hashes;
    if (!said.customer_key.empty()) {
        hashes.push_back(tombstone_hash(key, CustomerKey, said.customer_key));
    }
    for (const auto& email : said.emails) hashes.push_back(tombstone_hash(key, Email, email));
    for (const auto& phone : said.phones) {
        if (said.names.empty()) hashes.push_back(tombstone_hash(key, Phone, phone));
        for (const auto& name : said.names) {
            hashes.push_back(tombstone_hash(key, PhoneAndName, phone_and_name(phone, name)));
        }
    }
    return hashes;
}

void add_form(std::vector<std::string>& forms, std::string form) {
    const bool known = form.empty() || std::ranges::find(forms, form) != forms.end();
    if (!known) forms.push_back(std::move(form));
}

// What the customer will be called by after the patch, and what the patch adds to reach her by.
SaidOfPerson said_by(const CustomerPatch& patch, std::string_view name, std::string_view kana,
                     std::string_view country_calling_code) {
    SaidOfPerson said;
    using State = Patch<std::string>::State;
    if (patch.external_key.state == State::Value) said.customer_key = patch.external_key.value;
    for (const auto& email : patch.emails.value) {
        add_form(said.emails, email_form(email.address).value_or(""));
    }
    for (const auto& phone : patch.phones.value) {
        add_form(said.phones, phone_e164(phone.number, country_calling_code).value_or(""));
    }
    add_form(said.names, search_form(patch.name.state == State::Value ? patch.name.value : name));
    add_form(said.names, search_form(patch.kana.state == State::Value ? patch.kana.value : kana));
    return said;
}

}  // namespace

std::string tombstone_hash(const ErasureKey& key, TombstoneMark mark, std::string_view form) {
    ASSERT(!key.empty());
    constexpr std::size_t kBytes = 16;
    std::array<unsigned char, kBytes> digest{};
    const auto word = word_of(mark);
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.bytes.data(), key.bytes.size(), digest.size());
    crypto_generichash_update(&state, bytes(word), word.size());
    crypto_generichash_update(&state, bytes("="), 1);
    crypto_generichash_update(&state, bytes(form), form.size());
    crypto_generichash_final(&state, digest.data(), digest.size());
    std::array<char, kBytes * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

std::vector<Tombstone> tombstones_of(const ErasureKey& key, const SaidOfPerson& said,
                                     Instant erased_at) {
    using enum TombstoneMark;
    std::vector<Tombstone> all;
    const auto add = [&](TombstoneMark mark, std::string_view form) {
        all.push_back({tombstone_hash(key, mark, form), mark, erased_at});
    };
    if (!said.customer_key.empty()) add(CustomerKey, said.customer_key);
    for (const auto& email : said.emails) add(Email, email);
    for (const auto& phone : said.phones) {
        add(Phone, phone);
        for (const auto& name : said.names) add(PhoneAndName, phone_and_name(phone, name));
    }
    return all;
}

ErasedPeople ErasedPeople::of(const ErasureKey& key, const std::vector<Tombstone>& tombstones) {
    ErasedPeople people;
    people.key_ = key;
    for (const auto& tombstone : tombstones) people.hashes_.insert(tombstone.hash);
    return people;
}

ErasedPeople ErasedPeople::read(store::Reader& reader, const ErasureKey& key) {
    return key.empty() ? ErasedPeople() : of(key, read_tombstones(reader));
}

bool ErasedPeople::has(TombstoneMark mark, std::string_view form) const {
    return !empty() && !form.empty() && hashes_.contains(tombstone_hash(key_, mark, form));
}

bool ErasedPeople::is_one(const SaidOfPerson& said) const {
    if (empty()) return false;
    return std::ranges::any_of(telling_hashes(key_, said),
                               [&](const auto& hash) { return hashes_.contains(hash); });
}

std::vector<Tombstone> read_tombstones(store::Reader& reader) {
    return reader.all<Tombstone>(sql::list_tombstones);
}

void bury(store::Tx& tx, const std::vector<Tombstone>& tombstones) {
    for (const auto& tombstone : tombstones) {
        tx.run(sql::insert_tombstone, store::args_of(tombstone));
    }
}

bool is_erased(store::Reader& reader, std::int64_t customer_id) {
    return reader.integer(sql::count_erasures_of, {{"customer_id", customer_id}}) > 0;
}

void require_not_erased(store::Reader& reader, std::int64_t customer_id) {
    if (!is_erased(reader, customer_id)) return;
    throw invalid("", "erased_person",
                  "customer " + std::to_string(customer_id) + " stands for an erased person");
}

void refuse_erased(store::Reader& reader, const ErasureKey& key, std::int64_t customer_id,
                   const CustomerPatch& patch) {
    if (customer_id != 0) require_not_erased(reader, customer_id);
    if (key.empty()) return;
    std::string name;
    std::string kana;
    reader.rows(sql::find_person_forms, {{"customer_id", customer_id}}, [&](const auto& row) {
        name = row.text(0);
        kana = row.text(1);
        return false;
    });
    const auto said = said_by(patch, name, kana, read_settings(reader).country_calling_code);
    const bool known = std::ranges::any_of(telling_hashes(key, said), [&](const auto& hash) {
        return reader.integer(sql::count_tombstones, {{"hash", hash}}) > 0;
    });
    if (!known) return;
    throw invalid("", "erased_person",
                  "this person was erased on demand; she cannot come back "
                  "without her own wish");
}

}  // namespace tsunagi::record
