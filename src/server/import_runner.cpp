#include "server/import_runner.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "privacy/tombstone_folder.h"

namespace tsunagi::server {

struct ImportProgress {
    Id<intake::Import> import;
    intake::ImportState state = intake::ImportState::Uploaded;
    intake::Progress progress;
    std::int64_t rejected = 0;
};
BOOST_DESCRIBE_STRUCT(ImportProgress, (), (import, state, progress, rejected))

struct ProgressMessage {
    ImportProgress progress;
};
BOOST_DESCRIBE_STRUCT(ProgressMessage, (), (progress))

ImportRunner::ImportRunner(store::Shops& shops, const Clock& clock, Random& random, Live& live)
    : shops_(shops), clock_(clock), random_(random), live_(live),
      threads_({.name = "import", .threads = 2, .queue_limit = 100}) {
    go_on();
}

ImportRunner::~ImportRunner() {
    stopping_ = true;
    threads_.stop();
}

intake::Imports ImportRunner::imports(Id<Shop> shop) {
    return {shops_.shop(shop), shops_.files(shop), clock_, random_,
            privacy::TombstoneFolder(shops_.data_folder()).key(shop)};
}

void ImportRunner::go_on() {
    for (const auto shop : shops_.all()) {
        for (const auto import : imports(shop).unfinished()) {
            threads_.post([this, shop, import] { run(shop, import, From::Unfinished); });
        }
    }
}

intake::Import ImportRunner::begin(Id<Shop> shop, Id<intake::Import> id, intake::Step step) {
    const auto begun = imports(shop).begin(id, step);
    threads_.post([this, shop, id] { run(shop, id, From::Begun); });
    return begun;
}

// Stopping is heard with the next progress: what is thrown there leaves the step unfinished, and
// its position is stored with its last batch.
void ImportRunner::run(Id<Shop> shop, Id<intake::Import> id, From from) {
    const auto heard = [&](const intake::Import& import) {
        const ProgressMessage message{{import.id, import.state, import.progress, import.rejected}};
        live_.tell(shop, to_json(message));
    };
    try {
        if (stopping_) return;
        heard(imports(shop).run(id, heard, from == From::Unfinished));
    } catch (const Error& error) {
        log_failure(
            "import_not_run",
            {{"shop", shop.value}, {"import", id.value}, {"code", Word{name_of(error.code())}}});
    }
}

}  // namespace tsunagi::server
