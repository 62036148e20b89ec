#include "base/openapi.h"

#include "base/error.h"
#include "base/json.h"

#include <map>

namespace tsunagi {

namespace {

using Kind = TypeTable::Kind;

// One JSON object being written, member by member.
class ObjectText {
public:
    void text(std::string_view name, std::string_view value) {
        key(name);
        append_json_string(value, out_);
    }
    void raw(std::string_view name, std::string_view json) {
        key(name);
        out_ += json;
    }
    void number(std::string_view name, std::int64_t value) { raw(name, std::to_string(value)); }
    // "type": "string" or ["string", "null"].
    void type(std::string_view word, bool nullable) {
        if (nullable) {
            raw("type", "[\"" + std::string(word) + "\",\"null\"]");
        } else {
            text("type", word);
        }
    }
    std::string closed() && { return std::move(out_) + "}"; }

private:
    void key(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(name, out_);
        out_ += ':';
    }
    std::string out_ = "{";
};

void add_integer(ObjectText& schema, const TypeTable& type, const Rule* rule) {
    const int bits = int(type.size) * 8;
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    if (!type.is_signed) min = 0;
    if (bits < 32 || (bits == 32 && !type.is_signed)) {
        max = (std::int64_t(1) << (type.is_signed ? bits - 1 : bits)) - 1;
        if (type.is_signed) min = -*max - 1;
    }
    if (rule && rule->min) min = rule->min;
    if (rule && rule->max) max = rule->max;
    schema.text("format", bits == 64 || (bits == 32 && !type.is_signed) ? "int64" : "int32");
    if (min) schema.number("minimum", *min);
    if (max) schema.number("maximum", *max);
}

void add_range(ObjectText& schema, const Rule* rule) {
    if (rule && rule->min) schema.number("minimum", *rule->min);
    if (rule && rule->max) schema.number("maximum", *rule->max);
}

void add_enum(ObjectText& schema, const TypeTable& type, bool nullable) {
    schema.type("string", nullable);
    std::string values = "[";
    for (const EnumValue& entry : type.values) {
        if (values.size() > 1) values += ',';
        append_json_string(entry.name, values);
    }
    schema.raw("enum", values + (nullable ? ",null]" : "]"));
}

void add_lengths(ObjectText& schema, const Rule* rule, std::string_view min, std::string_view max) {
    if (rule && rule->min_length) schema.number(min, std::int64_t(*rule->min_length));
    if (rule && rule->max_length) schema.number(max, std::int64_t(*rule->max_length));
}

void add_object(ObjectText& schema, const TypeTable& type, bool nullable) {
    const std::string reference = "#/components/schemas/" + std::string(type.name);
    if (!nullable) {
        schema.text("$ref", reference);
        return;
    }
    schema.raw("anyOf", R"([{"$ref":")" + reference + R"("},{"type":"null"}])");
}

void add_words(ObjectText& schema, const Rule* rule) {
    if (!rule) return;
    if (!rule->format.empty()) schema.text("format", rule->format);
    if (!rule->en.empty()) schema.text("description", rule->en);
    if (!rule->ja.empty()) schema.text("x-ja", rule->ja);
    if (rule->read_only) schema.raw("readOnly", "true");
}

void add_type(ObjectText& schema, const TypeTable& type, const Rule* rule, bool nullable) {
    switch (type.kind) {
        case Kind::Bool: schema.type("boolean", nullable); return;
        case Kind::Integer:
            schema.type("integer", nullable);
            add_integer(schema, type, rule);
            return;
        case Kind::Number:
            schema.type("number", nullable);
            add_range(schema, rule);
            return;
        case Kind::Text:
            schema.type("string", nullable);
            add_lengths(schema, rule, "minLength", "maxLength");
            return;
        case Kind::IdType:
            schema.type("integer", nullable);
            schema.text("format", "id");
            schema.number("minimum", 1);
            return;
        case Kind::MoneyType:
        case Kind::UnitPriceType:
            schema.type("integer", nullable);
            schema.text("format", type.kind == Kind::MoneyType ? "money" : "unit-price");
            add_range(schema, rule);
            return;
        case Kind::InstantType:
        case Kind::DayType:
        case Kind::MonthType:
            schema.type("string", nullable);
            schema.text("format", type.kind == Kind::InstantType ? "date-time"
                                  : type.kind == Kind::DayType   ? "date"
                                                                 : "month");
            return;
        case Kind::Enum: add_enum(schema, type, nullable); return;
        case Kind::Optional:
        case Kind::PatchType: add_type(schema, *type.element, rule, true); return;
        case Kind::Vector:
            schema.type("array", nullable);
            schema.raw("items", schema_of(*type.element));
            add_lengths(schema, rule, "minItems", "maxItems");
            return;
        case Kind::JsonType: return;  // any value
        case Kind::Object: add_object(schema, type, nullable); return;
    }
}

bool is_required(const Field& field, bool read) {
    if (field.type->kind == Kind::PatchType) return false;
    if (!read) return true;
    return field.type->kind != Kind::Optional && !(field.rule && field.rule->read_only);
}

std::string component_of(const TypeTable& type, bool read) {
    std::string required;
    ObjectText properties;
    for (const Field& field : type.fields) {
        properties.raw(field.name, schema_of(*field.type, field.rule));
        if (!is_required(field, read)) continue;
        required += required.empty() ? "[" : ",";
        append_json_string(field.name, required);
    }
    ObjectText schema;
    schema.text("type", "object");
    schema.raw("additionalProperties", "false");
    if (!required.empty()) schema.raw("required", required + "]");
    schema.raw("properties", std::move(properties).closed());
    return std::move(schema).closed();
}

struct Component {
    const TypeTable* type;
    bool read;
};

// A map, so that the document is the same on every run.
class Components {
public:
    // What is read comes before what is only written.
    void add(const TypeTable& type, bool read) {
        if (type.element) add(*type.element, read);
        if (type.kind != Kind::Object) return;
        const auto [found, is_first] = by_name_.try_emplace(type.name, Component{&type, read});
        if (found->second.type != &type) {
            throw Error(Code::Internal, "two described types are named " + std::string(type.name));
        }
        if (!is_first) return;
        for (const Field& field : type.fields) add(*field.type, read);
    }
    std::string text() const {
        ObjectText schemas;
        for (const auto& [name, component] : by_name_) {
            schemas.raw(name, component_of(*component.type, component.read));
        }
        return std::move(schemas).closed();
    }

private:
    std::map<std::string_view, Component> by_name_;
};

}  // namespace

std::string schema_of(const TypeTable& type, const Rule* rule) {
    ObjectText schema;
    add_type(schema, type, rule, false);
    add_words(schema, rule);
    return std::move(schema).closed();
}

std::string component_schemas(TypeList read, TypeList written) {
    Components components;
    for (const TypeTable* type : read) components.add(*type, true);
    for (const TypeTable* type : written) components.add(*type, false);
    return components.text();
}

}  // namespace tsunagi
