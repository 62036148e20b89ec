// Analyses of cancellations, contacts and success, and their twins in SQL.
#include "insight/cancellation_change/cancellation_change.h"
#include "insight/cancellation_change/cancellation_change_twin.sql.h"
#include "insight/cancellations/cancellations.h"
#include "insight/cancellations/cancellations_report.h"
#include "insight/cancellations/cancellations_twin.sql.h"
#include "insight/contact_volume/contact_volume.h"
#include "insight/contact_volume/contact_volume_twin.sql.h"
#include "insight/leaving_reasons/leaving_reasons.h"
#include "insight/leaving_reasons/leaving_reasons_twin.sql.h"
#include "insight/lively_shop_testing.h"
#include "insight/lively_testing.h"
#include "insight/ltv_factors/ltv_factors.h"
#include "insight/ltv_factors/ltv_factors_twin.sql.h"
#include "insight/offers/offers.h"
#include "insight/offers/offers_twin.sql.h"
#include "insight/satisfaction/satisfaction.h"
#include "insight/silence/silence.h"
#include "insight/silence/silence_twin.sql.h"
#include "insight/what_if/what_if.h"
#include "insight/what_if/what_if_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tsunagi::insight {

namespace {

class ContactTwins : public LivelyShops {
protected:
    store::Args both(const Days& was) const {
        return {{"from", was.from}, {"to", was.to}, {"now_from", now().from}, {"now_to", now().to}};
    }
    void make_again(const store::Statement& drop, const store::Statement& make) {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            tx.run(drop);
            tx.run(make);
        });
    }
    void expect_cancellations();
    void expect_change();
    void expect_reasons();
    void expect_offers();
    void expect_contacts();
    void expect_factors();
    void expect_what_if();
    void expect_silence();
};

void ContactTwins::expect_cancellations() {
    make_again(sql::drop_twin_in_force, sql::twin_in_force);
    const auto found = report(kCancellations, {"by:product", "across:none"});
    EXPECT_EQ(headlines(found, {"rate"}), asked(sql::twin_cancellations_total));
    auto months = told(found, "trend", {"month", "rate", "rate.n"});
    std::erase_if(months, [](const std::string& line) { return line.ends_with("|-|0"); });
    EXPECT_EQ(months, asked(sql::twin_cancellations_by_month));
    EXPECT_EQ(told(found, "reasons", {"reason", "events"}),
              asked(sql::twin_cancellations_by_reason));
    const auto keyed_counts = [&](Axis by) {
        Told lines;
        for (const auto& cell : cancellations(scope(), {}, {by, Axis::None}, {}).cells) {
            lines.push_back((by == Axis::Product ? "#" : "") + cell.row + "|" +
                            std::to_string(cell.events) + "|" + std::to_string(cell.at_risk));
        }
        std::ranges::sort(lines);
        return lines;
    };
    // Places that nobody left are not listed, but for deliveries between others.
    const auto somebody_left = [](Told lines) {
        std::erase_if(lines, [](const auto& line) { return line.find("|0|") != line.npos; });
        return lines;
    };
    EXPECT_EQ(keyed_counts(Axis::Product),
              somebody_left(asked(sql::twin_cancellations_by_product)));
    EXPECT_EQ(somebody_left(keyed_counts(Axis::Delivery)),
              somebody_left(asked(sql::twin_cancellations_by_delivery)));
}

void ContactTwins::expect_change() {
    const auto found = report(kCancellationChange);
    if (found.figures.empty()) return;
    EXPECT_EQ(headlines(found, {"now"}),
              asked(sql::twin_left, {{"from", now().from}, {"to", now().to}}));
    EXPECT_EQ(headlines(found, {"before"}),
              asked(sql::twin_left, {{"from", before().from}, {"to", before().to}}));
    auto reasons = told(found, "reasons", {"reason", "before", "now"});
    std::erase_if(reasons, [](const std::string& line) {  // the two ends of the bridge
        return line.ends_with("|-") || line.find("|-|") != line.npos;
    });
    EXPECT_EQ(reasons, asked(sql::twin_left_by_reason, both(before())));
    for (const std::string by : {"product", "medium", "prefecture", "start_quarter"}) {
        const bool year = by == "prefecture";
        auto args = both(year ? a_year_before() : before());
        args.emplace_back("by", by);
        const std::string against = year ? "against:previous_year" : "against:previous";
        const auto split = report(kCancellationChange, {"by:" + by, against});
        if (split.figures.empty()) continue;
        EXPECT_EQ(told(split, "parts",
                       {"cell", "left_before", "before", "before.n", "left_now", "now", "now.n"}),
                  asked(sql::twin_left_by_part, args))
            << by;
    }
}

