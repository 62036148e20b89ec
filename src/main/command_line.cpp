#include "main/command_line.h"

#include "base/error.h"
#include "base/text.h"
#include "main/say.h"
#include "main/settings_file.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

namespace tsunagi::command {

namespace {

struct Given {
    Config config;
    std::string listen;
    std::string data;
    std::string web;
    std::string certificate;
    std::string key;
    std::string totp_window;
    std::string oidc;
    std::string mail_ca;
    std::string settings_file;
    std::string language;
    UserOptions user;
    DemoShop demo;
    ImportOptions import;
    ExportOptions exported;
    AnalyseOptions analysed;
    bool list_analyses = false;
    MoveTo move;
    std::string folder;  // of a backup
    std::string heads;   // a file
    BackupKey backup_key;
    std::string backup_key_file;
};

// "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080".
void read_listen(const std::string& text, Config& config) {
    const auto colon = text.rfind(':');
    std::string address = colon == std::string::npos ? "" : text.substr(0, colon);
    const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    if (!address.empty()) config.listen_address = address;
    const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(),
                                                config.port);
    if (failure != std::errc() || end != port.data() + port.size()) {
        throw Error(Code::InvalidInput, "--listen is ADDRESS:PORT, not " + text);
    }
}

// Zero when the text is empty.
int read_totp_window(const std::string& text) {
    if (text.empty() || text == "0") return 0;
    if (text == "1" || text == "2") return text.front() - '0';
    throw Error(Code::InvalidInput, "--totp-window is 0, 1 or 2 half minutes, not " + text);
}

// A flag wins over the environment, the environment over the file.
class Layers {
public:
    Layers(const Environment& environment, const std::string& file) : environment_(environment) {
        if (!file.empty()) file_ = read_settings_file(file);
    }
    void fill(std::string& flag, const std::string& key) const {
        if (!flag.empty()) return;
        std::string variable = "TSUNAGI_" + key;
        for (char& c : variable) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        if (const auto value = environment_(variable)) {
            flag = *value;
        } else if (const auto found = file_.find(key); found != file_.end()) {
            flag = found->second;
        }
    }

