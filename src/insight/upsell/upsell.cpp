#include "insight/upsell/upsell.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/periods.h"
#include "insight/upsell/courses.h"

#include <bit>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using namespace upsell;

constexpr std::array kChoices{kSplit};

bool of_subscriptions(std::size_t move) { return move <= Moves::at(Move::Priced); }

struct MonthCount {
    std::int64_t in_force = 0;
    std::array<std::int64_t, kMoves> moves{};

    void add(const MonthCount& other) {
        in_force += other.in_force;
        for (std::size_t move = 0; move < kMoves; ++move) moves[move] += other.moves[move];
    }
};

struct Count {
    Moves moves;
    CountCourses courses;
    std::vector<MonthCount> months;

    void operator()(const Journey& journey) {
        moves.read(journey, *this);
        for (const Move move : {Move::Added, Move::Bought, Move::Subscribers}) {
            for (auto left = moves.months(move); left != 0; left &= left - 1) {
                ++months[static_cast<std::size_t>(std::countr_zero(left))].moves[Moves::at(move)];
            }
        }
    }
    void stepped(const Journey& journey, const Step& step) {
        ++months[static_cast<std::size_t>(step.month)].moves[Moves::at(step.move)];
        courses.stepped(journey, step);
    }
    void ran(const Journey& journey, const Stretch& stretch) {
        for (int month = stretch.since; month <= stretch.until; ++month) {
            ++months[static_cast<std::size_t>(month)].in_force;
        }
        courses.ran(journey, stretch);
    }
    void turned(const journey::Event& event, int product, int monthly) {
        courses.turned(event, product, monthly);
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < months.size(); ++i) months[i].add(other.months[i]);
        courses.merge(other.courses);
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
    const Split split(question);
    const Count start{Moves(question.scope, window),
                      {.scope = &question.scope,
                       .window = &window,
                       .split = &split,
                       .groups = std::vector<GroupMoves>(split.size())},
                      std::vector<MonthCount>(static_cast<std::size_t>(window.size()))};
    const Count counts = journey::fold(question.scope.snapshot, start, question.scope.options());
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
    MonthCount over;     // of the months that are
    MonthCount not_yet;  // of the one that is not
    for (int i = 0; i < window.size(); ++i) {
        const MonthCount& month = counts.months[static_cast<std::size_t>(i)];
        if (!window.shown(i) || month.in_force == 0) continue;
        const bool is = is_over(window.month(i), question.scope.snapshot.as_of);
        (is ? over : not_yet).add(month);
        std::vector<Cell> cells{month_cell(window.month(i)), count_cell(month.in_force),
                                with_people(count_cell(month.moves[Moves::at(Move::Subscribers)]),
                                            cell_key("subscribers", {window.month(i).number}))};
        for (const Move move : kShown) {
            Cell cell = with_people(share_cell(rate_in(month, move)),
                                    cell_key(word_of(move), {window.month(i).number}));
            cell.immature |= !is;
            cells.push_back(std::move(cell));
        }
        figure.add(std::move(cells));
    }
    const MonthCount& told = over.in_force > 0 ? over : not_yet;
    report.meta.n = told.in_force;
    if (told.in_force == 0) {
        report.remarks.push_back(
            question.said({"期間内の月初に、契約中の定期がありません。",
                           "No subscription was in force at the beginning of a month."}));
        return;
    }
    for (const Move move : kDrawn) {
        Cell cell = share_cell(rate_in(told, move));
        cell.immature |= over.in_force == 0;
        report.headlines.push_back(
            {.key = std::string(word_of(move)),
             .label = question.said({"1か月あたりの{what}", "{what}, a month"},
                                    {{"what", question.said(name_of(move))}}),
             .unit = Unit::Share,
             .cell = std::move(cell)});
    }
    report.figures.push_back(std::move(figure));
    add_groups_and_courses(question, counts.courses, report);
}

struct Find {
    Moves moves;
    Move wanted;
    int month;

    bool operator()(const Journey& journey) {
        moves.read(journey, *this);
        return (moves.months(wanted) & Window::bits(month, month)) != 0;
    }
    void stepped(const Journey&, const Step&) {}
    void ran(const Journey&, const Stretch&) {}
    void turned(const journey::Event&, int, int) {}
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Window window(question);
    if (auto found = people_of_courses(question, window, key)) return std::move(*found);
    const auto move = parse_enum<Move>(key.substr(0, key.find('/')));
    if (!move) no_such_cell(key);
    const auto number = numbers_of(key, word_of(*move), 1);
    if (!number || window.size() == 0) no_such_cell(key);
    const std::int64_t month = number->front() - window.month(0).number;
    if (month < 0 || window.size() <= month) no_such_cell(key);
    return customers_where(question.scope,
                           Find{Moves(question.scope, window), *move, static_cast<int>(month)});
}

constexpr std::array<std::string_view, 4> kOfAMonth{"up", "down", "added", "bought"};

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
         "日で選びます。終わっていない月は灰色で、上の数字(1か月あたり)には入りません。"
         "どのコースからどのコースへは、別の商品"
         "に変わったか、同じ商品の数量・周期が変わって月額の変わった件数です。",
         "Chose to pay more: of subscriptions in force at the beginning of a month, those whose "
         "price of a month rose in it because another product, quantity or cycle was chosen "
         "(several changes count once). Where only the price changed, of the same product, "
         "quantity and cycle, the price changed, and that is neither more nor less chosen. A "
         "subscription that changed "
         "its product counts by the one it had then. Added a subscription: of customers with one "
         "in force then, those who started one of a product they never subscribed. Bought another "
         "product: an order that counts has a product they never bought. The period chooses "
         "months by their first day; the month that is not over is grey and not in what is told of "
         "a month above. From course to course: subscriptions that went on to another product, or "
         "to another quantity or cycle of theirs."},
    .choices = kChoices,
    .of_a_month = kOfAMonth,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
