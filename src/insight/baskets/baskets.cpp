#include "insight/baskets/baskets.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/cross_sell/pairs.h"
#include "insight/money_share.h"

#include <algorithm>
#include <array>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

constexpr std::size_t kMostSize = 10;  // and more
constexpr std::size_t kMostPairs = 100;
constexpr std::array kChoices{
    ChoiceRule{.key = "min",
               .label = {"同時購入回数の下限", "Fewest orders"},
               .otherwise = "30",
               .min = 1,
               .max = 1'000'000},
};

struct Size {
    std::int64_t orders = 0;
    std::int64_t sales = 0;
};

// Calls each(products, sales) for every order asked for; products: numbers, ascending, each once.
template <class Each>
void each_basket(const Scope& scope, const Journey& journey, std::vector<int>& products,
                 Each each) {
    auto lines = journey.lines();
    if (!scope.whole_time()) lines = lines.between(scope.from, scope.to);
    const OrderLane& lane = lines.lane();
    for (Row row = lines.first(); row < lines.last();) {
        const bool counts = (lane.day[row] & OrderLane::kHead) != 0;
        products.clear();
        std::int64_t sales = 0;
        bool asked = false;
        do {
            if (counts) {
                products.push_back(lane.product[row]);
                sales += lane.amount_at(row);
                asked |= scope.has(lane.product[row]);
            }
            ++row;
        } while (row < lines.last() && (lane.flags[row] & OrderLane::kFirst) == 0);
        if (!counts || !asked) continue;
        std::ranges::sort(products);
        products.erase(std::ranges::unique(products).begin(), products.end());
        each(static_cast<const std::vector<int>&>(products), sales);
    }
}

struct CountBaskets {
    const Scope* scope;
    const RankedProducts* ranks;
    std::array<Size, kMostSize + 1> sizes{};
    std::vector<std::uint32_t> pairs = std::vector<std::uint32_t>(kMostPairedProducts *
                                                                  kMostPairedProducts);
    std::vector<int> products{};

    void operator()(const Journey& journey) {
        each_basket(*scope, journey, products, [&](const std::vector<int>& basket, auto sales) {
            Size& size = sizes[std::min(basket.size(), kMostSize)];
            ++size.orders;
            size.sales += sales;
            for (std::size_t i = 0; i < basket.size(); ++i) {
                const std::uint16_t a = ranks->rank(basket[i]);
                for (std::size_t j = i; j < basket.size(); ++j) {
                    const std::uint16_t b = ranks->rank(basket[j]);
                    if (std::max(a, b) == RankedProducts::kNone) continue;
                    ++pairs[std::min(a, b) * kMostPairedProducts + std::max(a, b)];
                }
            }
        });
    }
    void merge(const CountBaskets& other) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            sizes[i].orders += other.sizes[i].orders;
            sizes[i].sales += other.sizes[i].sales;
        }
        for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] += other.pairs[i];
    }
    std::int64_t count(std::size_t a, std::size_t b) const {
        return pairs[a * kMostPairedProducts + b];
    }
    Size all() const {
        Size sum;
        for (const Size& size : sizes) {
            sum.orders += size.orders;
            sum.sales += size.sales;
        }
        return sum;
    }
};

Figure sizes_of(const Question& question, const CountBaskets& counts) {
    Figure figure{
        .key = "sizes",
        .title = question.said({"1注文の商品種類数", "Products of one order"}),
        .shape = Shape::Bars,
        .columns = {{"size", question.said({"商品の種類", "Products"}), Unit::Text},
                    {"orders", question.said({"注文数", "Orders"}), Unit::Count},
                    {"share", question.said({"構成比", "Share"}), Unit::Share},
                    {"sales", question.said({"売上", "Sales"}), Unit::Money},
                    {"mean", question.said({"注文単価", "Sales per order"}), Unit::Money}},
        .drawn = {"orders"}};
    const Size all = counts.all();
    for (std::size_t i = 1; i < counts.sizes.size(); ++i) {
        const Size& size = counts.sizes[i];
        if (size.orders == 0) continue;
        const auto number = std::to_string(i);
        const auto key = cell_key("size", {static_cast<std::int64_t>(i)});
        figure.add(
            {text_cell(i == kMostSize ? question.said({"{n}種以上", "{n} or more"}, {{"n", number}})
                                      : number),
             with_people(count_cell(size.orders), key),
             share_cell(rate_of(size.orders, all.orders)), money_cell({size.sales}),
             number_cell(ratio(size.sales, size.orders), size.orders)});
    }
    return figure;
}

