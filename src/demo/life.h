// A Life is everything that happened between the demo shop and one invented customer: purchases,
// subscriptions with their events, contacts. Reasons follow from behaviour: who uses a product
// slowly piles it up, skips, and leaves because too much is left; who came through a coupon site
// leaves after the first parcel; and so on. Prices rise and campaigns come on the days of
// catalogue.h. Nothing lies after `today`.
//
// Pure: the same seed and number give the same life, whatever the size of the shop.
#pragma once

#include "demo/catalogue.h"
#include "demo/people.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::demo {

struct LifeEvent {
    std::string_view kind;  // started, delivered, skipped, paused, resumed, changed, cancelled
    Day on;
    std::optional<Day> requested_on;
    int delivery_number = 0;
    std::string_view reason_code;
    std::string detail;
};

struct LifeSubscription {
    const Article* article = nullptr;
    int cycle_months = 1;
    int quantity = 1;
    int price = 0;  // of one delivery, all its pieces
    std::vector<LifeEvent> events;
    std::string_view status = "active";
    int delivery_number = 0;
    std::optional<Day> next_shipment_on;
};

struct LifeLine {
    const Article* article;
    int quantity;
    int price;
};

struct LifeOrder {
    Day on;
    int minute_of_day = 0;
    std::optional<std::size_t> subscription;  // index into Life::subscriptions
    int delivery_number = 0;
    std::vector<LifeLine> lines;
};

// Colleagues at the telephones; some keep more customers than others.
inline constexpr int kAgents = 4;
double skill_of(int agent);  // times the average chance that an offer is taken

struct LifeContact {
    Day on;
    int minute_of_day = 0;
    int minutes = 4;
    std::string_view channel = "phone";
    std::string_view direction = "inbound";
    std::string_view purpose = "other";
    std::string_view reason_code;
    std::string_view emotion;
    std::string_view result = "answered";
    std::optional<std::size_t> subscription;
    const Article* about = nullptr;    // null: the subscription's
    int agent = 0;                     // 0 … kAgents - 1
    std::optional<std::size_t> offer;  // index into offers()
    std::string_view offer_answer;
    std::optional<int> nps;   // 0 … 10
    std::optional<int> csat;  // 1 … 5
    std::string_view queue;
    std::optional<int> waited_seconds;
    std::optional<int> handled_seconds;
    std::string_view note;
    std::string_view next_step;
    std::optional<Day> next_step_on;
};

struct Life {
    Person person;
    const Medium* medium = nullptr;
    Day first_day;
    std::vector<LifeSubscription> subscriptions;
    std::vector<LifeOrder> orders;
    std::vector<LifeContact> contacts;
};

struct Offer {
    std::string_view ja;
    std::string_view en;
};
std::span<const Offer> offers();
inline constexpr std::size_t kRegularCourse = 6;  // in offers(): what follows a trial

struct LifeSpan {
    Day first;  // of the shop
    Day today;
    double single_purchases = 1;  // times the usual number; the benchmark shop buys more
};

Life live(std::uint64_t seed, std::int64_t number, const LifeSpan&);

}  // namespace tsunagi::demo
