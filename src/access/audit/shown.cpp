#include "access/audit/shown.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace tsunagi::access::audit {

namespace {

using Kind = TypeTable::Kind;

struct NameRow {
    std::string_view field;
    FieldGroup group;
};
constexpr std::array kNames{
    NameRow{"kana", FieldGroup::Name},
    NameRow{"customer_name", FieldGroup::Name},
    NameRow{"recipient", FieldGroup::Name},
    NameRow{"phone", FieldGroup::Phone},
    NameRow{"phones", FieldGroup::Phone},
    NameRow{"email", FieldGroup::Email},
    NameRow{"emails", FieldGroup::Email},
    NameRow{"addresses", FieldGroup::Address},
    NameRow{"note", FieldGroup::Note},
    NameRow{"caution", FieldGroup::Note},
    NameRow{"attributes", FieldGroup::Attribute},
    NameRow{"sales_to_date", FieldGroup::Money},
    NameRow{"value_12m", FieldGroup::Money},
    NameRow{"expected_loss", FieldGroup::Money},
    NameRow{"amount", FieldGroup::Money},
    NameRow{"total", FieldGroup::Money},
};

const void* member(const Field& field, const void* object) {
    return static_cast<const char*>(object) + field.offset;
}

std::int64_t id_at(const void* at) {
    std::int64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

bool is_filled(const TypeTable& type, const void* value) {
    switch (type.kind) {
        case Kind::Text: return !static_cast<const std::string*>(value)->empty();
        case Kind::Vector: return type.count(value) > 0;
        case Kind::Optional: return type.get(value, 0) != nullptr;
        default: return true;
    }
}

void add_id(const Field& field, const void* object, Shown& shown) {
    const void* at = member(field, object);
    if (field.type->kind == Kind::Optional && field.type->element->kind == Kind::IdType) {
        at = field.type->get(at, 0);
    } else if (field.type->kind != Kind::IdType) {
        return;
    }
    if (at != nullptr && id_at(at) > 0) shown.customers.push_back(id_at(at));
}

bool names_a_person(const TypeTable& type) {
    return std::ranges::find(type.fields, "kana", &Field::name) != type.fields.end();
}

void add_object(const TypeTable& type, const void* object, Shown& shown) {
    const bool person = names_a_person(type);
    for (const Field& field : type.fields) {
        if (field.name == "customer_id" || (person && field.name == "id")) {
            add_id(field, object, shown);
            continue;
        }
        const void* value = member(field, object);
        if (const auto group = group_of(field.name)) {
            shown.carried[*group] = true;
            shown.filled[*group] = shown.filled[*group] || is_filled(*field.type, value);
        }
        add_shown(*field.type, value, shown);
    }
}

}  // namespace

std::optional<FieldGroup> group_of(std::string_view field) {
    const auto found = std::ranges::find(kNames, field, &NameRow::field);
    if (found == kNames.end()) return std::nullopt;
    return found->group;
}

void add_shown(const TypeTable& type, const void* answer, Shown& shown) {
    switch (type.kind) {
        case Kind::Object: add_object(type, answer, shown); return;
        case Kind::Optional:
            if (const void* value = type.get(answer, 0)) add_shown(*type.element, value, shown);
            return;
        case Kind::Vector: {
            const auto inner = type.element->kind;
            if (inner != Kind::Object && inner != Kind::Vector && inner != Kind::Optional) return;
            const std::size_t count = type.count(answer);
            for (std::size_t i = 0; i < count; ++i) {
                add_shown(*type.element, type.get(answer, i), shown);
            }
            return;
        }
        default: return;
    }
}

std::vector<FieldShown> fields_of(const Shown& shown, const SeenFields& fields) {
    std::vector<FieldShown> all;
    for (std::size_t i = 0; i < kFieldGroups; ++i) {
        const auto group = FieldGroup(i);
        if (!shown.carried[group]) continue;
        const auto right = std::min(fields[group], FieldRight::Read);
        if (right == FieldRight::Hidden || shown.filled[group]) all.push_back({group, right});
    }
    return all;
}

}  // namespace tsunagi::access::audit
