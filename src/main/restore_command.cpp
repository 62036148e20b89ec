#include "base/error.h"
#include "main/premises.h"
#include "main/restore.sql.h"
#include "main/say.h"
#include "privacy/erasure.h"
#include "record/search_rebuild.h"
#include "store/backup.h"
#include "store/sealed_backup.h"

namespace tsunagi::command {

namespace fs = std::filesystem;

static store::BackupManifest fill(const Machine& machine, const Config& config,
                                  const fs::path& from) {
    if (config.database.empty()) return store::restore_backup(from, config.data_folder);
    store::check_backup(from);  // before anything is made in the database
    auto shops = open_or_make_shops(machine, config);
    return store::restore_backup_into(from, shops, machine.clock, record::move_options());
}

// People who were erased after the backup was made are erased in it too.
static void erase_again(const Machine& machine, const Config& config, store::Shops& shops,
                        Id<Shop> id) {
    const auto shop = std::to_string(id.value);
    const privacy::TombstoneFolder folder(config.data_folder);
    const bool any = !shops.shop(id).read(record::read_tombstones).empty();
    if (any && folder.key(id).empty()) {
        const auto path = folder.path() / "key";
        print(machine, text::kTombstonesWithoutKey, {{"shop", shop}, {"path", path.string()}});
    }
    const auto people = privacy::erase_again(
        {shops.shop(id), id, config.data_folder, shops.files(id), machine.random});
    if (people == 0) return;
    print(machine, text::kErasedAgain, {{"people", std::to_string(people)}, {"shop", shop}});
}

// A sealed backup is opened beside the data folder, on a disk that will hold the same data anyway.
class OpenedBackup {
public:
    OpenedBackup(const fs::path& from, const Config& config, const std::string& key)
        : folder_(config.data_folder.string() + ".opened") {
        store::open_sealed_backup(from, key, folder_);
    }
    ~OpenedBackup() {
        std::error_code left;  // the next restore says that it is there already
        fs::remove_all(folder_, left);
    }
    OpenedBackup(const OpenedBackup&) = delete;
    OpenedBackup& operator=(const OpenedBackup&) = delete;
    const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

int restore(const Machine& machine, const Config& config, const fs::path& from,
            const BackupKey& key) {
    if (store::is_sealed(from)) {
        const OpenedBackup opened(from, config, key.read());
        const auto erased = opened.folder() / "erased";
        if (fs::exists(erased) && !fs::exists(config.data_folder / "erased")) {
            fs::create_directories(config.data_folder);
            fs::copy(erased, config.data_folder / "erased", fs::copy_options::recursive);
        }
        return restore(machine, config, opened.folder());
    }
    const auto manifest = fill(machine, config, from);
    auto shops = open_shops(machine, config);  // opening checks that the databases are sound
    for (const auto id : shops.all()) {
        auto& shop = shops.shop(id);
        const auto indexed = shop.read([](store::Reader& reader) {
            return reader.integer(main::sql::count_indexed_customers);
        });
        if (indexed == 0) record::rebuild_search(shop);  // the backup of a PostgreSQL shop
        erase_again(machine, config, shops, id);
    }
    print(machine, text::kRestored,
          {{"path", place_of(config)}, {"files", std::to_string(manifest.files.size())}});
    return 0;
}

}  // namespace tsunagi::command
