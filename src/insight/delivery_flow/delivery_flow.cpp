#include "insight/delivery_flow/delivery_flow.h"

#include "insight/buyers.h"
#include "insight/delivery_table.h"
#include "insight/spells.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr int kMost = 24;  // deliveries beyond stand with the 24th
constexpr int kDrawn = 8;  // of the picture
enum class Way : std::uint8_t { Straight, AfterSkip, AfterPause, Cancelled, Waiting, Paused };
constexpr std::size_t kWays = 6;

struct WayWords {
    std::string_view key;
    Phrase label;
};
constexpr std::array<WayWords, kWays> kWords{{
    {"straight", {"そのまま次回へ", "Went on"}},
    {"after_skip", {"スキップ後に次回へ", "After a skip"}},
    {"after_pause", {"休止から再開して次回へ", "Resumed after a pause"}},
    {"cancelled", {"解約", "Cancelled"}},
    {"waiting", {"次回待ち", "Waiting"}},
    {"paused", {"休止中", "Paused"}},
}};

Way way_of(const Waiting& waiting) {
    if (waiting.outcome == Outcome::Cancelled) return Way::Cancelled;
    if (waiting.outcome == Outcome::Open) return waiting.paused ? Way::Paused : Way::Waiting;
    if (waiting.pauses > 0) return Way::AfterPause;
    return waiting.skips > 0 ? Way::AfterSkip : Way::Straight;
}

using Counts = std::array<std::array<std::uint32_t, kWays>, kMost + 1>;

// What happened since the delivery that is waited after, and what an event makes of it.
struct Since {
    bool skipped = false;
    bool was_paused = false;
    bool paused = false;

    constexpr std::size_t number() const {
        return (skipped ? 1u : 0u) + (was_paused ? 2u : 0u) + (paused ? 4u : 0u);
    }
};
struct Step {
    std::uint8_t way = kWays;  // that the waiting goes with this event; kWays: it goes on
    std::uint8_t since = 0;
};
constexpr std::size_t kKinds = 16;  // of an event, and whether it is its subscription's first

constexpr Step step_of(Since since, journey::EventKind kind, bool first) {
    using journey::EventKind;
    Way way = since.paused ? Way::Paused : Way::Waiting;
    bool ends = first;
    if (!first && kind == EventKind::Delivered) {
        way = since.was_paused ? Way::AfterPause : since.skipped ? Way::AfterSkip : Way::Straight;
        ends = true;
    } else if (!first && kind == EventKind::Cancelled) {
        way = Way::Cancelled;
        ends = true;
    }
    if (ends) return {static_cast<std::uint8_t>(way), 0};
    since.skipped |= kind == EventKind::Skipped;
    since.was_paused |= kind == EventKind::Paused;
    since.paused |= kind == EventKind::Paused;
    since.paused &= kind != EventKind::Resumed;
    return {kWays, static_cast<std::uint8_t>(since.number())};
}

// By Since::number() and the event: a look-up where branches would often be foretold wrongly.
constexpr auto kSteps = [] {
    std::array<Step, 8 * kKinds> steps{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::size_t since = i / kKinds;
        const auto kind = static_cast<journey::EventKind>(i % 8);
        steps[i] = step_of({(since & 1) != 0, (since & 2) != 0, (since & 4) != 0}, kind,
                           i % kKinds >= 8);
    }
    return steps;
}();

struct Count {
    const journey::Scope* scope;
    Counts counts{};

