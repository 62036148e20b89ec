#include "intake/goods.h"

#include "base/json.h"
#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

namespace tsunagi::intake {

Goods::Product* Goods::take(const Said& said) {
    const auto known = products_.find(said.key);
    const bool is_told = known == products_.end();
    if (!is_told && (known->second.id != 0 || known->second.waiting)) return &known->second;
    Product& product = is_told ? products_.emplace(std::string(said.key), Product{}).first->second
                               : known->second;
    product.waiting = true;
    table::Product row;
    row.external_key = std::string(said.key);
    row.name = trimmed(said.name.empty() ? said.key : said.name);
    row.category = trimmed(said.category);
    row.is_subscription = said.is_subscription;
    row.price = line_amount(1, said.price, setup_.currency);
    row.created_at = setup_.now;
    row.updated_at = setup_.now;
    waiting_.push_back({&product, std::move(row), is_told, said.line});
    return &product;
}

void Goods::resolve(store::Reader& reader, IdSource& ids, Batch& batch) {
    if (waiting_.empty()) return;
    KeyList keys;
    for (const Draft& draft : waiting_) keys.add(*draft.row.external_key);
    TextMap<table::Product> found;
    for (auto& row : reader.all<table::Product>(sql::products_by_key, {{"list", keys.text()}})) {
        found.emplace(*row.external_key, row);
    }
    auto& count = batch.counts.of("product");
    for (Draft& draft : waiting_) {
        draft.product->waiting = false;
        const auto known = found.find(*draft.row.external_key);
        if (known != found.end()) {
            draft.product->id = known->second.id;
            draft.product->price = known->second.price;
            if (draft.is_told) fill_in(draft, known->second, batch);
            continue;
        }
        draft.row.id = draft.product->id = ids.next("product");
        draft.product->price = draft.row.price;
        draft.row.name_form = search_form(draft.row.name);
        batch.products.push_back(std::move(draft.row));
        ++count.created;
    }
    waiting_.clear();
}

void Goods::fill_in(Draft& draft, const table::Product& before, Batch& batch) {
    auto after = before;
    const auto& said = draft.row;
    if (before.name == *before.external_key) after.name = said.name;
    if (before.category.empty()) after.category = said.category;
    if (before.price == Money{}) after.price = said.price;
    after.name_form = search_form(after.name);
    draft.product->price = after.price;
    auto& count = batch.counts.of("product");
    if (to_json(after) == to_json(before)) {
        ++count.unchanged;
        return;
    }
    after.updated_at = setup_.now;
    ++count.updated;
    batch.product_edits.push_back({{before}, {after}, draft.line});
}

}  // namespace tsunagi::intake
