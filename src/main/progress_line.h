// How far an import is: a bar that is drawn anew in its line on a terminal, else a line at every
// tenth of the file.
//
// Thread: one.
#pragma once

#include "intake/imports.h"
#include "main/commands.h"

#include <optional>
#include <string>

namespace tsunagi::command {

class ProgressLine {
public:
    explicit ProgressLine(const Machine& machine) : machine_(machine) {}

    // Nothing for states that are not under way.
    void show(const intake::Import&);
    // Leaves the line of the bar.
    void end();

private:
    const Machine& machine_;
    bool drawn_ = false;
    std::optional<std::pair<intake::ImportState, std::int64_t>> told_;  // state and tenth
};

}  // namespace tsunagi::command