    // Every subscription begins with an event that says so: whose it is does not matter.
    bool takes_runs() const { return scope->whole_time() && scope->product.empty(); }
    // Row 0 takes what no delivery waits for, column kWays what ends no waiting.
    void operator()(const journey::Run& run) {
        std::array<std::array<std::uint32_t, kWays + 2>, kMost + 1> all{};
        std::uint32_t* const cells = all.front().data();
        const auto events = run.events();
        const auto& lane = events.lane();
        std::size_t waiting = 0;
        std::size_t since = 0;
        for (journey::Row row = events.first(); row < events.last(); ++row) {
            const std::size_t kind = lane.kind[row];
            const Step step = kSteps[since * kKinds + (kind & 7) + (kind >> 4)];
            ++cells[waiting + step.way];
            const std::size_t delivery = std::min<std::size_t>(lane.delivery[row], kMost);
            const bool delivered = (kind & 7) ==
                                   static_cast<std::size_t>(journey::EventKind::Delivered);
            const std::size_t after = step.way == kWays ? waiting : 0;
            waiting = delivered ? delivery * (kWays + 2) : after;
            since = step.since;
        }
        const Way open = (since & 4) != 0 ? Way::Paused : Way::Waiting;
        ++cells[waiting + static_cast<std::size_t>(open)];
        for (std::size_t delivery = 1; delivery <= kMost; ++delivery) {
            for (std::size_t way = 0; way < kWays; ++way) {
                counts[delivery][way] += all[delivery][way];
            }
        }
    }
    void operator()(const Journey& journey) {
        each_waiting(journey, [&](const Waiting& waiting) {
            if (waiting.delivery == 0 || !scope->covers(waiting.spell_from) ||
                !scope->has(waiting.product)) {
                return;
            }
            const auto delivery = static_cast<std::size_t>(std::min(waiting.delivery, kMost));
            ++counts[delivery][static_cast<std::size_t>(way_of(waiting))];
        });
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            for (std::size_t way = 0; way < kWays; ++way) counts[i][way] += other.counts[i][way];
        }
    }
};

struct Find {
    const journey::Scope* scope;
    int delivery;
    std::optional<Way> way;

    bool operator()(const Journey& journey) const {
        bool found = false;
        each_waiting(journey, [&](const Waiting& waiting) {
            found |= std::min(waiting.delivery, kMost) == delivery &&
                     scope->covers(waiting.spell_from) && scope->has(waiting.product) &&
                     (!way || way_of(waiting) == *way);
        });
        return found;
    }
};

std::int64_t shipped(const std::array<std::uint32_t, kWays>& ways) {
    std::int64_t sum = 0;
    for (const std::uint32_t count : ways) sum += count;
    return sum;
}

// The share that did not cancel, who waits among them; grey while many do.
Cell rate_cell(const std::array<std::uint32_t, kWays>& ways) {
    const auto of = [&](Way way) { return std::int64_t{ways[static_cast<std::size_t>(way)]}; };
    const std::int64_t n = shipped(ways);
    Cell rate = share_cell(rate_of(n - of(Way::Cancelled), n));
    rate.immature |= many_wait(of(Way::Waiting) + of(Way::Paused), n);
    return rate;
}

std::string key_of(std::size_t delivery, std::string_view way) {
    return std::to_string(delivery) + "/" + std::string(way);
}

std::string nth(const Question& question, std::size_t delivery) {
    const auto n = std::to_string(delivery);
    if (delivery == kMost) return question.said({"{n}回目以降", "{n}+"}, {{"n", n}});
    return question.said({"{n}回目", "No. {n}"}, {{"n", n}});
}

Figure table_of(const Question& question, const Counts& counts) {
    Figure table{.key = "deliveries",
                 .title = question.said({"回数ごとの行き先", "Where each delivery led"}),
                 .shape = Shape::Stack,
                 .columns = {{"delivery", question.said({"お届け", "Delivery"}), Unit::Text}}};
    for (const WayWords& way : kWords) {
        table.columns.push_back({std::string(way.key), question.said(way.label), Unit::Count});
        table.drawn.emplace_back(way.key);
    }
    table.columns.push_back({"shipped", question.said({"お届け数", "Shipped"}), Unit::Count});
    table.columns.push_back(
        {"rate", question.said({"継続率(待ちを含む)", "Went on or waits"}), Unit::Share});
    for (std::size_t delivery = 1; delivery <= kMost; ++delivery) {
        const auto& ways = counts[delivery];
        const std::int64_t n = shipped(ways);
        if (n == 0) continue;
        std::vector<Cell> cells{text_cell(nth(question, delivery))};
        for (std::size_t way = 0; way < kWays; ++way) {
            cells.push_back(with_people(count_cell(ways[way]), key_of(delivery, kWords[way].key)));
        }
        cells.push_back(with_people(count_cell(n), key_of(delivery, "all")));
        cells.push_back(rate_cell(ways));
        table.add(std::move(cells));
    }
    return table;
}

