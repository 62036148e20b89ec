#include "insight/totals.h"

#include "journey/kernels.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::EventKind;
using journey::Journey;
using journey::OrderLane;
using journey::Scope;

constexpr Phrase kDefinition{
    "取り込んだ記録の件数と金額。売上は顧客不明の注文と返金を含みます。解約率は、定期のうち基準日に"
    "解約されているものの割合です。",
    "Counts and sales of the records. Sales include orders of unknown customers and credit notes. "
    "The cancellation rate is the share of subscriptions that are cancelled on the as-of day."};

struct Count {
    const Scope* scope;
    Totals sum;
    std::vector<std::int64_t> subscriptions;  // by product
    std::vector<std::int64_t> cancelled;

    void operator()(const Journey& journey) {
        sum.customers += journey.present() && journey.code() != 0;
        count_orders(journey);
        count_subscriptions(journey);
    }
    void count_orders(const Journey& journey) {
        const auto lines = journey.lines().between(scope->from, scope->to);
        bool ordered = false;
        for (const journey::Line line : lines) {
            if (!scope->has(line.product)) continue;
            ordered = true;
            ++sum.order_lines;
            const bool first = (line.flags & OrderLane::kFirst) != 0;
            sum.orders += first;
            sum.cancelled_orders += first && (line.flags & OrderLane::kVoid) != 0;
            sum.sales.minor += line.amount;
        }
        sum.customers_with_orders += ordered && journey.code() != 0;
    }
    void count_subscriptions(const Journey& journey) {
        bool open = false;
        bool last_cancelled = false;
        int product = 0;
        const auto close = [&] {
            if (!open || !scope->has(product)) return;
            ++subscriptions[static_cast<std::size_t>(product)];
            cancelled[static_cast<std::size_t>(product)] += last_cancelled;
        };
        for (const journey::Event event : journey.events()) {
            if (event.first) {
                close();
                open = scope->covers(event.day);
            }
            product = event.product;
            last_cancelled = event.kind == EventKind::Cancelled;
        }
        close();
    }
    void merge(const Count& other) {
        sum.customers += other.sum.customers;
        sum.customers_with_orders += other.sum.customers_with_orders;
        sum.orders += other.sum.orders;
        sum.cancelled_orders += other.sum.cancelled_orders;
        sum.order_lines += other.sum.order_lines;
        sum.sales += other.sum.sales;
        for (std::size_t i = 0; i < subscriptions.size(); ++i) {
            subscriptions[i] += other.subscriptions[i];
            cancelled[i] += other.cancelled[i];
        }
    }
};

}  // namespace

Totals totals(const Scope& scope, const journey::Filter& filter, const Labels& labels) {
    const auto products = static_cast<std::size_t>(scope.words().products.size());
    const Count start{.scope = &scope,
                      .sum = {},
                      .subscriptions = std::vector<std::int64_t>(products),
                      .cancelled = std::vector<std::int64_t>(products)};
    Count count = fold(scope.snapshot, start, scope.options());
    // Who is chosen by medium or prefecture is known; all others include the unknown customer.
    if (!scope.customers) {
        const Count unknown = fold_one(scope.snapshot, 0, start);
        count.sum.lines_without_customer = unknown.sum.order_lines;
        count.merge(unknown);
    }
    Totals answer = std::move(count.sum);
    answer.meta = meta_of(scope, filter, "totals", kDefinition);
    answer.meta.n = answer.customers;
    for (std::size_t product = 0; product < products; ++product) {
        const std::int64_t subscriptions = count.subscriptions[product];
        if (subscriptions == 0) continue;
        const std::int64_t id = scope.words().products.id(static_cast<int>(product));
        answer.subscriptions += subscriptions;
        answer.subscriptions_cancelled += count.cancelled[product];
        answer.by_product.push_back({.id = id,
                                     .name = labels.product(id),
                                     .subscriptions = subscriptions,
                                     .cancelled = count.cancelled[product],
                                     .rate = rate_of(count.cancelled[product], subscriptions)});
    }
    std::sort(answer.by_product.begin(), answer.by_product.end(), [](const auto& a, const auto& b) {
        return std::tie(b.subscriptions, a.id) < std::tie(a.subscriptions, b.id);
    });
    answer.cancellation = rate_of(answer.subscriptions_cancelled, answer.subscriptions);
    return answer;
}

}  // namespace tsunagi::insight
