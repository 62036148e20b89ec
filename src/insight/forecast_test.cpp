#include "insight/forecast.h"

#include <gtest/gtest.h>

namespace tsunagi::insight {

// Monday to Sunday.
constexpr std::array kPattern{140.0, 120.0, 100.0, 100.0, 90.0, 50.0, 0.0};

Volumes weeks(std::size_t n) {
    Volumes volumes;
    for (std::size_t day = 0; day < n * 7; ++day) volumes.days.push_back(kPattern.at(day % 7));
    return volumes;
}

TEST(Forecast, OfWeeksThatRepeatIsTheNextOneWithoutError) {
    const auto forecast = forecast_days(weeks(10), 14).value();
    for (std::size_t day = 0; day < 14; ++day) {
        EXPECT_NEAR(forecast.days[day].value, kPattern.at(day % 7), 1e-9);
        EXPECT_NEAR(forecast.days[day].high, kPattern.at(day % 7), 1e-9);
    }
    EXPECT_NEAR(forecast.level, 600.0 / 7, 1e-9);
    EXPECT_NEAR(forecast.mean_error, 0, 1e-12);
}

TEST(Forecast, NeedsSixWeeksAndSomethingInThem) {
    Volumes volumes = weeks(6);
    EXPECT_TRUE(forecast_days(volumes, 7));
    volumes.days.pop_back();
    EXPECT_FALSE(forecast_days(volumes, 7));
    volumes.days.assign(100, 0);
    EXPECT_FALSE(forecast_days(volumes, 7));
}

// Half of the usual on two holidays; of seven days around, only the holiday itself differs little.
TEST(Forecast, KnowsTheHolidaysAhead) {
    Volumes volumes = weeks(20);
    volumes.holidays.assign(volumes.days.size() + 7, false);
    for (const std::size_t monday : {21U, 70U, 105U}) {
        volumes.holidays[monday] = true;
        volumes.days[monday] = 20;
    }
    volumes.holidays[volumes.days.size()] = true;
    const auto forecast = forecast_days(volumes, 7).value();
    EXPECT_LT(forecast.holiday, 0.25);
    EXPECT_LT(forecast.days[0].value, 35);
    EXPECT_NEAR(forecast.days[1].value, 120, 3);
}

TEST(Forecast, FollowsALevelThatMoved) {
    Volumes volumes = weeks(20);
    for (std::size_t day = 70; day < 140; ++day) volumes.days[day] *= 2;
    const auto forecast = forecast_days(volumes, 7).value();
    EXPECT_NEAR(forecast.days[0].value, 280, 5);
}

TEST(Forecast, IsNotMovedByOneCampaign) {
    Volumes volumes = weeks(20);
    volumes.days[30] = 5000;
    EXPECT_NEAR(forecast_days(volumes, 7).value().days[2].value, 100, 10);
}

// Noise of ±20 % drawn for a year: the interval made from the first eleven months should hold about
// 95 in 100 of the days of the twelfth.
TEST(Forecast, HoldsAboutNineteenOfTwentyDaysInItsInterval) {
    std::uint64_t state = 20240229;
    const auto share = [&state] {
        state = state * 48271 % 2147483647;
        return static_cast<double>(state) / 2147483647;
    };
    int held = 0;
    int all = 0;
    for (int shop = 0; shop < 20; ++shop) {
        Volumes volumes = weeks(52);
        for (double& day : volumes.days) day *= 0.8 + 0.4 * share();
        const std::vector<double> future(volumes.days.end() - 28, volumes.days.end());
        volumes.days.resize(volumes.days.size() - 28);
        const auto forecast = forecast_days(volumes, 28).value();
        for (std::size_t day = 0; day < 28; ++day) {
            const auto& one = forecast.days[day];
            held += one.low <= future[day] && future[day] <= one.high ? 1 : 0;
            ++all;
        }
    }
    EXPECT_NEAR(static_cast<double>(held) / all, 0.95, 0.04);
}

TEST(HourShares, AddUpToOneOnDaysThatHadAnything) {
    std::array<std::array<std::int64_t, 24>, 7> counts{};
    counts[0][9] = 30;
    counts[0][10] = 10;
    const HourShares shares = hour_shares(counts);
    EXPECT_DOUBLE_EQ(shares[0][9], 0.75);
    EXPECT_DOUBLE_EQ(shares[0][10], 0.25);
    EXPECT_DOUBLE_EQ(shares[6][9], 0);
}

}  // namespace tsunagi::insight
