#include "base/log.h"
#include "main/orders.h"
#include "main/premises.h"
#include "main/say.h"
#include "main/serving.h"
#include "main/stop_signal.h"
#include "server/server.h"
#include "server/tls_identity.h"

#include <cstdio>

namespace tsunagi::command {

namespace fs = std::filesystem;

static constexpr int kLookMs = 2'000;  // how often the files of the certificate are read again

void print(const Machine& machine, const Phrase& phrase, std::initializer_list<PhraseArg> args) {
    const std::string line = say(phrase, machine.language, args) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

// The built screens: where the configuration says, installed beside the program, or in the tree it
// was built from.
static fs::path web_folder(const Machine& machine, const Config& config) {
    if (!config.web_folder.empty()) return config.web_folder;
    const fs::path beside = machine.program.parent_path();
    for (const auto& folder : {beside / "../share/tsunagi/web", beside / "../share/web",
                               beside / "../../../../web/dist", fs::path("web/dist")}) {
        if (fs::exists(folder / "index.html")) return folder;
    }
    return "web/dist";
}

static server::ServerOptions server_options(const Machine& machine, const Config& config) {
    server::ServerOptions options;
    options.listen = {.address = config.listen_address,
                      .port = config.port,
                      .tls = config.tls,
                      .identity = {},
                      .trusted_proxies = {}};
    if (options.listen.address == "localhost") options.listen.address = "127.0.0.1";
    options.web = web_folder(machine, config);
    options.host_names = config.host_names;
    for (const auto& proxy : config.trusted_proxies) {
        if (const auto block = parse_block(proxy)) options.listen.trusted_proxies.push_back(*block);
    }
    if (!config.tls) return options;
    options.listen.identity =
        config.certificate.empty()
            ? server::tls_identity(config.data_folder, config.listen_address, machine.clock)
            : server::read_tls_identity(config.certificate, config.private_key);
    print(machine, text::kFingerprint,
          {{"fingerprint", server::fingerprint(options.listen.identity)}});
    return options;
}

static std::string address_of(const Config& config, std::uint16_t port) {
    const bool v6 = config.listen_address.find(':') != std::string::npos;
    const std::string host = v6 ? "[" + config.listen_address + "]" : config.listen_address;
    return (config.tls ? "https://" : "http://") + host + ":" + std::to_string(port);
}

// Whoever renews certificates replaces the files; connections from then on see the new one.
static void look_at_certificate(const Machine& machine, const Config& config,
                                server::CertificateFiles& files, server::Server& server) {
    if (!config.tls || config.certificate.empty()) return;
    const auto look = files.look(
        [&](const server::TlsIdentity& identity) { server.renew_certificate(identity); });
    if (look.found == server::CertificateFiles::Found::Renewed) {
        log_info("tls_certificate_renewed");
        print(machine, text::kRenewed);
    } else if (look.found == server::CertificateFiles::Found::Unusable) {
        log_warning("tls_certificate_not_renewed");
        print(machine, text::kNotRenewed, {{"message", look.message}});
    }
}

void serve_until_stopped(const Machine& machine, const Config& config, Premises& premises,
                         const StopSignal& stop) {
    server::CertificateFiles certificate(config.certificate, config.private_key);
    server::Server server(premises.house(), server_options(machine, config));
    server.start();
    const ControlSocket control(config.data_folder, carry_out_on(premises.shops(), machine.clock));
    const std::string address = address_of(config, server.port());
    if (const auto token = premises.sessions().make_setup_token()) {
        print(machine, text::kSetup, {{"address", address}, {"token", *token}});
    }
    print(machine, text::kListening, {{"address", address}});
    while (!stop.wait_for(kLookMs)) look_at_certificate(machine, config, certificate, server);
    print(machine, text::kStopping);
    server.stop();
    print(machine, text::kStopped);
}

int serve(const Machine& machine, const Config& config) {
    const StopSignal stop;
    Premises premises(machine, config);
    refuse_known_passwords(premises, config);
    serve_until_stopped(machine, config, premises, stop);
    return 0;
}

int print_openapi() {
    const std::string document = server::openapi_of_the_product() + "\n";
    std::fwrite(document.data(), 1, document.size(), stdout);
    return 0;
}

}  // namespace tsunagi::command
