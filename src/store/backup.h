// A backup is a folder that one file, manifest.json, makes whole: it is written last and names
// every other file with its size and SHA-256.
//
//   control.db  shops/<id>.db  files/…  manifest.json
//
// The databases are SQLite files whatever the store runs on, so a backup of a PostgreSQL store can
// be restored into files and the other way round. Snapshots of journeys are not in it: they are
// made anew.
#pragma once

#include "store/move.h"
#include "store/shops.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tsunagi::store {

struct BackupFile {
    std::string path;  // below the folder
    std::int64_t size = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(BackupFile, (), (path, size, sha256))

struct BackupManifest {
    std::int32_t format = 1;
    Instant made_at;
    std::vector<BackupFile> files;
};
BOOST_DESCRIBE_STRUCT(BackupManifest, (), (format, made_at, files))

// Writing goes on meanwhile: each database is copied as it was at one moment, the control database
// first, the uploaded files last, so what a row names is there. `move` matters for PostgreSQL only.
// Throws Conflict when the folder is not empty.
BackupManifest write_backup(Shops&, const std::filesystem::path& folder, Instant now,
                            const MoveOptions& move = {});

// Reads every file. Throws Corrupt naming the first one that is missing, differs or lies outside of
// the backup, NotFound when there is no manifest.
BackupManifest check_backup(const std::filesystem::path& folder);

// Checks the backup, then makes a data folder of it for a server on SQLite. Throws Conflict when
// the data folder has a control database already; that database is put there last, so a restore
// that was killed is no data folder yet. Of a PostgreSQL shop the search index is left to be made.
BackupManifest restore_backup(const std::filesystem::path& folder,
                              const std::filesystem::path& data_folder);

// Checks the backup, then fills an empty store on PostgreSQL. Throws Conflict when it is not empty.
BackupManifest restore_backup_into(const std::filesystem::path& folder, Shops&, const Clock&,
                                   const MoveOptions& move = {});

}  // namespace tsunagi::store
