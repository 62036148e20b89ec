#include "base/json.h"
#include "intake/file_pass.h"
#include "intake/import_steps.h"
#include "intake/imports.sql.h"
#include "intake/step_setup.h"
#include "store/bulk.h"

namespace tsunagi::intake {

namespace {

// Ids of rows that will never be written.
class PlannedIds final : public IdSource {
public:
    std::int64_t next(std::string_view) override { return next_++; }

private:
    std::int64_t next_ = std::int64_t{1} << 52;
};

struct RejectionRow {
    std::int64_t import_id = 0;
    std::int64_t position = 0;
    std::int64_t line = 0;
    std::int64_t byte = 0;
    std::string column_name;
    std::string value;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(RejectionRow, (), (import_id, position, line, byte, column_name, value, code))

class Planner {
public:
    Planner(const StepSetup& setup, ImportRow& row)
        : setup_(setup), row_(row), pass_(pass_setup(setup, row)),
          taker_(taker_setup(setup, row, pass_)) {}

    void run() {
        store_nothing_yet();
        FilePass::Groups refused;
        read(nullptr, refused, refused);
        if (!refused.empty()) {
            const auto known = std::move(rejections_);
            rejections_.clear();
            FilePass::Groups again;
            read(&known, refused, again);
        }
        finish();
        blank_erased();
    }

private:
    void store_nothing_yet() {
        row_.done_bytes = 0;
        row_.conflicts = 0;
        setup_.db.write(actor_of(row_), [&](store::Tx& tx) {
            tx.run(sql::delete_rejections, {{"import_id", row_.id}});
            tx.run(sql::delete_conflicts, {{"import_id", row_.id}});
        });
    }

    // One pass; with `known` the second, which also rejects whole orders.
    void read(const std::vector<Rejection>* known, const FilePass::Groups& refused,
              FilePass::Groups& found) {
        start_counting();
        const auto taker = taker_of(taker_);
        FilePass pass(pass_, *taker);
        if (known != nullptr) pass.refuse(*known, refused);
        for (;;) {
            Batch batch;
            if (!pass.next(batch, rejections_)) break;
            setup_.db.read([&](store::Reader& reader) { taker->resolve(reader, ids_, batch); });
            counts_.add(batch.counts);
            row_.warned += batch.warned;
            preview(batch);
            row_.skipped += batch.skipped;
            row_.without_customer += batch.without_customer;
            row_.done_bytes = static_cast<std::int64_t>(batch.end.byte);
            row_.done_rows += batch.rows;
            store_progress();
        }
        found = pass.rejected_groups();
    }

    // What the shop was asked to erase does not stay in the file that brought it back.
    void blank_erased() {
        const bool any = std::ranges::any_of(rejections_, [](const Rejection& rejection) {
            return rejection.fault == Fault::ErasedPerson;
        });
        if (any) blank_erased_rows(setup_.db, setup_.folder, row_, pass_.erased);
    }

    void start_counting() {
        counts_ = {};
        preview_ = {};
        row_.skipped = row_.without_customer = row_.warned = row_.done_rows = 0;
    }

    void store_progress() {
        row_.rejected = static_cast<std::int64_t>(rejections_.size());
        row_.counts = to_json(counts_.all());
        save(setup_, row_);
    }

    void finish() {
        store_rejections();
        store_preview();
        row_.rejected = static_cast<std::int64_t>(rejections_.size());
        row_.counts = to_json(counts_.all());
        row_.state = ImportState::Planned;
        row_.done_bytes = row_.total_bytes;
        row_.runner.clear();
        save(setup_, row_);
    }

    void preview(const Batch& batch) {
        append_changes(batch, preview_.changes);
        for (const Rejection& warning : batch.warnings) {
            if (preview_.warnings.size() == kPreviewed) break;
            preview_.warnings.push_back(
                {.line = static_cast<std::int64_t>(warning.place.line),
                 .column = warning.column,
                 .value = warning.value,
                 .code = std::string(word_of(warning.fault)),
                 .message = std::string(message_of(warning.fault, Language::En))});
        }
    }

    void store_preview() {
        setup_.db.write(actor_of(row_), [&](store::Tx& tx) {
            tx.run(sql::put_preview, {{"import_id", row_.id}, {"preview", to_json(preview_)}});
        });
    }

    void store_rejections() {
        constexpr std::size_t kAtOnce = 20'000;
        for (std::size_t from = 0; from < rejections_.size(); from += kAtOnce) {
            std::vector<RejectionRow> rows;
            for (auto i = from; i < std::min(from + kAtOnce, rejections_.size()); ++i) {
                const auto& rejection = rejections_[i];
                rows.push_back({.import_id = row_.id,
                                .position = static_cast<std::int64_t>(i + 1),
                                .line = static_cast<std::int64_t>(rejection.place.line),
                                .byte = static_cast<std::int64_t>(rejection.place.byte),
                                .column_name = rejection.column,
                                .value = rejection.value,
                                .code = std::string(word_of(rejection.fault))});
            }
            setup_.db.write(actor_of(row_), [&](store::Tx& tx) {
                store::insert_all(tx, "import_rejection", rows);
            });
        }
    }

    const StepSetup& setup_;
    ImportRow& row_;
    PassSetup pass_;
    TakerSetup taker_;
    PlannedIds ids_;
    Counts counts_;
    std::vector<Rejection> rejections_;
    Preview preview_;
};

}  // namespace

void plan(const StepSetup& setup, ImportRow& row) { Planner(setup, row).run(); }

}  // namespace tsunagi::intake
