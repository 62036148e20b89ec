#include "insight/new_and_repeat/new_and_repeat.h"

#include "insight/buyers.h"
#include "insight/cell_key.h"
#include "insight/money_share.h"
#include "insight/periods.h"
#include "insight/starts.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Months;
using journey::OrderLane;
using journey::Row;
using journey::Scope;

enum class Began { Shop, Product };
BOOST_DESCRIBE_ENUM(Began, Shop, Product)

constexpr std::array kBegan{
    OptionRule{"product", {"この商品が初めての購入", "The first of this product"}},
    OptionRule{"shop", {"当店が初めての注文", "The first in the shop"}},
};
constexpr std::array kChoices{
    ChoiceRule{.key = "new",
               .label = {"新規とは", "New means"},
               .otherwise = "product",
               .options = kBegan},
};

struct Sums {
    std::int64_t customers = 0;
    std::int64_t sales = 0;

    void add(const Sums& other) {
        customers += other.customers;
        sales += other.sales;
    }
};

struct Pair {
    Sums fresh;
    Sums repeat;

    void add(const Pair& other) {
        fresh.add(other.fresh);
        repeat.add(other.repeat);
    }
};

// What one customer did with one product (or with all) so far; marks of another are void.
struct Seen {
    CustomerCode code = 0;
    std::uint16_t first = 0;        // lane day
    std::uint16_t fresh_month = 0;  // counted there; month + 1
    std::uint16_t repeat_month = 0;
    bool fresh_ever = false;
    bool repeat_ever = false;
};

struct CountNew {
    const Scope* scope;
    const Months* months;
    Began began;
    std::vector<Seen> seen;   // by product number; the last of all products
    std::vector<Pair> cells;  // product, month
    std::vector<Pair> all_months;
    std::vector<Pair> products;  // customers count once, whatever the month
    Pair all{};
    std::int64_t customers = 0;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const OrderLane& lane = lines.lane();
        const auto start = start_of(lines);
        if (!start) return;
        for (Row row = start->row; row < lines.last(); ++row) {
            const int day = lane.day_at(row);
            if (day > scope->to) return;
            const int product = lane.product[row];
            const bool bought = (lane.flags[row] & OrderLane::kVoid) == 0;
            Seen& mine = seen[static_cast<std::size_t>(product)];
            if (mine.code != journey.code()) {
                if (!bought) continue;
                mine = {.code = journey.code(), .first = static_cast<std::uint16_t>(day)};
            }
            if (day < scope->from || !scope->has(product)) continue;
            const auto month = static_cast<std::size_t>(months->of_inside(day));
            const std::int64_t amount = lane.amount_at(row);
            const bool first_time = day == (began == Began::Shop ? start->day : mine.first);
            const std::size_t cell = static_cast<std::size_t>(product) *
                                         static_cast<std::size_t>(months->size()) +
                                     month;
            count(mine, month, first_time, bought, amount, cells[cell],
                  products[static_cast<std::size_t>(product)]);
            Seen& ours = seen.back();
            if (ours.code != journey.code()) ours = {.code = journey.code()};
            customers += bought && !ours.fresh_ever && !ours.repeat_ever;
            count(ours, month, day == start->day, bought, amount, all_months[month], all);
        }
    }
    static void count(Seen& mine, std::size_t month, bool fresh, bool bought, std::int64_t amount,
                      Pair& of_month, Pair& ever) {
        const auto mark = static_cast<std::uint16_t>(month + 1);
        Sums& in_month = fresh ? of_month.fresh : of_month.repeat;
        Sums& in_all = fresh ? ever.fresh : ever.repeat;
        std::uint16_t& counted = fresh ? mine.fresh_month : mine.repeat_month;
        bool& counted_ever = fresh ? mine.fresh_ever : mine.repeat_ever;
        in_month.customers += bought && counted != mark;
        in_all.customers += bought && !counted_ever;
        in_month.sales += amount;
        in_all.sales += amount;
        if (!bought) return;
        counted = mark;
        counted_ever = true;
    }
    void merge(const CountNew& other) {
        const auto add_each = [](std::vector<Pair>& to, const std::vector<Pair>& from) {
            for (std::size_t i = 0; i < to.size(); ++i) to[i].add(from[i]);
        };
        add_each(cells, other.cells);
        add_each(all_months, other.all_months);
        add_each(products, other.products);
        all.add(other.all);
        customers += other.customers;
    }
};

