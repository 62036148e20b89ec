// How subscriptions go on and what they are worth, and the twins in SQL. What a formula adds to the
// counts is worked out here once more, as it stands in the header.
#include "insight/contract_value/contract_value.h"
#include "insight/contract_value/contract_value_twin.sql.h"
#include "insight/leaving_reasons/leaving_reasons.h"
#include "insight/lively_orders.sql.h"
#include "insight/lively_spells.sql.h"
#include "insight/lively_testing.h"
#include "insight/ltv_factors/ltv_factors.h"
#include "insight/offers/offers.h"
#include "insight/retention/retention.h"
#include "insight/retention/retention_report.h"
#include "insight/survival_days/survival_days.h"
#include "insight/what_if/what_if.h"
#include "insight/what_if/what_if_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace tsunagi::insight {

namespace {

// By group, delivery and reason ("-": did not leave).
using ReasonCells = std::map<std::string, std::map<int, std::map<std::string, double>>>;

// By delivery: it, who waits, who came to it, who left after it.
using WaitingTable = std::map<std::int64_t, std::vector<std::int64_t>>;

class SpellTwins : public LivelyShops {
protected:
    void expect_retention(const std::string& by);
    void expect_reasons(const std::string& by);
    void expect_survival();
    void expect_offers();
    void expect_factors(const std::string& against);
    void expect_what_if();
    void expect_worth();
    void expect_error_of_worth(const Report&, const WaitingTable&);
};

double at_risk_of(const std::map<std::string, double>& reasons) {
    double sum = 0;
    for (const auto& [reason, n] : reasons) sum += n;
    return sum;
}

void SpellTwins::expect_retention(const std::string& by) {
    std::map<std::string, std::map<int, std::array<double, 3>>> cells;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_delivery_cells, {{"by", by}}, [&](const store::Row& row) {
            cells[std::string(row.text(0))][static_cast<int>(row.integer(1))] = {
                row.real(2), row.real(3), row.real(4)};
            return true;
        });
    });
    Told expected;
    for (const auto& [part, deliveries] : cells) {
        double survival = 1;
        int until = 1;
        for (const auto& [delivery, counts] : deliveries) {
            const auto& [open, continued, cancelled] = counts;
            EXPECT_LE(until, delivery);
            until = delivery;
            const double at_risk = open + continued + cancelled;
            expected.push_back(part + "|" + std::to_string(delivery) + "|" + written(at_risk) +
                               "|" + written(cancelled) + "|" + written(open) + "|" +
                               written(survival));
            survival *= 1 - cancelled / at_risk;
        }
    }
    std::ranges::sort(expected);
    Told found;
    const auto split = parse_enum<SplitBy>(by).value();
    for (const SurvivalCurve& curve : retention(scope(), {}, split, {}).curves) {
        for (const SurvivalPoint& point : curve.points) {
            if (point.at_risk == 0) continue;
            found.push_back(curve.key + "|" + std::to_string(point.delivery) + "|" +
                            std::to_string(point.at_risk) + "|" + std::to_string(point.events) +
                            "|" + std::to_string(point.censored) + "|" + written(point.survival));
        }
    }
    std::ranges::sort(found);
    EXPECT_EQ(found, expected) << by;

    Told hazards;
    const auto answer = report(kRetention, {"by:" + by});
    for (const Figure& figure : answer.figures) {
        if (figure.key != "hazards") continue;
        for (std::size_t column = 1; column < figure.columns.size(); ++column) {
            for (const ReportRow& row : figure.rows) {
                if (!row.cells[column].value) continue;
                const auto delivery = static_cast<int>(*row.cells[0].value);
                const auto& [open, continued, left] = cells[figure.columns[column].key][delivery];
                EXPECT_EQ(row.cells[column].n, std::llround(open + continued + left));
                EXPECT_EQ(*row.cells[column].value, left / (open + continued + left));
                hazards.push_back(figure.columns[column].key);
            }
        }
    }
    if (!expected.empty()) EXPECT_EQ(hazards.size(), expected.size()) << by;
}

struct LeftFor {
    std::optional<double> incidence{};
    std::optional<double> alone{};
};

