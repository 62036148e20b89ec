#include "privacy/erasure.h"

#include "base/json.h"
#include "base/text.h"
#include "intake/erased_rows.h"
#include "privacy/erasure.sql.h"
#include "privacy/person.h"
#include "record/changes.h"
#include "record/page.h"
#include "record/search.h"
#include "record/settings.h"
#include "record/versions.h"
#include "store/audit/chain.h"
#include "store/audit/event.h"
#include "store/scrub.h"

#include <algorithm>
#include <limits>

namespace tsunagi::privacy {

namespace {

using record::Customer;

// The name of a customer who is nobody: the same for all.
constexpr std::string_view kNobody = "(消去済み)";
// Above it the rewriting of the files waits for the night: about two seconds of waiting writes.
constexpr std::int64_t kLargestAtOnce = std::int64_t{256} << 20;

// One row of counts becomes a list; zeros are left out.
std::vector<ErasedRows> counts_of(store::Reader& reader, const store::Statement& statement,
                                  Id<Customer> customer) {
    std::vector<ErasedRows> counts;
    reader.rows(statement, {{"customer_id", customer}}, [&](const store::Row& row) {
        for (int i = 0; i < row.columns(); ++i) {
            if (row.integer(i) > 0) {
                counts.push_back({std::string(row.column_name(i)), row.integer(i)});
            }
        }
        return false;
    });
    return counts;
}

std::vector<ErasureObstacle> obstacles_of(store::Reader& reader, Id<Customer> customer) {
    std::vector<ErasureObstacle> found;
    if (record::is_erased(reader, customer.value)) found.push_back({"already_erased", 0});
    const auto contracts = reader.integer(sql::count_contracts_in_force,
                                          {{"customer_id", customer}});
    if (contracts > 0) found.push_back({"contract_in_force", contracts});
    if (const auto import = intake::import_under_way(reader)) {
        found.push_back({"import_under_way", *import});
    }
    return found;
}

void refuse(const ErasureObstacle& obstacle) {
    const auto number = std::to_string(obstacle.number);
    throw Error(Code::Conflict, "the customer cannot be erased now: " + obstacle.code,
                {{"", obstacle.code, "the customer cannot be erased now", {{"number", number}}}});
}

// The reason stays for ever, so it must not say who she was.
void require_nameless(const Person& person, const std::string& reason) {
    const auto form = search_form(reason);
    auto values = person.typed;
    values.push_back(person.row.name);
    values.push_back(person.row.kana);
    if (person.row.external_key.size() > 3) values.push_back(person.row.external_key);
    const bool names = std::ranges::any_of(values, [&](const std::string& value) {
        const auto value_form = search_form(value);
        return !value_form.empty() && form.find(value_form) != form.npos;
    });
    if (!names) return;
    throw record::invalid("/reason", "names_the_person",
                          "the reason stays: say it without her name, number, phone or mail");
}

class Erasing {
public:
    Erasing(store::Tx& tx, Person person) : tx_(tx), person_(std::move(person)) {}

    void take_away() {
        const Id<Customer> customer{person_.row.id};
        record::forget_customers(tx_, {&customer, 1});
        clear_customer();
        run("phone", sql::remove_phone);
        run("email", sql::remove_email);
        run("address", sql::remove_address);
        run("attribute", sql::remove_attribute);
        run("consent", sql::remove_consent);
        run("import_touch", sql::remove_import_touch);
        count("import_preview", tx_.run(sql::remove_import_previews, {}));
        run("awaited_subscription", sql::remove_awaited_subscription);
        tx_.run(sql::clear_orders, {{"customer_id", customer}});
        tx_.run(sql::clear_subscription, {{"customer_id", customer}, {"now", tx_.now()}});
        run("subscription_event.detail", sql::clear_subscription_event);
        tx_.run(sql::clear_contact, {{"customer_id", customer}, {"now", tx_.now()}});
        run("call_list_item", sql::clear_call_list_item);
        run("change", sql::clear_change);
        run("change_item", sql::clear_change_item);
        store::audit::erase_contents(tx_, customer.value);  // also the salts of its links
        clear_answers();
        tx_.changed({.entity = "customer",
                     .id = customer.value,
                     .customer_id = customer.value,
                     .kind = store::Change::Kind::Updated,
                     .version = person_.row.version + 1,
                     .before = "{}",
                     .after = "{}"});
    }

    std::vector<ErasedRows> removed() { return std::move(removed_); }

private:
    void run(std::string_view table, const store::Statement& statement) {
        count(table, tx_.run(statement, {{"customer_id", person_.row.id}}));
    }
    void count(std::string_view table, std::int64_t rows) {
        if (rows > 0) removed_.push_back({std::string(table), rows});
    }

