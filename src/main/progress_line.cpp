#include "main/progress_line.h"

#include "main/say.h"

#include <algorithm>
#include <cstdio>

namespace tsunagi::command {

static void put(std::string_view words) {
    std::fwrite(words.data(), 1, words.size(), stdout);
    std::fflush(stdout);
}

static std::string bar(std::int64_t percent) {
    constexpr std::int64_t kWidth = 20;
    std::string signs;
    for (std::int64_t at = 0; at < kWidth; ++at) {
        signs += at * 100 < percent * kWidth ? "█" : "░";
    }
    return signs;
}

void ProgressLine::show(const intake::Import& import) {
    const bool planning = import.state == intake::ImportState::Planning;
    if (!planning && import.state != intake::ImportState::Applying) return;
    const auto& progress = import.progress;
    const auto total = std::max<std::int64_t>(progress.total_bytes, 1);
    const auto percent = std::min<std::int64_t>(progress.done_bytes * 100 / total, 100);
    const auto step = say(planning ? text::kChecking : text::kApplying, machine_.language);
    const auto words = say(text::kProgress, machine_.language,
                           {{"step", step},
                            {"percent", std::to_string(percent)},
                            {"rows", std::to_string(progress.rows)},
                            {"rate", std::to_string(progress.rows_per_s)}});
    if (machine_.on_terminal) {
        put("\r" + bar(percent) + " " + words + "\x1b[K");
        drawn_ = true;
        return;
    }
    const std::pair now{import.state, percent / 10};
    if (told_ == now) return;
    told_ = now;
    put(words + "\n");
}

void ProgressLine::end() {
    if (drawn_) put("\n");
    drawn_ = false;
}

}  // namespace tsunagi::command
