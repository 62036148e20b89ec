// Analyses of the centre — contacts, operators, staffing — and their twins in SQL. What a model
// adds to the counts is worked out here once more, as its formula stands.
#include "base/public_holidays.h"
#include "insight/contact_reasons/contact_reasons.h"
#include "insight/contact_reasons/contact_reasons_twin.sql.h"
#include "insight/contact_volume/contact_volume.h"
#include "insight/contact_volume/contact_volume_twin.sql.h"
#include "insight/erlang.h"
#include "insight/forecast.h"
#include "insight/lively_shop_testing.h"
#include "insight/lively_testing.h"
#include "insight/operators/operators.h"
#include "insight/operators/operators_twin.sql.h"
#include "insight/service_level/service_level.h"
#include "insight/service_level/service_level_twin.sql.h"
#include "insight/staffing/staffing.h"
#include "insight/staffing/staffing_twin.sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace tsunagi::insight {

namespace {

class CentreTwins : public LivelyShops {
protected:
    void expect_volume();
    void expect_moods(const std::string& step);
    void expect_medians();
    void expect_subjects();
    void expect_squares(const std::string& by, const std::string& across);
    void expect_operators(const std::string& aim, const store::Statement&);
    void expect_staffing();
    void expect_service_level();
    void expect_waits();
};

void CentreTwins::expect_volume() {
    EXPECT_EQ(told(report(kContactVolume), "moods_by_hour",
                   {"hour", "n", "negative", "positive", "minutes", "minutes.n"}),
              asked(sql::twin_contact_moods, {{"by", "hour"}}));
    for (const std::string by : {"direction", "result", "queue"}) {
        EXPECT_EQ(told(report(kContactVolume, {"by:" + by}), "groups",
                       {"group", "n", "inbound", "negative", "positive", "mean", "mean.n"}),
                  asked(sql::twin_contacts_by_part, {{"by", by}}));
    }
    Told all;
    for (const Headline& headline : report(kContactVolume).headlines) {
        all.push_back(written(headline.cell.value));
    }
    Told expected;
    for (const std::string& line : asked(sql::twin_contact_headlines)) expected = parted(line);
    EXPECT_EQ(all, expected);
}

// Those of the last 120 stretches, and only where there were any.
void CentreTwins::expect_moods(const std::string& step) {
    const auto found = report(kContactVolume, {"step:" + step});
    if (found.figures.empty()) return;
    auto moods = told(found, "moods_by_step",
                      {"from", "n", "negative", "positive", "minutes", "minutes.n"});
    const std::string first = moods.front().substr(0, moods.front().find('|'));
    std::erase_if(moods, [](const std::string& line) { return line.ends_with("|0|-|-|-|0"); });
    auto expected = asked(sql::twin_contact_moods, {{"by", step}});
    std::erase_if(expected, [&](const std::string& line) { return line < first; });
    EXPECT_EQ(moods, expected);
}

// To the 6 seconds that they stand in.
void CentreTwins::expect_medians() {
    std::map<std::string, std::vector<std::int64_t>> seconds;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_contact_seconds, {}, [&](const store::Row& row) {
            seconds[std::string(row.text(0))].push_back(row.integer(1));
            return true;
        });
    });
    for (const std::string& line : told(report(kContactVolume), "groups", {"group", "median"})) {
        const auto parts = parted(line);
        const auto& all = seconds[parts[0]];
        if (all.empty()) {
            EXPECT_EQ(parts[1], "-");
            continue;
        }
        const auto middle = all[(all.size() + 1) / 2 - 1];
        const auto tenths = middle / 6;  // of a minute
        EXPECT_EQ(parts[1], written(static_cast<double>(tenths) / 10)) << parts[0];
    }
}

