#include "main/progress_line.h"

#include "base/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::command {

namespace {

std::string shown(bool on_terminal) {
    const FixedClock clock;
    SeededRandom random{7};
    const Machine machine{.clock = clock,
                          .random = random,
                          .language = Language::En,
                          .program = {},
                          .on_terminal = on_terminal};
    ProgressLine line(machine);
    intake::Import import;
    import.progress.total_bytes = 1000;
    testing::internal::CaptureStdout();
    line.show(import);  // uploaded: nothing is under way
    import.state = intake::ImportState::Planning;
    for (const std::int64_t done : {500, 510, 1000}) {
        import.progress.done_bytes = done;
        line.show(import);
    }
    line.end();
    return testing::internal::GetCapturedStdout();
}

}  // namespace

TEST(ProgressLine, IsABarInOneLineOnATerminal) {
    EXPECT_EQ(shown(true), "\r██████████░░░░░░░░░░ Checking 50 %  0 rows  0 rows/s\x1b[K"
                           "\r███████████░░░░░░░░░ Checking 51 %  0 rows  0 rows/s\x1b[K"
                           "\r████████████████████ Checking 100 %  0 rows  0 rows/s\x1b[K\n");
}

TEST(ProgressLine, IsALineAtEveryTenthElsewhere) {
    EXPECT_EQ(shown(false), "Checking 50 %  0 rows  0 rows/s\n"
                            "Checking 100 %  0 rows  0 rows/s\n");
}

}  // namespace tsunagi::command
