#include "server/idempotency.h"

#include "server/idempotency.sql.h"

namespace tsunagi::server {

static constexpr std::int64_t kKeptMs = 3LL * 24 * 3600 * 1000;

std::optional<KeptAnswer> find_answer(store::Reader& reader, std::string_view key, Id<User> user) {
    return reader.one<KeptAnswer>(sql::find_answer, {{"key", key}, {"user_id", user}});
}

void keep_answer(store::Tx& tx, const KeptAnswer& answer) {
    tx.run(sql::delete_old_answers, {{"before", tx.now() + -kKeptMs}});
    tx.run(sql::insert_answer, store::args_of(answer, {{"at", tx.now()}}));
}

}  // namespace tsunagi::server
