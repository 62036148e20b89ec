#include "server/schema.h"

#include "access/migrations.h"
#include "board/migrations.h"
#include "intake/migrations.h"
#include "mail/migrations.h"
#include "record/migrations.h"
#include "segment/migrations.h"
#include "server/migrations.h"

#include <initializer_list>
#include <vector>

namespace tsunagi::server {

static std::vector<store::Migration> joined(
    std::initializer_list<std::span<const store::Migration>> rooms) {
    std::vector<store::Migration> all;
    for (const auto room : rooms) all.insert(all.end(), room.begin(), room.end());
    return all;
}

// Both keep answers under Idempotency-Keys: those of server/migrations are in both.
std::span<const store::Migration> control_migrations() {
    static const auto all = joined({access::sql::migrations(), sql::migrations()});
    return all;
}

std::span<const store::Migration> shop_migrations() {
    static const auto all = joined({record::sql::migrations(), intake::sql::migrations(),
                                    segment::sql::migrations(), board::sql::migrations(),
                                    mail::sql::migrations(), sql::migrations()});
    return all;
}

}  // namespace tsunagi::server
