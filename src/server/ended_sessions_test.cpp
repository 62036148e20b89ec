// A session that ends takes its open sockets with it, at once: the control database tells.
#include "access/networks.h"
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
        return open(access::viewer_of_the_house(shop_id()), session, "127.0.0.1");
    }
    std::shared_ptr<OpenPage> open_as(const access::NewSession& session,
                                      const std::string& address) {
        return open(sessions_->viewer(session.who, shop_id(), address).viewer, session, address);
    }
    std::shared_ptr<OpenPage> open_from(const std::string& address) {
        return open_as(sign_in({.address = address}), address);
    }

    std::optional<Live> live_;
    std::vector<std::unique_ptr<SocketSession>> pages_;

private:
    std::shared_ptr<OpenPage> open(const Viewer& viewer, const access::NewSession& session,
                                   std::string_view address) {
        auto page = std::make_shared<OpenPage>();
        pages_.push_back(live_->open(viewer, session.who, address, {}));
        pages_.back()->opened(page);
        return page;
    }
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

TEST_P(EndedSessions, GoWithTheNetworksOfTheShop) {
    const auto office = open_from("10.1.2.3");
    const auto home = open_from("203.0.113.9");
    control_database().write({}, [&](store::Tx& tx) {
        access::set_networks(tx, shop_id(), {{{"10.0.0.0/8", "office"}}}, "10.1.2.3");
    });
    EXPECT_EQ(home->ended(), CloseCode::SessionEnded);
    EXPECT_TRUE(office->is_open());
}

TEST_P(EndedSessions, GoWithTheNetworksOfARole) {
    add_user("bob@example.com", "op");
    const auto hers = open_from("203.0.113.9");
    const auto session = sessions_->sign_in("bob@example.com", access::kPassword, {"203.0.113.9"});
    const auto his = open_as(session, "203.0.113.9");
    control_database().write({}, [&](store::Tx& tx) {
        access::RolePatch patch;
        patch.networks = {Patch<std::vector<std::string>>::State::Value, {"10.0.0.0/8"}};
        access::change_role(tx, access::viewer_of_the_house(shop_id()),
                            access::rights_of_the_house(), "op", 0, patch);
    });
    EXPECT_EQ(his->ended(), CloseCode::SessionEnded);
    EXPECT_TRUE(hers->is_open());
}

}  // namespace
}  // namespace tsunagi::server
