// An import as it is stored, and what its steps do with that row. Every step changes the row only
// at the version it knows, so that a cancelled or taken-over import stops its old runner.
#pragma once

#include "base/described.h"
#include "intake/counts.h"
#include "store/database.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tsunagi::intake {

struct Import;

BOOST_DEFINE_ENUM_CLASS(ImportState, Uploaded, Planning, Planned, Applying, Applied, Undoing,
                        Undone, Canceled, Failed)

struct ImportRow {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::string file_name;
    std::string stored_name;
    std::int64_t size = 0;
    std::string sha256;
    ImportState state = ImportState::Uploaded;
    std::string problem = "null";
    std::string layout = "null";
    std::optional<std::string> preset_key;
    std::string mapping = "null";
    std::optional<Day> snapshot_on;
    std::int64_t done_bytes = 0;
    std::int64_t done_line = 1;
    std::int64_t total_bytes = 0;
    std::int64_t done_rows = 0;
    std::optional<Instant> started_at;
    std::string counts = "[]";
    std::int64_t rejected = 0;
    std::int64_t warned = 0;
    std::int64_t skipped = 0;
    std::int64_t without_customer = 0;
    std::int64_t conflicts = 0;
    std::int64_t touched = 0;
    std::string runner;
    std::int64_t leased_until = 0;
    Instant created_at;
    std::optional<Instant> applied_at;
    std::int64_t created_by = 0;
    std::string created_by_name;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (id, version, file_name, stored_name, size, sha256, state, problem, layout,
                       preset_key, mapping, snapshot_on, done_bytes, done_line, total_bytes,
                       done_rows, started_at, counts, rejected, warned, skipped, without_customer,
                       conflicts, touched, runner, leased_until, created_at, applied_at, created_by,
                       created_by_name))

// Throws NotFound.
ImportRow read_import(store::Reader&, std::int64_t id);
// Stores the row and raises row.version. Throws Canceled when it was cancelled meanwhile, Busy when
// somebody else has moved it on.
void save_import(store::Tx&, ImportRow&);

Import presented(const ImportRow&, Instant now);

// The folder's file in an encoding that the row reader takes (rewritten in UTF-8 when need be).
std::filesystem::path table_file(const std::filesystem::path& folder, const ImportRow&);

}  // namespace tsunagi::intake
