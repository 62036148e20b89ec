#include "main/orders.h"
#include "main/premises.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/backup.h"

namespace tsunagi::command {

// A running server writes the backup, since it holds the folder; reading it again is done here.
int back_up(const Machine& machine, const Config& config, const std::filesystem::path& to) {
    const auto folder = std::filesystem::absolute(to);
    const Order order{.kind = OrderKind::Backup, .folder = folder.string()};
    if (const auto outcome = ask_server(config.data_folder, order)) {
        if (outcome->exit_code != 0) return show(machine, *outcome);
    } else {
        auto shops = open_shops(machine, config);
        store::write_backup(shops, folder, machine.clock.now(), record::move_options());
    }
    const auto written = store::check_backup(folder);  // as the disk gives it back
    print(machine, text::kBackedUp,
          {{"path", folder.string()}, {"files", std::to_string(written.files.size())}});
    return 0;
}

}  // namespace tsunagi::command
