#include "insight/upsell/upsell.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/grouping.h"
#include "journey/terms.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::EventKind;
using journey::Journey;

enum class Move { Up, Down, Priced, Added, Bought, Subscribers };
BOOST_DESCRIBE_ENUM(Move, Up, Down, Priced, Added, Bought, Subscribers)
constexpr std::size_t kMoves = 6;
constexpr int kMostMonths = 60;
constexpr int kBefore = -100'000;  // a month before all

// The last months up to the as-of day; the first of them follows the first event on record.
class Window {
public:
    explicit Window(const Question& question)
        : scope_(&question.scope), months_(first_of(question), question.scope.as_of()),
          skipped_(std::max(1, months_.size() - kMostMonths)) {}

    int size() const { return std::max(0, months_.size() - skipped_); }
    // Below 0: before the months that are shown.
    int of(int day) const { return months_.of(day) - skipped_; }
    Month month(int index) const { return months_.month(index + skipped_); }
    int first_day(int index) const {
        return journey::lane_day(day_of(tsunagi::first_day(month(index))).value());
    }
    bool shown(int index) const {
        return 0 <= index && index < size() && scope_->covers(first_day(index));
    }

private:
    static int first_of(const Question& question) {
        return Grouping(question, GroupBy::None).first_day();
    }

    const journey::Scope* scope_;
    journey::Months months_;
    int skipped_;
};

// What one customer did, by month. Reused from one to the next.
struct Moves {
    std::vector<std::array<std::uint16_t, kMoves>> months;
    std::vector<std::uint16_t> in_force;  // subscriptions at the month's beginning
    std::vector<int> known;               // products

    Moves(const journey::Scope& scope, const Window& window)
        : months(static_cast<std::size_t>(window.size())), in_force(months.size()),
          only_price_(scope.words().reasons.find(journey::kOnlyPrice).value_or(-1)) {}

    // False when she has no subscription.
    bool read(const journey::Scope& scope, const Window& window, const Journey& journey) {
        const auto events = journey.events();
        if (events.empty() || months.empty()) return false;
        std::ranges::fill(months, std::array<std::uint16_t, kMoves>{});
        std::ranges::fill(in_force, std::uint16_t{0});
        for (std::uint32_t first = 0; first < events.size();) {
            std::uint32_t last = first + 1;
            while (last < events.size() && !events[last].first) ++last;
            subscription(scope, window, events, first, last);
            first = last;
        }
        for (std::size_t i = 0; i < months.size(); ++i) {
            months[i][at(Move::Subscribers)] = in_force[i] > 0;
        }
        added(window, events);
        bought(window, journey);
        return true;
    }
    bool did(int month, Move move) const {
        const auto i = static_cast<std::size_t>(month);
        return in_force[i] > 0 && months[i][at(move)] > 0;
    }
    static std::size_t at(Move move) { return static_cast<std::size_t>(move); }

private:
    void subscription(const journey::Scope& scope, const Window& window,
                      const journey::Range<journey::EventLane>& events, std::uint32_t first,
                      std::uint32_t last) {
        bool running = false;
        int since = 0;  // the first month that finds it running with `product`
        int product = 0;
        int monthly = 0;
        int month = kBefore;
        bool asked = false;                      // counts in `month`
        std::array<int, 3> counted{-1, -1, -1};  // month in which each move was counted
        for (std::uint32_t i = first; i < last; ++i) {
            const journey::Event event = events[i];
            if (window.of(event.day) != month) {
                month = window.of(event.day);
                asked = month >= 0 && running && scope.has(product);
            }
            const bool priced = event.reason == only_price_ && event.product == product;
            const Move move = priced                    ? Move::Priced
                              : event.monthly > monthly ? Move::Up
                                                        : Move::Down;
            const bool changed = running && event.kind == EventKind::Changed && monthly > 0 &&
                                 event.monthly > 0 && event.monthly != monthly;
            int& last_counted = counted[at(move)];
            if (changed && asked && last_counted != month) {
                ++months[static_cast<std::size_t>(month)][at(move)];
                last_counted = month;
            }
            const bool goes_on = event.kind != EventKind::Cancelled;
            if (running && !(goes_on && event.product == product)) {
                runs(since, month, scope.has(product));
                running = false;
            }
            if (!goes_on) continue;
            if (!running) {
                since = month + 1;
                product = event.product;
            }
            running = true;
            monthly = event.monthly;
        }
        if (running) runs(since, window.size() - 1, scope.has(product));
    }
    // It ran with one product at the beginning of these months.
    void runs(int since, int until, bool asked) {
        if (!asked) return;
        for (int month = std::max(since, 0); month <= until; ++month) {
            ++in_force[static_cast<std::size_t>(month)];
        }
    }
    // Whether it was not known; then it is.
    bool learn(int product) {
        if (std::ranges::find(known, product) != known.end()) return false;
        known.push_back(product);
        return true;
    }
    // Subscriptions are not in the order of their starts; one may have come to a product later.
    void added(const Window& window, const journey::Range<journey::EventLane>& events) {
        known.clear();
        for (const journey::Event start : events) {
            if (!start.first || !learn(start.product)) continue;
            int earliest = start.day;
            int started = start.day;
            for (const journey::Event event : events) {
                if (event.product != start.product) continue;
                earliest = std::min(earliest, event.day);
                if (event.first) started = std::min(started, event.day);
            }
            const int month = window.of(earliest);
            if (started == earliest && month >= 0) {
                ++months[static_cast<std::size_t>(month)][at(Move::Added)];
            }
        }
    }
    void bought(const Window& window, const Journey& journey) {
        known.clear();
        bool counts = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & journey::OrderLane::kFirst) != 0) counts = line.head;
            if (!counts || !learn(line.product)) continue;
            const int month = window.of(line.day);
            if (month >= 0) ++months[static_cast<std::size_t>(month)][at(Move::Bought)];
        }
    }

    int only_price_;  // number of the reason
};

