// A shop made by chance in which everything happens that the record allows, and what imports bring:
// orders that are returned, with credit notes; two and more subscriptions a person, skipped,
// paused, changed, cancelled, resumed, some known only from the middle; contacts at any minute,
// some before the first order, some of nobody known; things learnt late, and things that happen
// after any day one looks from. 500 days from 2023-10-01, so 29 February is one of them.
#pragma once

#include "record/tables.h"

#include <random>
#include <string>
#include <vector>

namespace tsunagi::insight {

inline constexpr Day kLivelyStart{19631};  // 2023-10-01
inline constexpr int kLivelyDays = 500;

// What a subscription costs in a month once an event of it happened: known to who made the shop up,
// so that a twin in SQL need not read it out of the words of the changes.
struct TwinTerms {
    std::int64_t event_id = 0;
    std::int64_t monthly = 0;
};
BOOST_DESCRIBE_STRUCT(TwinTerms, (), (event_id, monthly))

// The year a customer was born in, 0 if that is not told, for the same reason.
struct TwinPerson {
    std::int64_t customer_id = 0;
    std::int64_t birth_year = 0;
};
BOOST_DESCRIBE_STRUCT(TwinPerson, (), (customer_id, birth_year))

struct LivelyShop {
    LivelyShop(unsigned seed, int size);

    std::vector<record::table::Customer> customers;
    std::vector<record::table::Product> products;
    std::vector<record::table::Offer> offers;
    std::vector<record::table::Order> orders;
    std::vector<record::table::OrderLine> lines;
    std::vector<record::table::Subscription> subscriptions;
    std::vector<record::table::SubscriptionEvent> events;
    std::vector<record::table::Contact> contacts;
    std::vector<TwinTerms> terms;
    std::vector<TwinPerson> people;

private:
    struct Course;  // of a subscription

    int below(int n) { return static_cast<int>(dice_() % static_cast<unsigned>(n)); }
    bool once_in(int n) { return below(n) == 0; }
    template <class Words>
    std::string one_of(const Words& words) {
        return std::string(words.at(static_cast<std::size_t>(below(int(words.size())))));
    }
    Day known_on(int day);
    void order(std::optional<std::int64_t> customer, int day, const Course* of);
    void event(Course&, const std::string& kind, int day);
    void change(Course&, int day);
    void subscription(std::int64_t customer);
    void contact(std::optional<std::int64_t> customer);
    void describe(record::table::Customer&);

    std::mt19937 dice_;
    std::mt19937 answers_;  // of contacts, so that all else stays as it was without them
};

}  // namespace tsunagi::insight
