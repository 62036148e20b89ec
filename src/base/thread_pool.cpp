#include "base/thread_pool.h"

#include "base/error.h"
#include "base/log.h"

#include <pthread.h>

namespace tsunagi {

ThreadPool::ThreadPool(Options options) : options_(std::move(options)) {
    ASSERT(options_.threads > 0);
    options_.name.resize(std::min<std::size_t>(options_.name.size(), 15));
    for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work(); });
}

ThreadPool::~ThreadPool() { stop(); }

void ThreadPool::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw Error(Code::Unavailable, options_.name + " is stopping");
        if (queue_.size() >= options_.queue_limit) {
            throw Error::busy(options_.name + " has " + std::to_string(queue_.size()) +
                                  " tasks waiting",
                              options_.retry_after_s);
        }
        queue_.push_back(std::move(task));
    }
    wake_.notify_one();
}

void ThreadPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t ThreadPool::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

void ThreadPool::work() {
    ::pthread_setname_np(::pthread_self(), options_.name.c_str());
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        Task task = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        run(task);
        task = nullptr;  // what the task holds is released before the next wait
        lock.lock();
    }
}

void ThreadPool::run(const Task& task) {
    std::string_view code;
    try {
        task();
        return;
    } catch (const Error& error) {
        code = name_of(error.code());
    } catch (...) {  // the border of the worker thread: nothing may leave it
        code = "unknown_exception";
    }
    failed_.fetch_add(1, std::memory_order_relaxed);
    log_failure("task_failed", {{"code", Word{code}}, {"pool", Word{options_.name}}});
}

}  // namespace tsunagi
