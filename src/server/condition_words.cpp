#include "server/condition_words.h"

#include "insight/catalogue.h"
#include "paper/notation.h"
#include "record/pick_lists.h"
#include "record/settings.h"
#include "segment/fields.h"
#include "segment/segments.h"
#include "server/insight_query.h"

#include <algorithm>

namespace tsunagi::server {

namespace {

using segment::FieldSource;
using segment::FieldUnit;
using segment::Leaf;
using segment::Op;
using segment::Part;
using Words = std::vector<std::string>;

constexpr Phrase kQuoted{"「{word}」", "“{word}”"};
constexpr Phrase kComma{"・", ", "};
constexpr Phrase kAnd{"、かつ、", ", and "};
constexpr Phrase kOr{"、または、", ", or "};
constexpr Phrase kNext{"、", "; "};
constexpr Phrase kNested{"({text})", "({text})"};
constexpr Phrase kNoneOf{"({list})のどれにも当てはまらない", "none of these holds: ({list})"};
constexpr Phrase kLeaf{"{days}{field}{rows}が{value}", "{field}{rows}{days} is {value}"};
constexpr Phrase kRows{"({rows})", " ({rows})"};
constexpr Phrase kLastDays{"直近{n}日の", " in the last {n} days"};
constexpr Phrase kDays{"{from}〜{to}の", " in the days {from}–{to}"};
constexpr Phrase kNotTold{"(未登録)", "(not told)"};
constexpr Phrase kBetween{"{n}から{to}まで", "between {n} and {to}"};

Phrase phrase_of(Op op, bool many) {
    switch (op) {
        case Op::AnyOf: return many ? Phrase{"{n}のいずれか", "one of {n}"} : Phrase{"{n}", "{n}"};
        case Op::NoneOf:
            return many ? Phrase{"{n}のどれでもない", "none of {n}"}
                        : Phrase{"{n}ではない", "not {n}"};
        case Op::AllOf: return many ? Phrase{"{n}のすべて", "all of {n}"} : Phrase{"{n}", "{n}"};
        case Op::AtLeast: return {"{n}以上", "at least {n}"};
        case Op::AtMost: return {"{n}以下", "at most {n}"};
        case Op::Exactly: return {"ちょうど{n}", "exactly {n}"};
        case Op::Between: return kBetween;
        case Op::Yes: return {"ある", "there"};
        case Op::No: return {"ない", "not there"};
    }
    return {};
}

Phrase phrase_of(FieldUnit unit) {
    switch (unit) {
        case FieldUnit::Orders: return {"{n}回", "{n} orders"};
        case FieldUnit::Times: return {"{n}回", "{n} times"};
        case FieldUnit::Days: return {"{n}日", "{n} days"};
        case FieldUnit::Years: return {"{n}歳", "{n} years"};
        case FieldUnit::Products: return {"{n}種類", "{n} products"};
        case FieldUnit::Delivery: return {"{n}回目", "delivery {n}"};
        case FieldUnit::None:
        case FieldUnit::Money: break;
    }
    return {"{n}", "{n}"};
}

class Reading {
public:
    explicit Reading(const Asker& asker) : language_(asker.language()), labels_(labels_of(asker)) {
        asker.read([&](store::Reader& reader) {
            lists_ = record::read_pick_lists(reader);
            notation_ = {language_, record::read_settings(reader).currency};
            for (const auto& one : segment::list_segments(reader)) {
                segments_.emplace(one.id.value, one.name);
            }
        });
    }

    std::string read(const segment::Condition& condition) const {
        const auto parts = segment::parts_of(condition);
        return text_of(parts, 0);
    }

private:
    std::string said(const Phrase& phrase, std::initializer_list<PhraseArg> args = {}) const {
        return say(phrase, language_, args);
    }
    std::string label(const std::string& ja, const std::string& en) const {
        return language_ == Language::Ja ? ja : en;
    }

    // The first of `all` with this code: reasons, purposes, the values of a field.
    template <class T>
    std::string named(const std::vector<T>& all, std::string T::* code,
                      const std::string& word) const {
        const auto found = std::ranges::find(all, word, code);
        return found == all.end() ? word : label(found->ja, found->en);
    }
    std::string choice(const std::vector<record::Choice>& all, const std::string& code) const {
        return named(all, &record::Choice::code, code);
    }

    std::string word_in(const segment::FieldRule& rule, const std::string& word) const {
        if (word.empty()) return said(kNotTold);
        switch (rule.source) {
            case FieldSource::Reason: return named(lists_.reasons, &record::Reason::code, word);
            case FieldSource::Purpose: return choice(lists_.purposes, word);
            case FieldSource::Emotion: return choice(lists_.emotions, word);
            default: break;
        }
        const auto entries = segment::field_entries();
        const auto entry = std::ranges::find(entries, rule.field, &segment::FieldEntry::field);
        return named(entry->values, &segment::FieldValue::value, word);
    }
    std::string id_in(const segment::FieldRule& rule, std::int64_t id) const {
        if (rule.source == FieldSource::Product) return labels_.product(id);
        const auto found = segments_.find(id);
        return found == segments_.end() ? "#" + std::to_string(id) : found->second;
    }

