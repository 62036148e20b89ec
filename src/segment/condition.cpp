#include "segment/condition.h"

#include "base/text.h"
#include "segment/fields.h"

#include <algorithm>

namespace tsunagi::segment {

namespace {

using Errors = std::vector<FieldError>;
constexpr std::size_t kMostErrors = 100;

void refuse(Errors& errors, const std::string& pointer, std::string code, std::string message,
            std::vector<FieldError::Arg> args = {}) {
    if (errors.size() >= kMostErrors) return;
    errors.push_back({pointer, std::move(code), std::move(message), std::move(args)});
}

// The lists of Rows that are given, by what they narrow.
std::vector<std::pair<Narrowing, std::size_t>> lists_of(const Rows& rows) {
    std::vector<std::pair<Narrowing, std::size_t>> lists;
    const auto add = [&](Narrowing narrowing, const auto& list) {
        if (list) lists.emplace_back(narrowing, list->size());
    };
    add(Narrowing::Product, rows.product);
    add(Narrowing::Status, rows.status);
    add(Narrowing::Reason, rows.reason);
    add(Narrowing::Purpose, rows.purpose);
    add(Narrowing::Channel, rows.channel);
    add(Narrowing::Emotion, rows.emotion);
    add(Narrowing::Answer, rows.answer);
    add(Narrowing::Direction, rows.direction);
    add(Narrowing::Result, rows.result);
    add(Narrowing::Offer, rows.offer);
    return lists;
}

// Whether a closed list has the word; of an open one it may come yet.
bool is_value(FieldSource source, std::string_view word) {
    if (source == FieldSource::Status) return parse_enum<record::CustomerStatus>(word).has_value();
    if (source == FieldSource::Answer) return parse_enum<record::OfferAnswer>(word).has_value();
    if (source == FieldSource::Purpose) return parse_enum<record::Purpose>(word).has_value();
    if (source == FieldSource::Emotion) return parse_enum<record::Emotion>(word).has_value();
    if (source == FieldSource::Sex) return parse_enum<record::Sex>(word).has_value();
    return true;
}

// Says what is wrong with one leaf.
class LeafCheck {
public:
    LeafCheck(const Leaf& leaf, std::string pointer, Errors& errors)
        : leaf_(leaf), pointer_(std::move(pointer)), errors_(errors) {}

    void run() {
        if (!leaf_.field) return missing("field");
        rule_ = &rule_of(*leaf_.field);
        if (!leaf_.op) {
            missing("op");
        } else if (std::ranges::find(rule_->ops, *leaf_.op) == rule_->ops.end()) {
            say("op", "not_in_list",
                std::string(word_of(*leaf_.op)) + " is no operator of " +
                    std::string(word_of(rule_->field)));
        }
        value();
        lengths();
        cell();
        narrowing();
        window();
    }

private:
    void say(std::string_view field, std::string code, std::string message,
             std::vector<FieldError::Arg> args = {}) {
        refuse(errors_, pointer_ + "/" + std::string(field), std::move(code), std::move(message),
               std::move(args));
    }
    void missing(std::string_view field) {
        say(field, "missing", std::string(field) + " is needed here");
    }
    // A value belongs to the field's kind, or must not be there.
    void belongs(std::string_view name, bool given, bool wanted) {
        if (wanted && !given) missing(name);
        if (!wanted && given) {
            say(name, "not_allowed_here",
                std::string(word_of(rule_->field)) + " has no " + std::string(name));
        }
    }
    void filled(std::string_view name, std::size_t size) {
        if (size == 0) missing(name);
        if (size > kMostValues) {
            const auto max = std::to_string(kMostValues);
            say(name, "too_long", "at most " + max + " values", {{"max", max}});
        }
    }

