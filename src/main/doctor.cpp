#include "base/error.h"
#include "main/premises.h"
#include "main/say.h"

namespace tsunagi::command {

// Opening every database is the check: it refuses an old SQLite, a schema from a newer program and
// a folder in use, and applies what is missing.
int doctor(const Machine& machine, const Config& config) {
    Premises premises(machine, config);
    const auto space = std::filesystem::space(config.data_folder);
    constexpr std::uintmax_t kLittle = 1024ULL * 1024 * 1024;
    const std::string free = std::to_string(space.available / (1024 * 1024)) + " MiB";
    const bool roomy = space.available >= kLittle;
    print(machine, roomy ? text::kFine : text::kNotFine, {{"what", "disk, " + free}});
    for (const auto shop : premises.shops().all()) {
        premises.shops().shop(shop).read([](store::Reader&) {});
        print(machine, text::kFine, {{"what", "shop " + std::to_string(shop.value)}});
    }
    return roomy ? 0 : exit_code_of(Code::StorageFull);
}

}  // namespace tsunagi::command