// Aalen and Johansen's estimate, one delivery after the other.
void ContactTwins::expect_reasons() {
    std::map<std::int64_t, std::map<std::string, double>> counts;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_leaving_reasons, {}, [&](const store::Row& row) {
            counts[row.integer(0)][std::string(row.text(1))] = row.real(2);
            return true;
        });
    });
    std::map<std::string, std::pair<double, double>> expected;  // left, incidence
    double staying = 1;
    for (std::int64_t delivery = 1; delivery <= 6; ++delivery) {
        double at_risk = 0;
        double left = 0;
        for (const auto& [reason, n] : counts[delivery]) at_risk += n;
        for (const auto& [reason, n] : counts[delivery]) {
            if (reason == "-") continue;
            expected[reason].first += n;
            expected[reason].second += staying * n / at_risk;
            left += n;
        }
        if (at_risk > 0) staying *= 1 - left / at_risk;
    }
    const auto found = report(kLeavingReasons);
    if (found.figures.empty()) return;
    for (const std::string& line : told(found, "reasons", {"reason", "left", "incidence"})) {
        const auto reason = line.substr(0, line.find('|'));
        const auto& [left, incidence] = expected[reason];
        if (line.ends_with("|-")) continue;  // nobody came so far
        EXPECT_EQ(line, reason + "|" + written(left) + "|" + written(incidence));
    }
}

void ContactTwins::expect_offers() {
    for (const std::string by : {"reason", "offer", "agent", "purpose"}) {
        Told expected;
        for (const std::string& line :
             curves(sql::twin_offers, {30, 60, 90}, Counted::Staying, {{"by", by}})) {
            expected.push_back(line.substr(0, line.rfind('|')));  // no median is shown
        }
        auto found = report(kOffers, {"by:" + by});
        if (by == "offer") expect_drawn(found, sql::twin_offers, Counted::Staying, {{"by", by}});
        for (Figure& figure : found.figures) {  // nor how many stayed so far
            if (figure.key != "groups") continue;
            figure.columns.push_back({"kept", "", Unit::Count});
            for (ReportRow& row : figure.rows) {
                const auto lost = std::ranges::find(figure.columns, "lost", &Column::key);
                const auto place = static_cast<std::size_t>(lost - figure.columns.begin());
                const double kept = *row.cells[1].value - *row.cells[place].value;
                row.cells.push_back({.value = kept});
            }
        }
        EXPECT_EQ(told(found, "groups",
                       {"group", "n", "lost", "kept", "day_30", "day_30.n", "day_60", "day_60.n",
                        "day_90", "day_90.n"}),
                  expected)
            << by;
    }
}

void ContactTwins::expect_contacts() {
    for (const std::string by : {"purpose", "channel", "reason", "product", "agent"}) {
        const auto expected = asked(sql::twin_contacts_by_part, {{"by", by}});
        EXPECT_EQ(told(report(kContactVolume, {"by:" + by}), "groups",
                       {"group", "n", "inbound", "negative", "positive", "mean", "mean.n"}),
                  expected)
            << by;
        if (by == "reason") continue;  // satisfaction is not split by it
        Told emotions;
        for (const std::string& line : expected) {
            const auto parts = parted(line);
            emotions.push_back(parts[0] + "|" + parts[1] + "|" + parts[3] + "|" + parts[4]);
        }
        EXPECT_EQ(told(report(kSatisfaction, {"by:" + by}), "groups",
                       {"group", "n", "negative", "positive"}),
                  emotions)
            << by;
    }
    const auto found = report(kContactVolume, {"step:month"});
    auto months = told(found, "trend", {"from", "all", "inbound", "outbound", "all.grey"});
    std::erase_if(months, [](const auto& line) { return line.find("|0|0|0|") != line.npos; });
    EXPECT_EQ(months, asked(sql::twin_contacts_by_month));
    if (found.figures.empty()) return;
    Told hours;
    for (const ReportRow& row : found.figures.front().rows) {
        double sum = 0;
        for (std::size_t day = 1; day <= 7; ++day) sum += row.cells[day].value.value();
        if (sum == 0) continue;
        std::string line = *row.cells[0].text;
        for (const std::size_t day : {1U, 2U, 6U, 7U}) line += "|" + written(row.cells[day].value);
        hours.push_back(line + "|" + written(sum));
    }
    std::ranges::sort(hours);
    EXPECT_EQ(hours, asked(sql::twin_contacts_by_hour));
}