    // Outside of the command line the words stand with commas between them.
    void fill_list(std::vector<std::string>& flags, const std::string& key) const {
        std::string words;
        if (flags.empty()) fill(words, key);
        std::istringstream list(words);
        for (std::string word; std::getline(list, word, ',');) flags.push_back(word);
        for (auto& flag : flags) flag = trimmed(flag);
    }

private:
    const Environment& environment_;
    std::map<std::string, std::string> file_;
};

void complete(Given& given, const Environment& environment) {
    const Layers layers(environment, given.settings_file);
    layers.fill(given.listen, "listen");
    layers.fill(given.data, "data");
    layers.fill(given.web, "web");
    layers.fill(given.config.database, "database");
    layers.fill(given.certificate, "certificate");
    layers.fill(given.key, "key");
    layers.fill(given.language, "language");
    layers.fill(given.totp_window, "totp_window");
    layers.fill(given.oidc, "oidc");
    if (given.backup_key_file.empty()) layers.fill(given.backup_key.text, "backup_key");
    given.backup_key.file = given.backup_key_file;
    layers.fill_list(given.config.host_names, "host");
    layers.fill_list(given.config.trusted_proxies, "trusted_proxy");
    layers.fill_list(given.config.mail_hosts, "mail_host");
    layers.fill(given.mail_ca, "mail_ca");
    if (!given.listen.empty()) read_listen(given.listen, given.config);
    if (!given.data.empty()) given.config.data_folder = given.data;
    given.config.web_folder = given.web;
    given.config.certificate = given.certificate;
    given.config.private_key = given.key;
    given.config.oidc_file = given.oidc;
    given.config.mail_ca = given.mail_ca;
    given.config.totp_window = read_totp_window(given.totp_window);
    if (!is_loopback(given.config.listen_address)) given.config.tls = true;
    check(given.config);
}

Language language_of(const Given& given, const Environment& environment) {
    std::string word = given.language;
    if (word.empty()) word = environment("LC_ALL").value_or("");
    if (word.empty()) word = environment("LANG").value_or("");
    return word.starts_with("ja") ? Language::Ja : Language::En;
}

void add_store_flags(CLI::App& app, Given& given) {
    app.add_option("--data", given.data, "Data folder (default: data)");
    app.add_option("--database", given.config.database, "postgres:// URL; default: SQLite files");
    app.add_option("--config", given.settings_file, "File of key = value lines");
}

void add_serve_flags(CLI::App& app, Given& given) {
    add_store_flags(app, given);
    app.add_option("--listen", given.listen, "ADDRESS:PORT (default: 127.0.0.1:8080)");
    app.add_option("--host", given.config.host_names,
                   "Name by which a proxy asks (localhost and addresses are known)");
    app.add_option("--trusted-proxy", given.config.trusted_proxies,
                   "Address or block (10.0.0.0/8) of a proxy that says for whom it asks, in "
                   "Forwarded or X-Forwarded-For and -Proto (default: none is believed)");
    app.add_option("--web", given.web, "Folder of the built screens");
    app.add_flag("--tls", given.config.tls, "HTTPS also on this machine's own address");
    app.add_option("--certificate", given.certificate, "TLS certificate chain, PEM");
    app.add_option("--key", given.key, "TLS private key, PEM");
    app.add_option("--oidc", given.oidc, "File of the houses whose sign-in is taken (OIDC)");
    app.add_option("--mail-host", given.config.mail_hosts,
                   "HOST:PORT of a mail server in this house's own network that shops may use "
                   "(default: only those of the open internet)");
    app.add_option("--mail-ca", given.mail_ca, "Who vouches for mail servers, PEM");
    app.add_option("--totp-window", given.totp_window,
                   "Half minutes that authenticator apps may be wrong: 0 (default), 1 or 2");
}

void add_user_flags(CLI::App& app, Given& given) {
    add_store_flags(app, given);
    app.add_option("login", given.user.login, "Log-in of the user")->required();
    app.add_option("--password-from", given.user.password_from,
                   "File whose first line is the password, - for standard input (default: one is "
                   "made and printed)");
}

// A subcommand and what it does.
struct Command {
    CLI::App* app = nullptr;
    std::function<int(const Machine&, const Given&)> run;
};
using Commands = std::vector<Command>;

constexpr const char* kStopTheServer =
    "\nThe server must be stopped: the data folder has one user at a time.";

void add_serving(CLI::App& app, Given& given, Commands& commands) {
    auto* serving = app.add_subcommand("serve", "Serve the shops of a data folder");
    add_serve_flags(*serving, given);
    commands.push_back({serving, [](const Machine& machine, const Given& said) {
                            return serve(machine, said.config);
                        }});
    auto* demonstration = app.add_subcommand("demo", "Serve a believable demo shop");
    add_serve_flags(*demonstration, given);
    demonstration->add_option("--customers", given.demo.customers, "Size of the demo shop");
    demonstration->add_option(
        "--password-from", given.demo.password_from,
        "File whose first line is the password of its log-ins, - for standard input (needed to "
        "listen on an address that can be reached from outside)");
    commands.push_back({demonstration, [](const Machine& machine, const Given& said) {
                            return demo(machine, said.config, said.demo);
                        }});
    auto* openapi = app.add_subcommand("openapi", "Print the OpenAPI 3.1 document");
    commands.push_back({openapi, [](const Machine&, const Given&) { return print_openapi(); }});
    auto* doctoring = app.add_subcommand(
        "doctor", "Check disk, databases, change log, search index and files, also of a running "
                  "server\nExits with 0 when all is well, with 74 when something is damaged or the "
                  "disk is nearly full.");
    add_store_flags(*doctoring, given);
    commands.push_back({doctoring, [](const Machine& machine, const Given& said) {
                            return doctor(machine, said.config);
                        }});
}

void add_users(CLI::App& app, Given& given, Commands& commands) {
    auto* users = app.add_subcommand("user", "Users of the server");
    users->require_subcommand(1);
    auto* adding = users->add_subcommand("add", "Add a user to a shop");
    add_user_flags(*adding, given);
    adding->add_option("--name", given.user.name, "Name shown to others");
    adding->add_option("--role", given.user.roles,
                       "adm, mgr, sv, op, biz, by, an or the number of an own role; repeatable");
    adding->add_option("--shop", given.user.shop, "Number of the shop (default: 1)");
    commands.push_back({adding, [](const Machine& machine, const Given& said) {
                            return add_user(machine, said.config, said.user);
                        }});
    auto* password = users->add_subcommand("password", "Set a user's password");
    add_user_flags(*password, given);
    commands.push_back({password, [](const Machine& machine, const Given& said) {
                            return set_password(machine, said.config, said.user);
                        }});
}

void add_files(CLI::App& app, Given& given, Commands& commands) {
    auto* importing = app.add_subcommand(
        "import", std::string("Import a CSV file into a shop, after a check") + kStopTheServer);
    add_store_flags(*importing, given);
    importing->add_option("file", given.import.file, "The CSV file")->required();
    importing->add_option("--shop", given.import.shop, "Number of the shop")->required();
    auto* preset = importing->add_option("--preset", given.import.preset,
                                         "Preset of the columns (default: guessed)");
    importing->add_option("--mapping", given.import.mapping, "Mapping of the columns, JSON")
        ->excludes(preset);
    importing->add_flag("--yes", given.import.yes, "Apply without asking");
    commands.push_back({importing, [](const Machine& machine, const Given& said) {
                            return import_file(machine, said.config, said.import);
                        }});
    auto* exporting = app.add_subcommand("export", std::string("Export a list of a shop as CSV") +
                                                       kStopTheServer);
    add_store_flags(*exporting, given);
    exporting->add_option("--shop", given.exported.shop, "Number of the shop")->required();
    exporting
        ->add_option("--what", given.exported.what, "customers, contacts, orders or subscriptions")
        ->required();
    exporting->add_option("--out", given.exported.out, "The CSV file to write")->required();
    commands.push_back({exporting, [](const Machine& machine, const Given& said) {
                            return export_shop(machine, said.config, said.exported);
                        }});
}

void add_analyse(CLI::App& app, Given& given, Commands& commands) {
    auto& options = given.analysed;
    auto* analysing = app.add_subcommand("analyse", std::string("Print an analysis of a shop") +
                                                        kStopTheServer);
    add_store_flags(*analysing, given);
    auto* name = analysing->add_option("name", options.name, "Name of the analysis");
    analysing->add_flag("--list", given.list_analyses, "List the analyses and what may be chosen")
        ->excludes(name);
    analysing->add_option("--shop", options.shop, "Number of the shop (default: 1)");
    analysing->add_option("--from", options.from, "First day, YYYY-MM-DD");
    analysing->add_option("--to", options.to, "Last day");
    analysing->add_option("--as-of", options.as_of, "As known on this day (default: today)");
    analysing->add_option("--product", options.products,
                          "Number, code or name of a product; \"list\" shows them; repeatable");
    analysing->add_option("--medium", options.media,
                          "Advertising medium; \"list\" shows them; repeatable");
    analysing->add_option("--prefecture", options.prefectures,
                          "Prefecture; \"list\" shows them; repeatable");
    analysing->add_option("--segment", options.segment,
                          "Number or name of a kept segment; \"list\" shows them");
    analysing->add_option("--condition", options.condition,
                          "Condition as JSON, as a segment has it (see the API); not kept");
    analysing->add_option("--compare", options.compare,
                          "previous (period), last-year or segment:NAME");
    analysing->add_option("--choice", options.choices, "key:value, see --list; repeatable");
    analysing->add_option("--format", options.format, "table (default), csv or json");
    commands.push_back({analysing, [](const Machine& machine, const Given& said) {
                            if (said.list_analyses) return list_analyses(machine);
                            return analyse(machine, said.config, said.analysed);
                        }});
}

void add_audit(CLI::App& app, Given& given, Commands& commands) {
    auto* audit = app.add_subcommand("audit", "The trail of who saw and changed what");
    audit->require_subcommand(1);
    auto* verifying = audit->add_subcommand(
        "verify", std::string("Check that nobody has bent the trail") + kStopTheServer);
    add_store_flags(*verifying, given);
    verifying->add_option("--heads", given.heads, "Also against a file of heads kept elsewhere");
    commands.push_back({verifying, [](const Machine& machine, const Given& said) {
                            return verify_audit(machine, said.config, said.heads);
                        }});
    auto* head = audit->add_subcommand(
        "head", std::string("Print the newest digests, to be kept elsewhere") + kStopTheServer);
    add_store_flags(*head, given);
    commands.push_back({head, [](const Machine& machine, const Given& said) {
                            return print_audit_heads(machine, said.config);
                        }});
}

void add_key_flag(CLI::App& command, Given& given) {
    command.add_option("--key-file", given.backup_key_file,
                       "File with the key of an encrypted backup: 64 hexadecimal digits, or a "
                       "passphrase (or the key itself in TSUNAGI_BACKUP_KEY)");
}

void add_keeping(CLI::App& app, Given& given, Commands& commands) {
    auto* backing_up = app.add_subcommand(
        "backup",
        "Back up all shops, users and files, and read the backup again\n"
        "A running server of this machine goes on serving and writes the backup itself: the folder "
        "has to be one that its user may write to.");
    add_store_flags(*backing_up, given);
    backing_up->add_option("--to", given.folder, "Empty folder for the backup")->required();
    add_key_flag(*backing_up, given);
    commands.push_back({backing_up, [](const Machine& machine, const Given& said) {
                            if (said.backup_key.empty()) {
                                return back_up(machine, said.config, said.folder);
                            }
                            return back_up_sealed(machine, said.config, said.folder,
                                                  said.backup_key);
                        }});
    auto* restoring = app.add_subcommand(
        "restore", "Make an empty data folder or database of a backup, after checking it");
    add_store_flags(*restoring, given);
    restoring->add_option("--from", given.folder, "Folder of the backup")->required();
    add_key_flag(*restoring, given);
    commands.push_back({restoring, [](const Machine& machine, const Given& said) {
                            return restore(machine, said.config, said.folder, said.backup_key);
                        }});
    auto* moving = app.add_subcommand(
        "move", std::string("Copy a shop to PostgreSQL or to another data folder and compare every "
                            "row") +
                    kStopTheServer);
    add_store_flags(*moving, given);
    moving->add_option("shop", given.move.shop, "Number of the shop")->required();
    moving->add_option("--to", given.move.target, "postgres:// URL, or a data folder")->required();
    commands.push_back({moving, [](const Machine& machine, const Given& said) {
                            return move_shop(machine, said.config, said.move);
                        }});
}

int report(const Machine& machine, const Error& error) {
    std::string message = error.what();
    for (const auto& field : error.fields()) {
        const auto place = field.path + (field.path.empty() ? "" : ": ") + field.message;
        if (field.message != error.what()) message += "\n  " + place;
    }
    const std::string line = say(text::kFailed, machine.language, {{"message", message}});
    std::fprintf(stderr, "%s\n", line.c_str());
    return exit_code_of(error.code());
}

}  // namespace

