// Workers is the bounded pool that runs what may take longer than a millisecond: database work,
// passwords, reports. The I/O loops never wait for it; they hand in a job and go on.
//
// Thread: post from any thread. Owner: the server. The queue has a limit: beyond it a new request
// is refused, while the next step of an admitted one (a piece of its body) is always taken.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tsunagi::server {

class Workers {
public:
    enum class Admission { New, Continued };

    Workers(int threads, std::size_t max_waiting);
    ~Workers();  // runs what is waiting, then joins

    // False when the job is new and the queue is full. The job must not throw.
    [[nodiscard]] bool post(std::function<void()> job, Admission);
    std::size_t waiting() const;

private:
    void work();

    const std::size_t max_waiting_;
    mutable std::mutex mutex_;  // guards jobs_ and stopping_
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace tsunagi::server