// Aalen and Johansen's estimate and that of Kaplan and Meier; nothing before the first delivery on
// record and after the last.
LeftFor left_for(const std::map<int, std::map<std::string, double>>& deliveries,
                 const std::string& reason, int until) {
    if (deliveries.empty() || deliveries.begin()->first > until ||
        deliveries.rbegin()->first < until) {
        return {};
    }
    double staying = 1;
    double incidence = 0;
    double alone = 1;
    for (const auto& [delivery, reasons] : deliveries) {
        if (delivery > until) break;
        const double at_risk = at_risk_of(reasons);
        const auto of = reasons.find(reason);
        const double left = of == reasons.end() ? 0 : of->second;
        const auto stayed = reasons.find("-");
        incidence += staying * left / at_risk;
        alone *= 1 - left / at_risk;
        staying *= (stayed == reasons.end() ? 0 : stayed->second) / at_risk;
    }
    return {incidence, 1 - alone};
}

void SpellTwins::expect_reasons(const std::string& by) {
    ReasonCells groups;
    std::map<int, std::map<std::string, double>> all;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_reason_cells, {{"by", by}}, [&](const store::Row& row) {
            const auto delivery = static_cast<int>(row.integer(1));
            const auto reason = std::string(row.text(2));
            groups[std::string(row.text(0))][delivery][reason] = row.real(3);
            all[delivery][reason] += row.real(3);
            return true;
        });
    });
    const auto found = report(kLeavingReasons, {"by:" + by, "until:3"});
    if (found.figures.empty()) {
        EXPECT_TRUE(groups.empty());
        return;
    }
    const auto near = [](std::optional<double> value, std::optional<double> expected) {
        ASSERT_EQ(value.has_value(), expected.has_value());
        if (value) EXPECT_NEAR(*value, *expected, 1e-12);
    };
    for (const ReportRow& row : found.figures[1].rows) {
        const auto expected = left_for(all, *row.cells[0].text, 3);
        near(row.cells[2].value, expected.incidence);
        near(row.cells[3].value, expected.alone);
    }
    const Figure& figure = found.figures[2];
    EXPECT_EQ(figure.rows.size(), groups.size()) << by;
    for (const ReportRow& row : figure.rows) {
        const auto& deliveries = groups[*row.cells[0].text];
        double most = 0;
        for (const auto& [delivery, reasons] : deliveries) {
            most = std::max(most, at_risk_of(reasons));
        }
        EXPECT_EQ(row.cells[1].value, most);
        for (std::size_t column = 2; column < row.cells.size(); ++column) {
            near(row.cells[column].value,
                 left_for(deliveries, figure.columns[column].label, 3).incidence);
        }
    }
}

void SpellTwins::expect_survival() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::drop_twin_trait);
        tx.run(sql::twin_trait_table, {{"year", civil(as_of()).year}});
    });
    for (const std::string by : {"first_product", "prefecture", "sex", "age", "rank", "segment"}) {
        const auto found = report(kSurvivalDays, {"by:" + by, "segment:1"});
        EXPECT_EQ(told(found, "groups",
                       {"group", "n", "lost", "kept", "day_90", "day_90.n", "day_365", "day_365.n",
                        "median"}),
                  curves(sql::twin_survival_by_trait, {90, 365}, Counted::Staying, {{"by", by}}))
            << by;
        if (by != "segment") continue;
        expect_drawn(found, sql::twin_survival_by_trait, Counted::Staying, {{"by", by}});
    }
}

void SpellTwins::expect_offers() {
    for (const std::string by : {"answer", "none", "purpose"}) {
        EXPECT_EQ(told(report(kOffers, {"by:" + by}), "groups",
                       {"group", "n", "accepted", "complaints", "complaints.n"}),
                  asked(sql::twin_answered_offers, {{"by", by}}))
            << by;
    }
}

