// IoLoop is one I/O thread: its Asio context, its deadlines and the connections it serves.
// Inner header of the HTTP server.
#pragma once

#include "base/clock.h"
#include "base/thread_pool.h"
#include "server/http_server.h"
#include "server/timer_wheel.h"
#include "server/transport.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <unordered_set>
#include <utility>

namespace tsunagi::server {

class Connection;

// Thread: its own, but for `context`, which others post to.
struct IoLoop {
    IoLoop(const Limits& limits_, const Clock& clock_, ThreadPool& workers_, Handler& handler_,
           Traffic& traffic_)
        : limits(limits_), clock(clock_), workers(workers_), handler(handler_), traffic(traffic_),
          wheel(clock_.steady_ms()) {}

    const Limits& limits;
    const Clock& clock;
    ThreadPool& workers;
    Handler& handler;
    Traffic& traffic;
    asio::io_context context{1};
    TimerWheel wheel;
    std::unordered_set<Connection*> connections;
    bool draining = false;
};

// A new request may be refused when too many wait for a worker; the next step of an admitted one is
// taken until the pool itself is full.
enum class Step { New, Continued };

// Runs `work` on a worker and comes back to the loop; what it throws is thrown here. Throws Busy
// when there is no room for it.
inline Task<void> on_worker(IoLoop& loop, Step step, std::function<void()> work) {
    if (step == Step::New && loop.workers.waiting() >= loop.limits.waiting_requests) {
        throw Error::busy("the server is busy", 1);
    }
    auto failure = std::make_shared<std::exception_ptr>();
    co_await asio::async_initiate<decltype(kAwait), void()>(
        [&](auto done) {
            auto executor = asio::get_associated_executor(done);
            auto finish = std::make_shared<decltype(done)>(std::move(done));
            auto resume = [finish] { std::move (*finish)(); };
            auto job = [work = std::move(work), failure, resume, executor,
                        guard = asio::make_work_guard(executor)] {
                try {
                    work();
                } catch (...) {
                    *failure = std::current_exception();
                }
                asio::post(executor, resume);
            };
            try {
                loop.workers.post(std::move(job));
            } catch (...) {
                *failure = std::current_exception();
                asio::post(executor, resume);
            }
        },
        kAwait);
    if (*failure) std::rethrow_exception(*failure);
}

}  // namespace tsunagi::server
