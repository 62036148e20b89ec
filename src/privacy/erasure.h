// Erasure of a person (個人情報保護法 35 条; GDPR article 17): everything the privacy map calls
// hers goes, in tables, index and files; orders, amounts, subscription events, months, prefecture
// and medium stay under a customer who is nobody. Keyed hashes of what could bring her back stay as
// tombstones (record/erased_people.h), in the database and beside it (tombstone_folder.h).
//
// Order: one transaction in the database with the tombstones; then the tombstone list, the uploaded
// files, and the rewriting of the database's files. Killed between these, the next erasure or the
// daily purge does the rest: finish_erasures(). The change log says that the customer changed, so
// journeys and screens read her again.
//
// Not reached: words about her in what was typed about somebody else, and backups (restore erases
// again).
#pragma once

#include "base/clock.h"
#include "base/viewer.h"
#include "privacy/tombstone_folder.h"
#include "record/customers.h"
#include "store/database.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tsunagi::privacy {

struct ErasedRows {
    std::string table;
    std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ErasedRows, (), (table, rows))

// What stands against an erasure now. `code`: contract_in_force (active or paused subscriptions,
// count), import_under_way (id), already_erased.
struct ErasureObstacle {
    std::string code;
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(ErasureObstacle, (), (code, number))

struct ErasurePreview {
    Id<record::Customer> customer_id;
    std::int64_t version = 0;         // of the customer: the erasure needs it in If-Match
    std::vector<ErasedRows> removed;  // rows that go or are emptied, without zeros
    std::vector<ErasedRows> kept;     // rows that stay as statistics
    std::int64_t tombstones = 0;
    std::vector<ErasureObstacle> obstacles;
};
BOOST_DESCRIBE_STRUCT(ErasurePreview, (),
                      (customer_id, version, removed, kept, tombstones, obstacles))

// Clean: no byte is left in the shop's files. Pending: the rewriting waits for the night, because
// the database is large or somebody was reading.
BOOST_DEFINE_ENUM_CLASS(Storage, Clean, Pending)

struct Erasure {
    Id<record::Customer> customer_id;
    Instant erased_at;
    std::string erased_by_name;
    std::string reason;
    std::vector<ErasedRows> removed;
    std::vector<ErasedRows> kept;
    std::int64_t file_rows = 0;  // rows blanked in uploaded files
    Storage storage = Storage::Pending;
};
BOOST_DESCRIBE_STRUCT(Erasure, (),
                      (customer_id, erased_at, erased_by_name, reason, removed, kept, file_rows,
                       storage))

struct ErasureOrder {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ErasureOrder, (), (reason))

// Where an erasure works.
struct ErasurePlace {
    store::Database& shop;
    Id<Shop> id;
    std::filesystem::path data_folder;
    std::filesystem::path uploads;  // of the shop
    Random& random;
};

// One erasure that was done, in a list: newest first.
struct ErasureRow {
    Id<record::Customer> customer_id;
    Instant erased_at;
    std::string erased_by_name;
    std::string reason;
    std::optional<Instant> finished_at;  // null: files are still to be rewritten
};
BOOST_DESCRIBE_STRUCT(ErasureRow, (), (customer_id, erased_at, erased_by_name, reason, finished_at))

record::Page<ErasureRow> list_erasures(store::Reader&, const record::PageRequest&);

struct Finished {
    std::int64_t file_rows = 0;
    Storage storage = Storage::Clean;
};

// Throws NotFound when there is no such customer or the viewer may not see her.
ErasurePreview preview_erasure(store::Reader&, const Viewer&, Id<record::Customer>);

// Throws VersionConflict; Conflict naming the obstacle; InvalidInput (names_the_person) when the
// reason holds her name, number, phone or mail: it stays.
Erasure erase(const ErasurePlace&, const Viewer&, Id<record::Customer>, std::int64_t version,
              const ErasureOrder&);

// After a restore: erases again who is in the list of the folder, and whoever else has such a mark.
// A contract she had in the backup ends on that day. Returns how many people.
std::int64_t erase_again(const ErasurePlace&);

// Erases these people without anybody asking for each; who has a contract in force or was erased
// already is left out. Returns how many.
std::int64_t erase_people(const ErasurePlace&, std::span<const Id<record::Customer>>,
                          const std::string& reason);

// Completes what erasures left to be done: lists, uploaded files, the database's own files, these
// only up to `largest_bytes`. Every night, and after a start.
Finished finish_erasures(const ErasurePlace&, std::int64_t largest_bytes);

}  // namespace tsunagi::privacy

template <>
struct tsunagi::rules_of<tsunagi::privacy::ErasureOrder> {
    static constexpr std::array value{Rule{
        .field = "reason", .min_length = 1, .max_length = 200, .ja = "消去の理由", .en = "Reason"}};
};
