#include "main/command_line.h"

#include "base/error.h"
#include "main/say.h"
#include "main/settings_file.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdio>
#include <map>

namespace tsunagi::command {

namespace {

struct Given {
    Config config;
    std::string listen;
    std::string data;
    std::string web;
    std::string certificate;
    std::string key;
    std::string settings_file;
    std::string language;
    UserOptions user;
    int customers = 20'000;
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
    if (!given.listen.empty()) read_listen(given.listen, given.config);
    if (!given.data.empty()) given.config.data_folder = given.data;
    given.config.web_folder = given.web;
    given.config.certificate = given.certificate;
    given.config.private_key = given.key;
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
    app.add_option("--web", given.web, "Folder of the built screens");
    app.add_flag("--tls", given.config.tls, "HTTPS also on this machine's own address");
    app.add_option("--certificate", given.certificate, "TLS certificate chain, PEM");
    app.add_option("--key", given.key, "TLS private key, PEM");
}

void add_user_flags(CLI::App& app, Given& given) {
    add_store_flags(app, given);
    app.add_option("login", given.user.login, "Log-in of the user")->required();
    app.add_option("--password", given.user.password, "Default: one is made and printed");
}

}  // namespace

int run(int argc, char** argv, const Environment& environment, const Clock& clock, Random& random) {
    Given given;
    CLI::App app{"Tsunagi (つなぎ): the CRM that keeps a subscription shop's customers"};
    app.require_subcommand(1);
    app.add_option("--language", given.language, "ja or en (default: LANG)");

    auto* serve_command = app.add_subcommand("serve", "Serve the shops of a data folder");
    add_serve_flags(*serve_command, given);
    auto* demo_command = app.add_subcommand("demo", "Serve a believable demo shop");
    add_serve_flags(*demo_command, given);
    demo_command->add_option("--customers", given.customers, "Size of the demo shop");
    auto* openapi_command = app.add_subcommand("openapi", "Print the OpenAPI 3.1 document");
    auto* doctor_command = app.add_subcommand("doctor", "Check versions, disk and databases");
    add_store_flags(*doctor_command, given);
    auto* user_command = app.add_subcommand("user", "Users of the server");
    user_command->require_subcommand(1);
    auto* add_command = user_command->add_subcommand("add", "Add a user to a shop");
    add_user_flags(*add_command, given);
    add_command->add_option("--name", given.user.name, "Name shown to others");
    add_command->add_option("--role", given.user.role, "owner or operator");
    add_command->add_option("--shop", given.user.shop, "Number of the shop (default: 1)");
    auto* password_command = user_command->add_subcommand("password", "Set a user's password");
    add_user_flags(*password_command, given);

    CLI11_PARSE(app, argc, argv);
    Machine machine{clock, random, language_of(given, environment), "/proc/self/exe"};
    try {
        if (demo_command->parsed() && given.data.empty()) given.data = "data/demo";
        complete(given, environment);
        machine.language = language_of(given, environment);
        machine.program = std::filesystem::read_symlink("/proc/self/exe");
        if (*serve_command) return serve(machine, given.config);
        if (*demo_command) return demo(machine, given.config, given.customers);
        if (*openapi_command) return print_openapi();
        if (*doctor_command) return doctor(machine, given.config);
        if (*add_command) return add_user(machine, given.config, given.user);
        if (*password_command) return set_password(machine, given.config, given.user);
    } catch (const Error& error) {
        std::string message = error.what();
        for (const auto& field : error.fields())
            message += "\n  " + field.path + ": " + field.message;
        const std::string line = say(text::kFailed, machine.language, {{"message", message}});
        std::fprintf(stderr, "%s\n", line.c_str());
        return exit_code_of(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return exit_code_of(Code::Internal);
    }
    return 0;
}

}  // namespace tsunagi::command
