#include "segment/fields.h"
#include "segment/test.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace tsunagi::segment {

namespace {

using journey::Dictionary;
using journey::TouchLane;

Marks marks_of(const Dictionary& words, const std::vector<std::string>& texts) {
    Marks marks(words.size());
    for (const auto& text : texts) {
        if (const auto number = words.find(text)) marks.set(*number);
    }
    return marks;
}

template <class E>
Marks marks_of(const Dictionary& words, const std::optional<std::vector<E>>& values) {
    if (!values) return {};
    Marks marks(words.size());
    for (const E value : *values) {
        if (const auto number = words.find(word_of(value))) marks.set(*number);
    }
    return marks;
}

// A reason and those below it, whose codes go on behind a dot.
Marks reasons_of(const Dictionary& words, const std::optional<std::vector<std::string>>& codes) {
    if (!codes) return {};
    Marks marks(words.size());
    for (int number = 0; number < words.size(); ++number) {
        const auto text = words.text(number);
        const bool wanted = std::ranges::any_of(*codes, [&](const std::string& code) {
            return text == code || (!code.empty() && text.starts_with(code + "."));
        });
        if (wanted) marks.set(number);
    }
    return marks;
}

// Of products or offers.
Marks ids_of(const journey::Products& known, const std::vector<std::int64_t>& ids) {
    Marks marks(known.size());
    for (const std::int64_t id : ids) {
        if (const auto number = known.find(id)) marks.set(*number);
    }
    return marks;
}

template <class E>
bool asked_for(const std::optional<std::vector<E>>& list, E value) {
    return !list || std::ranges::find(*list, value) != list->end();
}

// Whether a contact with these flags is asked for.
bool wanted(const Rows& rows, int flags) {
    using record::Direction;
    using record::Emotion;
    using record::OfferAnswer;
    const auto has = [&](std::uint8_t flag) { return (flags & flag) != 0; };
    const Emotion emotion = has(TouchLane::kNegative)   ? Emotion::Negative
                            : has(TouchLane::kPositive) ? Emotion::Positive
                                                        : Emotion::Neutral;
    const Direction direction = has(TouchLane::kInbound) ? Direction::Inbound : Direction::Outbound;
    const bool answered =
        !rows.answer ||
        (has(TouchLane::kAccepted) && asked_for(rows.answer, OfferAnswer::Accepted)) ||
        (has(TouchLane::kDeclined) && asked_for(rows.answer, OfferAnswer::Declined));
    return asked_for(rows.emotion, emotion) && asked_for(rows.direction, direction) && answered;
}

Marks sexes_of(const std::vector<std::string>& values) {
    Marks marks(int(journey::Sex::Other) + 1);
    for (const std::string& value : values) {
        switch (parse_enum<record::Sex>(value).value()) {
            case record::Sex::Female: marks.set(int(journey::Sex::Female)); break;
            case record::Sex::Male: marks.set(int(journey::Sex::Male)); break;
            case record::Sex::Other: marks.set(int(journey::Sex::Other)); break;
            case record::Sex::Unknown: marks.set(int(journey::Sex::Unknown)); break;
        }
    }
    return marks;
}

void narrow(Test& test, const Rows& rows, const journey::Words& words) {
    if (rows.product) test.product = ids_of(words.products, *rows.product);
    if (rows.status) {
        test.status = Marks(int(record::CustomerStatus::None) + 1);
        for (const auto status : *rows.status) test.status.set(int(status));
    }
    test.reason = reasons_of(words.reasons, rows.reason);
    test.purpose = marks_of(words.purposes, rows.purpose);
    test.channel = marks_of(words.channels, rows.channel);
    test.result = marks_of(words.results, rows.result);
    if (rows.offer) test.offer = ids_of(words.offers, *rows.offer);
}

void look_at_days(Test& test, const DayWindow& window, Day as_of) {
    if (window.last_days) test.from = journey::lane_day(as_of - (*window.last_days - 1));
    if (window.from) test.from = journey::lane_day(*window.from);
    if (window.to) test.to = journey::lane_day(*window.to);
}

void compare(Test& test, const Leaf& leaf) {
    const std::int64_t number = leaf.number.value_or(0);
    if (test.op != Op::AtMost) test.low = number;
    if (test.op == Op::AtMost || test.op == Op::Exactly) test.high = number;
    if (test.op == Op::Between) test.high = leaf.to.value_or(number);
}

template <class Map, class Key>
const journey::Bitmap* found_in(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

template <class E>
std::vector<E> parsed(const std::vector<std::string>& words) {
    std::vector<E> values;
    for (const std::string& word : words) values.push_back(parse_enum<E>(word).value());
    return values;
}

// The values of a closed list are asked like a narrowing.
void choose_words(Test& test, Rows& rows, const Leaf& leaf, const journey::Words& words) {
    const auto& values = *leaf.values;
    if (test.field == Field::Medium) test.word = marks_of(words.media, values);
    if (test.field == Field::Prefecture) test.word = marks_of(words.prefectures, values);
    if (test.field == Field::Rank) test.word = marks_of(words.ranks, values);
    if (test.field == Field::Sex) test.word = sexes_of(values);
    if (test.field == Field::CancelReason) rows.reason = values;
    if (test.field == Field::SubscriptionStatus)
        rows.status = parsed<record::CustomerStatus>(values);
    if (test.field == Field::OfferAnswer) rows.answer = parsed<record::OfferAnswer>(values);
    if (test.field == Field::ContactPurpose) rows.purpose = parsed<record::Purpose>(values);
    if (test.field == Field::ContactEmotion) rows.emotion = parsed<record::Emotion>(values);
}

}  // namespace

Test test_of(const Leaf& leaf, const journey::Snapshot& snapshot, const KnownMembers& known) {
    const journey::Words& words = *snapshot.view->words;
    Test test{.field = leaf.field.value(), .op = leaf.op.value()};
    test.year = civil(snapshot.as_of).year;
    Rows rows = leaf.of.value_or(Rows{});
    if (leaf.values) choose_words(test, rows, leaf, words);
    narrow(test, rows, words);
    for (int flags = 0; flags < int(test.touch.size()); ++flags) {
        test.touch.at(std::size_t(flags)) = wanted(rows, flags) ? 1 : 0;
    }
    if (leaf.window) look_at_days(test, *leaf.window, snapshot.as_of);
    if (rule_of(test.field).kind == ValueKind::Number) compare(test, leaf);
    if (leaf.ids && test.field == Field::Segment) {
        for (const auto id : *leaf.ids) test.members.push_back(found_in(known.segments, id));
    } else if (leaf.ids) {
        test.product = ids_of(words.products, *leaf.ids);
        test.wanted = std::set(leaf.ids->begin(), leaf.ids->end()).size();
    }
    if (leaf.cell) test.members.push_back(found_in(known.cells, *leaf.cell));
    return test;
}

}  // namespace tsunagi::segment
