#include "insight/rfm/rfm.h"

#include "journey/kernels.h"

#include <atomic>
#include <limits>

namespace tsunagi::insight {

namespace {

using journey::Cells;
using journey::CustomerCode;
using journey::Journey;
using journey::LaneDay;
using journey::Scope;

constexpr Phrase kDefinition{
    "注文した顧客を、最終注文日(R)・注文回数(F)・購入金額(M)のそれぞれ5等分で分けたもの。"
    "取消・返品の注文は回数に含めず、金額は返金を差し引きます。",
    "Customers who ordered, in fifths by last order (R), number of orders (F) and sales (M). "
    "Cancelled and returned orders are not counted; credit notes reduce sales."};

constexpr int kMostOrders = std::numeric_limits<std::uint16_t>::max();

// One line per customer code; orders = 0: not among the customers who ordered.
struct Summary {
    Cells<LaneDay> last;
    Cells<std::uint16_t> orders;
    Cells<std::int64_t> amount;

    // The others are only read where orders is not 0.
    void clear(std::size_t size) {
        last.resize(size);
        amount.resize(size);
        orders.assign(size, 0);
    }
};

// Keeps one Summary from answer to answer: twelve bytes of fresh memory per customer would cost as
// much as reading her journey.
class SummaryLoan {
public:
    explicit SummaryLoan(std::size_t size) : summary_(spare().exchange(nullptr)) {
        if (summary_ == nullptr) summary_ = new Summary;
        summary_->clear(size);
    }
    ~SummaryLoan() { delete spare().exchange(summary_); }
    SummaryLoan(const SummaryLoan&) = delete;
    SummaryLoan& operator=(const SummaryLoan&) = delete;

    Summary& operator*() const { return *summary_; }

private:
    static std::atomic<Summary*>& spare() {
        static std::atomic<Summary*> kept;
        return kept;
    }
    Summary* summary_;
};

// Pass 1: summarises each customer and counts the values for the cuts.
struct Summarise {
    const Scope* scope;
    Summary* out;
    bool whole_time;
    int first_day;
    std::vector<std::uint32_t> last_days;
    std::vector<std::uint32_t> frequencies;
    AmountHistogram amounts;

    void operator()(const Journey& journey) {
        auto lines = journey.lines();
        if (!whole_time) lines = lines.between(scope->from, scope->to);
        add(journey.code(), journey::totals(lines));
    }
    bool takes_runs() const { return whole_time; }
    void operator()(const journey::Run& run) {
        constexpr std::uint32_t kTogether = 256;
        std::array<journey::OrderTotals, kTogether> sums;
        const journey::OrderLane& lane = run.orders();
        for (std::uint32_t first = 0; first < run.size(); first += kTogether) {
            const std::uint32_t count = std::min(kTogether, run.size() - first);
            const journey::Row* offsets = run.order_offsets() + first;
            journey::kernel.totals_of_each(lane.day.data(), lane.amount.data(), offsets, count,
                                           sums.data());
            for (std::uint32_t i = 0; i < count; ++i) {
                journey::OrderTotals& sum = sums[i];
                if (!lane.wide_row.empty()) {
                    sum.amount += lane.wide_between(offsets[i], offsets[i + 1]);
                }
                add(run.code() + first + i, sum);
            }
        }
    }
    void add(CustomerCode code, const journey::OrderTotals& sum) {
        if (sum.orders == 0) return;
        const int orders = std::min(sum.orders, kMostOrders);
        out->last[code] = static_cast<LaneDay>(sum.last_day);
        out->orders[code] = static_cast<std::uint16_t>(orders);
        out->amount[code] = sum.amount;
        ++last_days[static_cast<std::size_t>(sum.last_day - first_day)];
        ++frequencies[static_cast<std::size_t>(orders)];
        amounts.add(sum.amount);
    }
    void merge(const Summarise& other) {
        add_all(last_days, other.last_days);
        add_all(frequencies, other.frequencies);
        amounts.merge(other.amounts);
    }
};

class Scores {
public:
    Scores(const Scope&, const RfmRule&);

    bool empty() const { return customers_ == 0; }
    std::int64_t customers() const { return customers_; }
    RfmCuts cuts(int as_of) const;
    // (r - 1) * 25 + (f - 1) * 5 + (m - 1); requires ordered(code).
    int cell(std::size_t code) const {
        const int m = (amount(code) > monetary_[0]) + (amount(code) > monetary_[1]) +
                      (amount(code) > monetary_[2]) + (amount(code) > monetary_[3]);
        return recency_class_[static_cast<std::size_t>(summary_.last[code] - first_day_)] * 25 +
               frequency_class_[summary_.orders[code]] * 5 + m;
    }
    bool ordered(std::size_t code) const { return summary_.orders[code] != 0; }
    std::int64_t amount(std::size_t code) const { return summary_.amount[code]; }
    std::size_t size() const { return summary_.orders.size(); }

private:
    void fix(const RfmLimits&, int as_of);