Figure pairs_of(const Question& question, const RankedProducts& ranks, const CountBaskets& counts) {
    Figure figure{
        .key = "pairs",
        .title = question.said({"同時に買われる商品", "Products of one order together"}),
        .shape = Shape::Table,
        .columns = {{"a", question.said({"商品A", "Product A"}), Unit::Text},
                    {"b", question.said({"商品B", "Product B"}), Unit::Text},
                    {"orders", question.said({"同時購入回数", "Orders"}), Unit::Count},
                    {"support", question.said({"支持度", "Support"}), Unit::Share},
                    {"a_to_b", question.said({"Aの注文のうちBも", "Of A, also B"}), Unit::Share},
                    {"b_to_a", question.said({"Bの注文のうちAも", "Of B, also A"}), Unit::Share},
                    {"lift", question.said({"リフト値", "Lift"}), Unit::Number}}};
    const std::int64_t least = question.choices.number("min");
    std::vector<ProductPair> pairs;
    for (std::size_t a = 0; a < ranks.size(); ++a) {
        for (std::size_t b = a + 1; b < ranks.size(); ++b) {
            if (counts.count(a, b) >= least) pairs.push_back({a, b});
        }
    }
    std::ranges::sort(pairs, [&](ProductPair left, ProductPair right) {
        return std::tuple(-counts.count(left.a, left.b), left.a, left.b) <
               std::tuple(-counts.count(right.a, right.b), right.a, right.b);
    });
    const std::size_t shown = std::min(pairs.size(), question.most(kMostPairs));
    figure.left_out = static_cast<std::int64_t>(pairs.size() - shown);
    pairs.resize(shown);
    const std::int64_t all = counts.all().orders;
    for (const auto [a, b] : pairs) {
        const auto id = [&](std::size_t rank) {
            return question.scope.words().products.id(ranks.number(rank));
        };
        const std::int64_t both = counts.count(a, b);
        const std::int64_t n_a = counts.count(a, a);
        const std::int64_t n_b = counts.count(b, b);
        const double lift = static_cast<double>(all) * static_cast<double>(both) /
                            (static_cast<double>(n_a) * static_cast<double>(n_b));
        figure.add({text_cell(question.labels.product(id(a))),
                    text_cell(question.labels.product(id(b))),
                    with_people(count_cell(both), cell_key("pair", {id(a), id(b)})),
                    share_cell(rate_of(both, all)), share_cell(rate_of(both, n_a)),
                    share_cell(rate_of(both, n_b)), number_cell(lift, both)});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const RankedProducts ranks(question.scope);
    const auto counts = journey::fold(
        question.scope.snapshot, CountBaskets{&question.scope, &ranks}, question.scope.options());
    const Size all = counts.all();
    report.meta.n = all.orders;
    std::int64_t several = 0;
    for (std::size_t i = 2; i < counts.sizes.size(); ++i) several += counts.sizes[i].orders;
    report.headlines = {
        {.key = "several",
         .label = question.said({"2種類以上の注文の割合", "Orders of several products"}),
         .unit = Unit::Share,
         .cell = share_cell(rate_of(several, all.orders))},
        {.key = "mean",
         .label = question.said({"注文単価", "Sales per order"}),
         .unit = Unit::Money,
         .cell = number_cell(ratio(all.sales, all.orders), all.orders)}};
    if (all.orders == 0) {
        report.remarks.push_back(
            question.said({"期間内に注文がありません。", "There is no order in the period."}));
    }
    if (!ranks.all()) {
        report.remarks.push_back(
            question.said({"組み合わせは明細数の多い512商品の間で計算しています。",
                           "Only the 512 products with the most order lines are paired."}));
    }
    report.figures.push_back(sizes_of(question, counts));
    report.figures.push_back(pairs_of(question, ranks, counts));
}

// Whether she placed an order of so many products, or one that holds all of some.
struct HasBasket {
    const Scope* scope;
    std::size_t size;         // 0: any
    std::vector<int> wanted;  // numbers
    std::vector<int> products{};

    bool operator()(const Journey& journey) {
        bool found = false;
        each_basket(*scope, journey, products, [&](const std::vector<int>& basket, auto) {
            const auto has = [&](int number) { return std::ranges::binary_search(basket, number); };
            found |= (size == 0 || std::min(basket.size(), kMostSize) == size) &&
                     std::ranges::all_of(wanted, has);
        });
        return found;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const Scope& scope = question.scope;
    if (const auto size = numbers_of(key, "size", 1); size && size->front() > 0) {
        return customers_where(scope,
                               HasBasket{&scope, static_cast<std::size_t>(size->front()), {}});
    }
    const auto ids = numbers_of(key, "pair", 2);
    if (!ids) no_such_cell(key);
    const auto a = scope.words().products.find(ids->front());
    const auto b = scope.words().products.find(ids->back());
    if (!a || !b) no_such_cell(key);
    return customers_where(scope, HasBasket{&scope, 0, {*a, *b}});
}

}  // namespace

constexpr Analysis kBaskets{
    .name = "baskets",
    .topic = Topic::Products,
    .title = {"同時購入(バスケット)", "Baskets"},
    .asks = {"1回の注文で、どの商品が一緒に買われているか",
             "Which products are bought in one order?"},
    .definition =
        {"1件の注文に一緒に入っていた商品の組み合わせと、注文あたりの商品種類数。同じ商品を複数行で"
         "買っても1種類と数えます。取消・返品の注文は数えません。商品で絞ると、その商品を含む注文"
         "だけを数えます。",
         "Products that stand in the same order, and how many different products an order has. "
         "Cancelled and returned orders are not counted. A filter by product keeps the orders that "
         "hold it."},
    .source =
        "R. Agrawal, T. Imieliński, A. Swami, \"Mining association rules between sets of items "
        "in large databases\", SIGMOD 1993, 207-216",
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