Figure picture_of(const Question& question, const Counts& counts) {
    Figure flow{.key = "flow",
                .title = question.said({"定期フロー", "Flow of subscriptions"}),
                .shape = Shape::Flow,
                .columns = {{"from", question.said({"から", "From"}), Unit::Text},
                            {"to", question.said({"へ", "To"}), Unit::Text},
                            {"count", question.said({"件数", "Subscriptions"}), Unit::Count},
                            {"way", question.said({"どのように", "How"}), Unit::Text},
                            {"share", question.said({"お届け数に占める割合", "Of those shipped"}),
                             Unit::Share}},
                .drawn = {"count"},
                .note = question.said(
                    {"次回への帯は、濃い順に「そのまま」「スキップ後」「休止から再開して」です。",
                     "Bands to the next delivery, from dark to light: straight, after a skip, "
                     "resumed after a pause."})};
    for (std::size_t delivery = 1; delivery <= kDrawn; ++delivery) {
        const auto& ways = counts[delivery];
        const std::int64_t n = shipped(ways);
        for (std::size_t way = 0; way < kWays; ++way) {
            if (ways[way] == 0) continue;
            const bool goes_on = way <= static_cast<std::size_t>(Way::AfterPause);
            std::string to = nth(question, delivery + 1);
            if (!goes_on) to = question.said(kWords[way].label);
            flow.add({text_cell(nth(question, delivery)), text_cell(std::move(to)),
                      with_people(count_cell(ways[way]), key_of(delivery, kWords[way].key)),
                      text_cell(question.said(kWords[way].label)),
                      share_cell(rate_of(ways[way], n))});
        }
    }
    return flow;
}

void answer(const Question& question, Report& report) {
    const auto counts = journey::fold(question.scope.snapshot, Count{&question.scope},
                                      question.scope.options())
                            .counts;
    for (const auto& ways : counts) report.meta.n += shipped(ways);
    if (report.meta.n == 0) {
        report.remarks.push_back(question.said({"お届けのあった定期がまだありません。",
                                                "No subscription was shipped a delivery yet."}));
        return;
    }
    report.headlines.push_back({.key = "first_to_second",
                                .label = question.said({"初回のあと継続・次回待ちの割合",
                                                        "Went on or wait after the first"}),
                                .unit = Unit::Share,
                                .cell = rate_cell(counts[1])});
    report.figures.push_back(picture_of(question, counts));
    report.figures.push_back(table_of(question, counts));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    for (std::size_t delivery = 1; delivery <= kMost; ++delivery) {
        Find find{.scope = &question.scope, .delivery = static_cast<int>(delivery), .way = {}};
        bool known = key == key_of(delivery, "all");
        for (std::size_t way = 0; way < kWays && !known; ++way) {
            if (key != key_of(delivery, kWords[way].key)) continue;
            find.way = static_cast<Way>(way);
            known = true;
        }
        if (!known) continue;
        return customers_where(question.scope, find);
    }
    no_such_cell(key);
}

}  // namespace

constexpr Analysis kDeliveryFlow{
    .name = "delivery-flow",
    .topic = Topic::Subscriptions,
    .title = {"定期フロー", "Delivery flow"},
    .asks = {"n回目のお届けのあと、続いた・休んだ・やめたのは何件か",
             "After each delivery, how many went on, paused or left?"},
    .definition =
        {"n回目をお届けした定期が、次のお届けまでにどうなったか。間にスキップや休止があれば、"
         "そのあとで続いたものとして分けます。基準日にまだ次回を待つものは「次回待ち」、休止してい"
         "るものは「休止中」に分けます。継続率(待ちを含む)は解約しなかった割合で、次回待ちと休止中"
         "も含みます。2割をこえる定期がまだ待っているあいだは灰色です。解約後の再開は新しい定期です"
         "。",
         "What became of the subscriptions shipped delivery n before the next one. Those that went "
         "on after a skip or a pause stand apart. Who still waits on the as-of day, or is paused, "
         "stands apart as well. The rate is the share that did not cancel: who waits or is paused "
         "is in it, and it is grey while more than a fifth do. A resumption after cancelling is a "
         "new "
         "subscription."},
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