void SpellTwins::expect_factors(const std::string& against) {
    std::array<std::array<double, 4>, 2> sums{};  // sales, deliveries, months, cancelled
    const Days was = against == "previous" ? before() : a_year_before();
    for (const std::size_t i : {0U, 1U}) {
        const Days days = i == 0 ? was : now();
        const auto row = ask(sql::twin_period_sums, {{"from", days.from}, {"to", days.to}}).at(0);
        for (std::size_t k = 0; k < 4; ++k) sums.at(i).at(k) = static_cast<double>(row[k]);
        sums.at(i)[2] /= 30.4375;
    }
    const auto complete = [](const auto& sum) { return sum[1] > 0 && sum[2] > 0 && sum[3] > 0; };
    const auto found = report(kLtvFactors, {"against:" + against});
    const auto factors = [](const auto& sum) {
        return std::array{sum[0] / sum[1], sum[1] / sum[2], sum[2] / sum[3]};
    };
    for (const std::size_t i : {0U, 1U}) {
        const auto& cells = found.figures.at(0).rows.at(i).cells;
        const auto& sum = sums.at(i);
        EXPECT_EQ(cells[2].value.has_value(), complete(sum));
        if (!complete(sum)) continue;
        EXPECT_NEAR(*cells[1].value, sum[0] / sum[3], 1e-6);
        for (std::size_t k = 0; k < 3; ++k) {
            EXPECT_NEAR(*cells[2 + k].value, factors(sum)[k], 1e-6) << k;
        }
    }
    if (!complete(sums[0]) || !complete(sums[1])) return;
    // Shapley: the mean of what a factor moves over all orders in which they may change.
    std::array<double, 3> parts{};
    std::array<std::size_t, 3> order{0, 1, 2};
    do {
        auto now = factors(sums[0]);
        for (const std::size_t k : order) {
            const double was_all = now[0] * now[1] * now[2];
            now.at(k) = factors(sums[1]).at(k);
            parts.at(k) += (now[0] * now[1] * now[2] - was_all) / 6;
        }
    } while (std::ranges::next_permutation(order).found);
    const auto& rows = found.figures.at(1).rows;
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(rows.at(k + 1).cells[1].value.value(), parts.at(k), 1e-6) << k;
    }
}

void SpellTwins::expect_what_if() {
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        tx.run(sql::drop_twin_standing);
        tx.run(sql::twin_standing);
    });
    const auto sums = ask(sql::twin_what_if).at(0);
    const auto found = report(kWhatIf, {"points:20", "margin:50", "acquisition:9000"});
    if (found.figures.empty()) return;
    const double monthly = static_cast<double>(sums[1]);
    const double loss = 1 - std::exp(-30.4375 * static_cast<double>(sums[2]) /
                                     static_cast<double>(sums[3]));
    const auto year_of = [&](double h) {
        return h == 0 ? 12 * monthly : monthly * (1 - h) * (1 - std::pow(1 - h, 12)) / h;
    };
    const auto near = [](const Cell& cell, double expected) {
        EXPECT_NEAR(cell.value.value(), expected, 1e-9 * std::max(1.0, std::abs(expected)));
    };
    const double lower = std::max(0.0, loss - 0.02);
    near(found.figures[0].rows[0].cells[3], year_of(loss));
    near(found.figures[0].rows[1].cells[3], year_of(lower));
    near(found.figures[0].rows[1].cells[4], 0.5 * year_of(lower));
    const double kept = std::min(1.0, std::pow(1 - loss, 12) + 0.05);
    const double five = 1 - std::pow(kept, 1.0 / 12);
    const auto& better = found.figures[1].rows[1].cells;
    near(better[1], kept);
    near(better[2], five);
    if (five <= 0) return;
    const double paid = (1 - five) / five;
    EXPECT_NEAR(better[3].value.value(), paid, 1e-6 * paid);
    const double profit = paid * monthly / static_cast<double>(sums[0]) / 2;
    EXPECT_NEAR(better[5].value.value(), profit - 9000, 1e-6 * profit);
}

// A sum, and its slopes in the logarithms of alpha and beta.
struct Sloped {
    double value = 0;
    double of_alpha = 0;
    double of_beta = 0;
};

// Deliveries within the next twelve renewals of those who wait.
Sloped still_to_come(const WaitingTable& table, double alpha, double beta) {
    Sloped sum;
    for (const auto& [delivery, row] : table) {
        Sloped one{.value = static_cast<double>(row[1])};
        for (std::int64_t t = delivery - 1; t < delivery + 11; ++t) {
            const double stays = beta + static_cast<double>(t);
            one.value *= stays / (alpha + stays);
            one.of_alpha -= alpha / (alpha + stays);
            one.of_beta += beta / stays - beta / (alpha + stays);
            sum.value += one.value;
            sum.of_alpha += one.value * one.of_alpha;
            sum.of_beta += one.value * one.of_beta;
        }
    }
    return sum;
}

