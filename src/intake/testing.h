// Fixture for tests of whole imports: an empty shop with the schemas of record and intake on both
// databases, and short ways to send files through it.
#pragma once

#include "intake/imports.h"
#include "record/testing.h"

#include <string>
#include <string_view>

namespace tsunagi::intake {

class OnImports : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override;

    Imports imports() { return imports_in(shop_database()); }
    Imports imports_in(store::Database& database) {
        return {database, folder() / "imports", clock, random};
    }
    Import upload(std::string_view text, const std::string& name = "file.csv");
    Import upload(std::string_view text, const Mapping&);
    // Begins the step and runs it to its end.
    Import step(const Import&, Step);
    // Upload with a mapping, plan, apply; returns the applied import.
    Import imported(std::string_view text, const Mapping&);

    std::int64_t count(const store::Statement&);
    // "customer 2/0/1 order …": created/updated/unchanged of every entity.
    static std::string counts_of(const Import&);
    // "line code column=value" of every rejected row.
    std::vector<std::string> rejections_of(const Import&);

    SeededRandom random{7};
};

// order number, day, customer, product, quantity, unit price: "no,day,who,sku,qty,price"
Mapping simple_orders();

}  // namespace tsunagi::intake
