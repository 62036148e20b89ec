// A session that ends takes its open sockets with it, at once: the control database tells.
#include "access/testing.h"
#include "server/live.h"
#include "server/schema.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tsunagi::server {
namespace {

// A browser that waits for the end of its socket.
class OpenPage final : public Socket {
public:
    void send(std::shared_ptr<const std::string>) override {}
    void close(CloseCode code, std::string) override {
        const std::lock_guard lock(mutex_);
        code_ = code;
        ended_.notify_all();
    }
    // How it ended. The deadline is shorter than the period of the routine check, so only the
    // news of the change can have been the cause.
    std::optional<CloseCode> ended() {
        std::unique_lock lock(mutex_);
        ended_.wait_for(lock, std::chrono::seconds(20), [&] { return code_.has_value(); });
        return code_;
    }
    bool is_open() {
        const std::lock_guard lock(mutex_);
        return !code_;
    }

private:
    std::mutex mutex_;  // guards code_
    std::condition_variable ended_;
    std::optional<CloseCode> code_;
};

class EndedSessions : public access::WithAnn {
protected:
    void SetUp() override {
        access::WithAnn::SetUp();
        shop_database();
        live_.emplace(shops(), *sessions_);
    }
    void TearDown() override {
        live_.reset();
        access::WithAnn::TearDown();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::shared_ptr<OpenPage> open(const access::NewSession& session) {
        auto page = std::make_shared<OpenPage>();
        pages_.push_back(
            live_->open(access::viewer_of_the_house(shop_id()), session.who, "127.0.0.1", {}));
        pages_.back()->opened(page);
        return page;
    }

    std::optional<Live> live_;
    std::vector<std::unique_ptr<SocketSession>> pages_;
};
INSTANTIATE_ON_BOTH_DATABASES(EndedSessions);

TEST_P(EndedSessions, CloseTheirSocketsAndNoOthers) {
    const auto here = sign_in();
    const auto there = sign_in();
    const auto kept = open(here);
    const auto ended = open(there);
    const auto also_ended = open(there);
    sessions_->end_of(ann_, there.who.session);
    EXPECT_EQ(ended->ended(), CloseCode::SessionEnded);
    EXPECT_EQ(also_ended->ended(), CloseCode::SessionEnded);
    EXPECT_TRUE(kept->is_open());
    sessions_->end_all(ann_);
    EXPECT_EQ(kept->ended(), CloseCode::SessionEnded);
}

TEST_P(EndedSessions, FollowANewPassword) {
    const auto here = sign_in();
    const auto there = open(sign_in());
    const auto kept = open(here);
    sessions_->change_password(here.who, access::kPassword, "another good one", {"10.0.0.1"});
    EXPECT_EQ(there->ended(), CloseCode::SessionEnded);
    EXPECT_TRUE(kept->is_open());
}

}  // namespace
}  // namespace tsunagi::server
