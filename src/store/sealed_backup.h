// A sealed backup is a backup whose files are encrypted one by one with XChaCha20-Poly1305
// (libsodium's secretstream), for a disk or a store that others may read. The key comes from a file
// or from the environment, never from a database, and is not in the backup.
//
//   sealed.json           format, salt of the key, names and sizes: readable without the key
//   <number>.sealed       one file of the backup; 1.sealed is its manifest.json
//
// A file is its header (24 bytes), then pieces of 64 KiB with 17 bytes more each; the last piece is
// marked as such, so a file that was cut is noticed, and the name of the file goes into every
// piece's checksum, so files cannot change places. A key of 64 hexadecimal digits is taken as it
// is; any other text is a passphrase (argon2id, 64 MiB, 3 passes).
//
// Thread: any.
#pragma once

#include "base/clock.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::store {

// Encrypts every file of the folder and removes it. Killed in the middle, the folder is no backup.
// Throws InvalidInput for a passphrase shorter than 16 characters.
void seal_backup(const std::filesystem::path& folder, std::string_view key, Random&);

bool is_sealed(const std::filesystem::path& folder);

// Decrypts into `to`, which it makes. Throws InvalidInput when the key does not open the backup:
// then nothing was written. Throws Corrupt naming a file that was changed or cut, and removes what
// it had written.
void open_sealed_backup(const std::filesystem::path& folder, std::string_view key,
                        const std::filesystem::path& to);

}  // namespace tsunagi::store
