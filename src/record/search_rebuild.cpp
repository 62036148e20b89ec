#include "record/search_rebuild.h"

#include "record/search.h"
#include "record/search_rebuild.sql.h"

#include <map>

namespace tsunagi::record {

namespace {

constexpr std::int64_t kCustomersPerWrite = 2000;

struct Person {
    Id<Customer> id;
    std::string name;
    std::string kana;
    std::vector<Phone> phones;
    std::vector<Email> emails;
};

std::vector<Person> next_people(store::Reader& reader, std::int64_t after_id) {
    std::vector<Person> people;
    std::map<std::int64_t, std::size_t> places;
    reader.rows(sql::list_searchable_customers,
                {{"after_id", after_id}, {"limit", kCustomersPerWrite}},
                [&](const store::Row& row) {
                    places.emplace(row.integer(0), people.size());
                    people.push_back({.id = {row.integer(0)},
                                      .name = std::string(row.text(1)),
                                      .kana = std::string(row.text(2)),
                                      .phones = {},
                                      .emails = {}});
                    return true;
                });
    if (people.empty()) return people;
    const store::Args range{{"after_id", after_id}, {"last_id", people.back().id}};
    reader.rows(sql::list_searchable_phones, range, [&](const store::Row& row) {
        people[places.at(row.integer(0))].phones.push_back(
            {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))});
        return true;
    });
    reader.rows(sql::list_searchable_emails, range, [&](const store::Row& row) {
        people[places.at(row.integer(0))].emails.push_back(
            {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))});
        return true;
    });
    return people;
}

}  // namespace

void rebuild_search(store::Database& database) {
    std::int64_t after_id = 0;
    for (;;) {
        const auto people = database.read(
            [&](store::Reader& reader) { return next_people(reader, after_id); });
        if (people.empty()) return;
        std::vector<SearchEntry> entries;
        for (const Person& one : people) {
            entries.push_back(
                SearchEntry::of(one.id, {one.name, one.kana, one.phones, one.emails}));
        }
        database.write({}, [&](store::Tx& tx) { index_customers(tx, entries, Entries::AreNew); });
        after_id = people.back().id.value;
    }
}

store::MoveOptions move_options() {
    return {.derived = {"customer_search"}, .rebuild = rebuild_search};
}

}  // namespace tsunagi::record