void CentreTwins::expect_subjects() {
    for (const std::string against : {"previous", "previous_year"}) {
        const Days was = against == "previous" ? before() : a_year_before();
        for (const std::string by : {"purpose", "reason"}) {
            const auto found = report(kContactReasons, {"by:" + by, "against:" + against});
            if (found.figures.empty()) continue;
            EXPECT_EQ(
                told(found, "subjects", {"group", "now", "before", "negative", "negative_before"}),
                asked(sql::twin_contact_reasons, {{"by", by},
                                                  {"from", was.from},
                                                  {"to", was.to},
                                                  {"now_from", now().from},
                                                  {"now_to", now().to}}))
                << by << " " << against;
        }
    }
}

void CentreTwins::expect_squares(const std::string& by, const std::string& across) {
    const auto found = report(kContactReasons, {"by:" + by, "across:" + across});
    if (found.figures.empty()) return;
    Told squares;
    for (const Figure& figure : found.figures) {
        if (figure.key != "cells" && figure.key != "negatives") continue;
        for (const ReportRow& row : figure.rows) {
            for (std::size_t i = 1; i < row.cells.size(); ++i) {
                const auto& cell = row.cells[i];
                if (cell.value.value_or(0) == 0) continue;
                squares.push_back(figure.columns[i].key + "|" + *row.cells[0].text + "|" +
                                  written(cell.value));
            }
        }
    }
    Told expected;
    for (const std::string& line :
         asked(sql::twin_contact_squares, {{"by", by}, {"across", across}})) {
        const auto parts = parted(line);
        expected.push_back("n_" + parts[1] + "|" + parts[0] + "|" + parts[2]);
        if (parts[3] == "0") continue;
        expected.push_back("negative_" + parts[1] + "|" + parts[0] + "|" + parts[3]);
    }
    std::ranges::sort(squares);
    std::ranges::sort(expected);
    EXPECT_EQ(squares, expected) << by << " " << across;
}

void CentreTwins::expect_service_level() {
    const std::vector<std::string> columns{"offered", "answered", "level",
                                           "fair",    "given_up", "given_up_rate",
                                           "wait",    "handled",  "handled.n"};
    const auto said_by = [&](const std::string& figure, const std::string& first,
                             const std::string& choice) {
        auto all = columns;
        all.insert(all.begin(), first);
        auto lines = told(report(kServiceLevel, {choice}), figure, all);
        std::erase_if(lines, [](const std::string& line) {
            return line.substr(line.find('|')).starts_with("|0|");  // no calls
        });
        return lines;
    };
    for (const std::string by : {"hour", "half_hour"}) {
        EXPECT_EQ(said_by("slots", "slot", "slot:" + by),
                  asked(sql::twin_calls_by_part, {{"by", by}}));
    }
    for (const std::string by : {"week", "month"}) {
        EXPECT_EQ(said_by("trend", "from", "step:" + by),
                  asked(sql::twin_calls_by_part, {{"by", by}}));
    }
    EXPECT_EQ(said_by("queues", "group", "step:day"),
              asked(sql::twin_calls_by_part, {{"by", "queue"}}));
    EXPECT_EQ(told(report(kServiceLevel), "agents",
                   {"group", "answered", "handled", "handled.n", "wait"}),
              asked(sql::twin_calls_of_agents));
    EXPECT_EQ(headlines(report(kServiceLevel), {"patience"}).size(),
              asked(sql::twin_patience).size());
    for (const std::string& line : asked(sql::twin_patience)) {
        EXPECT_EQ(parted(headlines(report(kServiceLevel), {"patience"}).at(0)).at(0), line);
    }
}