CountNew count_new(const Question& question, const Months& months) {
    const Scope& scope = question.scope;
    const auto products = static_cast<std::size_t>(scope.words().products.size());
    const auto size = static_cast<std::size_t>(months.size());
    const CountNew none{.scope = &scope,
                        .months = &months,
                        .began = question.choices.one<Began>("new"),
                        .seen = std::vector<Seen>(products + 1),
                        .cells = std::vector<Pair>(products * size),
                        .all_months = std::vector<Pair>(size),
                        .products = std::vector<Pair>(products)};
    return fold(scope.snapshot, none, scope.options());
}

std::optional<double> repeat_share(const Pair& pair) {
    return share_of_money(pair.repeat.sales, pair.fresh.sales + pair.repeat.sales);
}

std::vector<Column> columns_of(const Question& question, std::vector<Column> first) {
    first.push_back({"new_sales", question.said({"新規売上", "New sales"}), Unit::Money});
    first.push_back({"repeat_sales", question.said({"リピート売上", "Repeat sales"}), Unit::Money});
    first.push_back({"new_customers", question.said({"新規顧客", "New customers"}), Unit::Count});
    first.push_back(
        {"repeat_customers", question.said({"リピート顧客", "Repeat customers"}), Unit::Count});
    first.push_back(
        {"repeat_share", question.said({"リピート売上比率", "Repeat share"}), Unit::Share});
    return first;
}

// Product 0: all of them. Month -1: all of them. `part`: of a month that is not whole.
void add_row(Figure& figure, std::vector<Cell> cells, const Pair& pair, std::int64_t product,
             std::int64_t month, bool part) {
    const auto key = [&](std::string_view kind) { return cell_key(kind, {product, month}); };
    cells.push_back(with_people(money_cell({pair.fresh.sales}), key("new_sales")));
    cells.push_back(with_people(money_cell({pair.repeat.sales}), key("repeat_sales")));
    cells.push_back(with_people(count_cell(pair.fresh.customers), key("new")));
    cells.push_back(with_people(count_cell(pair.repeat.customers), key("repeat")));
    cells.push_back({.value = repeat_share(pair)});
    for (Cell& cell : cells) cell.immature |= part;
    figure.add(std::move(cells));
}

bool is_empty(const Pair& pair) {
    return pair.fresh.customers == 0 && pair.repeat.customers == 0 && pair.fresh.sales == 0 &&
           pair.repeat.sales == 0;
}

void answer(const Question& question, Report& report) {
    const Scope& scope = question.scope;
    const Months months(first_order_day(scope), scope.as_of());
    const CountNew counts = count_new(question, months);
    const Column month{"month", question.said({"月", "Month"}), Unit::Month};
    const Column product{"product", question.said({"商品", "Product"}), Unit::Text};
    Figure by_month{.key = "months",
                    .title = question.said({"月別の新規・リピート", "New and repeat by month"}),
                    .shape = Shape::Stack,
                    .columns = columns_of(question, {month}),
                    .drawn = {"new_sales", "repeat_sales"}};
    for (int i = 0; i < months.size(); ++i) {
        const Pair& pair = counts.all_months[static_cast<std::size_t>(i)];
        if (is_empty(pair)) continue;
        add_row(by_month, {month_cell(months.month(i))}, pair, 0, months.month(i).number,
                !holds_whole(scope, months.month(i)));
    }
    Figure by_product{.key = "products",
                      .title = question.said({"商品別の新規・リピート", "By product"}),
                      .shape = Shape::Stack,
                      .columns = columns_of(question, {product}),
                      .drawn = {"new_sales", "repeat_sales"}};
    Figure both{.key = "product_months",
                .title = question.said({"商品×月", "Product by month"}),
                .shape = Shape::Table,
                .columns = columns_of(question, {product, month}),
                .most = question.most(kMostShownRows)};
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < counts.products.size(); ++i) {
        if (!is_empty(counts.products[i])) order.push_back(i);
    }
    const auto sales = [&](std::size_t i) {
        return counts.products[i].fresh.sales + counts.products[i].repeat.sales;
    };
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return sales(a) != sales(b) ? sales(a) > sales(b) : a < b;
    });
    for (const std::size_t i : order) {
        const std::int64_t id = scope.words().products.id(static_cast<int>(i));
        const std::string name = question.labels.product(id);
        add_row(by_product, {text_cell(name)}, counts.products[i], id, -1, false);
        for (int m = 0; m < months.size(); ++m) {
            const Pair& pair = counts.cells[i * static_cast<std::size_t>(months.size()) +
                                            static_cast<std::size_t>(m)];
            if (is_empty(pair)) continue;
            add_row(both, {text_cell(name), month_cell(months.month(m))}, pair, id,
                    months.month(m).number, !holds_whole(scope, months.month(m)));
        }
    }
    report.meta.n = counts.customers;
    report.headlines.push_back(
        {.key = "repeat_share",
         .label = question.said({"リピート売上比率", "Repeat share of sales"}),
         .unit = Unit::Share,
         .cell = {.value = repeat_share(counts.all)}});
    if (order.empty()) {
        report.remarks.push_back(
            question.said({"期間内に購入がありません。", "Nothing was bought in the period."}));
    }
    report.figures = {std::move(by_month), std::move(by_product), std::move(both)};
}