void ContactTwins::expect_factors() {
    Told expected = asked(sql::twin_ltv_factors, {{"from", before().from}, {"to", before().to}});
    expected.push_back(
        asked(sql::twin_ltv_factors, {{"from", now().from}, {"to", now().to}}).at(0));
    std::ranges::sort(expected);
    EXPECT_EQ(told(report(kLtvFactors), "periods",
                   {"sales", "orders", "subscriptions", "cancelled", "duration"}),
              expected);
}

void ContactTwins::expect_what_if() {
    make_again(sql::drop_twin_standing, sql::twin_standing);
    const auto sums = ask(sql::twin_what_if).at(0);
    const auto found = report(kWhatIf);
    if (found.headlines.empty()) {
        EXPECT_TRUE(sums[0] == 0 || sums[2] == 0);
        return;
    }
    const auto n = static_cast<double>(sums[0]);
    const double hazard = 30.4375 * static_cast<double>(sums[2]) / static_cast<double>(sums[3]);
    EXPECT_EQ(headlines(found, {"in_force", "monthly", "loss"}),
              (Told{written(n) + "|-", written(static_cast<double>(sums[1]) / n) + "|" + written(n),
                    written(1 - std::exp(-hazard)) + "|" + std::to_string(sums[2])}));
}

// Who was alike on the day of her order: subscribing, orders so far, days since the first.
std::array<std::int64_t, 3> alike_of(const std::vector<std::int64_t>& row) {
    std::int64_t orders = row[6] <= 2 ? row[6] : row[6] <= 4 ? 3 : row[6] <= 9 ? 5 : 10;
    return {row[8], orders, row[7] <= 90 ? 0 : row[7] <= 365 ? 91 : 366};
}

// By who was alike: stayed, dormant: of all, then of each sign.
using SilenceSums = std::array<std::array<double, 6>, 2>;

// Mantel's and Haenszel's, of those who were alike.
std::optional<double> common_odds(const std::map<std::array<std::int64_t, 3>, SilenceSums>& alike,
                                  std::size_t sign) {
    double above = 0;
    double below = 0;
    for (const auto& [who, sums] : alike) {
        const auto& [stayed, dormant] = sums;
        const double n = stayed[0] + dormant[0];
        above += dormant[sign] * (stayed[0] - stayed[sign]) / n;
        below += (dormant[0] - dormant[sign]) * stayed[sign] / n;
    }
    if (above == 0 || below == 0) return std::nullopt;
    return above / below;
}

void ContactTwins::expect_silence() {
    make_again(sql::drop_twin_purchase, sql::twin_purchases);
    SilenceSums sums{};
    std::map<std::array<std::int64_t, 3>, SilenceSums> alike;
    for (const auto& row : ask(sql::twin_silence, {{"days", 90}})) {
        for (SilenceSums* to : {&sums, &alike[alike_of(row)]}) {
            auto& sum = to->at(static_cast<std::size_t>(row[0]));
            ++sum[0];
            for (std::size_t sign = 1; sign < 6; ++sign) {
                sum[sign] += static_cast<double>(row[sign]);
            }
        }
    }
    const auto found = report(kSilence, {"days:90"});
    if (found.figures.empty()) return;
    const auto& rows = found.figures.front().rows;
    ASSERT_EQ(rows.size(), 5U);
    for (std::size_t sign = 1; sign < 6; ++sign) {
        const std::vector<Cell>& cells = rows[sign - 1].cells;
        for (const std::size_t dormant : {0U, 1U}) {
            const Cell& cell = cells[dormant == 1 ? 1 : 2];
            const auto& sum = sums.at(dormant);
            EXPECT_EQ(cell.n, static_cast<std::int64_t>(sum[0]));
            if (sum[0] > 0) EXPECT_NEAR(cell.value.value(), sum[sign] / sum[0], 1e-12) << sign;
        }
        const std::vector<Cell>& odds = found.figures.at(1).rows.at(sign - 1).cells;
        EXPECT_EQ(written(odds[1].value), written(common_odds({{{}, sums}}, sign))) << sign;
        EXPECT_EQ(written(odds[2].value), written(common_odds(alike, sign))) << sign;
    }
    Told groups;
    for (const auto& [who, pair] : alike) {
        groups.push_back(written(pair[0][0] + pair[1][0]) + "|" +
                         written(pair[1][0] / (pair[0][0] + pair[1][0])));
    }
    std::ranges::sort(groups);
    EXPECT_EQ(told(found, "alike", {"n", "silent"}), groups);
}

}  // namespace

TEST_P(ContactTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        expect_cancellations();
        expect_change();
        expect_reasons();
        expect_contacts();
        expect_factors();
        expect_what_if();
        expect_offers();
        expect_silence();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(ContactTwins);

}  // namespace tsunagi::insight
