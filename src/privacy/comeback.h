// A comeback: somebody who was erased wishes to be a customer again, or was erased by mistake. What
// she says of herself lifts the tombstones that it matches, so that she can be typed in or imported
// as a new customer. What was erased stays erased: the old customer still stands for nobody, and
// her old orders, subscriptions and contacts are still refused.
//
// Order: first the list beside the database, then the database; killed between, the same order
// again does the rest. After the restore of a backup from before, it has to be given again.
#pragma once

#include "privacy/erasure.h"

#include <string>
#include <vector>

namespace tsunagi::privacy {

// What she says of herself, as typed, and why she may come back.
struct ComebackOrder {
    std::string name;
    std::string kana;
    std::string customer_key;
    std::vector<std::string> phones;
    std::vector<std::string> emails;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ComebackOrder, (), (name, kana, customer_key, phones, emails, reason))

struct Comeback {
    std::int64_t lifted = 0;  // tombstones
};
BOOST_DESCRIBE_STRUCT(Comeback, (), (lifted))

// Told in the trail with the reason, not with what she said. Throws InvalidInput: `not_erased` when
// nobody who was erased is known by it, `names_the_person` when the reason holds any of it.
Comeback lift_tombstones(const ErasurePlace&, const Viewer&, const ComebackOrder&);

}  // namespace tsunagi::privacy

template <>
struct tsunagi::rules_of<tsunagi::privacy::ComebackOrder> {
    static constexpr std::array value{
        Rule{.field = "name", .max_length = 200, .ja = "氏名", .en = "Name"},
        Rule{.field = "kana", .max_length = 200, .ja = "フリガナ", .en = "Reading"},
        Rule{.field = "customer_key", .max_length = 200, .ja = "顧客番号", .en = "Customer number"},
        Rule{.field = "phones", .max_length = 20, .ja = "電話番号", .en = "Phones"},
        Rule{.field = "emails", .max_length = 20, .ja = "メールアドレス", .en = "E-mail"},
        Rule{.field = "reason", .min_length = 1, .max_length = 200, .ja = "理由", .en = "Reason"}};
};
