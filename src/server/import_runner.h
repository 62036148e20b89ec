// ImportRunner does the steps of imports (plan, apply, undo) on threads of its own and tells the
// browsers of the shop how far they are. The table of imports is its queue: a step that was begun
// is found there, whoever began it and whatever became of the process that was at it. It looks
// there when a step begins, when one ends, and every few seconds.
//
// Thread: any. Two imports run at once; the others wait in their state.
#pragma once

#include "intake/imports.h"
#include "server/live.h"
#include "store/shops.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace tsunagi::server {

class ImportRunner {
public:
    ImportRunner(store::Shops&, const Clock&, Random&, Live&,
                 std::chrono::milliseconds tick = std::chrono::seconds(15));
    ~ImportRunner();  // steps under way are left after their next batch, for the next start

    intake::Imports imports(Id<Shop>);
    // Begins the step and returns the import as it is then. Throws Conflict when it cannot begin.
    intake::Import begin(Id<Shop>, Id<intake::Import>, intake::Step);

private:
    struct Key {
        Id<Shop> shop;
        Id<intake::Import> import;
        friend auto operator<=>(const Key&, const Key&) = default;
    };

    void work();
    std::optional<Key> take();
    void run(const Key&);
    std::vector<Key> unfinished();
    void tell(Id<Shop>, const intake::Import&);
    bool stopping();

    store::Shops& shops_;
    const Clock& clock_;
    Random& random_;
    Live& live_;
    const std::chrono::milliseconds tick_;

    std::mutex mutex_;  // guards what follows
    std::condition_variable wake_;
    bool stopping_ = false;
    std::int64_t begun_ = 0;  // steps, by this process
    std::set<Key> ours_;      // under way here
    std::set<Key> deferred_;  // somebody else's, or in trouble: looked at again with the next tick
    std::set<Key> left_;      // by an earlier process in this data folder
    std::vector<std::thread> threads_;
};

}  // namespace tsunagi::server
