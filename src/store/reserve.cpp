#include "store/reserve.h"

#include "base/log.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace tsunagi::store {

namespace fs = std::filesystem;

Reserve::Reserve(fs::path file, const Clock& clock) : file_(std::move(file)), clock_(clock) {
    const std::lock_guard lock(mutex_);
    take();
}

bool Reserve::take() {
    asked_at_ms_ = clock_.steady_ms();
    std::error_code failure;
    if (fs::file_size(file_, failure) == kBytes && !failure) return kept_ = true;
    const auto space = fs::space(file_.parent_path(), failure);
    if (failure || space.available < kFreeToKeep) return false;
    const int handle = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (handle < 0) return false;
    kept_ = ::posix_fallocate(handle, 0, kBytes) == 0;
    ::close(handle);
    if (!kept_) fs::remove(file_, failure);
    return kept_;
}

bool Reserve::is_kept() {
    constexpr std::int64_t kBetweenMs = 1000;
    const std::lock_guard lock(mutex_);
    if (kept_) return true;
    return clock_.steady_ms() - asked_at_ms_ >= kBetweenMs && take();
}

bool Reserve::give_up() {
    const std::lock_guard lock(mutex_);
    if (!kept_) return false;
    std::error_code failure;
    fs::remove(file_, failure);
    kept_ = false;
    log_failure("storage_full", {});
    return true;
}

}  // namespace tsunagi::store
