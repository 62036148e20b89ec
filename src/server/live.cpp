#include "server/live.h"

#include "base/json.h"
#include "base/log.h"
#include "server/hearing.h"
#include "store/change_log.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace tsunagi::server {

using ChangeKind = store::Change::Kind;
BOOST_DEFINE_ENUM_CLASS(LiveKind, Created, Updated, Deleted)

struct LiveChange {
    std::string entity;
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    LiveKind kind = LiveKind::Created;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(LiveChange, (), (entity, id, customer_id, kind, version))

struct LiveHello {
    std::int64_t seq = 0;
};
BOOST_DESCRIBE_STRUCT(LiveHello, (), (seq))

struct LiveChanges {
    std::int64_t seq = 0;
    std::vector<LiveChange> changes;
};
BOOST_DESCRIBE_STRUCT(LiveChanges, (), (seq, changes))

struct LiveRefetch {
    std::int64_t seq = 0;
    std::vector<std::string> refetch;
};
BOOST_DESCRIBE_STRUCT(LiveRefetch, (), (seq, refetch))

static constexpr int kChangesAtOnce = 200;
static constexpr int kMissedAtMost = 2'000;  // beyond it a returning browser reads all anew
static constexpr auto kCheckSessionsEvery = std::chrono::seconds(30);
static constexpr auto kPause = std::chrono::seconds(1);  // after a failure

namespace {

using Frame = std::shared_ptr<const std::string>;

template <class T>
Frame frame_of(const T& message) {
    return std::make_shared<const std::string>(text_frame(to_json(message)));
}

LiveKind kind_of(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::Created: return LiveKind::Created;
        case ChangeKind::Updated: return LiveKind::Updated;
        case ChangeKind::Deleted: break;
    }
    return LiveKind::Deleted;
}

// The changes of one stretch of the log, and the seq they reach.
struct Stretch {
    std::int64_t reached = 0;
    std::vector<HeardChange> changes;
    std::set<std::string, std::less<>> bulk;
};

Stretch read_stretch(store::Database& database, std::int64_t after, std::int64_t until) {
    Stretch stretch;
    stretch.reached = database.read([&](store::Reader& reader) {
        return store::read_changes(reader, after, until, kChangesAtOnce, [&](const auto& change) {
            if (change.bulk) {
                stretch.bulk.emplace(change.entity);
                return;
            }
            stretch.changes.push_back({.entity = std::string(change.entity),
                                       .id = change.first_id,
                                       .customer_id = change.customer_id,
                                       .kind = change.kind,
                                       .version = change.version,
                                       .actor = change.actor});
        });
    });
    return stretch;
}

std::vector<Frame> frames_of(const Stretch& stretch) {
    std::vector<Frame> frames;
    LiveChanges changes{.seq = stretch.reached, .changes = {}};
    for (const HeardChange& change : stretch.changes) {
        changes.changes.push_back(
            {change.entity, change.id, change.customer_id, kind_of(change.kind), change.version});
    }
    if (!changes.changes.empty()) frames.push_back(frame_of(changes));
    if (!stretch.bulk.empty()) {
        frames.push_back(
            frame_of(LiveRefetch{stretch.reached, {stretch.bulk.begin(), stretch.bulk.end()}}));
    }
    return frames;
}

std::vector<Frame> frames_for(store::Database& database, const Viewer& viewer, Stretch stretch) {
    if (!hears_everything(viewer)) {
        stretch.changes = database.read(
            [&](store::Reader& reader) { return heard_by(reader, viewer, stretch.changes); });
        std::erase_if(stretch.bulk, [&](const auto& entity) { return !hears_of(viewer, entity); });
    }
    return frames_of(stretch);
}

struct Listener {
    std::shared_ptr<Socket> socket;
    access::SignedIn who;
    std::string address;
    Viewer viewer;                      // read anew when the control database changes
    std::optional<std::int64_t> heard;  // nothing: has not been greeted yet
    std::optional<std::int64_t> since;
};

struct Topic {
    store::Database* database = nullptr;
    std::optional<std::int64_t> told;  // nothing: nobody has listened yet
    bool dirty = true;
    std::map<std::uint64_t, Listener> listeners;
};

}  // namespace

class Live::State : public std::enable_shared_from_this<State> {
public:
    State(store::Shops& shops, access::Sessions& sessions) : shops_(shops), sessions_(sessions) {}

    void follow_control() {
        shops_.control().on_commit([weak = weak_from_this()](std::int64_t) {
            if (const auto self = weak.lock()) self->note([&] { self->check_sessions_ = true; });
        });
    }

