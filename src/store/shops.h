// Shops opens and keeps the databases of one data folder (or one PostgreSQL database): the control
// database and one per shop.
//
//   data/control.db  data/shops/<id>.db  data/snapshots/  data/files/  data/lock
//
// A second process on the same folder is refused (flock on data/lock). A PostgreSQL store uses the
// schemas `control` and `shop_<id>`; the data folder then holds only snapshots and files.
//
// Thread: any.
#pragma once

#include "base/viewer.h"
#include "store/database.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tsunagi::store {

struct StoreOptions {
    std::filesystem::path data_folder;
    std::string postgres_url;       // empty: SQLite
    int readers = 4;                // reading connections per database
    int max_waiting_writes = 1024;  // beyond it a write is refused with Busy
};

class Shops {
public:
    Shops(StoreOptions, const Clock&, std::span<const Migration> control_migrations,
          std::span<const Migration> shop_migrations);
    ~Shops();

    Database& control();
    // Throws NotFound when there is no such shop.
    Database& shop(Id<Shop>);
    // Makes the shop's empty database; the row in control is the caller's business.
    Database& create_shop(Id<Shop>);
    // Every shop that has a database, in order of its id.
    std::vector<Id<Shop>> all() const;

    std::span<const Migration> control_migrations() const;
    std::span<const Migration> shop_migrations() const;

    const std::filesystem::path& data_folder() const;
    // Folders of a shop; whoever writes there makes them.
    std::filesystem::path snapshots(Id<Shop>) const;
    std::filesystem::path files(Id<Shop>) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tsunagi::store
