// `tsunagi import FILE --shop N`: a file from the disk through upload, plan and apply, without a
// server. The caller shows progress and asks the person; nothing here reads the terminal.
#pragma once

#include "intake/imports.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace tsunagi::intake {

struct ImportCommand {
    std::filesystem::path file;
    std::optional<std::string> preset_key;              // absent: guessed
    std::optional<std::filesystem::path> mapping_file;  // a Mapping as JSON
    bool yes = false;                                   // apply without asking
};

struct ImportTalk {
    std::function<void(const Import&)> progress = [](const Import&) {};
    // Shown the plan; true applies it. Not asked with `yes`.
    std::function<bool(const Import&)> confirm = [](const Import&) { return false; };
};

// Returns the import as it ended: applied, canceled (not confirmed) or failed. Throws what upload
// and mapping throw.
Import import_file(Imports&, const Viewer&, const ImportCommand&, const ImportTalk&);

}  // namespace tsunagi::intake