    std::uint64_t join(const Viewer& viewer, Listener listener) {
        store::Database& database = shops_.shop(viewer.shop);
        const std::lock_guard lock(mutex_);
        Topic& topic = topics_[viewer.shop.value];
        if (topic.database == nullptr) {
            topic.database = &database;
            const auto shop = viewer.shop.value;
            database.on_commit([weak = weak_from_this(), shop](std::int64_t) {
                if (const auto self = weak.lock()) {
                    self->note([&] { self->topics_[shop].dirty = true; });
                }
            });
        }
        topic.dirty = true;
        topic.listeners.emplace(++last_key_, std::move(listener));
        changed_.notify_one();
        return last_key_;
    }

    void leave(Id<Shop> shop, std::uint64_t key) {
        const std::lock_guard lock(mutex_);
        topics_[shop.value].listeners.erase(key);
    }

    void tell(Id<Shop> shop, std::string_view json) {
        const auto frame = std::make_shared<const std::string>(text_frame(json));
        const std::lock_guard lock(mutex_);
        const auto topic = topics_.find(shop.value);
        if (topic == topics_.end()) return;  // nobody has opened a page of this shop
        for (auto& [key, listener] : topic->second.listeners) {
            if (hears_of(listener.viewer, "import")) listener.socket->send(frame);
        }
    }

    void stop() {
        note([&] { stopping_ = true; });
    }

    void run() {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            const bool woken = changed_.wait_for(lock, kCheckSessionsEvery, [&] {
                return stopping_ || check_sessions_ ||
                       std::ranges::any_of(topics_, [](auto& it) { return it.second.dirty; });
            });
            if (stopping_) return;
            const bool check = std::exchange(check_sessions_, false) || !woken;
            std::vector<std::int64_t> shops;
            for (auto& [shop, topic] : topics_) {
                if (std::exchange(topic.dirty, false)) shops.push_back(shop);
            }
            lock.unlock();
            if (check) attempt([&] { close_ended_sessions(); });
            std::erase_if(shops, [&](auto shop) { return attempt([&] { catch_up(shop); }); });
            lock.lock();
            for (const auto failed : shops) topics_[failed].dirty = true;
            if (!shops.empty()) changed_.wait_for(lock, kPause, [&] { return stopping_; });
        }
    }

