// The catalogue of fields that a condition may ask: what each is called, which operators it has,
// what its value is, and what it can be narrowed by. The screen's builder is made from it.
#pragma once

#include "base/phrase.h"
#include "segment/condition.h"

#include <span>

namespace tsunagi::segment {

// What a field is about: the groups of the builder's menu.
BOOST_DEFINE_ENUM_CLASS(FieldTopic, Customer, Orders, Subscriptions, Contacts, Others)

// Where the value of a leaf stands, and what a person chooses it from.
//   Words     `values`: words of the shop (media, prefectures) or the field's own list
//   Ids       `ids`: products or segments
//   Number    `number`, `to`
//   YesNo     nothing
//   Cell      `cell`
BOOST_DEFINE_ENUM_CLASS(ValueKind, Words, Ids, Number, YesNo, Cell)
// Of a number. Money: minor units of the shop's currency.
BOOST_DEFINE_ENUM_CLASS(FieldUnit, None, Orders, Times, Days, Years, Products, Delivery, Money)
// What the words or ids are.
BOOST_DEFINE_ENUM_CLASS(FieldSource, None, Medium, Prefecture, Rank, Sex, Product, Segment,
                        Analysis, Status, Answer, Reason, Purpose, Emotion)
// The lists of Rows.
BOOST_DEFINE_ENUM_CLASS(Narrowing, Product, Status, Reason, Purpose, Channel, Emotion, Answer,
                        Direction, Result, Offer)

struct FieldRule {
    Field field;
    FieldTopic topic;
    Phrase label;
    Phrase meaning;
    ValueKind kind;
    std::span<const Op> ops;
    FieldUnit unit = FieldUnit::None;
    FieldSource source = FieldSource::None;
    std::span<const Narrowing> narrowed_by{};
    bool window = false;
    std::optional<Need> needs{};
};

// In the order of the menu; every Field once.
std::span<const FieldRule> fields();
const FieldRule& rule_of(Field);

// Word and labels of one possible value.
struct FieldValue {
    std::string value;
    std::string ja;
    std::string en;
};
BOOST_DESCRIBE_STRUCT(FieldValue, (), (value, ja, en))

// A field as the builder reads it.
struct FieldEntry {
    Field field = Field::Medium;
    FieldTopic topic = FieldTopic::Customer;
    std::string ja;
    std::string en;
    std::string meaning_ja;
    std::string meaning_en;
    ValueKind kind = ValueKind::Words;
    std::vector<Op> ops;
    FieldUnit unit = FieldUnit::None;
    FieldSource source = FieldSource::None;
    std::vector<FieldValue> values;  // of a closed list; empty: see `source`
    std::vector<Narrowing> narrowed_by;
    bool window = false;
    std::optional<Need> needs;  // the right to see more than insight
};
BOOST_DESCRIBE_STRUCT(FieldEntry, (),
                      (field, topic, ja, en, meaning_ja, meaning_en, kind, ops, unit, source,
                       values, narrowed_by, window, needs))
std::vector<FieldEntry> field_entries();
// Labels of topics, operators and statuses, for the builder.
std::vector<FieldValue> topic_labels();
std::vector<FieldValue> op_labels();
std::vector<FieldValue> status_labels();

}  // namespace tsunagi::segment
