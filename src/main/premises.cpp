#include "main/premises.h"

#include "base/error.h"
#include "server/schema.h"

namespace tsunagi::command {

store::Shops open_or_make_shops(const Machine& machine, const Config& config) {
    return {{.data_folder = config.data_folder, .postgres_url = config.database},
            machine.clock,
            server::control_migrations(),
            server::shop_migrations()};
}

void require_data(const Config& config) {
    const bool there = !config.database.empty() ||
                       std::filesystem::exists(config.data_folder / "control.db");
    if (!there) {
        throw Error(Code::NotFound,
                    "there is no data in the folder " + config.data_folder.string());
    }
}

store::Shops open_shops(const Machine& machine, const Config& config) {
    require_data(config);
    return open_or_make_shops(machine, config);
}

std::string place_of(const Config& config) {
    std::string url = config.database;
    if (url.empty()) return config.data_folder.string();
    const auto end = url.find('@');
    const auto begin = url.find("://");
    if (end == url.npos || begin == url.npos) return url;
    const auto colon = url.find(':', begin + 3);
    return colon < end ? url.erase(colon, end - colon) : url;
}

static std::unique_ptr<access::Oidc> oidc_of(const Machine& machine, const Config& config,
                                             store::Database& control, const access::Seal& seal) {
    if (config.oidc_file.empty()) return nullptr;
    auto providers = access::read_oidc_providers(config.oidc_file);
    auto fetch = std::make_unique<outgoing::Fetch>(access::exempt_hosts(providers));
    return std::make_unique<access::Oidc>(control, machine.clock, machine.random, seal,
                                          std::move(providers), std::move(fetch));
}

Premises::Premises(const Machine& machine, const Config& config)
    : machine_(machine), shops_(open_or_make_shops(machine, config)),
      sessions_(shops_.control(), machine.clock, machine.random, passwords_),
      seal_(access::Seal::from_file(config.data_folder / "secret.key", machine.random)),
      totp_(seal_, machine.random, config.totp_window),
      oidc_(oidc_of(machine, config, shops_.control(), seal_)),
      post_(seal_, machine.random, machine.clock,
            {.exempt = config.mail_hosts, .ca_file = config.mail_ca}) {}

}  // namespace tsunagi::command
