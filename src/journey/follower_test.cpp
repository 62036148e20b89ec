#include "journey/follower.h"

#include "base/system.h"
#include "journey/journey.h"
#include "journey/loader.h"
#include "journey/testing.sql.h"
#include "record/migrations.h"
#include "record/tables.h"
#include "store/bulk.h"
#include "store/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tsunagi::journey {

namespace {

using store::Actor;
using store::Change;
using store::Tx;

// Everything of every journey as text, by customer id: equal texts are equal journeys.
struct Text {
    std::map<std::int64_t, std::string> journeys;
    const Words* words;

    void operator()(const Journey& journey) {
        if (!journey.present()) return;
        std::string& text = journeys[journey.customer_id()];
        text += words->media.text(journey.medium());
        if (journey.birth_year() != 0) {
            text += "/" + std::to_string(journey.birth_year()) + "/" +
                    std::to_string(static_cast<int>(journey.sex())) + "/" +
                    std::string(words->ranks.text(journey.rank()));
        }
        for (const Line line : journey.lines()) {
            text += " " + std::to_string(words->products.id(line.product)) + "=" +
                    std::to_string(line.amount) + "@" + std::to_string(line.day) +
                    (line.head ? "h" : "");
            if (line.quantity != 1) text += "*" + std::to_string(line.quantity);
            if (line.delivery != 0) text += "#" + std::to_string(line.delivery);
        }
        for (const Event event : journey.events()) {
            text += " s" + std::to_string(event.subscription) + ":" +
                    std::to_string(static_cast<int>(event.kind)) + "@" + std::to_string(event.day) +
                    std::string(words->reasons.text(event.reason)) + (event.first ? "f" : "") +
                    (event.monthly != 0 ? "=" + std::to_string(event.monthly) : "");
        }
        for (const Touch touch : journey.touches()) add(" c", touch, text);
        for (const Touch touch : journey.given_up()) add(" g", touch, text);
    }
    void add(const std::string& kind, const Touch& touch, std::string& text) const {
        text += kind + std::string(words->purposes.text(touch.purpose)) + "@" +
                std::to_string(touch.day) + "/" + std::to_string(touch.flags) + "/h" +
                std::to_string(touch.hour) + "/" + std::to_string(touch.duration) + "s/" +
                std::to_string(words->agents.id(touch.agent)) + "/" +
                std::to_string(words->offers.id(touch.offer)) + "/" +
                std::to_string(words->products.id(touch.product));
        if (touch.answers != Answers{}) {
            text += "/a" + std::to_string(touch.answers.nps().value_or(-1)) + "," +
                    std::to_string(touch.answers.csat().value_or(-1));
        }
        if (touch.waited) {
            text += "/w" + std::to_string(*touch.waited) +
                    std::string(words->queues.text(touch.queue));
        }
    }
    void merge(const Text& other) { journeys.insert(other.journeys.begin(), other.journeys.end()); }
};

std::map<std::int64_t, std::string> text_of(const std::shared_ptr<const View>& view) {
    const Snapshot snapshot{view, from_lane(kLastLaneDay)};
    auto text = fold(snapshot, Text{{}, view->words.get()});
    text.merge(fold_one(snapshot, 0, Text{{}, view->words.get()}));
    return text.journeys;
}

template <class T>
void insert(Tx& tx, std::string_view table, const T& row) {
    store::insert_all(tx, table, std::span<const T>(&row, 1));
}

class Followers : public store::OnBothDatabases {
public:
    ~Followers() override { std::filesystem::remove_all(folder_); }

protected:
    Followers() {
        folder_ = std::filesystem::temp_directory_path() /
                  ("journeys-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }

    std::span<const store::Migration> shop_migrations() const override {
        return record::sql::migrations();
    }
    std::filesystem::path file() const { return folder_ / "journeys.bin"; }
    std::unique_ptr<Follower> follower(FollowerOptions options = {}) {
        auto made = std::make_unique<Follower>(shop_database(), file(), clock, options);
        made->open();
        return made;
    }
    std::map<std::int64_t, std::string> from_sql() {
        return text_of(shop_database().read([](store::Reader& reader) {
            return std::shared_ptr<const View>(load_view(reader, 0));
        }));
    }
    void write(const std::function<void(Tx&)>& work) {
        shop_database().write(Actor{}, [&](Tx& tx) { work(tx); });
    }
    std::int64_t add_customer(Tx& tx, std::string medium = "web", bool log = true) {
        const std::int64_t id = tx.next_ids("customer");
        insert(tx, "customer", record::table::Customer{.id = id, .name = "A", .medium = medium});
        if (log) tx.changed({.entity = "customer", .id = id, .customer_id = id});
        return id;
    }
    std::int64_t add_product(Tx& tx) {
        const std::int64_t id = tx.next_ids("product");
        insert(tx, "product", record::table::Product{.id = id, .name = "soap"});
        return id;
    }
    std::int64_t add_order(Tx& tx, std::optional<std::int64_t> customer, std::int64_t product,
                           int day, bool log = true) {
        const std::int64_t id = tx.next_ids("orders");
        insert(tx, "orders",
               record::table::Order{.id = id,
                                    .customer_id = customer,
                                    .ordered_on = Day{20000 + day},
                                    .known_on = Day{20000 + day}});
        insert(tx, "order_line",
               record::table::OrderLine{.order_id = id,
                                        .position = 1,
                                        .product_id = product,
                                        .quantity = id % 5 == 4 ? 1000 : 1,
                                        .amount = Money{std::int64_t{100} * day}});
        if (log) tx.changed({.entity = "orders", .id = id, .customer_id = customer.value_or(0)});
        return id;
    }
    std::int64_t add_event(Tx& tx, std::int64_t customer, std::int64_t subscription,
                           std::string kind, int day, bool log = true) {
        return add_event(tx, customer, subscription, std::move(kind), day, "", log);
    }
    std::int64_t add_event(Tx& tx, std::int64_t customer, std::int64_t subscription,
                           std::string kind, int day, const char* detail, bool log = true) {
        const std::int64_t id = tx.next_ids("subscription_event");
        insert(tx, "subscription_event",
               record::table::SubscriptionEvent{.id = id,
                                                .subscription_id = subscription,
                                                .customer_id = customer,
                                                .kind = kind,
                                                .happened_on = Day{20000 + day},
                                                .known_on = Day{20000 + day},
                                                .product_id = 1,
                                                .reason_code = kind == "cancelled" ? "price" : "",
                                                .detail = detail});
        if (log) tx.changed({.entity = "subscription_event", .id = id, .customer_id = customer});
        return id;
    }
    std::int64_t add_contact(Tx& tx, std::int64_t customer, bool log = true) {
        const std::int64_t id = tx.next_ids("contact");
        insert(tx, "contact",
               record::table::Contact{.id = id,
                                      .customer_id = customer,
                                      .started_at = {1'700'000'000'000},
                                      .purpose = "cancel",
                                      .emotion = "negative",
                                      .next_step = "call again"});
        if (log) tx.changed({.entity = "contact", .id = id, .customer_id = customer});
        return id;
    }
    std::int64_t add_subscription(Tx& tx, std::int64_t customer, std::int64_t product) {
        const std::int64_t id = tx.next_ids("subscription");
        insert(
            tx, "subscription",
            record::table::Subscription{.id = id, .customer_id = customer, .product_id = product});
        return id;
    }

    std::filesystem::path folder_;
};

}  // namespace

TEST_P(Followers, TakesInWhatWasCommitted) {
    const auto one = follower();
    std::int64_t ann = 0, soap = 0;
    write([&](Tx& tx) {
        soap = add_product(tx);
        ann = add_customer(tx, "tv");
        add_order(tx, ann, soap, 3);
        const auto subscription = add_subscription(tx, ann, soap);
        add_event(tx, ann, subscription, "started", 3);
        add_event(tx, ann, subscription, "cancelled", 9);
        add_contact(tx, ann);
        add_order(tx, std::nullopt, soap, 4);
    });
    EXPECT_TRUE(one->catch_up());
    EXPECT_FALSE(one->catch_up());
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_EQ(text_of(one->view()).at(0), " " + std::to_string(soap) + "=400@12699h");
    EXPECT_THAT(text_of(one->view()).at(ann), testing::StartsWith("tv "));
}

TEST_P(Followers, KeepWhoSpokeAboutWhatAtWhichHourAndForHowLong) {
    const auto one = follower();
    std::int64_t ann = 0, soap = 0;
    write([&](Tx& tx) {
        soap = add_product(tx);
        ann = tx.next_ids("customer");
        insert(tx, "customer",
               record::table::Customer{.id = ann,
                                       .name = "A",
                                       .birthday = parse_day("1971-12-31"),
                                       .sex = "female",
                                       .medium = "tv",
                                       .rank = "gold"});
        const auto contact = tx.next_ids("contact");
        insert(tx, "contact",
               record::table::Contact{.id = contact,
                                      .customer_id = ann,
                                      // 2026-11-22 23:59:30 in Tokyo
                                      .started_at = {1'795'359'570'000},
                                      .ended_at = Instant{1'795'359'570'000 + 95'400},
                                      .agent_id = 42,
                                      .purpose = "cancel",
                                      .product_id = soap,
                                      .offer_id = 7});
        insert(tx, "contact",
               record::table::Contact{.id = tx.next_ids("contact"),
                                      .customer_id = ann,
                                      .started_at = {1'795'359'630'000},
                                      .purpose = "question"});
        tx.changed({.entity = "customer", .id = ann, .customer_id = ann});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_EQ(text_of(one->view()).at(ann), "tv/1971/1/gold ccancel@13474/1/h23/95s/42/7/" +
                                                std::to_string(soap) +
                                                " cquestion@13475/1/h0/0s/0/0/0");
    one->keep_snapshot();
    const auto again = follower();
    EXPECT_EQ(again->counters().rebuilt, 0);
    EXPECT_EQ(text_of(again->view()), from_sql());
}

TEST_P(Followers, KeepCallsThatNobodyAnsweredApartFromContacts) {
    const auto one = follower();
    std::int64_t ann = 0;
    std::int64_t call = 0;
    write([&](Tx& tx) {
        ann = add_customer(tx);
        call = tx.next_ids("contact");
        const auto unknown = tx.next_ids("contact");
        record::table::Contact row{.id = call,
                                   .customer_id = ann,
                                   .started_at = {41'400'000},
                                   .agent_name = "佐藤",
                                   .purpose = "usage",
                                   .result = "answered",
                                   .queue = "shop",
                                   .waited_seconds = 0,
                                   .handled_seconds = 90};
        insert(tx, "contact", row);
        tx.changed({.entity = "contact", .id = call, .customer_id = ann});
        row.id = unknown;
        row.customer_id = {};
        row.waited_seconds = 70'000;
        row.result = "abandoned";
        insert(tx, "contact", row);
        tx.changed({.entity = "contact", .id = unknown});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann), testing::HasSubstr("/h20/90s/"));
    EXPECT_THAT(text_of(one->view()).at(ann), testing::EndsWith("/w0shop"));
    const auto agent = std::to_string(id_of_agent("佐藤"));
    EXPECT_THAT(text_of(one->view()).at(ann), testing::HasSubstr("s/" + agent + "/"));
    EXPECT_EQ(one->view()->words->agent_names.text(1), "佐藤");
    const auto unknown = [&] {
        std::string text;
        fold_one(Snapshot{one->view(), from_lane(kLastLaneDay)}, 0, [&](const Journey& journey) {
            text += std::to_string(journey.touches().size()) + " contacts";
            for (const Touch touch : journey.given_up()) {
                text += ", " + std::to_string(touch.waited.value()) + " s";
            }
        });
        return text;
    };
    EXPECT_EQ(unknown(), "0 contacts, 65534 s");
    one->keep_snapshot();
    write([&](Tx& tx) {
        tx.run(sql::abandon_in_test, {{"id", call}, {"queue", "box"}, {"waited", 7}});
        tx.changed({.entity = "contact",
                    .id = call,
                    .customer_id = ann,
                    .kind = Change::Kind::Updated,
                    .version = 2});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann), testing::HasSubstr(" g"));
    EXPECT_THAT(text_of(one->view()).at(ann), testing::EndsWith("/w7box"));
    one->keep_snapshot();
    const auto again = follower();
    EXPECT_EQ(text_of(again->view()), from_sql());
    EXPECT_EQ(unknown(), "0 contacts, 65534 s");
}

TEST_P(Followers, KeepWhatCustomersAnsweredAndItsCorrection) {
    const auto one = follower();
    std::int64_t ann = 0, bob = 0, contact = 0;
    const auto add = [&](Tx& tx, std::int64_t customer, std::optional<int> nps,
                         std::optional<int> csat) {
        const auto id = tx.next_ids("contact");
        insert(
            tx, "contact",
            record::table::Contact{
                .id = id, .customer_id = customer, .purpose = "usage", .nps = nps, .csat = csat});
        tx.changed({.entity = "contact", .id = id, .customer_id = customer});
        return id;
    };
    write([&](Tx& tx) {
        ann = add_customer(tx);
        bob = add_customer(tx);
        add(tx, ann, std::nullopt, std::nullopt);
        add(tx, bob, 10, 1);
        contact = add(tx, ann, 0, std::nullopt);
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann), testing::EndsWith("/a0,-1"));
    EXPECT_THAT(text_of(one->view()).at(bob), testing::EndsWith("/a10,1"));
    one->keep_snapshot();
    write([&](Tx& tx) {
        tx.run(sql::answer_in_test, {{"id", contact}, {"nps", 9}, {"csat", 5}});
        tx.changed({.entity = "contact",
                    .id = contact,
                    .customer_id = ann,
                    .kind = Change::Kind::Updated,
                    .version = 2});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann), testing::EndsWith("/a9,5"));
    const auto again = follower();
    EXPECT_EQ(again->counters().rebuilt, 0);
    EXPECT_EQ(text_of(again->view()), from_sql());
    again->keep_snapshot();
    EXPECT_EQ(text_of(again->view()), from_sql());
}

TEST_P(Followers, KnowWhatASubscriptionCostAMonthBeforeItsChanges) {
    const auto one = follower();
    std::int64_t ann = 0;
    write([&](Tx& tx) {
        ann = add_customer(tx);
        const auto soap = add_product(tx);
        const auto id = tx.next_ids("subscription");
        insert(tx, "subscription",
               record::table::Subscription{.id = id,
                                           .customer_id = ann,
                                           .product_id = soap,
                                           .cycle_length = 2,
                                           .price = {9000}});
        add_event(tx, ann, id, "started", 1);
        add_event(tx, ann, id, "changed", 40, "quantity 1 -> 3");
        add_event(tx, ann, id, "changed", 70, "price 7500 -> 9000; cycle 1 month -> 2 month");
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann), testing::AllOf(testing::HasSubstr(":0@12696f=2500"),
                                                             testing::HasSubstr(":5@12735=7500"),
                                                             testing::HasSubstr(":5@12765=4500")));
}

TEST_P(Followers, KnowAChangeOfThePriceAlone) {
    const auto one = follower();
    std::int64_t ann = 0;
    write([&](Tx& tx) {
        ann = add_customer(tx);
        const auto id = tx.next_ids("subscription");
        insert(tx, "subscription",
               record::table::Subscription{
                   .id = id, .customer_id = ann, .product_id = add_product(tx), .price = {1200}});
        add_event(tx, ann, id, "started", 1);
        add_event(tx, ann, id, "changed", 40, "price 1000 -> 1100");
        add_event(tx, ann, id, "changed", 70, "price 1100 -> 1200; shipment monday -> friday");
        add_event(tx, ann, id, "changed", 80, "quantity 2 -> 1; price 2400 -> 1200");
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_THAT(text_of(one->view()).at(ann),
                testing::AllOf(testing::HasSubstr(":5@12735price_change=1100"),
                               testing::HasSubstr(":5@12765price_change=2400"),
                               testing::HasSubstr(":5@12775=1200")));
}

TEST_P(Followers, AnOrderThatMovesToAnotherCustomerLeavesTheFirst) {
    const auto one = follower();
    std::int64_t ann = 0, bob = 0, order = 0;
    write([&](Tx& tx) {
        const auto soap = add_product(tx);
        ann = add_customer(tx);
        bob = add_customer(tx);
        order = add_order(tx, ann, soap, 3);
    });
    one->catch_up();
    write([&](Tx& tx) {
        const std::string before = "{\"customer_id\":" + std::to_string(ann) + "}";
        tx.run(sql::move_order_in_test, {{"to", bob}, {"id", order}});
        tx.changed({.entity = "orders",
                    .id = order,
                    .customer_id = bob,
                    .kind = Change::Kind::Updated,
                    .version = 2,
                    .before = before,
                    .after = "{}"});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()), from_sql());
}

TEST_P(Followers, FindsTheCustomersOfABulkChange) {
    const auto one = follower();
    write([&](Tx& tx) {
        const auto soap = add_product(tx);
        const auto first = add_customer(tx, "web", false);
        const auto last = add_customer(tx, "tv", false);
        const auto first_order = add_order(tx, first, soap, 1, false);
        const auto last_order = add_order(tx, last, soap, 2, false);
        const std::vector<store::BulkItem> items{
            {.entity = "customer", .first_id = first, .last_id = last},
            {.entity = "orders", .first_id = first_order, .last_id = last_order}};
        tx.changed_in_bulk("orders", items);
    });
    EXPECT_TRUE(one->catch_up());
    EXPECT_EQ(one->counters().rebuilt, 1);
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_EQ(text_of(one->view()).size(), 3u);
}

TEST_P(Followers, FindTheCustomersOfSubscriptionsEventsAndContacts) {
    std::int64_t ann = 0, bob = 0, cid = 0, subscription = 0;
    write([&](Tx& tx) {
        ann = add_customer(tx);
        bob = add_customer(tx);
        cid = add_customer(tx);
        subscription = add_subscription(tx, ann, add_product(tx));
    });
    const auto one = follower();
    write([&](Tx& tx) {
        const auto event = add_event(tx, ann, subscription, "started", 3, false);
        const auto started = add_subscription(tx, bob, 1);
        const auto contact = add_contact(tx, cid, false);
        const std::vector<store::BulkItem> items{
            {.entity = "subscription_event", .first_id = event, .last_id = event},
            {.entity = "subscription", .first_id = started, .last_id = started},
            {.entity = "contact", .first_id = contact, .last_id = contact}};
        tx.changed_in_bulk("subscription", items);
    });
    EXPECT_TRUE(one->catch_up());
    EXPECT_EQ(one->counters().rebuilt, 1);
    EXPECT_EQ(text_of(one->view()), from_sql());
    EXPECT_NE(text_of(one->view()).at(ann), "web");
    EXPECT_NE(text_of(one->view()).at(cid), "web");
}

TEST_P(Followers, BuildAnewWhenRowsOfABulkChangeAreGone) {
    const auto one = follower();
    write([&](Tx& tx) {
        const std::vector<store::BulkItem> items{
            {.entity = "orders", .first_id = 900, .last_id = 950}};
        tx.changed_in_bulk("orders", items);
    });
    EXPECT_TRUE(one->catch_up());
    EXPECT_EQ(one->counters().rebuilt, 2);
}

TEST_P(Followers, LetGoOfTheOnlyRowOfABulkChangeThatIsGone) {
    const auto one = follower();
    std::int64_t ann = 0;
    std::int64_t order = 0;
    write([&](Tx& tx) {
        ann = add_customer(tx);
        order = add_order(tx, ann, add_product(tx), 1);
    });
    one->catch_up();
    const auto take_back = [&](const std::string& before) {
        write([&](Tx& tx) {
            tx.run(sql::delete_lines_in_test, {{"id", order}});
            tx.run(sql::delete_order_in_test, {{"id", order}});
            const std::vector<store::BulkItem> items{
                {.entity = "orders", .first_id = order, .last_id = order, .before = before}};
            tx.changed_in_bulk("import", items);
        });
        one->catch_up();
        EXPECT_EQ(text_of(one->view()), from_sql()) << before;
    };
    take_back("{}");
    EXPECT_EQ(one->counters().rebuilt, 2);
    write([&](Tx& tx) { order = add_order(tx, ann, 1, 2); });
    one->catch_up();
    take_back(R"({"customer_id":)" + std::to_string(ann) + "}");
    EXPECT_EQ(one->counters().rebuilt, 2);
}

TEST_P(Followers, ADeletedCustomerHasNoJourney) {
    const auto one = follower();
    std::int64_t ann = 0;
    write([&](Tx& tx) { ann = add_customer(tx); });
    one->catch_up();
    write([&](Tx& tx) {
        tx.run(sql::delete_customer_in_test, {{"id", ann}});
        tx.changed(
            {.entity = "customer", .id = ann, .customer_id = ann, .kind = Change::Kind::Deleted});
    });
    one->catch_up();
    EXPECT_EQ(text_of(one->view()).count(ann), 0u);
    one->keep_snapshot();
    EXPECT_FALSE(one->view()->code_of(ann));
}

TEST_P(Followers, CompactWithoutChangingAnAnswer) {
    const auto one = follower({.compact_above = 0.0, .compact_from = 3});
    for (int round = 1; round <= 5; ++round) {
        write([&](Tx& tx) {
            const auto soap = add_product(tx);
            add_order(tx, add_customer(tx), soap, round);
            add_order(tx, 1, soap, round + 1);
        });
        one->catch_up();
        ASSERT_EQ(text_of(one->view()), from_sql()) << round;
    }
    EXPECT_GT(one->counters().compacted, 0);
    EXPECT_EQ(one->counters().rebuilt, 1);
}

TEST_P(Followers, RestartFromTheSnapshotAndReplayTheLog) {
    write([&](Tx& tx) { add_order(tx, add_customer(tx, "tv"), add_product(tx), 1); });
    follower()->keep_snapshot();
    write([&](Tx& tx) { add_order(tx, add_customer(tx), add_product(tx), 2); });
    const auto again = follower();
    EXPECT_EQ(again->counters().rebuilt, 0);
    EXPECT_EQ(again->counters().refreshed, 1);
    EXPECT_EQ(text_of(again->view()), from_sql());
}

TEST_P(Followers, BuildAnewFromADamagedSnapshot) {
    write([&](Tx& tx) { add_order(tx, add_customer(tx, "tv"), add_product(tx), 1); });
    follower()->keep_snapshot();
    const auto size = std::filesystem::file_size(file());
    for (const auto place : {std::uintmax_t{3}, std::uintmax_t{60}, size - 3}) {
        {
            std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
            bytes.seekp(static_cast<std::streamoff>(place));
            bytes.put('~');
        }
        EXPECT_EQ(map_snapshot(file()).view, nullptr) << place;
        const auto again = follower();
        EXPECT_EQ(again->counters().rebuilt, 1);
        EXPECT_EQ(text_of(again->view()), from_sql());
    }
    std::filesystem::resize_file(file(), size / 2);
    EXPECT_EQ(map_snapshot(file()).view, nullptr);
}

TEST_P(Followers, BuildAnewWhenTheLogIsAnotherOne) {
    write([&](Tx& tx) { add_customer(tx); });
    auto one = follower();
    one->keep_snapshot();
    const auto view = one->view();
    write_snapshot(file(), *view, 12345);
    EXPECT_EQ(follower()->counters().rebuilt, 1);
}

TEST_P(Followers, HearOfCommitsByThemselves) {
    const auto one = follower();
    one->start();
    write([&](Tx& tx) { add_order(tx, add_customer(tx, "tv"), add_product(tx), 1); });
    const SystemClock real;
    const std::int64_t deadline_ms = real.steady_ms() + 20'000;
    while (one->view()->size() < 2 && real.steady_ms() < deadline_ms) std::this_thread::yield();
    EXPECT_EQ(text_of(one->view()), from_sql());
}

INSTANTIATE_ON_BOTH_DATABASES(Followers);

}  // namespace tsunagi::journey
