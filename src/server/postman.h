// Postman sends the scheduled reports of all shops: it orders what is due, takes one run after the
// other, answers the view or dashboard for each recipient with that recipient's own rights, and
// hands the letter to the shop's mail server. Whoever left the shop, may not take analyses out, or
// has no mail address as her log-in gets nothing, and the schedule says so.
//
// Before a letter leaves, the trail is told of it (an export by its recipient, with the name of the
// schedule as reason); once for a run and recipient, however often it is tried. The run's job
// remembers who had her turn (board/report_schedules.h): it is done at least once for each, and one
// is written to twice only when the server died between the mail server's word and its own note of
// it. While a mail server is away or busy the run waits and goes on with those who are left.
//
// Thread: start() begins one of its own, which looks every few seconds; go_round() may be called by
// any, one at a time.
#pragma once

#include "board/report_schedules.h"
#include "server/house.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tsunagi::server {

class Postman {
public:
    explicit Postman(House&);
    ~Postman();

    void start();
    // Everything that is due now, in every shop; a failure in one is logged and the others go on.
    void go_round();

private:
    class Run;
    void keep_going_round();
    void look_after(Id<Shop>);
    bool send_next(Id<Shop>);
    bool stopping();

    House& house_;
    const std::string worker_;  // the name under which it holds jobs
    std::mutex mutex_;          // guards stopping_
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace tsunagi::server
