#include "intake/testing.h"

#include "intake/migrations.h"
#include "record/migrations.h"

namespace tsunagi::intake {

std::span<const store::Migration> OnImports::shop_migrations() const {
    static const auto migrations = [] {
        std::vector<store::Migration> all(record::sql::migrations().begin(),
                                          record::sql::migrations().end());
        all.insert(all.end(), sql::migrations().begin(), sql::migrations().end());
        return all;
    }();
    return migrations;
}

Import OnImports::upload(std::string_view text, const std::string& name) {
    auto upload = imports().begin_upload();
    upload.write(text);
    return imports().finish_upload(std::move(upload), viewer, name);
}

Import OnImports::upload(std::string_view text, const Mapping& mapping) {
    const auto import = upload(text);
    ImportChange change;
    change.mapping = mapping;
    return imports().change(import.id, import.version, change);
}

Import OnImports::step(const Import& import, Step step) {
    imports().begin(import.id, step);
    return imports().run(import.id);
}

Import OnImports::imported(std::string_view text, const Mapping& mapping) {
    const auto import = upload(text, mapping);
    EXPECT_EQ(step(import, Step::Plan).state, ImportState::Planned);
    return step(import, Step::Apply);
}

std::string OnImports::counts_of(const Import& import) {
    auto counts = import.counts;
    std::ranges::sort(counts, {}, &Count::entity);
    std::string text;
    for (const auto& count : counts) {
        text += (text.empty() ? "" : " ") + count.entity + " " + std::to_string(count.created) +
                "/" + std::to_string(count.updated) + "/" + std::to_string(count.unchanged);
    }
    return text;
}

std::vector<std::string> OnImports::rejections_of(const Import& import) {
    std::vector<std::string> texts;
    for (const auto& row : imports().rejections(import.id, {.cursor = "", .limit = 200}).items) {
        texts.push_back(std::to_string(row.line) + " " + row.code + " " + row.column + "=" +
                        row.value);
    }
    return texts;
}

std::int64_t OnImports::count(const store::Statement& statement) {
    return read([&](store::Reader& reader) { return reader.integer(statement); });
}

Mapping simple_orders() {
    Mapping mapping;
    mapping.columns = {{.column = "no", .field = "order.key"},
                       {.column = "day", .field = "order.ordered_at"},
                       {.column = "who", .field = "customer.key"},
                       {.column = "sku", .field = "line.product_key"},
                       {.column = "qty", .field = "line.quantity"},
                       {.column = "price", .field = "line.unit_price"}};
    return mapping;
}

}  // namespace tsunagi::intake
