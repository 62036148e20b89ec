#include "main/orders.h"

#include "main/checkup.h"
#include "main/say.h"
#include "record/search_rebuild.h"
#include "store/backup.h"

#include <cstdio>

namespace tsunagi::command {

ControlSocket::CarryOut carry_out_on(store::Shops& shops, const Clock& clock) {
    return [&shops, &clock](const Order& order) -> Outcome {
        if (order.kind == OrderKind::Backup) {
            store::write_backup(shops, order.folder, clock.now(), record::move_options());
            return {};
        }
        const auto language = order.japanese ? Language::Ja : Language::En;
        auto checkup = check_up(shops, language);
        return {.words = std::move(checkup.words), .failure = {}, .exit_code = checkup.exit_code};
    };
}

int show(const Machine& machine, const Outcome& outcome) {
    std::fwrite(outcome.words.data(), 1, outcome.words.size(), stdout);
    std::fflush(stdout);
    if (!outcome.failure.empty()) {
        const auto line = say(text::kFailed, machine.language, {{"message", outcome.failure}});
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    return outcome.exit_code;
}

}  // namespace tsunagi::command
