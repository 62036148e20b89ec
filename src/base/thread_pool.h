// A ThreadPool runs posted tasks on a fixed number of threads, in the order in which they came.
//
// Thread: post() and waiting() from any; stop() and the destructor from the owner only, never
// from a task. `mutex_` guards `queue_` and `stopping_`.
// Limit: a full queue answers Busy at once, so that a caller can say 503 instead of waiting.
// A task that throws ends neither its thread nor the process: it is logged and counted.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tsunagi {

class ThreadPool {
public:
    using Task = std::function<void()>;

    struct Options {
        std::string name = "pool";  // of the threads, as `top -H` shows it; 15 bytes at most
        std::size_t threads = 2;
        std::size_t queue_limit = 1000;
        int retry_after_s = 1;
    };

    explicit ThreadPool(Options);
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;
    ~ThreadPool();

    // Throws Busy when the queue is full, Unavailable after stop().
    void post(Task);
    // Takes no more tasks, runs those already taken, and joins the threads.
    void stop();

    std::size_t waiting() const;
    std::size_t failed() const { return failed_.load(std::memory_order_relaxed); }

private:
    void work();
    void run(const Task&);

    Options options_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Task> queue_;
    bool stopping_ = false;
    std::atomic<std::size_t> failed_{0};
    std::vector<std::thread> threads_;
};

}  // namespace tsunagi
