#include "base/digest.h"
#include "base/files.h"
#include "intake/imports.h"
#include "intake/upload_parts.h"

namespace tsunagi::intake {

Upload::Upload(std::filesystem::path to, std::int64_t limit)
    : parts_(std::make_unique<Parts>(std::move(to), limit)) {}
Upload::Upload(Upload&&) noexcept = default;
Upload::~Upload() = default;

void Upload::write(std::string_view bytes) {
    parts_->size += static_cast<std::int64_t>(bytes.size());
    if (parts_->size > parts_->limit) {
        throw Error(Code::TooLarge,
                    "the file is larger than " + std::to_string(parts_->limit) + " bytes");
    }
    parts_->file.file().write(bytes);
    parts_->digest.add(bytes);
}

}  // namespace tsunagi::intake
