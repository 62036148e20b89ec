// A Follower keeps the journeys of one shop true to its record: it reads the change log after its
// watermark, reads the touched customers' rows again and publishes a new View. Doing so twice, or
// being killed at any point of it, changes nothing.
//
//   Follower follower(database, folder / "journeys.bin", clock);
//   follower.open();                      // maps the last snapshot and catches up, or builds anew
//   follower.start();                     // follows every commit from now on
//   fold({follower.view(), today}, ...);  // any thread, never waits
//
// Thread: open, catch_up and the follower's own thread exclude each other; view() is for any.
// Owner: whoever opened the shop. Ends its thread and keeps a snapshot when it goes.
#pragma once

#include "base/clock.h"
#include "base/published.h"
#include "journey/snapshot_file.h"
#include "store/database.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace tsunagi::journey {

struct FollowerOptions {
    double compact_above = 0.02;        // share of journeys in the delta
    std::uint32_t compact_from = 1000;  // … but never a smaller delta than this
    std::int64_t snapshot_every_ms = 60'000;
    // Between two refreshes by its own thread: four times as long as the last one took, but …
    std::int64_t least_rest_ms = 100;
    std::int64_t most_rest_ms = 2'000;
};

class Follower {
public:
    Follower(store::Database&, std::filesystem::path snapshot, const Clock&, FollowerOptions = {});
    ~Follower();

    // Requires to be called once, before the others. Throws what the database throws.
    void open();
    // Takes in what was committed; false when nothing was new.
    bool catch_up();
    void start();

    std::shared_ptr<const View> view() const { return view_.load(); }
    // Writes the snapshot now, compacting first.
    void keep_snapshot();

    struct Counters {
        std::int64_t rebuilt = 0;
        std::int64_t refreshed = 0;
        std::int64_t compacted = 0;
    };
    Counters counters() const;

private:
    void run(std::stop_token);
    bool catch_up_and_rest(const std::stop_token&);
    void rebuild();
    bool refresh();
    void compact();
    void write();
    bool of_this_log(const LogMark&);
    void publish(std::shared_ptr<const View> view) { view_.store(std::move(view)); }

    store::Database& database_;
    std::filesystem::path path_;
    const Clock& clock_;
    FollowerOptions options_;
    Published<const View> view_;
    mutable std::mutex mutex_;  // guards everything but view_ and news_
    Counters counters_;
    std::int64_t written_at_ms_ = 0;
    std::int64_t written_watermark_ = -1;

    struct News;  // rings when a commit was heard
    std::shared_ptr<News> news_;
    std::jthread thread_;  // last: it ends before the rest goes
};

}  // namespace tsunagi::journey
