// ImportRunner does the steps of imports (plan, apply, undo) on threads of its own and tells the
// browsers of the shop how far they are. What a killed process left unfinished goes on at the
// start.
//
// Thread: any. Few imports run at once; the others wait in their state.
#pragma once

#include "base/thread_pool.h"
#include "intake/imports.h"
#include "server/live.h"
#include "store/shops.h"

namespace tsunagi::server {

class ImportRunner {
public:
    ImportRunner(store::Shops&, const Clock&, Random&, Live&);
    ~ImportRunner();  // steps under way are left for the next start

    intake::Imports imports(Id<Shop>);
    // Begins the step and returns the import as it is then. Throws Conflict when it cannot begin.
    intake::Import begin(Id<Shop>, Id<intake::Import>, intake::Step);

private:
    enum class From { Begun, Unfinished };
    void run(Id<Shop>, Id<intake::Import>, From);
    void go_on();

    store::Shops& shops_;
    const Clock& clock_;
    Random& random_;
    Live& live_;
    std::atomic<bool> stopping_{false};
    ThreadPool threads_;
};

}  // namespace tsunagi::server
