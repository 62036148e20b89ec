#include "server/import_runner.h"

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "privacy/tombstone_folder.h"

#include <algorithm>

namespace tsunagi::server {

static constexpr int kThreads = 2;

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

static bool is_under_way(intake::ImportState state) {
    using enum intake::ImportState;
    return state == Planning || state == Applying || state == Undoing;
}

// A data folder has one process at a time, so on SQLite whoever was at a step is gone. On
// PostgreSQL it may be another node: its lease has to run out.
ImportRunner::ImportRunner(store::Shops& shops, const Clock& clock, Random& random, Live& live,
                           std::chrono::milliseconds tick)
    : shops_(shops), clock_(clock), random_(random), live_(live), tick_(tick) {
    if (shops.control().dialect() == store::Dialect::Sqlite) {
        for (const auto& key : unfinished()) left_.insert(key);
    }
    for (int at = 0; at < kThreads; ++at) threads_.emplace_back([this] { work(); });
}

ImportRunner::~ImportRunner() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
}

intake::Imports ImportRunner::imports(Id<Shop> shop) {
    return {shops_.shop(shop), shops_.files(shop), clock_, random_,
            privacy::TombstoneFolder(shops_.data_folder()).key(shop)};
}

intake::Import ImportRunner::begin(Id<Shop> shop, Id<intake::Import> id, intake::Step step) {
    auto begun = imports(shop).begin(id, step);
    {
        const std::lock_guard lock(mutex_);
        deferred_.erase({shop, id});
        ++begun_;
    }
    wake_.notify_one();
    return begun;
}

bool ImportRunner::stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

std::vector<ImportRunner::Key> ImportRunner::unfinished() {
    std::vector<Key> keys;
    for (const auto shop : shops_.all()) {
        for (const auto import : imports(shop).unfinished()) keys.push_back({shop, import});
    }
    return keys;
}

std::optional<ImportRunner::Key> ImportRunner::take() {
    const auto keys = unfinished();
    const std::lock_guard lock(mutex_);
    if (stopping_) return std::nullopt;
    const auto key = std::ranges::find_if(
        keys, [&](const Key& one) { return !ours_.contains(one) && !deferred_.contains(one); });
    if (key == keys.end()) return std::nullopt;
    ours_.insert(*key);
    return *key;
}

void ImportRunner::work() {
    for (;;) {
        std::int64_t seen = 0;
        {
            const std::lock_guard lock(mutex_);
            seen = begun_;
        }
        std::optional<Key> key;
        try {
            key = take();
        } catch (const std::exception&) {
            log_failure("imports_not_found");
        }
        if (key) {
            run(*key);
            continue;
        }
        std::unique_lock lock(mutex_);
        const bool woken = wake_.wait_for(lock, tick_, [&] { return stopping_ || begun_ != seen; });
        if (stopping_) return;
        if (!woken) deferred_.clear();
    }
}

void ImportRunner::tell(Id<Shop> shop, const intake::Import& import) {
    const ProgressMessage message{{import.id, import.state, import.progress, import.rejected}};
    live_.tell(shop, to_json(message));
}

// The border of the thread. Stopping is heard with the next progress: what is thrown there leaves
// the step unfinished, and its position is stored with its last batch.
void ImportRunner::run(const Key& key) {
    bool ended = false;
    bool alone = false;
    {
        const std::lock_guard lock(mutex_);
        alone = left_.contains(key);
    }
    const auto heard = [&](const intake::Import& import) {
        tell(key.shop, import);
        if (stopping()) throw Error(Code::Canceled, "the server stops");
    };
    try {
        const auto import = imports(key.shop).run(key.import, heard, alone);
        tell(key.shop, import);
        ended = !is_under_way(import.state);
    } catch (const Error& error) {
        if (error.code() != Code::Busy) {
            log_failure("import_not_run", {{"shop", key.shop.value},
                                           {"import", key.import.value},
                                           {"code", Word{name_of(error.code())}}});
        }
    } catch (const std::exception&) {
        log_failure("import_not_run", {{"shop", key.shop.value}, {"import", key.import.value}});
    }
    const std::lock_guard lock(mutex_);
    ours_.erase(key);
    left_.erase(key);
    if (!ended) deferred_.insert(key);
}

}  // namespace tsunagi::server
