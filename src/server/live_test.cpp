#include "server/live.h"

#include "server/schema.h"
#include "store/testing.h"

#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>

namespace tsunagi::server {
namespace {

using testing::HasSubstr;

// A browser that keeps what it hears.
class Browser final : public Socket {
public:
    void send(std::shared_ptr<const std::string> frame) override {
        const std::lock_guard lock(mutex_);
        heard_ += *frame + '\n';
        more_.notify_all();
    }
    void close(CloseCode, std::string) override {}

    // All that was heard, once `text` is in it; or what there is when it does not come.
    std::string heard(std::string_view text) {
        std::unique_lock lock(mutex_);
        more_.wait_for(lock, std::chrono::seconds(10),
                       [&] { return heard_.find(text) != std::string::npos; });
        return heard_;
    }

private:
    std::mutex mutex_;  // guards heard_
    std::condition_variable more_;
    std::string heard_;
};

class Lives : public store::OnBothDatabases {
protected:
    void SetUp() override {
        store::OnBothDatabases::SetUp();
        shop_database();
        shops().create_shop(kSecond);
        sessions_.emplace(control_database(), clock, random_, passwords_);
        live_.emplace(shops(), *sessions_);
    }
    void TearDown() override {
        live_.reset();
        sessions_.reset();
        store::OnBothDatabases::TearDown();
    }
    std::span<const store::Migration> shop_migrations() const override {
        return server::shop_migrations();
    }
    std::span<const store::Migration> control_migrations() const override {
        return server::control_migrations();
    }

    std::shared_ptr<Browser> open(Id<Shop> shop) {
        auto browser = std::make_shared<Browser>();
        pages_.push_back(
            live_->open(access::viewer_of_the_house(shop), access::SignedIn{}, "127.0.0.1", {}));
        pages_.back()->opened(browser);
        return browser;
    }

    static constexpr Id<Shop> kSecond{2};
    SeededRandom random_;
    access::Passwords passwords_{access::HashCost{.memory_bytes = 64UL * 1024, .passes = 1}};
    std::optional<access::Sessions> sessions_;
    std::optional<Live> live_;
    std::vector<std::unique_ptr<SocketSession>> pages_;
};
INSTANTIATE_ON_BOTH_DATABASES(Lives);

TEST_P(Lives, TellEveryPageOfAShopWhatWasCommitted) {
    shop_database().write({}, [](store::Tx& tx) { tx.changed({.entity = "note", .id = 1}); });
    const auto one = open(shop_id());
    const auto other = open(shop_id());
    EXPECT_THAT(one->heard(R"({"seq":)"), HasSubstr(R"({"seq":)"));
    EXPECT_THAT(other->heard(R"({"seq":)"), HasSubstr(R"({"seq":)"));
    shop_database().write({}, [](store::Tx& tx) { tx.changed({.entity = "note", .id = 7}); });
    EXPECT_THAT(one->heard("note"), HasSubstr(R"("entity":"note","id":7)"));
    EXPECT_THAT(other->heard("note"), HasSubstr(R"("entity":"note","id":7)"));
}

TEST_P(Lives, TellThePageThatOpenedBeforeTheShopsFirstChange) {
    const auto page = open(shop_id());
    EXPECT_THAT(page->heard(R"({"seq":0})"), HasSubstr(R"({"seq":0})"));
    shop_database().write({}, [](store::Tx& tx) { tx.changed({.entity = "note", .id = 7}); });
    EXPECT_THAT(page->heard("note"), HasSubstr(R"("entity":"note","id":7)"));
}

TEST_P(Lives, GoOnWhenAShopWithoutAPageIsToldOfItsImport) {
    live_->tell(shop_id(), "{}");
    EXPECT_THAT(open(kSecond)->heard(R"({"seq":)"), HasSubstr(R"({"seq":)"));
}

}  // namespace
}  // namespace tsunagi::server
