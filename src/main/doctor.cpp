#include "main/checkup.h"
#include "main/orders.h"
#include "main/premises.h"

namespace tsunagi::command {

int doctor(const Machine& machine, const Config& config) {
    const Order order{
        .kind = OrderKind::Doctor, .folder = {}, .japanese = machine.language == Language::Ja};
    if (const auto outcome = ask_server(config.data_folder, order)) {
        return show(machine, *outcome);
    }
    auto shops = open_shops(machine, config);
    const auto checkup = check_up(shops, machine.language);
    return show(machine, {.words = checkup.words, .failure = {}, .exit_code = checkup.exit_code});
}

}  // namespace tsunagi::command
