#include "main/analysis_asked.h"

#include "base/json.h"
#include "insight/choice_words.h"
#include "main/analyse_say.h"
#include "main/nearest.h"
#include "record/products.h"
#include "segment/asked_condition.h"
#include "server/insight_query.h"

#include <algorithm>

namespace tsunagi::command {

namespace {

using Names = std::vector<std::string>;

// A refusal in the words of whoever reads, with the name that was probably meant.
struct Refusal {
    const Machine& machine;
    Code code = Code::InvalidInput;

    [[noreturn]] void say_it(const Phrase& phrase, std::initializer_list<PhraseArg> args) const {
        throw Error(code, say(phrase, machine.language, args));
    }
    std::string meant(std::string_view word, const Names& names) const {
        const auto nearest = nearest_to(word, names);
        return nearest ? say(text::kMeant, machine.language, {{"name", *nearest}}) : "";
    }
};

std::string joined(const Names& names) {
    std::string all;
    for (const std::string& name : names) all.append(all.empty() ? "" : ", ").append(name);
    return all;
}

std::optional<Day> day_of_flag(const Refusal& refusal, const std::string& flag,
                               const std::string& text) {
    if (text.empty()) return std::nullopt;
    if (const auto day = parse_day(text)) return day;
    refusal.say_it(text::kBadDay, {{"flag", flag}, {"value", text}});
}

std::vector<record::Product> products_of(const server::Asker& asker) {
    return asker.read([&](store::Reader& reader) {
        std::vector<record::Product> products;
        record::PageRequest asked{.limit = record::PageRequest::kMaxLimit};
        do {
            auto page = record::list_products(reader, asker.viewer(), "", asked);
            std::ranges::move(page.items, std::back_inserter(products));
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
        return products;
    });
}

// By number, else by code, else by a name that only one has.
std::int64_t product_named(const Refusal& refusal, const std::vector<record::Product>& products,
                           const std::string& word) {
    const auto number = insight::whole_number(word);
    Names names;
    Names same;
    for (const auto& product : products) {
        if (number && product.id.value == *number) return *number;
        names.push_back(product.name);
        if (product.external_key) names.push_back(*product.external_key);
        if (product.name == word) same.push_back(std::to_string(product.id.value));
    }
    const auto coded = std::ranges::find(products, std::optional(word),
                                         &record::Product::external_key);
    if (coded != products.end()) return coded->id.value;
    if (same.size() == 1) return *insight::whole_number(same.front());
    if (same.size() > 1) {
        refusal.say_it(
            text::kSeveralProducts,
            {{"value", word}, {"n", std::to_string(same.size())}, {"all", joined(same)}});
    }
    refusal.say_it(text::kNoProduct, {{"value", word}, {"meant", refusal.meant(word, names)}});
}

Names texts_of(const journey::Dictionary& dictionary) {
    Names texts;
    for (int number = 1; number < dictionary.size(); ++number) {
        texts.emplace_back(dictionary.text(number));
    }
    std::ranges::sort(texts);
    return texts;
}

void require_known(const Refusal& refusal, const Phrase& phrase,
                   const journey::Dictionary& dictionary, const Names& words) {
    for (const std::string& word : words) {
        if (dictionary.find(word)) continue;
        refusal.say_it(phrase,
                       {{"value", word}, {"meant", refusal.meant(word, texts_of(dictionary))}});
    }
}

segment::Segment segment_named(const Refusal& refusal, const server::Asker& asker,
                               const std::string& word) {
    const auto segments = asker.read(segment::list_segments);
    const auto number = insight::whole_number(word);
    Names names;
    for (const auto& one : segments) {
        if (one.name == word || (number && one.id.value == *number)) return one;
        names.push_back(one.name);
    }
    refusal.say_it(text::kNoSegment, {{"value", word}, {"meant", refusal.meant(word, names)}});
}

segment::Condition condition_in(const Refusal& refusal, const std::string& json) {
    try {
        auto condition = from_json<segment::Condition>(json);
        segment::check_asked(condition, "");
        return condition;
    } catch (const Error& error) {
        Names why;
        for (const auto& field : error.fields()) {
            why.push_back(field.path.empty() ? field.message : field.path + " " + field.message);
        }
        refusal.say_it(text::kBadCondition, {{"why", joined(why)}});
    }
}

// Whole months are followed back by whole months, anything else by as many days.
insight::Back length_of(Day from, Day to) {
    const auto [first, next] = std::pair(civil(from), civil(to + 1));
    if (first.day == next.day) {
        return {.months = month_of(to + 1).number - month_of(from).number};
    }
    return {.days = to + 1 - from};
}

Comparison comparison_of(const Refusal& refusal, const server::Asker& asker, const Sought& sought,
                         const std::string& word) {
    constexpr std::string_view kSegment = "segment:";
    constexpr insight::Back kYear{.months = 12};
    if (word.starts_with(kSegment)) {
        return {.segment = segment_named(refusal, asker, word.substr(kSegment.size()))};
    }
    if (word == "last-year") return {.back = kYear};
    if (word != "previous") refusal.say_it(text::kBadCompare, {{"value", word}});
    const auto& filter = sought.filter;
    if (!filter.from) return {.back = kYear};
    return {.back = length_of(*filter.from, filter.to.value_or(sought.as_of))};
}

Day as_of_day(const Refusal& refusal, const AnalyseOptions& options, Day today) {
    const Day day = day_of_flag(refusal, "--as-of", options.as_of).value_or(today);
    if (day > today) {
        refusal.say_it(text::kAhead, {{"value", to_text(day)}, {"today", to_text(today)}});
    }
    return day;
}

bool asks(const Names& words) { return std::ranges::find(words, kList) != words.end(); }

void print_each(const Machine& machine, const Names& texts) {
    for (const std::string& one : texts) print(machine, {"{name}", "{name}"}, {{"name", one}});
}

}  // namespace

const insight::Analysis& named_analysis(const Machine& machine, const std::string& name) {
    if (name.empty()) Refusal{machine}.say_it(text::kNameAnAnalysis, {});
    Names names;
    for (const insight::Analysis* analysis : insight::catalogue()) {
        if (analysis->name == name) return *analysis;
        names.emplace_back(analysis->name);
    }
    const Refusal refusal{machine, Code::NotFound};
    refusal.say_it(text::kNoAnalysis, {{"value", name}, {"meant", refusal.meant(name, names)}});
}

insight::Choices choices_of(const Machine& machine, const insight::Analysis& analysis,
                            const std::vector<std::string>& words) {
    const Refusal refusal{machine};
    for (const std::string& word : words) {
        const auto colon = std::min(word.find(':'), word.size());
        const std::string key = word.substr(0, colon);
        const std::string value = word.substr(std::min(colon + 1, word.size()));
        const auto rule = std::ranges::find(analysis.choices, key, &insight::ChoiceRule::key);
        if (rule == analysis.choices.end()) {
            Names keys;
            for (const auto& one : analysis.choices) keys.emplace_back(one.key);
            const auto all = keys.empty() ? say(text::kNoChoices, machine.language) : joined(keys);
            refusal.say_it(text::kNoChoice,
                           {{"value", key}, {"meant", refusal.meant(key, keys)}, {"all", all}});
        }
        if (insight::allows(*rule, value)) continue;
        Names values;
        for (const auto& option : rule->options) values.emplace_back(option.value);
        refusal.say_it(text::kNotAllowed, {{"key", key},
                                           {"value", value},
                                           {"meant", refusal.meant(value, values)},
                                           {"all", insight::allowed_by(*rule)}});
    }
    return {analysis.choices, words};
}

AnalyseFormat format_of(const Machine& machine, const std::string& word) {
    if (const auto format = parse_enum<AnalyseFormat>(word)) return *format;
    Refusal{machine}.say_it(text::kBadFormat, {{"value", word}});
}

Sought sought_of(const Machine& machine, const server::Asker& asker, const journey::View& view,
                 const AnalyseOptions& options) {
    const Refusal refusal{machine};
    Sought sought{.filter = {.from = day_of_flag(refusal, "--from", options.from),
                             .to = day_of_flag(refusal, "--to", options.to),
                             .product = {},
                             .medium = options.media,
                             .prefecture = options.prefectures},
                  .as_of = as_of_day(refusal, options, server::today_of(asker))};
    const auto& [from, to] = std::pair(sought.filter.from, sought.filter.to);
    if (from && to && *to < *from) {
        refusal.say_it(text::kBackwards, {{"from", to_text(*from)}, {"to", to_text(*to)}});
    }
    const auto products = options.products.empty() ? std::vector<record::Product>()
                                                   : products_of(asker);
    for (const std::string& word : options.products) {
        sought.filter.product.push_back(product_named(refusal, products, word));
    }
    require_known(refusal, text::kNoMedium, view.words->media, options.media);
    require_known(refusal, text::kNoPrefecture, view.words->prefectures, options.prefectures);
    if (!options.segment.empty()) sought.segment = segment_named(refusal, asker, options.segment);
    if (!options.condition.empty()) sought.condition = condition_in(refusal, options.condition);
    if (!options.compare.empty()) {
        sought.comparison = comparison_of(refusal, asker, sought, options.compare);
    }
    return sought;
}

bool asks_for_list(const AnalyseOptions& options) {
    return asks(options.products) || asks(options.media) || asks(options.prefectures) ||
           options.segment == kList;
}

void list_asked(const Machine& machine, const server::Asker& asker, const journey::View& view,
                const AnalyseOptions& options) {
    if (asks(options.products)) {
        for (const auto& product : products_of(asker)) {
            print(machine, text::kProduct,
                  {{"id", std::to_string(product.id.value)},
                   {"code", product.external_key.value_or("-")},
                   {"name", product.name}});
        }
    }
    if (asks(options.media)) print_each(machine, texts_of(view.words->media));
    if (asks(options.prefectures)) print_each(machine, texts_of(view.words->prefectures));
    if (options.segment != kList) return;
    for (const auto& one : asker.read(segment::list_segments)) {
        print(machine, text::kNumbered, {{"id", std::to_string(one.id.value)}, {"name", one.name}});
    }
}

}  // namespace tsunagi::command
