#include "intake/mapping.h"

#include "base/error.h"

#include <algorithm>
#include <map>
#include <set>

namespace tsunagi::intake {

namespace {

constexpr std::string_view kAttribute = "attribute.";

bool is_attribute(std::string_view field) {
    return field.starts_with(kAttribute) && field.size() > kAttribute.size();
}

constexpr std::array kTransforms{
    std::string_view("months_before_snapshot"), std::string_view("days_before_snapshot"),
    std::string_view("split_list"), std::string_view("strip_apostrophe"),
    std::string_view("status_from_value")};

// The fields of which one at least must be mapped, per target.
using Alternatives = std::vector<FieldId>;
std::vector<Alternatives> needs_of(Target target) {
    using enum FieldId;
    const Alternatives person{CustomerKey, EmailAddress, PhoneNumber};
    switch (target) {
        case Target::Customers: return {person};
        case Target::Orders:
            return {{OrderKey}, {OrderOrderedAt}, {LineProductKey, LineProductName}};
        case Target::Subscriptions:
            return {{SubscriptionKey}, {SubscriptionProductKey, SubscriptionProductName}, person};
        case Target::Contacts: {
            Alternatives who = person;  // of a call it need not be known
            who.insert(who.end(), {ContactWaited, ContactAnsweredAt, ContactAbandoned});
            return {{ContactStartedAt}, who};
        }
    }
    return {};
}

class Checker {
public:
    Checker(const Mapping& mapping, const std::vector<std::string>& columns)
        : mapping_(mapping), columns_(columns) {}

    std::vector<FieldError> errors() {
        for (std::size_t i = 0; i < mapping_.columns.size(); ++i) check_column(i);
        for (std::size_t i = 0; i < mapping_.constants.size(); ++i) {
            check_field("/constants/" + std::to_string(i), mapping_.constants[i].field);
        }
        for (const auto& alternatives : needs_of(mapping_.target)) check_need(alternatives);
        return std::move(errors_);
    }

private:
    void check_column(std::size_t index) {
        const ColumnRule& rule = mapping_.columns[index];
        const auto pointer = "/columns/" + std::to_string(index);
        if (!find_column(columns_, rule.column)) {
            add(pointer + "/column", "unknown_column", "the file has no column " + rule.column,
                rule.column);
        }
        check_field(pointer, rule.field);
        if (rule.transform &&
            std::ranges::find(kTransforms, *rule.transform) == kTransforms.end()) {
            add(pointer + "/transform", "unknown_transform",
                "there is no transform " + *rule.transform, *rule.transform);
        }
    }
    void check_field(const std::string& pointer, const std::string& name) {
        if (is_attribute(name)) return;
        const auto* spec = find_field(name);
        if (spec == nullptr) {
            add(pointer + "/field", "unknown_field", "there is no field " + name, name);
        } else if (!takes(mapping_.target, *spec)) {
            add(pointer + "/field", "wrong_target", "this kind of file has no field " + name, name);
        } else {
            mapped_.insert(spec->id);
        }
    }
    void check_need(const Alternatives& alternatives) {
        if (std::ranges::any_of(alternatives, [&](FieldId id) { return mapped_.contains(id); })) {
            return;
        }
        std::string names;
        for (const auto id : alternatives) {
            names += (names.empty() ? "" : " or ") + std::string(spec_of(id).name);
        }
        add("/columns", "missing_field", "a column is needed for " + names, names);
    }
    void add(std::string pointer, std::string code, std::string message, std::string value) {
        errors_.push_back({std::move(pointer),
                           std::move(code),
                           std::move(message),
                           {{"value", std::move(value)}}});
    }

    const Mapping& mapping_;
    const std::vector<std::string>& columns_;
    std::set<FieldId> mapped_;
    std::vector<FieldError> errors_;
};

// Rules for the columns whose names the field is known by: for a field the earliest known name.
std::vector<ColumnRule> rules_for(Target target, const std::vector<std::string>& columns) {
    std::vector<std::string> forms;
    for (const auto& column : columns) forms.push_back(header_form(column));
    std::vector<ColumnRule> rules;
    for (const FieldSpec& spec : field_specs()) {
        if (!takes(target, spec)) continue;
        auto best = std::string_view::npos;
        std::size_t column = 0;
        for (std::size_t i = 0; i < forms.size(); ++i) {
            const auto at = spec.known_as.find("|" + forms[i] + "|");
            if (forms[i].empty() || at >= best) continue;
            best = at;
            column = i;
        }
        if (best == std::string_view::npos) continue;
        rules.push_back({.column = columns[column],
                         .field = std::string(spec.name),
                         .transform = std::nullopt,
                         .when = std::nullopt});
    }
    for (const auto& column : columns) {  // as our own exports name the shop's attributes
        if (is_attribute(column)) rules.push_back({column, column, std::nullopt, std::nullopt});
    }
    return rules;
}

// How many of the needs of the target the rules cover, then how many rules there are.
std::pair<double, std::size_t> fitness(Target target, const std::vector<ColumnRule>& rules) {
    const auto needs = needs_of(target);
    std::size_t met = 0;
    for (const auto& alternatives : needs) {
        met += std::ranges::any_of(alternatives, [&](FieldId id) {
            return std::ranges::any_of(
                rules, [&](const ColumnRule& rule) { return rule.field == spec_of(id).name; });
        });
    }
    return {static_cast<double>(met) / static_cast<double>(needs.size()),
            needs.size() + rules.size()};
}

}  // namespace

std::vector<std::string> column_names(const std::vector<std::string>& header) {
    std::map<std::string, int> seen;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto name = header[i].empty() ? "column " + std::to_string(i + 1) : header[i];
        const auto count = ++seen[name];
        names.push_back(count == 1 ? name : name + "#" + std::to_string(count));
    }
    return names;
}

std::optional<std::size_t> find_column(const std::vector<std::string>& columns,
                                       std::string_view name) {
    const auto exact = std::ranges::find(columns, name);
    if (exact != columns.end()) return static_cast<std::size_t>(exact - columns.begin());
    const auto form = header_form(name);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (header_form(columns[i]) == form) return i;
    }
    return std::nullopt;
}

void check_mapping(const Mapping& mapping, const std::vector<std::string>& columns) {
    auto errors = Checker(mapping, columns).errors();
    if (errors.empty()) return;
    const auto message = "the mapping does not fit the file: " + errors[0].message;
    throw Error(Code::InvalidInput, message, std::move(errors));
}

Mapping suggest_mapping(const std::vector<std::string>& columns, std::optional<Target> target) {
    Mapping best;
    std::pair<double, std::size_t> best_fitness{-1, 0};
    for (const auto candidate :
         {Target::Orders, Target::Subscriptions, Target::Contacts, Target::Customers}) {
        if (target && candidate != *target) continue;
        auto rules = rules_for(candidate, columns);
        const auto fit = fitness(candidate, rules);
        if (fit <= best_fitness) continue;
        best_fitness = fit;
        best = Mapping{};
        best.target = candidate;
        best.columns = std::move(rules);
    }
    return best;
}

Mapping fitted_to(Mapping mapping, const std::vector<std::string>& columns) {
    std::erase_if(mapping.columns,
                  [&](const ColumnRule& rule) { return !find_column(columns, rule.column); });
    return mapping;
}

}  // namespace tsunagi::intake