// gᵗ I⁻¹ g of the logarithm of the sum. Renewals that few came to or decided about say nothing.
double variance_of(const WaitingTable& table, double alpha, double beta) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (std::int64_t delivery = 1; table.contains(delivery); ++delivery) {
        const auto& row = table.at(delivery);
        if (row[2] < 30 || 5 * row[1] > row[2]) break;
        const auto n = static_cast<double>(row[2]);
        const auto renewed = static_cast<double>(row[2] - row[3]);
        const double t = static_cast<double>(delivery - 1);
        const double square = (alpha + beta + t) * (alpha + beta + t);
        aa += n * alpha * (beta + t) / square;
        ab -= n * alpha * beta / square;
        bb += n * beta * (alpha + t) / square - renewed * beta * t / ((beta + t) * (beta + t));
    }
    const auto sum = still_to_come(table, alpha, beta);
    const double a = sum.of_alpha / sum.value;
    const double b = sum.of_beta / sum.value;
    return (a * a * bb - 2 * a * b * ab + b * b * aa) / (aa * bb - ab * ab);
}

void SpellTwins::expect_error_of_worth(const Report& found, const WaitingTable& table) {
    const auto total = std::ranges::find(found.headlines, "total", &Headline::key);
    if (total == found.headlines.end() || !total->cell.low) return;
    const auto model = std::ranges::find(found.figures, "model", &Figure::key);
    const double alpha = model->rows.at(0).cells[1].value.value();
    const double beta = model->rows.at(1).cells[1].value.value();
    const auto delivered = ask(sql::twin_delivered);
    const auto customers = static_cast<double>(delivered.size());
    double amount = 0;
    double orders = 0;
    for (const auto& row : delivered) {
        amount += static_cast<double>(row[1]);
        orders += static_cast<double>(row[2]);
    }
    double squares = 0;
    for (const auto& row : delivered) {
        const double off = static_cast<double>(row[1]) -
                           amount / orders * static_cast<double>(row[2]);
        squares += off * off;
    }
    const double of_mean = squares * customers / (customers - 1) / (amount * amount);
    const double error = std::sqrt(variance_of(table, alpha, beta) + of_mean);
    EXPECT_NEAR(std::log(*total->cell.high / *total->cell.value), 1.959963984540054 * error,
                1e-4 * error);
    EXPECT_NEAR(std::log(*total->cell.value / *total->cell.low), 1.959963984540054 * error,
                1e-4 * error);
    EXPECT_NEAR(*total->cell.value, still_to_come(table, alpha, beta).value * amount / orders, 0.5);
}

void SpellTwins::expect_worth() {
    const auto found = report(kContractValue);
    WaitingTable table;
    for (const auto& row : ask(sql::twin_waiting_after)) table[row[0]] = row;
    expect_error_of_worth(found, table);
    for (const Figure& figure : found.figures) {
        if (figure.key == "waiting") {
            std::int64_t open = 0;
            for (const ReportRow& row : figure.rows) {
                EXPECT_EQ(row.cells[1].value,
                          static_cast<double>(table.at(std::llround(*row.cells[0].value))[1]));
                ++open;
            }
            EXPECT_EQ(open, std::ranges::count_if(
                                table, [](const auto& row) { return row.second[1] > 0; }));
        }
        if (figure.key != "life") continue;
        double staying = 1;
        for (const ReportRow& row : figure.rows) {
            const auto delivery = std::llround(*row.cells[0].value);
            if (row.cells[4].value) EXPECT_NEAR(*row.cells[4].value, staying, 1e-12) << delivery;
            const auto here = table.find(delivery);
            if (here == table.end()) continue;
            staying *= 1 -
                       static_cast<double>(here->second[3]) / static_cast<double>(here->second[2]);
        }
    }
}

}  // namespace

TEST_P(SpellTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        for (const std::string by : {"none", "product", "medium", "prefecture"}) {
            expect_retention(by);
        }
        for (const std::string by : {"product", "medium", "start_quarter", "prefecture"}) {
            expect_reasons(by);
        }
        expect_survival();
        expect_offers();
        expect_factors("previous");
        expect_factors("previous_year");
        expect_what_if();
        expect_worth();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(SpellTwins);

}  // namespace tsunagi::insight
