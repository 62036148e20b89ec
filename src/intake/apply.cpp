#include "base/json.h"
#include "intake/batch_queue.h"
#include "intake/batch_writer.h"
#include "intake/import_steps.h"
#include "intake/imports.sql.h"
#include "intake/sizes.h"
#include "intake/step_setup.h"
#include "record/settings.h"

#include <map>

namespace tsunagi::intake {

namespace {

// Takes ids from the database in blocks, because a batch is resolved before its transaction.
class ReservedIds final : public IdSource {
public:
    ReservedIds(store::Database& db, store::Actor actor) : db_(db), actor_(actor) {}
    std::int64_t next(std::string_view table) override {
        auto& block = blocks_[std::string(table)];
        if (block.next == block.end) reserve(table, block);
        return block.next++;
    }

private:
    struct Block {
        std::int64_t next = 0;
        std::int64_t end = 0;
        std::int64_t size = 1'000;
    };
    void reserve(std::string_view table, Block& block) {
        block.next = db_.write(actor_,
                               [&](store::Tx& tx) { return tx.next_ids(table, block.size); });
        block.end = block.next + block.size;
        block.size = std::min<std::int64_t>(block.size * 8, 64'000);
    }

    store::Database& db_;
    store::Actor actor_;
    std::map<std::string, Block> blocks_;
};

Resumed resumed_from(store::Database& db, const ImportRow& row) {
    Resumed resumed;
    if (row.touched == 0) return resumed;
    db.read([&](store::Reader& reader) {
        reader.rows(sql::touched_ids, {{"import_id", row.id}, {"entity", "orders"}},
                    [&](const store::Row& touch) {
                        if (touch.integer(2) != 0) {
                            resumed.updated_orders.insert(touch.integer(0));
                        } else {
                            resumed.created_orders.push_back({touch.integer(0), touch.integer(1)});
                        }
                        return true;
                    });
    });
    return resumed;
}

std::vector<std::int64_t> rejected_bytes(store::Database& db, const ImportRow& row) {
    std::vector<std::int64_t> bytes;
    db.read([&](store::Reader& reader) {
        reader.rows(sql::rejected_bytes, {{"import_id", row.id}}, [&](const store::Row& rejected) {
            bytes.push_back(rejected.integer(0));
            return true;
        });
    });
    return bytes;
}

// A shop that never set anything counts in the money of its first file.
void settle_currency(const StepSetup& setup, const ImportRow& row, const Currency& currency) {
    setup.db.write(actor_of(row), [&](store::Tx& tx) {
        const auto settings = record::read_settings(tx);
        if (settings.version > 0 || settings.currency.code == currency.code) return;
        record::SettingsPatch patch;
        patch.currency = {Patch<Currency>::State::Value, currency};
        record::change_settings(tx, settings.version, patch);
    });
}

bool edits(const Batch& batch) {
    return !batch.customer_edits.empty() || !batch.order_edits.empty() ||
           !batch.subscription_edits.empty() || !batch.product_edits.empty() ||
           !batch.event_edits.empty() || !batch.gap_edits.empty();
}

// Writes a batch and the position it reaches in one transaction.
void write_step(const StepSetup& setup, ImportRow& row, const Batch& batch) {
    ImportRow after;
    setup.db.write(actor_of(row), [&](store::Tx& tx) {
        after = row;
        Counts counts(from_json<std::vector<Count>>(row.counts));
        counts.add(batch.counts);
        after.counts = to_json(counts.all());
        after.done_bytes = static_cast<std::int64_t>(batch.end.byte);
        after.done_line = static_cast<std::int64_t>(batch.end.line);
        after.done_rows += batch.rows;
        after.warned += batch.warned;
        after.skipped += batch.skipped;
        after.without_customer += batch.without_customer;
        after.leased_until = setup.clock.now().ms + 60'000;
        after.touched += write_batch(tx, batch, row.id, row.touched + 1);
        save_import(tx, after);
    });
    row = std::move(after);
    if (setup.heard) setup.heard(row);
}

}  // namespace

void apply(const StepSetup& setup, ImportRow& row) {
    const auto pass_of_file = pass_setup(setup, row);
    const auto takers = taker_setup(setup, row, pass_of_file);
    settle_currency(setup, row, takers.currency);
    const auto taker = taker_of(takers, resumed_from(setup.db, row));
    FilePass pass(pass_of_file, *taker);
    pass.leave_out(rejected_bytes(setup.db, row));
    pass.pass_over(static_cast<std::uint64_t>(row.done_bytes));
    ReservedIds ids(setup.db, actor_of(row));
    {
        // `row` belongs to the writing thread until the queue is gone.
        BatchQueue queue([&](const Batch& batch) { write_step(setup, row, batch); });
        std::vector<Rejection> rejected;
        for (bool edited = false;;) {
            auto batch = std::make_unique<Batch>();
            if (!pass.next(*batch, rejected)) break;
            if (!rejected.empty()) {
                throw Error(Code::InvalidInput, "the file does not read as it did; plan it again");
            }
            // What is compared with the record must see the edits before it.
            if (edited) queue.drain();
            setup.db.read([&](store::Reader& reader) { taker->resolve(reader, ids, *batch); });
            edited = edits(*batch);
            queue.push(std::move(batch));
        }
        queue.drain();
    }
    setup.db.write(actor_of(row), [&](store::Tx& tx) { learn_sizes(tx, row); });
    row.state = ImportState::Applied;
    row.done_bytes = row.total_bytes;
    row.applied_at = setup.clock.now();
    row.runner.clear();
    save(setup, row);
}

}  // namespace tsunagi::intake
