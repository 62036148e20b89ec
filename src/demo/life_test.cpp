#include "demo/life.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace tsunagi::demo {
namespace {

const LifeSpan kSpan{.first = Day{19683}, .today = Day{20779}};  // 2023-11-22 … 2026-11-22

std::vector<Life> lives(int count) {
    std::vector<Life> all;
    for (int n = 1; n <= count; ++n) all.push_back(live(7, n, kSpan));
    return all;
}

TEST(Life, TheSameSeedAndNumberGiveTheSameLife) {
    Life once = live(7, 42, kSpan);
    Life again = live(7, 42, kSpan);
    EXPECT_EQ(once.person.name, again.person.name);
    EXPECT_EQ(once.orders.size(), again.orders.size());
    EXPECT_NE(live(8, 42, kSpan).person.birthday, once.person.birthday);
}

TEST(Life, NothingHappensAfterToday) {
    for (const Life& life : lives(2000)) {
        for (const auto& order : life.orders) EXPECT_LE(order.on, kSpan.today);
        for (const auto& contact : life.contacts) EXPECT_LE(contact.on, kSpan.today);
        for (const auto& subscription : life.subscriptions) {
            for (const auto& event : subscription.events) EXPECT_LE(event.on, kSpan.today);
        }
    }
}

TEST(Life, DeliveriesOfASpellAreNumberedFromOneWithoutGaps) {
    for (const Life& life : lives(2000)) {
        for (const auto& subscription : life.subscriptions) {
            int expected = 1;
            for (const auto& event : subscription.events) {
                if (event.kind == "started") expected = 1;
                if (event.kind == "delivered") EXPECT_EQ(event.delivery_number, expected++);
            }
        }
    }
}

TEST(Life, TheStatusIsWhatTheLastEventsSay) {
    for (const Life& life : lives(2000)) {
        for (const auto& subscription : life.subscriptions) {
            const LifeEvent& last = subscription.events.back();
            EXPECT_EQ(subscription.status == "cancelled", last.kind == "cancelled");
            EXPECT_EQ(subscription.status == "active", subscription.next_shipment_on.has_value());
            if (last.kind == "cancelled") {
                EXPECT_FALSE(last.reason_code.empty());
                EXPECT_LE(*last.requested_on, last.on);
            }
        }
    }
}

TEST(Life, FewerLeaveWithEveryDelivery) {
    std::map<int, int> shipped;
    std::map<int, int> left;
    for (const Life& life : lives(6000)) {
        for (const auto& subscription : life.subscriptions) {
            for (const auto& event : subscription.events) {
                if (event.kind == "delivered") ++shipped[event.delivery_number];
                if (event.kind == "cancelled") ++left[event.delivery_number];
            }
        }
    }
    auto rate = [&](int n) { return double(left[n]) / shipped[n]; };
    EXPECT_GT(rate(1), rate(2));
    EXPECT_GT(rate(2), rate(4));
    EXPECT_GT(rate(4), rate(7));
}

// By month of the request, from 2026-07 to 2026-10.
std::map<std::string, std::map<int, int>> requests(int count) {
    std::map<std::string, std::map<int, int>> asked;
    for (const Life& life : lives(count)) {
        for (const auto& subscription : life.subscriptions) {
            for (const auto& event : subscription.events) {
                if (event.kind != "cancelled") continue;
                const CivilDate day = civil(*event.requested_on);
                if (day.year != 2026) continue;
                ++asked["all"][day.month];
                ++asked[std::string(subscription.article->sku)][day.month];
            }
        }
    }
    return asked;
}

TEST(Life, MoreLeaveInOctober2026ForAHigherPriceAndACampaign) {
    auto asked = requests(8000);
    const auto before = [](std::map<int, int>& of) { return (of[7] + of[8] + of[9]) / 3.0; };
    EXPECT_GT(asked["all"][10], 1.35 * before(asked["all"]));
    EXPECT_GT(asked["HF-201"][10], 1.6 * before(asked["HF-201"]));
    EXPECT_GT(asked["HF-203"][10], 1.6 * before(asked["HF-203"]));
    EXPECT_LT(asked["SK-102"][10], 1.6 * before(asked["SK-102"]));
}

TEST(Life, AHigherPriceIsToldOnceAndPaidFromThenOn) {
    int told = 0;
    for (const Life& life : lives(2000)) {
        for (const auto& order : life.orders) {
            if (!order.subscription || order.delivery_number < 2) continue;
            const LifeLine& line = order.lines.front();
            EXPECT_EQ(line.price, price_on(*line.article, order.on));
        }
        for (const auto& subscription : life.subscriptions) {
            const auto rises = std::ranges::count_if(subscription.events, [](const auto& event) {
                return event.detail.starts_with("price ");
            });
            EXPECT_LE(rises, 1);
            told += static_cast<int>(rises);
        }
    }
    EXPECT_GT(told, 50);
}

TEST(Life, TrialsLeadToTheSubscriptionTheyAreFor) {
    int trials = 0;
    int led = 0;
    for (const Life& life : lives(6000)) {
        if (life.orders.empty() || life.orders.front().lines.front().article->sku != "TR-301") {
            continue;
        }
        ++trials;
        led += !life.subscriptions.empty() && life.subscriptions.front().article->sku == "SK-101";
    }
    EXPECT_GT(led, trials / 4);
    EXPECT_LT(led, trials / 2);
}

TEST(Life, SomeOfThoseSpokenToOfLateSayHowSatisfiedTheyAre) {
    std::map<bool, int> answers, promoters;  // by whether a cancellation was accepted
    int contacts = 0;
    for (const Life& life : lives(4000)) {
        for (const auto& contact : life.contacts) {
            ++contacts;
            if (!contact.nps) {
                EXPECT_FALSE(contact.csat);
                continue;
            }
            EXPECT_NE(contact.result, "no_answer");
            EXPECT_LE(kSpan.today - contact.on, 540);
            EXPECT_TRUE(*contact.nps >= 0 && *contact.nps <= 10);
            if (contact.csat) EXPECT_TRUE(*contact.csat >= 1 && *contact.csat <= 5);
            const bool left = contact.result == "cancel_accepted";
            ++answers[left];
            promoters[left] += *contact.nps >= 9;
        }
    }
    EXPECT_GT(answers[false], contacts / 40);
    EXPECT_LT(answers[false] + answers[true], contacts / 4);
    EXPECT_GT(double(promoters[false]) / answers[false], double(promoters[true]) / answers[true]);
}

TEST(Life, SomeCallersGiveUpAndMostOfThoseWhoAreAnsweredWaitLittle) {
    int answered = 0;
    int soon = 0;
    int given_up = 0;
    for (const Life& life : lives(4000)) {
        for (const auto& contact : life.contacts) {
            if (contact.channel != "phone" || contact.direction != "inbound") {
                EXPECT_FALSE(contact.waited_seconds);
                continue;
            }
            ASSERT_TRUE(contact.waited_seconds);
            EXPECT_FALSE(contact.queue.empty());
            if (contact.result == "abandoned") {
                ++given_up;
                EXPECT_FALSE(contact.nps);
                continue;
            }
            ++answered;
            soon += *contact.waited_seconds <= 20;
        }
    }
    EXPECT_GT(given_up, answered / 50);
    EXPECT_LT(given_up, answered / 6);
    EXPECT_GT(soon, answered * 6 / 10);
    EXPECT_LT(soon, answered * 9 / 10);
}

TEST(Life, EveryColleagueAnswersAndSomeKeepMore) {
    std::map<int, int> kept;
    std::map<int, int> asked;
    std::set<int> hours;
    for (const Life& life : lives(8000)) {
        for (const auto& contact : life.contacts) {
            hours.insert(contact.minute_of_day / 60);
            if (contact.purpose != "cancel") continue;
            ++asked[contact.agent];
            kept[contact.agent] += contact.offer_answer == "accepted";
        }
    }
    EXPECT_EQ(asked.size(), std::size_t{kAgents});
    EXPECT_GE(hours.size(), 9U);
    EXPECT_GT(double(kept[2]) / asked[2], 1.3 * kept[0] / asked[0]);
}

TEST(People, TelephoneNumbersCannotBeAnybodys) {
    Dice dice(1, 1);
    const std::set<std::string> area_codes{"03", "06", "011", "045", "052", "075", "078"};
    for (int n = 0; n < 2000; ++n) {
        const std::string phone = make_person(dice, kSpan.today, n).phone;
        std::string digits = phone;
        std::erase(digits, '-');
        if (digits.size() == 11) {
            EXPECT_TRUE(digits.starts_with("0900") || digits.starts_with("0700")) << phone;
        } else {
            ASSERT_EQ(digits.size(), 10U) << phone;
            const auto hyphen = phone.find('-');
            EXPECT_TRUE(area_codes.contains(phone.substr(0, hyphen))) << phone;
            EXPECT_EQ(phone.at(hyphen + 1), '1') << phone;
        }
    }
}

TEST(People, NoTwoShareATelephoneNumber) {
    Dice dice(1, 1);
    std::set<std::string> seen;
    for (int n = 0; n < 20'000; ++n) {
        std::string digits = make_person(dice, kSpan.today, n).phone;
        std::erase(digits, '-');
        EXPECT_TRUE(seen.insert(digits).second) << digits;
    }
}

}  // namespace
}  // namespace tsunagi::demo