int run(int argc, char** argv, const Environment& environment, const Clock& clock, Random& random) {
    Given given;
    Commands commands;
    CLI::App app{"Tsunagi (つなぎ): the CRM that keeps a subscription shop's customers"};
    app.require_subcommand(1);
    app.add_option("--language", given.language, "ja or en (default: LANG)");
    add_serving(app, given, commands);
    add_users(app, given, commands);
    add_files(app, given, commands);
    add_analyse(app, given, commands);
    add_keeping(app, given, commands);
    add_audit(app, given, commands);

    CLI11_PARSE(app, argc, argv);
    Machine machine{.clock = clock,
                    .random = random,
                    .language = language_of(given, environment),
                    .program = "/proc/self/exe",
                    .answers = &std::cin,
                    .on_terminal = isatty(STDOUT_FILENO) == 1};
    try {
        if (app.got_subcommand("demo") && given.data.empty()) given.data = "data/demo";
        complete(given, environment);
        machine.language = language_of(given, environment);
        machine.program = std::filesystem::read_symlink("/proc/self/exe");
        for (const auto& command : commands) {
            if (*command.app) return command.run(machine, given);
        }
    } catch (const Error& error) {
        return report(machine, error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return exit_code_of(Code::Internal);
    }
    return 0;
}

}  // namespace tsunagi::command