bool of_subscriptions(std::size_t move) { return move <= Moves::at(Move::Priced); }

struct MonthCount {
    std::int64_t in_force = 0;
    std::array<std::int64_t, kMoves> moves{};
};

struct Count {
    const journey::Scope* scope;
    const Window* window;
    Moves moves;
    std::vector<MonthCount> months;

    void operator()(const Journey& journey) {
        if (!moves.read(*scope, *window, journey)) return;
        for (std::size_t i = 0; i < months.size(); ++i) {
            if (moves.in_force[i] == 0) continue;
            months[i].in_force += moves.in_force[i];
            for (std::size_t move = 0; move < kMoves; ++move) {
                const int count = moves.months[i][move];
                months[i].moves[move] += of_subscriptions(move) ? count : std::min(count, 1);
            }
        }
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < months.size(); ++i) {
            months[i].in_force += other.months[i].in_force;
            for (std::size_t move = 0; move < kMoves; ++move) {
                months[i].moves[move] += other.months[i].moves[move];
            }
        }
    }
};

Rate rate_in(const MonthCount& month, Move move) {
    const std::int64_t n = of_subscriptions(Moves::at(move))
                               ? month.in_force
                               : month.moves[Moves::at(Move::Subscribers)];
    return rate_of(month.moves[Moves::at(move)], n);
}

constexpr std::array kDrawn{Move::Up, Move::Down, Move::Added, Move::Bought};
constexpr std::array kShown{Move::Up, Move::Down, Move::Added, Move::Bought, Move::Priced};

Phrase name_of(Move move) {
    switch (move) {
        case Move::Up: return {"アップセル(値上げを除く)", "Chose to pay more"};
        case Move::Down: return {"ダウンセル(値下げを除く)", "Chose to pay less"};
        case Move::Priced: return {"価格改定(値上げ・値下げ)", "Price changed"};
        case Move::Added: return {"定期を追加", "Added a subscription"};
        case Move::Bought: return {"はじめての商品を購入", "Bought another product"};
        case Move::Subscribers: break;
    }
    return {"契約者", "Subscribers"};
}

