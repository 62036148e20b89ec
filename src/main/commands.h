// The commands of `tsunagi`, each a function of what the command line said. They return an exit
// code and throw Error; main turns that into words and a code.
#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/phrase.h"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace tsunagi::command {

// What every command is given: the only real clock and random source of the process.
struct Machine {
    const Clock& clock;
    Random& random;
    Language language = Language::Ja;
    std::filesystem::path program;    // the binary: files beside it are found from here
    std::istream* answers = nullptr;  // of the person who is asked; null: nobody is there
    bool on_terminal = false;         // progress is a bar, not lines
};

struct UserOptions {
    std::string login;
    std::string name;
    std::vector<std::string> roles{"op"};  // presets or ids of own roles
    std::int64_t shop = 1;
    // A file, or - for Machine::answers; its first line is the password. Empty: one is made and
    // printed. (What stands on a command line is seen by every user of the machine.)
    std::filesystem::path password_from;
};

struct DemoShop {
    int customers = 20'000;
    // As in UserOptions; the password of all its log-ins from now on. Empty: known ones.
    std::filesystem::path password_from;
};

struct ImportOptions {
    std::filesystem::path file;
    std::int64_t shop = 1;
    std::string preset;             // empty: guessed from the header
    std::filesystem::path mapping;  // a Mapping as JSON; empty: none
    bool yes = false;               // apply without asking
};

struct ExportOptions {
    std::int64_t shop = 1;
    std::string what;  // customers, contacts, orders, subscriptions
    std::filesystem::path out;
};

// Days are YYYY-MM-DD; empty: today, or no limit.
struct AnalyseOptions {
    std::int64_t shop = 1;
    std::string name;  // of the catalogue
    std::string from;
    std::string to;
    std::string as_of;
    // "list" in one of these prints what there is.
    std::vector<std::string> products;  // numbers, codes or names
    std::vector<std::string> media;
    std::vector<std::string> prefectures;
    std::string segment;               // number or name; empty: everybody
    std::string condition;             // its JSON; empty: everybody
    std::string compare;               // previous, last-year, segment:NAME; empty: nothing
    std::vector<std::string> choices;  // "key:value"
    std::string format = "table";      // or csv, json
};

// The key of an encrypted backup: a file that holds it, or the key itself (from the environment).
struct BackupKey {
    std::filesystem::path file;
    std::string text;
    bool empty() const { return file.empty() && text.empty(); }
    // Throws InvalidInput when none is given, NotFound when the file is missing.
    std::string read() const;
};

struct MoveTo {
    std::int64_t shop = 1;
    std::string target;  // postgres:// URL, or the folder of SQLite files
};

// Serves until SIGTERM or SIGINT.
int serve(const Machine&, const Config&);
// Makes the demo shop in the data folder when it is missing, then serves. Throws InvalidInput
// rather than serve its known passwords to others than this machine.
int demo(const Machine&, const Config&, const DemoShop&);
int add_user(const Machine&, const Config&, const UserOptions&);
// Ends her sessions.
int set_password(const Machine&, const Config&, const UserOptions&);
// Checks everything (checkup.h); a running server does it itself.
int doctor(const Machine&, const Config&);
// All shops, users and uploaded files into an empty folder; a running server does it itself.
int back_up(const Machine&, const Config&, const std::filesystem::path& to);
int print_openapi();
// What `analyse` knows, with what may be chosen of each.
int list_analyses(const Machine&);

// The following open the data folder themselves and are refused (Busy) while a server holds it.

// Checks the file against the shop and shows what would come of it, then applies it. An import that
// fails or is not confirmed returns the exit code of InvalidInput or Canceled.
int import_file(const Machine&, const Config&, const ImportOptions&);
int export_shop(const Machine&, const Config&, const ExportOptions&);
// Prints the Report of an analysis; the trail tells that it left.
int analyse(const Machine&, const Config&, const AnalyseOptions&);
// The same as a backup, encrypted (store/sealed_backup.h) and with the list of erased people.
int back_up_sealed(const Machine&, const Config&, const std::filesystem::path& to,
                   const BackupKey&);
// Into a data folder, or a PostgreSQL database, that holds nothing yet.
int restore(const Machine&, const Config&, const std::filesystem::path& from,
            const BackupKey& = {});
// Checks the trail of every database against its chain and the kept heads (also those of a file
// kept elsewhere, when one is given) and prints what it finds; returns the exit code of Corrupt
// when there is something.
int verify_audit(const Machine&, const Config&, const std::filesystem::path& heads);
// Prints the newest head of every database: lines to be kept elsewhere.
int print_audit_heads(const Machine&, const Config&);
// Copies a shop to the other kind of database and compares every row; the source stays as it is.
// Users, log-ins and the list of shops come with the first shop that is moved.
int move_shop(const Machine&, const Config&, const MoveTo&);

void print(const Machine&, const Phrase&, std::initializer_list<PhraseArg> args = {});

}  // namespace tsunagi::command
