// ErasedPeople knows whom a shop has erased without knowing who they were: of everything that could
// bring a person back (customer number, e-mail, phone, the numbers of her orders, subscriptions and
// contacts) it holds a keyed hash, a tombstone. Import, the API and restore ask it.
//
// A phone alone does not make a person: a family shares one. A number with another name is another
// person; a number without a name is taken for the erased one.
//
// The hash is BLAKE2b keyed with 32 random bytes of the data folder (privacy/tombstone_folder.h):
// phone numbers are few, so without the key every hash could be guessed. Forms are the normal forms
// of base/text.h. Thread: values; any.
#pragma once

#include "base/viewer.h"
#include "store/database.h"

#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace tsunagi::record {

struct CustomerPatch;

// The key of one shop. All zero: there is none, and nobody was ever erased.
struct ErasureKey {
    std::array<unsigned char, 32> bytes{};
    bool empty() const { return bytes == decltype(bytes){}; }
};

BOOST_DEFINE_ENUM_CLASS(TombstoneMark, CustomerRow, CustomerKey, Email, Phone, PhoneAndName,
                        OrderKey, SubscriptionKey, ContactKey)

struct Tombstone {
    std::string hash;
    TombstoneMark mark = TombstoneMark::CustomerKey;
    Instant erased_at;
};
BOOST_DESCRIBE_STRUCT(Tombstone, (), (hash, mark, erased_at))

// Hexadecimal, 32 digits. Requires a key.
std::string tombstone_hash(const ErasureKey&, TombstoneMark, std::string_view form);

// What a row or a form says of a person; each in its normal form, empty when it says nothing.
struct SaidOfPerson {
    std::string_view customer_key{};
    std::vector<std::string> emails{};
    std::vector<std::string> phones{};  // E.164
    std::vector<std::string> names{};   // search_form of name and reading
};

// Every hash by which a person may be known again. Of the phones also each with each name.
std::vector<Tombstone> tombstones_of(const ErasureKey&, const SaidOfPerson&, Instant erased_at);

class ErasedPeople {
public:
    ErasedPeople() = default;
    // Nobody when the key is empty.
    static ErasedPeople read(store::Reader&, const ErasureKey&);
    static ErasedPeople of(const ErasureKey&, const std::vector<Tombstone>&);

    bool empty() const { return hashes_.empty(); }
    bool has(TombstoneMark, std::string_view form) const;
    bool is_one(const SaidOfPerson&) const;

private:
    ErasureKey key_;
    std::unordered_set<std::string> hashes_;
};

// Writes those that are not there yet.
void bury(store::Tx&, const std::vector<Tombstone>&);
std::vector<Tombstone> read_tombstones(store::Reader&);

// Whether the customer stands for an erased person.
bool is_erased(store::Reader&, std::int64_t customer_id);

// Throws InvalidInput (erased_person) when she does: nothing new is written about nobody.
void require_not_erased(store::Reader&, std::int64_t customer_id);

// Throws InvalidInput (erased_person) when the patch would bring an erased person back, or change
// the customer who stands for one. `customer_id` 0: a new one.
void refuse_erased(store::Reader&, const ErasureKey&, std::int64_t customer_id,
                   const CustomerPatch&);

}  // namespace tsunagi::record
