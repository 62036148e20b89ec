#include "server/mail_trouble.h"

namespace tsunagi::server {

board::Trouble trouble_of(const Error& error) {
    if (error.fields().empty()) {
        const bool said = error.code() == Code::Busy || error.code() == Code::NotFound;
        return {.code = said ? std::string(name_of(error.code())) : "internal"};
    }
    const auto& field = error.fields().front();
    board::Trouble trouble{.code = field.code};
    for (const auto& arg : field.args) {
        if (arg.name == "server") trouble.server = arg.value;
        if (arg.name == "status") trouble.status = arg.value;
    }
    return trouble;
}

}  // namespace tsunagi::server
