// The Sealer makes the links of what was written, in every database of the shops, and writes the
// heads of the chains to <data>/audit/heads. What outlived the shop's retention it purges.
//
// Thread: one of its own. It wakes every second; heads are written every minute and at the end,
// and purging is looked after every hour.
// What it cannot seal now (a busy or lost database) it seals the next time.
#pragma once

#include "base/clock.h"
#include "store/audit/heads.h"
#include "store/shops.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace tsunagi::store::audit {

std::filesystem::path heads_file(const std::filesystem::path& data_folder);

// Every database by the name that its heads have.
std::vector<std::pair<std::string, Database*>> all_databases(Shops&);

// Seals everything there is and writes the heads: at the end of a command that wrote.
void seal_and_write_heads(Shops&, const Clock&, Random&);

// From when on the trail of a shop is kept.
using KeptSince = std::function<Instant(Reader& shop)>;

// Purges every trail of what is older, that of the control database of what is older for every
// shop, and tells of it.
void purge(Shops&, const KeptSince&);

class Sealer {
public:
    Sealer(Shops&, const Clock&, Random&, KeptSince);
    ~Sealer();  // seals what is left

private:
    void run();
    bool wait();
    void seal();
    void write_heads();

    Shops& shops_;
    const Clock& clock_;
    Random& random_;
    const KeptSince kept_since_;
    std::map<std::string, std::int64_t> written_;  // the newest n of each head in the file

    std::mutex mutex_;  // guards stopping_
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tsunagi::store::audit
