#include "insight/forecast.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

constexpr std::size_t kWeek = 7;
constexpr std::array kWeights{0.02, 0.05, 0.1, 0.2, 0.4};
constexpr std::size_t kMostTests = 26;  // weeks from which is back-tested

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

bool is_holiday(const Volumes& volumes, std::size_t day) {
    return day < volumes.holidays.size() && volumes.holidays[day];
}

std::size_t weekday_of(const Volumes& volumes, std::size_t day) {
    return (static_cast<std::size_t>(volumes.first_weekday) + day) % kWeek;
}

struct Seasons {
    std::array<double, kWeek> weekdays{};
    double holiday = 1;

    double factor(const Volumes& volumes, std::size_t day) const {
        return weekdays[weekday_of(volumes, day)] * (is_holiday(volumes, day) ? holiday : 1);
    }
};

// Of the days before `end`.
Seasons seasons_of(const Volumes& volumes, std::size_t end) {
    std::array<std::vector<double>, kWeek> ratios;
    std::vector<std::pair<std::size_t, double>> of_holidays;
    for (std::size_t day = 3; day + 3 < end; ++day) {
        double around = 0;
        for (std::size_t near = day - 3; near <= day + 3; ++near) around += volumes.days[near];
        if (around <= 0) continue;
        const double ratio = volumes.days[day] * kWeek / around;
        const std::size_t weekday = weekday_of(volumes, day);
        if (is_holiday(volumes, day)) {
            of_holidays.emplace_back(weekday, ratio);
        } else {
            ratios[weekday].push_back(ratio);
        }
    }
    Seasons seasons;
    double sum = 0;
    for (std::size_t weekday = 0; weekday < kWeek; ++weekday) {
        seasons.weekdays[weekday] = median(ratios[weekday]);
        sum += seasons.weekdays[weekday];
    }
    if (sum <= 0) return {.weekdays = {1, 1, 1, 1, 1, 1, 1}};
    for (double& factor : seasons.weekdays) factor *= kWeek / sum;
    std::vector<double> against_weekday;
    for (const auto& [weekday, ratio] : of_holidays) {
        const double usual = seasons.weekdays[weekday];
        if (usual > 0) against_weekday.push_back(ratio / usual);
    }
    if (!against_weekday.empty()) seasons.holiday = median(against_weekday);
    return seasons;
}

// The level after the days before `end`; it starts at the mean of the first four weeks.
double level_at(const Volumes& volumes, const Seasons& seasons, double weight, std::size_t end) {
    double volume = 0;
    double factors = 0;
    for (std::size_t day = 0; day < std::min<std::size_t>(end, 4 * kWeek); ++day) {
        volume += volumes.days[day];
        factors += seasons.factor(volumes, day);
    }
    double level = factors > 0 ? volume / factors : 0;
    for (std::size_t day = 0; day < end; ++day) {
        const double factor = seasons.factor(volumes, day);
        // A day that is shut, or nearly so, tells nothing about the level.
        if (factor < 0.1) continue;
        level += weight * (volumes.days[day] / factor - level);
    }
    return level;
}

// Errors of the forecasts that would have been made, by weeks ahead: (actual - forecast) / level.
struct BackTest {
    std::array<std::vector<double>, kMostDaysAhead / kWeek> errors;
    double absolute = 0;
    double volume = 0;
    int days = 0;

    double mean_error() const { return volume > 0 ? absolute / volume : 0; }
};

BackTest back_test(const Volumes& volumes, double weight, std::size_t ahead) {
    BackTest test;
    const std::size_t size = volumes.days.size();
    constexpr std::size_t kFirst = 4 * kWeek;
    for (std::size_t k = 1; k <= kMostTests && size >= kFirst + k * kWeek; ++k) {
        const std::size_t start = size - k * kWeek;
        const Seasons seasons = seasons_of(volumes, start);
        const double level = level_at(volumes, seasons, weight, start);
        if (level <= 0) continue;
        for (std::size_t day = start; day < std::min(size, start + ahead); ++day) {
            const double error = volumes.days[day] - level * seasons.factor(volumes, day);
            test.errors.at((day - start) / kWeek).push_back(error / level);
            test.absolute += std::abs(error);
            test.volume += volumes.days[day];
            ++test.days;
        }
    }
    return test;
}

// The value that the share p of them does not exceed.
double quantile(std::vector<double> values, double p) {
    std::ranges::sort(values);
    const double place = p * static_cast<double>(values.size() + 1) - 1;
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::clamp(std::round(place), 0.0, last))];
}

}  // namespace

std::optional<Forecast> forecast_days(const Volumes& volumes, int ahead) {
    ASSERT(ahead >= 1 && ahead <= kMostDaysAhead);
    const std::size_t size = volumes.days.size();
    const auto any = [](double day) { return day > 0; };
    if (size < kFewestDays || std::ranges::none_of(volumes.days, any)) return std::nullopt;
    const auto horizon = static_cast<std::size_t>(ahead);
    BackTest best;
    Forecast forecast{.days = {}};
    for (const double weight : kWeights) {
        BackTest test = back_test(volumes, weight, horizon);
        if (forecast.weight > 0 && test.mean_error() >= best.mean_error()) continue;
        best = std::move(test);
        forecast.weight = weight;
    }
    const Seasons seasons = seasons_of(volumes, size);
    forecast.weekdays = seasons.weekdays;
    forecast.holiday = seasons.holiday;
    forecast.level = level_at(volumes, seasons, forecast.weight, size);
    forecast.mean_error = best.mean_error();
    forecast.tested = best.days;
    std::vector<double> errors;  // of the weeks up to the one that is forecast: never narrower
    for (std::size_t day = 0; day < horizon; ++day) {
        if (day % kWeek == 0) {
            const auto& week = best.errors.at(day / kWeek);
            errors.insert(errors.end(), week.begin(), week.end());
        }
        const double value = forecast.level * seasons.factor(volumes, size + day);
        DayForecast one{.value = value, .low = value, .high = value};
        if (!errors.empty()) {
            one.low = std::clamp(value + forecast.level * quantile(errors, 0.025), 0.0, value);
            one.high = std::max(value, value + forecast.level * quantile(errors, 0.975));
        }
        forecast.days.push_back(one);
    }
    return forecast;
}

HourShares hour_shares(const std::array<std::array<std::int64_t, 24>, 7>& counts) {
    HourShares shares{};
    for (std::size_t weekday = 0; weekday < kWeek; ++weekday) {
        double sum = 0;
        for (const std::int64_t count : counts[weekday]) sum += static_cast<double>(count);
        if (sum <= 0) continue;
        for (std::size_t hour = 0; hour < 24; ++hour) {
            shares[weekday][hour] = static_cast<double>(counts[weekday][hour]) / sum;
        }
    }
    return shares;
}

}  // namespace tsunagi::insight
