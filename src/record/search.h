// Search finds customers by any part of a name, its reading, a phone number or an e-mail address,
// however it was typed. The index holds small pieces ("grams") of the normal forms: pairs of
// letters of names, readings and the local part of addresses, triples of digits of phone numbers,
// and the first letter of each word. On SQLite they are an FTS5 table that keeps positions; on
// PostgreSQL an array with a GIN index, and the normal forms beside it to check that the pieces
// follow one another.
//
// A query is words separated by spaces, all of which must be found. Exact hits (a whole phone
// number, address, name or customer number) come first, then the others in the order of their ids,
// so that the first page never sorts all hits.
#pragma once

#include "record/customers.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

// What is searched of one customer, as typed.
struct Searchable {
    std::string_view name;
    std::string_view kana;
    std::span<const Phone> phones;
    std::span<const Email> emails;
};

// A row of the index.
struct SearchEntry {
    Id<Customer> id;
    std::string forms;  // the normal forms, each between bars: "|佐藤花子|サトウハナコ|"

    static SearchEntry of(Id<Customer>, const Searchable&);
};

// The grams of an entry, separated by spaces.
std::string grams_of(std::string_view forms);

// Replaces the entries of these customers; part of every write of a customer, single or in bulk.
// Entries of customers made in this transaction need no replacing: `are_new` saves the look-up.
enum class Entries { Replace, AreNew };
void index_customers(store::Tx&, std::span<const SearchEntry>, Entries);
void forget_customers(store::Tx&, std::span<const Id<Customer>>);

Page<CustomerRow> search_customers(store::Reader&, const Viewer&, std::string_view query,
                                   std::optional<CustomerStatus> status, const PageRequest&);

}  // namespace tsunagi::record
