#include "base/log.h"

#include "base/log_sink.h"
#include "base/testing.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <limits>
#include <unistd.h>
#include <utility>

namespace tsunagi {

namespace {

class Pipe {
public:
    Pipe() {
        EXPECT_EQ(::pipe(ends_.data()), 0);
        ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    }
    ~Pipe() {
        close_reader();
        ::close(ends_[1]);
    }
    void close_reader() {
        if (ends_[0] >= 0) ::close(std::exchange(ends_[0], -1));
    }
    int in() const { return ends_[1]; }
    // Everything that waits in the pipe.
    std::string drained() const {
        std::string out;
        std::array<char, 4096> buffer{};
        ssize_t got = 0;
        while ((got = ::read(ends_[0], buffer.data(), buffer.size())) > 0) {
            out.append(buffer.data(), std::size_t(got));
        }
        return out;
    }

private:
    std::array<int, 2> ends_{};
};

constexpr Instant kAt{1'795'305'600'000};

}  // namespace

TEST(Log, AnEventIsOneJsonLine) {
    const auto line = log_line(kAt, LogLevel::Info, "import_applied",
                               {{"shop", 7}, {"seconds", 0.5}, {"code", Word{"too_large"}}});
    EXPECT_EQ(line, "{\"at\":\"2026-11-22T00:00:00.000Z\",\"level\":\"info\",\"event\":"
                    "\"import_applied\",\"shop\":7,\"seconds\":0.5,\"code\":\"too_large\"}\n");
}

TEST(Log, AWordCannotBreakTheLine) {
    const auto line = log_line(
        kAt, LogLevel::Failure, "x",
        {{"word", Word{"a\"\n"}}, {"ratio", std::numeric_limits<double>::quiet_NaN()}});
    EXPECT_EQ(std::ranges::count(line, '\n'), 1);
    EXPECT_JSON(line, R"({"at":"2026-11-22T00:00:00.000Z","level":"failure","event":"x",
                          "word":"a\"\n","ratio":null})");
}

TEST(Log, FreeTextDoesNotCompile) {
    EXPECT_FALSE((std::is_constructible_v<LogField, std::string_view, std::string>));
    EXPECT_FALSE((std::is_constructible_v<LogField, std::string_view, const char*>));
    EXPECT_TRUE((std::is_constructible_v<LogField, std::string_view, Word>));
}

TEST(Log, AFullPipeDropsLinesAndCountsThemInsteadOfBlocking) {
    const Pipe pipe;
    LogSink sink(pipe.in());
    const std::string line(1000, 'x');
    for (int i = 0; i < 1000; ++i) sink.write(kAt, line + "\n");
    const auto kept = std::ranges::count(pipe.drained(), '\n');
    EXPECT_LT(kept, 1000);
    sink.write(kAt, "after\n");
    const auto rest = pipe.drained();
    EXPECT_NE(rest.find("\"lines\":" + std::to_string(1000 - kept)), std::string::npos) << rest;
    EXPECT_TRUE(rest.ends_with("after\n"));
}

TEST(Log, APipeThatNobodyReadsEndsNobody) {
    Pipe pipe;
    LogSink sink(pipe.in());
    pipe.close_reader();
    sink.write(kAt, "unread\n");  // SIGPIPE would end the test
    EXPECT_EQ(pipe.drained(), "");
}

}  // namespace tsunagi
