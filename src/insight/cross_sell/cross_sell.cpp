#include "insight/cross_sell/cross_sell.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/cross_sell/pairs.h"
#include "insight/lift.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;

constexpr std::size_t kMostPairs = 60;
constexpr std::size_t kMostFilePairs = 20'000;
constexpr std::size_t kPairsAtOnce = 4000;  // each of them needs a count for every day
constexpr std::size_t kHeatProducts = 15;

enum class Order { Lift, Customers, Confidence };
BOOST_DESCRIBE_ENUM(Order, Lift, Customers, Confidence)

constexpr std::array kOrders{
    OptionRule{"lift", {"リフト値", "Lift"}},
    OptionRule{"customers", {"併売人数", "Customers"}},
    OptionRule{"confidence", {"併売率(確信度)", "Confidence"}},
};
constexpr std::array kChoices{
    ChoiceRule{
        .key = "order", .label = {"並び順", "Order"}, .otherwise = "lift", .options = kOrders},
    ChoiceRule{.key = "min",
               .label = {"併売人数の下限", "Fewest customers"},
               .otherwise = "30",
               .min = 1,
               .max = 1'000'000},
};

Cell lift_of(const PairCounts& counts, ProductPair pair) {
    return lift_cell(counts.both(pair.a, pair.b), counts.bought(pair.a), counts.bought(pair.b),
                     counts.customers());
}

// The higher of both directions.
double confidence(const PairCounts& counts, ProductPair pair) {
    return static_cast<double>(counts.both(pair.a, pair.b)) /
           static_cast<double>(std::min(counts.bought(pair.a), counts.bought(pair.b)));
}

struct ChosenPairs {
    std::vector<ProductPair> pairs;
    std::int64_t left_out = 0;
};

ChosenPairs chosen_pairs(const Question& question, const RankedProducts& products,
                         const PairCounts& counts) {
    const auto order = question.choices.one<Order>("order");
    const std::int64_t least = question.choices.number("min");
    struct Found {
        double score;
        std::int64_t both;
        ProductPair pair;
    };
    std::vector<Found> found;
    for (std::size_t a = 0; a < products.size(); ++a) {
        for (std::size_t b = a + 1; b < products.size(); ++b) {
            const std::int64_t both = counts.both(a, b);
            const bool asked = question.scope.has(products.number(a)) ||
                               question.scope.has(products.number(b));
            if (both < least || !asked) continue;
            const double score = order == Order::Customers ? static_cast<double>(both)
                                 : order == Order::Confidence
                                     ? confidence(counts, {a, b})
                                     : lift_of(counts, {a, b}).value.value();
            found.push_back({score, both, {a, b}});
        }
    }
    std::ranges::sort(found, [](const Found& left, const Found& right) {
        return std::tuple(-left.score, -left.both, left.pair.a, left.pair.b) <
               std::tuple(-right.score, -right.both, right.pair.a, right.pair.b);
    });
    ChosenPairs chosen;
    const auto most = std::min({found.size(), question.most(kMostPairs), kMostFilePairs});
    for (const Found& one : std::span(found).first(most)) chosen.pairs.push_back(one.pair);
    chosen.left_out = std::ssize(found) - std::ssize(chosen.pairs);
    return chosen;
}

class Names {
public:
    Names(const Question& question, const RankedProducts& products)
        : question_(question), products_(products) {}
    std::int64_t id(std::size_t rank) const {
        return question_.scope.words().products.id(products_.number(rank));
    }
    std::string name(std::size_t rank) const { return question_.labels.product(id(rank)); }

private:
    const Question& question_;
    const RankedProducts& products_;
};

std::vector<PairOrder> all_orders_of(const journey::Scope& scope, const RankedProducts& products,
                                     std::span<const ProductPair> pairs) {
    std::vector<PairOrder> orders;
    while (!pairs.empty()) {
        const auto now = pairs.first(std::min(pairs.size(), kPairsAtOnce));
        const auto found = orders_of(scope, products, now);
        orders.insert(orders.end(), found.begin(), found.end());
        pairs = pairs.subspan(now.size());
    }
    return orders;
}

Figure pairs_of(const Question& question, const RankedProducts& products, const PairCounts& counts,
                const std::vector<ProductPair>& pairs) {
    const Names names(question, products);
    Figure figure{
        .key = "pairs",
        .title = question.said({"併売の組み合わせ", "Products bought by the same customers"}),
        .shape = Shape::Table,
        .columns = {{"a", question.said({"商品A", "Product A"}), Unit::Text},
                    {"b", question.said({"商品B", "Product B"}), Unit::Text},
                    {"lift", question.said({"リフト値", "Lift"}), Unit::Number},
                    {"both", question.said({"併売人数", "Bought both"}), Unit::Count},
                    {"support", question.said({"支持度", "Support"}), Unit::Share},
                    {"a_to_b", question.said({"A購入者のB購入率", "Of A, bought B"}), Unit::Share},
                    {"b_to_a", question.said({"B購入者のA購入率", "Of B, bought A"}), Unit::Share},
                    {"days", question.said({"間隔(中央値)", "Median days"}), Unit::Days},
                    {"a_first", question.said({"Aが先", "A first"}), Unit::Share},
                    {"only_a", question.said({"Aのみ(B未購入)", "A, not yet B"}), Unit::Count},
                    {"only_b", question.said({"Bのみ(A未購入)", "B, not yet A"}), Unit::Count}}};
    const auto orders = all_orders_of(question.scope, products, pairs);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto [a, b] = pairs[i];
        const std::int64_t both = counts.both(a, b);
        const std::int64_t n_a = counts.bought(a);
        const std::int64_t n_b = counts.bought(b);
        const std::int64_t apart = orders[i].a_first + orders[i].b_first;
        const auto key = [&](std::string_view kind, std::size_t x, std::size_t y) {
            return cell_key(kind, {names.id(x), names.id(y)});
        };
        figure.add({text_cell(names.name(a)), text_cell(names.name(b)), lift_of(counts, pairs[i]),
                    with_people(count_cell(both), key("both", a, b)),
                    share_cell(rate_of(both, counts.customers())), share_cell(rate_of(both, n_a)),
                    share_cell(rate_of(both, n_b)), number_cell(orders[i].median_days, apart),
                    share_cell(rate_of(orders[i].a_first, apart)),
                    with_people(count_cell(n_a - both), key("only", a, b)),
                    with_people(count_cell(n_b - both), key("only", b, a))});
    }
    return figure;
}

