#include "intake/imports.h"

#include "base/json.h"
#include "base/log.h"
#include "intake/file_pass.h"
#include "intake/import_steps.h"
#include "intake/imports.sql.h"
#include "intake/step_setup.h"
#include "intake/upload_parts.h"
#include "record/settings.h"
#include "record/versions.h"

#include <charconv>

namespace tsunagi::intake {

namespace {

[[noreturn]] void wrong_state(const ImportRow& row, Step step) {
    const auto state = std::string(word_of(row.state));
    const auto message = "import " + std::to_string(row.id) + " is " + state + ": it cannot " +
                         std::string(word_of(step)) + " now";
    throw Error(Code::Conflict, message, {{"/state", "wrong_state", message, {{"state", state}}}});
}

// Whether the step may begin. What was written must be taken back before another plan.
bool may_begin(const ImportRow& row, Step step) {
    using enum ImportState;
    if (row.stored_name.empty()) return false;  // its file was kept long enough
    const bool stopped = row.state == Canceled || row.state == Failed;
    switch (step) {
        case Step::Plan:
            return row.state == Uploaded || row.state == Planned || row.state == Undone ||
                   (stopped && row.touched == 0);
        case Step::Apply: return row.state == Planned || (stopped && row.touched > 0);
        case Step::Undo: return row.state == Applied || (stopped && row.touched > 0);
    }
    return false;
}

void start_step(ImportRow& row, Step step, Instant now) {
    const bool goes_on = step == Step::Apply && row.touched > 0;
    if (!goes_on) {
        row.done_bytes = row.done_rows = 0;
        row.done_line = 1;
        row.skipped = row.without_customer = row.warned = 0;
        if (step != Step::Undo) row.counts = "[]";
    }
    row.total_bytes = step == Step::Undo ? row.touched : row.size;
    row.problem = "null";
    row.started_at = now;
    row.runner.clear();
    row.leased_until = 0;
    row.state = step == Step::Plan    ? ImportState::Planning
                : step == Step::Apply ? ImportState::Applying
                                      : ImportState::Undoing;
}

bool is_under_way(ImportState state) {
    return state == ImportState::Planning || state == ImportState::Applying ||
           state == ImportState::Undoing;
}

// "line 12" -> 12
std::optional<std::int64_t> line_of(std::string_view path) {
    constexpr std::string_view kWord = "line ";
    std::int64_t line = 0;
    if (!path.starts_with(kWord)) return std::nullopt;
    path.remove_prefix(kWord.size());
    const auto read = std::from_chars(path.data(), path.data() + path.size(), line);
    if (read.ec != std::errc{}) return std::nullopt;
    return line;
}

Problem problem_of(const Error& error) {
    Problem problem{.code = std::string(name_of(error.code())),
                    .message = error.what(),
                    .line = {},
                    .column = {}};
    if (!error.fields().empty()) {
        const auto& field = error.fields()[0];
        problem.code = field.code;
        problem.line = line_of(field.path);
    }
    return problem;
}

// The mapping and the layout fit each other before anything is stored.
void guess_mapping(ImportRow& row, const Layout& layout) {
    row.preset_key.reset();
    row.mapping = "null";
    if (layout.columns.empty()) return;
    if (const auto* preset = guess_preset(layout.columns)) {
        row.preset_key = preset->key;
        row.mapping = to_json(fitted_to(preset->mapping, layout.columns));
    } else {
        row.mapping = to_json(suggest_mapping(layout.columns));
    }
}

}  // namespace

Imports::Imports(store::Database& db, std::filesystem::path folder, const Clock& clock,
                 Random& random, const record::ErasureKey& erasure_key)
    : db_(db), folder_(std::move(folder)), clock_(clock), random_(random),
      erasure_key_(erasure_key) {}

Upload Imports::begin_upload(std::int64_t limit) const {
    std::filesystem::create_directories(folder_);
    return {folder_ / (random_token(random_, 12) + ".csv"), limit};
}

Import Imports::finish_upload(Upload upload, const Viewer& viewer, const std::string& file_name) {
    auto& parts = *upload.parts_;
    parts.file.commit();
    const auto path = folder_ / parts.name;
    ImportRow row{.file_name = file_name,
                  .stored_name = parts.name,
                  .size = parts.size,
                  .sha256 = parts.digest.hex()};
    row.total_bytes = row.size;
    row.created_at = clock_.now();
    row.created_by = viewer.user.value;
    row.created_by_name = viewer.user_name;
    try {
        const auto layout = layout_of(path);
        row.layout = to_json(layout);
        guess_mapping(row, layout);
        db_.write({store::Actor::Kind::User, viewer.user.value}, [&](store::Tx& tx) {
            const auto open = tx.integer(sql::find_open_import, {{"sha256", row.sha256}});
            if (open != 0) {
                const auto message = "the same file is import " + std::to_string(open) + " already";
                throw Error(
                    Code::Conflict, message,
                    {{"/file", "already_uploaded", message, {{"import", std::to_string(open)}}}});
            }
            row.id = tx.next_ids("import");
            tx.run(sql::insert_import, store::args_of(row));
            tx.changed({.entity = "import", .id = row.id});
        });
    } catch (const std::exception&) {
        std::filesystem::remove(path);
        throw;
    }
    return presented(row, clock_.now());
}

Import Imports::find(Id<Import> id) const {
    return db_.read([&](store::Reader& reader) {
        return presented(read_import(reader, id.value), clock_.now());
    });
}

std::optional<Mapping> Imports::mapping_of(const std::string& key) const {
    if (const auto* preset = find_core_preset(key)) return preset->mapping;
    const auto text = db_.read([&](store::Reader& reader) {
        std::optional<std::string> found;
        reader.rows(sql::find_preset, {{"key", key}}, [&](const store::Row& row) {
            found = row.text(2);
            return false;
        });
        return found;
    });
    if (!text) return std::nullopt;
    return from_json<Mapping>(*text);
}

Import Imports::change(Id<Import> id, std::int64_t version, const ImportChange& change) {
    auto row = db_.read([&](store::Reader& reader) { return read_import(reader, id.value); });
    record::check_version("import", presented(row, clock_.now()), version);
    if (!may_begin(row, Step::Plan)) wrong_state(row, Step::Plan);
    auto layout = from_json<Layout>(row.layout);
    if (change.encoding || change.delimiter) {
        layout = layout_of(folder_ / row.stored_name,
                           {.encoding = change.encoding ? change.encoding : layout.encoding,
                            .delimiter = change.delimiter});
        row.layout = to_json(layout);
        guess_mapping(row, layout);
    }
    if (change.preset_key) {
        const auto mapping = mapping_of(*change.preset_key);
        if (!mapping) throw Error(Code::NotFound, "there is no preset " + *change.preset_key);
        row.preset_key = change.preset_key;
        row.mapping = to_json(fitted_to(*mapping, layout.columns));
    }
    if (change.mapping) {
        if (!change.preset_key) row.preset_key.reset();
        check_mapping(*change.mapping, layout.columns);
        row.mapping = to_json(*change.mapping);
    }
    row.state = ImportState::Uploaded;
    row.problem = "null";
    db_.write(actor_of(row), [&](store::Tx& tx) {
        save_import(tx, row);
        tx.changed({.entity = "import", .id = row.id, .kind = store::Change::Kind::Updated});
    });
    return presented(row, clock_.now());
}

Import Imports::begin(Id<Import> id, Step step) {
    const auto now = clock_.now();
    ImportRow row;
    db_.write({store::Actor::Kind::Import, id.value}, [&](store::Tx& tx) {
        row = read_import(tx, id.value);
        if (!may_begin(row, step)) wrong_state(row, step);
        if (step == Step::Plan) {
            const auto layout = from_json<Layout>(row.layout);
            if (row.mapping == "null") {
                throw Error(Code::InvalidInput, "the file is not mapped yet",
                            {{"/mapping", "missing", "the file is not mapped yet", {}}});
            }
            const auto mapping = from_json<Mapping>(row.mapping);
            check_mapping(mapping, layout.columns);
            row.snapshot_on = mapping.snapshot_on.value_or(
                record::day_of(record::read_settings(tx), now));
        }
        if (step == Step::Undo && row.state == ImportState::Applied) {
            tx.run(sql::delete_conflicts, {{"import_id", row.id}});
            row.conflicts = 0;
        }
        start_step(row, step, now);
        save_import(tx, row);
        tx.changed({.entity = "import", .id = row.id, .kind = store::Change::Kind::Updated});
    });
    return presented(row, now);
}

Import Imports::run(Id<Import> id, const Heard& heard, bool take_over) {
    constexpr int kTries = 5;
    for (int tries = 1;; ++tries) {
        ImportRow row;
        db_.write({store::Actor::Kind::Import, id.value}, [&](store::Tx& tx) {
            row = read_import(tx, id.value);
            if (!is_under_way(row.state)) return;
            const bool held = !row.runner.empty() && row.leased_until > clock_.now().ms;
            if (held && !take_over) throw Error(Code::Busy, "somebody else works on this import");
            row.runner = random_token(random_, 12);
            row.leased_until = clock_.now().ms + 60'000;
            save_import(tx, row);
        });
        const StepSetup setup{db_, folder_, clock_, erasure_key_, [&](const ImportRow& now) {
                                  if (heard) heard(presented(now, clock_.now()));
                              }};
        try {
            if (row.state == ImportState::Planning) plan(setup, row);
            if (row.state == ImportState::Applying) apply(setup, row);
            if (row.state == ImportState::Undoing) undo(setup, row);
            return presented(row, clock_.now());
        } catch (const Error& error) {
            if (error.code() == Code::Canceled || error.code() == Code::Busy) return find(id);
            take_over = true;  // this runner's own lease
            if (error.code() == Code::Conflict && tries < kTries) continue;
            log_warning("import_failed",
                        {{"import", id.value}, {"code", Word{name_of(error.code())}}});
            fail(id, problem_of(error));
            return find(id);
        }
    }
}

// A disk that is full may refuse this too: the step then stays unfinished and is taken up again.
void Imports::fail(Id<Import> id, const Problem& problem) {
    db_.write({store::Actor::Kind::Import, id.value}, [&](store::Tx& tx) {
        auto row = read_import(tx, id.value);
        row.state = ImportState::Failed;
        row.problem = to_json(problem);
        row.runner.clear();
        save_import(tx, row);
        tx.changed({.entity = "import", .id = row.id, .kind = store::Change::Kind::Updated});
    });
}

Import Imports::cancel(Id<Import> id) {
    ImportRow row;
    db_.write({store::Actor::Kind::Import, id.value}, [&](store::Tx& tx) {
        row = read_import(tx, id.value);
        if (row.state != ImportState::Planning && row.state != ImportState::Applying &&
            row.state != ImportState::Uploaded && row.state != ImportState::Planned) {
            const auto state = std::string(word_of(row.state));
            throw Error(Code::Conflict, "import " + std::to_string(row.id) + " is " + state,
                        {{"/state", "wrong_state", "nothing to cancel", {{"state", state}}}});
        }
        row.state = ImportState::Canceled;
        row.runner.clear();
        save_import(tx, row);
        tx.changed({.entity = "import", .id = row.id, .kind = store::Change::Kind::Updated});
    });
    return presented(row, clock_.now());
}

std::vector<Id<Import>> Imports::unfinished() const {
    std::vector<Id<Import>> ids;
    db_.read([&](store::Reader& reader) {
        reader.rows(sql::unfinished_imports, {}, [&](const store::Row& row) {
            ids.push_back({row.integer(0)});
            return true;
        });
    });
    return ids;
}

}  // namespace tsunagi::intake
