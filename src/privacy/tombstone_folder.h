// TombstoneFolder is the folder `erased` of the data folder: the key of the tombstones and, beside
// the database that holds them too, a list of each shop's, so that a backup from before an erasure
// cannot bring the person back when it is restored.
//
//   erased/key        32 random bytes in hexadecimal, 0600, made with the first erasure
//   erased/<id>.list  one tombstone a line: hash mark erased_at (milliseconds)
//
// A backup leaves the key out unless it is encrypted: with it, phone numbers could be guessed. Who
// moves to another machine takes this folder along (docs/{ja,en}/privacy.md).
//
// Thread: any; a list is replaced as a whole.
#pragma once

#include "base/clock.h"
#include "record/erased_people.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tsunagi::privacy {

class TombstoneFolder {
public:
    explicit TombstoneFolder(const std::filesystem::path& data_folder);

    // The shop's key; empty when nobody was ever erased in this data folder.
    record::ErasureKey key(Id<Shop>) const;
    record::ErasureKey make_key(Id<Shop>, Random&) const;

    std::vector<record::Tombstone> list(Id<Shop>) const;
    // The list becomes what it was together with these.
    void add(Id<Shop>, const std::vector<record::Tombstone>&) const;

    // Takes these out of it, those that are there.
    void remove(Id<Shop>, const std::vector<record::Tombstone>&) const;

    const std::filesystem::path& path() const { return folder_; }

private:
    void write(Id<Shop>, const std::map<std::string, record::Tombstone>&) const;

    std::filesystem::path folder_;
};

}  // namespace tsunagi::privacy