    std::string joined(const Words& words, const Phrase& between) const {
        std::string text;
        for (const auto& word : words) {
            if (!text.empty()) text += said(between);
            text += word;
        }
        return text;
    }
    std::string quoted(Words words) const {
        for (auto& word : words) word = said(kQuoted, {{"word", word}});
        return joined(words, kComma);
    }

    std::string amount(std::int64_t number, FieldUnit unit) const {
        const bool money = unit == FieldUnit::Money;
        const auto written = notation_.written(static_cast<double>(number),
                                               money ? insight::Unit::Money : insight::Unit::Count);
        return said(phrase_of(unit), {{"n", written}});
    }
    std::string cell_of(const segment::ResultCell& cell) const {
        const auto all = insight::catalogue();
        const auto found = std::ranges::find(all, cell.analysis, &insight::Analysis::name);
        const auto title = found == all.end() ? cell.analysis : said((*found)->title);
        return title + " " + cell.key;
    }

    std::string value_of(const Leaf& leaf, const segment::FieldRule& rule) const {
        if (leaf.number) {
            return said(phrase_of(*leaf.op, false),
                        {{"n", amount(*leaf.number, rule.unit)},
                         {"to", amount(leaf.to.value_or(*leaf.number), rule.unit)}});
        }
        Words words;
        if (leaf.values) {
            for (const auto& word : *leaf.values) words.push_back(word_in(rule, word));
        } else if (leaf.ids) {
            for (const auto id : *leaf.ids) words.push_back(id_in(rule, id));
        } else if (leaf.cell) {
            words.push_back(cell_of(*leaf.cell));
        }
        return said(phrase_of(*leaf.op, words.size() > 1), {{"n", quoted(words)}});
    }

    std::string days_of(const std::optional<segment::DayWindow>& window) const {
        if (!window) return "";
        if (window->last_days) {
            return said(kLastDays, {{"n", std::to_string(*window->last_days)}});
        }
        return said(kDays, {{"from", window->from ? to_text(*window->from) : ""},
                            {"to", window->to ? to_text(*window->to) : ""}});
    }

    // "用件: 「解約」"; nothing of a list that is not given.
    template <class Value, class Say>
    void add_row(Words& rows, const Phrase& name, const std::optional<std::vector<Value>>& list,
                 Say&& word) const {
        if (!list) return;
        Words words;
        for (const Value& value : *list) words.push_back(word(value));
        rows.push_back(said(name) + ": " + quoted(words));
    }
    std::string rows_of(const segment::Rows& of) const {
        const auto among = [&](const std::vector<record::Choice>& all) {
            return [&](const auto value) { return choice(all, std::string(word_of(value))); };
        };
        Words rows;
        add_row(rows, {"商品", "Product"}, of.product,
                [&](std::int64_t id) { return labels_.product(id); });
        add_row(rows, {"提案", "Offer"}, of.offer,
                [&](std::int64_t id) { return labels_.offer(id); });
        add_row(rows, {"定期の状態", "Subscription status"}, of.status, [&](auto status) {
            return named(segment::status_labels(), &segment::FieldValue::value,
                         std::string(word_of(status)));
        });
        add_row(rows, {"理由", "Reason"}, of.reason, [&](const std::string& code) {
            return named(lists_.reasons, &record::Reason::code, code);
        });
        add_row(rows, {"用件", "Purpose"}, of.purpose, among(lists_.purposes));
        add_row(rows, {"手段", "Channel"}, of.channel, among(lists_.channels));
        add_row(rows, {"感情", "Emotion"}, of.emotion, among(lists_.emotions));
        add_row(rows, {"提案への返答", "Answer to the offer"}, of.answer,
                among(lists_.offer_answers));
        add_row(rows, {"受発信", "Direction"}, of.direction, among(lists_.directions));
        add_row(rows, {"結果", "Result"}, of.result, among(lists_.results));
        return rows.empty() ? "" : said(kRows, {{"rows", joined(rows, kNext)}});
    }

    std::string leaf_of(const Leaf& leaf) const {
        const auto& rule = segment::rule_of(*leaf.field);
        return said(kLeaf, {{"days", days_of(leaf.window)},
                            {"field", said(rule.label)},
                            {"rows", leaf.of ? rows_of(*leaf.of) : ""},
                            {"value", value_of(leaf, rule)}});
    }

    std::string text_of(const std::vector<Part>& parts, std::size_t at) const {
        const Part& part = parts[at];
        if (part.leaf != nullptr) return leaf_of(*part.leaf);
        Words words;
        for (std::size_t inner = at + 1; inner < part.end; inner = parts[inner].end) {
            const auto text = text_of(parts, inner);
            const bool joins = parts[inner].leaf == nullptr &&
                               parts[inner].kind != Part::Kind::None &&
                               parts[inner].end - inner > 2;
            words.push_back(joins ? said(kNested, {{"text", text}}) : text);
        }
        if (part.kind == Part::Kind::None) return said(kNoneOf, {{"list", joined(words, kOr)}});
        return joined(words, part.kind == Part::Kind::All ? kAnd : kOr);
    }

    Language language_;
    insight::Labels labels_;
    record::PickLists lists_;
    paper::Notation notation_;
    std::map<std::int64_t, std::string> segments_;
};

}  // namespace

std::string said(const Asker& asker, const segment::Condition& condition) {
    return Reading(asker).read(condition);
}

}  // namespace tsunagi::server
