#include "server/schema.h"

#include "access/migrations.h"
#include "intake/migrations.h"
#include "record/migrations.h"
#include "server/migrations.h"

#include <initializer_list>
#include <vector>

namespace tsunagi::server {

std::span<const store::Migration> control_migrations() { return access::sql::migrations(); }

std::span<const store::Migration> shop_migrations() {
    static const auto all = [] {
        std::vector<store::Migration> joined;
        for (const auto room :
             {record::sql::migrations(), intake::sql::migrations(), sql::migrations()}) {
            joined.insert(joined.end(), room.begin(), room.end());
        }
        return joined;
    }();
    return all;
}

}  // namespace tsunagi::server
