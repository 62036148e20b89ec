#include "intake/batch_queue.h"

namespace tsunagi::intake {

namespace {

constexpr std::size_t kMostWaiting = 2;

}  // namespace

BatchQueue::BatchQueue(Write write) : write_(std::move(write)), thread_([this] { work(); }) {}

BatchQueue::~BatchQueue() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        waiting_.clear();
    }
    changed_.notify_all();
    thread_.join();
}

void BatchQueue::rethrow() {
    if (failure_) std::rethrow_exception(failure_);
}

void BatchQueue::push(std::unique_ptr<Batch> batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || waiting_.size() < kMostWaiting; });
    rethrow();
    waiting_.push_back(std::move(batch));
    changed_.notify_all();
}

void BatchQueue::drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return failure_ || (waiting_.empty() && !busy_); });
    rethrow();
}

void BatchQueue::work() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        auto batch = std::move(waiting_.front());
        waiting_.pop_front();
        busy_ = true;
        lock.unlock();
        write_one(std::move(batch));
    }
}

void BatchQueue::write_one(std::unique_ptr<Batch> batch) {
    std::exception_ptr failure;
    try {
        write_(*batch);
    } catch (...) {
        failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    busy_ = false;
    if (failure) {
        failure_ = failure;
        waiting_.clear();
    }
    changed_.notify_all();
}

}  // namespace tsunagi::intake
