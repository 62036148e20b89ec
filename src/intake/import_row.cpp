#include "intake/import_row.h"

#include "base/json.h"
#include "intake/imports.h"
#include "intake/imports.sql.h"
#include "intake/step_setup.h"
#include "record/settings.h"

namespace tsunagi::intake {

ImportRow read_import(store::Reader& reader, std::int64_t id) {
    auto row = reader.one<ImportRow>(sql::find_import, {{"id", id}});
    if (!row) throw Error(Code::NotFound, "there is no import " + std::to_string(id));
    return std::move(*row);
}

void save_import(store::Tx& tx, ImportRow& row) {
    auto args = store::args_of(row);
    std::erase_if(args, [](const store::Arg& arg) {
        return arg.name == "file_name" || arg.name == "size" || arg.name == "sha256" ||
               arg.name == "created_at" || arg.name == "created_by" ||
               arg.name == "created_by_name";
    });
    if (tx.run(sql::update_import, args) == 1) {
        ++row.version;
        return;
    }
    if (read_import(tx, row.id).state == ImportState::Canceled) {
        throw Error(Code::Canceled, "the import was cancelled");
    }
    throw Error(Code::Busy, "somebody else works on import " + std::to_string(row.id));
}

Import presented(const ImportRow& row, Instant now) {
    Import import{.id = {row.id},
                  .version = row.version,
                  .file_name = row.file_name,
                  .size = row.size,
                  .sha256 = row.sha256,
                  .state = row.state};
    if (row.problem != "null") import.problem = from_json<Problem>(row.problem);
    import.layout = from_json<Layout>(row.layout);
    import.preset_key = row.preset_key;
    if (row.mapping != "null") import.mapping = from_json<Mapping>(row.mapping);
    import.counts = from_json<std::vector<Count>>(row.counts);
    import.rejected = row.rejected;
    import.warned = row.warned;
    import.skipped = row.skipped;
    import.without_customer = row.without_customer;
    import.conflicts = row.conflicts;
    import.written = row.touched;
    import.created_at = row.created_at;
    import.applied_at = row.applied_at;
    import.created_by_name = row.created_by_name;
    auto& progress = import.progress;
    progress = {
        .done_bytes = row.done_bytes, .total_bytes = row.total_bytes, .rows = row.done_rows};
    const auto spent_ms = row.started_at ? now - *row.started_at : 0;
    if (spent_ms > 0 && row.done_bytes > 0) {
        progress.rows_per_s = row.done_rows * 1000 / spent_ms;
        const auto left = static_cast<double>(row.total_bytes - row.done_bytes);
        progress.remaining_s = static_cast<std::int64_t>(
            left / static_cast<double>(row.done_bytes) * static_cast<double>(spent_ms) / 1000);
    }
    return import;
}

std::filesystem::path table_file(const std::filesystem::path& folder, const ImportRow& row) {
    const auto stored = folder / row.stored_name;
    const auto encoding = parse_enum<Encoding>(from_json<Layout>(row.layout).encoding);
    if (!encoding) {
        const std::string message = "the encoding of the file is not known; choose it";
        throw Error(Code::InvalidInput, message, {{"/encoding", "unknown_encoding", message, {}}});
    }
    if (reads_directly(*encoding)) return stored;
    auto rewritten = stored;
    rewritten += "." + std::string(word_of(*encoding)) + ".utf8";
    if (!std::filesystem::exists(rewritten)) {
        auto unfinished = rewritten;
        unfinished += ".part";
        rewrite_as_utf8(stored, *encoding, unfinished);
        std::filesystem::rename(unfinished, rewritten);
    }
    return rewritten;
}

store::Actor actor_of(const ImportRow& row) { return {store::Actor::Kind::Import, row.id}; }

PassSetup pass_setup(const StepSetup& setup, const ImportRow& row) {
    const auto settings = setup.db.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    return {.file = table_file(setup.folder, row),
            .layout = from_json<Layout>(row.layout),
            .mapping = from_json<Mapping>(row.mapping),
            .zone = Zone::named(settings.zone),
            .today = row.snapshot_on.value_or(Day{}),
            .country_calling_code = settings.country_calling_code,
            .erased = setup.db.read([&](store::Reader& reader) {
                return record::ErasedPeople::read(reader, setup.erasure_key);
            })};
}

TakerSetup taker_setup(const StepSetup& setup, const ImportRow&, const PassSetup& pass) {
    const auto settings = setup.db.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    const auto currency = pass.mapping.currency ? currency_of(*pass.mapping.currency)
                                                : settings.currency;
    if (currency.code != settings.currency.code && settings.version > 0) {
        const auto message = "the file is in " + currency.code + ", the shop counts in " +
                             settings.currency.code;
        throw Error(Code::InvalidInput, message,
                    {{"/mapping/currency",
                      "currency_differs",
                      message,
                      {{"file", currency.code}, {"shop", settings.currency.code}}}});
    }
    return {.mapping = pass.mapping,
            .currency = currency,
            .country_calling_code = settings.country_calling_code,
            .today = pass.today,
            .now = setup.clock.now()};
}

void save(const StepSetup& setup, ImportRow& row) {
    row.leased_until = setup.clock.now().ms + 60'000;
    auto saved = row;
    setup.db.write(actor_of(row), [&](store::Tx& tx) {
        saved = row;
        save_import(tx, saved);
    });
    row = std::move(saved);
    if (setup.heard) setup.heard(row);
}

}  // namespace tsunagi::intake
