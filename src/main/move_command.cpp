#include "access/users.h"
#include "base/error.h"
#include "main/premises.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/move.h"

#include <algorithm>

namespace tsunagi::command {

namespace fs = std::filesystem;

// Where the target's own files go. A PostgreSQL store shares the data folder of the files it came
// from, which is locked now, so it is given an empty place inside that goes again.
class TargetPlace {
public:
    TargetPlace(const Config& source, const std::string& target)
        : on_postgres_(target.find("://") != std::string::npos) {
        config_.data_folder = on_postgres_ ? source.data_folder / "moving" : fs::path(target);
        if (on_postgres_) config_.database = target;
        check(config_);
    }
    ~TargetPlace() {
        std::error_code left_behind;  // an empty folder harms nobody
        if (on_postgres_) fs::remove_all(config_.data_folder, left_behind);
    }
    TargetPlace(const TargetPlace&) = delete;
    TargetPlace& operator=(const TargetPlace&) = delete;

    const Config& config() const { return config_; }
    bool on_postgres() const { return on_postgres_; }

private:
    bool on_postgres_;
    Config config_;
};

static std::optional<std::string> name_in(store::Shops& shops, Id<Shop> shop) {
    for (const auto& known : shops.control().read(access::list_shops)) {
        if (known.id == shop) return known.name;
    }
    return std::nullopt;
}

// Users and shops come with the first shop; a later one must be known there already.
static void move_control(store::Shops& source, store::Shops& target, Id<Shop> shop) {
    if (target.control().read(access::list_shops).empty()) {
        store::move_shop(source.control(), target.control());
    } else if (name_in(source, shop) != name_in(target, shop)) {
        throw Error(Code::Conflict, "the target belongs to others: it does not know shop " +
                                        std::to_string(shop.value) + " by its name");
    }
}

int move_shop(const Machine& machine, const Config& config, const MoveTo& move) {
    const Id<Shop> shop{move.shop};
    auto source = open_shops(machine, config);
    auto& from = source.shop(shop);
    const TargetPlace place(config, move.target);
    auto target = open_or_make_shops(machine, place.config());
    const auto there = target.all();
    if (std::ranges::find(there, shop) != there.end()) {
        throw Error(Code::Conflict, "the target already has a shop " + std::to_string(shop.value) +
                                        "; remove what an interrupted move left of it");
    }
    move_control(source, target, shop);
    auto& to = target.create_shop(shop);
    const auto tables = store::move_shop(from, to, record::move_options());
    if (!place.on_postgres() && fs::exists(source.files(shop))) {
        fs::copy(source.files(shop), target.files(shop), fs::copy_options::recursive);
    }
    for (const auto& table : tables) {
        print(machine, text::kMoved,
              {{"table", table.table}, {"rows", std::to_string(table.rows)}});
    }
    print(machine, text::kMoveDone,
          {{"shop", std::to_string(shop.value)},
           {"target", place_of(place.config())},
           {"tables", std::to_string(tables.size())}});
    return 0;
}

}  // namespace tsunagi::command