    void value() {
        const ValueKind kind = rule_->kind;
        belongs("values", leaf_.values.has_value(), kind == ValueKind::Words);
        belongs("ids", leaf_.ids.has_value(), kind == ValueKind::Ids);
        belongs("cell", leaf_.cell.has_value(), kind == ValueKind::Cell);
        belongs("number", leaf_.number.has_value(), kind == ValueKind::Number);
        belongs("to", leaf_.to.has_value(), kind == ValueKind::Number && leaf_.op == Op::Between);
        if (leaf_.values) filled("values", leaf_.values->size());
        if (leaf_.ids) filled("ids", leaf_.ids->size());
        if (kind == ValueKind::Words && leaf_.values) words();
        if (leaf_.number && leaf_.to && *leaf_.to < *leaf_.number) {
            say("to", "too_small", "the end of a range is not below its beginning",
                {{"min", std::to_string(*leaf_.number)}});
        }
    }
    void lengths() {
        if (leaf_.values) lengths_of("values", *leaf_.values);
        if (leaf_.of && leaf_.of->reason) lengths_of("of/reason", *leaf_.of->reason);
    }
    void cell() {
        if (!leaf_.cell) return;
        const ResultCell& cell = *leaf_.cell;
        lengths_of("cell/choices", cell.choices);
        if (cell.product) filled("cell/product", cell.product->size());
        filter_words("cell/medium", cell.medium);
        filter_words("cell/prefecture", cell.prefecture);
        if (cell.from && cell.to && *cell.to < *cell.from) {
            say("cell/to", "ends_before_start", "a period does not end before it starts");
        }
    }
    void filter_words(std::string_view list, const std::optional<std::vector<std::string>>& words) {
        if (!words) return;
        filled(list, words->size());
        lengths_of(list, *words);
    }
    void lengths_of(std::string_view list, const std::vector<std::string>& words) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (code_points(words[i]) <= kLongestWord) continue;
            const auto max = std::to_string(kLongestWord);
            say(std::string(list) + "/" + std::to_string(i), "too_long",
                "at most " + max + " characters", {{"max", max}});
        }
    }
    void words() {
        for (std::size_t i = 0; i < leaf_.values->size(); ++i) {
            const std::string& word = leaf_.values->at(i);
            if (!is_value(rule_->source, word))
                say("values/" + std::to_string(i), "not_in_list", word + " is no value");
        }
    }
    void narrowing() {
        if (!leaf_.of) return;
        for (const auto& [narrowing, size] : lists_of(*leaf_.of)) {
            const auto name = "of/" + std::string(word_of(narrowing));
            if (std::ranges::find(rule_->narrowed_by, narrowing) == rule_->narrowed_by.end()) {
                belongs(name, true, false);
            } else {
                filled(name, size);
            }
        }
    }
    void window() {
        if (!leaf_.window) return;
        if (!rule_->window) return belongs("window", true, false);
        const DayWindow& window = *leaf_.window;
        if (window.last_days && (window.from || window.to)) {
            say("window/last_days", "not_allowed_here", "either the last days or from and to");
        } else if (!window.last_days && !window.from && !window.to) {
            say("window", "missing", "a window has days");
        }
        if (window.from && window.to && *window.to < *window.from) {
            say("window/to", "too_small", "the end of a window is not before its beginning",
                {{"min", to_text(*window.from)}});
        }
    }

    const Leaf& leaf_;
    std::string pointer_;
    Errors& errors_;
    const FieldRule* rule_ = nullptr;
};

bool asks_something(const Leaf& leaf) { return leaf != Leaf{}; }

// Lays a condition out as Parts; tells what is wrong when it is given a place for it.
class Walk {
public:
    Walk(std::vector<Part>& parts, Errors* errors) : parts_(parts), errors_(errors) {}

