#include "action/today.h"

#include "journey/follower.h"
#include "record/testing.h"

namespace tsunagi::action {
namespace {

using record::null;
using record::set;

// The fixture's today is Sunday 2026-11-22; Monday the 23rd is a public holiday (勤労感謝の日).
class TodaysList : public record::OnRecord {
protected:
    record::Product tea = {};

    void SetUp() override {
        record::OnRecord::SetUp();
        tea = add_product("青汁", 3980);
    }

    // A subscriber of tea whose next shipment is in `days` days.
    record::Subscription subscriber(std::string_view name, int days) {
        const auto customer = add_customer(name);
        return write([&](store::Tx& tx) {
            return record::start_subscription(tx, viewer,
                                              {.customer_id = customer.id,
                                               .product_id = tea.id,
                                               .started_on = today() - 40,
                                               .next_shipment_on = today() + days});
        });
    }

    // The same, shipped once.
    record::Subscription recipient(std::string_view name, int days) {
        const auto begun = subscriber(name, days);
        return write([&](store::Tx& tx) {
            return record::act(tx, viewer, begun.id, begun.version,
                               {.kind = record::ActionKind::Deliver,
                                .on = today() - 40,
                                .next_shipment_on = today() + days});
        });
    }
    // 31 more recipients, of whom 16 left: with the one that a test lists, half of 32.
    void add_history() {
        for (int n = 0; n < 31; ++n) {
            const auto one = recipient("前の客" + std::to_string(n), 90);
            if (n % 2 != 0) continue;
            write([&](store::Tx& tx) {
                return record::act(tx, viewer, one.id, one.version,
                                   {.kind = record::ActionKind::Cancel, .reason_code = "price"});
            });
        }
    }