    void clear_customer() {
        std::optional<Day> month;
        if (person_.row.registered_on)
            month = day_of(first_day(month_of(*person_.row.registered_on)));
        const auto form = search_form(kNobody);
        count("customer", tx_.run(sql::clear_customer, {{"customer_id", person_.row.id},
                                                        {"name", kNobody},
                                                        {"name_form", form},
                                                        {"registered_on", month},
                                                        {"now", tx_.now()}}));
    }

    // Answers are JSON that we wrote, without white space.
    void clear_answers() {
        const auto id = std::to_string(person_.row.id);
        const auto of_her = "%\"customer_id\":" + id + ",%";
        const auto at_end = "%\"customer_id\":" + id + "}%";
        const auto herself = "{\"id\":" + id + ",%";
        count("idempotency",
              tx_.run(sql::clear_idempotency,
                      {{"of_her", of_her}, {"of_her_at_end", at_end}, {"herself", herself}}));
    }

    store::Tx& tx_;
    Person person_;
    std::vector<ErasedRows> removed_;
};

// Verification of the trail asks who took the contents away.
void tell_erasure(store::Tx& tx, const Erasure& erasure, std::int64_t by) {
    store::audit::Event event;
    event.user_id = by;
    event.user_name = erasure.erased_by_name;
    event.kind = store::audit::kErased;
    event.operation = "erase_customer";
    event.entity = "customer";
    event.entity_id = event.customer_id = erasure.customer_id.value;
    event.persons = 1;
    event.reason = erasure.reason;
    store::audit::note(tx, event);
}

void write_erasure(store::Tx& tx, const Erasure& erasure, std::int64_t by) {
    tell_erasure(tx, erasure, by);
    const auto removed = to_json(erasure.removed);
    tx.run(sql::insert_erasure, {{"customer_id", erasure.customer_id},
                                 {"erased_at", erasure.erased_at},
                                 {"erased_by", by},
                                 {"erased_by_name", erasure.erased_by_name},
                                 {"reason", erasure.reason},
                                 {"removed", removed}});
}

// The whole erasure inside the database.
Erasure erase_rows(store::Tx& tx, const record::ErasureKey& key, const Person& person,
                   const std::string& reason) {
    const Id<Customer> customer{person.row.id};
    record::bury(tx, tombstones_of(tx, key, person, tx.now()));
    Erasure done{.customer_id = customer, .erased_at = tx.now(), .reason = reason};
    done.kept = counts_of(tx, sql::count_kept_rows, customer);
    Erasing erasing(tx, person);
    erasing.take_away();
    done.removed = erasing.removed();
    return done;
}

// Those of the rows who have a mark.
std::int64_t erase_known(store::Tx& tx, const record::ErasureKey& key,
                         const record::ErasedPeople& people, const std::vector<PersonRow>& rows) {
    std::int64_t erased = 0;
    for (const auto& row : rows) {
        const auto person = read_person(tx, row);
        const bool same = people.has(record::TombstoneMark::CustomerRow, person.row_form());
        if (!same && !people.is_one(person.said())) continue;
        const Id<Customer> customer{row.id};
        const auto today = record::day_of(record::read_settings(tx), tx.now());
        tx.run(sql::end_contracts, {{"customer_id", customer}, {"today", today}});
        write_erasure(tx, erase_rows(tx, key, person, "restored backup"), 0);
        ++erased;
    }
    return erased;
}

}  // namespace

ErasurePreview preview_erasure(store::Reader& reader, const Viewer& viewer, Id<Customer> customer) {
    ErasurePreview preview{.customer_id = customer};
    preview.version = record::find_customer(reader, viewer, customer).version;
    preview.removed = counts_of(reader, sql::count_person_rows, customer);
    preview.removed.insert(preview.removed.begin(), {"customer", 1});
    preview.kept = counts_of(reader, sql::count_kept_rows, customer);
    record::ErasureKey any;
    any.bytes[0] = 1;  // only counted
    const auto person = read_person(reader, customer.value);
    preview.tombstones = std::int64_t(tombstones_of(reader, any, person, {}).size());
    preview.obstacles = obstacles_of(reader, customer);
    return preview;
}

Erasure erase(const ErasurePlace& place, const Viewer& viewer, Id<Customer> customer,
              std::int64_t version, const ErasureOrder& order) {
    const TombstoneFolder folder(place.data_folder);
    const auto key = folder.make_key(place.id, place.random);
    const store::Actor actor{store::Actor::Kind::User, viewer.user.value};
    store::audit::seal_all(place.shop, place.random);  // what is not sealed cannot be told erased
    auto done = place.shop.write(actor, [&](store::Tx& tx) {
        record::check_version("customer", record::find_customer(tx, viewer, customer), version);
        const auto obstacles = obstacles_of(tx, customer);
        if (!obstacles.empty()) refuse(obstacles[0]);
        const auto person = read_person(tx, customer.value);
        require_nameless(person, order.reason);
        auto erasure = erase_rows(tx, key, person, order.reason);
        erasure.erased_by_name = viewer.user_name;
        write_erasure(tx, erasure, viewer.user.value);
        return erasure;
    });
    const auto finished = finish_erasures(place, kLargestAtOnce);
    done.file_rows = finished.file_rows;
    done.storage = finished.storage;
    return done;
}

std::int64_t erase_again(const ErasurePlace& place) {
    constexpr std::int64_t kAtOnce = 500;
    const TombstoneFolder folder(place.data_folder);
    const auto key = folder.key(place.id);
    if (key.empty()) return 0;
    const auto listed = folder.list(place.id);
    const auto people = record::ErasedPeople::of(key, listed);
    place.shop.write({}, [&](store::Tx& tx) { record::bury(tx, listed); });
    store::audit::seal_all(place.shop, place.random);
    std::int64_t erased = 0;
    for (std::int64_t after = 0;;) {
        const auto rows = place.shop.read([&](store::Reader& reader) {
            return reader.all<PersonRow>(sql::list_people_after,
                                         {{"after", after}, {"limit", kAtOnce}});
        });
        if (rows.empty()) break;
        after = rows.back().id;
        erased += place.shop.write(
            {}, [&](store::Tx& tx) { return erase_known(tx, key, people, rows); });
    }
    finish_erasures(place, std::numeric_limits<std::int64_t>::max());
    return erased;
}

record::Page<ErasureRow> list_erasures(store::Reader& reader, const record::PageRequest& asked) {
    constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
    std::int64_t before = kLast;
    std::int64_t before_id = kLast;
    if (!asked.cursor.empty()) {
        const auto cursor = record::Cursor::parse(asked.cursor, 2);
        before = cursor.integer(0);
        before_id = cursor.integer(1);
    }
    auto rows = reader.all<ErasureRow>(
        sql::list_erasures,
        {{"before", before}, {"before_id", before_id}, {"limit", asked.rows_and_one()}});
    return record::page_of(std::move(rows), asked, [](const ErasureRow& row) {
        return record::Cursor().add(row.erased_at.ms).add(row.customer_id.value);
    });
}

std::int64_t erase_people(const ErasurePlace& place, std::span<const Id<Customer>> customers,
                          const std::string& reason) {
    if (customers.empty()) return 0;
    const auto key = TombstoneFolder(place.data_folder).make_key(place.id, place.random);
    store::audit::seal_all(place.shop, place.random);
    std::int64_t erased = 0;
    for (const auto customer : customers) {
        erased += place.shop.write({store::Actor::Kind::Job, 0}, [&](store::Tx& tx) {
            if (!obstacles_of(tx, customer).empty()) return 0;
            const auto person = read_person(tx, customer.value);
            write_erasure(tx, erase_rows(tx, key, person, reason), 0);
            return 1;
        });
    }
    finish_erasures(place, kLargestAtOnce);
    return erased;
}

Finished finish_erasures(const ErasurePlace& place, std::int64_t largest_bytes) {
    const auto tombstones = place.shop.read([](store::Reader& reader) {
        const auto unfinished = reader.integer(sql::count_unfinished_erasures);
        return unfinished > 0 ? record::read_tombstones(reader) : std::vector<record::Tombstone>();
    });
    if (tombstones.empty()) return {};
    const TombstoneFolder folder(place.data_folder);
    folder.add(place.id, tombstones);
    const auto people = record::ErasedPeople::of(folder.key(place.id), tombstones);
    const auto blanked = intake::blank_erased_rows(place.shop, place.uploads, people);
    Finished finished{.file_rows = blanked.rows, .storage = Storage::Pending};
    if (!blanked.all_imports || store::stored_bytes(place.shop) > largest_bytes) return finished;
    place.shop.write({}, [](store::Tx& tx) { tx.run(sql::finish_erasures, {{"now", tx.now()}}); });
    if (store::scrub(place.shop)) finished.storage = Storage::Clean;
    return finished;
}

}  // namespace tsunagi::privacy
