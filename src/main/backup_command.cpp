#include "main/premises.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/backup.h"

namespace tsunagi::command {

int back_up(const Machine& machine, const Config& config, const std::filesystem::path& to) {
    auto shops = open_shops(machine, config);
    store::write_backup(shops, to, machine.clock.now(), record::move_options());
    const auto written = store::check_backup(to);  // as the disk gives it back
    print(machine, text::kBackedUp,
          {{"path", to.string()}, {"files", std::to_string(written.files.size())}});
    return 0;
}

}  // namespace tsunagi::command