    Today list(std::optional<int> days = std::nullopt, record::PageRequest asked = {}) {
        journey::Follower follower(shop_database(), folder() / "journeys.bin", clock);
        follower.open();
        return read([&](store::Reader& reader) {
            const journey::Snapshot journeys{follower.view(), today()};
            const Forecast forecast(reader, journeys);
            return action::today({reader, viewer, journeys, forecast, days}, asked);
        });
    }
    template <class F>
    auto seeing_today(F&& look) {
        journey::Follower follower(shop_database(), folder() / "journeys.bin", clock);
        follower.open();
        return read([&](store::Reader& reader) {
            const journey::Snapshot journeys{follower.view(), today()};
            const Forecast forecast(reader, journeys);
            return look(TodayView{reader, viewer, journeys, forecast, 7});
        });
    }
    record::CallListDraft draft_of_today(std::optional<int> most = std::nullopt) {
        return seeing_today(
            [&](const TodayView& view) { return call_list_of_today(view, "今日", most); });
    }
    std::int64_t callable() {
        return seeing_today([](const TodayView& view) { return callable_today(view).count; });
    }
    // A call to a subscriber, now.
    void contact(const record::Subscription& subscription, record::Result result) {
        write([&](store::Tx& tx) {
            return record::save_contact(tx, viewer,
                                        {.customer_id = subscription.customer_id,
                                         .direction = record::Direction::Outbound,
                                         .started_at = clock.now(),
                                         .subscription_id = subscription.id,
                                         .result = result});
        });
    }
    static std::vector<std::string> names(const Today& today) {
        std::vector<std::string> found;
        for (const TodayItem& item : today.items) found.push_back(item.customer.name);
        return found;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(TodaysList);

TEST_P(TodaysList, HoldsTheSubscribersWhoseCutOffComesWithinTheHorizon) {
    subscriber("締切すぎ", 2);  // cut-off was before today
    subscriber("まもなく", 8);  // ships 11-30, cut-off 11-25
    subscriber("まだ先", 40);
    const auto answer = list(7);
    EXPECT_EQ(names(answer), std::vector<std::string>{"まもなく"});
    EXPECT_EQ(answer.items[0].cutoff_on, *parse_day("2026-11-25"));
    EXPECT_EQ(answer.items[0].days_left, 2);  // the 24th and the 25th
    EXPECT_EQ(answer.count, 1);
}

TEST_P(TodaysList, ALeadOfTheProductsOwnMovesTheCutOff) {
    subscriber("まもなく", 8);
    write([&](store::Tx& tx) {
        return record::change_product(tx, viewer, tea.id, tea.version,
                                      {.lead_business_days = set(1)});
    });
    EXPECT_EQ(list(7).items.at(0).cutoff_on, *parse_day("2026-11-27"));
}

TEST_P(TodaysList, PutsTheLargestExpectedLossFirst) {
    add_history();
    recipient("小さい", 8);
    const auto dear = recipient("大きい", 8);
    write([&](store::Tx& tx) {
        record::SubscriptionAction twice{.kind = record::ActionKind::Change, .quantity = 2};
        return record::act(tx, viewer, dear.id, dear.version, twice);
    });
    const auto answer = list(7);
    ASSERT_EQ(names(answer), (std::vector<std::string>{"大きい", "小さい"}));
    EXPECT_EQ(answer.expected_loss, answer.items[0].expected_loss + answer.items[1].expected_loss);
}

TEST_P(TodaysList, PutsTheNearestCutOffFirstAmongEqualLosses) {
    subscriber("あとで", 9);
    subscriber("先に", 8);
    const auto first = list(7, {.limit = 1});
    EXPECT_EQ(names(first), std::vector<std::string>{"先に"});
    EXPECT_EQ(names(list(7, {.cursor = *first.next, .limit = 1})),
              std::vector<std::string>{"あとで"});
}

TEST_P(TodaysList, PutsThoseWhosePriceIsNotKnownBehindAndSaysSo) {
    add_history();
    const auto priced = tea;
    tea = add_product("値段のわからない品", 0);
    recipient("あとで", 9);
    recipient("先に", 8);
    tea = priced;
    recipient("値段あり", 9);
    const auto answer = list(7);
    EXPECT_EQ(names(answer), (std::vector<std::string>{"値段あり", "先に", "あとで"}));
    EXPECT_TRUE(answer.items[0].price_known);
    EXPECT_FALSE(answer.items[1].price_known);
    EXPECT_GT(answer.items[1].risk.probability.value(), 0);
    const auto page = list(7, {.limit = 2});
    EXPECT_EQ(names(list(7, {.cursor = *page.next, .limit = 2})),
              std::vector<std::string>{"あとで"});
}

TEST_P(TodaysList, AmongThoseWithoutPriceTheLargestRiskComesFirst) {
    Forecast::Entry calm{.price_known = false, .probability = 0.1, .cutoff_on = today()};
    Forecast::Entry tense{.price_known = false, .probability = 0.3, .cutoff_on = today() + 5};
    EXPECT_LT(Forecast::place_of(tense), Forecast::place_of(calm));
}

TEST_P(TodaysList, CountsSalesUntilTheMarginRateIsGiven) {
    add_history();
    recipient("まもなく", 8);
    const auto sales = list(7);
    EXPECT_EQ(sales.value_is, churn::Worth::Sales);
    // Every delivery is cancelled after by half: of twelve deliveries 1 + 1/2 + 1/4 + … = 2 - 2^-11
    // can be expected.
    EXPECT_EQ(sales.items.at(0).value_12m.minor, 7958);  // 3980 x 1.99951
    write([&](store::Tx& tx) { return record::change_settings(tx, 0, {.margin_rate = set(0.5)}); });
    const auto margin = list(7);
    EXPECT_EQ(margin.value_is, churn::Worth::Margin);
    EXPECT_EQ(margin.items.at(0).value_12m.minor, 3979);
}

TEST_P(TodaysList, LeavesOutWhoAskedNotToBeContacted) {
    const auto subscription = subscriber("そっとして", 8);
    write([&](store::Tx& tx) {
        return record::change_customer(tx, viewer, subscription.customer_id, 1,
                                       {.do_not_contact = set(true)});
    });
    EXPECT_EQ(list(7).count, 0);
}

TEST_P(TodaysList, AYoungShopSaysFewDataAndGivesNoChanceAndNoLoss) {
    subscriber("まもなく", 8);
    const auto answer = list(7);
    const auto& item = answer.items.at(0);
    EXPECT_TRUE(item.risk.few_data);
    EXPECT_FALSE(item.risk.probability);
    EXPECT_EQ(item.value_12m, Money{});
    EXPECT_EQ(answer.expected_loss, Money{});
    EXPECT_FALSE(draft_of_today().entries.at(0).probability);
    EXPECT_THAT(item.facts, testing::Contains(testing::Field(&record::Fact::code, "few_data")));
}

TEST_P(TodaysList, PagesFollowEachOtherWithoutGapOrRepeat) {
    for (int n = 0; n < 5; ++n) subscriber("客" + std::to_string(n), 8);
    const auto first = list(7, {.limit = 2});
    const auto second = list(7, {.cursor = *first.next, .limit = 2});
    const auto third = list(7, {.cursor = *second.next, .limit = 2});
    EXPECT_EQ(first.items.size() + second.items.size() + third.items.size(), 5U);
    EXPECT_EQ(names(third), std::vector<std::string>{"客4"});
    EXPECT_FALSE(third.next);
}

TEST_P(TodaysList, WhoIsNotToBeCalledAnyMoreLeavesThePageOfAnOldForecast) {
    const auto stays = subscriber("まもなく", 8);
    const auto leaves = subscriber("やめる", 8);
    const auto late = subscriber("のばす", 8);
    journey::Follower follower(shop_database(), folder() / "journeys.bin", clock);
    follower.open();
    const journey::Snapshot journeys{follower.view(), today()};
    const auto forecast = read([&](store::Reader& reader) { return Forecast(reader, journeys); });
    write([&](store::Tx& tx) {
        record::act(tx, viewer, leaves.id, leaves.version,
                    {.kind = record::ActionKind::Cancel, .reason_code = "price"});
        record::act(tx, viewer, late.id, late.version,
                    {.kind = record::ActionKind::Skip, .next_shipment_on = today() + 60});
    });
    read([&](store::Reader& reader) {
        const TodayView view{reader, viewer, journeys, forecast, 7};
        EXPECT_EQ(names(action::today(view, {})), std::vector<std::string>{"まもなく"});
        EXPECT_EQ(action::today(view, {}).count, 3);  // the forecast's
    });
    EXPECT_EQ(list(7).count, 1);
    EXPECT_EQ(list(7).items.at(0).subscription_id, stays.id);
}

TEST_P(TodaysList, ItsPartsAreTogetherAllOfIt) {
    for (int n = 0; n < 5; ++n) subscriber("客" + std::to_string(n), n == 2 ? 40 : 8);
    journey::Follower follower(shop_database(), folder() / "journeys.bin", clock);
    follower.open();
    read([&](store::Reader& reader) {
        const journey::Snapshot journeys{follower.view(), today()};
        const Forecast forecast(reader, journeys);
        const TodayView view{reader, viewer, journeys, forecast, 7};
        std::vector<std::string> found;
        std::optional<std::size_t> place = 0;
        while (place) {
            const auto part = today_part(view, *place, 2);
            for (const auto& item : part.items) found.push_back(item.customer.name);
            place = part.next;
        }
        EXPECT_EQ(found, names(action::today(view, {})));
        EXPECT_EQ(found.size(), 4U);
    });
}

TEST_P(TodaysList, BecomesACallListWithItsReasons) {
    const auto subscription = subscriber("まもなく", 8);
    const auto draft = draft_of_today();
    ASSERT_EQ(draft.entries.size(), 1U);
    EXPECT_EQ(draft.entries[0].subscription_id, subscription.id);
    EXPECT_FALSE(draft.entries[0].facts.empty());
    write([&](store::Tx& tx) { return record::create_call_list(tx, viewer, draft); });
    EXPECT_TRUE(list(7).items.at(0).call_list_item_id);
}

TEST_P(TodaysList, ACallListTakesNobodyWhoWasSpokenToTodayOrWaitsOnAnother) {
    const auto spoken_to = subscriber("お話し済み", 8);
    const auto rung = subscriber("不通", 8);
    subscriber("別のリスト", 8);
    const auto waiting = draft_of_today().entries.size();
    EXPECT_EQ(waiting, 3U);
    contact(spoken_to, record::Result::Kept);
    contact(rung, record::Result::NoAnswer);
    auto others = draft_of_today();
    ASSERT_EQ(others.entries.size(), 2U) << "the one who said she stays is left out";
    std::erase_if(others.entries,
                  [&](const auto& entry) { return entry.subscription_id == rung.id; });
    write([&](store::Tx& tx) { return record::create_call_list(tx, viewer, others); });
    const auto last = draft_of_today();
    ASSERT_EQ(last.entries.size(), 1U);
    EXPECT_EQ(last.entries[0].subscription_id, rung.id);
}

TEST_P(TodaysList, ACallListMayTakeOnlyAsManyAsCanBeCalled) {
    subscriber("あとで", 9);
    const auto first = subscriber("先に", 8);
    EXPECT_EQ(callable(), 2);
    const auto draft = draft_of_today(1);
    ASSERT_EQ(draft.entries.size(), 1U);
    EXPECT_EQ(draft.entries[0].subscription_id, first.id);
    EXPECT_EQ(draft_of_today(5).entries.size(), 2U);
    write([&](store::Tx& tx) { return record::create_call_list(tx, viewer, draft); });
    EXPECT_EQ(callable(), 1) << "who waits on a list is not counted again";
}

TEST_P(TodaysList, TheOutlookOfACustomerIsOfHerNextDelivery) {
    add_history();
    const auto asked = recipient("まもなく", 8);
    const auto idle = add_customer("定期なし");
    journey::Follower follower(shop_database(), folder() / "journeys.bin", clock);
    follower.open();
    read([&](store::Reader& reader) {
        const journey::Snapshot journeys{follower.view(), today()};
        const Forecast forecast(reader, journeys);
        const TodayView view{reader, viewer, journeys, forecast, std::nullopt};
        const auto found = outlook(view, asked.customer_id);
        const auto listed = action::today(view, {}).items.at(0);
        EXPECT_TRUE(listed.risk.probability);
        EXPECT_EQ(found.risk.value().probability, listed.risk.probability);
        EXPECT_EQ(found.facts.size(), listed.facts.size());
        EXPECT_FALSE(outlook(view, idle.id).risk);
        const Viewer stranger = seeing_nothing();
        EXPECT_FALSE(outlook({reader, stranger, journeys, forecast, {}}, asked.customer_id).risk);
    });
}

TEST_P(TodaysList, AViewerWithoutCustomersSeesNobody) {
    subscriber("まもなく", 8);
    viewer = seeing_nothing();
    EXPECT_EQ(list(7).count, 0);
}

TEST_P(TodaysList, AHorizonOutOfBoundsIsRefusedByName) {
    EXPECT_EQ(record::refusals([&] { list(0); }), std::vector<std::string>{"/days range"});
    EXPECT_EQ(record::refusals([&] { list(61); }), std::vector<std::string>{"/days range"});
}

}  // namespace
}  // namespace tsunagi::action