    SummaryLoan loan_;
    Summary& summary_;
    RfmRule rule_;
    int first_day_;
    std::int64_t customers_ = 0;
    Cuts recency_ = kNoCuts;  // in days since first_day_
    Cuts frequency_ = kNoCuts;
    Cuts monetary_ = kNoCuts;
    std::vector<std::uint8_t> recency_class_;  // 0 … 4
    std::vector<std::uint8_t> frequency_class_;
};

Scores::Scores(const Scope& scope, const RfmRule& rule)
    : loan_(scope.view().size()), summary_(*loan_), rule_(rule),
      first_day_(std::min(scope.view().base->orders.extent.first,
                          scope.view().delta->part.orders.extent.first)) {
    const auto customers = buyers_of(scope);
    const auto days = static_cast<std::size_t>(std::max(0, scope.as_of() - first_day_) + 1);
    const Summarise start{.scope = &scope,
                          .out = &summary_,
                          .whole_time = scope.whole_time(),
                          .first_day = first_day_,
                          .last_days = std::vector<std::uint32_t>(days),
                          .frequencies = std::vector<std::uint32_t>(kMostOrders + 1),
                          .amounts = {}};
    const auto done = fold(scope.snapshot, start,
                           {.only = customers ? &*customers : nullptr, .threads = scope.threads});
    for (const std::uint32_t count : done.last_days) customers_ += count;
    if (empty()) return;
    if (rule.fixed) {
        fix(*rule.fixed, scope.as_of());
    } else {
        recency_ = quintiles(done.last_days, customers_, rule.r);
        frequency_ = quintiles(done.frequencies, customers_, rule.f);
        monetary_ = exact_quintiles(done.amounts, summary_.orders, summary_.amount, customers_,
                                    scope.threads, rule.m);
    }
    recency_class_ = classes(recency_, done.last_days.size());
    frequency_class_ = classes(frequency_, done.frequencies.size());
}

// A class begins at a fixed cut: what is one below does not exceed it.
void Scores::fix(const RfmLimits& fixed, int as_of) {
    for (int k = 0; k + 1 < rule_.r; ++k) {
        const int days = fixed.recency_days[static_cast<std::size_t>(rule_.r - 2 - k)];
        recency_[static_cast<std::size_t>(k)] = as_of - first_day_ - days - 1;
    }
    for (std::size_t k = 0; k + 1 < static_cast<std::size_t>(rule_.f); ++k) {
        frequency_[k] = fixed.orders[k] - 1;
    }
    for (std::size_t k = 0; k + 1 < static_cast<std::size_t>(rule_.m); ++k) {
        monetary_[k] = fixed.sales[k] - 1;
    }
}

RfmCuts Scores::cuts(int as_of) const {
    RfmCuts cuts;
    if (empty()) return cuts;
    const auto used = [](const Cuts& all, int parts) {
        return std::span(all).first(static_cast<std::size_t>(parts) - 1);
    };
    for (const std::int64_t cut : used(recency_, rule_.r)) {
        cuts.recency_days.push_back(as_of - first_day_ - static_cast<int>(cut));
    }
    for (const std::int64_t cut : used(frequency_, rule_.f)) {
        cuts.frequency.push_back(static_cast<int>(cut));
    }
    for (const std::int64_t cut : used(monetary_, rule_.m)) cuts.monetary.push_back(Money{cut});
    return cuts;
}

struct CellSums {
    std::array<std::int64_t, 125> customers{};
    std::array<std::int64_t, 125> sales{};
};

// Pass 2: puts every customer into her cell.
CellSums sums_of(const Scores& scores, int threads) {
    std::vector<CellSums> parts(static_cast<std::size_t>(threads));
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        const auto share = static_cast<std::size_t>(threads);
        CellSums sums;
        for (auto code = scores.size() * k / share; code < scores.size() * (k + 1) / share;
             ++code) {
            if (!scores.ordered(code)) continue;
            const auto cell = static_cast<std::size_t>(scores.cell(code));
            ++sums.customers[cell];
            sums.sales[cell] += scores.amount(code);
        }
        parts[k] = sums;
    });
    for (std::size_t k = 1; k < parts.size(); ++k) {
        for (std::size_t cell = 0; cell < 125; ++cell) {
            parts[0].customers[cell] += parts[k].customers[cell];
            parts[0].sales[cell] += parts[k].sales[cell];
        }
    }
    return parts[0];
}

struct UnknownSales {
    const Scope* scope;
    std::int64_t amount = 0;
    void operator()(const Journey& journey) {
        amount += journey::totals(journey.lines().between(scope->from, scope->to)).amount;
    }
};

}  // namespace

Rfm rfm(const Scope& scope, const journey::Filter& filter, const RfmRule& rule) {
    Rfm answer;
    answer.meta = meta_of(scope, filter, "rfm", kDefinition);
    if (!scope.seen) {
        answer.unknown_customer_sales = {fold_one(scope.snapshot, 0, UnknownSales{&scope}).amount};
    }
    const Scores scores(scope, rule);
    answer.meta.n = scores.customers();
    answer.cuts = scores.cuts(scope.as_of());
    if (scores.empty()) return answer;
    const CellSums sums = sums_of(scores, scope.threads);
    for (int cell = 0; cell < 125; ++cell) {
        const auto at = static_cast<std::size_t>(cell);
        if (sums.customers[at] == 0) continue;
        answer.cells.push_back({.r = cell / 25 + 1,
                                .f = cell / 5 % 5 + 1,
                                .m = cell % 5 + 1,
                                .customers = sums.customers[at],
                                .sales = {sums.sales[at]}});
    }
    return answer;
}

std::vector<CustomerCode> rfm_people(const Scope& scope, int r, int f, int m, const RfmRule& rule) {
    const Scores scores(scope, rule);
    std::vector<CustomerCode> people;
    const auto fits = [](int asked, int is) { return asked == 0 || asked == is + 1; };
    for (std::size_t code = 1; code < scores.size() && !scores.empty(); ++code) {
        if (!scores.ordered(code)) continue;
        const int cell = scores.cell(code);
        if (fits(r, cell / 25) && fits(f, cell / 5 % 5) && fits(m, cell % 5)) {
            people.push_back(static_cast<CustomerCode>(code));
        }
    }
    return people;
}

}  // namespace tsunagi::insight
