#include "base/error.h"
#include "main/premises.h"
#include "main/restore.sql.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/backup.h"

namespace tsunagi::command {

static store::BackupManifest fill(const Machine& machine, const Config& config,
                                  const std::filesystem::path& from) {
    if (config.database.empty()) return store::restore_backup(from, config.data_folder);
    store::check_backup(from);  // before anything is made in the database
    auto shops = open_or_make_shops(machine, config);
    return store::restore_backup_into(from, shops, machine.clock, record::move_options());
}

int restore(const Machine& machine, const Config& config, const std::filesystem::path& from) {
    const auto manifest = fill(machine, config, from);
    auto shops = open_shops(machine, config);  // opening checks that the databases are sound
    for (const auto id : shops.all()) {
        auto& shop = shops.shop(id);
        const auto indexed = shop.read([](store::Reader& reader) {
            return reader.integer(main::sql::count_indexed_customers);
        });
        if (indexed == 0) record::rebuild_search(shop);  // the backup of a PostgreSQL shop
    }
    print(machine, text::kRestored,
          {{"path", place_of(config)}, {"files", std::to_string(manifest.files.size())}});
    return 0;
}

}  // namespace tsunagi::command
