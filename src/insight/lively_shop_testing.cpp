#include "insight/lively_shop_testing.h"

#include <array>

namespace tsunagi::insight {

namespace {

constexpr std::array<std::string_view, 4> kReasons{"price", "leftover", "effect", ""};
constexpr std::array<std::string_view, 8> kPurposes{
    "cancel",    "cancel",           "usage", "order", "retention_call",
    "complaint", "product_question", "other"};
constexpr std::array<std::string_view, 5> kEmotions{"", "negative", "negative", "positive",
                                                    "neutral"};
constexpr std::array<std::string_view, 3> kAnswers{"", "accepted", "declined"};
constexpr std::array<std::string_view, 3> kChannels{"phone", "phone", "mail"};
constexpr std::array<std::string_view, 3> kDirections{"inbound", "inbound", "outbound"};
constexpr std::array<std::string_view, 3> kResults{"answered", "no_answer", "kept"};
constexpr std::array<std::string_view, 3> kQueues{"orders", "courses", ""};
constexpr std::array<std::string_view, 3> kMedia{"web", "tv", ""};
constexpr std::array<std::string_view, 3> kPrefectures{"13", "27", ""};
constexpr std::array<std::string_view, 4> kSexes{"female", "female", "male", "unknown"};
constexpr std::array<std::string_view, 3> kRanks{"gold", "silver", ""};

}  // namespace

struct LivelyShop::Course {
    std::int64_t id;
    std::int64_t customer;
    std::int64_t product;
    std::int64_t price;
    int months;
    int delivery = 0;
};

LivelyShop::LivelyShop(unsigned seed, int size) : dice_(seed), answers_(seed + 1) {
    for (std::int64_t id = 1; id <= 4; ++id) products.push_back({.id = id, .name = "p"});
    for (std::int64_t id = 1; id <= 3; ++id) offers.push_back({.id = id, .ja = "o", .en = "o"});
    for (std::int64_t id = 1; id <= size; ++id) {
        customers.push_back(
            {.id = id, .name = "c", .prefecture = one_of(kPrefectures), .medium = one_of(kMedia)});
        for (int i = below(5); i > 0; --i) order(id, below(kLivelyDays), nullptr);
        for (int i = below(4) - 1; i > 0; --i) subscription(id);
        for (int i = below(6); i > 0; --i) contact(id);
    }
    for (int i = 0; i < 20; ++i) order(std::nullopt, below(kLivelyDays), nullptr);
    for (int i = 0; i < 20; ++i) contact(std::nullopt);
    for (record::table::Customer& customer : customers) describe(customer);
}

void LivelyShop::describe(record::table::Customer& customer) {
    customer.sex = one_of(kSexes);
    customer.rank = one_of(kRanks);
    people.push_back({.customer_id = customer.id, .birth_year = 0});
    if (once_in(5)) return;
    const int year = 1930 + below(90);
    customer.birthday = day_of({year, 1 + below(12), 1 + below(28)});
    people.back().birth_year = year;
}

// A row that became known a day later counts as known at once (journey/lanes.h).
Day LivelyShop::known_on(int day) { return kLivelyStart + day + (once_in(12) ? 2 + below(60) : 0); }

void LivelyShop::order(std::optional<std::int64_t> customer, int day, const Course* of) {
    const auto id = std::ssize(orders) + 1;
    const bool counts = !once_in(6);
    orders.push_back({.id = id,
                      .customer_id = customer,
                      .status = counts       ? "shipped"
                                : once_in(2) ? "cancelled"
                                             : "returned",
                      .ordered_on = kLivelyStart + day,
                      .known_on = known_on(day)});
    if (of != nullptr) {
        orders.back().subscription_id = of->id;
        orders.back().delivery_number = of->delivery;
    }
    const int count = of != nullptr ? 1 : 1 + below(3);
    for (int i = 0; i < count; ++i) {
        const int sign = once_in(counts ? 15 : 2) ? -1 : 1;
        const bool many = lines.size() % 97 == 0;
        lines.push_back({.order_id = id,
                         .position = i + 1,
                         .product_id = of != nullptr ? of->product : 1 + below(4),
                         .quantity = (1L + below(3)) * (many ? 1000 : 1),
                         .amount = {sign * 100L * (1 + below(50))}});
    }
}

void LivelyShop::event(Course& course, const std::string& kind, int day) {
    const auto id = std::ssize(events) + 1;
    if (kind == "delivered") ++course.delivery;
    events.push_back({.id = id,
                      .subscription_id = course.id,
                      .customer_id = course.customer,
                      .kind = kind,
                      .happened_on = kLivelyStart + day,
                      .known_on = known_on(day),
                      .delivery_number = course.delivery,
                      .product_id = course.product});
    if (kind == "cancelled") {
        events.back().reason_code = one_of(kReasons);
        if (!once_in(4)) {
            const int ahead = below(20);
            events.back().requested_on = kLivelyStart + day - ahead;
            if (once_in(2)) events.back().known_on = known_on(day - ahead);
        }
    }
    terms.push_back({id, course.price / course.months});
}

void LivelyShop::change(Course& course, int day) {
    const auto price = std::to_string(course.price);
    const auto months = std::to_string(course.months);
    std::string detail;
    if (once_in(3)) {
        course.months = 3 - course.months;
        detail = "cycle " + months + " month -> " + std::to_string(course.months) + " month";
    } else {
        course.price = 200L * (5 + below(20));
        if (events.size() % 3 == 0) detail = "quantity 1 -> 2; ";
        detail += "price " + price + " -> " + std::to_string(course.price);
    }
    event(course, "changed", day);
    events.back().detail = detail;
}

void LivelyShop::subscription(std::int64_t customer) {
    Course course{.id = std::ssize(subscriptions) + 1,
                  .customer = customer,
                  .product = 1 + below(4),
                  .price = 200L * (5 + below(20)),
                  .months = 1 + below(2)};
    subscriptions.push_back(
        {.id = course.id, .customer_id = customer, .product_id = course.product});
    int day = below(kLivelyDays);
    bool running = true;
    if (once_in(5)) {
        course.delivery = below(4);  // on record from the middle of its life only
    } else {
        event(course, "started", day);
    }
    for (day += below(20); day < kLivelyDays; day += below(35)) {
        const int what = below(24);
        if (!running) {
            if (once_in(2)) break;
            if (once_in(5)) {
                event(course, "cancelled", day);
                continue;
            }
            event(course, what < 20 ? "resumed" : "delivered", day);
            running = true;
        } else if (what < 13) {
            event(course, "delivered", day);
            if (!once_in(5)) order(customer, day, &course);
        } else if (what < 20) {
            static constexpr std::array<std::string_view, 5> kOthers{"skipped", "paused", "paused",
                                                                     "resumed", "withdrawn"};
            event(course, one_of(kOthers), day);
        } else if (what < 22) {
            change(course, day);
        } else {
            event(course, "cancelled", day);
            running = false;
        }
    }
    subscriptions.back().price = {course.price};
    subscriptions.back().cycle_length = course.months;
}

void LivelyShop::contact(std::optional<std::int64_t> customer) {
    constexpr std::int64_t kMinute = 60'000;
    constexpr std::int64_t kDay = 1440 * kMinute;
    const std::int64_t day = kLivelyStart.number + below(kLivelyDays);
    const Instant at{day * kDay + below(1440) * kMinute};
    contacts.push_back({.id = std::ssize(contacts) + 1,
                        .customer_id = customer,
                        .channel = one_of(kChannels),
                        .direction = one_of(kDirections),
                        .started_at = at,
                        .agent_id = below(5),
                        .purpose = one_of(kPurposes),
                        .reason_code = one_of(kReasons),
                        .emotion = one_of(kEmotions),
                        .offer_answer = one_of(kAnswers),
                        .result = one_of(kResults),
                        .created_at = {at.ms + (once_in(12) ? (2 + below(60)) * kDay : 0)},
                        .updated_at = at});
    if (!once_in(3)) contacts.back().ended_at = {at.ms + 1000L * (1 + below(1800))};
    if (once_in(2)) contacts.back().product_id = 1 + below(4);
    if (once_in(2)) contacts.back().offer_id = 1 + below(3);
    const auto answer = [&](int steps) { return static_cast<int>(answers_() % unsigned(steps)); };
    if (answer(3) == 0) contacts.back().nps = answer(11);
    if (answer(3) == 0) contacts.back().csat = 1 + answer(5);
    if (answer(5) == 0) contacts.back().handled_seconds = answer(4) * 100;
    if (answer(2) == 0) return;  // no log tells of it
    contacts.back().queue = kQueues.at(static_cast<std::size_t>(answer(3)));
    contacts.back().waited_seconds = answer(20) == 0 ? 2000 : answer(90);
    if (answer(4) != 0) return;
    contacts.back().result = "abandoned";
    if (answer(4) == 0) contacts.back().waited_seconds.reset();
}

}  // namespace tsunagi::insight
