#include "store/shops.h"

#include "base/files.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"

#include <sys/file.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>

namespace tsunagi::store {

namespace {

constexpr std::string_view kShopSchema = "shop_";
constexpr int kWritersPerPool = 4;

// Holds data/lock while it lives. The kernel lets go of it when the process ends, however it ends.
class FolderLock {
public:
    explicit FolderLock(const std::filesystem::path& folder)
        : file_(File::append(folder / "lock")) {
        if (flock(file_.descriptor(), LOCK_EX | LOCK_NB) != 0) {
            throw Error(Code::Busy, "another server uses the data folder " + folder.string());
        }
    }

private:
    File file_;
};

std::optional<Id<Shop>> parse_shop(std::string_view digits) {
    Id<Shop> shop;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(),
                                              shop.value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && shop ? std::optional(shop) : std::nullopt;
}

}  // namespace

struct Shops::State {
    StoreOptions options;
    const Clock& clock;
    std::vector<Migration> control_migrations;
    std::vector<Migration> shop_migrations;
    FolderLock lock;
    mutable std::optional<Reserve> reserve;  // of SQLite's disk
    std::mutex mutex;                        // guards shops
    std::map<std::int64_t, std::unique_ptr<Database>> shops;
    std::unique_ptr<Database> control;

    State(StoreOptions given, const Clock& its_clock, std::span<const Migration> of_control,
          std::span<const Migration> of_shops)
        : options(std::move(given)), clock(its_clock),
          control_migrations(of_control.begin(), of_control.end()),
          shop_migrations(of_shops.begin(), of_shops.end()), lock(options.data_folder) {
        if (on_sqlite()) reserve.emplace(options.data_folder / "reserve", clock);
    }

    bool on_sqlite() const { return options.postgres_url.empty(); }
    std::filesystem::path shop_file(Id<Shop> shop) const {
        return options.data_folder / "shops" / (std::to_string(shop.value) + ".db");
    }
    bool exists(Id<Shop> shop) const {
        if (on_sqlite()) return std::filesystem::exists(shop_file(shop));
        const auto name = std::string(kShopSchema) + std::to_string(shop.value);
        return std::ranges::count(postgres_schemas(options.postgres_url, name), name) > 0;
    }
    std::unique_ptr<Database> open(const std::filesystem::path& file, const std::string& schema,
                                   std::span<const Migration> migrations) const {
        if (on_sqlite()) {
            return std::make_unique<SqliteDatabase>(
                SqliteDatabaseOptions{
                    .file = file,
                    .readers = options.readers,
                    .writer = {.max_waiting = std::size_t(options.max_waiting_writes)},
                    .reserve = reserve ? &*reserve : nullptr},
                clock, migrations);
        }
        return std::make_unique<PostgresDatabase>(
            PostgresDatabaseOptions{.url = options.postgres_url,
                                    .schema = schema,
                                    .connections = options.readers + kWritersPerPool},
            clock, migrations);
    }
    std::unique_ptr<Database> open_shop(Id<Shop> shop) const {
        return open(shop_file(shop), std::string(kShopSchema) + std::to_string(shop.value),
                    shop_migrations);
    }
};

// Also the files of an older version are nobody else's then. Of a folder that is not ours it is its
// owner who decides.
static void close_to_others(const std::filesystem::path& folder) {
    using std::filesystem::perms;
    std::error_code not_ours;
    std::filesystem::permissions(folder, perms::group_all | perms::others_all,
                                 std::filesystem::perm_options::remove, not_ours);
}

Shops::Shops(StoreOptions options, const Clock& clock, std::span<const Migration> control,
             std::span<const Migration> shop) {
    const auto folder = options.data_folder;
    for (const char* part : {"shops", "snapshots", "files"}) {
        std::filesystem::create_directories(folder / part);
    }
    close_to_others(folder);
    state_ = std::make_unique<State>(std::move(options), clock, control, shop);
    state_->control = state_->open(folder / "control.db", "control", state_->control_migrations);
}

Shops::~Shops() = default;

Database& Shops::control() { return *state_->control; }

Database& Shops::shop(Id<Shop> shop) {
    const std::lock_guard lock(state_->mutex);
    auto& database = state_->shops[shop.value];
    if (!database) {
        if (!state_->exists(shop)) {
            throw Error(Code::NotFound, "there is no shop " + std::to_string(shop.value));
        }
        database = state_->open_shop(shop);
    }
    return *database;
}

Database& Shops::create_shop(Id<Shop> shop) {
    ASSERT(shop);
    const std::lock_guard lock(state_->mutex);
    if (state_->exists(shop)) {
        throw Error(Code::Conflict, "there already is a shop " + std::to_string(shop.value));
    }
    auto& database = state_->shops[shop.value];
    database = state_->open_shop(shop);
    return *database;
}

std::vector<Id<Shop>> Shops::all() const {
    std::vector<Id<Shop>> shops;
    const auto add = [&](std::string_view digits) {
        if (const auto shop = parse_shop(digits)) shops.push_back(*shop);
    };
    if (state_->on_sqlite()) {
        for (const auto& entry :
             std::filesystem::directory_iterator(state_->options.data_folder / "shops")) {
            if (entry.path().extension() == ".db") add(entry.path().stem().string());
        }
    } else {
        for (const auto& name : postgres_schemas(state_->options.postgres_url, kShopSchema)) {
            add(std::string_view(name).substr(kShopSchema.size()));
        }
    }
    std::ranges::sort(shops);
    return shops;
}

std::span<const Migration> Shops::control_migrations() const { return state_->control_migrations; }
std::span<const Migration> Shops::shop_migrations() const { return state_->shop_migrations; }

const std::filesystem::path& Shops::data_folder() const { return state_->options.data_folder; }

std::filesystem::path Shops::snapshots(Id<Shop> shop) const {
    return state_->options.data_folder / "snapshots" / std::to_string(shop.value);
}

std::filesystem::path Shops::files(Id<Shop> shop) const {
    return state_->options.data_folder / "files" / std::to_string(shop.value);
}

}  // namespace tsunagi::store
