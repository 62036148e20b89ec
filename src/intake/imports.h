// Imports is the life of a shop's imports: a file is uploaded, mapped, planned (dry run), applied
// in batches, perhaps undone.
//
//   uploaded ─plan─► planning ─► planned ─apply─► applying ─► applied ─undo─► undoing ─► undone
//        any step under way ─cancel─► canceled        any error ─► failed, with the place
//
// What was canceled or failed is planned again when nothing was written yet; else it is applied (it
// goes on after the last batch) or undone. What was undone can be planned again. An undo that
// would keep everything leaves it applied, with the problem all_kept. Steps are begun by
// begin() at once and done by run(), which blocks: the caller gives it a thread. An import has one
// runner; a process that died leaves its step unfinished, and the next one goes on from where the
// last batch ended.
//
// Thread: any; an object holds no state between calls.
#pragma once

#include "base/clock.h"
#include "base/viewer.h"
#include "intake/counts.h"
#include "intake/import_row.h"
#include "intake/layout.h"
#include "intake/preset.h"
#include "intake/preview.h"
#include "record/erased_people.h"
#include "record/page.h"
#include "store/database.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tsunagi::intake {

BOOST_DEFINE_ENUM_CLASS(Step, Plan, Apply, Undo)

struct Problem {
    std::string code;
    std::string message;
    std::optional<std::int64_t> line;
    std::optional<std::string> column;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (code, message, line, column))

struct Progress {
    std::int64_t done_bytes = 0;
    std::int64_t total_bytes = 0;
    std::int64_t rows = 0;
    std::int64_t rows_per_s = 0;
    std::optional<std::int64_t> remaining_s;
};
BOOST_DESCRIBE_STRUCT(Progress, (), (done_bytes, total_bytes, rows, rows_per_s, remaining_s))

struct Import {
    Id<Import> id;
    std::int64_t version = 0;
    std::string file_name;
    std::int64_t size = 0;
    std::string sha256;
    ImportState state = ImportState::Uploaded;
    std::optional<Problem> problem;
    Layout layout;
    std::optional<std::string> preset_key;
    std::optional<Mapping> mapping;
    Progress progress;
    std::vector<Count> counts;
    std::int64_t rejected = 0;
    std::int64_t warned = 0;            // rows taken with a warning
    std::int64_t skipped = 0;           // lines that are no goods (fees, discounts)
    std::int64_t without_customer = 0;  // lines
    std::int64_t conflicts = 0;         // of an undo
    std::int64_t written = 0;           // rows of the record that an undo would take back
    Instant created_at;
    std::optional<Instant> applied_at;
    std::string created_by_name;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, version, file_name, size, sha256, state, problem, layout, preset_key,
                       mapping, progress, counts, rejected, warned, skipped, without_customer,
                       conflicts, written, created_at, applied_at, created_by_name))

// What a person may correct before the plan.
struct ImportChange {
    std::optional<std::string> encoding;
    std::optional<std::string> delimiter;
    std::optional<std::string> preset_key;
    std::optional<Mapping> mapping;
};
BOOST_DESCRIBE_STRUCT(ImportChange, (), (encoding, delimiter, preset_key, mapping))

struct RejectedRow {
    std::int64_t line = 0;
    std::string column;
    std::string value;
    std::string code;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(RejectedRow, (), (line, column, value, code, message))

// What the last plan showed of the file; empty before it.
struct Preview {
    std::vector<PreviewedChange> changes;  // the first ones
    std::vector<RejectedRow> warnings;     // of rows that are taken; the first ones
};
BOOST_DESCRIBE_STRUCT(Preview, (), (changes, warnings))

struct UndoConflict {
    std::string entity;
    std::int64_t entity_id = 0;
    std::string field;   // empty: the whole row
    std::string reason;  // edited_later, changed_by_import, referred_to
};
BOOST_DESCRIBE_STRUCT(UndoConflict, (), (entity, entity_id, field, reason))

struct PresetRow {
    std::string key;
    std::string ja;
    std::string en;
    Target target = Target::Orders;
    bool own = false;  // of the shop
};
BOOST_DESCRIBE_STRUCT(PresetRow, (), (key, ja, en, target, own))

struct NewPreset {
    std::string name;
    Mapping mapping;
};
BOOST_DESCRIBE_STRUCT(NewPreset, (), (name, mapping))

// A file on its way in. Without finish() nothing remains of it.
class Upload {
public:
    Upload(std::filesystem::path to, std::int64_t limit);
    Upload(Upload&&) noexcept;
    ~Upload();
    // Throws TooLarge beyond the limit, StorageFull.
    void write(std::string_view bytes);

private:
    friend class Imports;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// The rejected rows of an import as they stand in its file, in UTF-8, with line, column and reason
// behind them. Requires that the database outlives it.
class RejectionsCsv {
public:
    RejectionsCsv(store::Database&, Id<Import>, std::filesystem::path file, Layout, Language);
    // Appends the next piece, of at most 500 rows; false when it was the last one.
    bool next(std::string& out);

private:
    void append_head(std::string& out) const;

    store::Database& db_;
    Id<Import> import_;
    std::filesystem::path file_;
    Layout layout_;
    Language language_;
    std::int64_t after_ = 0;
};

class Imports {
public:
    using Heard = std::function<void(const Import&)>;

    // `folder` is the shop's, for the uploaded files; by the key, rows of erased people are known.
    Imports(store::Database&, std::filesystem::path folder, const Clock&, Random&,
            const record::ErasureKey& = {});

    Upload begin_upload(std::int64_t limit = std::int64_t{4} << 30) const;
    // Guesses layout and mapping. Throws Conflict (already_uploaded, with the import) when the same
    // bytes are on their way already.
    Import finish_upload(Upload, const Viewer&, const std::string& file_name);

    Import find(Id<Import>) const;
    record::Page<Import> list(const record::PageRequest&) const;  // the newest first
    // Throws VersionConflict, InvalidInput when the mapping does not fit the columns.
    Import change(Id<Import>, std::int64_t version, const ImportChange&);

    // Throws Conflict when the import is not in a state to begin the step.
    Import begin(Id<Import>, Step);
    // Does the step that was begun, if one was, to its end; errors of the file end in the state
    // failed. Throws Busy when somebody else is at it, unless `take_over` (after a restart).
    Import run(Id<Import>, const Heard& = {}, bool take_over = false);
    Import cancel(Id<Import>);
    // Imports with a step under way, here or elsewhere or nowhere any more.
    std::vector<Id<Import>> unfinished() const;

    Preview preview(Id<Import>) const;
    record::Page<RejectedRow> rejections(Id<Import>, const record::PageRequest&) const;
    RejectionsCsv rejections_csv(Id<Import>, Language) const;
    record::Page<UndoConflict> conflicts(Id<Import>, const record::PageRequest&) const;

    std::vector<PresetRow> presets() const;
    PresetRow save_preset(store::Tx&, const NewPreset&);

private:
    std::optional<Mapping> mapping_of(const std::string& preset_key) const;
    void fail(Id<Import>, const Problem&);

    store::Database& db_;
    std::filesystem::path folder_;
    const Clock& clock_;
    Random& random_;
    record::ErasureKey erasure_key_;
};

}  // namespace tsunagi::intake
