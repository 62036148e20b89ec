// The commands of `tsunagi`, each a function of what the command line said. They return an exit
// code and throw Error; main turns that into words and a code.
#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/phrase.h"

#include <filesystem>
#include <string>

namespace tsunagi::command {

// What every command is given: the only real clock and random source of the process.
struct Machine {
    const Clock& clock;
    Random& random;
    Language language = Language::Ja;
    std::filesystem::path program;  // the binary: files beside it are found from here
};

struct UserOptions {
    std::string login;
    std::string name;
    std::string role = "operator";
    std::int64_t shop = 1;
    std::string password;  // empty: one is made and printed
};

// Serves until SIGTERM or SIGINT.
int serve(const Machine&, const Config&);
// Makes the demo shop in the data folder when it is missing, then serves.
int demo(const Machine&, const Config&, int customers);
int add_user(const Machine&, const Config&, const UserOptions&);
int set_password(const Machine&, const Config&, const UserOptions&);
// Checks versions, disk, and the integrity of every database.
int doctor(const Machine&, const Config&);
int print_openapi();

void print(const Machine&, const Phrase&, std::initializer_list<PhraseArg> args = {});

}  // namespace tsunagi::command