private:
    // False when it failed: a database that is busy or away is asked again.
    template <class F>
    static bool attempt(F&& f) {
        try {
            f();
            return true;
        } catch (const Error& error) {
            log_failure("live_failed", {{"code", Word{name_of(error.code())}}});
        } catch (const std::exception&) {  // entry of a worker thread
            log_failure("live_failed");
        }
        return false;
    }

    template <class F>
    void note(F&& f) {
        const std::lock_guard lock(mutex_);
        f();
        changed_.notify_one();
    }

    template <class F>
    auto with_topic(std::int64_t shop, F&& f) {
        const std::lock_guard lock(mutex_);
        return f(topics_[shop]);
    }

    void catch_up(std::int64_t shop) {
        store::Database& database = *with_topic(shop, [](Topic& topic) { return topic.database; });
        const auto head = database.log_head();
        greet(shop, database, head);
        auto told = with_topic(shop, [](Topic& topic) { return topic.told.value(); });
        while (told < head) {
            const auto stretch = read_stretch(database, told, head);
            if (stretch.reached == told) return;
            told = stretch.reached;
            tell_all(shop, database, stretch);
        }
    }

    // Only this thread sends changes, so what each is told is made outside of the lock.
    void tell_all(std::int64_t shop, store::Database& database, const Stretch& stretch) {
        const auto listeners = with_topic(shop, [&](Topic& topic) {
            std::vector<Listener> all;
            for (auto& [key, listener] : topic.listeners) {
                if (listener.heard && *listener.heard < stretch.reached) all.push_back(listener);
            }
            return all;
        });
        const auto shared = frames_of(stretch);
        for (const Listener& listener : listeners) {
            const bool all = hears_everything(listener.viewer);
            for (const auto& frame :
                 all ? shared : frames_for(database, listener.viewer, stretch)) {
                listener.socket->send(frame);
            }
        }
        with_topic(shop, [&](Topic& topic) {
            topic.told = stretch.reached;
            for (auto& [key, listener] : topic.listeners) {
                if (listener.heard) listener.heard = std::max(*listener.heard, stretch.reached);
            }
        });
    }

    // Newcomers are told where the log stands, then what they missed, before they join the others.
    void greet(std::int64_t shop, store::Database& database, std::int64_t head) {
        const auto newcomers = with_topic(shop, [&](Topic& topic) {
            if (topic.listeners.empty() || !topic.told) topic.told = head;
            std::vector<Listener> all;
            for (auto& [key, listener] : topic.listeners) {
                if (listener.heard) continue;
                all.push_back(listener);
                listener.heard = topic.told;
            }
            return all;
        });
        const auto told = with_topic(shop, [](Topic& topic) { return topic.told.value(); });
        for (const auto& newcomer : newcomers) {
            newcomer.socket->send(frame_of(LiveHello{told}));
            if (newcomer.since) send_missed(newcomer, database, *newcomer.since, told);
        }
    }

    static void send_missed(const Listener& newcomer, store::Database& database, std::int64_t since,
                            std::int64_t told) {
        std::vector<Frame> missed;
        for (int count = 0; since < told; count += kChangesAtOnce) {
            if (count >= kMissedAtMost) {
                newcomer.socket->send(frame_of(LiveRefetch{told, {"*"}}));
                return;
            }
            const auto stretch = read_stretch(database, since, told);
            if (stretch.reached == since) break;
            since = stretch.reached;
            std::ranges::move(frames_for(database, newcomer.viewer, stretch),
                              std::back_inserter(missed));
        }
        for (const auto& frame : missed) newcomer.socket->send(frame);
    }

    // Sessions that ended lose their sockets; rights that changed hold for what is told next.
    void close_ended_sessions() {
        std::vector<std::pair<std::uint64_t, Listener>> open;
        for_each_listener(
            [&](std::uint64_t key, Listener& listener) { open.emplace_back(key, listener); });
        for (auto& [key, listener] : open) {
            const auto viewer = viewer_now(listener);
            for_each_listener([&](std::uint64_t its_key, Listener& one) {
                if (its_key != key) return;
                if (viewer) {
                    one.viewer = *viewer;
                } else {
                    one.socket->close(CloseCode::SessionEnded, "the session has ended");
                }
            });
        }
    }

    // Nothing when the session has ended or gives no way into the shop any more.
    std::optional<Viewer> viewer_now(const Listener& listener) {
        const Viewer& before = listener.viewer;
        if (!sessions_.still_valid(listener.who.session, before.shop)) return std::nullopt;
        if (!before.user) return before;  // of the house: her rights never change
        try {
            const auto [viewer, rights] = sessions_.viewer(listener.who, before.shop,
                                                           listener.address);
            const auto decision = access::decide(rights, access::signed_in);
            return access::narrowed(viewer, rights, access::signed_in, decision);
        } catch (const Error& error) {
            if (error.code() != Code::NotFound && error.code() != Code::Forbidden) throw;
            return std::nullopt;
        }
    }

    template <class F>
    void for_each_listener(F&& f) {
        const std::lock_guard lock(mutex_);
        for (auto& [shop, topic] : topics_) {
            for (auto& [key, listener] : topic.listeners) f(key, listener);
        }
    }

    store::Shops& shops_;
    access::Sessions& sessions_;
    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::map<std::int64_t, Topic> topics_;
    std::uint64_t last_key_ = 0;
    bool check_sessions_ = false;
    bool stopping_ = false;
};

// One browser: it only listens.
class Live::Session final : public SocketSession {
public:
    Session(std::shared_ptr<State> state, const Viewer& viewer, Listener listener)
        : state_(std::move(state)), viewer_(viewer), listener_(std::move(listener)) {}

    void opened(std::shared_ptr<Socket> socket) override {
        listener_.socket = std::move(socket);
        key_ = state_->join(viewer_, std::exchange(listener_, {}));
    }
    void text(std::string) override {}
    void closed() override { state_->leave(viewer_.shop, key_); }

private:
    std::shared_ptr<State> state_;
    Viewer viewer_;
    Listener listener_;
    std::uint64_t key_ = 0;
};

Live::Live(store::Shops& shops, access::Sessions& sessions)
    : state_(std::make_shared<State>(shops, sessions)) {
    state_->follow_control();
    thread_ = std::thread([state = state_] { state->run(); });
}

Live::~Live() {
    state_->stop();
    thread_.join();
}

std::unique_ptr<SocketSession> Live::open(const Viewer& viewer, const access::SignedIn& who,
                                          std::string_view address,
                                          std::optional<std::int64_t> since) {
    return std::make_unique<Session>(
        state_, viewer, Listener{nullptr, who, std::string(address), viewer, {}, since});
}

void Live::tell(Id<Shop> shop, std::string_view json) { state_->tell(shop, json); }

}  // namespace tsunagi::server
