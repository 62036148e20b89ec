// One thread that writes batches in the order in which they come, while reading goes on.
//
// Thread: push() and drain() from the reading thread. Limit: two batches wait; push() then blocks.
// An exception of the writing thread is thrown by the next push() or drain(); what was pushed after
// it is dropped.
#pragma once

#include "intake/batch.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace tsunagi::intake {

class BatchQueue {
public:
    using Write = std::function<void(const Batch&)>;

    explicit BatchQueue(Write);
    BatchQueue(const BatchQueue&) = delete;
    BatchQueue& operator=(const BatchQueue&) = delete;
    ~BatchQueue();

    void push(std::unique_ptr<Batch>);
    // Returns when everything pushed is written.
    void drain();

private:
    void work();
    void write_one(std::unique_ptr<Batch>);
    void rethrow();

    Write write_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::deque<std::unique_ptr<Batch>> waiting_;
    bool busy_ = false;
    bool stopping_ = false;
    std::exception_ptr failure_;
    std::thread thread_;
};

}  // namespace tsunagi::intake
