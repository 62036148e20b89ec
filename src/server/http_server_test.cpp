// The server over real loopback sockets, with a handler that echoes and a clock that is told the
// time: no test waits for a deadline to pass.
#include "server/http_server.h"

#include "server/problem.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tsunagi::server {
namespace {

class SharedClock final : public Clock {
public:
    Instant now() const override { return {ms_.load()}; }
    std::int64_t steady_ms() const override {
        ++readings_;
        return ms_.load();
    }
    void advance(std::int64_t ms) { ms_ += ms; }
    std::int64_t readings() const { return readings_; }

private:
    std::atomic<std::int64_t> ms_{1'000'000};
    mutable std::atomic<std::int64_t> readings_{0};
};

class Counting final : public BodySink {
public:
    void write(std::string_view bytes) override { size += bytes.size(); }
    std::size_t size = 0;
};

class Pieces final : public BodySource {
public:
    bool next(std::string& out) override {
        out = "piece " + std::to_string(++given_) + "\n";
        return given_ < 3;
    }

private:
    int given_ = 0;
};

// More than the buffers of a connection hold, for a peer that does not read.
class Flood final : public BodySource {
public:
    bool next(std::string& out) override {
        out.assign(1'000'000, 'x');
        return true;
    }
};

class EchoSession final : public SocketSession {
public:
    void opened(std::shared_ptr<Socket> socket) override { socket_ = std::move(socket); }
    void text(std::string message) override {
        if (message == "flood") {
            const auto frame = std::make_shared<const std::string>(
                text_frame(std::string(100'000, 'x')));
            for (int at = 0; at < 200; ++at) socket_->send(frame);
            return;
        }
        socket_->send(std::make_shared<const std::string>(text_frame(message)));
    }
    void closed() override { socket_.reset(); }

private:
    std::shared_ptr<Socket> socket_;
};

class Echo final : public Handler {
public:
    Admission admit(const Request& head) override {
        if (head.path() == "/missing") throw Error(Code::NotFound, "nothing here");
        Admission admission{.body_limit = 1000};
        if (head.path() == "/upload") {
            admission.body = Admission::Body::Sink;
            admission.body_limit = 10'000'000;
        }
        admission.socket = head.path() == "/socket";
        return admission;
    }
    std::unique_ptr<BodySink> open_sink(const Request&) override {
        return std::make_unique<Counting>();
    }
    Response answer(Request& request) override {
        Response response;
        if (request.path() == "/pieces") {
            response.source = std::make_unique<Pieces>();
        } else if (request.path() == "/flood") {
            response.source = std::make_unique<Flood>();
        } else if (request.path() == "/who") {
            response.body = request.address + (request.secure ? " secure" : " plain") +
                            (request.loopback ? " loopback" : "");
        } else if (request.sink) {
            response.body = std::to_string(dynamic_cast<Counting&>(*request.sink).size);
        } else {
            response.body = request.body.empty() ? "hello" : request.body;
        }
        return response;
    }
    std::unique_ptr<SocketSession> open_socket(const Request&) override {
        return std::make_unique<EchoSession>();
    }
    Response problem(const Request&, const Error& error) override {
        return problem_response(error);
    }
};

class Peer {
public:
    explicit Peer(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }
    ~Peer() { ::close(fd_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    // False when the pipe is broken before all is sent.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // Reads until `text` has come, the peer closes, or five seconds pass.
    const std::string& read_until(std::string_view text) {
        while (received_.find(text) == std::string::npos && read_some()) {
        }
        return received_;
    }
    const std::string& read_all() {
        while (read_some()) {
        }
        return received_;
    }
    void forget() { received_.clear(); }

private:
    bool read_some() {
        pollfd waiting{fd_, POLLIN, 0};
        if (::poll(&waiting, 1, 5000) <= 0) return false;
        char buffer[65536];
        const auto size = ::recv(fd_, buffer, sizeof buffer, 0);
        if (size <= 0) return false;
        received_.append(buffer, static_cast<std::size_t>(size));
        return true;
    }
    int fd_;
    std::string received_;
};

class HttpServerTest : public testing::Test {
protected:
    void SetUp() override {
        server_.emplace(listen_, limits_, clock_, workers_, echo_);
        server_->start();
    }
    Peer peer() { return Peer(server_->port()); }

    ListenOptions listen_;
    Limits limits_{
        .connections_per_address = 8, .linger_bytes = 32ULL * 1024 * 1024, .drain_ms = 2'000};
    SharedClock clock_;
    ThreadPool workers_{{.name = "test", .threads = 2, .queue_limit = 100}};
    Echo echo_;
    std::optional<HttpServer> server_;
};

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

TEST_F(HttpServerTest, AnswersRequestsOneAfterTheOtherOnOneConnection) {
    auto one = peer();
    one.send(std::string(kGet) + std::string(kGet));
    one.read_until("hello");
    one.forget();
    one.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto& rest = one.read_all();
    EXPECT_NE(rest.find("connection: close"), std::string::npos);
}

TEST_F(HttpServerTest, PutsTheSecurityHeadersOnAnswersAndRefusals) {
    for (const auto* bytes : {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                              "GET /missing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost : x\r\n\r\n"}) {
        auto one = peer();
        one.send(bytes);
        const auto& answer = one.read_all();
        for (const auto* header :
             {"content-security-policy: default-src 'self'", "x-content-type-options: nosniff",
              "x-frame-options: DENY", "referrer-policy: no-referrer", "cache-control: no-store"}) {
            EXPECT_NE(answer.find(header), std::string::npos) << header << "\n" << answer;
        }
    }
}

TEST_F(HttpServerTest, RefusesASmuggledRequestAndClosesTheConnection) {
    auto one = peer();
    one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
             "0\r\n\r\nGET /evil HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto& answer = one.read_all();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 "));
    EXPECT_EQ(answer.find("hello"), std::string::npos);
}

TEST_F(HttpServerTest, RefusesABodyOverTheLimitOfItsRouteAndStillDeliversTheAnswer) {
    auto one = peer();
    one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" +
             std::string(100'000, 'x'));
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, LetsAPeerThatSendsOnReadWhyItsBodyIsRefused) {
    const std::string body(16 * 1024 * 1024, 'x');
    auto one = peer();
    EXPECT_TRUE(one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16777216\r\n\r\n"));
    EXPECT_TRUE(one.send(body)) << "the pipe broke before the answer could be read";
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, StopsReadingWhatItThrowsAwayAtTheLimit) {
    const std::string body(128 * 1024 * 1024, 'x');
    auto one = peer();
    EXPECT_TRUE(one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 134217728\r\n\r\n"));
    EXPECT_FALSE(one.send(body));
}

TEST_F(HttpServerTest, AsksForTheBodyOnlyWhenTheRouteTakesIt) {
    auto one = peer();
    one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    one.read_until("100 Continue\r\n\r\n");
    one.send("body");
    EXPECT_NE(one.read_until("body").find("200 OK"), std::string::npos);
    auto two = peer();
    two.send("POST /missing HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
             "Expect: 100-continue\r\n\r\n");
    EXPECT_TRUE(two.read_all().starts_with("HTTP/1.1 404 "));
}

TEST_F(HttpServerTest, StreamsAnUploadIntoItsSinkAndAnAnswerOutOfItsSource) {
    auto one = peer();
    one.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n" +
             std::string(3'000'000, 'u'));
    EXPECT_NE(one.read_until("\r\n\r\n3000000").find("200 OK"), std::string::npos);
    one.forget();
    one.send("GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto& answer = one.read_until("0\r\n\r\n");
    EXPECT_NE(answer.find("transfer-encoding: chunked"), std::string::npos);
    EXPECT_NE(answer.find("8\r\npiece 3\n\r\n0\r\n\r\n"), std::string::npos);
}

TEST_F(HttpServerTest, RefusesMoreConnectionsThanAnAddressMayHave) {
    std::vector<std::unique_ptr<Peer>> peers;
    for (int at = 0; at < 8; ++at) {
        peers.push_back(std::make_unique<Peer>(server_->port()));
        peers.back()->send(kGet);
        EXPECT_NE(peers.back()->read_until("hello"), "");
    }
    auto ninth = peer();
    EXPECT_EQ(ninth.read_all(), "");
}

constexpr std::string_view kUpgrade =
    "GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::string masked_text(std::string_view payload) {
    std::string out = "\x81";
    out += static_cast<char>(0x80 | payload.size());
    out += std::string(4, '\0');
    return out.append(payload);
}

TEST_F(HttpServerTest, SpeaksWebSocketAfterTheUpgrade) {
    auto one = peer();
    one.send(std::string(kUpgrade) + masked_text("early"));
    EXPECT_NE(one.read_until("\x81\x05"
                             "early")
                  .find("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
              std::string::npos);
    one.forget();
    one.send("\x81\x03no mask");
    EXPECT_NE(one.read_all().find("\x03\xea"), std::string::npos);  // 1002
}

TEST_F(HttpServerTest, ClosesASocketWhoseReaderIsTooSlow) {
    auto one = peer();
    one.send(std::string(kUpgrade) + masked_text("flood"));
    one.read_until("\r\n\r\n");
    one.read_all();
    EXPECT_GE(server_->traffic().slow_consumers, 1);
}

TEST_F(HttpServerTest, RefusesAWebSocketHandshakeWithABody) {
    auto one = peer();
    std::string head(kUpgrade);
    head.insert(head.size() - 2, "Content-Length: 9\r\n");
    one.send(head + masked_text("abc"));
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 400 "));
}

// Time passes when the test says so, and the one loop has seen it when pass() returns.
class SlowPeers : public HttpServerTest {
protected:
    SlowPeers() { limits_.io_threads = 1; }

    // The wheel turns after each reading of the clock: with the second one the first turn is over.
    void pass(std::int64_t ms) {
        clock_.advance(ms);
        const auto seen = clock_.readings() + 2;
        while (clock_.readings() < seen) std::this_thread::yield();
    }
    void until_read(std::int64_t bytes) {
        while (server_->traffic().bytes_in < bytes) std::this_thread::yield();
    }
    void until_closed() {
        while (server_->traffic().connections > 0) std::this_thread::yield();
    }
    // Sends one byte every `pause_ms` until so much time has passed.
    void trickle(Peer& to, std::int64_t pause_ms, std::int64_t for_ms) {
        for (std::int64_t passed = 0; passed < for_ms; passed += pause_ms) {
            to.send("a");
            pass(pause_ms);
        }
    }
};

TEST_F(SlowPeers, LoseAHeadWhoseBytesTrickleIn) {
    auto one = peer();
    one.send("GET / HTTP/1.1\r\nX-A: ");
    until_read(21);
    trickle(one, 1'000, limits_.head_ms - 1'000);
    EXPECT_EQ(server_->traffic().timed_out, 0);
    trickle(one, 1'000, 2'000);
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 408 "));
    EXPECT_EQ(server_->traffic().timed_out, 1);
}

TEST_F(SlowPeers, MaySendOnForALimitedTimeAfterTheyWereAnswered) {
    auto one = peer();
    one.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n");
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 413 "));
    trickle(one, 1'000, limits_.linger_ms - 1'000);
    EXPECT_EQ(server_->traffic().connections, 1);
    trickle(one, 1'000, 2'000);
    until_closed();
}

TEST_F(SlowPeers, LoseAConnectionOnWhichNothingComes) {
    auto one = peer();
    while (server_->traffic().connections == 0) std::this_thread::yield();
    pass(limits_.head_ms + 200);
    EXPECT_EQ(one.read_all(), "");
    EXPECT_EQ(server_->traffic().timed_out, 1);
}

TEST_F(SlowPeers, MayPauseBetweenRequestsUpToTheIdleLimit) {
    auto one = peer();
    one.send(kGet);
    one.read_until("hello");
    one.forget();
    pass(limits_.idle_ms - 1'000);
    one.send(kGet);
    one.read_until("hello");
    one.forget();
    pass(limits_.idle_ms + 200);
    EXPECT_EQ(one.read_all(), "");
}

TEST_F(SlowPeers, LoseABodyThatIsSlowerThanTheLowestRate) {
    auto one = peer();
    const std::string head = "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
    one.send(head);
    until_read(static_cast<std::int64_t>(head.size()));
    trickle(one, 1'000, limits_.body_grace_ms - 1'000);
    EXPECT_EQ(server_->traffic().timed_out, 0);
    trickle(one, 1'000, 2'000);
    EXPECT_TRUE(one.read_all().starts_with("HTTP/1.1 408 "));
}

TEST_F(SlowPeers, KeepABodyThatIsFasterThanTheLowestRate) {
    auto one = peer();
    const std::string head = "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n";
    one.send(head);
    auto sent = static_cast<std::int64_t>(head.size());
    for (int second = 0; second < 20; ++second) {
        one.send(std::string(5'000, 'a'));
        until_read(sent += 5'000);
        pass(1'000);
    }
    EXPECT_NE(one.read_until("\r\n\r\n100000").find("200 OK"), std::string::npos);
}

TEST_F(SlowPeers, LoseAnAnswerThatTheyDoNotRead) {
    auto one = peer();
    one.send("GET /flood HTTP/1.1\r\nHost: x\r\n\r\n");
    one.read_until("200 OK");
    for (std::int64_t written = -1; written != server_->traffic().bytes_out;) {
        written = server_->traffic().bytes_out;
        pass(0);
    }
    pass(limits_.write_ms + 200);
    until_closed();
    EXPECT_EQ(server_->traffic().timed_out, 1);
}

TEST_F(SlowPeers, DoNotKeepOthersWaiting) {
    std::vector<std::unique_ptr<Peer>> slow;
    for (int at = 0; at < 7; ++at) {
        slow.push_back(std::make_unique<Peer>(server_->port()));
        slow.back()->send("GET / HTTP/1.1\r\nX-A: ");
    }
    until_read(7 * 21);
    auto good = peer();
    for (int second = 0; second < 9; ++second) {
        for (auto& one : slow) one->send("a");
        good.send(kGet);
        EXPECT_NE(good.read_until("hello"), "");
        good.forget();
        pass(1'000);
    }
}

// A proxy on this machine, and another one before it.
class BehindProxies : public HttpServerTest {
protected:
    BehindProxies() {
        for (const auto* block : {"127.0.0.1", "10.0.0.0/8"}) {
            listen_.trusted_proxies.push_back(parse_block(block).value());
        }
    }
    // The server's answer to a request with these fields, after its head.
    std::string who(const std::string& fields) {
        auto one = peer();
        one.send("GET /who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
        const auto& answer = one.read_all();
        return answer.substr(answer.find("\r\n\r\n") + 4);
    }
};

TEST_F(BehindProxies, TheClientIsWhomTheyName) {
    EXPECT_EQ(who("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"),
              "192.0.2.7 secure loopback");
    EXPECT_EQ(who("X-Forwarded-For: 192.0.2.7, 10.1.1.1\r\n"), "192.0.2.7 plain loopback");
    EXPECT_EQ(who(""), "127.0.0.1 plain loopback");
}

TEST_F(BehindProxies, TheBrowserIsToldToInsistOnTls) {
    for (const auto* proto : {"https", "http"}) {
        auto one = peer();
        one.send(std::string("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                             "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: ") +
                 proto + "\r\n\r\n");
        const bool told = one.read_all().find("strict-transport-security") != std::string::npos;
        EXPECT_EQ(told, std::string_view(proto) == "https");
    }
}

TEST_F(BehindProxies, AProxyMayHoldMoreConnectionsThanAnAddress) {
    std::vector<std::unique_ptr<Peer>> peers;
    for (std::size_t at = 0; at < limits_.connections_per_address + 3; ++at) {
        peers.push_back(std::make_unique<Peer>(server_->port()));
        peers.back()->send(kGet);
        EXPECT_NE(peers.back()->read_until("hello"), "");
    }
}

TEST_F(HttpServerTest, BelievesNobodyOfWhomNobodySaidSo) {
    auto one = peer();
    one.send("GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.7\r\n"
             "X-Forwarded-Proto: https\r\nForwarded: for=192.0.2.7;proto=https\r\n\r\n");
    EXPECT_NE(one.read_until("loopback").find("127.0.0.1 plain loopback"), std::string::npos);
}

TEST_F(HttpServerTest, StopsInPeace) {
    auto idle = peer();
    idle.send(kGet);
    idle.read_until("hello");
    auto socket = peer();
    socket.send(kUpgrade);
    socket.read_until("\r\n\r\n");
    socket.forget();
    std::thread stopper([&] { server_->stop(); });
    EXPECT_NE(socket.read_until("the server stops").find("\x03\xe9"), std::string::npos);  // 1001
    std::string reply = "\x88\x82";
    reply += std::string(4, '\0') + "\x03\xe9";
    socket.send(reply);
    stopper.join();
    EXPECT_EQ(server_->traffic().connections, 0);
}

}  // namespace
}  // namespace tsunagi::server
