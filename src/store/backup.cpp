#include "store/backup.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/json.h"
#include "store/sqlite_database.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kControl = "control.db";

fs::path shop_file(Id<Shop> shop) {
    return fs::path("shops") / (std::to_string(shop.value) + ".db");
}

void copy_database(Database& database, const fs::path& file, std::span<const Migration> migrations,
                   Instant now, const MoveOptions& move) {
    if (auto* sqlite = dynamic_cast<SqliteDatabase*>(&database)) return sqlite->copy_to(file);
    class StoppedClock final : public Clock {
    public:
        explicit StoppedClock(Instant at) : at_(at) {}
        Instant now() const override { return at_; }
        std::int64_t steady_ms() const override { return 0; }

    private:
        Instant at_;
    } const clock(now);
    {
        SqliteDatabase copy({.file = file}, clock, migrations);
        MoveOptions options = move;
        options.rebuild = nullptr;  // search indexes are made when the backup is restored
        move_shop(database, copy, options);
    }
    File::open(file).sync();
    sync_folder(file.parent_path());
}

// Passes the pieces of a file on.
void for_each_piece(const fs::path& path, const std::function<void(std::span<const char>)>& each) {
    constexpr std::size_t kPiece = 1 << 18;
    auto in = File::open(path);
    std::vector<char> piece(kPiece);
    while (const auto size = in.read(piece)) each(std::span(piece).first(size));
}

std::string sha256_of(const fs::path& path) {
    Sha256 digest;
    for_each_piece(path, [&](std::span<const char> piece) { digest.add(std::as_bytes(piece)); });
    return digest.hex();
}

void copy_whole(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    AtomicFile copy(to);
    for_each_piece(from,
                   [&](std::span<const char> piece) { copy.file().write(std::as_bytes(piece)); });
    copy.commit();
}

// What the server has thrown away since the folder was read is not part of the backup: no row of
// the databases, which were copied before, names it.
void copy_if_there(const fs::path& from, const fs::path& to) {
    try {
        copy_whole(from, to);
    } catch (const Error& error) {
        if (error.code() != Code::NotFound || fs::exists(from)) throw;
    }
}

// Paths below `folder`, relative to it, sorted.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder));
    }
    std::ranges::sort(files);
    return files;
}

// A manifest from elsewhere must not lead a restore to other places of the disk.
void require_inside(const BackupFile& file) {
    const fs::path path = file.path;
    const bool climbs = std::ranges::find(path, fs::path("..")) != path.end();
    if (path.empty() || path.is_absolute() || climbs) {
        throw Error(Code::Corrupt, "the backup names a file outside of it: " + file.path);
    }
}

BackupManifest read_manifest(const fs::path& path) {
    constexpr std::uint64_t kLongestManifest = 64 << 20;
    const auto text = read_file(path, kLongestManifest);
    try {
        return from_json<BackupManifest>(text);
    } catch (const Error& error) {
        const auto why = error.fields().empty() ? error.what() : error.fields()[0].message;
        throw Error(Code::Corrupt, "the backup is damaged: " + path.string() + ": " + why);
    }
}

void require_unharmed(const fs::path& folder, const BackupFile& file) {
    require_inside(file);
    const auto path = folder / file.path;
    std::error_code missing;
    const auto size = fs::file_size(path, missing);
    if (missing || std::int64_t(size) != file.size || sha256_of(path) != file.sha256) {
        throw Error(Code::Corrupt, "the backup is damaged: " + file.path);
    }
}

// The id in "shops/<id>.db"; nothing for other files.
std::optional<Id<Shop>> shop_of(const BackupFile& file) {
    const fs::path path = file.path;
    if (path.parent_path() != "shops" || path.extension() != ".db") return std::nullopt;
    const auto stem = path.stem().string();
    Id<Shop> shop;
    const auto end = stem.data() + stem.size();
    const bool number = std::from_chars(stem.data(), end, shop.value).ptr == end;
    return number && shop ? std::optional(shop) : std::nullopt;
}

// Opening a database writes to it, so it is opened as a copy beside the target's data.
void move_from_file(const fs::path& backup_file, const fs::path& data_folder, Database& target,
                    std::span<const Migration> migrations, const Clock& clock,
                    const MoveOptions& move) {
    const auto copy = data_folder / "restoring.db";
    const auto remove_copy = [&] {
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(copy.string() + suffix);
    };
    remove_copy();
    copy_whole(backup_file, copy);
    {
        SqliteDatabase source({.file = copy}, clock, migrations);
        move_shop(source, target, move);
    }
    remove_copy();
}

}  // namespace

BackupManifest write_backup(Shops& shops, const fs::path& folder, Instant now,
                            const MoveOptions& move) {
    fs::create_directories(folder / "shops");
    if (!files_below(folder).empty()) {
        throw Error(Code::Conflict, "the folder " + folder.string() + " is not empty");
    }
    copy_database(shops.control(), folder / kControl, shops.control_migrations(), now, move);
    for (const auto shop : shops.all()) {
        copy_database(shops.shop(shop), folder / shop_file(shop), shops.shop_migrations(), now,
                      move);
    }
    for (const auto& file : files_below(shops.data_folder() / "files")) {
        if (file.extension() == ".part") continue;  // on its way in
        copy_if_there(shops.data_folder() / "files" / file, folder / "files" / file);
    }
    BackupManifest manifest{.made_at = now};
    for (const auto& file : files_below(folder)) {
        manifest.files.push_back({.path = file.generic_string(),
                                  .size = std::int64_t(fs::file_size(folder / file)),
                                  .sha256 = sha256_of(folder / file)});
    }
    write_atomically(folder / kManifest, to_json(manifest));
    return manifest;
}

BackupManifest check_backup(const fs::path& folder) {
    const auto manifest = read_manifest(folder / kManifest);
    if (manifest.format != 1) {
        throw Error(Code::Unavailable, "the backup was written by a newer version");
    }
    for (const auto& file : manifest.files) require_unharmed(folder, file);
    return manifest;
}

BackupManifest restore_backup(const fs::path& folder, const fs::path& data_folder) {
    const auto manifest = check_backup(folder);
    if (fs::exists(data_folder / kControl)) {
        throw Error(Code::Conflict, data_folder.string() + " already holds a control database");
    }
    for (const auto& file : manifest.files) {
        if (file.path != kControl) copy_whole(folder / file.path, data_folder / file.path);
    }
    copy_whole(folder / kControl, data_folder / kControl);
    return manifest;
}

BackupManifest restore_backup_into(const fs::path& folder, Shops& shops, const Clock& clock,
                                   const MoveOptions& move) {
    const auto manifest = check_backup(folder);
    const auto data = shops.data_folder();
    for (const auto& file : manifest.files) {
        if (const auto shop = shop_of(file)) {
            move_from_file(folder / file.path, data, shops.create_shop(*shop),
                           shops.shop_migrations(), clock, move);
        } else if (file.path != kControl) {
            copy_whole(folder / file.path, data / file.path);
        }
    }
    MoveOptions plain = move;
    plain.rebuild = nullptr;
    move_from_file(folder / kControl, data, shops.control(), shops.control_migrations(), clock,
                   plain);
    return manifest;
}

}  // namespace tsunagi::store
