// The lists around imports: all of them, rejected rows, conflicts of an undo, presets.
#include "base/csv_cell.h"
#include "base/json.h"
#include "base/text.h"
#include "intake/imports.h"
#include "intake/imports.sql.h"
#include "intake/values.h"

namespace tsunagi::intake {

namespace {

struct StoredRejection {
    std::int64_t position = 0;
    std::int64_t line = 0;
    std::int64_t byte = 0;
    std::string column_name;
    std::string value;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(StoredRejection, (), (position, line, byte, column_name, value, code))

struct StoredConflict {
    std::int64_t position = 0;
    std::string entity;
    std::int64_t entity_id = 0;
    std::string field;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(StoredConflict, (), (position, entity, entity_id, field, reason))

struct StoredPreset {
    std::string key;
    std::string name;
    std::string mapping;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StoredPreset, (), (key, name, mapping, created_at))

std::string message_of_code(const std::string& code, Language language) {
    const auto fault = parse_enum<Fault>(code);
    return std::string(fault ? message_of(*fault, language) : "");
}

std::string text_of(std::string_view cell, Encoding encoding) {
    return encoding == Encoding::Cp932 ? utf8_of_cp932(cell) : std::string(cell);
}

PresetRow presented(const StoredPreset& row) {
    return {.key = row.key,
            .ja = row.name,
            .en = row.name,
            .target = from_json<Mapping>(row.mapping).target,
            .own = true};
}

// The place in a list behind which the page begins.
std::int64_t position_of(const record::PageRequest& request, std::int64_t otherwise) {
    if (request.cursor.empty()) return otherwise;
    return record::Cursor::parse(request.cursor, 1).integer(0);
}

template <class To, class From, class F>
record::Page<To> page_as(const record::Page<From>& rows, F&& convert) {
    record::Page<To> page;
    page.next = rows.next;
    for (const auto& row : rows.items) page.items.push_back(convert(row));
    return page;
}

}  // namespace

record::Page<Import> Imports::list(const record::PageRequest& request) const {
    auto rows = db_.read([&](store::Reader& reader) {
        return reader.all<ImportRow>(sql::list_imports,
                                     {{"before", position_of(request, std::int64_t{1} << 62)},
                                      {"limit", request.rows_and_one()}});
    });
    const auto page = record::page_of(std::move(rows), request, [](const ImportRow& row) {
        return record::Cursor().add(row.id);
    });
    return page_as<Import>(
        page, [&](const ImportRow& row) { return intake::presented(row, clock_.now()); });
}

Preview Imports::preview(Id<Import> id) const {
    return db_.read([&](store::Reader& reader) {
        read_import(reader, id.value);
        Preview preview;
        reader.rows(sql::find_preview, {{"import_id", id}}, [&](const store::Row& row) {
            preview = from_json<Preview>(row.text(0));
            return true;
        });
        return preview;
    });
}

record::Page<RejectedRow> Imports::rejections(Id<Import> id,
                                              const record::PageRequest& request) const {
    auto rows = db_.read([&](store::Reader& reader) {
        read_import(reader, id.value);
        return reader.all<StoredRejection>(sql::list_rejections,
                                           {{"import_id", id},
                                            {"after", position_of(request, 0)},
                                            {"limit", request.rows_and_one()}});
    });
    const auto page = record::page_of(std::move(rows), request, [](const StoredRejection& row) {
        return record::Cursor().add(row.position);
    });
    return page_as<RejectedRow>(page, [](const StoredRejection& row) {
        return RejectedRow{row.line, row.column_name, row.value, row.code,
                           message_of_code(row.code, Language::En)};
    });
}

RejectionsCsv Imports::rejections_csv(Id<Import> id, Language language) const {
    const auto row = db_.read([&](store::Reader& reader) { return read_import(reader, id.value); });
    if (row.stored_name.empty()) {
        throw Error(Code::NotFound, "the file of import " + std::to_string(row.id) + " is gone");
    }
    return {db_, id, table_file(folder_, row), from_json<Layout>(row.layout), language};
}

RejectionsCsv::RejectionsCsv(store::Database& db, Id<Import> import, std::filesystem::path file,
                             Layout layout, Language language)
    : db_(db), import_(import), file_(std::move(file)), layout_(std::move(layout)),
      language_(language) {}

void RejectionsCsv::append_head(std::string& out) const {
    out += kByteOrderMark;
    for (const auto& column : layout_.columns) {
        append_csv_cell(column, out);
        out.push_back(',');
    }
    out += language_ == Language::Ja ? "行番号,問題の列,理由\r\n" : "line,column,reason\r\n";
}

bool RejectionsCsv::next(std::string& out) {
    constexpr int kRows = 500;
    if (after_ == 0) append_head(out);
    const auto rows = db_.read([&](store::Reader& reader) {
        return reader.all<StoredRejection>(
            sql::list_rejections, {{"import_id", import_}, {"after", after_}, {"limit", kRows}});
    });
    for (const auto& rejected : rows) {
        auto table = open_table_at(file_, layout_,
                                   {.byte = static_cast<std::uint64_t>(rejected.byte),
                                    .line = static_cast<std::uint64_t>(rejected.line)});
        CsvRow cells;
        table.reader.next(cells);
        cells.cells.resize(layout_.columns.size());
        for (const auto cell : cells.cells) {
            append_csv_cell(text_of(cell, table.encoding), out);
            out.push_back(',');
        }
        out += std::to_string(rejected.line) + ",";
        append_csv_cell(rejected.column_name, out);
        out.push_back(',');
        append_csv_cell(message_of_code(rejected.code, language_), out);
        out += "\r\n";
        after_ = rejected.position;
    }
    return int(rows.size()) == kRows;
}

record::Page<UndoConflict> Imports::conflicts(Id<Import> id,
                                              const record::PageRequest& request) const {
    auto rows = db_.read([&](store::Reader& reader) {
        read_import(reader, id.value);
        return reader.all<StoredConflict>(sql::list_conflicts, {{"import_id", id},
                                                                {"after", position_of(request, 0)},
                                                                {"limit", request.rows_and_one()}});
    });
    const auto page = record::page_of(std::move(rows), request, [](const StoredConflict& row) {
        return record::Cursor().add(row.position);
    });
    return page_as<UndoConflict>(page, [](const StoredConflict& row) {
        return UndoConflict{row.entity, row.entity_id, row.field, row.reason};
    });
}

std::vector<PresetRow> Imports::presets() const {
    std::vector<PresetRow> presets;
    const auto own = db_.read(
        [](store::Reader& reader) { return reader.all<StoredPreset>(sql::list_presets); });
    for (const auto& row : own) presets.push_back(presented(row));
    for (const Preset& preset : core_presets()) {
        presets.push_back({preset.key, preset.ja, preset.en, preset.mapping.target, false});
    }
    return presets;
}

PresetRow Imports::save_preset(store::Tx& tx, const NewPreset& preset) {
    const auto name = trimmed(preset.name);
    if (name.empty()) {
        throw Error(Code::InvalidInput, "a preset needs a name",
                    {{"/name", "missing", "a preset needs a name", {}}});
    }
    StoredPreset row{.key = "own_" + random_token(random_, 6),
                     .name = name,
                     .mapping = to_json(preset.mapping),
                     .created_at = tx.now()};
    tx.run(sql::insert_preset, store::args_of(row));
    return presented(row);
}

}  // namespace tsunagi::intake