void CentreTwins::expect_waits() {
    std::map<std::string, std::vector<std::int64_t>> waits;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_waits, {}, [&](const store::Row& row) {
            waits[std::string(row.text(0))].push_back(std::min<std::int64_t>(row.integer(1), 900));
            return true;
        });
    });
    for (const std::string& line :
         told(report(kServiceLevel), "queues", {"group", "median", "most"})) {
        const auto parts = parted(line);
        const auto& all = waits[parts[0]];
        const auto at = [&](std::size_t percent) {
            const std::size_t place = (all.size() * percent + 99) / 100;
            return all.empty() ? "-" : written(static_cast<double>(all[place - 1]));
        };
        EXPECT_EQ(parts[1] + " " + parts[2], at(50) + " " + at(90)) << parts[0];
    }
}

struct Standardised {
    double n = 0;
    double achieved = 0;
    double expected = 0;
    double variance = 0;

    double effect() const { return (achieved - expected) / n; }
    double error() const { return variance / (n * n); }  // squared
};

// DerSimonian and Laird, of those whose effect could have varied.
struct CommonEffect {
    double mean = 0;
    double spread = 0;  // squared

    explicit CommonEffect(const std::map<std::int64_t, Standardised>& all) {
        double weights = 0;
        double squares = 0;
        double sum = 0;
        int k = 0;
        const auto each = [&](auto take) {
            for (const auto& [agent, one] : all) {
                if (one.variance > 0) take(one);
            }
        };
        each([&](const Standardised& one) {
            ++k;
            weights += 1 / one.error();
            squares += 1 / one.error() / one.error();
            sum += one.effect() / one.error();
        });
        double q = 0;
        each([&](const Standardised& one) {
            q += std::pow(one.effect() - sum / weights, 2) / one.error();
        });
        if (k > 1) spread = std::max(0.0, (q - (k - 1)) / (weights - squares / weights));
        double random = 0;
        each([&](const Standardised& one) {
            random += 1 / (one.error() + spread);
            mean += one.effect() / (one.error() + spread);
        });
        mean /= random;
    }
    double shrunk(const Standardised& one) const {
        return (one.error() * mean + spread * one.effect()) / (one.error() + spread);
    }
};

void CentreTwins::expect_operators(const std::string& aim, const store::Statement& statement) {
    std::map<std::string, std::map<std::int64_t, Standardised>> strata;
    Standardised sum;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(statement, {}, [&](const store::Row& row) {
            const auto stratum = std::string(row.text(0)) + "/" + std::string(row.text(1));
            strata[stratum][row.integer(2)] = {.n = row.real(3), .achieved = row.real(4)};
            sum.n += row.real(3);
            sum.achieved += row.real(4);
            return true;
        });
    });
    std::map<std::int64_t, Standardised> operators;
    for (const auto& [name, agents] : strata) {
        Standardised all;
        for (const auto& [agent, one] : agents) {
            all.n += one.n;
            all.achieved += one.achieved;
        }
        const double p = all.achieved / all.n;
        for (const auto& [agent, one] : agents) {
            Standardised& to = operators[agent];
            to.n += one.n;
            to.achieved += one.achieved;
            to.expected += one.n * p;
            to.variance += one.n * p * (1 - p);
        }
    }
    const CommonEffect common(operators);
    Told expected;
    for (const auto& [agent, one] : operators) {
        std::optional<double> adjusted;
        if (one.variance > 0) {
            adjusted = std::clamp(sum.achieved / sum.n + common.shrunk(one), 0.0, 1.0);
        }
        std::optional<double> ratio;
        if (one.expected > 0) ratio = one.achieved / one.expected;
        expected.push_back("#" + std::to_string(agent) + "|" + written(one.n) + "|" +
                           written(one.achieved) + "|" + written(one.expected) + "|" +
                           written(one.achieved / one.n) + "|" + written(ratio) + "|" +
                           written(adjusted));
    }
    std::ranges::sort(expected);
    const auto found = report(kOperators, {"aim:" + aim});
    EXPECT_EQ(told(found, "operators",
                   {"operator", "n", "observed", "expected", "rate", "ratio", "adjusted"}),
              expected)
        << aim;
    if (!found.headlines.empty()) {
        EXPECT_EQ(found.headlines.front().cell.value, sum.achieved / sum.n);
    }
}

