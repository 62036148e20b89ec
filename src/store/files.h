// What backups need of files: to know that they are on the disk, and what they hold.
#pragma once

#include <filesystem>
#include <string>

namespace tsunagi::store {

// fsync of a file, or of a folder (so that its entries are on the disk). Throws Unavailable.
void sync_to_disk(const std::filesystem::path&);

// SHA-256 (FIPS 180-4) of a file as 64 hexadecimal digits. Throws NotFound when it cannot be read.
std::string sha256_of(const std::filesystem::path&);

// Copies a file and syncs it. Throws StorageFull or Unavailable.
void copy_to_disk(const std::filesystem::path& from, const std::filesystem::path& to);
// The same with new content.
void write_to_disk(const std::filesystem::path&, std::string_view content);

}  // namespace tsunagi::store
