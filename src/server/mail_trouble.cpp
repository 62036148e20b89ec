#include "server/mail_trouble.h"

namespace tsunagi::server {

board::Trouble trouble_of(const Error& error) {
    if (error.fields().empty()) return {.code = std::string(name_of(error.code()))};
    const auto& field = error.fields().front();
    board::Trouble trouble{.code = field.code};
    for (const auto& arg : field.args) {
        if (arg.name == "server") trouble.server = arg.value;
        if (arg.name == "status") trouble.status = arg.value;
    }
    return trouble;
}

}  // namespace tsunagi::server