void CentreTwins::expect_staffing() {
    const auto found = report(kStaffing);
    const auto calls = ask(sql::twin_calls);
    const auto seconds = ask(sql::twin_call_seconds).at(0);
    Volumes volumes;
    std::array<std::array<std::int64_t, 24>, 7> hours{};
    const Day last{std::min(look().to ? (kLivelyStart + *look().to).number : as_of().number,
                            as_of().number - 1)};
    const Day first{calls.empty() ? last.number + 1 : static_cast<std::int32_t>(calls[0][0])};
    const auto weekday = [](Day day) { return static_cast<std::size_t>(weekday_of(day) + 6) % 7; };
    volumes.first_weekday = static_cast<int>(weekday(first));
    for (Day day = first; day <= last; day = day + 1) volumes.days.push_back(0);
    for (Day day = first; day <= last + 14; day = day + 1) {
        volumes.holidays.push_back(public_holiday(day).has_value());
    }
    for (const auto& row : calls) {
        const Day day{static_cast<std::int32_t>(row[0])};
        volumes.days[static_cast<std::size_t>(day.number - first.number)] += static_cast<double>(
            row[2]);
        hours[weekday(day)][static_cast<std::size_t>(row[1])] += row[2];
    }
    const auto forecast = forecast_days(volumes, 14);
    if (!forecast || seconds[1] == 0) {
        EXPECT_TRUE(found.figures.empty());
        return;
    }
    Told days;
    for (std::size_t i = volumes.days.size() - std::min<std::size_t>(volumes.days.size(), 56);
         i < volumes.days.size(); ++i) {
        days.push_back(std::to_string(first.number + static_cast<int>(i)) + "|" +
                       written(volumes.days[i]) + "|-");
    }
    const HourShares shares = hour_shares(hours);
    const double handle = static_cast<double>(seconds[0]) / static_cast<double>(seconds[1]);
    EXPECT_NEAR(found.headlines.back().cell.value.value(), handle, 1e-9);
    EXPECT_EQ(found.headlines.back().cell.n, seconds[1]);
    for (int i = 0; i < 14; ++i) {
        const auto& ahead = forecast->days[static_cast<std::size_t>(i)];
        const Day day = last + 1 + i;
        days.push_back(std::to_string(day.number) + "|-|" + written(std::round(ahead.value)));
        const auto& row = found.figures[1].rows.at(static_cast<std::size_t>(i));
        EXPECT_EQ(written(row.cells[1].value), written(ahead.value));
        double sum = 0;
        for (std::size_t hour = 9; hour < 18; ++hour) {
            const Traffic traffic{.calls = ahead.value * shares[weekday(day)][hour],
                                  .interval_s = 3600,
                                  .handle_s = handle};
            const int agents = staff_for(traffic, {}).value().agents;
            const double people = std::ceil(agents / 0.7 - 1e-9);
            EXPECT_EQ(row.cells[hour - 6].value, people) << i << " " << hour;
            sum += people;
        }
        EXPECT_EQ(row.cells[2].value, sum);
    }
    std::ranges::sort(days);
    EXPECT_EQ(told(found, "days", {"day", "past", "expected"}), days);
}

}  // namespace

TEST_P(CentreTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        expect_volume();
        for (const std::string step : {"day", "week", "month"}) expect_moods(step);
        expect_medians();
        expect_subjects();
        for (const std::string across : {"month", "product", "channel", "agent"}) {
            expect_squares(across == "channel" ? "reason" : "purpose", across);
        }
        expect_operators("kept", sql::twin_kept_by_operators);
        expect_operators("ordered", sql::twin_ordered_by_operators);
        expect_staffing();
        expect_service_level();
        expect_waits();
    });
}

INSTANTIATE_ON_BOTH_DATABASES(CentreTwins);

}  // namespace tsunagi::insight
