// Journeys written as text, for tests of analyses.
//
//   const auto journeys = journeys_of({{"ann", "soap@1 cream@2"},
//                                      {"bob", "tea:start@0 tea:1@3 tea:cancel(price)@9", "web"}});
//   fold(journeys.at(30), Repeaters{});
//
// A word is what happened @ the day (counted from 2024-01-01), with ~day when known later only:
//   soap@1  soap=500@1  soap=500,cream@1   an order of one or two lines, 100 each by default
//   soap=-500@4!                           the order was cancelled or returned
//   soap*3=500@1  soap#2=500@1             a quantity; the second delivery of a subscription
//   tea:start@0  tea:3@60                  a subscription event; a number is that delivery
//   tea:cancel(price)@70/65                for a reason; asked for on day 65
//   tea:skip tea:pause tea:resume tea:change    `tea2:…` is another subscription of tea
//   tea:start=4980@0  tea:change>gum=2490@40    the product and the price of a month (0 until it
//                                          is told) from then on
//   call:cancel(price)-@8                  a contact: purpose, reason, emotion (- or +), and of
//                                          in, yes, no (offer), promise, no_answer (result):
//                                          call:cancel:in:no@8
//   call:ask:nps(9):csat(4)@8              what the customer answered
//   call:cancel:agent(7):offer(3):h14:240s:tea@8    who spoke, what was offered, when it began, how
//                                          long it was, and a product that was named before
//   call:order:in:waited(25):queue(shop)@8         how long and where the caller waited
//   call:other:in:waited(75):given_up@8    nobody answered before she gave up
// Words before the first customer's name of "" belong to the unknown customer.
#pragma once

#include "journey/journey.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::journey {

struct TestCustomer {
    std::string name;
    std::string events;
    std::string medium = "";
    std::string prefecture = "";
    int birth_year = 0;
    Sex sex = Sex::Unknown;
    std::string rank = "";
};

struct TestJourneys {
    std::shared_ptr<const View> view;
    std::vector<std::string> names;     // by code
    std::vector<std::string> products;  // product id is 100 + place

    Snapshot at(int day) const;
    CustomerCode code(std::string_view name) const;
    std::int64_t product_id(std::string_view name) const;
    int product(std::string_view name) const;  // number in words
    std::vector<std::string> names_of(const std::vector<CustomerCode>&) const;
};

TestJourneys journeys_of(const std::vector<TestCustomer>&);

// Day 0 of the texts: 2024-01-01.
inline constexpr Day kTestStart{19723};
// The same as a day of a lane.
int test_day(int day);

}  // namespace tsunagi::journey
