#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "main/commands.h"
#include "main/say.h"
#include "store/sealed_backup.h"

namespace tsunagi::command {

namespace fs = std::filesystem;

std::string BackupKey::read() const {
    constexpr std::uint64_t kLongest = 4096;
    if (empty()) {
        throw Error(Code::InvalidInput, "the backup is encrypted: give its key with --key-file or "
                                        "in TSUNAGI_BACKUP_KEY");
    }
    return trimmed(file.empty() ? text : read_file(file, kLongest));
}

int back_up_sealed(const Machine& machine, const Config& config, const fs::path& to,
                   const BackupKey& given) {
    const auto key = given.read();  // before anything is written
    if (const int code = back_up(machine, config, to); code != 0) return code;
    const auto erased = config.data_folder / "erased";
    if (fs::exists(erased)) fs::copy(erased, to / "erased", fs::copy_options::recursive);
    store::seal_backup(to, key, machine.random);
    print(machine, text::kSealed, {{"path", to.string()}});
    return 0;
}

}  // namespace tsunagi::command
