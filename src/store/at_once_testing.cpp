#include "store/at_once_testing.h"

#include "store/ids.sql.h"

#include <barrier>
#include <thread>
#include <utility>

namespace tsunagi::store {

std::string refusal_of(const std::function<void()>& f) {
    try {
        f();
    } catch (const Error& error) {
        std::string text(name_of(error.code()));
        for (const auto& field : error.fields()) text += " " + field.path + " " + field.code;
        return text;
    }
    return "";
}

std::array<std::string, 2> refusals_at_once(Database& shop, Dialect dialect,
                                            const std::function<void(Tx&)>& first,
                                            const std::function<void(Tx&)>& second) {
    std::barrier together(2);
    const auto run = [&](const std::function<void(Tx&)>& act) {
        bool waited = false;  // once: a transaction may be done again
        return refusal_of([&] {
            shop.write({}, [&](Tx& tx) {
                tx.integer(sql::find_id_block, {{"name", "anything"}}, 0);
                if (dialect == Dialect::Postgres && !std::exchange(waited, true)) {
                    together.arrive_and_wait();
                }
                act(tx);
            });
        });
    };
    std::array<std::string, 2> refusals;
    {
        const std::jthread other([&] { refusals[1] = run(second); });
        refusals[0] = run(first);
    }
    return refusals;
}

}  // namespace tsunagi::store
