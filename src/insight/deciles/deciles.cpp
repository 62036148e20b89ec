#include "insight/deciles/deciles.h"

#include "insight/money_share.h"
#include "journey/kernels.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Scope;

constexpr std::size_t kGroups = 10;
constexpr std::string_view kKey = "group/";

struct Spender {
    std::int64_t sales;
    CustomerCode code;

    // The best first.
    friend bool operator<(const Spender& a, const Spender& b) {
        return a.sales != b.sales ? a.sales > b.sales : a.code < b.code;
    }
};

struct Spenders {
    const Scope* scope;
    std::vector<Spender> all{};

    void operator()(const Journey& journey) {
        auto lines = journey.lines();
        if (!scope->whole_time()) lines = lines.between(scope->from, scope->to);
        const auto sum = journey::totals(lines);
        if (sum.orders > 0) all.push_back({sum.amount, journey.code()});
    }
    void merge(const Spenders& other) { all.insert(all.end(), other.all.begin(), other.all.end()); }
};

// Spenders with every group in its place; inside a group they stand as they like.
std::vector<Spender> grouped(const Scope& scope) {
    const auto buyers = journey::buyers_of(scope);
    auto options = scope.options();
    if (buyers) options.only = &*buyers;
    auto all = journey::fold(scope.snapshot, Spenders{&scope}, options).all;
    auto begin = all.begin();
    for (std::size_t group = 1; group < kGroups; ++group) {
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(all.size() * group / kGroups);
        std::nth_element(begin, end, all.end());
        begin = end;
    }
    return all;
}

std::span<const Spender> group_of(const std::vector<Spender>& all, std::size_t group) {
    const std::size_t first = all.size() * group / kGroups;
    return std::span(all).subspan(first, all.size() * (group + 1) / kGroups - first);
}

Money sales_of(std::span<const Spender> group) {
    Money sales;
    for (const Spender& one : group) sales.minor += one.sales;
    return sales;
}

std::optional<double> mean(Money sales, std::int64_t n) {
    if (n == 0) return std::nullopt;
    return static_cast<double>(sales.minor) / static_cast<double>(n);
}

void answer(const Question& question, Report& report) {
    const auto all = grouped(question.scope);
    report.meta.n = std::ssize(all);
    const Money total = sales_of(all);
    Figure figure{.key = "groups",
                  .title = question.said({"10等分のグループ", "Ten groups"}),
                  .shape = Shape::Pareto,
                  .columns = {{"group", question.said({"グループ", "Group"}), Unit::Text},
                              {"sales", question.said({"売上", "Sales"}), Unit::Money},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count},
                              {"share", question.said({"構成比", "Share"}), Unit::Share},
                              {"running", question.said({"累計比", "Running"}), Unit::Share},
                              {"mean", question.said({"1人あたり", "Per customer"}), Unit::Money}},
                  .drawn = {"sales"}};
    Money running;
    for (std::size_t i = 0; i < kGroups && !all.empty(); ++i) {
        const auto group = group_of(all, i);
        const Money sales = sales_of(group);
        const auto n = std::ssize(group);
        running += sales;
        const auto key = std::string(kKey) + std::to_string(i + 1);
        figure.add({text_cell(std::to_string(i + 1)),
                    with_people(money_cell(sales), key),
                    with_people(count_cell(n), key),
                    {.value = share_of_money(sales.minor, total.minor)},
                    {.value = share_of_money(running.minor, total.minor)},
                    number_cell(mean(sales, n), n)});
    }
    if (all.size() < kGroups) {
        report.remarks.push_back(
            question.said({"注文のある顧客が10人に満たないため、上位の構成比は出しません。",
                           "Fewer than ten customers ordered: too few to speak of the best."}));
    } else {
        const auto best = sales_of(group_of(all, 0)) + sales_of(group_of(all, 1));
        report.headlines.push_back(
            {.key = "best_two",
             .label = question.said({"上位2割の売上構成比", "Share of the best fifth"}),
             .unit = Unit::Share,
             .cell = {.value = share_of_money(best.minor, total.minor), .n = report.meta.n}});
    }
    report.figures.push_back(std::move(figure));
}

std::vector<CustomerCode> people(const Question& question, std::string_view key) {
    std::size_t group = 0;
    for (std::size_t i = 1; i <= kGroups; ++i) {
        if (key == std::string(kKey) + std::to_string(i)) group = i;
    }
    if (group == 0) no_such_cell(key);
    const auto all = grouped(question.scope);
    std::vector<CustomerCode> codes;
    for (const Spender& one : group_of(all, group - 1)) codes.push_back(one.code);
    return codes;
}

}  // namespace

constexpr Analysis kDeciles{
    .name = "deciles",
    .topic = Topic::Customers,
    .title = {"デシル分析", "Deciles"},
    .asks = {"売上は、上位何割の顧客が支えているか", "How much of the sales do the best bring?"},
    .definition =
        {"期間内に有効な注文のある顧客を、購入金額の多い順に人数で10等分したもの。取消・返品の注文"
         "は"
         "数えず、金額は返金を差し引きます。同額の顧客は登録順に分かれます。",
         "Customers with an order that counts in the period, in falling order of sales, cut into "
         "ten groups of equal size. Cancelled and returned orders are not counted; credit notes "
         "reduce sales. Equal customers are parted in the order they came."},
    .needs = Needs::Money,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
