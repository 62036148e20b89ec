#include "server/journeys.h"

#include "base/error.h"
#include "base/log.h"

namespace tsunagi::server {

Journeys::Journeys(store::Shops& shops, const Clock& clock) : shops_(shops), clock_(clock) {
    opener_ = std::jthread([this](const std::stop_token& stop) {
        try {
            for (const auto shop : shops_.all()) {
                if (stop.stop_requested()) return;
                follower(shop);
            }
        } catch (const std::exception& failure) {  // who asks for this shop will be told
            const auto* error = dynamic_cast<const Error*>(&failure);
            const Code code = error != nullptr ? error->code() : Code::Internal;
            log_failure("journeys_not_opened", {{"code", Word{name_of(code)}}});
        }
    });
}

Journeys::~Journeys() {
    opener_.request_stop();
    opener_.join();
}

journey::Follower& Journeys::follower(Id<Shop> shop) {
    Followed* followed = nullptr;
    {
        const std::lock_guard lock(mutex_);
        followed = &followed_[shop.value];
    }
    std::call_once(followed->opened, [&] {
        const auto folder = shops_.snapshots(shop);
        std::filesystem::create_directories(folder);
        auto follower = std::make_unique<journey::Follower>(shops_.shop(shop),
                                                            folder / "journeys.bin", clock_);
        follower->open();
        follower->start();
        followed->follower = std::move(follower);
    });
    return *followed->follower;
}

journey::Snapshot Journeys::of(Id<Shop> shop, Day as_of) {
    journey::Follower& journeys = follower(shop);
    if (journeys.view()->watermark < shops_.shop(shop).log_head()) journeys.catch_up();
    return {journeys.view(), as_of};
}

}  // namespace tsunagi::server
