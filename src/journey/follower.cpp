#include "journey/follower.h"

#include "base/log.h"
#include "journey/builder.h"
#include "journey/loader.h"
#include "journey/splice.h"
#include "journey/touched.h"
#include "store/change_log.h"

#include <algorithm>
#include <condition_variable>
#include <optional>
#include <utility>

namespace tsunagi::journey {

// Outlives the Follower: the database may still call after it is gone.
struct Follower::News {
    std::mutex mutex;  // guards heard
    std::condition_variable_any ring;
    bool heard = false;

    void tell() {
        const std::lock_guard lock(mutex);
        heard = true;
        ring.notify_one();
    }
    // Returns at the end of `rest`, whatever is heard.
    void sleep(const std::stop_token& stop, std::chrono::milliseconds rest) {
        std::unique_lock lock(mutex);
        ring.wait_for(lock, stop, rest, [] { return false; });
    }
    // Returns after news, or after `most`: what failed is then tried again.
    void wait(const std::stop_token& stop, std::chrono::milliseconds most) {
        std::unique_lock lock(mutex);
        ring.wait_for(lock, stop, most, [&] { return heard; });
        heard = false;
    }
};

namespace {

// Instant of the change at `seq`; 0 when the log has none there.
std::int64_t at_of(store::Reader& reader, std::int64_t seq) {
    std::int64_t at_ms = 0;
    store::read_changes(reader, seq - 1, seq, 1,
                        [&](const store::LoggedChange& change) { at_ms = change.at.ms; });
    return at_ms;
}

}  // namespace

Follower::Follower(store::Database& database, std::filesystem::path snapshot, const Clock& clock,
                   FollowerOptions options)
    : database_(database), path_(std::move(snapshot)), clock_(clock), options_(options),
      news_(std::make_shared<News>()) {}

Follower::~Follower() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    try {
        keep_snapshot();
    } catch (const Error& error) {
        // The next start reads more of the log; nothing is lost.
        log_warning("journey_snapshot_failed", {{"code", Word{name_of(error.code())}}});
    }
}

void Follower::open() {
    const std::lock_guard lock(mutex_);
    MappedSnapshot mapped = map_snapshot(path_);
    if (mapped.view != nullptr && of_this_log(mapped.mark)) {
        written_watermark_ = mapped.mark.watermark;
        publish(std::move(mapped.view));
        refresh();
        return;
    }
    rebuild();
    try {
        write();
    } catch (const Error& error) {
        // The journeys serve without it; the follower's thread writes when there is room.
        log_warning("journey_snapshot_failed", {{"code", Word{name_of(error.code())}}});
    }
}

bool Follower::catch_up() {
    const std::lock_guard lock(mutex_);
    return refresh();
}

void Follower::start() {
    database_.on_commit([news = news_](std::int64_t) { news->tell(); });
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

void Follower::run(std::stop_token stop) {
    using std::chrono::milliseconds;
    while (!stop.stop_requested()) {
        milliseconds pause{60'000};
        try {
            while (!stop.stop_requested() && catch_up_and_rest(stop)) {
            }
        } catch (const std::exception& failure) {  // entry of a worker thread
            const auto* error = dynamic_cast<const Error*>(&failure);
            const Code code = error != nullptr ? error->code() : Code::Internal;
            log_warning("journey_refresh_failed", {{"code", Word{name_of(code)}}});
            pause = milliseconds{1'000};
        }
        news_->wait(stop, pause);
    }
}

// Commits that come one by one are taken in together: to follow each costs as much as to follow
// many. Whoever must not wait for it catches up herself.
bool Follower::catch_up_and_rest(const std::stop_token& stop) {
    constexpr std::int64_t kRestPerWork = 4;
    const std::int64_t began_ms = clock_.steady_ms();
    if (!catch_up()) return false;
    const std::int64_t rest_ms = kRestPerWork * (clock_.steady_ms() - began_ms);
    news_->sleep(stop, std::chrono::milliseconds(
                           std::clamp(rest_ms, options_.least_rest_ms, options_.most_rest_ms)));
    return true;
}

bool Follower::of_this_log(const LogMark& mark) {
    if (mark.watermark > database_.log_head()) return false;
    return database_.read([&](store::Reader& reader) {
        return mark.watermark == 0 || at_of(reader, mark.watermark) == mark.at_ms;
    });
}

void Follower::rebuild() {
    const std::int64_t started_ms = clock_.steady_ms();
    const std::int64_t head = database_.log_head();
    auto view = database_.read([&](store::Reader& reader) { return load_view(reader, head); });
    ++counters_.rebuilt;
    log_info("journeys_built", {{"journeys", view->size()},
                                {"lines", view->lines()},
                                {"ms", clock_.steady_ms() - started_ms}});
    publish(std::move(view));
}

bool Follower::refresh() {
    const auto old = view();
    const std::int64_t head = database_.log_head();
    if (head <= old->watermark) return false;
    // More than this is read faster in one scan than customer by customer.
    const std::size_t most = std::max<std::size_t>(2'000, old->size() / 8);
    Words words(*old->words);
    std::optional<Part> fresh;
    bool too_many = false;
    database_.read([&](store::Reader& reader) {
        const Touched touched = touched_customers(reader, old->watermark, head);
        too_many = touched.unknown_extent || touched.customers.size() > most;
        if (too_many || touched.customers.empty()) return;
        fresh = load_journeys(reader, touched.customers, words);
    });
    if (too_many) {
        rebuild();
        write();
        return true;
    }
    // The database is not held up any more: an old state that is read keeps its log long.
    if (fresh) {
        publish(replace_journeys(*old, *fresh, std::move(words), head));
    } else {
        auto next = std::make_shared<View>(*old);
        next->watermark = head;
        publish(std::move(next));
    }
    ++counters_.refreshed;
    const auto replaced = static_cast<double>(view()->delta->code.size());
    const double share = replaced / static_cast<double>(view()->size());
    if (replaced >= options_.compact_from && share > options_.compact_above) {
        compact();
        if (clock_.steady_ms() - written_at_ms_ >= options_.snapshot_every_ms) write();
    }
    return true;
}

void Follower::compact() {
    if (view()->delta->code.empty()) return;
    publish(compacted(*view()));
    ++counters_.compacted;
}

void Follower::write() {
    const auto now = view();
    const std::int64_t at_ms = database_.read(
        [&](store::Reader& reader) { return at_of(reader, now->watermark); });
    write_snapshot(path_, *now, at_ms);
    written_at_ms_ = clock_.steady_ms();
    written_watermark_ = now->watermark;
}

void Follower::keep_snapshot() {
    const std::lock_guard lock(mutex_);
    if (view()->watermark == written_watermark_) return;
    compact();
    write();
}

Follower::Counters Follower::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

}  // namespace tsunagi::journey