enum class What { New, NewSales, Repeat, RepeatSales };
BOOST_DESCRIBE_ENUM(What, New, NewSales, Repeat, RepeatSales)

// Who bought; of sales also whom the shop only paid back for what she bought before.
struct Bought {
    const Scope* scope;
    Began began;
    bool fresh;
    bool sales;
    std::optional<int> product;  // number
    std::optional<Month> month;

    bool operator()(const Journey& journey) const {
        const auto lines = journey.lines();
        const auto start = start_of(lines);
        if (!start) return false;
        int first = start->day;
        bool found_first = !product || began == Began::Shop;
        std::vector<int> known;  // products bought so far
        for (const journey::Line line : lines) {
            if (line.day < start->day) continue;
            const bool bought = (line.flags & OrderLane::kVoid) == 0;
            const bool knows = std::ranges::find(known, line.product) != known.end();
            if (!bought && !(sales && knows && line.amount != 0)) continue;
            if (bought && !knows) known.push_back(line.product);
            if (product ? line.product != *product : !scope->has(line.product)) continue;
            if (!std::exchange(found_first, true)) first = line.day;
            if (!scope->covers(line.day)) continue;
            if (month && month_of(journey::from_lane(line.day)) != *month) continue;
            if ((line.day == first) == fresh) return true;
        }
        return false;
    }
};

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    const auto what = parse_enum<What>(key.substr(0, key.find('/')));
    const auto numbers = numbers_of(key, key.substr(0, key.find('/')), 2);
    if (!what || !numbers) no_such_cell(key);
    Bought bought{&question.scope,
                  question.choices.one<Began>("new"),
                  *what == What::New || *what == What::NewSales,
                  *what == What::NewSales || *what == What::RepeatSales,
                  {},
                  {}};
    if (numbers->front() != 0) {
        bought.product = question.scope.words().products.find(numbers->front());
        if (!bought.product) no_such_cell(key);
    }
    if (numbers->back() >= 0) bought.month = Month{static_cast<std::int32_t>(numbers->back())};
    return customers_where(question.scope, bought);
}

}  // namespace

constexpr Analysis kNewAndRepeat{
    .name = "new-and-repeat",
    .topic = Topic::Products,
    .title = {"新規・リピート", "New and repeat"},
    .asks = {"売上は新規のお客様とリピートのお客様のどちらから、どの商品で生まれているか",
             "Do sales come from new or from returning customers, and with which products?"},
    .definition =
        {"顧客の最初の購入日の購入を新規、その後の購入をリピートと数えたもの。商品別の「新規」は、"
         "その"
         "商品の初購入か、当店での初注文かを選べます(月別の合計は常に当店での初注文)"
         "。同じ月に両方が"
         "あれば両方に数えます。取消・返品の注文は購入と数えず、返金は売上から差し引きます。期間に"
         "一部"
         "だけ入る月と、終わっていない月は灰色です。",
         "Purchases on a customer's first day are new, later ones are repeat. For products, new is "
         "the first purchase of that product or the first order in the shop, as chosen; the months "
         "of all products always take the first order in the shop. Whoever has both in a month "
         "counts in both. Cancelled and returned orders are no purchase; credit notes reduce "
         "sales. A month of which the period holds a part, or that is not over, is grey."},
    .choices = kChoices,
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
