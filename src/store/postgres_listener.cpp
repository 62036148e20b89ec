#include "store/postgres_listener.h"

#include "base/log.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tsunagi::store {

namespace {

constexpr int kForEver = -1;
constexpr int kUntilOlderOnesEnd_ms = 10;
constexpr int kUntilNextTry_ms = 1000;

}  // namespace

PostgresListener::PostgresListener(std::string schema, Connect connect, FindHead find_head,
                                   Listeners& listeners)
    : schema_(std::move(schema)), connect_(std::move(connect)), find_head_(std::move(find_head)),
      listeners_(listeners), stop_(eventfd(0, EFD_CLOEXEC)), thread_([this] { run(); }) {}

PostgresListener::~PostgresListener() {
    const std::uint64_t one = 1;
    ASSERT(write(stop_, &one, sizeof one) == sizeof one);
    thread_.join();
    close(stop_);
}

void PostgresListener::run() {
    for (bool going_on = true; going_on;) {
        try {
            listen();
            return;
        } catch (const Error& error) {
            log_warning("postgres_listener_lost", {{"code", Word{name_of(error.code())}}});
        }
        going_on = wait(nullptr, kUntilNextTry_ms);
    }
}

void PostgresListener::listen() {
    const auto connection = connect_();
    connection->script("LISTEN tsunagi_" + schema_);
    // Commits before LISTEN, or while the connection was lost, were not announced.
    std::int64_t announced = find_head_(*connection);
    for (;;) {
        if (announced > told_) {
            const auto head = find_head_(*connection);
            if (head > told_) listeners_.tell(told_ = head);
        }
        // A notice that came with an answer is in libpq's buffer: the socket says nothing of it.
        const auto came_along = newest_announced(*connection);
        if (came_along > announced) {
            announced = came_along;
            continue;
        }
        const bool older_ones_run = announced > told_;
        if (!wait(connection.get(), older_ones_run ? kUntilOlderOnesEnd_ms : kForEver)) return;
        announced = std::max(announced, newest_announced(*connection));
    }
}

// Until something arrives or the time is over; false when the thread is to end.
bool PostgresListener::wait(PostgresConnection* connection, int timeout_ms) {
    std::array<pollfd, 2> sources{{{stop_, POLLIN, 0}, {-1, POLLIN, 0}}};
    if (connection) sources[1].fd = PQsocket(connection->handle());
    poll(sources.data(), sources.size(), timeout_ms);
    return (sources[0].revents & POLLIN) == 0;
}

std::int64_t PostgresListener::newest_announced(PostgresConnection& connection) {
    if (PQconsumeInput(connection.handle()) != 1 || connection.is_lost()) {
        throw Error(Code::Unavailable, "the listening connection was lost");
    }
    std::int64_t newest = 0;
    while (PGnotify* notice = PQnotifies(connection.handle())) {
        newest = std::max<std::int64_t>(newest, std::atoll(notice->extra));
        PQfreemem(notice);
    }
    return newest;
}

}  // namespace tsunagi::store
