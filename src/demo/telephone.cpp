#include "demo/telephone.h"

#include <algorithm>
#include <array>

namespace tsunagi::demo {

namespace {

constexpr int kOpens = 9;          // o'clock
constexpr double kPatience = 150;  // seconds, in the mean
constexpr int kMostTries = 3;

std::string_view queue_of(std::string_view purpose) {
    if (purpose == "order" || purpose == "product_question") return "注文窓口";
    if (purpose == "cancel" || purpose == "skip_pause" || purpose == "change_plan") {
        return "定期窓口";
    }
    return "お客様窓口";
}

// Seconds until somebody is free.
int draw_wait(const LifeContact& call, Dice& dice) {
    constexpr std::array kBusy{0.7, 1.7, 1.6, 0.8, 1.2, 1.3, 1.0, 0.9, 0.7, 0.5};  // by hour
    constexpr int kMonday = 1;
    const int hour = std::clamp(call.minute_of_day / 60 - kOpens, 0, int{kBusy.size()} - 1);
    double busy = kBusy.at(static_cast<std::size_t>(hour));
    if (weekday_of(call.on) == kMonday) busy *= 1.4;
    if (queue_of(call.purpose) == "定期窓口") busy *= 1.25;
    if (dice.happens(0.8 / std::max(busy, 0.9))) return dice.between(2, 9);
    return 5 + static_cast<int>(dice.exponential(28 * busy));
}

LifeContact given_up(const LifeContact& call, int seconds, int minutes_before) {
    LifeContact other;
    other.on = call.on;
    other.minute_of_day = std::max(kOpens * 60, call.minute_of_day - minutes_before);
    other.minutes = 0;
    other.result = "abandoned";
    other.queue = call.queue;
    other.waited_seconds = seconds;
    return other;
}

}  // namespace

void tell_calls(Life& life, Dice dice) {
    std::vector<LifeContact> all;
    for (LifeContact& call : life.contacts) {
        if (call.channel == "phone" && call.direction == "inbound") {
            call.queue = queue_of(call.purpose);
            int wait = draw_wait(call, dice);
            for (int tries = 1; tries < kMostTries; ++tries) {
                const int patience = 3 + static_cast<int>(dice.exponential(kPatience));
                if (patience >= wait) break;
                all.push_back(given_up(call, patience, dice.between(3, 40)));
                wait = draw_wait(call, dice);
            }
            call.waited_seconds = wait;
            call.handled_seconds = call.minutes * 60 + dice.between(15, 100);
        }
        all.push_back(call);
    }
    std::ranges::sort(all, {}, [](const LifeContact& contact) {
        return std::pair(contact.on, contact.minute_of_day);
    });
    life.contacts = std::move(all);
}

}  // namespace tsunagi::demo
