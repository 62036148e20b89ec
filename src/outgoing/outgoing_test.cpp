#include "base/error.h"
#include "base/testing.h"
#include "outgoing/fetch.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace tsunagi::outgoing {
namespace {

std::optional<Code> refusal_of(std::string_view url, const Exempt& exempt = {}) {
    return code_thrown_by([&] { parse_outgoing_url(url, exempt); });
}

TEST(OutgoingUrl, IsHttpsToANameOnAUsualPort) {
    const auto url = parse_outgoing_url("https://Login.Example.COM/a?b=c#d");
    EXPECT_EQ(url.host, "login.example.com");
    EXPECT_EQ(url.target, "/a?b=c");
    EXPECT_EQ(url.text(), "https://login.example.com/a?b=c");
    EXPECT_EQ(parse_outgoing_url("https://example.com").text(), "https://example.com/");
    EXPECT_EQ(parse_outgoing_url("https://example.com:8443?x").text(),
              "https://example.com:8443/?x");
    for (const char* bad : {"",
                            "example.com",
                            "http://example.com",
                            "file:///etc/passwd",
                            "gopher://example.com",
                            "https://user@example.com",
                            "https://example.com:22/",
                            "https://example.com:/",
                            "https://example.com:443x/",
                            "https://exa mple.com",
                            "https://example.com\\@evil.example",
                            "https://127.0.0.1/",
                            "https://2130706433/",
                            "https://0x7f000001/",
                            "https://0177.0.0.1/",
                            "https://127.1/",
                            "https://[::1]/",
                            "https://[::ffff:127.0.0.1]/",
                            "https:///",
                            "https://./",
                            "https://example.com/\r\nHost: x",
                            "https://例え.jp/"}) {
        EXPECT_EQ(refusal_of(bad), Code::InvalidInput) << bad;
    }
}

TEST(OutgoingUrl, IsFreerForAHostThatTheOperatorNamed) {
    const Exempt exempt{"127.0.0.1:4000"};
    EXPECT_EQ(parse_outgoing_url("http://127.0.0.1:4000/x", exempt).text(),
              "http://127.0.0.1:4000/x");
    EXPECT_EQ(refusal_of("http://127.0.0.1:4001/x", exempt), Code::InvalidInput);
    EXPECT_EQ(refusal_of("http://127.0.0.1/x", exempt), Code::InvalidInput);
}

TEST(OutgoingUrl, GoesToTheOpenInternetOnly) {
    for (const char* open : {"8.8.8.8", "172.32.0.1", "192.167.255.255", "100.128.0.1",
                             "2606:4700::1111", "::ffff:8.8.8.8"}) {
        EXPECT_TRUE(is_public_address(open)) << open;
    }
    for (const char* closed : {"127.0.0.1",
                               "127.255.0.9",
                               "10.0.0.1",
                               "172.16.0.1",
                               "172.31.255.255",
                               "192.168.1.1",
                               "169.254.169.254",
                               "100.64.0.1",
                               "0.0.0.0",
                               "255.255.255.255",
                               "224.0.0.1",
                               "198.18.0.1",
                               "::",
                               "::1",
                               "::ffff:127.0.0.1",
                               "::ffff:a9fe:a9fe",
                               "::127.0.0.1",
                               "fe80::1",
                               "fc00::1",
                               "fd00:ec2::254",
                               "ff02::1",
                               "64:ff9b::7f00:1",
                               "2002:7f00:1::",
                               "2001::1",
                               "2001:db8::1",
                               "fe80::1%eth0",
                               "",
                               "example.com"}) {
        EXPECT_FALSE(is_public_address(closed)) << closed;
    }
}

TEST(OutgoingUrl, GoesNowhereWhenOneOfTheAddressesIsInside) {
    const auto url = parse_outgoing_url("https://example.com/");
    const auto resolving_to = [](std::vector<std::string> addresses) {
        return [addresses](const std::string&) { return addresses; };
    };
    EXPECT_EQ(judged_address(url, {}, resolving_to({"8.8.8.8"})), "8.8.8.8");
    EXPECT_CODE(judged_address(url, {}, resolving_to({"8.8.8.8", "10.0.0.1"})), Code::Forbidden);
    EXPECT_CODE(judged_address(url, {}, resolving_to({})), Code::Unavailable);
    EXPECT_EQ(judged_address(url, {"example.com:443"}, resolving_to({"10.0.0.1"})), "10.0.0.1");
}

// A peer on the loop that answers every connection with the same bytes.
class Peer {
public:
    explicit Peer(std::string answer) : answer_(std::move(answer)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 8);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~Peer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    std::string host() const { return "peer.example:" + std::to_string(port_); }
    std::string url(const std::string& path) const { return "http://" + host() + path; }
    int count() const { return count_; }
    std::string heard() const { return heard_; }  // once an answer has come

private:
    void serve() {
        for (int one = 0; (one = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(one)) {
            ++count_;
            std::array<char, 4096> buffer{};
            const auto got = ::recv(one, buffer.data(), buffer.size(), 0);
            heard_.assign(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
            for (std::string_view left = answer_; !left.empty();) {
                const auto sent = ::send(one, left.data(), left.size(), MSG_NOSIGNAL);
                if (sent <= 0) break;
                left.remove_prefix(static_cast<std::size_t>(sent));
            }
            ::shutdown(one, SHUT_WR);
        }
    }
    std::string answer_;
    std::string heard_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> count_ = 0;
    std::thread thread_;
};

std::vector<std::string> at_home(const std::string&) { return {"127.0.0.1"}; }

TEST(Fetch, AsksTheJudgedAddressInTheNameOfTheHost) {
    const Peer peer("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
    const Fetch fetch({peer.host()}, at_home);
    const auto answer = fetch.ask({.url = peer.url("/token"),
                                   .headers = {"Accept: application/json"},
                                   .form = form_of({{"a", "1 &"}, {"b", "あ"}})});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "hi");
    EXPECT_NE(peer.heard().find("POST /token HTTP/1.1"), std::string::npos);
    EXPECT_NE(peer.heard().find("Host: " + peer.host()), std::string::npos);
    EXPECT_NE(peer.heard().find("a=1%20%26&b=%E3%81%82"), std::string::npos);
}

TEST(Fetch, DoesNotFollowARedirect) {
    const Peer peer("HTTP/1.1 302 Found\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n");
    EXPECT_EQ(Fetch({peer.host()}, at_home).ask({.url = peer.url("/")}).status, 302);
    EXPECT_EQ(peer.count(), 1);
}

TEST(Fetch, StopsReadingAtItsLimit) {
    const Peer peer("HTTP/1.1 200 OK\r\n\r\n" + std::string(5'000, 'x'));
    const Fetch fetch({peer.host()}, at_home, {.body_bytes = 4'000});
    EXPECT_CODE(fetch.ask({.url = peer.url("/")}), Code::TooLarge);
}

TEST(Fetch, NeverConnectsToAHostInsideThatNobodyNamed) {
    const Peer peer("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    const Fetch fetch({}, at_home);
    EXPECT_CODE(fetch.ask({.url = "https://peer.example/"}), Code::Forbidden);
    EXPECT_CODE(fetch.ask({.url = peer.url("/")}), Code::InvalidInput);
    EXPECT_EQ(peer.count(), 0);
}

}  // namespace
}  // namespace tsunagi::outgoing