Figure heat_of(const Question& question, const RankedProducts& products, const PairCounts& counts) {
    const Names names(question, products);
    Figure figure{.key = "lift",
                  .title = question.said({"リフト値(主要商品)", "Lift of the main products"}),
                  .shape = Shape::Heat,
                  .columns = {{"product", question.said({"商品", "Product"}), Unit::Text}}};
    const std::size_t size = std::min(products.size(), kHeatProducts);
    for (std::size_t b = 0; b < size; ++b) {
        figure.columns.push_back({"p" + std::to_string(names.id(b)), names.name(b), Unit::Number});
    }
    for (std::size_t a = 0; a < size; ++a) {
        std::vector<Cell> cells{text_cell(names.name(a))};
        for (std::size_t b = 0; b < size; ++b) {
            if (a == b || counts.bought(a) == 0 || counts.bought(b) == 0) {
                cells.push_back({});
                continue;
            }
            cells.push_back(with_people(lift_of(counts, {std::min(a, b), std::max(a, b)}),
                                        cell_key("both", {names.id(a), names.id(b)})));
        }
        figure.add(std::move(cells));
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const RankedProducts products(question.scope);
    const PairCounts counts(question.scope, products);
    const auto [pairs, left_out] = chosen_pairs(question, products, counts);
    report.meta.n = counts.customers();
    report.headlines.push_back({.key = "customers",
                                .label = question.said({"購入した顧客", "Customers who bought"}),
                                .unit = Unit::Count,
                                .cell = count_cell(counts.customers())});
    if (pairs.empty()) {
        report.remarks.push_back(
            question.said({"{min}人以上が両方を買った商品の組み合わせがありません。",
                           "No two products were both bought by {min} customers or more."},
                          {{"min", std::string(question.choices.word("min"))}}));
    }
    if (!products.all()) {
        report.remarks.push_back(
            question.said({"明細数の多い512商品の間で計算しています。",
                           "Only the 512 products with the most order lines are paired."}));
    }
    report.figures.push_back(pairs_of(question, products, counts, pairs));
    report.figures.back().left_out = left_out;
    report.figures.push_back(heat_of(question, products, counts));
}

struct HasBought {
    const journey::Scope* scope;
    int a;
    int b;
    bool both;

    bool operator()(const Journey& journey) const {
        bool has_a = false;
        bool has_b = false;
        for (const journey::Line line : journey.lines()) {
            if ((line.flags & OrderLane::kVoid) != 0 || !scope->covers(line.day)) continue;
            has_a |= line.product == a;
            has_b |= line.product == b;
        }
        return has_a && has_b == both;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const bool both = key.starts_with("both/");
    const auto ids = numbers_of(key, both ? "both" : "only", 2);
    if (!ids) no_such_cell(key);
    const auto& products = question.scope.words().products;
    const auto a = products.find(ids->front());
    const auto b = products.find(ids->back());
    if (!a || !b) no_such_cell(key);
    return customers_where(question.scope, HasBought{&question.scope, *a, *b, both});
}

}  // namespace

constexpr Analysis kCrossSell{
    .name = "cross-sell",
    .topic = Topic::Products,
    .title = {"併売・クロスセル", "Cross-selling"},
    .asks = {"どの商品を買ったお客様が、ほかのどの商品も買うか。次に薦められるお客様は誰か",
             "Who buys which products together, and who is one step away?"},
    .definition =
        {"期間内に同じ顧客が両方の商品を(同時でなくても)購入した人数。支持度="
         "両方の人数÷購入顧客数、"
         "併売率(確信度)=両方の人数÷片方の人数、リフト値=併売率÷もう一方の商品の購入率(1より大きい"
         "ほど一緒に買われやすい)。区間は95%。取消・返品の注文は数えません。",
         "Customers who bought both products in the period, at once or not. Support: both of all "
         "who bought anything. Confidence: both of those who bought one. Lift: confidence over the "
         "share that bought the other; above 1 they go together. 95 % intervals. Cancelled and "
         "returned orders are not counted."},
    .source =
        "R. Agrawal, T. Imieliński, A. Swami, \"Mining association rules between sets of items "
        "in large databases\", SIGMOD 1993, 207-216",
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
