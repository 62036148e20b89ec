#include "board/kept.h"

#include "base/text.h"

namespace tsunagi::board {

std::string checked_name(std::string_view text) {
    auto name = trimmed(text);
    if (name.empty()) throw record::invalid("/name", "missing", "this needs a name");
    return name;
}

void check_room(std::int64_t count, std::int64_t most, std::string_view what) {
    if (count < most) return;
    const auto message = "a shop keeps at most " + std::to_string(most) + " " + std::string(what);
    throw Error(Code::Conflict, message,
                {{"", "too_many_kept", message, {{"max", std::to_string(most)}}}});
}

void not_found(std::string_view what, std::int64_t id) {
    throw Error(Code::NotFound, std::string(what) + " " + std::to_string(id) + " was not found");
}

}  // namespace tsunagi::board
