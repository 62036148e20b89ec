// Caretaker keeps the promises of the privacy map while nobody looks: once a night, in each shop's
// own time, it purges what was kept long enough and completes erasures that were interrupted. The
// night is a job (store/jobs.h): done once, whoever dies and however many servers look.
//
// Thread: a thread of its own, from construction to destruction.
#pragma once

#include "server/house.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tsunagi::server {

class Caretaker {
public:
    // Looks now and every few minutes whether the night of a shop has come.
    explicit Caretaker(const House&);
    ~Caretaker();

    // What is due now, in every shop; a failure in one is logged and the others go on.
    void look_after_all();

private:
    void run();
    void look_after(Id<Shop>);
    void purge(Id<Shop>, store::Database&);

    const House house_;
    const std::string worker_;  // the name under which it holds jobs
    std::mutex mutex_;          // guards stopping_
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tsunagi::server
