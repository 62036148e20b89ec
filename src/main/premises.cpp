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

store::Shops open_shops(const Machine& machine, const Config& config) {
    const bool there = !config.database.empty() ||
                       std::filesystem::exists(config.data_folder / "control.db");
    if (!there) {
        throw Error(Code::NotFound,
                    "there is no data in the folder " + config.data_folder.string());
    }
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

Premises::Premises(const Machine& machine, const Config& config)
    : machine_(machine), shops_(open_or_make_shops(machine, config)),
      sessions_(shops_.control(), machine.clock, machine.random, passwords_),
      totp_(access::Seal::from_file(config.data_folder / "secret.key", machine.random),
            machine.random, config.totp_window) {}

}  // namespace tsunagi::command
