// The three steps of an import. Each works on a row that its runner holds, stores it as it goes on,
// and throws what stops it; imports.cpp turns that into a state. Thread: the runner's.
#pragma once

#include "intake/import_row.h"
#include "intake/imports.h"
#include "record/erased_people.h"

#include <filesystem>
#include <functional>

namespace tsunagi::intake {

struct StepSetup {
    store::Database& db;
    std::filesystem::path folder;
    const Clock& clock;
    record::ErasureKey erasure_key;
    std::function<void(const ImportRow&)> heard;
};

// Reads the whole file without changing the record: counts and rejections.
void plan(const StepSetup&, ImportRow&);
// Writes the file batch by batch, from where the row says it is. Throws Conflict when rows it
// edits were changed meanwhile: it can be called again.
void apply(const StepSetup&, ImportRow&);
// Takes back what is listed in import_touch, newest first.
void undo(const StepSetup&, ImportRow&);

}  // namespace tsunagi::intake
