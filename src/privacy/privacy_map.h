// The privacy map says of every column of every table, every kind of file and every index whether
// it is about a person, what kind of knowledge that is, what for it is kept, how long, and what
// becomes of it when the person is erased. A test compares it with the real schema; the table in
// docs/{ja,en}/privacy.md is checked against it; the disclosure of a person follows it.
//
// 個人情報の保護に関する法律: 17 条 (利用目的の特定), 22 条 (正確性の確保・遅滞ない消去),
// 32 条 (公表), 33 条 (開示), 35 条 (利用停止・消去).
//
// Pure, immutable; any thread.
#pragma once

#include "base/described.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::privacy {

// What kind of knowledge about a person.
BOOST_DEFINE_ENUM_CLASS(Kind,
                        None,       // about nobody
                        Identity,   // who she is
                        Contact,    // how to reach her
                        FreeText,   // words somebody typed
                        Behaviour,  // what she did, bought, decided
                        Secret)     // proves or protects something

BOOST_DEFINE_ENUM_CLASS(Subject, Nobody, Customer, Staff)

BOOST_DEFINE_ENUM_CLASS(Purpose,
                        Serve,    // to know and reach the customer, to answer her
                        Fulfil,   // to keep the contract: orders, deliveries
                        Analyse,  // figures about many
                        Secure,   // who did what; undoing mistakes; protection against abuse
                        Operate)  // that the server works

// Whose rule says how long (retention.h has the days).
BOOST_DEFINE_ENUM_CLASS(Retention, Customers, ContactNotes, Uploads, KeptAnswers, AuditEvents,
                        SignIns, Staff, Settings)

BOOST_DEFINE_ENUM_CLASS(OnErasure,
                        Kept,       // stays: about nobody any more, or about somebody else
                        Cleared,    // emptied, or replaced by a word that is the same for all
                        Removed,    // the row goes
                        Rewritten,  // the person's part is taken out of a text or file
                        Hashed)     // only a keyed hash stays

BOOST_DEFINE_ENUM_CLASS(Place, Control, Shop)

struct PersonalColumn {
    std::string_view name;
    Kind kind;
    OnErasure erasure;
    std::string_view ja;
    std::string_view en;
};

struct MappedTable {
    Place place;
    std::string_view name;
    Subject subject;
    Purpose purpose;
    Retention retention;
    std::span<const PersonalColumn> personal;
    std::string_view impersonal;  // names of the other columns, separated by spaces
};

struct MappedFile {
    std::string_view path;  // below the data folder
    Kind kind;
    Subject subject;
    Purpose purpose;
    Retention retention;
    OnErasure erasure;
    std::string_view ja;
    std::string_view en;
};

std::span<const MappedTable> mapped_tables();
// Files, and indexes that hold parts of personal values.
std::span<const MappedFile> mapped_files();

// Null when the map does not know the table.
const MappedTable* find_table(Place, std::string_view name);

std::string_view ja(Kind);
std::string_view en(Kind);
std::string_view ja(Purpose);
std::string_view en(Purpose);
std::string_view ja(OnErasure);
std::string_view en(OnErasure);

// The map as it is shown and answered: one entry per column or file.
struct PrivacyEntry {
    std::string place;  // control, shop, file
    std::string table;  // table, or path of the file
    std::string column;
    Kind kind = Kind::None;
    Subject subject = Subject::Nobody;
    Purpose purpose = Purpose::Operate;
    Retention retention = Retention::Settings;
    OnErasure erasure = OnErasure::Kept;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(PrivacyEntry, (),
                      (place, table, column, kind, subject, purpose, retention, erasure, ja, en))

struct PrivacyMap {
    std::vector<PrivacyEntry> entries;
};
BOOST_DESCRIBE_STRUCT(PrivacyMap, (), (entries))

PrivacyMap privacy_map();

}  // namespace tsunagi::privacy
