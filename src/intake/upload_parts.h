// What an Upload is made of; imports.cpp finishes it.
#pragma once

#include "base/digest.h"
#include "base/files.h"
#include "intake/imports.h"

namespace tsunagi::intake {

struct Upload::Parts {
    Parts(std::filesystem::path to, std::int64_t most)
        : name(to.filename()), file(std::move(to)), limit(most) {}

    std::string name;
    AtomicFile file;
    Sha256 digest;
    std::int64_t size = 0;
    std::int64_t limit;
};

}  // namespace tsunagi::intake