    template <int Depth>
    void walk(const ConditionOfDepth<Depth>& condition, int depth, const std::string& pointer) {
        if constexpr (Depth > 0) {
            const int groups = condition.all.has_value() + condition.any.has_value() +
                               condition.none.has_value();
            if (groups > 1 || (groups == 1 && asks_something(condition))) {
                say(pointer, "ambiguous", "a condition is one of all, any, none or a field");
            }
            if (groups > 0) {
                if (condition.all) group(Part::Kind::All, *condition.all, depth, pointer, "/all");
                if (condition.any) group(Part::Kind::Any, *condition.any, depth, pointer, "/any");
                if (condition.none) {
                    group(Part::Kind::None, *condition.none, depth, pointer, "/none");
                }
                return;
            }
        }
        add({.kind = Part::Kind::Leaf, .leaf = &condition, .depth = depth, .pointer = pointer});
        ++leaves_;
        if (errors_ != nullptr && !too_many()) LeafCheck(condition, pointer, *errors_).run();
    }
    bool too_many() const { return leaves_ > kMostLeaves; }

private:
    void say(const std::string& pointer, std::string code, std::string message,
             std::vector<FieldError::Arg> args = {}) {
        if (errors_ != nullptr) {
            refuse(*errors_, pointer, std::move(code), std::move(message), std::move(args));
        }
    }
    // Who looks for errors needs no more of them than that.
    bool stops() const { return errors_ != nullptr && too_many(); }
    std::size_t add(Part part) {
        part.end = parts_.size() + 1;
        parts_.push_back(std::move(part));
        return parts_.size() - 1;
    }
    template <class Group>
    void group(Part::Kind kind, const Group& members, int depth, const std::string& pointer,
               std::string_view word) {
        const auto here = pointer + std::string(word);
        if (depth + 1 > kMostDepth) {
            const auto max = std::to_string(kMostDepth);
            say(here, "too_deep", "groups are nested at most " + max + " deep", {{"max", max}});
        }
        if (members.empty()) say(here, "missing", "a group has conditions");
        const auto at = add({.kind = kind, .depth = depth, .pointer = here});
        for (std::size_t i = 0; i < members.size() && !stops(); ++i) {
            walk(members[i], depth + 1, here + "/" + std::to_string(i));
        }
        parts_[at].end = parts_.size();
    }

    std::vector<Part>& parts_;
    Errors* errors_;
    std::size_t leaves_ = 0;
};

}  // namespace

std::vector<FieldError> errors_of(const Condition& condition, std::string_view at) {
    Errors errors;
    std::vector<Part> parts;
    Walk walk(parts, &errors);
    walk.walk(condition, 0, std::string(at));
    if (walk.too_many()) {
        const auto max = std::to_string(kMostLeaves);
        refuse(errors, std::string(at), "too_many", "at most " + max + " conditions",
               {{"max", max}});
    }
    return errors;
}

std::vector<Part> parts_of(const Condition& condition, std::string_view at) {
    std::vector<Part> parts;
    Walk(parts, nullptr).walk(condition, 0, std::string(at));
    return parts;
}

Named named_in(const Condition& condition) {
    Named named;
    for (const Part& part : parts_of(condition)) {
        if (part.leaf == nullptr) continue;
        if (part.leaf->field == Field::Segment && part.leaf->ids) {
            const auto& ids = *part.leaf->ids;
            named.segments.insert(named.segments.end(), ids.begin(), ids.end());
        }
        if (!part.leaf->cell) continue;
        named.cells.push_back(*part.leaf->cell);
        if (part.leaf->cell->segment) named.segments.push_back(*part.leaf->cell->segment);
    }
    const auto once = [](auto& values) {
        std::ranges::sort(values);
        const auto rest = std::ranges::unique(values);
        values.erase(rest.begin(), rest.end());
    };
    once(named.segments);
    once(named.cells);
    return named;
}

std::vector<Need> needs_of(const Condition& condition) {
    std::vector<Need> needs;
    for (const Part& part : parts_of(condition)) {
        if (part.leaf == nullptr || !part.leaf->field) continue;
        const auto need = rule_of(*part.leaf->field).needs;
        if (need && std::ranges::find(needs, *need) == needs.end()) needs.push_back(*need);
    }
    return needs;
}

}  // namespace tsunagi::segment
