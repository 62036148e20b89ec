#include "record/products.h"

#include "base/json.h"
#include "base/text.h"
#include "record/changes.h"
#include "record/pick_lists.h"
#include "record/products.sql.h"
#include "record/versions.h"

namespace tsunagi::record {

namespace {

Product stored_product(store::Reader& reader, Id<Product> id) {
    auto product = reader.one<Product>(sql::find_product, {{"id", id}});
    if (!product) {
        throw Error(Code::NotFound, "product " + std::to_string(id.value) + " was not found");
    }
    return *product;
}

// What a product costs the shop is for those who see money; its price is on every label.
Product seen(const Viewer& viewer, Product product) {
    if (!viewer.reads(FieldGroup::Money)) product.cost.reset();
    return product;
}

void check_money(std::string_view pointer, std::string_view what, Money money,
                 std::vector<FieldError>& errors) {
    const std::string name(what);
    if (money.minor < 0) {
        errors.push_back(
            {std::string(pointer), "too_small", name + " is not negative", {{"min", "0"}}});
    }
    if (money.minor > kMostPrice) {
        const auto max = std::to_string(kMostPrice);
        errors.push_back(
            {std::string(pointer), "too_large", name + " is at most " + max, {{"max", max}}});
    }
}

// From 1 to `most`.
void check_count(const std::string& field, std::optional<int> value, int most,
                 std::vector<FieldError>& errors) {
    if (!value) return;
    if (*value < 1) {
        errors.push_back({"/" + field, "too_small", field + " is at least 1", {{"min", "1"}}});
    }
    if (*value > most) {
        const auto max = std::to_string(most);
        errors.push_back({"/" + field, "too_large", field + " is at most " + max, {{"max", max}}});
    }
}

// Looks at what is told anew only: one that has left the list since stays until it is changed.
void check_purpose(const Patch<std::string>& told, std::vector<FieldError>& errors) {
    if (told.state != Patch<std::string>::State::Value || parse_enum<Purpose>(told.value)) return;
    errors.push_back(
        {"/onboarding_purpose", "not_in_list", "there is no purpose " + told.value, {}});
}

Product patched(Product product, const ProductPatch& patch) {
    auto errors = apply_patch(patch, product);
    product.name = trimmed(product.name);
    if (product.name.empty()) {
        errors.push_back({"/name", "missing", "a product needs a name", {}});
    }
    check_money("/price", "a price", product.price, errors);
    check_money("/cost", "a cost", product.cost.value_or(Money{}), errors);
    if (product.lead_business_days.value_or(0) < 0) {
        errors.push_back(
            {"/lead_business_days", "too_small", "lead days are not negative", {{"min", "0"}}});
    }
    check_count("onboarding_deliveries", product.onboarding_deliveries, kMostOnboardingDeliveries,
                errors);
    check_count("onboarding_days", product.onboarding_days, kMostOnboardingDays, errors);
    check_purpose(patch.onboarding_purpose, errors);
    refuse(std::move(errors), "the product is not valid");
    return product;
}

void write(store::Tx& tx, const store::Statement& statement, const Product& product) {
    const auto form = search_form(product.name);
    tx.run(statement, store::args_of(product, {{"name_form", form}, {"at", tx.now()}}));
}

// `text` as the inside of a LIKE pattern.
std::string like_holding(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern + "%";
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    }
    return lower;
}

}  // namespace

// Products are not personal: every viewer of the shop sees them all.
Product find_product(store::Reader& reader, const Viewer& viewer, Id<Product> id) {
    return seen(viewer, stored_product(reader, id));
}

Page<Product> list_products(store::Reader& reader, const Viewer& viewer, std::string_view q,
                            const PageRequest& asked) {
    std::string after_form;
    std::int64_t after_id = 0;
    if (!asked.cursor.empty()) {
        const auto cursor = Cursor::parse(asked.cursor, 2);
        after_form = cursor.word(0);
        after_id = cursor.integer(1);
    }
    const auto form = like_holding(search_form(q));
    const auto key = like_holding(lower_ascii(trimmed(q)));
    auto rows = reader.all<Product>(sql::list_products, {{"after_form", after_form},
                                                         {"after_id", after_id},
                                                         {"form", form},
                                                         {"key", key},
                                                         {"limit", asked.rows_and_one()}});
    for (Product& product : rows) product = seen(viewer, std::move(product));
    return page_of(std::move(rows), asked, [](const Product& product) {
        return Cursor().add(search_form(product.name)).add(product.id.value);
    });
}

Product create_product(store::Tx& tx, const Viewer& viewer, const ProductPatch& patch) {
    Product product = patched({}, patch);
    product.id = tx.next_id<Product>("product");
    product.version = 1;
    write(tx, sql::insert_product, product);
    const auto json = to_json(product);
    tx.changed({.entity = "product", .id = product.id.value, .after = json});
    return seen(viewer, std::move(product));
}

Product change_product(store::Tx& tx, const Viewer& viewer, Id<Product> id, std::int64_t version,
                       const ProductPatch& patch) {
    const Product before = stored_product(tx, id);
    check_version("product " + std::to_string(id.value), seen(viewer, before), version);
    Product after = patched(before, patch);
    const auto changed = difference(before, after);
    if (changed.empty()) return seen(viewer, std::move(after));
    after.version = before.version + 1;
    write(tx, sql::update_product, after);
    tx.changed({.entity = "product",
                .id = id.value,
                .kind = store::Change::Kind::Updated,
                .version = after.version,
                .before = changed.before,
                .after = changed.after});
    return seen(viewer, std::move(after));
}

}  // namespace tsunagi::record