void answer(const Question& question, Report& report) {
    const Window window(question);
    const Count start{&question.scope, &window, Moves(question.scope, window),
                      std::vector<MonthCount>(static_cast<std::size_t>(window.size()))};
    const auto months =
        journey::fold(question.scope.snapshot, start, question.scope.options()).months;
    Figure figure{
        .key = "months",
        .title = question.said({"月ごとの割合", "Shares by month"}),
        .shape = Shape::Lines,
        .columns = {{"month", question.said({"月", "Month"}), Unit::Month},
                    {"in_force", question.said({"月初の契約", "In force"}), Unit::Count},
                    {"subscribers", question.said(name_of(Move::Subscribers)), Unit::Count}}};
    for (const Move move : kShown) {
        figure.columns.push_back(
            {std::string(word_of(move)), question.said(name_of(move)), Unit::Share});
    }
    for (const Move move : kDrawn) figure.drawn.emplace_back(word_of(move));
    const Month now = month_of(question.scope.snapshot.as_of);
    MonthCount all;
    for (int i = 0; i < window.size(); ++i) {
        const MonthCount& month = months[static_cast<std::size_t>(i)];
        if (!window.shown(i) || month.in_force == 0) continue;
        all.in_force += month.in_force;
        for (std::size_t move = 0; move < kMoves; ++move) all.moves[move] += month.moves[move];
        std::vector<Cell> cells{month_cell(window.month(i)), count_cell(month.in_force),
                                with_people(count_cell(month.moves[Moves::at(Move::Subscribers)]),
                                            cell_key("subscribers", {window.month(i).number}))};
        for (const Move move : kShown) {
            Cell cell = with_people(share_cell(rate_in(month, move)),
                                    cell_key(word_of(move), {window.month(i).number}));
            cell.immature |= window.month(i) == now;
            cells.push_back(std::move(cell));
        }
        figure.add(std::move(cells));
    }
    report.meta.n = all.in_force;
    if (all.in_force == 0) {
        report.remarks.push_back(
            question.said({"期間内の月初に、契約中の定期がありません。",
                           "No subscription was in force at the beginning of a month."}));
        return;
    }
    for (const Move move : kDrawn) {
        report.headlines.push_back(
            {.key = std::string(word_of(move)),
             .label = question.said({"1か月あたりの{what}", "{what}, a month"},
                                    {{"what", question.said(name_of(move))}}),
             .unit = Unit::Share,
             .cell = share_cell(rate_in(all, move))});
    }
    report.figures.push_back(std::move(figure));
}

struct Find {
    const journey::Scope* scope;
    const Window* window;
    Moves moves;
    Move wanted;
    int month;

    bool operator()(const Journey& journey) {
        return moves.read(*scope, *window, journey) && moves.did(month, wanted);
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Window window(question);
    const auto move = parse_enum<Move>(key.substr(0, key.find('/')));
    if (!move) no_such_cell(key);
    const auto number = numbers_of(key, word_of(*move), 1);
    if (!number || window.size() == 0) no_such_cell(key);
    const std::int64_t month = number->front() - window.month(0).number;
    if (month < 0 || window.size() <= month) no_such_cell(key);
    return customers_where(question.scope,
                           Find{&question.scope, &window, Moves(question.scope, window), *move,
                                static_cast<int>(month)});
}

}  // namespace

constexpr Analysis kUpsell{
    .name = "upsell",
    .topic = Topic::Success,
    .title = {"アップセル・クロスセル", "Up-sell and cross-sell"},
    .asks = {"契約中の方の何割が、月額の高いコースや別の商品に進むか",
             "How many subscribers come to pay more, or add another product?"},
    .definition =
        {"アップセルは、月初に契約中だった定期のうち、お客様の選んだ変更(別のコース、数量、周期)で"
         "その月に1か月あたりの金額が上がったものの割合です(同じ月の複数の変更は1件)。商品・数量・"
         "周期がそのままで価格だけが変わったものは価格改定(値上げ・値下げ)"
         "とし、アップセルにもダウン"
         "セルにも入れません。商品の変わった定期は、月初の商品で数えます。定期を追加は、"
         "月初に契約中の定期があった顧客のうち、その月にはじめての商品の定期を始めた人。はじめての"
         "商品を購入は、その月の有効な注文にこれまで買ったことのない商品がある人です。期間は月初の"
         "日で選び、終わっていない月は灰色です。",
         "Chose to pay more: of subscriptions in force at the beginning of a month, those whose "
         "price of a month rose in it because another product, quantity or cycle was chosen "
         "(several changes count once). Where only the price changed, of the same product, "
         "quantity and cycle, the price changed, and that is neither more nor less chosen. A "
         "subscription that changed "
         "its product counts by the one it had then. Added a subscription: of customers with one "
         "in force then, those who started one of a product they never subscribed. Bought another "
         "product: an order that counts has a product they never bought. The period chooses "
         "months by their first day; the month that is not over is grey."},
    .choices = {},
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
