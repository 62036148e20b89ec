// Hears of the commits of all nodes: a thread with a connection of its own that LISTENs. A commit
// is passed on once the log's head has reached it, which is when every older transaction ended.
//
// Thread: its own; made and ended by any.
#pragma once

#include "store/listeners.h"
#include "store/postgres_connection.h"

#include <atomic>
#include <thread>

namespace tsunagi::store {

class PostgresListener {
public:
    using Connect = std::function<std::unique_ptr<PostgresConnection>()>;
    using FindHead = std::function<std::int64_t(Connection&)>;

    PostgresListener(std::string schema, Connect, FindHead, Listeners&);
    ~PostgresListener();

private:
    void run();
    void listen();
    bool wait(PostgresConnection*, int timeout_ms);
    std::int64_t newest_announced(PostgresConnection&);

    const std::string schema_;
    const Connect connect_;
    const FindHead find_head_;
    Listeners& listeners_;
    int stop_ = -1;  // eventfd, readable when the thread is to end
    std::int64_t told_ = 0;
    std::thread thread_;
};

}  // namespace tsunagi::store
