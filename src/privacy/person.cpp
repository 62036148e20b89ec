#include "privacy/person.h"

#include "base/error.h"
#include "base/text.h"
#include "privacy/erasure.sql.h"

namespace tsunagi::privacy {

record::SaidOfPerson Person::said() const {
    record::SaidOfPerson said{
        .customer_key = row.external_key, .emails = emails, .phones = phones, .names = {}};
    for (const auto& name : {search_form(row.name), search_form(row.kana)}) {
        if (!name.empty()) said.names.push_back(name);
    }
    return said;
}

std::string Person::row_form() const {
    return std::to_string(row.id) + "|" + std::to_string(row.created_at.ms);
}

Person read_person(store::Reader& reader, PersonRow row) {
    Person person{.row = std::move(row), .typed = {}, .phones = {}, .emails = {}};
    const store::Args of{{"customer_id", person.row.id}};
    const auto read = [&](const store::Statement& statement, std::vector<std::string>& forms) {
        reader.rows(statement, of, [&](const store::Row& found) {
            person.typed.emplace_back(found.text(0));
            if (!found.text(1).empty()) forms.emplace_back(found.text(1));
            return true;
        });
    };
    read(sql::list_person_phones, person.phones);
    read(sql::list_person_emails, person.emails);
    return person;
}

Person read_person(store::Reader& reader, std::int64_t customer_id) {
    auto row = reader.one<PersonRow>(sql::find_person, {{"customer_id", customer_id}});
    if (!row) {
        throw Error(Code::NotFound, "customer " + std::to_string(customer_id) + " was not found");
    }
    return read_person(reader, std::move(*row));
}

std::vector<record::Tombstone> tombstones_of(store::Reader& reader, const record::ErasureKey& key,
                                             const Person& person, Instant erased_at) {
    using record::TombstoneMark;
    auto all = record::tombstones_of(key, person.said(), erased_at);
    const auto add = [&](TombstoneMark mark, std::string_view form) {
        all.push_back({record::tombstone_hash(key, mark, form), mark, erased_at});
    };
    add(TombstoneMark::CustomerRow, person.row_form());
    reader.rows(sql::list_person_keys, {{"customer_id", person.row.id}},
                [&](const store::Row& row) {
                    add(*parse_enum<TombstoneMark>(row.text(0)), row.text(1));
                    return true;
                });
    return all;
}

}  // namespace tsunagi::privacy
